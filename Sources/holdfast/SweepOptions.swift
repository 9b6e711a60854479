import ArgumentParser
import Experiments
import Measures
import Scenarios
import Store

/// Which sweep a command is about: a sweep file, or a scenario and what varies of it.
struct SweepOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A sweep file, or a scenario with --vary; with --merge, the stores of the shards.", valueName: "file"))
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "What varies of a scenario: 'agents.*.staff+=0,1,2'. Given twice, every pair.", valueName: "path=a,b,c"))
    var vary: [String] = []

    @Option(
        help: ArgumentHelp("Change a value at every point, as in run. May be repeated.", valueName: "path=value"))
    var set: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of all randomness, the same at every point; 1 unless given.", valueName: "number"),
        transform: ArgumentQuantities.seed)
    var seed: UInt64?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Independent replications of each point; 100 days unless given.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 100_000_000))
    var replications: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads to simulate on; as many as there are cores.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 1024))
    var threads: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Confidence of the intervals: 95% or 0.95.", valueName: "share"))
    var confidence: String = "95%"

    mutating func validate() throws {
        _ = try ReplicationOptions.share(ofConfidence: confidence)
    }

    /// Reads the sweep and its scenario, and checks the points in which a fault of a value would show.
    /// - Throws: `FaultyScenario` with every fault, or a failure in words.
    func read(quiet: Bool) throws -> AskedSweep {
        guard files.count == 1 else {
            throw CommandFailure(
                .usage,
                "expected one sweep file, or one scenario with --vary, found "
                    + (files.isEmpty ? "none" : "\(files.count)"))
        }
        let changes: [Change]
        do { changes = try set.map { (text) throws(ScenarioError) in try Change(text) } } catch {
            throw FaultyScenario(faults: error.faults, status: .usage)
        }
        let asked: AskedSweep
        do {
            let file = files[0]
            let text = try ScenarioReader.text(of: file, expected: "a sweep or a scenario in YAML or JSON")
            let isSweep = SweepFile.isMeant(by: text)
            guard isSweep == vary.isEmpty else {
                throw CommandFailure(
                    .usage,
                    isSweep
                        ? "expected --vary with a scenario, found it with the sweep \"\(file)\": put the axis in the file"
                        : "expected what varies of \"\(file)\": --vary 'agents.*.staff+=0,1,2', or a sweep file, which "
                            + "begins with sweep: 1")
            }
            if isSweep {
                let sweep = try SweepFile(
                    text: text, named: file, directory: ScenarioReader.directory(of: file), seed: seed, set: changes)
                let scenario = try ScenarioReader.text(of: sweep.scenario, expected: "a scenario in YAML or JSON")
                asked = try AskedSweep(
                    plan: sweep.plan, scenarioFile: sweep.scenario, scenarioText: scenario,
                    options: options(seed: seed ?? sweep.seed, replications: replications ?? sweep.replications))
            } else {
                let axes = try vary.map { (text) throws(ScenarioError) in try SweepAxis.varied(text) }
                asked = try AskedSweep(
                    plan: try SweepPlan(axes: axes, design: .grid, sampled: nil, set: changes, seed: 1),
                    scenarioFile: file, scenarioText: text, options: options(seed: seed, replications: replications))
            }
        } catch let error as ScenarioError {
            throw FaultyScenario(faults: error.faults)
        } catch let error as SweepPlanFault {
            throw CommandFailure(.usage, error.message)
        }
        let remarks = try asked.check()
        if !quiet { for remark in remarks { CommandFailure.say(remark) } }
        return asked
    }

    private func options(seed: UInt64?, replications: Int?) throws -> RunOptions {
        RunOptions(
            seed: seed ?? 1, replications: replications, threads: threads,
            confidence: try ReplicationOptions.share(ofConfidence: confidence))
    }
}

/// A sweep that was asked for, with the text of its scenario: taken apart once, so that all points are of one scenario.
struct AskedSweep: Sendable {
    let plan: SweepPlan
    let scenarioFile: String
    let scenarioText: ScenarioText
    let options: RunOptions
    /// The scenario before any axis is applied.
    let base: ReadScenario

    init(plan: SweepPlan, scenarioFile: String, scenarioText: String, options: RunOptions) throws(ScenarioError) {
        self.plan = plan
        self.scenarioFile = scenarioFile
        self.scenarioText = ScenarioText(
            scenarioText, named: scenarioFile, directory: ScenarioReader.directory(of: scenarioFile))
        self.options = options
        base = try ScenarioReader(measures: MeasureWord.all).read(self.scenarioText, changes: plan.set)
    }

    /// The scenario of a point.
    func scenario(of number: Int) throws(ScenarioError) -> ReadScenario {
        try ScenarioReader(measures: MeasureWord.all).read(scenarioText, changes: try plan.changes(of: number))
    }

    func words(_ number: Int) -> String {
        let values = zip(plan.axes, plan.values(of: number)).map { "\($0.name) = \($1)" }
        return "point \(number) (\(values.joined(separator: ", ")))"
    }

    /// The remarks of the points that between them show every value, each once and the first few.
    func check() throws -> [String] {
        var remarks: [String] = []
        for number in plan.pointsToCheck {
            do {
                let read = try scenario(of: number)
                remarks += read.warnings.map { $0.rendered() }.filter { !remarks.contains($0) }
            } catch {
                CommandFailure.say("error: \(words(number)) is no scenario that can be simulated:")
                throw FaultyScenario(faults: error.faults)
            }
        }
        let most = 4
        let left = remarks.count - most
        return remarks.prefix(most) + (left > 0 ? ["and \(left) more remarks of this kind"] : [])
    }

    func traits(_ shard: Shard) -> SweepTraits {
        SweepTraits(
            version: Holdfast.version, platform: Machine.here.system, scenarioName: base.scenario.name,
            scenarioSHA256: base.resolvedSHA256, design: plan.described, axes: plan.axes.map(\.name),
            points: plan.points, seed: options.seed, replications: options.replications,
            confidence: options.confidence, shard: shard)
    }
}
