/// A sweep as a person writes it: a scenario, axes, a design, and how often each point is simulated.
public struct SweepFile: Sendable {
    /// Path of the scenario, as it can be opened.
    public let scenario: String
    public let plan: SweepPlan
    /// Nil where the file does not say.
    public let replications: Int?
    public let seed: UInt64?

    /// True for a text that has the key `sweep`, and so is meant as a sweep and not as a scenario.
    public static func isMeant(by text: String) -> Bool {
        let reading = Reading(directory: "", measures: [])
        let number = reading.addText(named: "", text)
        return WrittenFromYAML.tree(text, text: number, reading: reading)?["sweep"] != nil
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - name: what faults call it.
    ///   - directory: where its scenario is looked for; empty for the working directory.
    ///   - more: changes beside those of `set`.
    /// - Throws: `ScenarioError` with every fault, in order of place.
    public init(
        text: String, named name: String, directory: String, seed given: UInt64?, set more: [Change] = []
    ) throws(ScenarioError) {
        let reading = Reading(directory: directory, measures: [])
        let number = reading.addText(named: name, text)
        guard let root = WrittenFromYAML.tree(text, text: number, reading: reading) else {
            throw ScenarioError(faults: reading.allErrors)
        }
        guard root.map != nil else {
            reading.expected("a sweep, a map with the keys sweep, scenario, axes and others", at: root)
            throw ScenarioError(faults: reading.allErrors)
        }
        // What axes and set hold may be any value of a scenario: their own checks follow.
        let free = ["axes", "set"]
        ShapeCheck(reading: reading).check(
            Written(root.place, .map((root.map ?? []).filter { !free.contains($0.name) })), Self.keys)
        var axes: [SweepAxis] = []
        if let pairs = root["axes"]?.map, !pairs.isEmpty {
            axes = pairs.compactMap { reading.axis($0) }
        } else {
            reading.error(
                root["axes"]?.place ?? root.place,
                "expected axes, a map of what varies, such as {agents.seniors.staff: [10, 11, 12]}")
        }
        let set = reading.fixed(root["set"])
        if !reading.hasErrors {
            for axis in axes where !axis.values.isEmpty {
                do { _ = try axis.change("0") } catch {
                    let place = root["axes"]?.map?.first { $0.name == axis.name }?.place ?? root.place
                    reading.error(place, error.faults[0].message, error.faults[0].suggestion)
                }
            }
        }
        guard !reading.hasErrors else { throw ScenarioError(faults: reading.allErrors) }

        let written = root["scenario"]?.word ?? ""
        scenario = written.hasPrefix("/") || directory.isEmpty ? written : directory + "/" + written
        replications = root["replications"]?.whole()
        seed = root["seed"]?.whole().map { UInt64($0) }
        let design = root["design"]?.word.flatMap(SweepDesign.init(rawValue:)) ?? .grid
        do {
            plan = try SweepPlan(
                axes: axes, design: design, sampled: root["points"]?.whole(), set: set + more,
                seed: given ?? seed ?? 1)
        } catch {
            reading.error((root["points"] ?? root["design"] ?? root["axes"] ?? root).place, error.message)
            throw ScenarioError(faults: reading.allErrors)
        }
    }

    private static let keys = Entry(
        noun: "the sweep",
        keys: [
            Key("sweep", .scalar(.whole(1, 1)), "Version of this format: 1.", required: true),
            Key("scenario", .scalar(.text("a file")), "The scenario, relative to this file.", required: true),
            Key("axes", .scalar([]), "What varies: a path, as behind --set, with its values."),
            Key("design", .scalar(.word(SweepDesign.allCases.map(\.rawValue))), "Which points; grid unless given."),
            Key(
                "points", .scalar(.whole(1, SweepPlan.mostPoints)), "How many, for a design other than grid."),
            Key("set", .scalar([]), "What is changed at every point: a path with its value."),
            Key("replications", .scalar(.whole(1, 100_000_000)), "Of each point; 100 days unless given."),
            Key("seed", .scalar(.whole(0, 9_007_199_254_740_992)), "Of all randomness; 1 unless given."),
        ])
}

extension SweepAxis.Values {
    var isEmpty: Bool { if case .list(let list) = self { list.isEmpty } else { false } }
}

extension Reading {
    /// `PATH: [a, b]`, `PATH: {from, to, steps}` or `PATH: {from, to, by}`.
    fileprivate func axis(_ pair: Written.Pair) -> SweepAxis? {
        if let list = pair.value.list {
            if list.isEmpty { expected("a list of values", at: pair.value) }
            return SweepAxis(name: pair.name, values: .list(list.map(\.flow)))
        }
        guard pair.value.map != nil else {
            expected("a list of values, or a range such as {from: 10, to: 20, steps: 6}", at: pair.value)
            return nil
        }
        let before = hasErrors
        ShapeCheck(reading: self).check(pair.value, Self.range)
        guard let from = pair.value["from"]?.word, let to = pair.value["to"]?.word else { return nil }
        guard let range = SweepRange(from: from, to: to), range.from < range.to else {
            error(
                pair.value.place,
                "expected from below to, two numbers in one unit such as 2 min and 5 min, found \(quote(from)) and "
                    + quote(to))
            return nil
        }
        if let by = pair.value["by"], let text = by.word {
            if pair.value["steps"] != nil { error(by.place, "expected steps or by, found both") }
            guard let step = SweepRange(from: "0" + range.unit, to: text)?.to, step > 0 else {
                error(by.place, "expected a step above 0 in the unit of from and to, found \(quote(text))")
                return nil
            }
            let count = (range.to - range.from) / step
            guard abs(count - count.rounded()) < 1e-9 * max(1, count), count < Double(SweepPlan.mostPoints) else {
                error(by.place, "expected a step that leads from \(from) to \(to), found \(quote(text))")
                return nil
            }
            return SweepAxis(name: pair.name, values: .range(range, levels: Int(count.rounded()) + 1))
        }
        guard before || !hasErrors else { return nil }
        return SweepAxis(name: pair.name, values: .range(range, levels: pair.value["steps"]?.whole()))
    }

    private static let range = Entry(
        noun: "a range",
        keys: [
            Key("from", .scalar(.text("a value")), "The first value.", required: true),
            Key("to", .scalar(.text("a value")), "The last value.", required: true),
            Key(
                "steps", .scalar(.whole(2, SweepPlan.mostPoints)), "How many values, both ends included."),
            Key("by", .scalar(.text("a step")), "From each value to the next."),
        ])

    fileprivate func fixed(_ node: Written?) -> [Change] {
        guard let node else { return [] }
        guard let pairs = node.map else {
            expected("a map of what is set, such as {agents.seniors.staff: 10}", at: node)
            return []
        }
        var changes: [Change] = []
        for pair in pairs {
            do { changes.append(try Change("\(pair.name)=\(pair.value.flow)")) } catch {
                self.error(pair.place, error.faults[0].message, error.faults[0].suggestion)
            }
        }
        return changes
    }
}

extension Written {
    /// The same in YAML's flow form, on one line.
    var flow: String {
        switch content {
        case .scalar(let scalar):
            guard scalar.quoted else { return scalar.text }
            return "\"" + scalar.text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        case .list(let list): return "[" + list.map(\.flow).joined(separator: ", ") + "]"
        case .map(let pairs):
            return "{" + pairs.map { "\($0.name): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }
}
