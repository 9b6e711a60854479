/// A scenario as it will be written: a tree of values, lists and maps, before it is made a text.
///
/// A tree, so that a test can take an entry out or put another value in and still has YAML.
indirect enum ScenarioText {
    /// A value as it stands in the file, quotes included.
    case value(String)
    case list([ScenarioText])
    case map([(name: String, holds: ScenarioText)])

    /// YAML: the top level on lines of its own, all below it in braces and brackets.
    var yaml: String {
        guard case .map(let pairs) = self else { return inBraces }
        return pairs.map { pair in
            // The classes and the groups one on a line, so that a fault's line says which.
            guard ["customers", "agents"].contains(pair.name), case .map(let members) = pair.holds, !members.isEmpty
            else { return "\(pair.name): \(pair.holds.inBraces)\n" }
            return "\(pair.name):\n" + members.map { "  \(Self.name($0.name)): \($0.holds.inBraces)\n" }.joined()
        }.joined()
    }

    private var inBraces: String {
        switch self {
        case .value(let text): text
        case .list(let entries): "[" + entries.map(\.inBraces).joined(separator: ", ") + "]"
        case .map(let pairs):
            "{" + pairs.map { "\(Self.name($0.name)): \($0.holds.inBraces)" }.joined(separator: ", ") + "}"
        }
    }

    /// A name in quotes where YAML could take it for something else.
    static func name(_ text: String) -> String {
        text.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x5F } ? text : "\"\(text)\""
    }

    /// The value of a key of this map.
    subscript(name: String) -> ScenarioText? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.name == name }?.holds
    }

    // MARK: Places

    /// How many values, lists and maps there are, this one included.
    var size: Int {
        switch self {
        case .value: 1
        case .list(let entries): entries.reduce(1) { $0 + $1.size }
        case .map(let pairs): pairs.reduce(1) { $0 + $1.holds.size }
        }
    }

    /// What stands at a place, counted from 0 in the order of the text.
    func part(_ place: Int) -> ScenarioText {
        if place == 0 { return self }
        var rest = place - 1
        for child in children {
            if rest < child.size { return child.part(rest) }
            rest -= child.size
        }
        preconditionFailure("a place beyond the end of the tree")
    }

    /// The tree with something else at a place, or nothing there at all.
    func replacing(_ place: Int, by other: ScenarioText?) -> ScenarioText {
        if place == 0 { return other ?? .map([]) }
        var rest = place - 1
        var at = 0
        while rest >= children[at].size {
            rest -= children[at].size
            at += 1
        }
        let changed = rest == 0 ? other : children[at].replacing(rest, by: other)
        switch self {
        case .value: return self
        case .list(var entries):
            if let changed { entries[at] = changed } else { entries.remove(at: at) }
            return .list(entries)
        case .map(var pairs):
            if let changed { pairs[at].holds = changed } else { pairs.remove(at: at) }
            return .map(pairs)
        }
    }

    private var children: [ScenarioText] {
        switch self {
        case .value: []
        case .list(let entries): entries
        case .map(let pairs): pairs.map(\.holds)
        }
    }
}
