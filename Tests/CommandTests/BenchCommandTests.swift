import Experiments
import Foundation
import Testing

@testable import holdfast

/// `bench`: its three forms, what it says of an earlier answer, and what it refuses. Never a time itself: the machine that
/// tests is busy.
@Suite struct BenchCommandTests {
    private static let small = ["bench", "--size", "20000", "--workload", "w1_10", "--workload", "w3_callbacks"]

    private static func json() throws -> String {
        let ended = try Program.run(small + ["--format", "json"])
        #expect(ended.status == 0 && ended.errors.isEmpty)
        return ended.output
    }

    /// Writes an earlier answer and compares with it.
    private func against(_ text: String, _ more: [String] = []) throws -> (ended: Program.Ended, file: String) {
        var result: (Program.Ended, String)?
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("before.json")
            try text.write(to: file, atomically: false, encoding: .utf8)
            result = (try Program.run(Self.small + ["--against", file.path] + more), file.path)
        }
        return try #require(result)
    }

    /// An answer with every time multiplied: noise does not make a tenth of it.
    private func timesMultiplied(by factor: Double, in text: String) throws -> String {
        try text.replacing(Regex("(\"ns_per_contact\": )([0-9.]+)", as: (Substring, Substring, Substring).self)) {
            "\($0.output.1)\(Double($0.output.2)! * factor)"
        }
    }

    @Test func theShapeOfTheJSONIsFixed() throws {
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(try Self.json().utf8)) as? [String: Any])
        #expect(
            Set(answer.keys) == [
                "holdfast", "format", "kind", "size", "passes", "machine", "workloads", "scaling", "peak_rss_bytes",
                "same_results",
            ])
        #expect(answer["kind"] as? String == "bench" && answer["size"] as? String == "20000")
        #expect(answer["same_results"] as? Bool == true)
        let machine = try #require(answer["machine"] as? [String: Any])
        #expect(Set(machine.keys) == ["processor", "cores", "system"])
        let workloads = try #require(answer["workloads"] as? [[String: Any]])
        #expect(workloads.map { $0["name"] as? String } == ["w1_10", "w3_callbacks"])
        for workload in workloads {
            #expect(
                Set(workload.keys) == [
                    "name", "contacts", "events", "ns_per_contact", "contacts_per_second", "events_per_second",
                    "spread", "checksum",
                ])
            #expect((workload["ns_per_contact"] as? Double ?? 0) > 0)
        }
        #expect(workloads[0]["contacts"] as? Double == 20_000 && workloads[0]["events"] as? Double == 40_000)
    }

    @Test func theChecksumsAreTheSameEachTime() throws {
        func checksums() throws -> [String] {
            let table = try Program.run(Self.small + ["--format", "csv"])
            #expect(table.status == 0)
            return rows(ofCSV: table.output).filter { $0["measure"] == "checksum" }.compactMap { $0["value"] }
        }
        let first = try checksums()
        #expect(Set(first).count == 2 && first.allSatisfy { $0.count == 16 })
        #expect(try checksums() == first)
    }

    @Test func theTextFitsAScreenAndTellsOfThreads() throws {
        let ended = try Program.run("bench", "--size", "20000", "--threads", "3")
        #expect(ended.status == 0)
        let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 25)
        for workload in StandardWorkload.all { #expect(ended.output.contains(workload.title)) }
        #expect(lines.contains { $0.hasPrefix("  Threads   1: ") && $0.contains(" · 2: ") && $0.contains(" · 3: ") })
    }

    @Test func whatGotSlowerIsSaidAndEndsWithThree() throws {
        let before = try timesMultiplied(by: 0.1, in: Self.json())
        let (slower, file) = try against(before)
        #expect(slower.status == 3 && slower.errors.isEmpty)
        #expect(slower.output.hasPrefix("2 of 2 got slower by more than 10 % since \(file).\n"))
        #expect(slower.output.components(separatedBy: " slower\n").count == 3)
        let answer = try against(before, ["--format", "json", "--threshold", "50%"]).ended
        #expect(answer.status == 3)
        let read = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let comparison = try #require(read["against"] as? [String: Any])
        #expect(comparison["threshold"] as? Double == 0.5 && comparison["worse"] as? Bool == true)
        let workloads = try #require(comparison["workloads"] as? [[String: Any]])
        #expect(workloads.allSatisfy { $0["verdict"] as? String == "slower" && $0["other_results"] as? Bool == false })
    }

    @Test func whatGotFasterEndsWell() throws {
        let (faster, file) = try against(timesMultiplied(by: 10, in: Self.json()))
        #expect(faster.status == 0 && faster.errors.isEmpty)
        #expect(faster.output.hasPrefix("Nothing got slower by more than 10 % since \(file).\n"))
        #expect(faster.output.components(separatedBy: " faster\n").count == 3)
    }

    /// Other answers where nothing explains them are worse than slowness; of another version or machine they are told.
    @Test func otherResultsDoNotPassUnseen() throws {
        let before = try timesMultiplied(by: 10, in: Self.json()).replacing(
            try Regex("\"checksum\": \"[0-9a-f]{4}"), with: "\"checksum\": \"0000")
        let (changed, file) = try against(before)
        #expect(changed.status == 3)
        #expect(changed.output.contains(" 2 of 2 give other results than then.\n"))
        #expect(changed.output.components(separatedBy: "faster, other results\n").count == 3)

        let version = before.replacingOccurrences(of: "\"holdfast\": \"0.1.0\"", with: "\"holdfast\": \"0.0.9\"")
        let older = try against(version)
        #expect(older.ended.status == 0)
        #expect(
            older.ended.errors
                == "warning: \"\(older.file)\" was measured with Holdfast 0.0.9, and this is 0.1.0: answers may have "
                + "changed on purpose\n")
        #expect(file != older.file)

        let machine = before.replacing(try Regex("\"processor\": \"[^\"]*\""), with: "\"processor\": \"Abacus\"")
        let elsewhere = try against(machine)
        #expect(elsewhere.ended.status == 0)
        #expect(
            elsewhere.ended.errors
                == "warning: \"\(elsewhere.file)\" was measured on another machine "
                + "(\(Machine.here.cores) × Abacus, \(Machine.here.system)) than this (\(Machine.here.words)): "
                + "the difference may be the machines'\n")
        #expect(try against(machine, ["--quiet"]).ended.errors.isEmpty)
    }

    @Test func theThresholdIsExact() throws {
        func verdict(_ nanoseconds: Double, threshold: Double) throws -> BenchComparison.Verdict {
            let measured = BenchMeasured(
                machine: .here, size: .quick,
                workloads: [
                    BenchedWorkload(
                        name: "w2_day", title: "", contacts: 1e9, events: 2e9, cpuSeconds: nanoseconds,
                        slowestCPUSeconds: nanoseconds, checksum: "0")
                ], scaling: [], peakResidentBytes: 0, sameResults: true)
            var found: BenchComparison.Verdict?
            try Program.withFolder { folder in
                let file = folder.appendingPathComponent("before.json")
                let text = BenchAnswer(measured, against: nil).json().replacing(
                    try Regex("\"ns_per_contact\": [0-9.]+"), with: "\"ns_per_contact\": 100")
                try text.write(to: file, atomically: false, encoding: .utf8)
                let baseline = try BenchBaseline(file: file.path)
                found = BenchComparison(measured, with: baseline, threshold: threshold).changes[0].verdict
            }
            return try #require(found)
        }
        #expect(try verdict(112, threshold: 0.125) == .same && verdict(113, threshold: 0.125) == .slower)
        #expect(try verdict(113, threshold: 0.2) == .same)
        #expect(try verdict(89, threshold: 0.125) == .same && verdict(88, threshold: 0.125) == .faster)
    }

    @Test(arguments: [
        ("no JSON", "is not JSON"), ("{\"kind\": \"run\"}", "is something else"), ("[]", "is something else"),
        ("", "is not JSON"),
        (bench(format: 2), "has format 2, and this program knows format 1; make it anew"),
        (bench(nanoseconds: "0"), "says that a contact of w1_10 takes 0.0 ns"),
    ])
    func aFileThatIsNoEarlierAnswerIsRefused(text: String, found: String) throws {
        let (ended, file) = try against(text)
        #expect(ended.status == 2 && ended.output.isEmpty)
        #expect(ended.errors == Self.noAnswer(file, found))
    }

    @Test func aFileThatIsNotThereIsRefused() throws {
        for (file, found) in [("/no/such.json", "does not exist"), ("/", "is a directory, not a file")] {
            let ended = try Program.run(Self.small + ["--against", file])
            #expect(ended.status == 2 && ended.output.isEmpty && ended.errors == Self.noAnswer(file, found))
        }
    }

    @Test func whatCannotBeComparedIsRefusedBeforeTheWork() throws {
        let (size, file) = try against(Self.bench(size: "full"))
        #expect(size.status == 2)
        #expect(
            size.errors
                == "error: \"\(file)\" was measured with --size full, and this is 20000; add --size full\n")
        let (others, other) = try against(Self.bench(workload: "w9"))
        #expect(others.status == 2)
        #expect(others.errors == "error: \"\(other)\" has none of the workloads that are to be timed\n")
    }

    @Test func aWrongArgumentIsRefused() throws {
        let workload = try Program.run("bench", "--workload", "w3_callback")
        #expect(workload.status == 64)
        #expect(workload.errors.hasSuffix("found \"w3_callback\"; did you mean \"w3_callbacks\"?\n"))
        let size = try Program.run("bench", "--size", "huge")
        #expect(size.status == 64)
        #expect(
            size.errors.hasPrefix(
                "Error: The value 'huge' is invalid for '--size <size>': "
                    + "expected quick, full, or contacts from 1000 to 1000000000, found \"huge\"\n"))
    }

    private static func noAnswer(_ file: String, _ found: String) -> String {
        "error: expected after --against an answer of \"holdfast bench --format json\", but \"\(file)\" \(found)\n"
    }

    private static func bench(
        format: Int = 1, size: String = "20000", workload: String = "w1_10", nanoseconds: String = "50"
    ) -> String {
        """
        {"holdfast": "0.1.0", "format": \(format), "kind": "bench", "size": "\(size)",
         "machine": {"processor": "", "cores": 2, "system": "Linux x86_64"},
         "workloads": [{"name": "\(workload)", "contacts": 1, "ns_per_contact": \(nanoseconds), "checksum": "0"}]}
        """
    }

    /// The whole command does all that the engine does and more, some of it once for every point: of a small sweep it keeps
    /// only a part of the engine's speed. Its results are thrown away.
    @Test func aSweepIsTimedAgainstTheEngineAlone() throws {
        try SmallSweep.with { place in
            let before = try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
            let asked = ["bench", "--sweep", place.sweep, "--size", "1000"]
            let json = try Program.run(asked + ["--format", "json"])
            #expect(json.status == 0 && json.errors.isEmpty, "\(json.errors)")
            let answer = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect(
                Set(answer.keys) == [
                    "holdfast", "format", "kind", "points", "contacts", "engine_cpu_seconds", "summed_cpu_seconds",
                    "sweep_cpu_seconds", "share", "share_of_summed",
                ])
            #expect(answer["kind"] as? String == "bench_sweep" && answer["points"] as? Int == 12)
            let engine = try #require(answer["engine_cpu_seconds"] as? [Double])
            let sweep = try #require(answer["sweep_cpu_seconds"] as? [Double])
            let share = try #require(answer["share"] as? Double)
            #expect(engine.count == 1 && sweep.count == 1 && engine[0] > 0 && share > 0 && share < 1)
            #expect(abs(share - engine[0] / sweep[0]) < 1e-9)
            let summed = try #require(answer["summed_cpu_seconds"] as? [Double])
            let shareOfSummed = try #require(answer["share_of_summed"] as? Double)
            #expect(summed.count == 1 && summed[0] > 0)
            #expect(abs(shareOfSummed - summed[0] / sweep[0]) < 1e-9)

            let text = try Program.run(asked)
            #expect(text.output.hasPrefix("The sweep keeps ") && text.output.contains("12 points"))
            let csv = try Program.run(asked + ["--format", "csv"])
            let measures = rows(ofCSV: csv.output).compactMap { $0["measure"] }
            #expect(
                measures == [
                    "engine_cpu_seconds", "summed_cpu_seconds", "sweep_cpu_seconds", "share", "share_of_summed",
                ])
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted() == before)

            let refused = try Program.run(asked + ["--workload", "w1_10"])
            #expect(refused.status == 64 && refused.errors.contains("expected no --workload"))
            let missing = try Program.run("bench", "--sweep", place.path("none.yaml"))
            #expect(missing.status == 2 && missing.errors.contains("none.yaml"))
        }
    }
}
