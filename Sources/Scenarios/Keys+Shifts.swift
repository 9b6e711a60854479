/// The shifts of a group, and those that it may work.
extension Keys {
    static let shift = Entry(
        noun: "a shift",
        keys: [
            Key("agents", .scalar(.whole(0, mostAgents)), "How many work this shift.", required: true),
            Key("from", .scalar(.clock), "When it starts.", required: true),
            Key(
                "to", .scalar(.clock), "When it ends; a time up to from, or past 24:00, is on the next day.",
                required: true),
            Key("breaks", .list(.entry(pause), of: "breaks"), "Pauses; each waits for the contact in hand."),
            Key(
                "on", .oneOf(.scalar(.weekdays), .list(.scalar(.weekdays), of: "weekdays")),
                "The weekdays on which it is worked; every day unless given."),
        ])

    static let pause = Entry(
        noun: "a break",
        keys: [
            Key("at", .scalar(.clock), "When it starts.", required: true),
            Key("for", .scalar(.duration(positive: true)), "How long it is.", required: true),
        ])

    // MARK: Shifts to choose from

    /// Shifts of one group that `staff` chooses from are at most so many: starts times lengths times ways to place breaks.
    static let mostShiftChoices = 20_000

    static let mayWork = Entry(
        noun: "may_work",
        keys: [
            Key(
                "shifts", .list(.entry(shiftShape), of: "shifts that may be worked"),
                "The shifts from which staff chooses.", required: true),
            Key("at_least", .scalar(.whole(0, mostAgents)), "Agents of the group on any one day, or more."),
            Key("at_most", .scalar(.whole(0, mostAgents)), "Agents of the group on any one day, or fewer."),
        ])

    static let shiftShape = Entry(
        noun: "a shift that may be worked",
        keys: [
            Key(
                "starts", .oneOf(.scalar(.clock), .list(.scalar(.clock), of: "clock times"), .entry(startRange)),
                "When it may start: a time, several, or a range with a step.", required: true),
            Key(
                "lasts",
                .oneOf(
                    .scalar(.duration(positive: true)), .list(.scalar(.duration(positive: true)), of: "spans of time")),
                "How long it is, breaks included; several lengths may be given.", required: true),
            Key("breaks", .list(.entry(breakChoice), of: "breaks"), "Its breaks, in order."),
            Key(
                "on", .oneOf(.scalar(.weekdays), .list(.scalar(.weekdays), of: "weekdays")),
                "The weekdays on which it may be worked; every day unless given."),
            Key(
                "price", .scalar(.number(.zeroOrMore)),
                "What one agent's shift costs; its hours at agent_hour unless given."),
            Key("at_least", .scalar(.whole(0, mostAgents)), "Agents on such shifts on any one day, or more."),
            Key("at_most", .scalar(.whole(0, mostAgents)), "Agents on such shifts on any one day, or fewer."),
        ])

    static let startRange = Entry(
        noun: "a range of starts",
        keys: [
            Key("from", .scalar(.clock), "The first start.", required: true),
            Key("to", .scalar(.clock), "No start is later.", required: true),
            Key("every", .scalar(.duration(positive: true)), "The step from one start to the next.", required: true),
        ])

    static let breakChoice = Entry(
        noun: "a break of a shift that may be worked",
        keys: [
            Key(
                "after",
                .oneOf(
                    .scalar(.duration(positive: false)), .list(.scalar(.duration(positive: false)), of: "spans of time")
                ),
                "When it starts, from the start of the shift; one of several times may be chosen.", required: true),
            Key("for", .scalar(.duration(positive: true)), "How long it is.", required: true),
        ])
}
