import ArgumentParser
import Experiments
import Measures
import Reports
import Scenarios

/// `holdfast compare`: which is better, on the same customers, and is the difference real?
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Which plan is better, on the same customers, and is the difference real?",
        discussion: """
            Simulates every plan with the same customers and reports each measure's difference to the first plan with \
            its paired interval: better, worse or too close to call. With --best it goes on until the best of up to \
            \(Comparison.mostPlans) plans is found, with --precision until the differences are known so well.

            Examples:
              holdfast compare today.yaml tomorrow.yaml
              holdfast compare scenarios/bank-day.yaml --plan 'one more agent: agents.*.staff+=1'
              holdfast compare scenarios/bank-day.yaml --vary 'agents.*.staff+=[0, 1, 2]' \
            --best service_level --indifference 0.5pt
              holdfast compare today.yaml tomorrow.yaml --precision 'service_level=0.2pt'
            """)

    @OptionGroup var plans: PlanOptions
    @OptionGroup var replications: ReplicationOptions
    @OptionGroup var precise: PrecisionOptions

    @Option(help: ArgumentHelp("Find the best plan by this measure.", valueName: "measure"))
    var best: String?

    @Option(
        help: ArgumentHelp(
            "With --best: the smallest difference that matters, such as 0.5pt (points of a share) or 2s.",
            valueName: "difference"))
    var indifference: String?

    @Flag(help: "Say in JSON how fast it was; without it two comparisons give the same bytes.")
    var timing = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let selection = try selection()
        let read = try plans.read(quiet: output.quiet)
        try Output(output.output).refuseIfHopeless()
        let options = try precise.applied(to: replications.runOptions(), for: read[0].scenario)
        let comparison = Comparison(read, options: options, selection: selection)
        Interruption.watch()
        let line = ProgressLine(isWanted: !output.quiet)
        let planned = comparison.replications
        let isOpenEnded = precise.precision != nil
        let results: ComparisonResults
        do {
            results = try comparison.results(
                isInterrupted: { Interruption.isAsked },
                progress: { progress in
                    line.update(
                        share: progress.share,
                        done: progress.replicationsDone < planned
                            ? "\(progress.replicationsDone) of \(isOpenEnded ? "perhaps " : "")"
                                + "\(progress.replicationsExpected) replications of \(read.count) plans"
                            : "\(progress.replicationsDone) replications, looking for the best")
                })
            line.clear()
        } catch {
            line.clear()
            throw CommandFailure(error.kind == .interrupted ? .interrupted : .badInput, error.message)
        }
        try output.write(written(results))
        if !results.violations.isEmpty {
            throw CommandFailure(
                .internalFault,
                "a fault of Holdfast itself: contacts or busy time do not add up. Please report the scenario.\n"
                    + results.violations.joined(separator: "\n"))
        }
        if results.partial { throw ExitCode(ExitStatus.interrupted.rawValue) }
    }

    private func written(_ results: ComparisonResults) -> String {
        switch output.format {
        case .text:
            ComparisonTextReport(
                results, palette: output.style.palette, verbose: output.verbose, quiet: output.quiet,
                command: ["holdfast", "compare"] + plans.typed + replications.typed, precision: precise.precision
            ).text()
        case .json: ComparisonJSONReport(results, version: Holdfast.version, timing: timing).text()
        case .csv: ComparisonCSVReport(results).text()
        }
    }

    // MARK: The best of several

    private func selection() throws -> SelectionRequest? {
        guard let best else {
            guard indifference == nil else {
                throw CommandFailure(.usage, "expected --best with --indifference: the measure that it is about")
            }
            return nil
        }
        guard precise.precision == nil else {
            throw CommandFailure(
                .usage, "expected --best or --precision, found both: the search for the best has an end of its own")
        }
        guard let measure = Measure.named(best) else {
            let meant =
                Suggestion.nearest(to: best, among: Measure.all.map(\.name))
                .map { "; did you mean \"\($0)\"?" } ?? "; holdfast explain lists them"
            throw CommandFailure(.usage, "expected a measure behind --best, found \"\(best)\"\(meant)")
        }
        guard measure.better != .neither else {
            throw CommandFailure(
                .usage, "expected a measure of which more or less is better behind --best, found \"\(best)\"")
        }
        guard replications.replications.map({ $0 >= 2 }) ?? true else {
            throw CommandFailure(
                .usage, "expected --replications 2 or more with --best: its first stage tells the spread")
        }
        guard let indifference else {
            throw CommandFailure(
                .usage,
                "expected --indifference with --best: the smallest difference that matters, such as "
                    + Self.example(measure.unit))
        }
        return SelectionRequest(measure, indifference: try Self.amount(indifference, of: measure))
    }

    private static func example(_ unit: Measure.Unit) -> String {
        switch unit {
        case .share: "0.5pt"
        case .seconds: "2s"
        case .hours: "1h"
        case .count, .ratio, .money: "10"
        }
    }

    /// A difference in a measure's unit: points for shares.
    private static func amount(_ text: String, of measure: Measure) throws -> Double {
        let unit = measure.unit
        let value: Double? =
            switch unit {
            case .share: text.hasSuffix("pt") ? (try? ArgumentQuantities.positive(number(text))).map { $0 / 100 } : nil
            case .seconds: try? ArgumentQuantities.duration(text)
            case .hours: (try? ArgumentQuantities.duration(text)).map { $0 / 3600 }
            case .count, .ratio, .money: try? ArgumentQuantities.positive(text)
            }
        guard let value else {
            throw CommandFailure(
                .usage,
                "expected --indifference of \(measure.name) above 0, such as \(example(unit)), found \"\(text)\"")
        }
        return value
    }

    private static func number(_ text: String) -> String { String(text.dropLast(2).filter { $0 != " " }) }
}
