/// What a comparison of plans found, ready to be written in any format. The first plan is the baseline.
public struct ComparisonResults: Sendable {
    public var plans: [ComparedPlan]
    public var seed: UInt64
    public var replications: Int
    public var observations: Int
    public var observationKind: ObservationKind
    /// Of the plans' own intervals, and of all differences of one measure together.
    public var confidence: Double
    /// Of each single difference: higher where there are several, so that together they hold with `confidence`.
    public var confidenceOfEach: Double
    /// True when it was stopped before all replications were done.
    public var partial: Bool
    public var measures: [ComparedMeasure]
    public var classes: [ComparedScope]
    public var groups: [ComparedScope]
    /// Measures of the baseline's targets for the whole centre, in their order.
    public var targeted: [String]
    /// Which plan is best, where that was asked.
    public var selection: SelectionResults?
    /// What became of the precision of the differences that was asked for.
    public var precision: PrecisionReport?
    public var warnings: [String]
    /// What does not add up, in words; a fault of the simulator.
    public var violations: [String]
    public var timing: Timing?

    public init(
        plans: [ComparedPlan], seed: UInt64, replications: Int, observations: Int, observationKind: ObservationKind,
        confidence: Double, confidenceOfEach: Double, partial: Bool, measures: [ComparedMeasure],
        classes: [ComparedScope] = [], groups: [ComparedScope] = [], targeted: [String] = [],
        selection: SelectionResults? = nil, warnings: [String] = [], violations: [String] = [], timing: Timing? = nil
    ) {
        self.plans = plans
        self.seed = seed
        self.replications = replications
        self.observations = observations
        self.observationKind = observationKind
        self.confidence = confidence
        self.confidenceOfEach = confidenceOfEach
        self.partial = partial
        self.measures = measures
        self.classes = classes
        self.groups = groups
        self.targeted = targeted
        self.selection = selection
        self.warnings = warnings
        self.violations = violations
        self.timing = timing
    }
}

/// A plan as reports name it.
public struct ComparedPlan: Sendable, Equatable {
    /// Short, and no other plan's.
    public var name: String
    public var scenarioName: String
    public var file: String
    /// As typed: what makes it differ from its file.
    public var changes: [String]
    public var resolvedSHA256: String

    public init(name: String, scenarioName: String, file: String, changes: [String], resolvedSHA256: String) {
        self.name = name
        self.scenarioName = scenarioName
        self.file = file
        self.changes = changes
        self.resolvedSHA256 = resolvedSHA256
    }
}

/// The measures of one class or group, by its name.
public struct ComparedScope: Sendable {
    public var name: String
    public var measures: [ComparedMeasure]

    public init(name: String, measures: [ComparedMeasure]) {
        self.name = name
        self.measures = measures
    }
}

/// One measure under every plan.
public struct ComparedMeasure: Sendable {
    public var measure: Measure
    /// The threshold in seconds, where it has one.
    public var within: Double?
    /// Each plan's own; nil where the plan has no such measure.
    public var estimates: [Estimate?]
    /// Each plan's less the baseline's; nil for the baseline, and where the two cannot be compared.
    public var differences: [Difference?]

    public init(measure: Measure, within: Double?, estimates: [Estimate?], differences: [Difference?]) {
        self.measure = measure
        self.within = within
        self.estimates = estimates
        self.differences = differences
    }
}

/// A plan's value less the baseline's, on the same customers.
public struct Difference: Sendable, Equatable {
    public var estimate: Estimate
    public var verdict: Verdict
    /// Replications that would likely decide what is undecided; nil when decided or unknown.
    public var replicationsToDecide: Int?
    /// Variance with independent customers divided by the variance on the same ones.
    public var gain: Double?

    public init(estimate: Estimate, verdict: Verdict, replicationsToDecide: Int? = nil, gain: Double? = nil) {
        self.estimate = estimate
        self.verdict = verdict
        self.replicationsToDecide = replicationsToDecide
        self.gain = gain
    }

    /// How a plan fares beside the baseline.
    public enum Verdict: String, Sendable, Equatable, CaseIterable {
        case better, worse
        /// Decided, of a measure of which neither more nor less is good news.
        case higher, lower
        /// Nothing differed in any replication. Without an interval where that may be chance: the plans differ in other
        /// things, and there were few replications.
        case same
        /// The interval contains zero, or there is none: this many replications cannot tell.
        case undecided
    }

    /// The paired interval and what it says: Student's, with the skewness of the differences taken out of the test, as
    /// in the interval of a plan by itself (see `SkewCorrection`); that of quantiles is made of the plans' own.
    /// - Parameter isBelieved: false where there are too few days for an interval of this measure.
    init(
        _ found: PairedDifference, of measure: Measure, confidence: Double, values: Int, replications: Int,
        isBelieved: Bool = true
    ) {
        self.init(estimate: Estimate(value: found.value), verdict: .undecided, gain: found.gain)
        if found.isSame, found.variance != nil {
            verdict = .same
            if isBelieved { estimate = Estimate(value: found.value, low: found.value, high: found.value) }
            return
        }
        let student = ConfidenceInterval(confidence: confidence, observations: values)
        guard isBelieved, let variance = found.variance, let factor = student.factor else { return }
        let correction = SkewCorrection(skewness: found.skewness, observations: values)
        let error = variance.squareRoot()
        let low = found.ends?.low ?? found.value - correction.statistic(factor) * error
        let high = found.ends?.high ?? found.value - correction.statistic(-factor) * error
        estimate = Estimate(value: found.value, low: low, high: high)
        if found.value == 0 && variance == 0 {
            verdict = .same
        } else if low > 0 {
            verdict = measure.better == .higher ? .better : measure.better == .lower ? .worse : .higher
        } else if high < 0 {
            verdict = measure.better == .lower ? .better : measure.better == .higher ? .worse : .lower
        } else {
            replicationsToDecide = Measures.Verdict.observationsToDecide(estimate, 0, observations: replications)
        }
    }
}

extension PairedTally {
    /// The measures of the whole centre, of each class and of each group.
    func compared() -> (whole: [ComparedMeasure], classes: [ComparedScope], groups: [ComparedScope]) {
        var whole: [ComparedMeasure] = []
        var classes: [ComparedScope] = []
        var groups: [ComparedScope] = []
        func add(_ measure: ComparedMeasure, _ name: String, to scopes: inout [ComparedScope]) {
            if scopes.last?.name != name { scopes.append(ComparedScope(name: name, measures: [])) }
            scopes[scopes.count - 1].measures.append(measure)
        }
        for row in rows.indices {
            let found = compared(row)
            switch rows[row].place {
            case .whole: whole.append(found)
            case .customerClass(let name): add(found, name, to: &classes)
            case .group(let name): add(found, name, to: &groups)
            }
        }
        return (whole, classes, groups)
    }

    private func compared(_ row: Int) -> ComparedMeasure {
        ComparedMeasure(
            measure: rows[row].measure, within: rows[row].within,
            estimates: tallies.indices.map { estimate(row, plan: $0) },
            differences: tallies.indices.map { comparedDifference(row, plan: $0) })
    }

    /// The difference of a plan to the baseline, with its interval; nil as for `difference`.
    func comparedDifference(_ row: Int, plan: Int) -> Difference? {
        difference(row, plan: plan).map { found in
            let least = rows[row].measure.leastReplicationsOfDifference
            let isSteady = tallies[0].plan.observationKind == .batch
            // A measure of rare promises has its own floor, which is as high.
            let isRare = rows[row].measure.leastReplications >= PairedDifference.leastDiffering
            let needed =
                isSteady || isRare && !found.isSame
                ? nil : found.replicationsToBelieve(observations, isOnePlan: differing[plan] == 0)
            // What never differed needs no other number of days.
            var told = Difference(
                found, of: rows[row].measure, confidence: confidenceOfEach, values: degrees(row),
                replications: tallies[0].replications,
                isBelieved: needed == nil && (found.isSame || tallies[0].believes(least)))
            if let needed, told.verdict != .same { told.replicationsToDecide = needed }
            return told
        }
    }

    /// Everything found so far, under the plans' names.
    public func results(
        plans: [ComparedPlan], seed: UInt64, partial: Bool = false, selection: SelectionResults? = nil,
        warnings: [String] = [], timing: Timing? = nil
    ) -> ComparisonResults {
        let (whole, classes, groups) = compared()
        let targets = tallies[0].plan.targets.filter { $0.scope == .whole && $0.over == .run }.map(\.measure.name)
        let violations = zip(plans, tallies).flatMap { plan, tally in
            tally.check.result.violations.map { "\(plan.name): \($0)" }
        }
        return ComparisonResults(
            plans: plans, seed: seed, replications: tallies[0].replications, observations: observations,
            observationKind: tallies[0].plan.observationKind, confidence: tallies[0].plan.confidence,
            confidenceOfEach: confidenceOfEach, partial: partial, measures: whole, classes: classes, groups: groups,
            targeted: targets.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, selection: selection,
            warnings: warnings, violations: violations, timing: timing)
    }
}
