import ArgumentParser
import Experiments
import Measures
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

/// How the replications of a command are drawn, and how many.
///
/// Each takes the next word for its value whatever that begins with, so that `--seed -1` is answered in words about
/// seeds.
struct ReplicationOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of all randomness; the same seed gives the same bits.", valueName: "number"),
        transform: ArgumentQuantities.seed)
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Independent replications; 100 days unless told otherwise. With --precision, the most of them.",
            valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 100_000_000))
    var replications: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads to simulate on; as many as there are cores.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1024))
    var threads: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Confidence of the intervals: 95% or 0.95.", valueName: "share"))
    var confidence: String = "95%"

    mutating func validate() throws {
        _ = try confidenceShare()
    }

    func confidenceShare() throws -> Double { try Self.share(ofConfidence: confidence) }

    static func share(ofConfidence confidence: String) throws -> Double {
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

/// How precise a run must become, and how long it may take for that.
struct PrecisionOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Simulate until intervals are this narrow to each side: 'service_level=0.5pt, asa=0.2s, abandonment=2%rel'. "
                + "A half-width alone is for the first target.",
            valueName: "half-widths"))
    var precision: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --precision: end after so long all the same, such as 60s.", valueName: "time"),
        transform: ArgumentQuantities.duration)
    var timeLimit: Double?

    mutating func validate() throws {
        if timeLimit != nil && precision == nil {
            throw ValidationError(
                "expected --precision beside --time-limit, such as --precision 0.5pt: a run without it ends by --replications"
            )
        }
    }

    /// - Throws: `CommandFailure` for a precision that the scenario has no number for.
    func applied(to options: RunOptions, for scenario: Scenario) throws -> RunOptions {
        var options = options
        options.timeLimitSeconds = timeLimit
        guard let precision else { return options }
        do { options.precision = try PrecisionGoal.reading(precision, for: scenario) } catch {
            throw CommandFailure(.usage, "--precision: " + error.message)
        }
        return options
    }
}
