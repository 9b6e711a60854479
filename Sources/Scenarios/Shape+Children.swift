import Randomness

extension Shape {
    /// What may stand under a key of this map; nil when the key is unknown.
    func child(_ name: String) -> Shape? {
        switch self {
        case .entry(let entry): return entry[name]?.holds
        case .named(let element, _): return element
        case .byDay(let element): return Weekdays.days(name) == nil ? nil : element
        case .distribution: return Shape.family(name)
        case .timedDistribution: return name == Keys.byTime ? Shape.byTime : Shape.family(name)
        case .timedDistributionBeside(let keys):
            return keys.first { $0.name == name }?.holds ?? Shape.timedDistribution.child(name)
        case .oneOf(let shapes): return shapes.lazy.compactMap { $0.child(name) }.first
        case .scalar, .list: return nil
        }
    }

    /// What an entry of this list may be.
    var element: Shape? {
        switch self {
        case .list(let element, _): element
        case .oneOf(let shapes): shapes.lazy.compactMap(\.element).first
        default: nil
        }
    }

    /// The keys that this map may hold, where they are known.
    var keyNames: [String] {
        switch self {
        case .entry(let entry): entry.keys.map(\.name)
        case .distribution: Distribution.families.map(\.name)
        case .timedDistribution: [Keys.byTime] + Distribution.families.map(\.name)
        case .timedDistributionBeside(let keys): Shape.timedDistribution.keyNames + keys.map(\.name)
        case .oneOf(let shapes): shapes.flatMap(\.keyNames)
        default: []
        }
    }

    /// The parameters of a family of distributions.
    static func family(_ name: String) -> Shape? {
        guard let family = Distribution.families.first(where: { $0.name == name }) else { return nil }
        let parameters = family.forms.joined()
        let keys = family.parameterNames.compactMap { name in
            parameters.first { $0.name == name }.map { Key(name, Shape.of($0.kind), family.convention) }
        }
        let named = Shape.entry(Entry(noun: family.name, keys: keys))
        return family.bare.map { .oneOf([Shape.of($0.kind), named]) } ?? named
    }

    /// Distributions by time of day.
    static var byTime: Shape {
        let families = Distribution.families.compactMap { family in
            Shape.family(family.name).map { Key(family.name, $0, family.convention) }
        }
        return .list(
            .entry(Entry(noun: "a distribution from a time on", keys: [Keys.timed] + families)), of: "distributions")
    }
}
