import ArgumentParser
import QueueTheory
import Scenarios

/// `holdfast erlang`: the textbook formulas side by side, also solved for agents.
struct ErlangCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erlang",
        abstract: "The textbook formulas (B, C, A) in one screen, also solved for agents.",
        discussion: """
            B has no place to wait: who finds all agents busy is lost. C lets everyone wait, and nobody hangs up. A lets \
            everyone wait as long as the patience lasts. All three have Poisson arrivals at a steady rate, exponential \
            handle times and patience, and one group of like agents in the long run; a day with peaks, \
            shifts, priorities or callbacks needs a scenario.

            With --agents the answer is what these agents give; without, it is the fewest agents that meet the targets \
            (80/20 unless told otherwise) and what one agent less would give.

            Examples:
              holdfast erlang --calls 360 --per 30min --handle-time 4min
              holdfast erlang --calls 360 --aht 240s --patience 3min --agents 24
              holdfast erlang --calls 360 --aht 4min --target 90/10 --target asa=5s
              holdfast erlang --calls 300 --aht 200s --target blocking=1%
            """)

    @Option(
        help: ArgumentHelp("Calls that arrive in the time of --per.", valueName: "number"),
        transform: ArgumentQuantities.positive)
    var calls: Double

    @Option(
        help: ArgumentHelp("The time in which they arrive; 1h unless told otherwise.", valueName: "time"),
        transform: ArgumentQuantities.duration)
    var per: Double = 3600

    @Option(
        name: [.long, .customLong("aht")],
        help: ArgumentHelp("Mean handle time: talk and after-call work.", valueName: "time"),
        transform: ArgumentQuantities.duration)
    var handleTime: Double

    @Option(
        help: ArgumentHelp("Mean patience of those who wait; without it there is no A.", valueName: "time"),
        transform: ArgumentQuantities.duration)
    var patience: Double?

    @Option(
        help: ArgumentHelp("Agents; without it they are solved for.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: CallLine.mostAgents))
    var agents: Int?

    @Option(
        help: ArgumentHelp("Telephone lines in all, for those who wait and those who talk.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: CallLine.mostAgents))
    var lines: Int?

    @Option(
        help: ArgumentHelp(
            "80/20, asa=10s, abandonment=3%, delayed=20%, occupancy=85% or blocking=1%; may be repeated.",
            valueName: "target"),
        transform: ErlangTarget.init(parsing:))
    var target: [ErlangTarget] = []

    @Option(
        help: ArgumentHelp("The service level's time; that of the target, or 20s.", valueName: "time"),
        transform: ArgumentQuantities.duration)
    var within: Double?

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        if let agents, let lines, agents > lines {
            throw ValidationError(
                "expected at least as many lines as agents, found \(lines) lines and \(agents) agents")
        }
        if patience == nil, target.contains(where: { $0.measure == "abandonment" }) {
            throw ValidationError("a target for abandonment needs --patience: without it nobody hangs up")
        }
    }

    func run() throws {
        let answer: ErlangAnswer
        do {
            answer = try ErlangAnswer(
                arrivals: calls, per: per, handleTime: handleTime, patience: patience, agents: agents, lines: lines,
                targets: target, within: within)
        } catch let error as TheoryError {
            throw CommandFailure(.usage, "\(error)")
        }
        switch output.format {
        case .text: try output.write(answer.text(output.style, verbose: output.verbose, quiet: output.quiet))
        case .json: try output.write(answer.json())
        case .csv: try output.write(answer.csv())
        }
    }
}

/// A target as typed, and as the formulas know it.
struct ErlangTarget: Sendable, Equatable {
    /// The measure's name.
    var measure: String
    var theory: TheoryTarget
    /// In words: `80 % answered within 20 s`.
    var words: String

    static let words = "80/20, asa=10s, abandonment=3%, delayed=20%, occupancy=85% or blocking=1%"

    static let eightyTwenty = ErlangTarget(
        measure: "service_level", theory: .serviceLevel(within: 20, atLeast: 0.8), words: "80 % answered within 20 s")

    init(measure: String, theory: TheoryTarget, words: String) {
        self.measure = measure
        self.theory = theory
        self.words = words
    }

    init(parsing text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 1 || parts[0] == "service_level" {
            self = try Self.serviceLevel(String(parts[parts.count - 1]), typed: text)
            return
        }
        measure = String(parts[0])
        let bound = String(parts[1])
        switch measure {
        case "asa":
            let seconds = try ArgumentQuantities.duration(bound)
            theory = .asa(atMost: seconds)
            words = "an average speed of answer of \(Quantity.time(seconds))"
        case "abandonment":
            theory = .abandonment(atMost: try ArgumentQuantities.share(bound))
            words = "at most \(Quantity.bound(bound)) abandoned"
        case "delayed":
            theory = .delayed(atMost: try ArgumentQuantities.share(bound))
            words = "at most \(Quantity.bound(bound)) who have to wait"
        case "occupancy":
            theory = .occupancy(atMost: try ArgumentQuantities.share(bound))
            words = "agents busy at most \(Quantity.bound(bound))"
        case "blocking":
            theory = .blocking(atMost: try ArgumentQuantities.share(bound))
            words = "at most \(Quantity.bound(bound)) blocked"
        default:
            let known = ["service_level", "asa", "abandonment", "delayed", "occupancy", "blocking"]
            let meant = Suggestion.nearest(to: measure, among: known).map { "did you mean \($0)=\(bound)?" }
            throw ArgumentQuantities.Fault(Self.words, found: text, mend: meant)
        }
    }

    /// `80/20`: 80 % within 20 s; also `80%/20s` and `0.8/1min`.
    private static func serviceLevel(_ text: String, typed: String) throws -> ErlangTarget {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw ArgumentQuantities.Fault(words, found: typed) }
        // In the trade's shorthand the first number is per cent and the second is seconds.
        let share = try ArgumentQuantities.share((Decimal.value(parts[0]) ?? 0) >= 1 ? parts[0] + "%" : parts[0])
        let seconds = try ArgumentQuantities.duration(Decimal.value(parts[1]) == nil ? parts[1] : parts[1] + "s")
        return ErlangTarget(
            measure: "service_level", theory: .serviceLevel(within: seconds, atLeast: share),
            words: "\(Quantity.plain(share * 100)) % answered within \(Quantity.time(seconds))")
    }
}
