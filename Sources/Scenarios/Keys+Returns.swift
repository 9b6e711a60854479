/// The keys of what comes before and after a contact: the menu, returns, transfers, follow-ups; and of what agents do
/// beside answering.
extension Keys {
    static let menu = Entry(
        noun: "menu",
        keys: [
            Key("takes", .distribution, "Time in the menu, for whoever stays in it.", required: true),
            Key("leaves", .scalar(.share), "The share that hangs up in the menu; 0 unless given."),
            Key("self_served", .scalar(.share), "The share that the menu itself serves; 0 unless given."),
        ])

    private static let returnShare = Shape.oneOf(
        .scalar(.share), .list(.scalar(.share), of: "shares, one for each attempt"))
    private static let mostReturns = Key(
        "at_most", .scalar(.whole(1, 1_000_000)), "Returns of one issue at most; any number unless given.")

    static let redials = Entry(
        noun: "redials",
        keys: [
            Key(
                "probability", returnShare,
                "The share that calls again after abandoning or being blocked; a list goes by attempt.", required: true),
            Key("after", .distribution, "How long after the end of the contact.", required: true),
            mostReturns,
        ])

    static let unresolved = Entry(
        noun: "unresolved",
        keys: [
            Key("probability", .scalar(.share), "The share of answered contacts that solves nothing.", required: true),
            Key("reconnects_after", .distribution, "How long until the customer calls again; never unless given."),
            Key(
                "reconnects", returnShare,
                "The share of them that calls again; 100% unless given; a list goes by attempt."),
            mostReturns,
        ])

    static let followUp = Entry(
        noun: "follow_up",
        keys: [
            Key("probability", .scalar(.share), "The share of answered contacts that ends in one.", required: true),
            Key("due_within", .scalar(.duration(positive: true)), "Due so long after the talk.", required: true),
            clock,
            Key("work", .distribution, "Agent time that it takes.", required: true),
            Key(
                "serve", .oneOf(.scalar(.word(["inbound_first", "earliest_due"])), .entry(serving)),
                "When an agent does it rather than answer; inbound_first unless given."),
            Key(
                "by",
                .oneOf(
                    .scalar(.text("the name of a group")), .list(.scalar(.text("the name of a group")), of: "groups")),
                "The groups of agents who do it; those who serve the class unless given."),
        ])

    static let transfer = Entry(
        noun: "a transfer",
        keys: [
            Key("to", .scalar(.text("the name of a class")), "The class whose line comes next.", required: true),
            Key("probability", .scalar(.share), "The share of answered contacts.", required: true),
            Key(
                "warm", .entry(warm),
                "The first agent stays until the next has taken over; unless given, the first is free at once."),
        ])

    static let warm = Entry(
        noun: "warm",
        keys: [
            Key(
                "hand_over", .distribution,
                "How long both agents speak before the next agent's own talk begins.", required: true),
            Key(
                "waits_at_most", .scalar(.duration(positive: false)),
                "The first agent then leaves the customer on hold; unless given, waits until somebody comes."),
        ])

    static let background = Entry(
        noun: "background",
        keys: [
            Key("takes", .distribution, "How long one piece takes.", required: true),
            Key(
                "while_idle_at_least", .scalar(.whole(0, mostAgents)),
                "Taken while at least so many agents of the group stay idle.", required: true),
        ])

    static let rest = Entry(
        noun: "pause",
        keys: [
            Key("after", .scalar(.whole(1, 1_000_000)), "After so many contacts in a row.", required: true),
            Key("for", .scalar(.duration(positive: true)), "How long it is.", required: true),
        ])
}
