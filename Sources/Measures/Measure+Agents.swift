import Engine

/// How the agents fared.
extension Measure {
    static let agents: [Measure] = [
        .ofAgents(
            "occupancy", .share, "Agents busy", "Share of the time at work that agents were busy.",
            formula: "busy / (busy + available idle) = busy / (present + overtime)",
            source: "Gans, Koole and Mandelbaum, 2003", better: .neither, limits: .shareOfTime,
            .ratio(Sum(.busySeconds), over: Sum(.presentSeconds, .overtimeSeconds)),
            related: ["utilisation", "overtime_hours"]),
        .ofAgents(
            "utilisation", .share, "Rostered time used", "Busy time as a share of the time on the roster.",
            formula: "busy / scheduled; overtime is in busy, so that it may pass 100 %", source: "Koole, 2013",
            better: .neither, .ratio(Sum(.busySeconds), over: Sum(.scheduledSeconds)),
            related: ["occupancy", "paid_hours"]),
        .ofContacts(
            "handle_mean", .seconds, "Average handle time", "Mean talk and after-call work of a contact.",
            formula: "(talk + after-call work of the answered) / A; for a group, of the contacts that it took",
            source: "Gans, Koole and Mandelbaum, 2003", better: .neither,
            .ratio(Sum(ClassCount.handleSeconds), over: Sum(ClassCount.answered)),
            byGroup: .ratio(Sum(GroupCount.handleSeconds), over: Sum(GroupCount.answered)), related: ["occupancy"]),
        .ofAgents(
            "overtime_hours", .hours, "Overtime", "Busy agent hours beyond the roster.",
            formula: "hours busy after a shift's end, above the headcount or after closing time",
            source: "the scenario's roster", better: .lower, .total(1 / 3600 * Sum(.overtimeSeconds)),
            related: ["paid_hours", "utilisation"]),
        .ofAgents(
            "paid_hours", .hours, "Paid hours", "Agent hours on the roster and in overtime.",
            formula: "scheduled hours + overtime hours; groups without limit are left out",
            source: "the scenario's roster", better: .lower,
            .total(1 / 3600 * Sum(.scheduledSeconds, .overtimeSeconds)), related: ["overtime_hours", "cost"]),
        .ofAgents(
            "breaks_late", .share, "Breaks begun late",
            "Share of breaks that began after their time, because a contact was in hand.",
            formula: "late breaks / breaks begun; needs shifts", source: "the scenario's shifts", better: .lower,
            limits: .shareOfCounted, .ratio(Sum(.breaksLate), over: Sum(.breaks)), related: ["longest_run"]),
        .ofAgents(
            "longest_run", .count, "Longest run of calls",
            "The most contacts that one agent took without a pause in a replication, as a mean over replications.",
            formula: "mean over replications of max(run); needs shifts", source: "the scenario's shifts",
            better: .lower, .groupMaximum(.longestRun), related: ["occupancy", "breaks_late"]),
    ]
}
