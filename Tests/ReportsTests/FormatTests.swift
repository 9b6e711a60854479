import Foundation
import Measures
import Testing

@testable import Reports

@Suite struct JSONTests {
    private func parsed(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func isTheContract() throws {
        let object = try parsed(JSONReport(HandMadeResults.bank(), version: "0.1.0").text())
        #expect(object["holdfast"] as? String == "0.1.0")
        #expect(object["format"] as? Int == 1 && object["kind"] as? String == "run")
        #expect((object["scenario"] as? [String: String])?["resolved_sha256"] == "5f7a")
        #expect(object["seed"] as? Int == 1 && object["replications"] as? Int == 100)
        #expect(object["confidence"] as? Double == 0.95 && object["partial"] as? Bool == false)
        let measures = try #require(object["measures"] as? [String: [String: Any]])
        let level = try #require(measures["service_level"])
        #expect(level["value"] as? Double == 0.797 && level["unit"] as? String == "share")
        #expect(level["low"] as? Double == 0.797 - 0.021 && level["within_s"] as? Double == 20)
        #expect(measures["breaks_late"]?["value"] is NSNull)
        let targets = try #require(object["targets"] as? [[String: Any]])
        #expect(targets[0]["verdict"] as? String == "undecided" && targets[0]["at_least"] as? Double == 0.8)
        #expect(targets[0]["over"] as? String == "run" && targets[0]["replications_to_decide"] as? Int == 1700)
        let classes = try #require(object["classes"] as? [String: [String: [String: Any]]])
        #expect(classes["private \"gold\""]?["measures"]?["offered"] != nil)
        let intervals = try #require(object["intervals"] as? [[String: Any]])
        #expect(intervals.count == 12 && intervals[0]["start"] as? String == "07:00")
        #expect(intervals[0]["start_s"] as? Double == 25200 && intervals[0]["end_s"] as? Double == 28800)
        let within = try #require(object["within"] as? [[String: Any]])
        #expect(within.map { $0["within_s"] as? Double } == [20, 60])
        #expect((within[1]["service_level"] as? [String: Any])?["value"] as? Double == 0.912)
        let wait = try #require((object["distributions"] as? [String: [String: Any]])?["wait"])
        #expect(wait["edges_s"] as? [Double] == [0, 0, 0.5, 20.25] && wait["counts"] as? [Int] == [700, 12, 3])
        let scorecard = try #require(object["scorecard"] as? [[String: Any]])
        #expect(scorecard[0]["principle"] as? String == "timeliness" && scorecard[1]["verdict"] is NSNull)
        let conservation = try #require(object["conservation"] as? [String: Any])
        #expect(conservation["holds"] as? Bool == true && conservation["answered"] as? Int == 138_000)
        #expect(object["speed"] == nil)
    }

    @Test func promisesStandWithTheirStates() throws {
        let object = try parsed(JSONReport(HandMadeResults.withCallbacks(), version: "0.1.0").text())
        let conservation = try #require(object["conservation"] as? [String: Any])
        #expect(
            conservation["promises"] as? [String: Int] == ["made": 12_000, "kept": 11_500, "late": 0, "gave_up": 500])
        #expect((conservation["follow_ups"] as? [String: Int])?.isEmpty == true)
    }

    @Test func quotesStandWithWhatCameTrue() throws {
        let object = try parsed(JSONReport(HandMadeResults.withQuotes(), version: "0.1.0").text())
        let measures = try #require(object["measures"] as? [String: [String: Any]])
        #expect(measures["quote_understated"]?["approximate"] as? Bool == true)
        #expect(measures["asa"]?["approximate"] == nil)
        let calibration = try #require(object["calibration"] as? [String: Any])
        #expect(calibration["approximate"] as? Bool == true)
        let bins = try #require(calibration["bins"] as? [[String: Any]])
        #expect(bins[0]["quote_above_s"] as? Double == 30 && bins[0]["quote_at_most_s"] as? Double == 60)
        #expect(bins[1]["quote_at_most_s"] is NSNull && bins[0]["announcements"] as? Int == 1200)
        let wait = try #require(bins[0]["wait_mean"] as? [String: Any])
        #expect(wait["value"] as? Double == 48 && wait["low"] as? Double == 46 && wait["unit"] as? String == "s")
        let classes = try #require(calibration["classes"] as? [String: [String: [[String: Any]]]])
        #expect(classes["retail"]?["bins"]?.count == 1)
        let plain = try parsed(JSONReport(HandMadeResults.bank(), version: "0.1.0").text())
        #expect(plain["calibration"] == nil)
    }

    @Test func quotesInATable() {
        let lines = CSVReport(HandMadeResults.withQuotes()).text().split(separator: "\n")
        #expect(lines[0].hasSuffix(",unit,note"))
        #expect(lines.contains("quote_calibration_wait_mean,,,,,60,48,46,50,s,approximate"))
        #expect(lines.contains("quote_calibration_announcements,retail,,,,60,1200,,,count,approximate"))
        #expect(lines.contains("quote_calibration_understated,,,,,inf,,,,share,approximate"))
        #expect(lines.contains { $0.hasPrefix("quote_understated,") && $0.hasSuffix(",share,approximate") })
        #expect(lines.contains { $0.hasPrefix("asa,") && $0.hasSuffix(",s,") })
        #expect(CSVReport(HandMadeResults.bank()).text().split(separator: "\n")[0].hasSuffix(",unit"))
    }

    @Test func negativeTimesReadAsTimes() {
        #expect(
            Wording(palette: .plain).figure(Estimate(value: -600, low: -660, high: -540), .seconds).joined
                == "-10.0 min ± 1.0")
    }

    @Test func keysStandInOrder() throws {
        let text = JSONReport(HandMadeResults.bank(), version: "0.1.0", timing: true).text()
        let keys = [
            "holdfast", "format", "kind", "scenario", "seed", "replications", "confidence", "partial", "measures",
            "targets", "classes", "groups", "intervals", "distributions", "within", "scorecard", "conservation",
            "speed",
        ]
        let places = try keys.map { key in try #require(text.firstRange(of: "\n  \"\(key)\": ")).lowerBound }
        #expect(places == places.sorted())
    }

    @Test func timingIsLeftOutUnlessAskedFor() throws {
        var slower = HandMadeResults.bank()
        slower.timing?.seconds = 64
        let report = JSONReport(HandMadeResults.bank(), version: "1").text()
        #expect(JSONReport(slower, version: "1").text() == report)
        let speed = try #require(
            try parsed(JSONReport(slower, version: "1", timing: true).text())["speed"] as? [String: Double])
        #expect(speed["contacts_per_second"] == 148_225.0 / 64 && speed["peak_rss_bytes"] == 52_428_800)
    }

    @Test(arguments: [0.1, 1.0 / 3, Double.leastNonzeroMagnitude, 1e300, 123_456_789.125, -0.0, 1e16, 1e-7])
    func numbersReadBack(number: Double) throws {
        let text = JSONValue.shortest(number)
        #expect(Double(text) == number)
        let object = try parsed("{\"x\": \(text)}")
        #expect((object["x"] as? NSNumber)?.doubleValue == number)
    }

    @Test func undefinedNumbersAreNull() {
        #expect(JSONValue.shortest(.nan) == "null" && JSONValue.shortest(.infinity) == "null")
        #expect(JSONValue.number(nil).text() == "null")
        #expect(JSONValue.whole(UInt64.max).text() == "18446744073709551615")
    }

    @Test func anyTextReadsBack() throws {
        let odd = "a\"b\\c\nd\te\u{1}f\u{2028}é😀\r"
        #expect(try parsed("{\"x\": \(JSONValue.quoted(odd))}")["x"] as? String == odd)
    }
}

@Suite struct CSVTests {
    /// RFC 4180, read strictly.
    private func read(_ text: String) throws -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var characters = Array(text)[...]
        while let character = characters.popFirst() {
            if character == "\"" {
                #expect(field.isEmpty)
                while let inner = characters.popFirst() {
                    if inner == "\"" {
                        if characters.first != "\"" { break }
                        characters.removeFirst()
                    }
                    field.append(inner)
                }
            } else if character == "," || character == "\n" {
                row.append(field)
                field = ""
                if character == "\n" {
                    rows.append(row)
                    row = []
                }
            } else {
                field.append(character)
            }
        }
        #expect(field.isEmpty && row.isEmpty)
        return rows
    }

    @Test func readsBack() throws {
        let results = HandMadeResults.bank()
        let rows = try read(CSVReport(results).text())
        #expect(rows[0].joined(separator: ",") == "measure,class,group,day,start_s,within_s,value,low,high,unit")
        #expect(rows.allSatisfy { $0.count == 10 })
        // Whole, one further threshold, two classes, a group, twelve intervals with 5 + 1 + 1, and a scorecard of two numbers
        // of which one has a bound.
        #expect(rows.count == 1 + 8 + 1 + 10 + 5 + 12 * 7 + 4)
        let level = try #require(rows.first { $0[0] == "service_level" && $0[1].isEmpty && $0[4].isEmpty })
        #expect(level[5] == "20" && Double(level[6]) == 0.797 && Double(level[8]) == 0.797 + 0.021)
        let gold = try #require(rows.first { $0[0] == "offered" && $0[1] == "private \"gold\"" })
        #expect(gold[6] == "100.25" && gold[9] == "count")
        let evening = try #require(rows.first { $0[0] == "occupancy" && $0[2] == "seniors, evening" && !$0[3].isEmpty })
        #expect(evening[3] == "1" && evening[4] == "25200" && evening[6].isEmpty)
        #expect(rows.contains { $0[0] == "service_level" && $0[5] == "60" && $0[6] == "0.912" })
    }

    @Test(arguments: [(Verdict.met, "1"), (.missed, "0"), (.undecided, ""), (.noData, "")])
    func theScorecardStandsLast(verdict: Verdict, met: String) throws {
        var results = HandMadeResults.bank()
        results.scorecard[0].verdict = verdict
        let rows = try read(CSVReport(results).text()).suffix(4).map { $0 }
        #expect(
            rows.map { $0[0] } == [
                "scorecard.timeliness.service_level", "scorecard.timeliness.service_level.at_least",
                "scorecard.timeliness.service_level.met", "scorecard.care.breaks_late",
            ])
        #expect(rows[0][5] == "20" && rows[0][6] == "0.797" && Double(rows[0][7]) == 0.797 - 0.021)
        #expect(rows[1][5...].joined(separator: ",") == "20,0.8,,,share")
        #expect(rows[2][5...].joined(separator: ",") == "20,\(met),,,verdict")
        #expect(rows[3][6].isEmpty)
    }
}

@Suite struct ExplainTests {
    @Test func oneMeasure() throws {
        let expected = """
            service_level  Service level (T, strict)

              Share of the offered who were answered within T; abandoning does not raise it.

              formula    A_T / N
              unit       share: 0–1 in JSON and CSV, per cent in text
              given for  the whole centre, each class, each interval
              threshold  T, from the target's within or from report_within; at most T counts as within
              over days  the value is all days' contacts together; mean_of_days (JSON, CSV) counts each day alike
                         low and high say how sure the value is; sd_of_days how far single days lie from their mean
              better     higher
              source     Jouini, Koole and Roubos, 2013
              see also   service_level_handled, service_level_good, service_level_answered, asa

            """
        #expect(Explain.text(HandMadeResults.measure("service_level")) == expected)
    }

    @Test func everyMeasureIsListedAndExplained() {
        let list = Explain.list()
        for measure in Measure.all {
            #expect(list.contains("  \(measure.name) "))
            #expect(Explain.text(measure).contains(measure.formula))
            let plain = Explain.text(measure, palette: .ascii)
            #expect(plain.utf8.count == plain.unicodeScalars.count)
            #expect(!plain.contains("?"), "\(measure.name)")
        }
    }

    /// What stands beside the measures is explained too, under the name it is printed by.
    @Test func everyPrintedNumberIsExplained() throws {
        var results = HandMadeResults.withQuotes()
        results.conservation.legs = [("legs", 1)]
        for line in CSVReport(results).text().split(separator: "\n").dropFirst() {
            let name = String(line.prefix { $0 != "," })
            #expect(Measure.named(name) != nil || PrintedNumber.named(name) != nil, "\(name)")
        }
        for name in ["distributions", "conservation"] {
            let object =
                try JSONSerialization.jsonObject(
                    with: Data(JSONReport(results, version: "0").text().utf8)) as? [String: Any]
            let names = (object?[name] as? [String: Any])?.keys.filter {
                !["holds", "violations", "promises", "follow_ups"].contains($0)
            }
            #expect(try #require(names).allSatisfy { Measure.named($0) != nil || PrintedNumber.named($0) != nil })
        }
        for number in PrintedNumber.all {
            #expect(Explain.list().contains("  \(number.name) "))
            #expect(Measure.named(number.name) == nil)
            let plain = Explain.text(number, as: number.name, palette: .ascii)
            #expect(plain.utf8.count == plain.unicodeScalars.count && !plain.contains("?"), "\(number.name)")
            #expect(number.related.allSatisfy { Measure.named($0) != nil || PrintedNumber.named($0) != nil })
        }
        #expect(PrintedNumber.named("asa.mean_of_days")?.name == "mean_of_days")
        #expect(PrintedNumber.named("asa.announcements") == nil && PrintedNumber.named("none.mean_of_days") == nil)
        #expect(PrintedNumber.named("scorecard.care.asa.met")?.name == "met")
        #expect(
            PrintedNumber.named("scorecard.none.asa") == nil && PrintedNumber.named("scorecard.care.asa.none") == nil)
    }

    @Test func forPrograms() throws {
        let text = Explain.json(Measure.all, version: "0.1.0")
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect((object?["measures"] as? [[String: Any]])?.count == Measure.all.count)
        #expect(Explain.csv(Measure.all).split(separator: "\n").count == Measure.all.count + 1)
    }
}
