import ArgumentParser
import Experiments
import Measures
import Scenarios

/// `holdfast bench`: how fast is this simulator here?
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "How fast is this simulator here?",
        discussion: """
            Times the standard workloads, which come with the program, on one thread: the processor's time for a \
            contact, the least of several passes. Each shows a checksum of its results: it changes when the answers do, \
            never with the speed. With --against an earlier answer in JSON says what got slower; then the exit code is 3, \
            as it is when answers of the same version changed on the same machine.

            With --sweep: what share of the engine's speed a sweep keeps, with all that it does beside simulating. Both \
            take turns on one thread; the sweep's results are thrown away.

            Examples:
              holdfast bench
              holdfast bench --sweep Benchmarks/sweep-40.yaml
              holdfast bench --format json -o before.json
              holdfast bench --against before.json --threshold 5%
            """)

    @Option(
        help: ArgumentHelp(
            "How much is simulated: quick, some seconds; full, a minute; or so many contacts, once.",
            valueName: "size"),
        transform: BenchSize.init)
    var size: BenchSize = .quick

    @Option(
        help: ArgumentHelp(
            "Time this workload only; may be repeated: "
                + StandardWorkload.all.map(\.name).joined(separator: ", ") + ".",
            valueName: "name"))
    var workload: [String] = []

    @Option(
        help: ArgumentHelp(
            "Threads up to which the gain by threads is measured; as many as there are cores.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1024))
    var threads: Int?

    @Option(help: ArgumentHelp("Compare with an earlier answer, in JSON.", valueName: "file"))
    var against: String?

    @Option(help: ArgumentHelp("Time this sweep against the engine alone.", valueName: "file"))
    var sweep: String?

    @Option(
        help: ArgumentHelp("Slower is what takes so much longer than before: 10%.", valueName: "share"),
        transform: ArgumentQuantities.share)
    var threshold: Double = 0.1

    @OptionGroup var output: OutputOptions

    func run() throws {
        if let sweep { return try timeSweep(sweep) }
        let chosen = try chosenWorkloads()
        try Output(output.output).refuseIfHopeless()
        let baseline = try against.map { (file) throws(CommandFailure) in try BenchBaseline(file: file) }
        try baseline?.refuse(unless: size, chosen)
        if let baseline, !output.quiet {
            for warning in baseline.warnings(version: Holdfast.version, machine: .here) {
                CommandFailure.say("warning: " + warning)
            }
        }
        Interruption.watch()
        let line = ProgressLine(isWanted: !output.quiet)
        let timing = BenchTiming(size: size, mostThreads: threads ?? Machine.here.cores)
        guard let measured = timing.measure(chosen, progress: { line.update(share: $0, done: $1) }) else {
            line.clear()
            throw CommandFailure(.interrupted, "stopped before everything was timed; nothing is reported")
        }
        line.clear()
        let answer = BenchAnswer(
            measured, against: baseline.map { BenchComparison(measured, with: $0, threshold: threshold) })
        switch output.format {
        case .text: try output.write(answer.text(output.style, verbose: output.verbose))
        case .json: try output.write(answer.json())
        case .csv: try output.write(answer.csv())
        }
        if answer.comparison?.isWorse == true { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    private func timeSweep(_ file: String) throws {
        guard workload.isEmpty, against == nil, threads == nil else {
            throw CommandFailure(
                .usage,
                "expected no --workload, --threads or --against with --sweep: it times that sweep, on one thread")
        }
        try Output(output.output).refuseIfHopeless()
        Interruption.watch()
        let line = ProgressLine(isWanted: !output.quiet)
        defer { line.clear() }
        let measured = try SweepTiming(file: file, passes: size.passes).measure { line.update(share: $0, done: $1) }
        line.clear()
        let answer = BenchSweepAnswer(measured: measured)
        switch output.format {
        case .text: try output.write(answer.text(output.style))
        case .json: try output.write(answer.json())
        case .csv: try output.write(answer.csv())
        }
    }

    private func chosenWorkloads() throws(CommandFailure) -> [StandardWorkload] {
        for name in workload where !StandardWorkload.all.contains(where: { $0.name == name }) {
            let names = StandardWorkload.all.map(\.name)
            let meant = Suggestion.nearest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? "."
            throw CommandFailure(
                .usage, "expected a workload (\(names.joined(separator: ", "))), found \"\(name)\"\(meant)")
        }
        return StandardWorkload.all.filter { workload.isEmpty || workload.contains($0.name) }
    }
}
