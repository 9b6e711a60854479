import Foundation
import Testing

/// `staff` as a person meets it.
@Suite struct StaffCommandTests {
    private static let text = SmallCentre.text.replacing("at_least: 80%}", with: "at_least: 80%, over: each_interval}")

    @Test func saysTheVerdictFirstAndWritesAPlan() throws {
        try SmallCentre.withFile(Self.text) { file in
            let plan = file.replacing("small.yaml", with: "plan.yaml")
            let ended = try Program.run("staff", file, "--replications", "100", "--write", plan)
            #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
            let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 26 && lines[2].contains("agent-hours keep all 3 targets on 2,000 days"))
            #expect(ended.output.contains("Next: holdfast compare \(file) \(plan)"))
            #expect(try Program.run("check", plan).status == 0)
            #expect(try Program.run("compare", file, plan, "--replications", "10").status == 0)

            let json = try Program.run("staff", file, "--replications", "100", "--format", "json")
            let again = try Program.run("staff", file, "--replications", "100", "--format", "json", "--threads", "1")
            #expect(json.output == again.output)
            let read = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(read?["kind"] as? String == "staff" && read?["targets_kept"] as? Bool == true)
            let staff = read?["staff"] as? [[String: Any]]
            #expect(staff?.count == 6)

            // The file holds the very numbers of the answer.
            let table = try Program.run("staff", file, "--replications", "100", "--format", "csv")
            let found = rows(ofCSV: table.output)
            #expect(found.map { $0["agents"] } == staff?.map { ($0["agents"] as? Int).map(String.init) })
            let written = try String(contentsOfFile: plan, encoding: .utf8)
            for group in ["juniors", "seniors"] {
                let numbers = found.filter { $0["group"] == group }.compactMap { $0["agents"] }.joined(separator: ", ")
                #expect(written.contains("staff: [\(numbers)]"), "\(written)")
            }
        }
    }

    @Test(
        arguments: [
            (["--write", ""], "Error: expected a file name after --write, found nothing", 64),
            (
                ["--replications", "1"],
                "Error: expected --replications 2 or more: one day says nothing about the next", 64
            ),
            (
                ["--write", "/no/such/folder/plan.yaml"],
                "error: \"/no/such/folder/plan.yaml\" cannot be written to: its folder is not there; make it first, or choose "
                    + "another with --write; nothing was changed", 2
            ),
        ] as [([String], String, Int32)])
    func refuses(arguments: [String], message: String, status: Int32) throws {
        try SmallCentre.withFile(Self.text) { file in
            let ended = try Program.run(["staff", file] + arguments)
            #expect(
                ended.status == status && ended.output.isEmpty && ended.errors.hasPrefix(message), "\(ended.errors)")
        }
    }

    @Test func refusesShifts() throws {
        let shifts = Self.text.replacing(
            "staff: [2, 3, 3]", with: "shifts: [{agents: 3, from: \"08:00\", to: \"11:00\"}]")
        try SmallCentre.withFile(shifts) { file in
            let ended = try Program.run("staff", file)
            #expect(ended.status == 2)
            #expect(
                ended.errors == "error: expected agents by headcount, found \"seniors\" on shifts; write staff: with a "
                    + "number for each interval in place of shifts:\n")
        }
    }
}
