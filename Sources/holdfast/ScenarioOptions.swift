import ArgumentParser
import Experiments
import Scenarios

/// The scenario of a command, and what is changed of it for this once.
struct ScenarioOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("A scenario, in YAML or JSON.", valueName: "scenario"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "Change a value for this run: agents.seniors.staff=12, 'agents.*.staff*=1.1'. May be repeated.",
            valueName: "path=value"))
    var set: [String] = []

    /// Reads and checks; faults end the command with all of them, warnings go to stderr.
    func read(quiet: Bool = false) throws -> ReadScenario {
        let read = try ScenarioOptions.read(file, set: set)
        if !quiet { for warning in read.warnings { CommandFailure.say(warning.rendered()) } }
        return read
    }

    /// - Throws: `CommandFailure`, with every fault in its message.
    static func read(_ file: String, set: [String] = []) throws -> ReadScenario {
        let changes: [Change]
        do { changes = try set.map { try Change($0) } } catch {
            throw CommandFailure(.usage, String(describing: error))
        }
        do {
            return try ScenarioReader(measures: MeasureWord.all).read(file: file, changes: changes)
        } catch {
            throw FaultyScenario(faults: error.faults)
        }
    }
}

/// A scenario that cannot be used: its faults, each with its place, are the message.
struct FaultyScenario: Error {
    let faults: [ScenarioFault]

    func exit() -> Never {
        for fault in faults { CommandFailure.say(fault.rendered()) }
        ExitStatus.badInput.exit()
    }
}

/// How the replications of a command are drawn.
struct ReplicationOptions: ParsableArguments {
    @Option(help: "The seed of all randomness; the same seed gives the same bits.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Independent replications; 100 days unless told otherwise.", valueName: "number"))
    var replications: Int?

    @Option(help: ArgumentHelp("Threads to simulate on; as many as there are cores.", valueName: "number"))
    var threads: Int?

    @Option(help: ArgumentHelp("Confidence of the intervals: 95% or 0.95.", valueName: "share"))
    var confidence: String = "95%"

    mutating func validate() throws {
        if let replications, replications < 1 || replications > 100_000_000 {
            throw ValidationError("expected --replications from 1 to 100,000,000, found \(replications)")
        }
        if let threads, threads < 1 || threads > 1024 {
            throw ValidationError("expected --threads from 1 to 1,024, found \(threads)")
        }
        _ = try confidenceShare()
    }

    func confidenceShare() throws -> Double {
        var text = confidence
        let isPercent = text.hasSuffix("%")
        if isPercent { text.removeLast() }
        if let number = Double(text.filter { $0 != " " }), number.isFinite {
            let share = isPercent ? number / 100 : number
            if share > 0.5 && share < 1 { return share }
        }
        throw ValidationError(
            "expected --confidence above 50% and below 100%, such as 95% or 0.99, found \"\(confidence)\"")
    }

    func runOptions() throws -> RunOptions {
        RunOptions(seed: seed, replications: replications, threads: threads, confidence: try confidenceShare())
    }
}
