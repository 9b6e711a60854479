/// Reads a scenario from YAML or JSON, with the tables it names, and tells everything that is wrong with it at once.
public struct ScenarioReader: Sendable {
    private let measures: [MeasureWord]

    /// - Parameter measures: the measures that targets may name.
    public init(measures: [MeasureWord]) {
        self.measures = measures
    }

    /// Reads a file; tables are looked for beside it.
    ///
    /// - Parameters:
    ///   - path: the file as the user named it; faults name it so.
    ///   - changes: applied in order before anything is checked.
    /// - Throws: `ScenarioError` with every fault, in order of place.
    public func read(file path: String, changes: [Change] = []) throws(ScenarioError) -> ReadScenario {
        let text = try Self.text(of: path, expected: "a scenario in YAML or JSON")
        return try read(text: text, named: path, directory: Self.directory(of: path), changes: changes)
    }

    /// The text of a file.
    /// - Parameter expected: what the file should hold, for the message when it cannot be read.
    public static func text(of path: String, expected: String) throws(ScenarioError) -> String {
        func refused(_ refusal: Refusal) -> ScenarioError {
            ScenarioError(
                faults: [
                    ScenarioFault(
                        file: path, line: refusal.line, column: refusal.column,
                        message: "expected \(expected), but this \(sentence(refusal.message))",
                        suggestion: refusal.suggestion)
                ])
        }
        switch FileContent.read(path, mostBytes: FileContent.mostScenarioBytes) {
        case .failure(let refusal): throw refused(refusal)
        case .success(let bytes):
            switch TextDecoding.text(bytes) {
            case .failure(let refusal): throw refused(refusal)
            case .success(let text): return text
            }
        }
    }

    /// The folder of a file; empty for the working directory.
    public static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
    }

    private static func sentence(_ message: String) -> String {
        message == "does not exist"
            ? "file \(message)" : message.hasPrefix("cannot") || message.hasPrefix("may") ? "file \(message)" : message
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: YAML or JSON.
    ///   - name: what faults call it.
    ///   - directory: where the files it names are looked for; empty for the working directory.
    ///   - changes: applied in order before anything is checked.
    /// - Throws: `ScenarioError` with every fault, in order of place.
    public func read(
        text: String, named name: String, directory: String, changes: [Change] = []
    ) throws(ScenarioError) -> ReadScenario {
        try read(ScenarioText(text, named: name, directory: directory), changes: changes)
    }

    /// Reads a text that was taken apart before.
    ///
    /// - Parameter changes: applied in order before anything is checked.
    /// - Throws: `ScenarioError` with every fault, in order of place.
    public func read(_ text: ScenarioText, changes: [Change] = []) throws(ScenarioError) -> ReadScenario {
        let reading = Reading(directory: text.directory, measures: measures)
        let number = reading.addText(named: text.name, text.content)
        guard var root = text.root ?? WrittenFromYAML.tree(text.content, text: number, reading: reading) else {
            throw ScenarioError(faults: reading.allErrors)
        }
        let shape = Shape.entry(Keys.scenario)
        guard root.map != nil else {
            reading.expected("a scenario, a map with the keys holdfast, name, customers, agents and others", at: root)
            throw ScenarioError(faults: reading.allErrors)
        }
        guard reading.knowsVersion(root) else { throw ScenarioError(faults: reading.allErrors) }
        for change in changes { ChangeApplying(reading: reading, change: change).apply(to: &root, shape) }
        ShapeCheck(reading: reading).check(root, Keys.scenario)
        let scenario = reading.scenario(root)
        guard !reading.hasErrors, let scenario else { throw ScenarioError(faults: reading.allErrors) }
        let canonical = CanonicalForm(reading: reading).text(root, shape)
        return ReadScenario(
            scenario: scenario, warnings: reading.allWarnings, resolvedSHA256: SHA256.hexadecimal(canonical))
    }
}

/// The text of a scenario, taken apart once to be read again and again, with other changes each time.
public struct ScenarioText: Sendable {
    let name: String
    let directory: String
    let content: String
    /// Nil where there is something to say of the text: then each reading takes it apart anew, and says it.
    let root: Written?

    /// - Parameters:
    ///   - content: YAML or JSON.
    ///   - name: what faults call it.
    ///   - directory: where the files it names are looked for; empty for the working directory.
    public init(_ content: String, named name: String, directory: String) {
        self.name = name
        self.directory = directory
        self.content = content
        let reading = Reading(directory: directory, measures: [])
        let root = WrittenFromYAML.tree(content, text: reading.addText(named: name, content), reading: reading)
        self.root = reading.allErrors.isEmpty && reading.allWarnings.isEmpty ? root : nil
    }
}

/// A scenario that was read without a fault.
public struct ReadScenario: Sendable, Equatable {
    public let scenario: Scenario
    /// Warnings and notes, in order of place.
    public let warnings: [ScenarioFault]
    /// The SHA-256 of the scenario with its tables and changes applied: the same for the same scenario, whatever its
    /// comments, units and order of keys.
    public let resolvedSHA256: String
}

extension Reading {
    /// False, with a fault, when the file says that it is of a format that is not this one.
    func knowsVersion(_ root: Written) -> Bool {
        guard let at = root["holdfast"], let version = at.whole(), version != 1 else { return true }
        error(at.place, "expected version 1 of the format, found version \(version)", "a newer holdfast may read it")
        return false
    }

    /// The scenario of a tree that was checked against its shape; nil when no hours can be told.
    func scenario(_ root: Written) -> Scenario? {
        let hours = hours(root)
        var classes = classes(root, hours)
        var groups = groups(root, classes, hours)
        let waiting = applyWaiting(root, &classes, &groups)
        applyIdleAgents(root, &classes, groups)
        applyOverflow(root, &classes, groups)
        applyQuotes(root, &classes)
        applyCallbacks(root, &classes, hours)
        applyTransfers(&classes)
        applyFollowUps(&classes, groups)
        let targets = targets(root, classes, groups, hours)
        let within = root["report_within"].map { ($0.list ?? [$0]).compactMap { $0.seconds() } } ?? []
        if let at = root["report_within"], Set(within).count != within.count {
            error(at.place, "expected each threshold once")
        }
        guard let hours else { return nil }
        var scenario = Scenario(
            name: root["name"]?.word ?? "", about: root["about"]?.word, hours: hours, classes: classes.map(\.customers),
            groups: groups.map(\.agents), lines: root["lines"]?.whole(), targets: targets, reportWithin: within,
            shortAbandonWithin: root["short_abandon_within"]?.seconds() ?? 5, costs: costs(root, groups))
        scenario.waiting = waiting
        checkPricesOfShifts(groups, scenario.costs)
        let capacity = Capacity(reading: self, scenario: scenario, classes: classes, groups: groups)
        capacity.checkSkills()
        capacity.checkWarmTransfers()
        if !hasErrors { capacity.warn() }
        return scenario
    }
}
