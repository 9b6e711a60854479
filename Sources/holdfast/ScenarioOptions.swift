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

    /// - Throws: `FaultyScenario`, with every fault.
    static func read(_ file: String, set: [String] = []) throws -> ReadScenario {
        let changes: [Change]
        do { changes = try set.map { (text) throws(ScenarioError) in try Change(text) } } catch {
            throw FaultyScenario(faults: error.faults, status: .usage)
        }
        return try read(file, changes: changes)
    }

    /// - Throws: `FaultyScenario`, with every fault.
    static func read(_ file: String, changes: [Change]) throws -> ReadScenario {
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
    var status = ExitStatus.badInput

    func exit() -> Never {
        for fault in faults { CommandFailure.say(fault.rendered()) }
        status.exit()
    }
}

/// How the replications of a command are drawn.
struct ReplicationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The seed of all randomness; the same seed gives the same bits.", valueName: "number"),
        transform: ArgumentQuantities.seed)
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("Independent replications; 100 days unless told otherwise.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 100_000_000))
    var replications: Int?

    @Option(
        help: ArgumentHelp("Threads to simulate on; as many as there are cores.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1024))
    var threads: Int?

    @Option(help: ArgumentHelp("Confidence of the intervals: 95% or 0.95.", valueName: "share"))
    var confidence: String = "95%"

    mutating func validate() throws {
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

    /// Seed and confidence as they would be typed, where they are not the usual ones.
    var typed: [String] {
        (seed == 1 ? [] : ["--seed", "\(seed)"]) + (confidence == "95%" ? [] : ["--confidence", confidence])
    }

    func runOptions() throws -> RunOptions {
        RunOptions(seed: seed, replications: replications, threads: threads, confidence: try confidenceShare())
    }
}
