import Measures

/// What `staff` found, for people: the verdict first, at most 25 lines.
public struct StaffingTextReport {
    let results: StaffingResults
    let palette: Palette
    let verbose: Bool
    let quiet: Bool
    /// Where the plan was written to; nil when nowhere.
    let writtenTo: String?
    /// As typed, for the next command.
    let command: [String]

    public init(
        _ results: StaffingResults, palette: Palette, verbose: Bool = false, quiet: Bool = false,
        writtenTo: String? = nil, command: [String]
    ) {
        self.results = results
        self.palette = palette
        self.verbose = verbose
        self.quiet = quiet
        self.writtenTo = writtenTo
        self.command = command
    }

    public func text() -> String {
        var lines = [
            [
                palette.bold(palette.shown(results.scenarioName)), "staffed on \(days(results.replications))",
                "seed \(results.seed)",
            ].joined(separator: " \(palette.dot) ")
                + (results.timing.map { " \(palette.dot) " + Wording.span($0.seconds) } ?? ""),
            "", verdict, least,
        ]
        if let less = oneLess { lines.append(less) }
        lines.append("")
        lines += totals
        lines.append("")
        lines += verbose ? table : plan
        lines += results.warnings.map { "Note: \($0)" }
        if !quiet { lines += ["", next] }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Verdicts

    private var verdict: String {
        let outcomes = results.targets.filter { $0.estimate.value != nil }
        let missed = outcomes.filter { $0.verdict == .missed }.count
        let hours = "\(Wording.plain(rounded(results.agentHours))) agent-hours"
        let fresh = days(results.freshReplications)
        if missed > 0 {
            return "  "
                + palette.missed(
                    "\(hours): \(missed) of \(outcomes.count) targets are missed on \(fresh) not met before")
        }
        let what = outcomes.count == 1 ? "the target" : "all \(outcomes.count) targets"
        let unsure = outcomes.filter { $0.verdict == .undecided }.count
        let tail = unsure > 0 ? " (\(unsure) too close to call, none missed)" : ""
        return "  " + palette.met("\(hours) keep \(what) on \(fresh) not met before") + tail
    }

    private var least: String {
        let gap = results.agentHours - results.leastAgentHours
        let words = "\(Wording.plain(rounded(results.leastAgentHours))) agent-hours"
        if gap < 1e-9 { return "  No plan has fewer, on the customers of the search." }
        guard results.leastAgentHours > 0 else {
            return "  How few there could be at best is not known: targets over the whole leave each number free."
        }
        let share = Scale.fixed(100 * gap / results.leastAgentHours, 1)
        return "  No plan has fewer than \(words); this one has \(share) % more."
    }

    private var oneLess: String? {
        let shown = results.cells.compactMap { cell in cell.oneLess.map { (cell, $0) } }
        guard
            let closest = shown.min(by: {
                $0.1.missedBy / max(1e-9, $0.1.bound) < $1.1.missedBy / max(1e-9, $1.1.bound)
            })
        else { return nil }
        let (cell, less) = closest
        // As many decimals as it takes to see that it is a miss.
        let scale = Scale(less.measure.unit, less.value)
        let decimals =
            (1...4).first { scale.text(less.value, decimals: $0) != scale.text(less.bound, decimals: $0) } ?? 5
        let found = scale.text(less.value, decimals: decimals)
        let start =
            results.isMinimal
            ? "One agent less anywhere misses a target" : "One agent less misses a target nearly anywhere"
        return "  \(start); the closest: \(cell.start)\(ofGroup(cell)), \(found) against "
            + Wording.bound(less.bound, less.measure.unit) + "."
    }

    // MARK: Totals

    private var totals: [String] {
        var rows: [(String, Double)] = [
            ("This plan", results.agentHours), ("As written", results.agentHoursBefore),
        ]
        if let hours = results.agentHoursErlangA { rows.append(("Erlang A, interval by interval", hours)) }
        if let hours = results.agentHoursErlangC { rows.append(("Erlang C, where nobody abandons", hours)) }
        return rows.map { name, hours in
            let number = Wording.plain(rounded(hours))
            let gap = String(repeating: " ", count: max(1, 34 - name.count) + max(0, 9 - number.count))
            let cost = results.agentHourPrice.map { "   costs \(Scale.fixed($0 * hours, 0))" } ?? ""
            return "  " + name + gap + number + " agent-hours" + cost
        }
    }

    // MARK: The plan

    /// A line of numbers for each group and kind of day; long days are wrapped.
    private var plan: [String] {
        var lines: [String] = []
        for (group, day) in places {
            let cells = results.cells.filter { $0.group == group && $0.day == day }
            let title = places.count == 1 ? "Agents" : palette.shown(group) + (hasDays ? ", \(palette.shown(day))" : "")
            let width = cells.map { String($0.agents).count }.max() ?? 1
            for start in stride(from: 0, to: cells.count, by: 16) {
                let part = cells[start..<min(start + 16, cells.count)]
                let numbers = part.map {
                    String(repeating: " ", count: width - String($0.agents).count) + "\($0.agents)"
                }
                let head = start == 0 ? title : String(repeating: " ", count: title.count)
                lines.append("  \(head)  from \(part[start].start)  " + numbers.joined(separator: " "))
            }
        }
        let most = 9
        guard lines.count > most else { return lines }
        return Array(lines.prefix(most - 1)) + [
            "  and \(lines.count - most + 1) more lines; --verbose or --format csv has all"
        ]
    }

    private var table: [String] {
        var lines = [
            "  Group            From   As written   This plan   At least   Erlang A   Erlang C   One less gives"
        ]
        for cell in results.cells {
            let name = palette.shown(cell.group) + (hasDays ? " \(palette.shown(cell.day))" : "")
            let less = cell.oneLess.map {
                Wording(palette: palette).figure(Estimate(value: $0.value), $0.measure.unit).value
            }
            let numbers: [(String, Int)] = [
                ("\(cell.before)", 12), ("\(cell.agents)", 11), ("\(cell.leastAgents)", 10),
                (cell.erlangA.map { "\($0)" } ?? "-", 10), (cell.erlangC.map { "\($0)" } ?? "-", 10), (less ?? "-", 16),
            ]
            lines.append(
                "  " + name + String(repeating: " ", count: max(1, 17 - name.count)) + cell.start + " "
                    + numbers.map { String(repeating: " ", count: max(1, $0.1 - $0.0.count)) + $0.0 }.joined(
                        separator: " "))
        }
        return lines
    }

    private var places: [(group: String, day: String)] {
        var found: [(group: String, day: String)] = []
        for cell in results.cells where !found.contains(where: { $0.group == cell.group && $0.day == cell.day }) {
            found.append((cell.group, cell.day))
        }
        return found
    }

    private var hasDays: Bool { Set(results.cells.map(\.day)).count > 1 }

    private func ofGroup(_ cell: StaffedCell) -> String {
        places.count > 1 ? " of \(palette.shown(cell.group))" : ""
    }

    private var next: String {
        guard let writtenTo else {
            return "Next: " + (command + ["--write", "plan.yaml"]).map(NextStep.quoted).joined(separator: " ")
        }
        return "The plan stands in \(writtenTo). Next: "
            + ["holdfast", "compare", results.scenarioFile, writtenTo].map(NextStep.quoted).joined(separator: " ")
    }

    private func rounded(_ hours: Double) -> Double { (hours * 10).rounded() / 10 }

    private func days(_ number: Int) -> String {
        results.observationKind == .day
            ? Wording.counted(number, "day", "days") : Wording.counted(number, "replication", "replications")
    }
}
