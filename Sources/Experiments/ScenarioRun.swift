import Dispatch
import Engine
import Measures
import Scenarios
import Synchronization

/// How far a run has come.
public struct Progress: Sendable {
    /// From 0 to 1.
    public var share: Double
    public var replicationsDone: Int
}

/// One scenario, simulated and summed up: what `run` does.
public struct ScenarioRun: Sendable {
    public let scenario: Scenario
    public let file: String
    public let resolvedSHA256: String
    public let options: RunOptions

    /// - Parameters:
    ///   - file: as the person typed it.
    ///   - resolvedSHA256: of the scenario with its tables and changes applied.
    public init(_ scenario: Scenario, file: String, resolvedSHA256: String, options: RunOptions) {
        self.scenario = scenario
        self.file = file
        self.resolvedSHA256 = resolvedSHA256
        self.options = options
    }

    /// Replications that will be run.
    public var replications: Int {
        if let asked = options.replications { return asked }
        return scenario.hours.observation == .batch ? 1 : 100
    }

    /// Simulates and sums up.
    /// - Parameters:
    ///   - isInterrupted: asked often, on any thread; once true, what is done so far is summed up and marked partial.
    ///   - progress: told now and then, on any thread.
    /// - Throws: when there is no answer at all.
    public func results(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(RunError) -> RunResults {
        let stopwatch = Stopwatch()
        let (known, warnings) = try scenario.withKnownWarmUp(
            seed: options.seed, goesOn: { _ in !isInterrupted() })
        let compiled = CompiledScenario(known, confidence: options.confidence)
        let threads = options.threads ?? Self.cores
        try MemoryNeed(compiled.model.layout, replications: replications, threads: threads)
            .refuse(beyond: MemoryNeed.available, compiled.model.layout)
        let tally = SharedTally(RunTally(plan: compiled.plan, layout: compiled.model.layout))
        let isSteady = compiled.plan.observationKind == .batch
        let planned = replications
        Replications(
            compiled.model, seed: options.seed, numbers: 0..<UInt32(planned), threads: threads
        ).run(
            goesOn: { position in
                if isSteady && planned == 1 {
                    progress(Progress(share: compiled.model.timeline.share(at: position), replicationsDone: 0))
                }
                return !isInterrupted()
            },
            handOn: { replication in
                let done = tally.add(replication, isSteady: isSteady)
                progress(Progress(share: Double(done) / Double(planned), replicationsDone: done))
                return replication.fault == nil && !isInterrupted()
            })

        let (sums, fault) = tally.taken
        if case .tooManyContacts(let seconds) = fault { throw .endlessLine(at: seconds) }
        let isPartial = sums.replications < planned || fault != nil
        guard sums.observations > 0 else {
            throw RunError(kind: .interrupted, message: "Stopped before the first replication was done.")
        }
        var results = sums.results(
            scenarioName: scenario.name, scenarioFile: file, resolvedSHA256: resolvedSHA256, seed: options.seed,
            partial: isPartial, warnings: warnings)
        results.timing = stopwatch.timing(contacts: results.conservation.arrivals)
        results.classes = compiled.inFileOrder(results.classes, compiled.classOrder)
        results.groups = compiled.inFileOrder(results.groups, compiled.groupOrder)
        for interval in results.intervals.indices {
            results.intervals[interval].classes = compiled.inFileOrder(
                results.intervals[interval].classes, compiled.classOrder)
            results.intervals[interval].groups = compiled.inFileOrder(
                results.intervals[interval].groups, compiled.groupOrder)
        }
        return results
    }

    /// Cores of this machine.
    static var cores: Int { max(1, Int(DispatchInfo.activeProcessors)) }
}

/// The sums of a run, fed from several threads one at a time.
private final class SharedTally: Sendable {
    private let state: Mutex<(tally: RunTally, fault: RunFault?)>

    init(_ tally: RunTally) { state = Mutex((tally, nil)) }

    /// Adds a replication, unless it was cut short: then the finished batches of a steady run only.
    /// - Returns: replications added so far.
    func add(_ replication: Replication, isSteady: Bool) -> Int {
        state.withLock { state in
            switch replication.fault {
            case nil:
                state.tally.add(replication.counts)
            case .stopped(let row):
                state.fault = replication.fault
                if isSteady && row > 0 && row < replication.counts.layout.intervals {
                    state.tally.add(replication.counts.upTo(row: row))
                }
            case .tooManyContacts:
                state.fault = replication.fault
            }
            return state.tally.replications
        }
    }

    var taken: (tally: RunTally, fault: RunFault?) { state.withLock { $0 } }
}

extension Counts {
    /// The rows before one, and what lies outside; the rest as if it had not happened.
    func upTo(row end: Int) -> Counts {
        var cut = self
        for row in end..<layout.intervals {
            for position in 0..<layout.classes {
                let cell = layout.cell(row: row, customerClass: position)
                for place in cell..<(cell + layout.classStride) { cut.values[place] = 0 }
            }
            for group in 0..<layout.groups {
                let cell = layout.cell(row: row, group: group)
                for place in cell..<(cell + layout.groupStride) { cut.values[place] = 0 }
            }
            cut[lengthOfRow: row] = 0
            cut[longestQueueOfRow: row] = 0
            guard layout.histogramsByInterval else { continue }
            for position in 0..<layout.classes {
                for end in WaitHistogram.End.allCases where end.rawValue < layout.kinds {
                    let start = layout.histogram(row: row, customerClass: position, of: end)
                    for bin in start..<(start + WaitHistogram.bins) { cut.histograms[bin] = 0 }
                }
            }
        }
        return cut
    }
}

extension Timeline {
    /// How much of a steady run lies behind, from 0 to 1.
    func share(at position: RunPosition) -> Double {
        if let contacts { return min(1, Double(position.contacts) / Double(max(1, contacts.total))) }
        guard let end = rows.last?.end, end > 0 else { return 1 }
        return min(1, position.seconds / end)
    }
}
