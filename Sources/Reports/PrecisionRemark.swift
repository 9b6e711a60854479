import Measures

/// What became of the precision that was asked for, in one sentence.
struct PrecisionRemark {
    private let report: PrecisionReport?
    /// What was simulated, with its number.
    private let days: String
    /// Names of a comparison's plans; none for a run.
    private let plans: [String]
    private let palette: Palette

    init(_ results: RunResults, _ palette: Palette) {
        report = results.precision
        days = results.counted(results.replications)
        plans = []
        self.palette = palette
    }

    /// - Parameter days: what was simulated, with its number.
    init(_ results: ComparisonResults, days: String, _ palette: Palette) {
        report = results.precision
        self.days = days
        plans = results.plans.map(\.name)
        self.palette = palette
    }

    /// Numbers told one by one; the others are counted.
    private static let mostTold = 3

    /// One line; nil where no precision was asked for.
    var line: String? {
        guard let report else { return nil }
        switch report.ending {
        case .reached: return palette.met("As precise as asked for after \(days): ") + told(report.outcomes)
        case .replications: return missed("Less precise than asked for after \(days), the most allowed: ", report)
        case .timeLimit: return missed("Less precise than asked for within the time limit (\(days)): ", report)
        case .interrupted: return missed("Stopped after \(days), before it was as precise as asked for: ", report)
        case .noData:
            return missed("Given up after \(days), in which there was too little to measure: ", report)
        }
    }

    /// Those that are not as precise as wanted, and how many others are.
    private func missed(_ verdict: String, _ report: PrecisionReport) -> String {
        let missing = report.outcomes.filter { !$0.reached }
        let others = report.outcomes.count - missing.count
        let rest =
            others == 0 || missing.isEmpty
            ? "" : " The other \(others == 1 ? "one is" : "\(others) are") precise enough."
        return palette.undecided(verdict) + told(missing.isEmpty ? report.outcomes : missing) + rest
    }

    private func told(_ outcomes: [PrecisionOutcome]) -> String {
        let more = outcomes.count - Self.mostTold
        return outcomes.prefix(Self.mostTold).map(words).joined(separator: "; ")
            + (more > 0 ? "; and \(more) more" : "") + "."
    }

    /// `service level (20 s, strict) ± 0.48 points, wanted 0.5`.
    private func words(_ outcome: PrecisionOutcome) -> String {
        let name = palette.shown(PrecisionWords.name(outcome, plans: plans))
        let wanted =
            switch outcome.wanted {
            case .absolute(let width): PrecisionWords.width(width, outcome.unit)
            case .relative(let share):
                "\(Wording.plain(share * 100)) % of the \(outcome.difference == nil ? "value" : "baseline's value")"
            }
        guard let halfWidth = outcome.halfWidth else {
            return "\(name) \(outcome.estimate.value == nil ? "has no data" : "has no interval"), wanted \(wanted)"
        }
        return "\(name) \(palette.plusMinus) \(PrecisionWords.width(halfWidth, outcome.unit)), wanted \(wanted)"
    }
}

/// Half-widths and what they are of, in words and as they are typed.
enum PrecisionWords {
    /// `service level (20 s, strict)`, `private: average wait of the answered`, `days with …`; in a comparison
    /// `difference of one more in service level (20 s, strict)`.
    static func name(_ outcome: PrecisionOutcome, plans: [String] = []) -> String {
        var title = outcome.measure.title(within: outcome.within)
        title = title.prefix(1).lowercased() + title.dropFirst()
        if outcome.shareOfDays != nil {
            title = "days that meet the target on \(title)"
        } else if outcome.over == "day" {
            title += ", a typical day"
        }
        let named = outcome.scope.map { "\($0): \(title)" } ?? title
        guard let difference = outcome.difference, difference.plan < plans.count else { return named }
        return "difference of \(plans[difference.plan]) in \(named)"
    }

    /// A half-width with its unit: `0.48 points`, `0.2 s`.
    static func width(_ width: Double, _ unit: Measure.Unit) -> String {
        switch unit {
        case .share: digits(width * 100) + " points"
        case .seconds: digits(width) + " s"
        case .hours: digits(width) + " h"
        case .count, .ratio, .money: digits(width)
        }
    }

    /// The same as it is typed behind `--precision`: `0.48pt`.
    static func typed(_ width: Double, _ unit: Measure.Unit) -> String {
        switch unit {
        case .share: digits(width * 100) + "pt"
        case .seconds: digits(width) + "s"
        case .hours: digits(width) + "h"
        case .count, .ratio, .money: digits(width)
        }
    }

    /// Half-widths in the unit of the measure; what was wanted as a share of a value stands beside.
    static func json(_ outcome: PrecisionOutcome, plans: [String] = []) -> JSONValue {
        var pairs: [(String, JSONValue)] = [("measure", .string(outcome.measure.name))]
        if let within = outcome.within { pairs.append(("within_s", .number(within))) }
        if let scope = outcome.scope { pairs.append(("for", .string(scope))) }
        if let difference = outcome.difference, difference.plan < plans.count {
            pairs.append(("difference_of", .string(plans[difference.plan])))
        }
        pairs.append(("over", .string(outcome.over)))
        if let share = outcome.shareOfDays { pairs.append(("share_of_days", .number(share))) }
        pairs += [("half_width", .number(outcome.halfWidth)), ("wanted", .number(outcome.wantedHalfWidth))]
        if case .relative(let share) = outcome.wanted { pairs.append(("wanted_of_value", .number(share))) }
        return .object(pairs + [("unit", .string(outcome.unit.rawValue)), ("reached", .bool(outcome.reached))])
    }

    /// The largest number of two digits, and zeros, that is not above this one but by rounding.
    static func roundedDown(_ width: Double) -> Double {
        guard width > 0, width.isFinite else { return 0 }
        var scale = 1.0
        while width * scale < 10 && scale < 1e12 { scale *= 10 }
        while width * scale >= 100 { scale /= 10 }
        let units = (width * scale * (1 + 1e-9)).rounded(.down)
        return scale >= 1 ? units / scale : units * (1 / scale).rounded()
    }

    /// Two digits other than leading zeros, or all before the point: `0.48`, `12`, `340`, `0.0051`.
    private static func digits(_ width: Double) -> String {
        guard width > 0, width < 1e15 else { return "\(width)" }
        var decimals = 0
        var scaled = width
        while scaled < 9.95 && decimals < 9 {
            scaled *= 10
            decimals += 1
        }
        var text = Scale.fixed(width, decimals).replacing(",", with: "")
        while decimals > 0 && text.hasSuffix("0") {
            text.removeLast()
            decimals -= 1
        }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}

extension RunResults {
    /// `1,713 days`, `52 runs`, `49 runs of this length`.
    func counted(_ replications: Int) -> String {
        switch observationKind {
        case .day: Wording.counted(replications, "day", "days")
        case .horizon: Wording.counted(replications, "run", "runs")
        case .batch: Wording.counted(replications, "run", "runs") + " of this length"
        }
    }
}
