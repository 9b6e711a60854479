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
                ["--solver-limit", "soon"],
                "Error: The value 'soon' is invalid for '--solver-limit <time>': expected a time such as 20s, 4min or 1h, "
                    + "found \"soon\"", 64
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

    private static let onShifts = text.replacing(
        "staff: [2, 3, 3]",
        with: "staff: [2, 3, 3], may_work: {shifts: [{starts: [\"08:00\", \"09:00\"], lasts: 2 h}, "
            + "{starts: \"08:00\", lasts: 3 h, breaks: [{after: [1 h, 90 min], for: 15 min}]}]}")

    @Test func makesShiftsThatRunAndCompareTake() throws {
        try SmallCentre.withFile(Self.onShifts) { file in
            let plan = file.replacing("small.yaml", with: "plan.yaml")
            let ended = try Program.run("staff", file, "--replications", "60", "--write", plan)
            #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
            let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 26 && lines[2].contains("agent-hours on shifts keep all 3 targets on 2,000 days"))
            #expect(ended.output.contains("The cheapest shifts that cover the numbers come to"))
            #expect(ended.output.contains("from 08:00 to 1"))
            let written = try String(contentsOfFile: plan, encoding: .utf8)
            #expect(written.contains("may_work:") && written.contains("shifts:") && !written.contains("[2, 3, 3]"))
            #expect(try Program.run("check", plan).status == 0)
            #expect(try Program.run("run", plan, "--replications", "10").status == 0)
            #expect(try Program.run("compare", file, plan, "--replications", "10").status == 0)

            // The plan asked again is the plan, written over itself.
            let again = try Program.run("staff", plan, "--replications", "60", "--write", plan)
            #expect(again.status == 0)
            let rewritten = try String(contentsOfFile: plan, encoding: .utf8)
            func body(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
            #expect(body(rewritten) == body(written))

            let json = try Program.run("staff", file, "--replications", "60", "--format", "json")
            let read = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            let shifts = read?["shifts"] as? [String: Any]
            let worked = shifts?["worked"] as? [[String: Any]]
            #expect(shifts?["cover_proven_cheapest"] as? Bool == true)
            let agents = worked?.compactMap { $0["agents"] as? Int }.reduce(0, +) ?? 0
            let inFile = written.components(separatedBy: "agents: ").dropFirst().compactMap {
                Int($0.prefix { $0.isNumber })
            }
            #expect(agents > 0 && inFile.reduce(0, +) == agents, "\(written)")
        }
    }

    @Test func saysWhatNoShiftCovers() throws {
        try SmallCentre.withFile(
            Self.onShifts.replacing("starts: [\"08:00\", \"09:00\"]", with: "starts: \"09:00\"").replacing(
                "1 h, 90 min", with: "20 min")
        ) { file in
            let ended = try Program.run("staff", file, "--replications", "20")
            #expect(ended.status == 2 && ended.output.isEmpty)
            #expect(
                ended.errors.hasPrefix("error: No shift that \"seniors\" may work covers 08:20 to 08:35, when "),
                "\(ended.errors)")
        }
    }

    @Test func tellsWhatGroupsCost() throws {
        try SmallCentre.withFile(Self.text + "costs: {agent_hour: {juniors: 20, seniors: 30}}\n") { file in
            let json = try Program.run("staff", file, "--replications", "60", "--format", "json")
            let read = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            let cells = read?["staff"] as? [[String: Any]] ?? []
            let cost = cells.reduce(0.0) { sum, cell in
                sum + (cell["agents"] as? Double ?? 0) * (cell["group"] as? String == "juniors" ? 20 : 30)
            }
            #expect(cost > 0 && read?["agent_cost"] as? Double == cost)
            #expect((read?["agent_cost_at_least"] as? Double).map { $0 <= cost } ?? false)
            // What run says of the same staff: three hours, no overtime price of its own.
            let before: Double = (3 + 4 + 3) * 20 + (2 + 3 + 3) * 30
            #expect(read?["agent_cost_before"] as? Double == before)
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
                    + "number for each interval in place of shifts:, or may_work: with the shifts to choose from beside "
                    + "it\n")
        }
    }
}
