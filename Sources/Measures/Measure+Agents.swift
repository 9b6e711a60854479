import Engine

/// How the agents fared.
extension Measure {
    static let agents: [Measure] = [
        .ofAgents(
            "occupancy", .share, "Agents busy",
            "Share of the time at work that agents were busy; breaks and pauses are no time at work.",
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

    /// How the work is spread over the agents, where they are named: a mean of 80 % may be ten agents at 80 %, or five at
    /// 95 % and five at 65 %.
    static let agentLoads: [Measure] =
        [
            ("min", 0, "lowest"), ("p10", 0.1, "10 %"), ("p50", 0.5, "median"), ("p90", 0.9, "90 %"),
            ("max", 1, "highest"),
        ]
        .map { name, place, words in
            let title = ["min": "Least busy agent", "p50": "Median agent busy", "max": "Busiest agent"][name]
            let which =
                switch name {
                case "min": "the least occupied agent"
                case "max": "the most occupied agent"
                default: "the agent whom \(Int((place * 100).rounded())) % of the agents do not exceed in occupancy"
                }
            return .ofAgents(
                "agent_occupancy_\(name)", .share, title ?? "\(words) of agents busy for at most",
                "Occupancy in a replication of \(which), as a mean over replications.",
                formula:
                    "mean over replications of the \(words) over agents of busy / (busy + available idle); needs shifts",
                source: "occupancy by agent: Gans, Koole and Mandelbaum, 2003", better: .neither, limits: .shareOfTime,
                .agentOccupancy(place), perInterval: false, related: ["occupancy", "occupancy_above_85"],
                features: [.shifts])
        }
        + [
            (85, GroupCount.agentIntervalsAbove85), (90, .agentIntervalsAbove90), (95, .agentIntervalsAbove95),
        ].map { percent, count in
            .ofAgents(
                "occupancy_above_\(percent)", .share, "Agent-intervals above \(percent) % busy",
                "Share of the intervals in which an agent was at work, agent by agent, with an occupancy above"
                    + " \(percent) %.",
                formula:
                    "(agent-intervals with busy / (busy + available idle) > \(percent) %) / (agent-intervals with time at"
                    + " work within the roster); needs shifts",
                source: "a ceiling on occupancy protects the staff: Koole, 2013", better: .lower,
                limits: .shareOfCounted, .ratio(Sum(count), over: Sum(.agentIntervals)),
                related: ["occupancy", "agent_occupancy_max", "longest_run"], features: [.shifts])
        }
}
