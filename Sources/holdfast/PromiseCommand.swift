import ArgumentParser
import Experiments
import Measures
import Reports
import Scenarios

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

    @OptionGroup var searching: SearchOptions

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        if let step, step < 1 || step > 86_400 {
            throw ValidationError("expected --step from 1 s to 24 h, such as 5min")
        }
    }

    func run() throws {
        let read = try scenario.read(quiet: output.quiet)
        try Output(output.output).refuseIfHopeless()
        let plan = searching.write.map { PlanFile(path: $0, scenario: scenario) }
        try plan?.refuseIfHopeless(table: plan?.table("windows"))
        let search = PromiseSearch(
            read.scenario, file: scenario.file, resolvedSHA256: read.resolvedSHA256, options: searching.runOptions,
            probability: probability, stepSeconds: step, states: states)
        let results = try searching.found(
            expectedDays: PromiseSearch.passes * (search.replications + PromiseSearch.fresh / 2), quiet: output.quiet
        ) { (isInterrupted, progress) throws(RunError) in
            try search.results(isInterrupted: isInterrupted, progress: progress)
        }
        if let plan { try write(results, to: plan) }
        try output.write(written(results))
    }

    private func write(_ results: PromiseResults, to plan: PlanFile) throws {
        let table = plan.table("windows")
        // The table first: a scenario that names a table finds it there.
        try PlanFile.output(table).write(PromiseCSVReport(results).text())
        try plan.write("windows", seed: searching.seed) { (writing, changes, heading) throws(ScenarioError) in
            try writing.text(
                file: scenario.file, changes: changes, windows: plan.nameBeside(table), heading: heading)
        }
    }

    private func written(_ results: PromiseResults) -> String {
        switch output.format {
        case .text:
            PromiseTextReport(results, searching.setting(output, command: typed)).text()
        case .json: PromiseJSONReport(results, version: Holdfast.version, timing: searching.timing).text()
        case .csv: PromiseCSVReport(results).text()
        }
    }

    /// The command as it was typed, but for where its answer goes.
    private var typed: [String] {
        var words = ["holdfast", "promise", scenario.file]
        for change in scenario.set { words += ["--set", change] }
        if probability != 0.95 { words += ["--probability", "\(probability)"] }
        if let step { words += ["--step", Decimal.text(step) + "s"] }
        if states != 3 { words += ["--states", "\(states)"] }
        return words + searching.typed
    }
}
