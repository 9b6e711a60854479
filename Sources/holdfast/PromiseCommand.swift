import ArgumentParser
import Experiments
import Measures
import Reports
import Scenarios

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `holdfast promise`: the shortest callback windows and the quotes that can be kept.
struct PromiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promise",
        abstract: "What can be promised honestly: callback windows and wait quotes that are kept.",
        discussion: """
            Finds for each class, interval and state of the line the shortest window within which a callback comes as often \
            as stated, and the wait that so many do not exceed; with the whole table in force, judged on \
            \(PromiseSearch.fresh) fresh days, beside "30 minutes always" and no callbacks. The table can be loaded into a \
            telephone system (--format csv), and simulated (--write).

            Examples:
              holdfast promise my-centre.yaml
              holdfast promise my-centre.yaml --probability 90% --step 10min
              holdfast promise my-centre.yaml --write promise.yaml
              holdfast promise my-centre.yaml --format csv -o windows.csv
            """)

    @OptionGroup var scenario: ScenarioOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How often a promise is to be kept.", valueName: "share"),
        transform: ArgumentQuantities.share)
    var probability: Double = 0.95

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Windows are multiples of this, such as 5min; unless given, as people say them: 5, 10 … 30, 45 min, 1 h.",
            valueName: "time"),
        transform: ArgumentQuantities.duration)
    var step: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("States of the line told apart in an interval, at most.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 10))
    var states: Int = 3

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of all randomness; the same seed gives the same bits.", valueName: "number"),
        transform: ArgumentQuantities.seed)
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Days on which windows are sought; 1000 unless told otherwise.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1_000_000))
    var replications: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads to simulate on; as many as there are cores.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1024))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "Write the scenario with the table in force to this file, and the table beside it.", valueName: "file"))
    var write: String?

    @Flag(help: "Say in JSON how long it took; without it two searches give the same bytes.")
    var timing = false

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        if write == "" { throw ValidationError("expected a file name after --write, found nothing") }
        if replications == 1 {
            throw ValidationError("expected --replications 2 or more: one day says nothing about the next")
        }
        if let step, step < 1 || step > 86_400 {
            throw ValidationError("expected --step from 1 s to 24 h, such as 5min")
        }
    }

    func run() throws {
        let read = try scenario.read(quiet: output.quiet)
        try Output(output.output).refuseIfHopeless()
        if let write {
            for file in [write, Self.table(beside: write)] {
                try Output(file, chosenWith: " with --write").refuseIfHopeless()
            }
        }
        let search = PromiseSearch(
            read.scenario, file: scenario.file, resolvedSHA256: read.resolvedSHA256,
            options: RunOptions(seed: seed, replications: replications, threads: threads), probability: probability,
            stepSeconds: step, states: states)
        Interruption.watch()
        let line = ProgressLine(isWanted: !output.quiet)
        let results: PromiseResults
        do {
            results = try search.results(
                isInterrupted: { Interruption.isAsked },
                progress: { days in
                    // How many it takes is not known before the end.
                    let expected = Double(PromiseSearch.passes * (search.replications + PromiseSearch.fresh / 2))
                    line.update(share: min(0.99, Double(days) / expected), done: "\(days) days simulated")
                })
            line.clear()
        } catch {
            line.clear()
            throw CommandFailure(error.kind == .interrupted ? .interrupted : .badInput, error.message)
        }
        if let write { try writePlan(results, to: write) }
        try output.write(written(results))
    }

    /// `plan.yaml` has its table in `plan-windows.csv`.
    static func table(beside file: String) -> String {
        let name = file.lastIndex(of: "/").map { file[file.index(after: $0)...] } ?? file[...]
        let folder = file.dropLast(name.count)
        let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name : name[..<$0] } ?? name
        return folder + stem + "-windows.csv"
    }

    private func writePlan(_ results: PromiseResults, to file: String) throws {
        func folder(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }
        let (from, to) = (folder(scenario.file), folder(file))
        let table = Self.table(beside: file)
        let heading = [
            "The windows that holdfast \(Holdfast.version) found for \(scenario.file), seed \(seed).",
            "All else is as it stood there"
                + (scenario.set.isEmpty ? "." : ", with \(scenario.set.joined(separator: "; "))."),
        ]
        let text: String
        do throws(ScenarioError) {
            text = try ScenarioWriting(tablesFrom: from == to ? "" : StaffCommand.absolute(from)).text(
                file: scenario.file, changes: scenario.set.map { (text) throws(ScenarioError) in try Change(text) },
                windows: String(table.dropFirst(to.count)), heading: heading)
        } catch {
            throw FaultyScenario(faults: error.faults)
        }
        // The table first: a scenario that names a table finds it there.
        try Output(table, chosenWith: " with --write").write(PromiseCSVReport(results).text())
        try Output(file, chosenWith: " with --write").write(text)
    }

    private func written(_ results: PromiseResults) -> String {
        switch output.format {
        case .text:
            PromiseTextReport(
                results, palette: output.style.palette, verbose: output.verbose, quiet: output.quiet, writtenTo: write,
                command: ["holdfast", "promise", scenario.file] + scenario.set.flatMap { ["--set", $0] } + typed
            ).text()
        case .json: PromiseJSONReport(results, version: Holdfast.version, timing: timing).text()
        case .csv: PromiseCSVReport(results).text()
        }
    }

    /// The options that were not left as they are, as they would be typed again.
    private var typed: [String] {
        (probability == 0.95 ? [] : ["--probability", "\(probability)"])
            + (step.map { ["--step", Decimal.text($0) + "s"] } ?? []) + (states == 3 ? [] : ["--states", "\(states)"])
            + (seed == 1 ? [] : ["--seed", "\(seed)"]) + (replications.map { ["--replications", "\($0)"] } ?? [])
    }
}
