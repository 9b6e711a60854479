/// The keys of policies: who is served first and by whom, what is announced, and what is promised.
extension Keys {
    static let policy = Entry(
        noun: "policy",
        keys: [
            Key(
                "waiting", .oneOf(.scalar(.word(["first_come_first_served"])), .entry(waiting)),
                "Which waiting contact is served next; first_come_first_served unless given."),
            idleAgent,
            Key(
                "overflow",
                .named(
                    .oneOf(.entry(overflow), .list(.entry(overflow), of: "groups of agents")),
                    noun: "classes of customers"),
                "Groups that serve a class only after a delay, by class."),
            quotes, callbacks,
        ])

    static let classPolicy = Entry(noun: "policy of a class", keys: [idleAgent, quotes, callbacks])

    // MARK: Routing

    private static let idleAgent = Key(
        "idle_agent", .oneOf(.scalar(.word(["longest_idle", "least_occupied", "random"])), .entry(preference)),
        "Which idle agent takes a contact; longest_idle unless given.")

    static let waiting = Entry(
        noun: "waiting",
        keys: [
            Key(
                "priority",
                .list(
                    .oneOf(
                        .scalar(.text("the name of a class")),
                        .list(.scalar(.text("the name of a class")), of: "classes")),
                    of: "classes, the first to be served first"),
                "All classes, the first to be served first; a list inside has equal rank."),
            Key(
                "growing", .named(.entry(growing), noun: "classes of customers"),
                "Points that grow while a contact waits, by class; the most points are served first."),
            Key(
                "group_preference",
                .named(
                    .list(.scalar(.text("the name of a class")), of: "classes, the first to be served first"),
                    noun: "groups of agents"),
                "For each group the classes it serves, the first to be served first."),
        ],
        exactlyOne: [["priority", "growing", "group_preference"]])

    static let growing = Entry(
        noun: "the points of a class",
        keys: [
            Key("head_start", .scalar(.number(.zeroOrMore)), "Points on joining the line; 0 unless given."),
            Key("per_second", .scalar(.number(.zeroOrMore)), "Points for each second on hold; 1 unless given."),
        ])

    static let preference = Entry(
        noun: "idle_agent",
        keys: [
            Key(
                "preference", .list(.scalar(.text("the name of a group")), of: "groups of agents"),
                "Groups of agents, the preferred one first.", required: true)
        ])

    static let overflow = Entry(
        noun: "overflow",
        keys: [
            Key(
                "to", .scalar(.text("the name of a group")),
                "The group, which serves the class only so; its speed for it stands in serves.",
                required: true),
            Key("after", .scalar(.duration(positive: true)), "How long the contact has been on hold.", required: true),
        ])

    // MARK: Quotes

    private static let quotes = Key(
        "quotes",
        .oneOf(
            .scalar(
                .word([
                    "none", "queue_length", "queue_length_with_abandonment", "head_of_line", "last_to_enter_service",
                ])),
            .entry(estimators)),
        "The wait that is announced to whoever must wait; none unless given.")

    private static let percentile = Key(
        "percentile", .scalar(.share), "Announce the wait that this share will not exceed; the mean unless given.")
    private static let announcing = [
        Key("round_up_to", .scalar(.duration(positive: true)), "Rounded up to a multiple of this."),
        Key("padding", .scalar(.duration(positive: false)), "Added before rounding; 0 unless given."),
        Key("repeat_every", .scalar(.duration(positive: true)), "Announced again so often; once unless given."),
        Key(
            "announced", .scalar(.boolean),
            "Whether customers hear it; when not, it only decides who is offered a callback, and nothing is scored. "
                + "True unless given."),
    ]

    static let estimators = Entry(
        noun: "quotes",
        keys: [
            Key(
                "queue_length", .entry(Entry(noun: "queue_length", keys: [percentile] + announcing)),
                "The work ahead, shared by the agents."),
            Key(
                "queue_length_with_abandonment",
                .entry(Entry(noun: "queue_length_with_abandonment", keys: [percentile] + announcing)),
                "The work ahead, of which some will abandon."),
            Key(
                "head_of_line", .entry(Entry(noun: "head_of_line", keys: announcing)),
                "How long the first in line has waited."),
            Key(
                "last_to_enter_service", .entry(Entry(noun: "last_to_enter_service", keys: announcing)),
                "The wait of whoever was last answered from the line."),
            Key(
                "mean_of_last", .entry(Entry(noun: "mean_of_last", keys: [lastContacts] + announcing)),
                "The mean wait of the last so many answered."),
            Key("fixed", .entry(fixed), "Always the same."),
        ],
        exactlyOne: [
            [
                "queue_length", "queue_length_with_abandonment", "head_of_line", "last_to_enter_service",
                "mean_of_last", "fixed",
            ]
        ])

    private static let lastContacts = Key(
        "contacts", .scalar(.whole(1, 1_000_000)), "How many of them.", required: true)

    static let fixed = Entry(
        noun: "fixed",
        keys: [
            Key("says", .scalar(.duration(positive: false)), "The wait that is announced.", required: true),
            Key("repeat_every", .scalar(.duration(positive: true)), "Announced again so often; once unless given."),
        ])

    // MARK: Callbacks

    private static let callbacks = Key(
        "callbacks", .oneOf(.scalar(.word(["none"])), .entry(callback)),
        "Callbacks instead of holding; none unless given.")

    static let callback = Entry(
        noun: "callbacks",
        keys: [
            Key(
                "offer", .oneOf(.scalar(.word(["always", "never"])), .entry(offer)),
                "When a callback is offered to a customer who would have to wait.", required: true),
            Key(
                "accepts",
                .oneOf(
                    .scalar(.share), .list(.entry(acceptance), of: "steps"),
                    .entry(acceptanceCurve)),
                "The share of offers that is accepted; 100% unless given."),
            Key(
                "promise", .oneOf(.scalar(.word(["in_turn"])), .entry(promise)),
                "What is promised; not asked for with offer: never.",
                required: true, unless: ("offer", "never")),
            Key(
                "serve", .oneOf(.scalar(.word(["in_turn", "inbound_first", "earliest_due"])), .entry(serving)),
                "When an agent calls back rather than answers; in_turn with that promise, else inbound_first."),
            Key("dial", .entry(dial), "How the customer is called back; one dial, answered, unless given."),
            Key("gives_up", .distribution, "How long after the promise the customer gives up; never unless given."),
            Key("calls_again", .scalar(.share), "The share of those who give up that calls again at once."),
            clock,
            Key("handle_time", .distribution, "Talk time of a callback; that of the class unless given."),
        ])

    static let clock = Key(
        "clock", .scalar(.word(PromiseClock.allCases.map(\.rawValue))),
        "Whether a promise runs on calendar time or in open hours only; calendar unless given.")

    static let offer = Entry(
        noun: "offer",
        keys: [
            Key("when_quote_at_least", .scalar(.duration(positive: false)), "When the quote is this or more."),
            Key(
                "when_waiting_at_least", .scalar(.whole(0, 1_000_000_000)),
                "When so many of the class are on hold already."),
            Key("after_holding", .scalar(.duration(positive: true)), "To whoever has held for so long."),
            Key(
                "open_at_most", .scalar(.whole(1, 1_000_000_000)),
                "No offer while so many promises of the class are open."),
        ],
        exactlyOne: [["when_quote_at_least", "when_waiting_at_least", "after_holding"]])

    static let acceptance = Entry(
        noun: "a step of accepts",
        keys: [
            Key("quote_at_least", .scalar(.duration(positive: false)), "From this quote on.", required: true),
            Key("share", .scalar(.share), "The share that accepts.", required: true),
        ])

    static let acceptanceCurve = Entry(
        noun: "accepts",
        keys: [
            Key(
                "scale", .scalar(.duration(positive: true)),
                "Accepted with probability 1 - exp(-quote / scale).", required: true)
        ])

    static let promise = Entry(
        noun: "promise",
        keys: [
            Key("within", .scalar(.duration(positive: true)), "Called back within this time."),
            Key(
                "window", .list(.scalar(.duration(positive: false)), of: "two spans of time"),
                "Not before the first and not after the second, from the promise on."),
            Key("scheduled", .entry(scheduled), "At a time, give or take."),
            Key(
                "keepable", .oneOf(.scalar(.share), .entry(keepable)),
                "The shortest time that will be kept with this probability."),
            Key(
                "table", .oneOf(.list(.entry(windowRow), of: "rows"), .entry(windowFile)),
                "Within a window by time and by how many are in line, as holdfast promise finds them."),
        ],
        exactlyOne: [["within", "window", "scheduled", "keepable", "table"]])

    static let windowRow = Entry(
        noun: "a row of windows",
        keys: [
            Key("day", .scalar(.weekdays), "The kind of day of the calendar; every day unless given."),
            Key("from", .scalar(.clock), "From this time of day on; from opening unless given."),
            Key(
                "waiting_at_least", .scalar(.whole(0, 1_000_000_000)),
                "From so many in line on: on hold or promised a callback, of classes that share agents; 0 unless given."
            ),
            Key("window", .scalar(.duration(positive: true)), "Called back within this time.", required: true),
        ])

    static let windowFile = Entry(
        noun: "a file of windows",
        keys: [
            Key(
                "file", .scalar(.text("the name of a CSV file")),
                "A CSV file, relative to the scenario, with the column window_s, and where they differ start, waiting_from, "
                    + "day and class.",
                required: true)
        ])

    /// The columns of a file of windows that are read; it may have more.
    static let windowColumns = ["class", "day", "start", "waiting_from", "window_s"]

    static let scheduled = Entry(
        noun: "scheduled",
        keys: [
            Key("after", .scalar(.duration(positive: true)), "From the promise on."),
            Key(
                "at", .scalar(.clock),
                "When the clock next shows this time; with clock: open_hours, next on a day open at that time."),
            Key("tolerance", .scalar(.duration(positive: false)), "So much before or after it.", required: true),
        ],
        exactlyOne: [["after", "at"]])

    static let keepable = Entry(
        noun: "keepable",
        keys: [
            Key("probability", .scalar(.share), "With which the promise will be kept.", required: true),
            Key(
                "step", .scalar(.duration(positive: true)), "Promised in whole multiples of this; 1 min unless given."),
        ])

    static let serving = Entry(
        noun: "serve",
        keys: [
            Key(
                "when_slack_at_most", .scalar(.duration(positive: false)),
                "When no caller waits, or it is due in at most this time."),
            Key(
                "when_idle_at_least", .scalar(.whole(1, mostAgents)),
                "When no caller waits and so many agents are idle, the one who asks included."),
            Key(
                "when_backlog_at_least", .scalar(.whole(1, 1_000_000_000)),
                "When no caller waits, or so many are open."),
        ],
        exactlyOne: [["when_slack_at_most", "when_idle_at_least", "when_backlog_at_least"]])

    private static let sharesByAttempt = Shape.list(.scalar(.share), of: "shares, one for each attempt")

    static let answeredByTime = Entry(
        noun: "answered",
        keys: [
            Key(
                byTime, .list(.entry(answeredFrom), of: "shares, each with a time such as from: \"07:00\""),
                "The share by time of day, when the ringing ends.", required: true)
        ])

    static let answeredFrom = Entry(
        noun: "a time of day of answered",
        keys: [
            Key("from", .scalar(.clock), "From this time of day on; the first is 00:00.", required: true),
            Key(
                "share", .oneOf(.scalar(.share), sharesByAttempt), "The share of dials; a list goes by attempt.",
                required: true),
        ])

    static let dial = Entry(
        noun: "dial",
        keys: [
            Key(
                "first", .scalar(.word(["agent", "customer"])),
                "Whether an agent is tied up while it rings, or the customer is dialled first; agent unless given."),
            Key("rings", .scalar(.duration(positive: false)), "How long it rings, answered or not; 0 unless given."),
            Key(
                "answered", .oneOf(.scalar(.share), sharesByAttempt, .entry(answeredByTime)),
                "The share of dials that is answered; 100% unless given; a list goes by attempt."),
            Key("attempts", .scalar(.whole(1, 1000)), "Dials at most; 1 unless given."),
            Key("pause", .scalar(.duration(positive: false)), "From the end of a dial to the next; 0 unless given."),
            Key(
                "expires_after", .scalar(.duration(positive: true)),
                "No dial when so long has passed since the promise."),
        ])
}
