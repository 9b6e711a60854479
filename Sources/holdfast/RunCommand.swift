import ArgumentParser
import Experiments
import Measures
import Reports
import Scenarios

/// `holdfast run`: what happens with this staffing and these policies?
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "What happens with this staffing and these policies?",
        discussion: """
            Simulates independent days and reports each number with its interval: the verdicts on the scenario's \
            targets first. The same scenario and seed give the same numbers on any number of threads. With --precision it \
            goes on until the numbers named are known so well. Ctrl-C reports what is done so far.

            Examples:
              holdfast run scenarios/bank-day.yaml
              holdfast run scenarios/bank-day.yaml --by interval --replications 1000
              holdfast run scenarios/bank-day.yaml --precision 'service_level=0.5pt, asa=2%rel'
              holdfast run scenarios/bank-day.yaml --set 'agents.*.staff+=1' --format json -o result.json
            """)

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var replications: ReplicationOptions
    @OptionGroup var precise: PrecisionOptions

    @Option(
        help: """
            Break the numbers down by class, group or interval; may be repeated. JSON and CSV always hold all three; there \
            interval adds the quantiles of waits in each, which takes longer.
            """)
    var by: [Breakdown] = []

    @Flag(
        help: "Exit with 3 when a target is missed, with 4 when one is too close to call or --precision is not reached."
    )
    var enforce = false

    @Flag(help: "Say in JSON how fast it was; without it two runs give the same bytes.")
    var timing = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let read = try scenario.read(quiet: output.quiet)
        try Output(output.output).refuseIfHopeless()
        var options = try precise.applied(to: replications.runOptions(), for: read.scenario)
        // What the table of text has no room for costs nothing there.
        options.quantilesByInterval = by.contains(.interval) && output.format != .text
        let run = ScenarioRun(
            read.scenario, file: scenario.file, resolvedSHA256: read.resolvedSHA256, options: options)
        Interruption.watch()
        let line = ProgressLine(isWanted: !output.quiet)
        let isOpenEnded = precise.precision != nil
        let results: RunResults
        do {
            results = try run.results(
                isInterrupted: { Interruption.isAsked },
                progress: { progress in
                    let (done, all) = (progress.replicationsDone, progress.replicationsExpected)
                    line.update(
                        share: progress.share,
                        done: all > 1
                            ? "\(done) of \(isOpenEnded ? "perhaps " : "")\(all) replications" : "simulating")
                })
            line.clear()
        } catch {
            line.clear()
            throw CommandFailure(error.kind == .interrupted ? .interrupted : .badInput, error.message)
        }
        try output.write(written(results))
        try finish(results)
    }

    private func written(_ results: RunResults) -> String {
        switch output.format {
        case .text:
            TextReport(
                results, palette: output.style.palette, by: by, verbose: output.verbose, quiet: output.quiet,
                options: scenario.set.flatMap { ["--set", $0] } + replications.typed,
                replications: replications.replications, precision: precise.precision
            ).text()
        case .json: JSONReport(results, version: Holdfast.version, timing: timing).text()
        case .csv: CSVReport(results).text()
        }
    }

    /// The exit code: a broken invariant is our fault and outweighs everything, an interruption the verdicts.
    private func finish(_ results: RunResults) throws {
        if !results.conservation.holds {
            throw CommandFailure(
                .internalFault,
                "a fault of Holdfast itself: contacts or busy time do not add up. Please report the scenario.\n"
                    + results.conservation.violations.joined(separator: "\n"))
        }
        if results.partial { throw ExitCode(ExitStatus.interrupted.rawValue) }
        guard enforce else { return }
        let verdicts = results.targets.map(\.verdict)
        if verdicts.contains(.missed) { throw ExitCode(ExitStatus.targetMissed.rawValue) }
        let isPrecise = results.precision?.isReached ?? true
        if !isPrecise || verdicts.contains(.undecided) || verdicts.contains(.noData) {
            throw ExitCode(ExitStatus.undecided.rawValue)
        }
    }
}

extension Breakdown: ExpressibleByArgument {}
