import Foundation
import Testing

/// One run told in three ways, and from any number of threads, is one run.
@Suite struct RunFormatsTests {
    @Test func theSameBytesFromAnyNumberOfThreadsAndTwice() throws {
        try SmallCentre.withFile { file in
            let one = try SmallCentre.json([file, "--replications", "70", "--threads", "1"]).text
            for threads in ["1", "2", "8"] {
                #expect(try SmallCentre.json([file, "--replications", "70", "--threads", threads]).text == one)
            }
            #expect(try SmallCentre.json([file, "--replications", "70", "--seed", "2"]).text != one)
        }
    }

    @Test func theKeysStandInTheirOrder() throws {
        try SmallCentre.withFile { file in
            let text = try SmallCentre.json([file, "--replications", "5", "--timing"]).text
            let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
                .map { String($0.dropFirst(3).prefix { $0 != "\"" }) }
            #expect(
                keys == [
                    "holdfast", "format", "kind", "scenario", "seed", "replications", "observations", "observation",
                    "confidence", "partial", "measures", "targets", "classes", "groups", "intervals", "distributions",
                    "within", "scorecard", "conservation", "warnings", "speed",
                ])
        }
    }

    @Test func precisionStandsInTheAnswer() throws {
        try SmallCentre.withFile { file in
            let arguments = [file, "--precision", "3pt, asa=10%rel", "--replications", "400"]
            let one = try SmallCentre.json(arguments + ["--threads", "1"])
            #expect(try SmallCentre.json(arguments + ["--threads", "8"]).text == one.text)
            let found = try #require(one.read["precision"] as? [[String: Any]])
            #expect(found.map { $0["measure"] as? String } == ["service_level", "asa"])
            #expect(
                found[0].keys.sorted() == ["half_width", "measure", "over", "reached", "unit", "wanted", "within_s"])
            #expect(found[0]["wanted"] as? Double == 0.03 && found[0]["reached"] as? Bool == true)
            #expect(found[1]["wanted_of_value"] as? Double == 0.1 && found[1]["unit"] as? String == "s")
            let measures = try #require(one.read["measures"] as? [String: [String: Any]])
            let asa = try #require(measures["asa"]?["value"] as? Double)
            #expect(abs((found[1]["wanted"] as? Double ?? 0) - 0.1 * asa) < 1e-12)
            #expect(one.read["ended_by"] as? String == "reached" && one.read["partial"] as? Bool == false)
            let short = try SmallCentre.json([file, "--precision", "0.1pt", "--replications", "50"]).read
            #expect(short["ended_by"] as? String == "replications" && short["replications"] as? Int == 50)
            #expect((short["precision"] as? [[String: Any]])?[0]["reached"] as? Bool == false)
        }
    }

    @Test func csvHoldsTheNumbersOfTheJSON() throws {
        try SmallCentre.withFile { file in
            let json = try SmallCentre.json([file, "--replications", "20"]).text
            let csv = try Program.run("run", file, "--replications", "20", "--format", "csv")
            #expect(csv.status == 0 && csv.errors.isEmpty)
            let all = rows(ofCSV: csv.output)
            let found = all.filter { $0["measure"]?.contains(".") == false }
            // Every value of the JSON, digit by digit: a list of measures has a line for each.
            let pattern =
                /"([a-z0-9_]+)": \{\s*"value": ([^,]+),\s*"low": ([^,]+),\s*"high": ([^,]+),\s*"unit": "([a-z]+)"/
            let written = json.matches(of: pattern).map { match in
                [match.1, match.2, match.3, match.4, match.5].map { $0 == "null" ? "" : String($0) }
            }
            let first = found.filter {
                $0["within_s"] == "20" && $0["class"] == "" && $0["group"] == "" && $0["start_s"] == ""
            }
            // The numbers at the first threshold stand twice in the JSON: among the measures and under `within`.
            #expect(written.count == found.count + first.count)
            let inTable = found.map { row in ["measure", "value", "low", "high", "unit"].map { row[$0] ?? "-" } }
            #expect(Set(written) == Set(inTable))
            #expect(found.count > 300)
            // What the days come to, each by themselves.
            let days =
                /"mean_of_days": \{"value": ([^,]+), "low": ([^,]+), "high": ([^}]+)\},\s*"sd_of_days": ([^,]+),\s*"days": 20/
            let apart = json.matches(of: days).map { [$0.1, $0.2, $0.3, $0.4].map(String.init) }
            let means = all.filter { $0["measure"]?.hasSuffix(".mean_of_days") == true }
            let spreads = all.filter { $0["measure"]?.hasSuffix(".sd_of_days") == true }
            let scorecard = all.filter { $0["measure"]?.hasPrefix("scorecard.") == true }
            #expect(means.count == spreads.count && means.count > 60)
            #expect(found.count + 2 * means.count + scorecard.count == all.count)
            // The scorecard says nothing else than the measures.
            let owed = scorecard.filter { ["share", "s", "count", "hours"].contains($0["unit"] ?? "") }
            #expect(owed.count >= 10)
            for row in owed {
                let name = row["measure"]?.split(separator: ".").last.map(String.init) ?? ""
                guard !["at_least", "at_most"].contains(name) else { continue }
                let same = found.first {
                    $0["measure"] == name && $0["class"] == row["class"] && $0["group"] == "" && $0["start_s"] == ""
                        && $0["within_s"] == row["within_s"]
                }
                #expect(same?["value"] == row["value"] && same?["high"] == row["high"], "\(name)")
            }
            let table = zip(means, spreads).map { mean, spread in
                ["value", "low", "high"].map { mean[$0] ?? "-" } + [spread["value"] ?? "-"]
            }
            #expect(Set(apart).isSubset(of: Set(table)) && apart.count > 60)
        }
    }

    /// Quantiles of waits in each interval come where they are asked for, and move no other number.
    @Test func quantilesByIntervalAreAskedFor() throws {
        try SmallCentre.withFile { file in
            let plain = try Program.run("run", file, "--replications", "60", "--format", "csv").output
            let asked = try Program.run(
                "run", file, "--replications", "60", "--format", "csv", "--by", "interval"
            ).output
            let known = Set(plain.split(separator: "\n"))
            let all = asked.split(separator: "\n")
            #expect(all.filter(known.contains).count == known.count)
            let added = rows(ofCSV: ([all[0]] + all.filter { !known.contains($0) }).joined(separator: "\n"))
            #expect(added.allSatisfy { $0["start_s"] != "" && $0["day"] == "1" })
            let names = Set(added.compactMap { $0["measure"] })
            #expect(names.isSuperset(of: ["wait_p50", "wait_p90", "wait_p99", "answered_wait_p90"]))
            let nine = added.filter { $0["measure"] == "wait_p90" && $0["class"] == "" }
            #expect(nine.count == 3 && nine.allSatisfy { Double($0["value"] ?? "") != nil && $0["low"] != "" })
        }
    }

    /// Every number that a contact's story decides, counted again from the stories of all replications.
    @Test func theNumbersAreThoseOfTheTrace() throws {
        try SmallCentre.withFile { file in
            let days = 6
            var stories: [[String: String]] = []
            for day in 1...days {
                let traced = try Program.run("trace", file, "--replication", "\(day)", "--format", "csv")
                #expect(traced.status == 0)
                stories += rows(ofCSV: traced.output)
            }
            let answer = try SmallCentre.json([file, "--replications", "\(days)"]).read
            let intervals = try #require(answer["intervals"] as? [[String: Any]])
            #expect(intervals.count == 3)
            try compare(answer, stories, days)
            for interval in intervals {
                let start = try #require(interval["start"] as? String)
                let within = stories.filter { $0["interval"] == start }
                try compare(interval, within, days)
                let classes = try #require(interval["classes"] as? [String: [String: Any]])
                #expect(classes.count == 2)
                for (name, numbers) in classes { try compare(numbers, within.filter { $0["class"] == name }, days) }
            }
        }
    }

    private func compare(_ numbers: [String: Any], _ stories: [[String: String]], _ days: Int) throws {
        let measures = try #require(numbers["measures"] as? [String: [String: Any]])
        func agree(_ name: String, _ expected: Double?) {
            let value = measures[name]?["value"] as? Double
            guard let value, let expected else {
                #expect(value == nil && expected == nil, "\(name)")
                return
            }
            #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)), "\(name)")
        }
        func ended(_ outcome: String) -> [Double] {
            stories.filter { $0["outcome"] == outcome }.map { Double($0["wait_s"] ?? "") ?? .nan }
        }
        func mean(_ waits: [Double]) -> Double? { waits.isEmpty ? nil : waits.reduce(0, +) / Double(waits.count) }
        let answered = ended("answered")
        let abandoned = ended("abandoned")
        let hungUp = ended("hung_up_at_close")
        let all = answered + abandoned + hungUp
        #expect(all.count == stories.count)
        let offered = Double(stories.count)
        agree("offered", offered / Double(days))
        agree("answered", Double(answered.count) / Double(days))
        agree("hung_up_at_close", Double(hungUp.count) / Double(days))
        agree("service_level", offered > 0 ? Double(answered.count { $0 <= 20 }) / offered : nil)
        agree("abandonment", offered > 0 ? Double(abandoned.count) / offered : nil)
        agree("asa", mean(answered))
        agree("abandoned_wait_mean", mean(abandoned))
        agree("wait_mean", mean(all))
        agree("excess_wait_mean", mean(all.map { max(0, $0 - 20) }))
    }

    /// What is written differently but means the same gives the same numbers.
    @Test(arguments: [
        ("3 min, cv", "180 s, cv"), ("{constant: 30 s}", "{constant: 0.5 min}"), ("mean: 4 min", "mean: 240 s"),
        (
            "  juniors: {serves: [sales], staff: [3, 4, 3]}\n  seniors: {serves: [sales, service], staff: [2, 3, 3]}",
            "  seniors: {serves: [service, sales], staff: [2, 3, 3]}\n  juniors: {serves: [sales], staff: [3, 4, 3]}"
        ),
    ])
    func anotherWordingGivesTheSameNumbers(written: String, otherwise: String) throws {
        let other = SmallCentre.text.replacingOccurrences(of: written, with: otherwise)
        #expect(other != SmallCentre.text)
        var measures: [String] = []
        for text in [SmallCentre.text, other] {
            try SmallCentre.withFile(text) { file in
                let csv = try Program.run("run", file, "--replications", "20", "--format", "csv")
                // Groups may stand in another order: the lines of one are those of the other.
                measures.append(csv.output.split(separator: "\n").sorted().joined(separator: "\n"))
            }
        }
        #expect(measures[0] == measures[1] && measures[0].contains("service_level,sales"))
    }
}
