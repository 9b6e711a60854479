/// What a good service owes its customers and its staff, each principle in measured form.
public enum Principle: String, Sendable, CaseIterable {
    case courtesy, respect, timeliness
    /// The numbers of timeliness again, for each class marked loyal.
    case loyalty
    case care

    /// In words, for text.
    public var title: String {
        self == .care ? "care for the staff" : rawValue
    }

    var measures: [String] {
        switch self {
        case .courtesy: ["hung_up_at_close"]
        case .respect: ["fairness_wait_ratio", "fairness_service_level_gap"]
        case .timeliness, .loyalty: ["service_level", "wait_p90", "abandonment", "service_level_whole"]
        case .care: ["occupancy", "breaks_late", "longest_run", "overtime_hours"]
        }
    }
}

/// One line of the scorecard: a measure and, where the scenario has a target over the run for it, how that fared.
public struct ScorecardEntry: Sendable, Equatable {
    public var principle: Principle
    public var measure: Measure
    public var within: Double?
    /// A class by name; nil for the whole centre.
    public var scope: String?
    public var estimate: Estimate
    public var atLeast: Double?
    public var atMost: Double?
    /// Nil without a target.
    public var verdict: Verdict?

    public init(
        principle: Principle, measure: Measure, within: Double? = nil, scope: String? = nil, estimate: Estimate,
        atLeast: Double? = nil, atMost: Double? = nil, verdict: Verdict? = nil
    ) {
        self.principle = principle
        self.measure = measure
        self.within = within
        self.scope = scope
        self.estimate = estimate
        self.atLeast = atLeast
        self.atMost = atMost
        self.verdict = verdict
    }
}

extension RunTally {
    /// The scorecard from estimates already made. Principles about loyal classes or about differences between classes
    /// appear only where there are such classes.
    static func scorecard(
        _ plan: TallyPlan, whole: [MeasuredValue], classes: [ScopeResults], targets: [TargetResult]
    ) -> [ScorecardEntry] {
        func entries(_ principle: Principle, _ values: [MeasuredValue], scope: String?) -> [ScorecardEntry] {
            principle.measures.compactMap { name in
                guard let found = values.first(where: { $0.measure.name == name }) else { return nil }
                let target = targets.first {
                    $0.measure == found.measure && $0.scope == scope && $0.within == found.within
                        && $0.over == TargetSpec.Period.run.rawValue
                }
                return ScorecardEntry(
                    principle: principle, measure: found.measure, within: found.within, scope: scope,
                    estimate: found.estimate, atLeast: target?.atLeast, atMost: target?.atMost,
                    verdict: target?.verdict)
            }
        }
        return Principle.allCases.flatMap { principle -> [ScorecardEntry] in
            switch principle {
            case .respect where plan.classes.count < 2: []
            case .loyalty:
                zip(plan.classes, classes).filter { $0.0.isLoyal }.flatMap {
                    entries(principle, $0.1.measures, scope: $0.1.name)
                }
            default: entries(principle, whole, scope: nil)
            }
        }
    }
}
