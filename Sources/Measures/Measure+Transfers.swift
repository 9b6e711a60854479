import Engine

/// Contacts that one agent passes on to another: how many, how long they wait again, and what it takes of the agents.
///
/// A contact counts once among those transferred, in its own class; each later leg counts in the class whose line it joins,
/// in the interval in which it was passed on. Later legs are in none of the numbers of first waits and answers.
extension Measure {
    static let transfers: [Measure] = [
        .ofContacts(
            "transferred", .share, "Transferred",
            "Share of the answered, callbacks included, who were passed on to another agent.",
            formula:
                "(contacts passed on, each counted once, in the class and interval in which it arrived) /"
                + " (A + callbacks connected)",
            source: "Gans, Koole and Mandelbaum, 2003", better: .lower, limits: .shareOfCounted,
            .ratio(Sum(.transferred), over: Sum(.answered, .callbacksConnected)),
            related: ["transfer_wait_mean", "transfer_abandonment", "first_contact_resolution"],
            features: [.transfers]),
        .ofContacts(
            "transfer_wait_mean", .seconds, "Average wait after a transfer",
            "Mean time on hold of the transferred until the next agent answered, zeros included.",
            formula:
                "(sum of the waits of the later legs that were answered) / (later legs answered), in the class that"
                + " takes them; not part of asa",
            source: "the second leg's asa", better: .lower,
            .ratio(Sum(.transferWaitSeconds), over: Sum(.transfersAnswered)),
            related: ["transferred", "transfer_abandonment", "asa"], features: [.transfers]),
        .ofContacts(
            "transfer_abandonment", .share, "Abandoned after a transfer",
            "Share of the later legs whose customer gave up on hold.",
            formula: "(later legs abandoned) / (later legs), in the class that takes them; not part of L",
            source: "the second leg's L / N", better: .lower, limits: .shareOfCounted,
            .ratio(Sum(.transfersAbandoned), over: Sum(.transfersIn)),
            related: ["transferred", "transfer_wait_mean", "abandonment"], features: [.transfers]),
        .ofContacts(
            "handed_over", .share, "Handed over in person",
            "Share of the later legs answered in which the first agent had stayed and told the next one the story.",
            formula: "(hand-overs of warm transfers) / (later legs answered), in the class that takes them",
            source: "the scenario's transfers", better: .higher, limits: .shareOfCounted,
            .ratio(Sum(.handOvers), over: Sum(.transfersAnswered)), related: ["transferred", "warm_transfer_hours"],
            features: [.transfers]),
        .ofAgents(
            "warm_transfer_hours", .hours, "Agents in warm transfers",
            "Agent hours spent waiting for the next agent with a customer, and handing over, on both sides.",
            formula:
                "hours of the first agents from the end of their talk to that of the hand-over, and of the second agents"
                + " in the hand-over; part of busy",
            source: "the scenario's transfers", better: .lower, .total(1 / 3600 * Sum(.warmTransferSeconds)),
            related: ["handed_over", "occupancy"], features: [.transfers]),
    ]
}
