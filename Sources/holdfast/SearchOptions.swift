import ArgumentParser
import Experiments
import Reports

/// What every search understands: on which days it looks, and where a scenario with what it found goes.
struct SearchOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of all randomness; the same seed gives the same bits.", valueName: "number"),
        transform: ArgumentQuantities.seed)
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Days on which it is sought; 1000 unless told otherwise.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 10_000_000))
    var replications: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads to simulate on; as many as there are cores.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1024))
    var threads: Int?

    @Option(
        help: ArgumentHelp("Write the scenario with what was found in force to this file.", valueName: "file"))
    var write: String?

    @Flag(help: "Say in JSON how long it took; without it two searches give the same bytes.")
    var timing = false

    mutating func validate() throws {
        if write == "" { throw ValidationError("expected a file name after --write, found nothing") }
        if replications == 1 {
            throw ValidationError("expected --replications 2 or more: one day says nothing about the next")
        }
    }

    var runOptions: RunOptions { RunOptions(seed: seed, replications: replications, threads: threads) }

    /// Searches, with a line of progress on a terminal; Ctrl-C ends it, and so does what the search refuses.
    /// - Parameters:
    ///   - expectedDays: roughly how many it simulates: not known before the end.
    ///   - search: is handed what it asks for interruption, and what it tells the days simulated so far.
    func found<Found>(
        expectedDays: Int, quiet: Bool,
        _ search: (@escaping @Sendable () -> Bool, @escaping @Sendable (Int) -> Void) throws(RunError) -> Found
    ) throws -> Found {
        Interruption.watch()
        let line = ProgressLine(isWanted: !quiet)
        defer { line.clear() }
        do {
            return try search(
                { Interruption.isAsked },
                { days in
                    line.update(share: min(0.99, Double(days) / Double(expectedDays)), done: "\(days) days simulated")
                })
        } catch {
            line.clear()
            throw CommandFailure(error.kind == .interrupted ? .interrupted : .badInput, error.message)
        }
    }

    /// Those that were not left as they are, as they would be typed again.
    var typed: [String] {
        var words: [String] = []
        if seed != 1 { words += ["--seed", "\(seed)"] }
        if let replications { words += ["--replications", "\(replications)"] }
        return words
    }

    /// How an answer in text is set out.
    /// - Parameter command: as it was typed, but for where its answer goes.
    func setting(_ output: OutputOptions, command: [String]) -> SearchSetting {
        SearchSetting(
            palette: output.style.palette, isVerbose: output.verbose, isQuiet: output.quiet, writtenTo: write,
            command: command)
    }
}
