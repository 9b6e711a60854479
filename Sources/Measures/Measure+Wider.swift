/// What concerns the centre as a whole: fairness between classes, whole days, money.
extension Measure {
    static let wider: [Measure] = [
        .ofCentre(
            "fairness_wait_ratio", .ratio, "Longest to shortest class wait",
            "How many times longer the worst class's p90 wait is than the best class's.",
            formula: "max over classes of wait_p90 / min over classes of wait_p90; no data when the least is 0",
            source: "worst class against best", better: .lower, .ratioBetweenClasses(of: "wait_p90"),
            related: ["wait_p90", "fairness_service_level_gap"]),
        .ofCentre(
            "fairness_service_level_gap", .share, "Service level gap between classes ({T})",
            "How far the worst class's service level is below the best class's.",
            formula: "max over classes of service_level − min over classes of service_level",
            source: "worst class against best", better: .lower, limits: .shareOfTime,
            .gapBetweenClasses(of: "service_level"), related: ["service_level", "fairness_wait_ratio"]),
        .ofCentre(
            "fairness_kept_gap", .share, "On-time gap between classes",
            "How far the worst class's share of callbacks kept is below the best class's.",
            formula: "max over classes of callbacks_kept − min over classes of callbacks_kept",
            source: "worst class against best", better: .lower, limits: .shareOfTime,
            .gapBetweenClasses(of: "callbacks_kept"), related: ["callbacks_kept", "fairness_wait_ratio"],
            features: [.callbacks]),
        .ofCentre(
            "days_meeting_target", .share, "Days meeting every target",
            "Share of days that by themselves meet every target that one day can be judged by.",
            formula:
                "days that meet all / days; targets over each interval are left out, and no data without a target",
            source: "a mean over days says little about one day: Steckley, Henderson and Mehrotra, 2009",
            better: .higher, limits: .shareOfCounted, .daysMeetingTargets, related: ["service_level"]),
        .ofCentre(
            "cost", .money, "Cost", "What the replication cost at the scenario's prices; no data without a price.",
            formula:
                "agent_hour (of each group) × scheduled hours + overtime_hour (else agent_hour) × overtime hours"
                + " + lost_contact × (abandoned + balked + blocked + hung up on) + waiting_minute × minutes waited"
                + " + broken_promise × broken promises",
            source: "the scenario's costs", better: .lower, .cost, perInterval: true,
            related: ["paid_hours", "overtime_hours", "broken_promises_per_1000"]),
    ]
}
