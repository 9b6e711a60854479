@testable import Scenarios

/// Writes random scenarios that can be simulated, of every key that the reader knows.
///
/// It walks the reader's own table of keys. A key of which it knows nothing is written by its shape alone, so that a new
/// key is tried from the day on which it stands in the table; `ruled` holds what the shape does not tell, such as that
/// names must be known and shares add up.
struct ScenarioGenerator {
    var dice: Dice
    var plan: CentrePlan
    /// Tables that the scenario names: the text of each file.
    var files: [String: String] = [:]
    /// The class or the group that is being written.
    var position = 0
    /// Entries being written, the innermost last.
    var entries: [Entry] = []
    /// Whether the callbacks being written keep their place in line.
    var keepsPlace = false
    /// Distributions inside of distributions.
    var depth = 0
    /// Whether the time being written may last for ever: patience, and giving up on a promise.
    var mayLastForEver = false

    /// What is written under a key.
    enum Choice {
        /// Whatever fits its shape.
        case byShape
        /// The key is left out.
        case never
        case this(ScenarioText)
    }

    init(seed: UInt64) {
        dice = Dice(seed)
        plan = CentrePlan(&dice)
        plan.sharedBusyness = busyness(sharedAs: "town")
    }

    /// A whole scenario.
    mutating func scenario() -> ScenarioText { entry(Keys.scenario) }

    // MARK: By shape

    /// The chance that a key that may be left out is written.
    private static let chanceOfKey = 0.3

    mutating func entry(_ entry: Entry) -> ScenarioText {
        entries.append(entry)
        defer { entries.removeLast() }
        var left = keysLeftOut(of: entry)
        for group in entry.exactlyOne {
            let chosen = dice.one(of: group.filter { !left.contains($0) })
            left.formUnion(group.filter { $0 != chosen })
        }
        var pairs: [(name: String, holds: ScenarioText)] = []
        let mustStand = Set(entry.exactlyOne.joined()).union(keysForced(in: entry))
        for key in entry.keys where !left.contains(key.name) {
            if entry.together.contains(where: { $0.contains(key.name) && !left.isDisjoint(with: $0) }) { continue }
            let isTogether = entry.together.contains { $0.contains(key.name) }
            guard key.required || mustStand.contains(key.name) || isTogether || dice.says(Self.chanceOfKey) else {
                continue
            }
            switch ruled(key, in: entry) {
            case .never: continue
            case .this(let text): pairs.append((key.name, text))
            case .byShape: pairs.append((key.name, text(key.holds)))
            }
        }
        for (key, needed) in Self.needs[entry.noun] ?? [] where !pairs.contains(where: { $0.name == needed }) {
            pairs.removeAll { $0.name == key }
        }
        for (key, excluded) in Self.excludes[entry.noun] ?? [] where pairs.contains(where: { $0.name == key }) {
            pairs.removeAll { $0.name == excluded }
        }
        return .map(pairs)
    }

    mutating func text(_ shape: Shape) -> ScenarioText {
        switch shape {
        case .scalar(let kinds): return .value(value(dice.one(of: kinds)))
        case .list(let element, _):
            return .list((0..<dice.whole(1...3)).map { _ in text(element) })
        case .entry(let entry): return self.entry(entry)
        case .named(let element, let noun):
            let names = noun.contains("group") ? plan.groups : plan.classes
            let chosen = names.filter { _ in dice.says(0.6) }
            return .map((chosen.isEmpty ? names : chosen).map { ($0, text(element)) })
        case .byDay(let element):
            return .map(plan.kinds.map { ($0.on.joined(separator: ", "), text(element)) })
        case .oneOf(let shapes): return text(dice.one(of: shapes))
        case .distribution: return distribution()
        case .timedDistribution: return timedDistribution()
        case .timedDistributionBeside(let keys):
            mayLastForEver = true
            defer { mayLastForEver = false }
            guard case .map(var pairs) = timedDistribution() else { return .map([]) }
            for key in keys {
                let holder = Entry(noun: "beside", keys: [key])
                if case .map(let beside) = self.entry(holder) { pairs += beside }
            }
            return .map(pairs)
        }
    }

    /// A value of a kind, small enough for a small centre.
    mutating func value(_ kind: ScalarKind) -> String {
        switch kind {
        case .text(let noun): return ScenarioText.name(named(noun))
        case .word(let words): return dice.one(of: words)
        case .boolean: return dice.one(of: ["true", "false"])
        case .number(.any): return dice.one(of: ["-1", "0", "0.5", "2", "1e1"])
        case .number(.zeroOrMore): return dice.one(of: ["0", "0.5", "1", "2", "+3", ".25"])
        case .number(.positive): return dice.one(of: ["0.5", "1", "1.25", "2"])
        case .whole(let from, let to): return "\(dice.whole(from...min(to, max(from, 1) + 4)))"
        case .duration(let positive):
            return dice.one(
                of: ["15 s", "45 s", "1 min", "2.5 min", "0.1 h", "90s", "500 ms"] + (positive ? [] : ["0", "0 s"]))
        case .share: return dice.one(of: ["0", "5%", "10 %", "0.25", "40%", "60%", "1", "100%"])
        case .clock: return "\"10:00\""
        case .rate: return dice.one(of: ["0.5 per min", "1 per min", "30 per h", "0.02 per s"])
        case .weekdays: return dice.one(of: ["mon", "mon-wed", "sun"])
        case .bound: return "1"
        }
    }

    private mutating func named(_ noun: String) -> String {
        switch noun {
        case "the name of a class": dice.one(of: plan.classes)
        case "the name of a group": dice.one(of: plan.groups)
        case "the name of a measure": dice.one(of: measures).name
        default: dice.one(of: ["one", "two", "Ämter und Höfe", "12"])
        }
    }

    /// A share that leaves room for others.
    mutating func smallShare() -> ScenarioText { .value(dice.one(of: ["0", "5%", "0.1", "25 %", "30%"])) }

    mutating func innerShare() -> ScenarioText { .value(dice.one(of: ["50%", "0.8", "90 %", "0.95"])) }

    /// A column of numbers in a file of its own.
    mutating func column(_ cells: [String], name: String = "value") -> [(name: String, holds: ScenarioText)] {
        let file = "table\(files.count + 1).csv"
        files[file] = ([name] + cells).joined(separator: "\n") + "\n"
        return [("file", .value(file)), ("column", .value(name))]
    }

    /// Columns of one file, of which the shorter ones end early.
    mutating func columns(_ rows: [[String]]) -> [(name: String, holds: ScenarioText)] {
        if rows.count == 1 { return column(rows[0]) }
        let file = "table\(files.count + 1).csv"
        let names = rows.indices.map { "kind_\($0 + 1)" }
        var lines = [names.joined(separator: ",")]
        for line in 0..<(rows.map(\.count).max() ?? 0) {
            lines.append(rows.map { line < $0.count ? $0[line] : "" }.joined(separator: ","))
        }
        files[file] = lines.joined(separator: "\n") + "\n"
        return [("file", .value(file)), ("column", .list(names.map { .value($0) }))]
    }

    static func clock(_ seconds: Int) -> ScenarioText {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let minutes = two(seconds / 3600) + ":" + two(seconds / 60 % 60)
        return .value("\"" + minutes + (seconds % 60 == 0 ? "" : ":" + two(seconds % 60)) + "\"")
    }
}
