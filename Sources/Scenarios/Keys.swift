/// The keys of a scenario: one table for each entry that can be written.
enum Keys {
    static let mostClasses = 10_000
    static let mostAgents = 1_000_000

    static let scenario = Entry(
        noun: "the scenario",
        keys: [
            Key("holdfast", .scalar(.whole(1, 1)), "Version of this format: 1.", required: true),
            Key("name", .scalar(.text("a name")), "What is simulated, in a few words.", required: true),
            Key("about", .scalar(.text("a sentence")), "What the scenario shows, and where its numbers come from."),
            Key("day", .entry(day), "Opening hours of a day; several days alike with days."),
            Key("calendar", .entry(calendar), "Opening hours that differ by weekday."),
            Key("horizon", .entry(horizon), "A steady centre without hours."),
            Key(
                "customers", .named(.entry(customers), noun: "classes of customers"),
                "The classes of customers, by name.", required: true),
            Key(
                "agents", .named(.entry(agents), noun: "groups of agents"), "The groups of agents, by name.",
                required: true),
            Key("policy", .entry(policy), "Who is served first, and by whom."),
            Key("lines", .scalar(.whole(1, 1_000_000)), "Trunk lines: contacts in talk or on hold at once."),
            Key("targets", .list(.entry(target), of: "targets"), "What the centre owes, in measured form."),
            Key(
                "report_within", .oneOf(.scalar(.duration(positive: false)), durations),
                "Further thresholds at which service levels are told."),
            Key(
                "short_abandon_within", .scalar(.duration(positive: false)),
                "Abandonments after at most this time count as short; 5 s unless given."),
            Key("costs", .entry(costs), "Prices, in any one currency."),
        ],
        exactlyOne: [["day", "calendar", "horizon"]])

    private static let durations = Shape.list(.scalar(.duration(positive: false)), of: "spans of time")

    // MARK: Hours

    static let day = Entry(
        noun: "day",
        keys: [
            opens, closes, interval, atClose,
            Key("days", .scalar(.whole(1, 3660)), "How many such days follow each other; 1 unless given."),
        ])

    static let calendar = Entry(
        noun: "calendar",
        keys: [
            interval, atClose,
            Key("days", .scalar(.whole(1, 3660)), "How many days the calendar runs; 7 unless given."),
            Key("starts_on", .scalar(.word(Weekdays.names)), "Weekday of the first day; mon unless given."),
            Key(
                "week", .list(.entry(weekdayHours), of: "opening hours"),
                "Opening hours by weekday; days that are not named are closed.", required: true),
        ])

    static let weekdayHours = Entry(
        noun: "opening hours",
        keys: [
            Key(
                "on", .oneOf(.scalar(.weekdays), .list(.scalar(.weekdays), of: "weekdays")),
                "The weekdays: fri, sun-thu or [mon, wed].", required: true),
            opens, closes,
        ])

    private static let opens = Key("opens", .scalar(.clock), "When the centre opens.", required: true)
    private static let closes = Key(
        "closes", .scalar(.clock), "When it closes; a time up to opens, or past 24:00, is on the next day.",
        required: true)
    private static let interval = Key(
        "interval", .scalar(.duration(positive: true)), "The planning step: a whole part of 24 h.", required: true)
    private static let atClose = Key(
        "at_close", .scalar(.word(AtClose.allCases.map(\.rawValue))),
        "What happens to those on hold at closing time; serve_waiting unless given.")

    static let horizon = Entry(
        noun: "horizon",
        keys: [
            Key("for", .scalar(.duration(positive: true)), "How long the run is."),
            Key("calls", .scalar(.whole(1, 1_000_000_000_000)), "How many contacts the run has."),
            Key(
                "warm_up",
                .scalar(.duration(positive: false), .whole(0, 1_000_000_000_000), .word(["found"])),
                "What is left out at the start: a span of time, a number of contacts, 0, or found; found unless given."),
        ],
        exactlyOne: [["for", "calls"]])

    // MARK: Customers

    static let customers = Entry(
        noun: "a class of customers",
        keys: [
            Key("arrivals", .entry(arrivals), "How customers arrive.", required: true),
            Key("menu", .entry(menu), "What comes before anybody is asked for; none unless given."),
            Key("handle_time", .timedDistribution, "Talk time.", required: true),
            Key("after_call", .timedDistribution, "Work after the talk; the agent is busy, the customer gone."),
            Key(
                "patience", .oneOf(.scalar(.word(["none"])), .timedDistributionBeside([afterQuote])),
                "How long customers hold before they abandon; none, or no key: for ever."),
            Key(
                "balks", .oneOf(.scalar(.share), .list(.entry(balkingStep), of: "steps")),
                "The share that leaves at once on finding a wait, or on hearing a quote."),
            Key("redials", .entry(redials), "Who calls again after abandoning or being blocked."),
            Key("unresolved", .entry(unresolved), "Contacts that solve nothing, and who then calls again."),
            Key("follow_up", .entry(followUp), "Contacts that end in a commitment: research, an e-mail, paperwork."),
            Key("transfers", .list(.entry(transfer), of: "transfers"), "Contacts that go on to another line."),
            Key("waiting_places", .scalar(.whole(0, 1_000_000_000)), "How many may wait in this class's line."),
            Key("loyal", .scalar(.boolean), "Whether the class's numbers are also told as those of loyal customers."),
            Key("value", .scalar(.number(.zeroOrMore)), "What one contact is worth; 1 unless given."),
            Key("draws_as", .scalar(.text("a name")), "Classes of one name meet the same random draws."),
            Key("policy", .entry(classPolicy), "Choices of policy that differ for this class."),
        ])

    /// Beside the distribution of patience.
    static let afterQuote = Key(
        "after_quote", .scalar(.number(.zeroOrMore)),
        "The hazard of abandoning is multiplied by this once the quoted wait has passed.")

    static let balkingStep = Entry(
        noun: "a step of balks",
        keys: [
            Key("waiting_at_least", .scalar(.whole(0, 1_000_000_000)), "From this many waiting on."),
            Key("quote_at_least", .scalar(.duration(positive: false)), "From this quote on."),
            Key("share", .scalar(.share), "The share that leaves at once.", required: true),
        ],
        exactlyOne: [["waiting_at_least", "quote_at_least"]])

    // MARK: Agents

    static let agents = Entry(
        noun: "a group of agents",
        keys: [
            Key(
                "serves",
                .oneOf(
                    .scalar(.word(["nobody"])), .list(.scalar(.text("the name of a class")), of: "classes"),
                    .named(.entry(skill), noun: "classes that are served")),
                "The classes that these agents serve; nobody for a back office.", required: true),
            Key(
                "staff",
                .oneOf(
                    .scalar(.whole(0, mostAgents), .word(["unlimited"])), staffList, .byDay(staffRow), .entry(staff)),
                "How many agents there are: a number, or one for each interval."),
            Key("shifts", .list(.entry(shift), of: "shifts"), "Named agents who come and go together."),
            Key("shrinkage", .scalar(.share), "The share of rostered agents who are absent on a day."),
            Key("background", .entry(background), "Work without end, such as outbound lists."),
            Key(
                "reserves", .named(.scalar(.whole(1, mostAgents)), noun: "classes that are served"),
                "Idle agents kept free for a class: others are served only while more are idle."),
            Key(
                "occupancy_ceiling", .scalar(.share),
                "With shifts: whoever was busier than this share of the time on duty, pauses included and breaks not, pauses first."
            ),
            Key("pause", .entry(rest), "With shifts: a pause after so many contacts in a row."),
        ],
        exactlyOne: [["staff", "shifts"]])

    static let skill = Entry(
        noun: "a class that is served",
        keys: [
            Key("speed", .scalar(.number(.positive)), "Talk and after-call work are divided by this; 1 unless given."),
            Key("handle_time", .distribution, "Talk time of this class with these agents."),
        ])

    private static let wholeRow = Shape.list(.scalar(.whole(0, mostAgents)), of: "whole numbers")
    private static let staffRow = Shape.oneOf(wholeRow, .entry(column))
    private static let staffList = Shape.list(
        .oneOf(.scalar(.whole(0, mostAgents)), wholeRow), of: "whole numbers, one for each interval")

    static let staff = Entry(
        noun: "staff",
        keys: [
            Key(
                "per_interval", .oneOf(.scalar(.whole(0, mostAgents)), staffList, .byDay(staffRow), .entry(column)),
                "One number for each interval."),
            Key("file", .scalar(.text("the name of a CSV file")), "A CSV file, relative to the scenario."),
            columnKey,
            Key(
                "means", .scalar(.word(HeadcountMeaning.allCases.map(\.rawValue))),
                "Whether the numbers are rostered (paid; shrinkage is drawn) or present; present unless given."),
        ],
        exactlyOne: [["per_interval", "file"]], together: [["file", "column"]])

    /// A column of a CSV file.
    static let column = Entry(
        noun: "a column of a file",
        keys: [
            Key(
                "file", .scalar(.text("the name of a CSV file")), "A CSV file, relative to the scenario.",
                required: true),
            Key(columnKey.name, columnKey.holds, columnKey.explains, required: true),
        ])

    static let columnKey = Key(
        "column",
        .oneOf(.scalar(.text("the name of a column")), .list(.scalar(.text("the name of a column")), of: "columns")),
        "The column's name; with a calendar, one for each kind of day.")

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

    // MARK: Targets, costs

    static let target = Entry(
        noun: "a target",
        keys: [
            Key("measure", .scalar(.text("the name of a measure")), "What is measured.", required: true),
            Key("within", .scalar(.duration(positive: false)), "The threshold of a service level."),
            Key("for", .scalar(.text("the name of a class or group")), "One class or group; else the whole centre."),
            Key("at_least", .scalar(.bound), "The measure is this or more."),
            Key("at_most", .scalar(.bound), "The measure is this or less."),
            Key(
                "over", .scalar(.word(TargetPeriod.allCases.map(\.rawValue))),
                "Measured over the whole run, each interval, or each day; run unless given."),
            Key("share_of_days", .scalar(.share), "With over: day, the share of days that meet it."),
        ],
        exactlyOne: [["at_least", "at_most"]])

    static let costs = Entry(
        noun: "costs",
        keys: [
            Key("agent_hour", .scalar(.number(.zeroOrMore)), "One paid hour."),
            Key("overtime_hour", .scalar(.number(.zeroOrMore)), "One hour of overtime."),
            Key("lost_contact", .scalar(.number(.zeroOrMore)), "One contact that is blocked, balks or abandons."),
            Key("waiting_minute", .scalar(.number(.zeroOrMore)), "One minute on hold."),
            Key("broken_promise", .scalar(.number(.zeroOrMore)), "One promise that was not kept."),
        ])
}
