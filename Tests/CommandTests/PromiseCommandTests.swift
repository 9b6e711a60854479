import Foundation
import Testing

/// `promise` as a person meets it.
@Suite struct PromiseCommandTests {
    private static let text = SmallCentre.text.replacing(
        "targets:",
        with: """
            policy:
              quotes: queue_length
              callbacks: {offer: {when_quote_at_least: 30 s}, accepts: 60%, promise: {within: 30 min}}
            targets:
            """)

    @Test func saysTheVerdictFirstAndWritesATableThatRuns() throws {
        try SmallCentre.withFile(Self.text) { file in
            let plan = file.replacing("small.yaml", with: "plan.yaml")
            let table = file.replacing("small.yaml", with: "plan-windows.csv")
            let arguments = ["promise", file, "--replications", "60", "--states", "2"]
            let ended = try Program.run(arguments + ["--write", plan])
            #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
            let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 26, "\(ended.output)")
            #expect(lines.allSatisfy { $0.count <= 100 || $0.contains("Next: ") }, "\(ended.output)")
            #expect(lines[0].hasPrefix("Small centre · promised at 95 % · seed 1"))
            #expect(lines[2].hasPrefix("  The table is kept ") && lines[2].contains("on 2,000 days not met before"))
            #expect(
                ended.output.contains("30 minutes always (as written)") || ended.output.contains("30 minutes always"))
            #expect(ended.output.contains("Next: holdfast compare \(file) \(plan)"))
            #expect(try Program.run("check", plan).status == 0)
            #expect(try Program.run("compare", file, plan, "--replications", "10").status == 0)

            // The table that was written is the answer in CSV, and the answer in JSON says the same.
            let csv = try Program.run(arguments + ["--format", "csv", "--threads", "1"])
            #expect(try String(contentsOfFile: table, encoding: .utf8) == csv.output)
            let found = rows(ofCSV: csv.output)
            let json = try Program.run(arguments + ["--format", "json"])
            let read = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            let windows = try #require(read["windows"] as? [[String: Any]])
            #expect(read["kind"] as? String == "promise" && windows.count == found.count)
            #expect(windows.map { ($0["window_s"] as? Double).map { "\(Int($0))" } } == found.map { $0["window_s"] })
            #expect(Set(found.compactMap { $0["class"] }) == ["sales", "service"])
            let statuses = Set(["kept", "floor", "impossible", "missed", "undecided", "few"])
            #expect(found.allSatisfy { statuses.contains($0["status"] ?? "") })

            // `run` with the table in force: the windows of its own file, class by class.
            let run = try Program.run("run", plan, "--replications", "50", "--format", "json")
            #expect(run.status == 0 && run.output.contains("\"callbacks_kept\""))
        }
    }

    @Test(
        arguments: [
            (["--write", ""], "Error: expected a file name after --write, found nothing", 64),
            (
                ["--replications", "1"],
                "Error: expected --replications 2 or more: one day says nothing about the next", 64
            ),
            (["--step", "0.1s"], "Error: expected --step from 1 s to 24 h, such as 5min", 64),
            (
                ["--write", "/no/such/folder/plan.yaml"],
                "error: \"/no/such/folder/plan.yaml\" cannot be written to: its folder is not there; make it first, or choose "
                    + "another with --write; nothing was changed", 2
            ),
        ] as [([String], String, Int32)])
    func refuses(arguments: [String], message: String, status: Int32) throws {
        try SmallCentre.withFile(Self.text) { file in
            let ended = try Program.run(["promise", file] + arguments)
            #expect(
                ended.status == status && ended.output.isEmpty && ended.errors.hasPrefix(message), "\(ended.errors)")
        }
    }

    @Test(arguments: ["95", "100%", "0", "often"]) func refusesWhatIsNoShare(probability: String) throws {
        try SmallCentre.withFile(Self.text) { file in
            let ended = try Program.run(["promise", file, "--probability", probability])
            #expect(ended.status == 64 && ended.output.isEmpty && ended.errors.contains("expected a share"))
        }
    }

    @Test func refusesACentreWithoutCallbacks() throws {
        try SmallCentre.withFile { file in
            let ended = try Program.run("promise", file)
            #expect(ended.status == 2 && ended.output.isEmpty)
            #expect(ended.errors.hasPrefix("error: expected callbacks, found none; "))
        }
    }
}
