/// A scenario written out again, with changes of its staff or of what is promised: what `run` and `compare` read back.
///
/// The words of the file are kept as they stand, units and expressions included; comments are lost. A table named beside
/// the file is named from the new place.
public struct ScenarioWriting {
    private let tablesFrom: String

    /// - Parameter tablesFrom: put before the names of tables; empty where the new file lies beside the old one.
    public init(tablesFrom: String) { self.tablesFrom = tablesFrom }

    /// The text of a scenario whose groups have these numbers of agents.
    ///
    /// - Parameters:
    ///   - path: of the scenario, which has been read without a fault.
    ///   - changes: as it was read.
    ///   - staff: for each group with numbers, a row of them for each kind of day.
    ///   - shifts: for each group on shifts, its shifts, in place of its numbers where it had some.
    ///   - heading: comments for the top, a line each.
    /// - Throws: `ScenarioError` where the file can no longer be read.
    public func text(
        file path: String, changes: [Change], staff: [(group: String, table: [[Int]])],
        shifts: [(group: String, shifts: [Shift])] = [], heading: [String]
    ) throws(ScenarioError) -> String {
        var root = try tree(file: path, changes: changes)
        for (group, table) in staff { put(table, of: group, into: &root) }
        for (group, shifts) in shifts { put(shifts, of: group, into: &root) }
        return heading.map { "# \($0)\n" }.joined() + block(root, indent: 0)
    }

    /// The text of a scenario whose callbacks are promised by a table of windows, where they were promised within a time
    /// or by a table before; places in line, windows with a start and scheduled times stay as they are.
    ///
    /// - Parameters:
    ///   - windows: the file of the table, as it is named from the place of the new scenario.
    ///   - heading: comments for the top, a line each.
    /// - Throws: `ScenarioError` where the file can no longer be read.
    public func text(
        file path: String, changes: [Change], windows: String, heading: [String]
    ) throws(ScenarioError) -> String {
        var root = try tree(file: path, changes: changes)
        let own = (root["customers"]?.map ?? []).map { ["customers", $0.name, "policy", "callbacks", "promise"] }
        for place in [["policy", "callbacks", "promise"]] + own {
            update(&root, place) { promise in
                guard ["within", "keepable", "table"].contains(where: { promise[$0] != nil }) else { return promise }
                func map(_ name: String, _ value: Written) -> Written {
                    Written(Self.new, .map([.init(name: name, place: Self.new, value: value)]))
                }
                return map(
                    "table", map("file", Written(Self.new, .scalar(.init(text: windows, quoted: true)))))
            }
        }
        return heading.map { "# \($0)\n" }.joined() + block(root, indent: 0)
    }

    /// The place of what stands in no file yet: a table there is named from the new one.
    private static let new = Place(text: -1, line: 0, column: 0)

    private func tree(file path: String, changes: [Change]) throws(ScenarioError) -> Written {
        let gone = ScenarioError(
            faults: [
                ScenarioFault(file: path, line: 0, column: 0, message: "expected the scenario as it was, found another")
            ])
        guard case .success(let bytes) = FileContent.read(path, mostBytes: FileContent.mostScenarioBytes),
            case .success(let text) = TextDecoding.text(bytes)
        else { throw gone }
        let reading = Reading(directory: "", measures: [])
        let number = reading.addText(named: path, text)
        guard var root = WrittenFromYAML.tree(text, text: number, reading: reading) else { throw gone }
        for change in changes {
            ChangeApplying(reading: reading, change: change).apply(to: &root, .entry(Keys.scenario))
        }
        return root
    }

    /// Puts numbers in the place of a group's staff; what they mean stays as it was.
    private func put(_ table: [[Int]], of group: String, into root: inout Written) {
        func list(_ numbers: [Int], _ place: Place) -> Written {
            Written(place, .list(numbers.map { Written(place, .scalar(.init(text: "\($0)", quoted: false))) }))
        }
        update(&root, ["agents", group, "staff"]) { staff in
            let rows = table.map { list($0, staff.place) }
            let numbers = rows.count == 1 ? rows[0] : Written(staff.place, .list(rows))
            guard let means = staff["means"], let pair = staff.map?.first(where: { $0.name == "means" }) else {
                return numbers
            }
            let key = Written.Pair(name: "per_interval", place: staff.place, value: numbers)
            return Written(
                staff.place, .map([key, .init(name: "means", place: pair.place, value: means)]))
        }
    }

    /// Puts shifts in the place of a group's staff or of its shifts.
    private func put(_ shifts: [Shift], of group: String, into root: inout Written) {
        update(&root, ["agents", group]) { entry in
            guard var pairs = entry.map,
                let index = pairs.firstIndex(where: { $0.name == "staff" || $0.name == "shifts" })
            else { return entry }
            let place = pairs[index].place
            pairs[index] = .init(
                name: "shifts", place: place, value: Written(place, .list(shifts.map { written($0, place) })))
            return Written(entry.place, .map(pairs))
        }
    }

    private func written(_ shift: Shift, _ place: Place) -> Written {
        func scalar(_ text: String, quoted: Bool = false) -> Written {
            Written(place, .scalar(.init(text: text, quoted: quoted)))
        }
        func clock(_ seconds: Double) -> Written { scalar(Measurement.clockText(seconds), quoted: true) }
        func pair(_ name: String, _ value: Written) -> Written.Pair { .init(name: name, place: place, value: value) }
        var pairs = [
            pair("agents", scalar("\(shift.agents)")), pair("from", clock(shift.from)), pair("to", clock(shift.to)),
        ]
        if shift.weekdays.count < 7 {
            let days = shift.weekdays.sorted().map { scalar(Weekdays.names[$0]) }
            pairs.append(pair("on", Written(place, .list(days))))
        }
        if !shift.breaks.isEmpty {
            let breaks = shift.breaks.map { one in
                Written(
                    place,
                    .map([pair("at", clock(one.at)), pair("for", scalar(Measurement.durationText(one.length)))]))
            }
            pairs.append(pair("breaks", Written(place, .list(breaks))))
        }
        return Written(place, .map(pairs))
    }

    private func update(_ node: inout Written, _ path: [String], _ change: (Written) -> Written) {
        guard let name = path.first else {
            node = change(node)
            return
        }
        guard case .map(var pairs) = node.content, let index = pairs.firstIndex(where: { $0.name == name }) else {
            return
        }
        update(&pairs[index].value, Array(path.dropFirst()), change)
        node.content = .map(pairs)
    }

    // MARK: YAML

    /// Maps that hold maps or lists stand over several lines, others in braces on one.
    private func block(_ node: Written, indent: Int) -> String {
        guard let pairs = node.map else { return flow(node) + "\n" }
        let space = String(repeating: " ", count: indent)
        return pairs.map { pair in
            let key = space + word(pair.name) + ":"
            let line = key + " " + value(pair)
            if line.unicodeScalars.count <= 110 { return line + "\n" }
            if let list = pair.value.list, list.allSatisfy({ $0.map != nil }) {
                return key + "\n" + list.map { space + "  - " + flow($0) + "\n" }.joined()
            }
            if let list = pair.value.list, list.allSatisfy({ $0.list == nil }) {
                return key + " [\n" + wrapped(list, indent: indent + 2) + "]\n"
            }
            guard pair.value.map != nil else { return line + "\n" }
            return key + "\n" + block(pair.value, indent: indent + 2)
        }.joined()
    }

    private func wrapped(_ list: [Written], indent: Int) -> String {
        let space = String(repeating: " ", count: indent)
        return stride(from: 0, to: list.count, by: 12).map { start in
            space + list[start..<min(start + 12, list.count)].map(flow).joined(separator: ", ")
        }.joined(separator: ",\n")
    }

    private func value(_ pair: Written.Pair) -> String {
        guard pair.name == "file", pair.value.place != Self.new, !tablesFrom.isEmpty, let scalar = pair.value.scalar,
            !scalar.text.hasPrefix("/")
        else { return flow(pair.value) }
        return quoted(tablesFrom + scalar.text)
    }

    private func flow(_ node: Written) -> String {
        switch node.content {
        case .scalar(let scalar):
            if scalar.isNothing { return "null" }
            return scalar.quoted ? quoted(scalar.text) : word(scalar.text)
        case .list(let list): return "[" + list.map(flow).joined(separator: ", ") + "]"
        case .map(let pairs):
            return "{" + pairs.map { word($0.name) + ": " + value($0) }.joined(separator: ", ") + "}"
        }
    }

    /// As it is where YAML reads it back as the same word, else in quotes.
    private func word(_ text: String) -> String {
        let isPlain =
            text.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
                    || " ._%/+-".unicodeScalars.contains($0)
            } && text.unicodeScalars.first.map { $0 != " " && $0 != "-" && $0 != "%" } ?? false
            && text.unicodeScalars.last != " "
        return isPlain || Decimal.value(text) != nil ? text : quoted(text)
    }

    private func quoted(_ text: String) -> String { JSON.text(text).rendered() }
}
