import ArgumentParser
import Experiments
import Foundation
import Measures
import Reports
import Scenarios
import Store
import Synchronization

/// `holdfast sweep`: the same over a grid of parameters, resumable, in shards.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "How does it all move when handle time, demand or policy move? Resumable, in shards.",
        discussion: """
            Simulates a scenario at every point of its axes, with the same customers at each, and keeps what it finds in \
            a store (SQLite). Stopped or killed at any moment, the same command goes on from there. On several machines \
            each does a shard, and --merge puts them together; the number of a shard is also read from Slurm, AWS \
            Batch, MPI and, with HOLDFAST_SHARDS, from Kubernetes and GNU parallel.

            Examples:
              holdfast sweep scenarios/bank-day.yaml --vary 'agents.*.staff+=0,1,2'
              holdfast sweep sweep.yaml --shard 3/40
              holdfast sweep --merge sweep.shard-*-of-40.sqlite
              holdfast export sweep.sqlite -o results
            """)

    @OptionGroup var sweep: SweepOptions

    @Option(
        help: ArgumentHelp(
            "Where to keep what is found; the file's name with .sqlite, in this folder, unless given.",
            valueName: "file"))
    var store: String?

    @Option(help: ArgumentHelp("Do only part i of n: 3/40.", valueName: "i/n"))
    var shard: String?

    @Flag(help: "Put the stores of all shards together.")
    var merge = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        if merge { return try mergeShards() }
        let choice = try ShardChoice(typed: shard, environment: ProcessInfo.processInfo.environment)
        let asked = try sweep.read(quiet: output.quiet)
        try Output(output.output).refuseIfHopeless()
        let shard = choice.shard
        let path = store ?? Self.stem(of: sweep.files[0]) + Self.ending(shard)
        if let source = choice.source, !output.quiet {
            CommandFailure.say("shard \(shard), as \(source) says; kept in \(path)")
        }
        if let remark = choice.remark, !output.quiet { CommandFailure.say("note: " + remark) }
        Interruption.watch()
        let kept: SweepStore
        do { kept = try SweepStore.open(path, for: asked.traits(shard)) } catch { throw CommandFailure(error) }
        defer { kept.close() }
        do {
            try simulate(asked, shard, kept)
            let summary = try summed(asked, shard, kept)
            try output.write(try written(summary, asked, kept))
            if summary.done.count < summary.wanted { throw ExitCode(ExitStatus.interrupted.rawValue) }
        } catch let fault as StoreFault {
            throw CommandFailure(fault)
        }
    }

    /// Simulates the points that the store does not hold.
    private func simulate(_ asked: AskedSweep, _ shard: Shard, _ kept: SweepStore) throws {
        let done = try kept.done()
        let all = shard.numbers(of: asked.plan.points)
        let missing = all.filter { !done.contains($0) }
        let line = ProgressLine(isWanted: !output.quiet)
        defer { line.clear() }
        let latest = Mutex<(like: SweepRecord?, count: Int)>((nil, done.count))
        do {
            try Sweep(options: asked.options) { (number) throws(ScenarioError) in try asked.scenario(of: number) }
                .run(missing, isInterrupted: { Interruption.isAsked }) { point in
                    let like = latest.withLock { $0.like }
                    let record = SweepRecord(
                        number: point.number, values: asked.plan.values(of: point.number), point.results,
                        replicationMeasures: point.columns.measures.map(\.name), replications: point.replications,
                        like: like)
                    try kept.add(record)
                    let count = latest.withLock { latest in
                        if latest.like == nil { latest.like = record }
                        latest.count += 1
                        return latest.count
                    }
                    line.update(share: Double(count) / Double(all.count), done: "\(count) of \(all.count) points")
                }
        } catch {
            line.clear()
            throw Self.failure(error, asked)
        }
    }

    /// What to say of a point that ended the sweep.
    static func failure(_ error: SweepError, _ asked: AskedSweep) -> any Error {
        switch error {
        case .faulty(let number, let faults):
            CommandFailure.say("error: \(asked.words(number)) is no scenario that can be simulated:")
            return FaultyScenario(faults: faults.faults)
        case .failed(let number, let message):
            return CommandFailure(.badInput, "\(asked.words(number)): \(message)")
        case .handingOn(let error): return error
        }
    }

    private func summed(_ asked: AskedSweep, _ shard: Shard, _ kept: SweepStore) throws -> SweepSummary {
        var summary = SweepSummary(
            scenarioName: asked.base.scenario.name, store: kept.path, axes: asked.plan.axes.map(\.name),
            points: asked.plan.points, wanted: shard.numbers(of: asked.plan.points).count, seed: asked.options.seed,
            confidence: asked.options.confidence)
        try kept.forEach { summary.done.append(SweepSummary.Point($0)) }
        switch asked.plan.design {
        case .grid:
            let levels = asked.plan.axes.map { $0.levels ?? 1 }
            summary.findSensitivities { SobolIndices(levels: levels, values: $0) }
        case .saltelli: summary.findSensitivities { SobolIndices(axes: asked.plan.axes.count, radial: $0) }
        case .sobol, .latinHypercube: break
        }
        return summary
    }

    private func written(_ summary: SweepSummary, _ asked: AskedSweep, _ kept: SweepStore) throws -> String {
        var shown: [String] = []
        for name in asked.base.scenario.targets.map(\.measure) + ["service_level", "abandonment", "asa"]
        where !shown.contains(name) && shown.count < 4 { shown.append(name) }
        let report = SweepReport(
            summary, palette: output.style.palette, shown: shown, verbose: output.verbose)
        switch output.format {
        case .text: return report.text()
        case .json: return report.json(version: Holdfast.version)
        case .csv:
            var text = SweepCSV.summaryHeading(axes: summary.axes)
            try kept.forEach { text += SweepCSV.summary($0) }
            return text
        }
    }

    // MARK: Shards

    private func mergeShards() throws {
        guard shard == nil, sweep.vary.isEmpty, sweep.set.isEmpty else {
            throw CommandFailure(.usage, "expected only stores, and --store, with --merge")
        }
        guard let first = sweep.files.first else {
            throw CommandFailure(
                .usage,
                "expected the stores of the shards with --merge, such as sweep.shard-*-of-40.sqlite, found none")
        }
        var opened: [SweepStore] = []
        defer { for store in opened { store.close() } }
        do {
            for file in sweep.files { opened.append(try SweepStore.reading(file)) }
            let stem = Self.stem(of: first)
            let whole = stem.firstRange(of: ".shard-").map { String(stem[..<$0.lowerBound]) } ?? stem
            let path = store ?? whole + ".sqlite"
            try Merging(opened).write(to: path)
            try output.write(
                "\(opened.count) shards are together in \(path): \(opened[0].traits.points) points.\n"
                    + "The tables: holdfast export \(path)\n")
        } catch let fault as StoreFault {
            throw CommandFailure(fault)
        }
    }

    static func ending(_ shard: Shard) -> String {
        shard == .whole ? ".sqlite" : ".shard-\(shard.index)-of-\(shard.count).sqlite"
    }

    /// The name of a file without its folder and its ending.
    static func stem(of file: String) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.lastIndex(of: ".").map { $0 == last.startIndex ? last : String(last[..<$0]) } ?? last
    }
}
