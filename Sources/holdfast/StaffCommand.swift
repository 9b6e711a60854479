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
            \(StaffingSearch.fresh) fresh days, and stands beside a bound that no plan can go below, where one is known.

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
            options: RunOptions(seed: seed, replications: replications, threads: threads))
        Interruption.watch()
        let line = ProgressLine(isWanted: !output.quiet)
        let found: (results: StaffingResults, staff: [(group: String, table: [[Int]])])
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
        if let write { try writePlan(found.staff, to: write) }
        try output.write(written(found.results))
    }

    private func writePlan(_ staff: [(group: String, table: [[Int]])], to file: String) throws {
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
                staff: staff, heading: heading)
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

    private func written(_ results: StaffingResults) -> String {
        switch output.format {
        case .text:
            StaffingTextReport(
                results, palette: output.style.palette, verbose: output.verbose, quiet: output.quiet, writtenTo: write,
                command: ["holdfast", "staff", scenario.file] + scenario.set.flatMap { ["--set", $0] }
                    + (seed == 1 ? [] : ["--seed", "\(seed)"])
                    + (replications.map { ["--replications", "\($0)"] } ?? [])
            ).text()
        case .json: StaffingJSONReport(results, version: Holdfast.version, timing: timing).text()
        case .csv: StaffingCSVReport(results).text()
        }
    }
}
