import Measures

/// What `promise` found, for people: the verdict first, at most 25 lines.
public struct PromiseTextReport {
    let results: PromiseResults
    let setting: SearchSetting

    public init(_ results: PromiseResults, _ setting: SearchSetting) {
        self.results = results
        self.setting = setting
    }

    private var palette: Palette { setting.palette }

    /// No line is longer, but for the command that is to be typed, and a scenario's own long name.
    static let mostLetters = 100
    private static let mostLines = 25

    public func text() -> String {
        var lines = [results.title("promised at \(percent(results.probability))", palette), ""]
        lines += verdict + wrapped(rowsLine) + wrapped(allDay) + [""] + comparison + costs + [""]
        let notes = results.warnings.flatMap { wrapped("Note: \($0)") }
        let end = setting.isQuiet ? [] : ["", next]
        let room = max(2, Self.mostLines - lines.count - notes.count - end.count)
        lines += setting.isVerbose ? table : windows(atMost: room)
        return (lines + notes + end).joined(separator: "\n") + "\n"
    }

    /// A sentence on as many lines as it takes, the later ones set in.
    private func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        var isBegun = false
        for word in text.split(separator: " ") {
            if isBegun, line.count + 1 + word.count > Self.mostLetters {
                lines.append(line)
                line = "    " + word
            } else {
                line += (isBegun ? " " : "") + word
                isBegun = true
            }
        }
        return lines + [line]
    }

    private var wording: Wording { Wording(palette: palette) }

    private func percent(_ share: Double) -> String { Wording.plain((share * 10_000).rounded() / 100) + " %" }
    private func percent(_ share: Double?) -> String {
        share.map { Scale.fixed(100 * $0, 1) + " %" } ?? "no data"
    }

    // MARK: Verdicts

    /// Intervals that have enough promises to be judged, and those of them that the table keeps.
    private var verdict: [String] {
        let judged = results.intervals.filter { $0.due >= PromiseResults.enough }
        let least = results.probability - PromiseResults.tolerance
        let bad = judged.filter { ($0.kept.value ?? 1) < least }
        let excused = bad.filter(\.hasImpossible).count
        let kept = wording.figure(results.kept, .share).joined
        let fresh = Wording.counted(results.freshReplications, dayWord, dayWord + "s")
        let intervals = Wording.counted(judged.count, "interval", "intervals")
        let start = "The table is kept \(kept) of the time on \(fresh) not met before"
        if bad.isEmpty {
            return ["  " + palette.met(start) + ":", "    \(percent(least)) or more in each of \(intervals)"]
        }
        let tail =
            excused == bad.count
            ? "in the other \(excused) some promises are impossible"
            : "\(bad.count - excused) are below" + (excused > 0 ? ", in \(excused) some promises are impossible" : "")
        return [
            "  " + (excused == bad.count ? palette.undecided(start) : palette.missed(start)) + ":",
            "    \(percent(least)) or more in \(judged.count - bad.count) of \(intervals); \(tail)",
        ]
    }

    private var rowsLine: String {
        let parts: [(PromisedRow.Status, String)] = [
            (.kept, "as short as can be"), (.floor, "floor (the shortest, kept more often)"),
            (.impossible, "impossible (the first dial in time)"),
            (.missed, "kept too seldom (more days with --replications may tell)"), (.undecided, "too close to call"),
            (.few, "with few promises"),
        ]
        let found = parts.compactMap { status, words in
            results.rows(status) > 0 ? "\(results.rows(status)) \(words)" : nil
        }
        return "  \(Wording.counted(results.rows.count, "row", "rows")): " + found.joined(separator: ", ")
    }

    private var allDay: String {
        let found = results.allDay
        let due = found.dueShare > 0.995 ? "" : " of the \(Wording.plain((100 * found.dueShare).rounded())) % due"
        let kept = wording.figure(found.kept, .share).joined + due
        let worst = found.worst.map { ", \(percent($0.kept)) at \($0.start)" } ?? ""
        guard let window = found.window else {
            return "  No one window all day: at best \(Measure.spanText(found.best)), kept \(kept)\(worst)"
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
        let width = 15
        func padded(_ text: String) -> String { String(repeating: " ", count: max(1, width - text.count)) + text }
        var lines = ["  " + String(repeating: " ", count: 20) + columns.map { padded($0.title) }.joined()]
        for plan in results.plans {
            let cells = columns.map { column in
                padded(plan[column.name].map { wording.figure(even($0), column.unit).joined } ?? "-")
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
            lines += wrapped(
                "  Beside 30 minutes always, the table is kept \(points) \(words), on the same customers.")
        }
        return lines
    }

    private var costs: [String] {
        var lines = cost.map(wrapped) ?? []
        if let table = results.perPromise.first, let usual = results.perPromise.last, table.besideUnworked.value != nil
        {
            lines += wrapped(
                "  A promise costs callers on hold \(seconds(table.besideUnworked)) to work off, "
                    + "\(signed(table.besideNone, .seconds)) in all beside none (30 minutes always: "
                    + "\(seconds(usual.besideUnworked)) and \(signed(usual.besideNone, .seconds))).")
        }
        return lines
    }

    /// With the longer side of its interval to both sides: a lopsided one would not fit into a column.
    private func even(_ estimate: Estimate) -> Estimate {
        guard let value = estimate.value, let low = estimate.low, let high = estimate.high else { return estimate }
        let margin = max(value - low, high - value)
        return Estimate(value: value, low: value - margin, high: value + margin)
    }

    private func seconds(_ estimate: Estimate) -> String { wording.figure(estimate, .seconds).joined }

    /// What promises change for callers on hold, beside no callbacks.
    private var cost: String? {
        guard let table = results.costs.first(where: { $0.name == "this table" }),
            let wait = table.difference("asa")?.estimate, let lost = table.difference("abandonment")?.estimate,
            wait.value != nil, lost.value != nil
        else { return nil }
        let points = signed(lost, .share).replacing(" %", with: " points")
        return "  Beside no callbacks: mean wait \(signed(wait, .seconds)), abandonment \(points)."
    }

    private func signed(_ estimate: Estimate, _ unit: Measure.Unit) -> String {
        guard let value = estimate.value else { return "no data" }
        let figure = wording.figure(estimate, unit).joined
        return value > 0 ? "+" + figure : figure
    }

    // MARK: The table

    /// Lines of windows for each class and kind of day, in the middle state of each interval, in minutes.
    private func windows(atMost most: Int) -> [String] {
        let marks = PromisedRow.Status.allCases.filter { !mark($0).isEmpty && results.rows($0) > 0 }
        let legend = marks.map { "\(mark($0)) \($0.rawValue)" }.joined(separator: ", ")
        var lines = [
            "  Minutes promised, in the middle state of the line" + (legend.isEmpty ? ":" : " (\(legend)):")
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
            let title = shortened(palette.shown(name) + (hasDays ? ", \(palette.shown(day))" : ""), 30)
            let head = "  \(title)  from 00:00  ".count
            let atOnce = max(1, (Self.mostLetters + 1 - head) / (width + 1))
            for start in stride(from: 0, to: words.count, by: atOnce) {
                let part = words[start..<min(start + atOnce, words.count)].map {
                    String(repeating: " ", count: width - $0.count) + $0
                }
                let named = start == 0 ? title : String(repeating: " ", count: title.count)
                lines.append("  \(named)  from \(shown[start].start)  " + part.joined(separator: " "))
            }
        }
        guard lines.count > most else { return lines }
        return Array(lines.prefix(most - 1)) + [
            "  and \(lines.count - most + 1) more lines; --verbose or --format csv has all"
        ]
    }

    private func shortened(_ name: String, _ most: Int) -> String {
        name.count <= most ? name : name.prefix(most - 2) + ".."
    }

    private func mark(_ status: PromisedRow.Status) -> String {
        switch status {
        case .kept: ""
        case .floor: "_"
        case .impossible: "!"
        case .missed: "<"
        case .undecided: "?"
        case .few: "~"
        }
    }

    private var table: [String] {
        func right(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(1, width - text.count)) + text
        }
        func left(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        func line(_ words: [String]) -> String {
            "  " + left(words[0], 15) + words[1] + right(words[2], 8) + right(words[3], 9) + "  " + left(words[4], 12)
                + left(words[5], 22) + right(words[6], 8) + right(words[7], 9) + right(words[8], 8)
        }
        let titles = ["Class", "From ", "In line", "Window", "Status", "Kept", "Promises", "Shorter", "Quote"]
        return [line(titles)]
            + results.rows.map { row in
                let name = palette.shown(row.customerClass) + (hasDays ? " \(palette.shown(row.day))" : "")
                let inLine =
                    row.waitingTo.map { $0 == row.waitingFrom ? "\($0)" : "\(row.waitingFrom)-\($0)" }
                    ?? "\(row.waitingFrom)+"
                return line([
                    shortened(name, 14), row.start, inLine, Measure.spanText(row.window), row.status.rawValue,
                    wording.figure(row.kept, .share).joined, Wording.grouped(Int(row.promises)),
                    row.shorter.map { percent($0.value) } ?? "-", row.quote.map { Measure.spanText($0) } ?? "-",
                ])
            }
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

    private var next: String { results.next(setting, found: "The table is in force", file: "promise.yaml") }

    private var dayWord: String { results.observationKind == .day ? "day" : "replication" }
}
