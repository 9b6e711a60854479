/// What a good service owes its customers and its staff, each principle in measured form.
public enum Principle: String, Sendable, CaseIterable {
    case courtesy, respect, commitment, honesty, timeliness
    case realisticExpectations = "realistic_expectations"
    case responsiveness
    /// What customers are worth, and the numbers of timeliness and commitment again for each class marked loyal.
    case loyalty
    case care

    /// In words, for text.
    public var title: String {
        switch self {
        case .realisticExpectations: "realistic expectations"
        case .loyalty: "loyalty and value"
        case .care: "care for the staff"
        default: rawValue
        }
    }

    /// Measures of the whole centre; those of features that a scenario does not use have no line.
    var measures: [String] {
        switch self {
        case .courtesy: ["menu_time_mean", "human_without_menu", "left_in_menu", "hung_up_at_close"]
        case .respect: ["fairness_wait_ratio", "fairness_service_level_gap", "fairness_kept_gap", "overtaken"]
        case .commitment:
            [
                "callbacks_kept", "callbacks_kept_dial", "callbacks_kept_reached", "follow_ups_kept",
                "broken_promises_per_1000",
            ]
        case .honesty: ["quote_coverage", "quote_percentile_gap", "quote_bias", "quote_understated"]
        case .timeliness:
            ["service_level", "wait_p90", "abandonment", "service_level_whole", "time_to_resolution_mean"]
        case .realisticExpectations: ["promises_unkeepable", "callbacks_suppressed", "callback_window_kept_95"]
        case .responsiveness: ["issues_resolved", "first_contact_resolution", "oldest_follow_up"]
        case .loyalty: ["customers_lost", "value_lost"]
        case .care:
            [
                "occupancy", "agent_occupancy_min", "agent_occupancy_p50", "agent_occupancy_max", "occupancy_above_85",
                "occupancy_above_90", "occupancy_above_95", "breaks_late", "longest_run", "overtime_hours",
            ]
        }
    }

    /// The same numbers for each class marked loyal.
    static let ofLoyal = [
        "service_level", "wait_p90", "abandonment", "service_level_whole", "callbacks_kept", "follow_ups_kept",
        "first_contact_resolution", "time_to_resolution_mean", "customers_lost", "value_lost",
    ]
    /// Measures that compare classes, of which there must be two.
    static let ofSeveral = ["fairness_wait_ratio", "fairness_service_level_gap", "fairness_kept_gap"]
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
    /// The scorecard from estimates already made. Lines about loyal classes or about differences between classes appear
    /// only where there are such classes.
    static func scorecard(
        _ plan: TallyPlan, whole: [MeasuredValue], classes: [ScopeResults], targets: [TargetResult]
    ) -> [ScorecardEntry] {
        func entries(
            _ principle: Principle, _ names: [String], _ values: [MeasuredValue], scope: String?
        ) -> [ScorecardEntry] {
            names.compactMap { name in
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
            let names = principle.measures.filter { plan.classes.count > 1 || !Principle.ofSeveral.contains($0) }
            let ofCentre = entries(principle, names, whole, scope: nil)
            guard principle == .loyalty else { return ofCentre }
            return ofCentre
                + zip(plan.classes, classes).filter { $0.0.isLoyal }.flatMap {
                    entries(principle, Principle.ofLoyal, $0.1.measures, scope: $0.1.name)
                }
        }
    }
}
