/// What may stand at one place of a scenario. Reading, the messages about what does not fit, changes by path and the
/// JSON Schema all follow these shapes, so that they cannot drift apart.
indirect enum Shape: Sendable {
    /// One value, of one of these kinds.
    case scalar([ScalarKind])
    /// A list; the noun is its entries', in the plural.
    case list(Shape, of: String)
    /// A map with known keys.
    case entry(Entry)
    /// A map whose keys are names that the writer chooses; the noun is what a name stands for.
    case named(Shape, noun: String)
    /// A map with a value for each kind of day: `{sun-thu: …, fri: …}`.
    case byDay(Shape)
    /// Told apart by whether a value, a list or a map stands there.
    case oneOf([Shape])
    /// `{lognormal: {mean: 188 s, cv: 1.27}}`.
    case distribution
    /// A distribution, or several by time of day.
    case timedDistribution
    /// The same with keys of its own beside it: `{exponential: {mean: 10 min}, after_quote: 1.5}`.
    case timedDistributionBeside([Key])

    static func scalar(_ kinds: ScalarKind...) -> Shape { .scalar(kinds) }
    static func oneOf(_ shapes: Shape...) -> Shape { .oneOf(shapes) }
}

/// A map with known keys: a table of what it may hold.
struct Entry: Sendable {
    /// With its article: `a class of customers`.
    var noun: String
    var keys: [Key]
    /// Groups of keys of which exactly one stands in the map.
    var exactlyOne: [[String]] = []
    /// Keys that must come together, or not at all.
    var together: [[String]] = []

    subscript(name: String) -> Key? { keys.first { $0.name == name } }
}

/// One key of an entry.
struct Key: Sendable {
    var name: String
    var holds: Shape
    /// In one line, for the schema and the editor.
    var explains: String
    var required: Bool
    /// Not required after all where another key holds this word.
    var unless: (key: String, word: String)?

    init(
        _ name: String, _ holds: Shape, _ explains: String, required: Bool = false,
        unless: (key: String, word: String)? = nil
    ) {
        self.name = name
        self.holds = holds
        self.explains = explains
        self.required = required
        self.unless = unless
    }

    /// Whether the key must stand in this map.
    func isRequired(in node: Written) -> Bool {
        required && !(unless.map { node[$0.key]?.word == $0.word } ?? false)
    }
}

extension Shape {
    /// The scalar kinds that may stand here, when a single value may.
    var scalarKinds: [ScalarKind] {
        switch self {
        case .scalar(let kinds): kinds
        case .oneOf(let shapes): shapes.flatMap(\.scalarKinds)
        default: []
        }
    }

    /// In words that follow "expected".
    var expected: String {
        switch self {
        case .scalar(let kinds): enumerate(kinds.map(\.expected), "or")
        case .list(_, let noun): "a list of \(noun)"
        case .entry(let entry): "a map with the key\(entry.keys.count == 1 ? "" : "s") \(entry.listing)"
        case .named(_, let noun): "a map of \(noun)"
        case .byDay: "a map with a key for each kind of day"
        case .oneOf(let shapes): enumerate(shapes.map(\.expected), "or")
        case .distribution: "a distribution such as {exponential: {mean: 3 min}}"
        case .timedDistribution, .timedDistributionBeside:
            "a distribution such as {exponential: {mean: 3 min}}, or {by_time: […]}"
        }
    }

    /// The shape that a node has to fit: of several, the one of its kind.
    func fitting(_ node: Written) -> Shape? {
        switch (self, node.content) {
        case (.oneOf(let shapes), .map(let pairs)):
            // A map by day is told by its first key, which no entry uses.
            let maps = shapes.filter { $0.fitting(node) != nil }
            let days = pairs.first.map { Weekdays.days($0.name) != nil } ?? false
            return (maps.first { if case .byDay = $0 { days } else { !days } } ?? maps.first)?.fitting(node)
        case (.oneOf(let shapes), _): return shapes.lazy.compactMap { $0.fitting(node) }.first
        case (.scalar, .scalar), (.list, .list), (.entry, .map), (.named, .map), (.byDay, .map), (.distribution, .map),
            (.timedDistribution, .map), (.timedDistributionBeside, .map):
            return self
        default: return nil
        }
    }
}

extension Entry {
    /// The keys, for a message.
    var listing: String {
        enumerate(keys.map(\.name), exactlyOne.contains { $0.count == keys.count } ? "or" : "and")
    }
}
