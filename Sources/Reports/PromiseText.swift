import Measures

/// What `promise` found, for people: the verdict first, at most 25 lines.
public struct PromiseTextReport {
    let results: PromiseResults
    let palette: Palette
    let verbose: Bool
    let quiet: Bool
    /// Where the scenario with the table in force was written to; nil when nowhere.
    let writtenTo: String?
    /// As typed, for the next command.
    let command: [String]

    public init(
        _ results: PromiseResults, palette: Palette, verbose: Bool = false, quiet: Bool = false,
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
                palette.bold(palette.shown(results.scenarioName)), "promised at \(percent(results.probability))",
                "seed \(results.seed)",
            ].joined(separator: " \(palette.dot) ")
                + (results.timing.map { " \(palette.dot) " + Wording.span($0.seconds) } ?? ""),
            "", verdict, rowsLine, allDay, "",
        ]
        lines += comparison
        lines += costs
        lines.append("")
        lines += verbose ? table : windows
        lines += results.warnings.map { "Note: \($0)" }
        if !quiet { lines += ["", next] }
        return lines.joined(separator: "\n") + "\n"
    }

    private var wording: Wording { Wording(palette: palette) }

    private func percent(_ share: Double) -> String { Wording.plain((share * 10_000).rounded() / 100) + " %" }
    private func percent(_ share: Double?) -> String {
        share.map { Scale.fixed(100 * $0, 1) + " %" } ?? "no data"
    }

    // MARK: Verdicts

    /// Intervals that have enough promises to be judged, and those of them that the table keeps.
    private var verdict: String {
        let judged = results.intervals.filter { $0.due >= PromiseResults.enough }
        let least = results.probability - PromiseResults.tolerance
        let bad = judged.filter { ($0.kept.value ?? 1) < least }
        let excused = bad.filter(\.hasImpossible).count
        let kept = wording.figure(results.kept, .share).joined
        let fresh = Wording.counted(results.freshReplications, dayWord, dayWord + "s")
        let intervals = Wording.counted(judged.count, "interval", "intervals")
        let start = "The table is kept \(kept) of the time on \(fresh) not met before"
        if bad.isEmpty {
            return "  " + palette.met(start) + ": \(percent(least)) or more in each of \(intervals)"
        }
        let tail =
            excused == bad.count
            ? "in the other \(excused) some promises are impossible"
            : "\(bad.count - excused) are below, in \(excused) some promises are impossible"
        return "  " + (excused == bad.count ? palette.undecided(start) : palette.missed(start))
            + ": \(percent(least)) or more in \(judged.count - bad.count) of \(intervals); \(tail)"
    }

    private var rowsLine: String {
        let parts: [(PromisedRow.Status, String)] = [
            (.kept, "as short as can be"), (.floor, "floor: the shortest there is, kept more often"),
            (.impossible, "impossible: the first dial in time instead"), (.undecided, "too close to call"),
            (.few, "with too few promises to tell"),
        ]
        let found = parts.compactMap { status, words in
            results.rows(status) > 0 ? "\(results.rows(status)) \(words)" : nil
        }
        return "  \(Wording.counted(results.rows.count, "row", "rows")): " + found.joined(separator: ", ")
    }

    private var allDay: String {
        let found = results.allDay
        let due = found.dueShare > 0.995 ? "" : " of the \(percent(found.dueShare)) due before closing"
        let kept = wording.figure(found.kept, .share).joined + due
        let worst = found.worst.map { ", at worst \(percent($0.kept)) at \($0.start)" } ?? ""
        guard let window = found.window else {
            return
                "  No one window is kept so often all day: at best \(Measure.spanText(found.best)), kept \(kept)\(worst)"
        }
        return "  One window all day: \(Measure.spanText(window)), kept \(kept)\(worst)"
    }

    // MARK: Beside others

    private var comparison: [String] {
        let columns: [(name: String, title: String, unit: Measure.Unit)] = [
            ("callbacks_kept", "kept", .share), ("service_level", "in time", .share),
            ("abandonment", "abandoned", .share), ("asa", "mean wait", .seconds),
            ("callbacks_accepted", "promises", .count),
        ]
        let width = 16
        func padded(_ text: String) -> String { String(repeating: " ", count: max(1, width - text.count)) + text }
        var lines = ["  " + String(repeating: " ", count: 20) + columns.map { padded($0.title) }.joined()]
        for plan in results.plans {
            let cells = columns.map { column in
                padded(plan[column.name].map { wording.figure($0, column.unit).joined } ?? "-")
            }
            let name = plan.name
            lines.append("  " + name + String(repeating: " ", count: max(1, 20 - name.count)) + cells.joined())
        }
        if let table = results.plans.first(where: { $0.name == "this table" }),
            let kept = table.difference("callbacks_kept"), let value = kept.estimate.value
        {
            let words: String =
                switch kept.verdict {
                case .undecided, .same: "no difference that can be told"
                default: "\(value < 0 ? "less" : "more") often"
                }
            let points = wording.figure(
                Estimate(
                    value: abs(value), low: value < 0 ? kept.estimate.high.map { -$0 } : kept.estimate.low,
                    high: value < 0 ? kept.estimate.low.map { -$0 } : kept.estimate.high), .share
            ).joined.replacing(" %", with: " points")
            lines.append("  Beside 30 minutes always, the table is kept \(points) \(words), on the same customers.")
        }
        return lines
    }

    private var costs: [String] {
        var lines = cost.map { [$0] } ?? []
        if let table = results.perPromise.first, let usual = results.perPromise.last, table.besideUnworked.value != nil
        {
            lines.append(
                "  Working off a promise costs callers on hold \(seconds(table.besideUnworked)) of holding in all (30 minutes "
                    + "always: \(seconds(usual.besideUnworked))); whoever hangs up for one leaves the line shorter: "
                    + "\(signed(table.besideNone, .seconds)) in all, beside no callbacks.")
        }
        return lines
    }

    private func seconds(_ estimate: Estimate) -> String { wording.figure(estimate, .seconds).joined }

    /// What promises change for callers on hold, beside no callbacks.
    private var cost: String? {
        guard let table = results.costs.first(where: { $0.name == "this table" }),
            let wait = table.difference("asa")?.estimate, let lost = table.difference("abandonment")?.estimate,
            wait.value != nil, lost.value != nil
        else { return nil }
        let usual = results.costs.first { $0.name == "30 minutes always" }?.difference("asa")?.estimate
        let spelled = usual.map { " (30 minutes always: \(signed($0, .seconds)))" } ?? ""
        return "  Beside no callbacks, callers on hold wait \(signed(wait, .seconds)) on average\(spelled), "
            + "and \(signed(lost, .share).replacing(" %", with: " points")) abandon."
    }

    private func signed(_ estimate: Estimate, _ unit: Measure.Unit) -> String {
        guard let value = estimate.value else { return "no data" }
        let figure = wording.figure(estimate, unit).joined
        return value > 0 ? "+" + figure : figure
    }

    // MARK: The table

    /// A line of windows for each class and kind of day, in the middle state of each interval, in minutes.
    private var windows: [String] {
        var lines = [
            "  Minutes promised, in the middle state of the line (\(mark(.floor)) floor, \(mark(.impossible)) impossible, "
                + "\(mark(.undecided)) undecided, \(mark(.few)) few promises):"
        ]
        for (name, day) in places {
            let own = results.rows.filter { $0.customerClass == name && $0.day == day }
            var intervals: [[PromisedRow]] = []
            for row in own {
                if let last = intervals.last?.first, last.startSeconds == row.startSeconds {
                    intervals[intervals.count - 1].append(row)
                } else {
                    intervals.append([row])
                }
            }
            let shown = intervals.map { $0[$0.count / 2] }
            let words = shown.map { Wording.plain($0.window / 60) + mark($0.status) }
            let width = words.map(\.count).max() ?? 1
            let title = palette.shown(name) + (hasDays ? ", \(palette.shown(day))" : "")
            for start in stride(from: 0, to: words.count, by: 17) {
                let part = words[start..<min(start + 17, words.count)].map {
                    String(repeating: " ", count: width - $0.count) + $0
                }
                let head = start == 0 ? title : String(repeating: " ", count: title.count)
                lines.append("  \(head)  from \(shown[start].start)  " + part.joined(separator: " "))
            }
        }
        let most = 8
        guard lines.count > most else { return lines }
        return Array(lines.prefix(most - 1)) + [
            "  and \(lines.count - most + 1) more lines; --verbose or --format csv has all"
        ]
    }

    private func mark(_ status: PromisedRow.Status) -> String {
        switch status {
        case .kept: ""
        case .floor: "_"
        case .impossible: "!"
        case .undecided: "?"
        case .few: "~"
        }
    }

    private var table: [String] {
        var lines = [
            "  Class            From  In line     Window  Status       Kept           Promises  Shorter  Quote"
        ]
        for row in results.rows {
            let name = palette.shown(row.customerClass) + (hasDays ? " \(palette.shown(row.day))" : "")
            let line =
                row.waitingTo.map { $0 == row.waitingFrom ? "\($0)" : "\(row.waitingFrom)-\($0)" }
                ?? "\(row.waitingFrom)+"
            func right(_ text: String, _ width: Int) -> String {
                String(repeating: " ", count: max(1, width - text.count)) + text
            }
            func left(_ text: String, _ width: Int) -> String {
                text + String(repeating: " ", count: max(1, width - text.count))
            }
            lines.append(
                "  " + left(name, 17) + row.start + right(line, 9) + right(Measure.spanText(row.window), 11) + "  "
                    + left(row.status.rawValue, 13) + left(wording.figure(row.kept, .share).joined, 15)
                    + right(Wording.grouped(Int(row.promises)), 8)
                    + right(row.shorter.map { percent($0.value) } ?? "-", 9)
                    + right(row.quote.map { Measure.spanText($0) } ?? "-", 9))
        }
        return lines
    }

    private var places: [(customerClass: String, day: String)] {
        var found: [(customerClass: String, day: String)] = []
        for row in results.rows
        where !found.contains(where: { $0.customerClass == row.customerClass && $0.day == row.day }) {
            found.append((row.customerClass, row.day))
        }
        return found
    }

    private var hasDays: Bool { Set(results.rows.map(\.day)).count > 1 }

    private var next: String {
        guard let writtenTo else {
            return "Next: " + (command + ["--write", "promise.yaml"]).map(NextStep.quoted).joined(separator: " ")
        }
        return "The table is in force in \(writtenTo). Next: "
            + ["holdfast", "compare", results.scenarioFile, writtenTo].map(NextStep.quoted).joined(separator: " ")
    }

    private var dayWord: String { results.observationKind == .day ? "day" : "replication" }
}
