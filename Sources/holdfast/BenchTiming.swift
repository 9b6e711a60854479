import ArgumentParser
import Experiments
import Foundation
import Measures
import Scenarios

/// How much is simulated to find a speed.
struct BenchSize: Sendable, Equatable {
    /// As it is typed: `quick`, `full`, or a number of contacts.
    let name: String
    /// Contacts of one pass, about.
    let contacts: Int
    let passes: Int

    static let quick = BenchSize(name: "quick", contacts: 400_000, passes: 3)
    static let full = BenchSize(name: "full", contacts: 4_000_000, passes: 5)

    private init(name: String, contacts: Int, passes: Int) {
        self.name = name
        self.contacts = contacts
        self.passes = passes
    }

    /// A number of contacts is simulated once.
    init(_ text: String) throws {
        switch text {
        case Self.quick.name: self = .quick
        case Self.full.name: self = .full
        default:
            guard let contacts = Int(text), (1000...1_000_000_000).contains(contacts) else {
                throw ArgumentQuantities.Fault("quick, full, or contacts from 1000 to 1000000000", found: text)
            }
            self = BenchSize(name: text, contacts: contacts, passes: 1)
        }
    }
}

/// What was found on a workload, on one thread.
struct BenchedWorkload: Sendable {
    var name: String
    var title: String
    /// Of one pass.
    var contacts: Double
    var events: Double
    /// Processor time of the quickest pass, and of the slowest.
    var cpuSeconds: Double
    var slowestCPUSeconds: Double
    var checksum: String

    var nanosecondsPerContact: Double { cpuSeconds / contacts * 1e9 }
    var contactsPerSecond: Double { contacts / cpuSeconds }
    var eventsPerSecond: Double { events / cpuSeconds }
    /// How much longer the slowest pass took than the quickest: large on a machine that others use too.
    var spread: Double { slowestCPUSeconds / cpuSeconds - 1 }
}

/// The speed with so many threads, by the clock on the wall.
struct BenchedThreads: Sendable {
    var threads: Int
    var contactsPerSecond: Double
}

/// Everything that was timed.
struct BenchMeasured: Sendable {
    var machine: Machine
    var size: BenchSize
    var workloads: [BenchedWorkload]
    /// One thread first; empty when there is but one, or the workload for it was not chosen.
    var scaling: [BenchedThreads]
    var peakResidentBytes: Int
    /// False when some pass, or some number of threads, gave other results than the first.
    var sameResults: Bool
}

/// Simulates the workloads and takes their times.
struct BenchTiming {
    let size: BenchSize
    let mostThreads: Int

    /// - Parameter progress: told the share done, and at what the work is.
    /// - Returns: nil when it was interrupted.
    func measure(_ workloads: [StandardWorkload], progress: (Double, String) -> Void) -> BenchMeasured? {
        var measured = BenchMeasured(
            machine: .here, size: size, workloads: [], scaling: [], peakResidentBytes: 0, sameResults: true)
        let counts = threadCounts
        let forThreads = mostThreads == 1 ? nil : workloads.first { $0.name == StandardWorkload.nameForThreads }
        let steps = Double(workloads.count * size.passes + (forThreads == nil ? 0 : counts.count * size.passes))
        var step = 0.0
        func passes(_ workload: StandardWorkload, threads: Int) -> [WorkloadPass]? {
            let ready = workload.ready(contacts: size.contacts)
            var passes: [WorkloadPass] = []
            for _ in 0..<size.passes {
                progress(step / steps, workload.title)
                guard let pass = ready.pass(threads: threads, isInterrupted: { Interruption.isAsked }) else {
                    return nil
                }
                if let first = passes.first, first.checksum != pass.checksum { measured.sameResults = false }
                passes.append(pass)
                measured.peakResidentBytes = max(measured.peakResidentBytes, pass.timing.peakResidentBytes)
                step += 1
            }
            return passes
        }
        for workload in workloads {
            guard let passes = passes(workload, threads: 1) else { return nil }
            let times = passes.map(\.timing.cpuSeconds)
            measured.workloads.append(
                BenchedWorkload(
                    name: workload.name, title: workload.title, contacts: passes[0].timing.contacts,
                    events: passes[0].events, cpuSeconds: times.min() ?? 0, slowestCPUSeconds: times.max() ?? 0,
                    checksum: passes[0].checksum))
        }
        guard let forThreads else { return measured }
        let checksum = measured.workloads.first { $0.name == forThreads.name }?.checksum
        for threads in counts {
            guard let passes = passes(forThreads, threads: threads) else { return nil }
            let quickest = passes.map { $0.timing.contacts / $0.timing.seconds }.max() ?? 0
            if passes[0].checksum != checksum { measured.sameResults = false }
            measured.scaling.append(BenchedThreads(threads: threads, contactsPerSecond: quickest))
        }
        return measured
    }

    /// 1, 2, 4, … and the most.
    private var threadCounts: [Int] {
        var counts: [Int] = []
        var next = 1
        while next < mostThreads {
            counts.append(next)
            next *= 2
        }
        return counts + [mostThreads]
    }
}

/// What was found on a sweep: the command with all that it does, against the engine's loop over the same replications.
struct BenchedSweep: Sendable {
    var scenarioName: String
    var points: Int
    var contacts: Double
    var machine: Machine
    /// Processor seconds of each pass.
    var passes: [(engine: Double, summed: Double, sweep: Double)]

    var engineSeconds: Double { passes.map(\.engine).min() ?? 0 }
    var summedSeconds: Double { passes.map(\.summed).min() ?? 0 }
    var sweepSeconds: Double { passes.map(\.sweep).min() ?? 0 }
    /// What is left of the engine's speed, from the quickest pass of each.
    var share: Double { engineSeconds / sweepSeconds }
    /// The same of the speed at which days are simulated and summed up: that of `bench`, and of any run.
    var shareOfSummed: Double { summedSeconds / sweepSeconds }
    /// Both pass by pass: far apart on a machine that others use too.
    var shares: [Double] { passes.map { $0.engine / $0.sweep } }
    var sharesOfSummed: [Double] { passes.map { $0.summed / $0.sweep } }
}

/// Takes the times of a sweep, `bench --sweep`.
///
/// The sweep is the command itself, from reading the file to its answer, with a store of its own that is thrown away: all
/// that a process spends but for starting. The engine alone hands over the counts of each replication, and they are dropped;
/// then once more, and they are checked and summed up as in any run. All run on one thread, in turns, so that what else the
/// machine does falls on all.
struct SweepTiming {
    let file: String
    let passes: Int

    /// - Parameter progress: told the share done, and at what the work is.
    /// - Throws: what the sweep itself would say, and when it was interrupted.
    func measure(progress: (Double, String) -> Void) throws -> BenchedSweep {
        let asked = try SweepOptions.parse([file, "--threads", "1"]).read(quiet: true)
        let sweep = Sweep(options: asked.options) { (number) throws(ScenarioError) in try asked.scenario(of: number) }
        var measured = BenchedSweep(
            scenarioName: asked.base.scenario.name, points: asked.plan.points, contacts: 0, machine: .here, passes: [])
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("holdfast-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for pass in 0..<passes {
            func engine(summingUp: Bool) throws -> Timing {
                let timed: Timing?
                do {
                    timed = try sweep.engineTiming(
                        Array(1...asked.plan.points), summingUp: summingUp, isInterrupted: { Interruption.isAsked })
                } catch {
                    throw SweepCommand.failure(error, asked)
                }
                guard let timed else { throw Self.stopped }
                return timed
            }
            progress(Double(pass) / Double(passes), "engine alone")
            let alone = try engine(summingUp: false)
            progress((Double(pass) + 0.25) / Double(passes), "engine and sums")
            let summed = try engine(summingUp: true)
            progress((Double(pass) + 0.6) / Double(passes), "sweep")
            let store = folder.appendingPathComponent("\(pass).sqlite").path
            let command = try SweepCommand.parse([
                file, "--threads", "1", "--quiet", "--store", store, "-o", store + ".txt",
            ])
            let before = ProcessorTime.seconds
            do { try command.run() } catch is ExitCode { throw Self.stopped }
            let seconds = ProcessorTime.seconds - before
            guard !Interruption.isAsked else { throw Self.stopped }
            measured.contacts = alone.contacts
            measured.passes.append((alone.cpuSeconds, summed.cpuSeconds, seconds))
        }
        return measured
    }

    private static let stopped = CommandFailure(
        .interrupted, "stopped before everything was timed; nothing is reported")
}
