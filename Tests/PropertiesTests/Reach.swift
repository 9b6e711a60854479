import Experiments
import Randomness

@testable import Scenarios

/// What of the table of keys a scenario reaches: each key, each word, each form that a value may take.
///
/// Both sides come from the one table by which the reader reads: what there is, and what a written scenario uses of it.
struct Reach {
    fileprivate(set) var reached: Set<String> = []

    // MARK: What there is

    /// Everything that can be reached.
    static let all: Set<String> = {
        var all: Set<String> = []
        collect(.entry(Keys.scenario), at: "", into: &all)
        for family in Distribution.families {
            for form in family.forms { all.insert(name(of: family, form.map(\.name))) }
            if family.bare != nil { all.insert(name(of: family, nil)) }
        }
        return all
    }()

    private static func collect(_ shape: Shape, at place: String, into all: inout Set<String>) {
        switch shape {
        case .scalar(let kinds):
            for kind in kinds {
                if kinds.count > 1 { all.insert(choice(place, kind.expected)) }
                for word in words(of: kind) { all.insert(choice(place, word)) }
            }
        case .list(let element, _): collect(element, at: place + "[]", into: &all)
        case .entry(let entry):
            for key in entry.keys {
                all.insert(entry.noun + ": " + key.name)
                collect(key.holds, at: entry.noun + ": " + key.name, into: &all)
            }
        case .named(let element, _), .byDay(let element): collect(element, at: place + ".*", into: &all)
        case .oneOf(let shapes):
            for shape in shapes {
                all.insert(choice(place, shape.expected))
                collect(shape, at: place, into: &all)
            }
        case .distribution: break
        case .timedDistribution:
            all.insert(choice(place, Keys.byTime))
            all.insert(choice(place, "one distribution"))
        case .timedDistributionBeside(let keys):
            collect(.timedDistribution, at: place, into: &all)
            for key in keys {
                all.insert(place + "." + key.name)
                collect(key.holds, at: place + "." + key.name, into: &all)
            }
        }
    }

    private static func words(of kind: ScalarKind) -> [String] {
        switch kind {
        case .word(let words): words
        case .boolean: ["true", "false"]
        default: []
        }
    }

    private static func choice(_ place: String, _ what: String) -> String { place + " = " + what }

    private static func name(of family: DistributionFamily, _ parameters: [String]?) -> String {
        "distribution " + family.name + (parameters.map { " {" + $0.joined(separator: ", ") + "}" } ?? " alone")
    }

    // MARK: What a scenario uses

    /// Adds what a text uses, which the reader has accepted.
    mutating func add(_ text: String, directory: String) {
        let reading = Reading(directory: directory, measures: MeasureWord.all)
        let number = reading.addText(named: "scenario.yaml", text)
        guard let root = WrittenFromYAML.tree(text, text: number, reading: reading) else { return }
        add(root, .entry(Keys.scenario), at: "")
    }

    private mutating func add(_ node: Written, _ shape: Shape, at place: String) {
        switch shape {
        case .scalar(let kinds):
            guard let scalar = node.scalar else { return }
            for kind in kinds where kind.value(scalar) != nil {
                reached.insert(Self.choice(place, kind.expected))
                if Self.words(of: kind).contains(scalar.text) { reached.insert(Self.choice(place, scalar.text)) }
            }
        case .list(let element, _): for entry in node.list ?? [] { add(entry, element, at: place + "[]") }
        case .entry(let entry):
            for pair in node.map ?? [] {
                guard let key = entry[pair.name] else { continue }
                reached.insert(entry.noun + ": " + key.name)
                add(pair.value, key.holds, at: entry.noun + ": " + key.name)
            }
        case .named(let element, _), .byDay(let element):
            for pair in node.map ?? [] { add(pair.value, element, at: place + ".*") }
        case .oneOf(let shapes):
            guard let fitting = shape.fitting(node) else { return }
            for candidate in shapes {
                if case .scalar(let kinds) = candidate, let scalar = node.scalar {
                    guard kinds.contains(where: { $0.value(scalar) != nil }) else { continue }
                } else if candidate.fitting(node)?.expected != fitting.expected {
                    continue
                }
                reached.insert(Self.choice(place, candidate.expected))
                add(node, candidate, at: place)
            }
        case .distribution: addDistribution(node)
        case .timedDistribution:
            if let timed = node[Keys.byTime] {
                reached.insert(Self.choice(place, Keys.byTime))
                for entry in timed.list ?? [] { addDistribution(entry.without(["from"])) }
            } else {
                reached.insert(Self.choice(place, "one distribution"))
                addDistribution(node)
            }
        case .timedDistributionBeside(let keys):
            for key in keys {
                guard let value = node[key.name] else { continue }
                reached.insert(place + "." + key.name)
                add(value, key.holds, at: place + "." + key.name)
            }
            add(node.without(keys.map(\.name)), .timedDistribution, at: place)
        }
    }

    private mutating func addDistribution(_ node: Written) {
        guard let pair = node.map?.first, let family = Distribution.families.first(where: { $0.name == pair.name })
        else { return }
        let names = Set((pair.value.map ?? []).map(\.name)).subtracting(["file"])
        if let form = family.forms.first(where: { Set($0.map(\.name)) == names }) {
            reached.insert(Self.name(of: family, form.map(\.name)))
        } else {
            reached.insert(Self.name(of: family, nil))
        }
        for inner in pair.value.map ?? [] where inner.name == "of" { addDistribution(inner.value) }
        for part in pair.value.list ?? [] { part["of"].map { addDistribution($0) } }
        for part in pair.value["parts"]?.list ?? [] { part["of"].map { addDistribution($0) } }
    }
}

extension Reach {
    mutating func formUnion(_ other: Reach) { reached.formUnion(other.reached) }
}
