import Measures

/// What the results of every search have, whatever was sought: how their reports begin and end.
protocol SearchAnswer {
    var scenarioName: String { get }
    var scenarioFile: String { get }
    var resolvedSHA256: String { get }
    var seed: UInt64 { get }
    var timing: Timing? { get }
}

extension StaffingResults: SearchAnswer {}
extension PromiseResults: SearchAnswer {}

/// How a search's answer is set out for people.
public struct SearchSetting: Sendable {
    public var palette: Palette
    public var isVerbose: Bool
    /// Without the next command.
    public var isQuiet: Bool
    /// Where the scenario with what was found was written to; nil when nowhere.
    public var writtenTo: String?
    /// As typed, for the next command.
    public var command: [String]

    public init(palette: Palette, isVerbose: Bool, isQuiet: Bool, writtenTo: String?, command: [String]) {
        self.palette = palette
        self.isVerbose = isVerbose
        self.isQuiet = isQuiet
        self.writtenTo = writtenTo
        self.command = command
    }
}

extension SearchAnswer {
    /// The first pairs of the answer in JSON.
    func opening(kind: String, version: String) -> [(String, JSONValue)] {
        [
            ("holdfast", .string(version)), ("format", .whole(1)), ("kind", .string(kind)),
            (
                "scenario",
                .object([
                    ("name", .string(scenarioName)), ("file", .string(scenarioFile)),
                    ("resolved_sha256", .string(resolvedSHA256)),
                ])
            ),
            ("seed", .whole(seed)),
        ]
    }

    /// The last pair, where it is asked for.
    func speed(isShown: Bool) -> [(String, JSONValue)] {
        guard isShown, let timing else { return [] }
        return [
            (
                "speed", .object([("seconds", .number(timing.seconds)), ("cpu_seconds", .number(timing.cpuSeconds))])
            )
        ]
    }

    /// The first line in text.
    func title(_ what: String, _ palette: Palette) -> String {
        [palette.bold(palette.shown(scenarioName)), what, "seed \(seed)"].joined(separator: " \(palette.dot) ")
            + (timing.map { " \(palette.dot) " + Wording.span($0.seconds) } ?? "")
    }

    /// The last line in text: what to type next.
    /// - Parameters:
    ///   - found: in force in the file that was written: `The plan stands`.
    ///   - file: to write to where it was not.
    func next(_ setting: SearchSetting, found: String, file: String) -> String {
        func quoted(_ words: [String]) -> String { words.map(NextStep.quoted).joined(separator: " ") }
        guard let writtenTo = setting.writtenTo else { return "Next: " + quoted(setting.command + ["--write", file]) }
        return "\(found) in \(writtenTo). Next: " + quoted(["holdfast", "compare", scenarioFile, writtenTo])
    }
}
