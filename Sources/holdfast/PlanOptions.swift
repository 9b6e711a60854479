import ArgumentParser
import Experiments
import Scenarios

/// Which plans a command is about: files, values of one key, and changes of the first file.
struct PlanOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Scenarios, in YAML or JSON; the first is the baseline.", valueName: "scenario"))
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "A plan for each value: 'agents.seniors.staff=[10, 11, 12]'. Given twice, a plan for each pair.",
            valueName: "path=[…]"))
    var vary: [String] = []

    @Option(
        help: ArgumentHelp(
            "One more plan, the first file with changes: 'one more agent: agents.*.staff+=1; policy.callbacks=none'.",
            valueName: "name: path=value; …"))
    var plan: [String] = []

    @Option(
        help: ArgumentHelp("Change a value in every plan, as in run. May be repeated.", valueName: "path=value"))
    var set: [String] = []

    mutating func validate() throws {
        if files.isEmpty { throw ValidationError("expected a scenario, found none; such as compare a.yaml b.yaml") }
        if files.count > 1 && !vary.isEmpty {
            throw ValidationError(
                "expected one scenario with --vary, found \(files.count); give one, or leave out --vary")
        }
    }

    /// The command's own words again.
    var typed: [String] {
        files + vary.flatMap { ["--vary", $0] } + plan.flatMap { ["--plan", $0] } + set.flatMap { ["--set", $0] }
    }

    /// One plan, before it is read.
    private struct Draft {
        var name: String
        var file: String
        var changes: [Change] = []
    }

    /// Reads and checks all of them; faults end the command with those of the first plan that has some, warnings go to
    /// stderr, each once.
    func read(quiet: Bool) throws -> [PlanToCompare] {
        let common = try changes(set, of: "--set")
        let drafts = try varied() + added()
        guard drafts.count > 1 else {
            throw CommandFailure(
                .usage,
                "expected two plans or more, found one; add a second scenario, --vary 'agents.*.staff+=[0, 1]' or "
                    + "--plan 'one more agent: agents.*.staff+=1'")
        }
        guard drafts.count <= Comparison.mostPlans else {
            throw CommandFailure(.usage, "expected at most \(Comparison.mostPlans) plans, found \(drafts.count)")
        }
        var remarks: [String] = []
        let plans = try drafts.map { draft in
            let read = try ScenarioOptions.read(draft.file, changes: common + draft.changes)
            remarks += read.warnings.map { $0.rendered() }.filter { !remarks.contains($0) }
            return PlanToCompare(
                name: draft.name, scenario: read.scenario, file: draft.file,
                changes: (common + draft.changes).map(\.text), resolvedSHA256: read.resolvedSHA256)
        }
        if !quiet { Self.say(remarks) }
        return plans
    }

    /// The first few: a hundred plans may round a hundred tables.
    private static func say(_ remarks: [String]) {
        let most = 4
        for remark in remarks.prefix(most) { CommandFailure.say(remark) }
        if remarks.count > most {
            CommandFailure.say("and \(remarks.count - most) more remarks of this kind")
        }
    }

    /// The files, or the one file with each of the values.
    private func varied() throws -> [Draft] {
        guard !vary.isEmpty else {
            if files.count == 1 { return [Draft(name: "as written", file: files[0])] }
            return zip(Self.names(of: files), files).map { Draft(name: $0, file: $1) }
        }
        var drafts = [Draft(name: "", file: files[0])]
        for text in vary {
            let values: [Change]
            do { values = try Change.variations(text) } catch { throw Self.usage(error, "--vary") }
            drafts = drafts.flatMap { draft in
                values.map { Draft(name: "", file: draft.file, changes: draft.changes + [$0]) }
            }
        }
        // Full paths where two keys of one name are varied.
        let short = drafts.map { $0.changes.map(\.short).joined(separator: ", ") }
        let isShort = Set(short).count == drafts.count
        for index in drafts.indices {
            drafts[index].name = isShort ? short[index] : drafts[index].changes.map(\.text).joined(separator: ", ")
        }
        return drafts
    }

    private func added() throws -> [Draft] {
        var taken: Set<String> = []
        return try plan.map { text in
            let (name, texts) = Self.parts(of: text)
            guard !texts.isEmpty else {
                throw CommandFailure(
                    .usage, "expected changes in --plan, such as 'one more: agents.*.staff+=1', found \"\(text)\"")
            }
            let title = name ?? texts.joined(separator: "; ")
            guard taken.insert(title).inserted, title != "as written" else {
                throw CommandFailure(.usage, "expected each plan under a name of its own, found \"\(title)\" twice")
            }
            return Draft(name: title, file: files[0], changes: try changes(texts, of: "--plan"))
        }
    }

    private func changes(_ texts: [String], of option: String) throws -> [Change] {
        do { return try texts.map { (text) throws(ScenarioError) in try Change(text) } } catch {
            throw Self.usage(error, option)
        }
    }

    private static func usage(_ error: ScenarioError, _ option: String) -> FaultyScenario {
        FaultyScenario(
            faults: error.faults.map { fault in
                var named = fault
                named.file = option
                return named
            }, status: .usage)
    }

    /// The name before the first colon, where no `=` stands before it, and the changes between semicolons outside quotes.
    static func parts(of text: String) -> (name: String?, changes: [String]) {
        var name: String?
        var rest = text[...]
        if let colon = text.firstIndex(of: ":"), !text[..<colon].contains("=") {
            name = String(text[..<colon].drop { $0 == " " })
            rest = text[text.index(after: colon)...]
        }
        var changes: [String] = [""]
        var open: Character?
        for letter in rest {
            if letter == open {
                open = nil
            } else if open == nil, letter == "\"" || letter == "'" {
                open = letter
            } else if open == nil, letter == ";" {
                changes.append("")
                continue
            }
            changes[changes.count - 1].append(letter)
        }
        func trimmed(_ text: String) -> String {
            let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
            return String(text[..<end].drop { $0 == " " })
        }
        let kept = changes.map(trimmed).filter { !$0.isEmpty }
        return (name.map(trimmed).flatMap { $0.isEmpty ? nil : $0 }, kept)
    }

    /// Files by their own names without the ending where those differ, else as typed; the same file twice is counted.
    static func names(of files: [String]) -> [String] {
        let stems = files.map(SweepCommand.stem)
        let names = Set(stems).count == Set(files).count ? stems : files
        return names.enumerated().map { position, name in
            let before = names[..<position].count { $0 == name }
            return before == 0 ? name : "\(name) (\(before + 1))"
        }
    }
}
