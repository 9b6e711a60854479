/// The keys of arrivals.
extension Keys {
    static let arrivals = Entry(
        noun: "arrivals",
        keys: rates(.zeroOrMore) + [
            Key(
                "per_interval",
                .oneOf(
                    .list(.oneOf(expectedCount, countRow), of: "numbers"), .byDay(.oneOf(countRow, .entry(column))),
                    .entry(column)),
                "Expected contacts in each interval; Poisson, at a constant rate within it."),
            Key(
                "linear",
                .oneOf(
                    .list(.oneOf(.entry(ratePoint), ratePoints), of: "points"), .byDay(ratePoints)),
                "Poisson with a rate that runs in straight lines between points."),
            Key("renewal", .distribution, "Independent gaps between arrivals."),
            Key(
                "markov_modulated", .list(.entry(rateState), of: "states"),
                "Poisson at the rate of a hidden state that changes at random."),
            Key("finite_population", .entry(population), "A fixed number of customers who call again."),
            Key("trace", .entry(recorded), "Recorded arrivals in a CSV file."),
            Key(
                "day_to_day_cv", .scalar(.number(.zeroOrMore)),
                "Coefficient of variation of the busyness factor of a day; 0 unless given."),
            Key("day_to_day", .entry(dayToDay), "Busyness of parts of the day, with their correlation."),
            Key(
                "batches", .oneOf(.list(.entry(batch), of: "sizes with shares"), .entry(geometricBatches)),
                "How many customers arrive at once."),
        ],
        exactlyOne: [
            rateNames + ["per_interval", "linear", "renewal", "markov_modulated", "finite_population", "trace"]
        ])

    /// Seconds in the time of each key of a rate.
    static let rateSeconds: [(name: String, seconds: Double)] = [
        ("per_second", 1), ("per_minute", 60), ("per_hour", 3600), ("per_day", 86_400),
    ]
    static let rateNames = rateSeconds.map(\.name)

    private static func rates(_ range: ScalarKind.Range) -> [Key] {
        rateNames.map { name in
            Key(
                name, .scalar(.number(range)), "Contacts \(name.split(separator: "_").joined(separator: " ")), Poisson."
            )
        }
    }

    private static let expectedCount = Shape.scalar(.number(.zeroOrMore))
    private static let countRow = Shape.list(expectedCount, of: "numbers")
    private static let ratePoints = Shape.list(.entry(ratePoint), of: "points")

    static let ratePoint = Entry(
        noun: "a point of a rate",
        keys: [Key("at", .scalar(.clock), "The time of day.", required: true)] + rates(.zeroOrMore),
        exactlyOne: [rateNames])

    static let rateState = Entry(
        noun: "a state",
        keys: rates(.zeroOrMore) + [
            Key("lasts", .scalar(.duration(positive: true)), "Mean length of a stay, exponential.", required: true),
            Key(
                "next", .list(.scalar(.share), of: "shares, one for each state"),
                "Probability of each state as the next one; unless given, the states follow in turn."),
        ],
        exactlyOne: [rateNames])

    static let population = Entry(
        noun: "finite_population",
        keys: [
            Key("customers", .scalar(.whole(1, 1_000_000)), "How many there are.", required: true),
            Key("thinks", .distribution, "Time from the end of a contact to the next.", required: true),
        ])

    static let recorded = Entry(
        noun: "trace",
        keys: [
            Key(
                "file", .scalar(.text("the name of a CSV file")), "A CSV file, relative to the scenario.",
                required: true),
            Key(
                "column", .scalar(.text("the name of a column")),
                "Seconds from midnight of the first day, clock times, or local dates with times.", required: true),
        ])

    static let dayToDay = Entry(
        noun: "day_to_day",
        keys: [
            Key(
                "parts", .list(.scalar(.clock), of: "clock times"), "When each part of the day starts, from \"00:00\"."),
            Key(
                "cv", .oneOf(.scalar(.number(.zeroOrMore)), .list(.scalar(.number(.zeroOrMore)), of: "numbers")),
                "Coefficient of variation of each part's factor.", required: true),
            Key(
                "correlation", .list(.list(.scalar(.number(.any)), of: "numbers"), of: "rows"),
                "Correlation of the parts; none unless given."),
            Key("shared_as", .scalar(.text("a name")), "Classes of one name share the factor of the day."),
        ])

    static let batch = Entry(
        noun: "a size with its share",
        keys: [
            Key("size", .scalar(.whole(1, 100_000)), "How many customers arrive at once.", required: true),
            Key("share", .scalar(.share), "The share of arrivals that bring so many.", required: true),
        ])

    static let geometricBatches = Entry(
        noun: "batches",
        keys: [
            Key("mean", .scalar(.number(.positive)), "Mean size of geometric batches from 1 up.", required: true)
        ])

    /// A time of day with a distribution, in `by_time`.
    static let timed = Key("from", .scalar(.clock), "From this time of day on.", required: true)
    static let byTime = "by_time"
}
