import Measures

/// The line that ends a report: what to type next.
public struct NextStep {
    let results: RunResults
    /// What the run was asked besides its number of replications: the next one is about the same scenario.
    let options: [String]
    /// Replications that were asked for; nil when it was left to the command.
    let replications: Int?
    /// Precision as it was asked for; nil where it was not.
    let precision: String?

    init(_ results: RunResults, options: [String] = [], replications: Int? = nil, precision: String? = nil) {
        self.results = results
        self.options = options
        self.replications = replications
        self.precision = precision
    }

    var line: String {
        let undecided = results.targets.filter { $0.verdict == .undecided }
        if results.observations < 2 {
            let more = results.observationKind == .batch ? 10 : 100
            return "Intervals need more than one \(results.observationKind.rawValue): \(run) --replications \(more)"
        }
        if let precision, let needed = results.precision?.replicationsToReach(from: results.replications) {
            return "About \(words(needed)) would likely be precise enough: "
                + run(precision: precision, needs: needed, most: max(needed, replications ?? 0))
        }
        if let line = daysForIntervals(undecided) { return line }
        if let line = precisionToDecide(undecided) { return line }
        if let needed = undecided.compactMap(\.replicationsToDecide).max() {
            return "Too close to call: about \(words(needed)) would likely tell: \(run) --replications \(needed)"
        }
        if !undecided.isEmpty {
            return "Too close to call, and no number of replications will tell: a value lies right at its target."
        }
        if results.targets.contains(where: { $0.verdict == .missed }) {
            if !results.intervals.isEmpty { return "Next: \(again) --by interval shows where targets are missed" }
            return "Next: \(again) --by class shows who waits"
        }
        if results.classes.count > 1 { return "Next: \(again) --by class shows each class of customers by itself" }
        return "Next: holdfast explain service_level says how it is counted"
    }

    /// What it takes to say anything of targets whose values have no interval yet; nil where all have one.
    private func daysForIntervals(_ undecided: [TargetResult]) -> String? {
        guard let first = undecided.first(where: { $0.estimate.low == nil }) else { return nil }
        // Where days are not what an interval lacks (waits seen on too few of them), ten times as many may bring one.
        let needed =
            undecided.compactMap { $0.estimate.low == nil ? $0.replicationsForInterval : nil }.max()
            ?? results.replications * 10
        let others = Set(undecided.filter { $0.estimate.low == nil }.map(\.measure.name)).count - 1
        let rest = others == 0 ? "" : others == 1 ? " and another target" : " and \(others) other targets"
        return "An interval of \(first.measure.name)\(rest) takes \(words(needed)): \(run) --replications \(needed)"
    }

    /// How precise the numbers of targets that are too close to call must become, and what that takes; nil where there
    /// are none, or where one of them cannot be asked for.
    private func precisionToDecide(_ undecided: [TargetResult]) -> String? {
        let first = results.targets.first
        var wishes: [String] = []
        var needed = 0.0
        for target in undecided where target.replicationsToDecide != nil {
            guard let value = target.estimate.value else { return nil }
            let isShareOfDays = target.shareOfDays != nil
            let bound = isShareOfDays ? target.shareOfDays : target.atLeast ?? target.atMost
            let width = PrecisionWords.roundedDown(abs(value - (bound ?? value)))
            let outcome = PrecisionOutcome(
                measure: target.measure, shareOfDays: target.shareOfDays, wanted: .absolute(width),
                estimate: target.estimate)
            guard width > 1e-7, let growth = outcome.growth, growth < 1e6, target.interval == nil else { return nil }
            let isFirst =
                first.map { $0.interval == nil && $0.measure == target.measure && $0.scope == target.scope } ?? false
                && first?.within == target.within && first?.over == target.over
                && first?.shareOfDays == target.shareOfDays
            let typed = PrecisionWords.typed(width, outcome.unit)
            if isFirst && undecided.count == 1 {
                wishes.append(typed)
            } else if target.over == "run" {
                let within = target.within.map { " within \(Measure.spanText($0))" } ?? ""
                let scope = target.scope.map { " for \(Self.named($0))" } ?? ""
                wishes.append("\(target.measure.name)\(within)\(scope)=\(typed)")
            } else {
                return nil
            }
            needed = max(needed, Double(results.replications) * growth)
        }
        guard !wishes.isEmpty, needed <= 1e8 else { return nil }
        let count = PrecisionReport.rounded(needed, above: results.replications)
        let wish = wishes.joined(separator: ", ")
        return "Too close to call: --precision \(Self.quoted(wish)) needs about \(words(count)): "
            + run(precision: wish, needs: count, most: 0)
    }

    /// A class or group as it is named behind `for`: in quotes where it holds a mark that has a meaning there.
    private static func named(_ scope: String) -> String {
        scope.contains { ",=\"".contains($0) } || scope.contains("  ") ? "\"\(scope)\"" : scope
    }

    /// `1,700 days (2 s)`.
    private func words(_ needed: Int) -> String {
        let kind = results.counted(needed)
        guard let timing = results.timing, results.replications > 0 else { return kind }
        return kind + " (\(Wording.forecast(timing.seconds * Double(needed) / Double(results.replications))))"
    }

    private var run: String {
        (["holdfast", "run", results.scenarioFile] + options).map(Self.quoted).joined(separator: " ")
    }

    /// A run until it is so precise, which is allowed more replications than usual where it needs them.
    private func run(precision: String, needs count: Int, most: Int) -> String {
        let wish = "\(run) --precision \(Self.quoted(precision))"
        // Looks come a tenth apart, and a forecast may be short by some.
        let enough = max(count + count / 2, most)
        return enough <= PrecisionReport.usualMost ? wish : wish + " --replications \(enough)"
    }

    /// The same days once more.
    private var again: String {
        run + (precision.map { " --precision \(Self.quoted($0))" } ?? "")
            + (replications.map { " --replications \($0)" } ?? "")
    }

    /// As a shell reads it back.
    public static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "/._-+=@%,:".contains($0) }
        return isPlain && !path.isEmpty ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
