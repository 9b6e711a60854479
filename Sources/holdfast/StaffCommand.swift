import ArgumentParser
import Experiments
import Measures
import Reports
import Scenarios

/// `holdfast staff`: the fewest agents that meet every target, by interval.
struct StaffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "The fewest agents that meet every target, by interval.",
        discussion: """
            Finds numbers of agents for every group and interval that keep the scenario's targets with nobody to spare: \
            starting from the textbook, then on simulated customers who are the same for every plan. The plan is judged on \
            \(StaffingSearch.fresh) fresh days, and stands beside a bound that no plan can go below, where one is known. \
            With costs: {agent_hour: …} the cheapest are found, not the fewest.

            A group with may_work: gets shifts: the cheapest of those that it names which cover its numbers, and then \
            as many more as it takes to keep the targets with the shifts in force.

            Examples:
              holdfast staff my-centre.yaml
              holdfast staff my-centre.yaml --write plan.yaml
              holdfast staff my-centre.yaml --format csv -o plan.csv
            """)

    @OptionGroup var scenario: ScenarioOptions

    @OptionGroup var searching: SearchOptions

    @Option(
        help: ArgumentHelp(
            "The most time to look for a group's cheapest shifts; 20s unless told otherwise.", valueName: "time"),
        transform: ArgumentQuantities.duration)
    var solverLimit: Double?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let read = try scenario.read(quiet: output.quiet)
        try Output(output.output).refuseIfHopeless()
        let plan = searching.write.map { PlanFile(path: $0, scenario: scenario) }
        try plan?.refuseIfHopeless()
        let search = StaffingSearch(
            read.scenario, file: scenario.file, resolvedSHA256: read.resolvedSHA256, options: searching.runOptions,
            solverSeconds: solverLimit ?? StaffingSearch.usualSolverSeconds)
        // A search of one pool takes some twenty times the days.
        let found = try searching.found(
            expectedDays: 20 * search.replications + StaffingSearch.fresh, quiet: output.quiet
        ) { (isInterrupted, progress) throws(RunError) in
            try search.results(isInterrupted: isInterrupted, progress: progress)
        }
        try plan?.write("staff", seed: searching.seed) { (writing, changes, heading) throws(ScenarioError) in
            try writing.text(
                file: scenario.file, changes: changes, staff: found.plan.staff, shifts: found.plan.shifts,
                heading: heading)
        }
        try output.write(written(found.results))
    }

    /// The command as it was typed, but for where its answer goes.
    private var typed: [String] {
        var words = ["holdfast", "staff", scenario.file]
        for change in scenario.set { words += ["--set", change] }
        words += searching.typed
        if let solverLimit { words += ["--solver-limit", Decimal.text(solverLimit) + "s"] }
        return words
    }

    private func written(_ results: StaffingResults) -> String {
        switch output.format {
        case .text:
            StaffingTextReport(results, searching.setting(output, command: typed)).text()
        case .json: StaffingJSONReport(results, version: Holdfast.version, timing: searching.timing).text()
        case .csv: StaffingCSVReport(results).text()
        }
    }
}
