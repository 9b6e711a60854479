import Measures

/// What a table beside the summary is broken down by.
public enum Breakdown: String, CaseIterable, Sendable {
    case customerClass = "class"
    case group
    case interval
}

/// A run as text: the verdicts first, at most 25 lines, a next command at the end. Tables that are asked for, and what
/// `verbose` tells, come on top of the 25.
public struct TextReport {
    let results: RunResults
    let palette: Palette
    let breakdowns: [Breakdown]
    let isVerbose: Bool
    /// Without remarks: no warnings and no next command.
    let isQuiet: Bool
    /// Options and number of replications of the command that led here, for the one that is offered next.
    let options: [String]
    let replications: Int?
    /// Precision as it was asked for; nil where it was not.
    let precision: String?

    var wording: Wording { Wording(palette: palette) }

    public init(
        _ results: RunResults, palette: Palette = .plain, by breakdowns: [Breakdown] = [], verbose: Bool = false,
        quiet: Bool = false, options: [String] = [], replications: Int? = nil, precision: String? = nil
    ) {
        self.results = results
        self.palette = palette
        self.breakdowns = breakdowns
        isVerbose = verbose
        isQuiet = quiet
        self.options = options
        self.replications = replications
        self.precision = precision
    }

    /// The whole report, ending in a line feed.
    public func text() -> String {
        let rooms = Room.all
        let fullest = rooms.first { summary($0).lines <= Self.mostLines }
        let (head, tail, _) = summary(fullest ?? rooms[rooms.count - 1])
        var asked = breakdowns.map { Tables(results, palette).lines($0) }
        if isVerbose { asked += [DaysRemark(results, palette).table(), endings()].filter { !$0.isEmpty } }
        return (head + asked + tail).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    static let mostLines = 25

    /// What a summary may hold beside what it always holds, from the fullest on.
    struct Room {
        /// Targets beyond those of the measures always shown; the rest is summed up in a line.
        var extraTargets: Int
        /// Warnings in full.
        var warnings: Int
        /// Targets over each interval with a line of their own.
        var intervalTargets: Int
        /// Whether there is room for how single days fare, and what becomes of the transferred.
        var remarks = true

        static let all =
            (0...5).reversed().map { Room(extraTargets: $0, warnings: 3, intervalTargets: 2) } + [
                Room(extraTargets: 0, warnings: 1, intervalTargets: 2),
                Room(extraTargets: 0, warnings: 0, intervalTargets: 1),
                Room(extraTargets: 0, warnings: 0, intervalTargets: 0),
                Room(extraTargets: 0, warnings: 0, intervalTargets: 0, remarks: false),
            ]
    }

    /// What stands above and below the tables asked for, in paragraphs, and how many lines it takes in all.
    private func summary(_ room: Room) -> (head: [[String]], tail: [[String]], lines: Int) {
        let faults = faults()
        var head = [[palette.bold(palette.shown(heading))], faults, rows(room)]
        if faults.isEmpty {
            let certainty = [results.fewObservations, PrecisionRemark(results, palette).line]
            let days = room.remarks ? [dayRemark, DaysRemark(results, palette).typicalDay] : []
            let transfers = room.remarks ? TransferRemark(results, palette).line : nil
            let promised = [CallbackRemark(results: results).line, transfers]
            head.append((certainty + promised + days).compactMap { $0 })
            head.append(Sparkline(results, palette).lines())
        }
        var tail: [[String]] = []
        if !isQuiet {
            let warnings = results.warnings.filter { $0 != results.fewObservations }
            let hidden = warnings.count - room.warnings
            let counted = Wording.counted(hidden, "remark", "remarks")
            tail.append(
                warnings.prefix(room.warnings).map(palette.shown)
                    + (hidden > 0
                        ? [(room.warnings > 0 ? "and another " : "") + "\(counted): --format json holds them all"]
                        : []))
            let next = NextStep(results, options: options, replications: replications, precision: precision)
            tail.append([palette.shown(next.line)])
        }
        head = head.filter { !$0.isEmpty }
        tail = tail.filter { !$0.isEmpty }
        let paragraphs = head + tail
        return (head, tail, paragraphs.reduce(0) { $0 + $1.count } + paragraphs.count - 1)
    }

    private var heading: String {
        var parts = [results.scenarioName, results.runWords, "seed \(results.seed)"]
        if results.confidence != 0.95 {
            parts.append("\(Self.percent(results.confidence)) % intervals")
        }
        if let timing = results.timing { parts.append(Wording.span(timing.seconds)) }
        if results.partial { parts.append("stopped early") }
        return parts.joined(separator: " \(palette.dot) ")
    }

    /// All digits that were asked for: 99.9999999 % is not 100 %.
    private static func percent(_ share: Double) -> String {
        let rounded = (share * 1e12).rounded() / 1e10
        return rounded < 100 && rounded != rounded.rounded() ? "\(rounded)" : Wording.plain(share * 100)
    }

    // MARK: Rows

    private struct Row {
        var label: String
        var figure: Wording.Figure
        var target = ""
        var verdict: Verdict?
        var verdictText: String?
    }

    /// Measures that every run shows, where it has them; those that it shows when they differ from the service level by
    /// more than a point, so that callbacks cannot flatter; and those that it shows when they are not zero.
    private static let always = [
        "service_level", "service_level_handled", "service_level_whole", "callbacks_kept", "follow_ups_kept",
        "abandonment", "asa", "wait_p90", "occupancy",
    ]
    private static let whenDifferent = ["service_level_handled", "service_level_whole"]
    private static let whenThere = ["blocking", "balked", "hung_up_at_close", "transfer_abandonment"]

    /// True when there are callbacks and one of the other forms is more than a point from the strict service level: then
    /// all of them are printed, so that none can flatter.
    private var formsDiffer: Bool {
        guard results.value("callbacks_offered") != nil, let strict = results.value("service_level") else {
            return false
        }
        return Self.whenDifferent.contains { results.value($0).map { abs($0 - strict) > 0.01 } ?? false }
    }

    private func rows(_ room: Room) -> [String] {
        var remaining = Array(results.targets.enumerated()).filter { $0.element.interval == nil }
        func take(_ name: String) -> TargetResult? {
            let index = remaining.firstIndex {
                let target = $0.element
                return target.measure.name == name && target.scope == nil && target.over == "run"
                    && target.within == results[name]?.within
            }
            return index.map { remaining.remove(at: $0).element }
        }
        var rows: [Row] = []
        for name in Self.always + Self.whenThere {
            guard let found = results[name] else { continue }
            let target = take(name)
            if target == nil && Self.whenThere.contains(name) && (found.estimate.value ?? 0) == 0 { continue }
            if target == nil && Self.whenDifferent.contains(name) && !formsDiffer { continue }
            var row = Row(
                label: title(found.measure, found.within),
                figure: figure(found))
            if let target { judge(&row, target) }
            rows.append(row)
        }

        // What is in danger is never left out for want of room.
        let urgency: [Verdict: Int] = [.missed: 0, .undecided: 1, .noData: 2, .met: 3]
        let others = remaining.sorted {
            (urgency[$0.element.verdict] ?? 0, $0.offset) < (urgency[$1.element.verdict] ?? 0, $1.offset)
        }
        let listed = others.count <= room.extraTargets ? others.count : max(0, room.extraTargets - 1)
        let shown = others.prefix(listed).sorted { $0.offset < $1.offset }
        rows += shown.map { row($0.element) }
        var lines = aligned(rows)
        let hidden = others.dropFirst(listed).map(\.element.verdict)
        if !hidden.isEmpty {
            lines.append("  and \(Wording.counted(hidden.count, "target", "targets")) more: \(Self.tally(hidden))")
        }
        return lines + intervalTargets(room.intervalTargets)
    }

    /// What a measure is called here; a number that is not exact says so.
    func title(_ measure: Measure, _ within: Double?) -> String {
        measure.title(within: within) + (results.isApproximate(measure) ? " (approximate)" : "")
    }

    /// A number of things says over what: `327.5 a day`.
    private func figure(_ found: MeasuredValue) -> Wording.Figure {
        var figure = wording.figure(found.estimate, found.measure.unit)
        if found.measure.isPerReplication, found.estimate.value != nil { figure.value += " " + results.eachWords }
        return figure
    }

    private func row(_ target: TargetResult) -> Row {
        var label = title(target.measure, target.within)
        if let scope = target.scope { label = "\(scope): \(lowered(label))" }
        let isShare = target.shareOfDays != nil
        if isShare {
            label = "Days with \(lowered(label)) \(boundText(target))"
        } else if target.over == "day" {
            label += ", a typical day"
        }
        let measured = MeasuredValue(measure: target.measure, estimate: target.estimate)
        var row = Row(label: label, figure: isShare ? wording.figure(target.estimate, .share) : figure(measured))
        judge(&row, target)
        return row
    }

    /// Targets over each interval, one line for each: how many intervals meet it.
    private func intervalTargets(_ most: Int) -> [String] {
        var groups: [(key: String, verdicts: [Verdict])] = []
        for target in results.targets where target.interval != nil {
            let scope = target.scope.map { "\($0): " } ?? ""
            let title = target.measure.title(within: target.within)
            let key = "\(scope)\(scope.isEmpty ? title : lowered(title)) \(boundText(target)) in each interval"
            if groups.last?.key != key { groups.append((key, [])) }
            groups[groups.count - 1].verdicts.append(target.verdict)
        }
        let hidden = groups.dropFirst(most)
        let counted = Wording.counted(hidden.count, "more target", "more targets")
        return groups.prefix(most).map { group in
            let text = "  " + palette.shown(group.key) + ": " + Self.tally(group.verdicts)
            return group.verdicts.contains(.missed)
                ? palette.missed(text) : group.verdicts.contains(.undecided) ? palette.undecided(text) : text
        } + (hidden.isEmpty ? [] : ["  and \(counted) in each interval: \(Self.tally(hidden.flatMap(\.verdicts)))"])
    }

    private static func tally(_ verdicts: [Verdict]) -> String {
        let words: [(Verdict, String)] = [
            (.met, "met"), (.missed, "missed"), (.undecided, "too close to call"), (.noData, "without data"),
        ]
        return words.compactMap { verdict, word in
            let count = verdicts.count { $0 == verdict }
            return count == 0 ? nil : "\(count) \(word)"
        }.joined(separator: ", ")
    }

    private func judge(_ row: inout Row, _ target: TargetResult) {
        row.verdict = target.verdict
        if let share = target.shareOfDays {
            row.target = "target \(palette.bound(true)) \(Wording.bound(share, .share))"
        } else {
            row.target = "target \(boundText(target))"
        }
        row.verdictText =
            switch target.verdict {
            case .met: palette.isUnicode ? "✓ met" : "met"
            case .missed: palette.isUnicode ? "✗ missed" : "MISSED"
            case .undecided:
                results.observations < 2
                    ? "? one \(results.observationKind.rawValue) cannot tell"
                    : target.estimate.low == nil ? "? too few days to tell" : "? too close to call"
            case .noData: "no data"
            }
    }

    private func boundText(_ target: TargetResult) -> String {
        let unit = target.measure.unit
        if let value = target.atLeast { return "\(palette.bound(true)) \(Wording.bound(value, unit))" }
        return "\(palette.bound(false)) \(Wording.bound(target.atMost ?? 0, unit))"
    }

    private func aligned(_ rows: [Row]) -> [String] {
        let label = rows.map { palette.shown($0.label).count }.max() ?? 0
        let value = rows.map(\.figure.value.count).max() ?? 0
        let margin = rows.map(\.figure.margin.count).max() ?? 0
        let target = rows.map(\.target.count).max() ?? 0
        return rows.map { row in
            var line = "  " + palette.shown(row.label).padded(to: label) + "   "
            line += row.figure.value.padded(to: value, left: true)
            guard let text = row.verdictText else {
                return row.figure.margin.isEmpty ? line : line + "  " + row.figure.margin
            }
            line += "  " + row.figure.margin.padded(to: margin) + "   " + row.target.padded(to: target) + "   "
            let verdict =
                switch row.verdict {
                case .met: palette.met(text)
                case .missed: palette.missed(text)
                case .undecided, .noData, nil: palette.undecided(text)
                }
            return line + verdict
        }
    }

    // MARK: Remarks

    /// How much one day differs from the mean of all, by the first target on service level (else the first on anything)
    /// that days were judged by.
    private var dayRemark: String? {
        let judged = results.targets.filter { $0.interval == nil && ($0.days?.judged ?? 0) > 1 }
        guard let target = judged.first(where: { $0.measure.name.hasPrefix("service_level") }) ?? judged.first,
            let days = target.days
        else { return DaysRemark(results, palette).spread }
        let of = "of \(Wording.counted(days.judged, "day", "days"))"
        let failing = days.judged - days.met
        if failing == 0 || days.met == 0 {
            let all = "each of the \(Wording.grouped(days.judged)) days"
            return failing == 0
                ? "Taken alone, \(all) meets this: \(dayWords(target))."
                : "Taken alone, none of the \(Wording.grouped(days.judged)) days meets this: \(dayWords(target))."
        }
        return "A single day varies more than the mean: on \(Wording.grouped(failing)) \(of) \(failingWords(target))."
    }

    private func failingWords(_ target: TargetResult) -> String {
        if target.measure.name == "service_level", let share = target.atLeast {
            let scope = target.scope.map { " (\(palette.shown($0)))" } ?? ""
            return "fewer than \(Wording.bound(share, .share)) were answered in time\(scope)"
        }
        return "this is missed: \(dayWords(target))"
    }

    private func dayWords(_ target: TargetResult) -> String {
        let scope = target.scope.map { palette.shown($0) + ": " } ?? ""
        return scope + lowered(target.measure.title(within: target.within)) + " " + boundText(target)
    }

    func lowered(_ title: String) -> String { title.prefix(1).lowercased() + title.dropFirst() }

    /// What does not add up: a fault of the simulator that no reader may miss.
    private func faults() -> [String] {
        guard !results.conservation.holds else { return [] }
        let first = results.conservation.violations.prefix(2).map { "  " + palette.shown($0) }
        return [palette.missed("These numbers do not add up, which is a fault of Holdfast; do not use them:")] + first
    }
}

extension RunResults {
    /// Over what a number of things is counted: `a day`, `a week`, `a run`.
    var eachWords: String {
        if observationKind == .day { return "a day" }
        return runWords.contains("simulated week") ? "a week" : "a run"
    }

    /// `100 simulated days`, `52 simulated weeks`, `30 batches of one long run`.
    var runWords: String {
        switch observationKind {
        case .day: return Wording.counted(replications, "simulated day", "simulated days")
        case .horizon:
            let days = Set(intervals.map(\.day)).count
            let span = (intervals.map(\.day).max() ?? 1) - (intervals.map(\.day).min() ?? 1) + 1
            if span > 5 && span <= 7 { return Wording.counted(replications, "simulated week", "simulated weeks") }
            return Wording.counted(replications, "run", "runs") + " of \(days) days"
        case .batch:
            let runs = replications == 1 ? "one long run" : "\(Wording.grouped(replications)) long runs"
            return Wording.counted(observations, "batch", "batches") + " of " + runs
        }
    }
}

extension String {
    func padded(to width: Int, left: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - count))
        return left ? space + self : self + space
    }
}
