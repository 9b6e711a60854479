import Measures

/// What `staff` found, for people: the verdict first, at most 25 lines.
public struct StaffingTextReport {
    let results: StaffingResults
    let setting: SearchSetting

    public init(_ results: StaffingResults, _ setting: SearchSetting) {
        self.results = results
        self.setting = setting
    }

    private var palette: Palette { setting.palette }

    public func text() -> String {
        var lines = [
            results.title("staffed on \(days(results.replications))", palette),
            "", verdict, least,
        ]
        if let less = oneLess { lines.append(less) }
        lines.append("")
        lines += totals
        lines.append("")
        if setting.isVerbose, let shifts = results.shifts { lines += self.lines(shifts) + [""] }
        lines += setting.isVerbose ? table : plan
        lines += results.warnings.map { "Note: \($0)" }
        if !setting.isQuiet { lines += ["", next] }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Verdicts

    private var verdict: String {
        let outcomes = results.targets.filter { $0.estimate.value != nil }
        let missed = outcomes.filter { $0.verdict == .missed }.count
        let hours =
            "\(Wording.plain(rounded(results.total.agentHours))) agent-hours"
            + (results.shifts == nil ? "" : " on shifts")
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
        if let shifts = results.shifts { return cover(shifts) }
        guard let least = results.least else {
            return "  How few there could be at best is not known: targets over the whole leave each number free."
        }
        let (found, bound) = (results.total.cost ?? results.total.agentHours, least.cost ?? least.agentHours)
        if found - bound <= 1e-9 * max(1, found) {
            return
                "  No plan \(results.total.cost == nil ? "has fewer" : "is cheaper"), on the customers of the search."
        }
        guard bound > 0 else { return "  How few there could be at best is not known." }
        let share = Scale.fixed(100 * (found - bound) / bound, 1)
        return results.total.cost == nil
            ? "  No plan has fewer than \(Wording.plain(rounded(bound))) agent-hours; this one has \(share) % more."
            : "  No plan costs less than \(Scale.fixed(bound, 0)); this one costs \(share) % more."
    }

    /// How good the shifts are beside what they cover.
    private func cover(_ shifts: StaffedShifts) -> String {
        let found = shifts.cover.cost ?? shifts.cover.agentHours
        let words = { (number: Double) in
            shifts.total.cost == nil
                ? "\(Wording.plain(self.rounded(number))) agent-hours" : "a cost of \(Scale.fixed(number, 0))"
        }
        let raised =
            shifts.added == 0
            ? "" : "; \(Wording.counted(shifts.added, "agent", "agents")) more made up for breaks and ends"
        if shifts.isProven {
            return "  The cheapest shifts that cover the numbers come to \(words(found)), proven\(raised)."
        }
        let gap = Scale.fixed(100 * (found - shifts.coverBound) / max(1e-9, shifts.coverBound), 1)
        return "  Shifts that cover the numbers come to \(words(found)), at most \(gap) % above the cheapest (after "
            + "\(Wording.span(shifts.solverSeconds)) of search)\(raised)."
    }

    private var oneLess: String? {
        if let shifts = results.shifts { return oneLess(shifts) }
        let shown = results.cells.compactMap { cell in cell.oneLess.map { (cell, $0) } }
        guard let (cell, less) = shown.min(by: { isCloser($0.1, $1.1) }) else { return nil }
        let start =
            results.isMinimal
            ? "One agent less anywhere misses a target" : "One agent less misses a target nearly anywhere"
        return "  \(start); the closest: \(cell.start)\(ofGroup(cell)), \(against(less))."
    }

    private func oneLess(_ shifts: StaffedShifts) -> String? {
        let shown = shifts.shifts.compactMap { shift in shift.oneLess.map { (shift, $0) } }
        guard let (shift, less) = shown.min(by: { isCloser($0.1, $1.1) }) else { return nil }
        let start =
            results.isMinimal
            ? "One agent less on any shift misses a target"
            : "One agent less misses a target on \(shown.count) of \(shifts.shifts.count) shifts"
        let group = Set(shifts.shifts.map(\.group)).count > 1 ? " of \(palette.shown(shift.group))" : ""
        return "  \(start); the closest: \(clock(shift.from)) to \(clock(shift.to))\(group), \(against(less))."
    }

    private func isCloser(_ a: OneAgentLess, _ b: OneAgentLess) -> Bool {
        a.missedBy / max(1e-9, a.bound) < b.missedBy / max(1e-9, b.bound)
    }

    /// A miss against its bound, with as many decimals as it takes to see that it is one.
    private func against(_ less: OneAgentLess) -> String {
        let scale = Scale(less.measure.unit, less.value)
        let decimals =
            (1...4).first { scale.text(less.value, decimals: $0) != scale.text(less.bound, decimals: $0) } ?? 5
        return scale.text(less.value, decimals: decimals) + " against " + Wording.bound(less.bound, less.measure.unit)
    }

    // MARK: Totals

    private var totals: [String] {
        var rows: [(String, StaffingTotal)] = [("This plan", results.total)]
        if let shifts = results.shifts { rows.append(("The numbers that the shifts cover", shifts.needed)) }
        rows.append(("As written", results.before))
        if let total = results.erlangA { rows.append(("Erlang A, interval by interval", total)) }
        if let total = results.erlangC { rows.append(("Erlang C, where nobody abandons", total)) }
        return rows.map { name, total in
            let number = Wording.plain(rounded(total.agentHours))
            let gap = String(repeating: " ", count: max(1, 36 - name.count) + max(0, 9 - number.count))
            let cost = total.cost.map { "   costs \(Scale.fixed($0, 0))" } ?? ""
            return "  " + name + gap + number + " agent-hours" + cost
        }
    }

    // MARK: The plan

    private static let mostLines = 9

    /// A line of numbers for each group and kind of day, long days wrapped; a line for each shift where there are shifts.
    private var plan: [String] {
        if let shifts = results.shifts { return cut(lines(shifts)) }
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
        return cut(lines)
    }

    private func cut(_ lines: [String]) -> [String] {
        guard lines.count > Self.mostLines else { return lines }
        let more = results.shifts == nil ? "--verbose or --format csv has all" : "--verbose has all"
        return Array(lines.prefix(Self.mostLines - 1)) + [
            "  and \(lines.count - Self.mostLines + 1) more lines; \(more)"
        ]
    }

    private func lines(_ shifts: StaffedShifts) -> [String] {
        let groups = Set(shifts.shifts.map(\.group)).count
        let width = shifts.shifts.map { "\($0.agents)".count }.max() ?? 1
        return shifts.shifts.map { shift in
            let number = String(repeating: " ", count: width - "\(shift.agents)".count) + "\(shift.agents)"
            let group = groups > 1 ? "\(palette.shown(shift.group)): " : ""
            let days = shift.days.isEmpty ? "" : ", \(shift.days.joined(separator: " "))"
            let breaks = shift.breaks.map { "\(clock($0.at)) for \(Wording.span($0.seconds))" }
            return "  \(group)\(number) from \(clock(shift.from)) to \(clock(shift.to))\(days)"
                + (breaks.isEmpty
                    ? "" : ", break\(breaks.count == 1 ? "" : "s") at " + breaks.joined(separator: " and "))
        }
    }

    private func clock(_ seconds: Double) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let whole = Int(seconds.rounded()) % 86_400
        return two(whole / 3600) + ":" + two(whole / 60 % 60)
            + (whole % 60 == 0 ? "" : ":" + two(whole % 60))
    }

    private var table: [String] {
        var lines = [
            "  Group            From   As written   \(results.shifts == nil ? "This plan" : "   Needed")   At least   Erlang A   Erlang C   One less gives"
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

    private var next: String { results.next(setting, found: "The plan stands", file: "plan.yaml") }

    private func rounded(_ hours: Double) -> Double { (hours * 10).rounded() / 10 }

    private func days(_ number: Int) -> String {
        results.observationKind == .day
            ? Wording.counted(number, "day", "days") : Wording.counted(number, "replication", "replications")
    }
}
