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

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of all randomness; the same seed gives the same bits.", valueName: "number"),
        transform: ArgumentQuantities.seed)
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Days on which plans are judged; 1000 unless told otherwise.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 10_000_000))
    var replications: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads to simulate on; as many as there are cores.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1024))
    var threads: Int?

    @Option(
        help: ArgumentHelp("Write the scenario with the plan's staff to this file.", valueName: "file"))
    var write: String?

    @Option(
        help: ArgumentHelp(
            "The most time to look for a group's cheapest shifts; 20s unless told otherwise.", valueName: "time"),
        transform: ArgumentQuantities.duration)
    var solverLimit: Double?

    @Flag(help: "Say in JSON how long it took; without it two searches give the same bytes.")
    var timing = false

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        if write == "" { throw ValidationError("expected a file name after --write, found nothing") }
        if replications == 1 {
            throw ValidationError("expected --replications 2 or more: one day says nothing about the next")
        }
    }

    func run() throws {
        let read = try scenario.read(quiet: output.quiet)
        try Output(output.output).refuseIfHopeless()
        if let write {
            let place = Output(write, chosenWith: " with --write")
            try place.refuseIfHopeless()
        }
        let search = StaffingSearch(
            read.scenario, file: scenario.file, resolvedSHA256: read.resolvedSHA256,
            options: RunOptions(seed: seed, replications: replications, threads: threads),
            solverSeconds: solverLimit ?? StaffingSearch.usualSolverSeconds)
        Interruption.watch()
        let line = ProgressLine(isWanted: !output.quiet)
        let found: (results: StaffingResults, plan: StaffingPlan)
        do {
            found = try search.results(
                isInterrupted: { Interruption.isAsked },
                progress: { days in
                    // How many it takes is not known before the end; a search of one pool takes some twenty times the days.
                    let expected = Double(20 * search.replications + StaffingSearch.fresh)
                    line.update(share: min(0.99, Double(days) / expected), done: "\(days) days simulated")
                })
            line.clear()
        } catch {
            line.clear()
            throw CommandFailure(error.kind == .interrupted ? .interrupted : .badInput, error.message)
        }
        if let write { try writePlan(found.plan, to: write) }
        try output.write(written(found.results))
    }

    private func writePlan(_ plan: StaffingPlan, to file: String) throws {
        func folder(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }
        let (from, to) = (folder(scenario.file), folder(file))
        let heading = [
            "The staff that holdfast \(Holdfast.version) found for \(scenario.file), seed \(seed).",
            "All else is as it stood there"
                + (scenario.set.isEmpty ? "." : ", with \(scenario.set.joined(separator: "; "))."),
        ]
        let text: String
        do throws(ScenarioError) {
            text = try ScenarioWriting(tablesFrom: from == to ? "" : Self.absolute(from)).text(
                file: scenario.file, changes: scenario.set.map { (text) throws(ScenarioError) in try Change(text) },
                staff: plan.staff, shifts: plan.shifts, heading: heading)
        } catch {
            throw FaultyScenario(faults: error.faults)
        }
        try Output(file, chosenWith: " with --write").write(text)
    }

    /// A folder from the root on, so that tables are found from wherever the plan lies.
    static func absolute(_ folder: String) -> String {
        let path = folder.isEmpty ? "." : folder
        guard let resolved = realpath(path, nil) else { return folder }
        defer { free(resolved) }
        return String(cString: resolved) + "/"
    }

    /// The command as it was typed, but for where its answer goes.
    private var typed: [String] {
        var words = ["holdfast", "staff", scenario.file]
        for change in scenario.set { words += ["--set", change] }
        if seed != 1 { words += ["--seed", "\(seed)"] }
        if let replications { words += ["--replications", "\(replications)"] }
        if let solverLimit { words += ["--solver-limit", Decimal.text(solverLimit) + "s"] }
        return words
    }

    private func written(_ results: StaffingResults) -> String {
        switch output.format {
        case .text:
            StaffingTextReport(
                results, palette: output.style.palette, verbose: output.verbose, quiet: output.quiet, writtenTo: write,
                command: typed
            ).text()
        case .json: StaffingJSONReport(results, version: Holdfast.version, timing: timing).text()
        case .csv: StaffingCSVReport(results).text()
        }
    }
}
