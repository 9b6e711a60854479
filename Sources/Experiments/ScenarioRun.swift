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
    /// In all, as far as one can tell: a run that ends when it is precise enough learns it on its way.
    public var replicationsExpected: Int
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

    /// Replications that will be run; the most of them, for a run that ends when it is precise enough.
    public var replications: Int {
        if let asked = options.replications { return asked }
        if !options.precision.isEmpty { return PrecisionReport.usualMost }
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
        let limit = TimeLimit(seconds: options.timeLimitSeconds)
        let stops: @Sendable () -> Bool = { isInterrupted() || limit.isOver }
        let known: Scenario
        let warnings: [String]
        do {
            (known, warnings) = try scenario.counting(for: options.precision)
                .withKnownWarmUp(seed: options.seed, goesOn: { _ in !stops() })
        } catch {
            throw isInterrupted() ? error : limit.tooShort ?? error
        }
        let compiled = CompiledScenario(
            known, confidence: options.confidence, quantilesByInterval: options.quantilesByInterval)
        let threads = options.threads ?? Self.cores
        try MemoryNeed(compiled.model.layout, replications: replications, threads: threads)
            .refuse(beyond: MemoryNeed.available, compiled.model.layout)
        let planned = replications
        let tally = SharedTally(
            RunTally(plan: compiled.plan, layout: compiled.model.layout),
            options.precision.isEmpty ? nil : PrecisionWatch(options.precision, plan: compiled.plan, most: planned))
        let isSteady = compiled.plan.observationKind == .batch
        Replications(
            compiled.model, seed: options.seed, numbers: 0..<UInt32(planned), threads: threads
        ).run(
            goesOn: { position in
                if isSteady && planned == 1 {
                    progress(
                        Progress(
                            share: compiled.model.timeline.share(at: position), replicationsDone: 0,
                            replicationsExpected: planned))
                }
                return !stops()
            },
            handOn: { replication in
                let (done, expected, isEnough) = tally.add(replication, isSteady: isSteady)
                let all = expected ?? planned
                progress(
                    Progress(share: Double(done) / Double(all), replicationsDone: done, replicationsExpected: all))
                return replication.fault == nil && !isEnough && !stops()
            })

        let (sums, fault, watch, ending) = tally.taken
        if case .tooManyContacts(let seconds) = fault { throw .endlessLine(at: seconds) }
        let isCut = ending == nil && (sums.replications < planned || fault != nil)
        let isOutOfTime = isCut && limit.isOver && !isInterrupted()
        guard sums.observations > 0 else {
            if isOutOfTime, let tooShort = limit.tooShort { throw tooShort }
            guard isCut else { throw .noContactAfterTheWarmUp }
            throw RunError(kind: .interrupted, message: "Stopped before the first replication was done.")
        }
        let isPartial = isCut && !isOutOfTime
        var results = sums.results(
            scenarioName: scenario.name, scenarioFile: file, resolvedSHA256: resolvedSHA256, seed: options.seed,
            partial: isPartial, warnings: warnings)
        results.precision = watch?.report(
            sums, ending: ending ?? (isPartial ? .interrupted : isOutOfTime ? .timeLimit : .replications))
        results.timing = stopwatch.timing(contacts: results.conservation.arrivals)
        compiled.putInFileOrder(&results)
        return results
    }

    /// Cores of this machine.
    static var cores: Int { max(1, Int(DispatchInfo.activeProcessors)) }
}

/// The sums of a run, fed from several threads one at a time.
private final class SharedTally: Sendable {
    struct State {
        var tally: RunTally
        var fault: RunFault?
        var watch: PrecisionWatch?
        /// Why the run is over, where its precision decides.
        var ending: PrecisionReport.Ending?
    }

    private let state: Mutex<State>

    init(_ tally: RunTally, _ watch: PrecisionWatch?) { state = Mutex(State(tally: tally, watch: watch)) }

    /// Adds a replication, unless it was cut short: then the finished batches of a steady run only.
    /// - Returns: replications added so far; where precision decides, how many are expected; whether no more are wanted.
    func add(_ replication: Replication, isSteady: Bool) -> (done: Int, expected: Int?, isEnough: Bool) {
        state.withLock { state in
            switch replication.fault {
            case nil:
                state.tally.add(replication.counts)
                state.ending = state.watch?.ending(state.tally)
            case .stopped(let row):
                state.fault = replication.fault
                if isSteady && row > 0 && row < replication.counts.layout.intervals {
                    state.tally.add(replication.counts.upTo(row: row))
                }
            case .tooManyContacts:
                state.fault = replication.fault
            }
            return (state.tally.replications, state.watch?.expected, state.ending != nil)
        }
    }

    var taken: (tally: RunTally, fault: RunFault?, watch: PrecisionWatch?, ending: PrecisionReport.Ending?) {
        state.withLock { ($0.tally, $0.fault, $0.watch, $0.ending) }
    }
}

/// The longest that a run or a comparison may take by the clock on the wall.
struct TimeLimit: Sendable {
    private let seconds: Double?
    private let end: ContinuousClock.Instant?

    init(seconds: Double?) {
        self.seconds = seconds
        // Beyond a century nothing is left of a limit, and the clock's own bounds are far away.
        end = seconds.map { .now + .seconds(min($0, 3e9)) }
    }

    var isOver: Bool { end.map { .now >= $0 } ?? false }

    /// What to say when it was over before there was anything to report; nil while it is not.
    var tooShort: RunError? {
        guard isOver, let seconds else { return nil }
        return RunError(
            kind: .scenario,
            message: "The time limit of \(Measure.spanText(seconds)) was over before the first replication was done; "
                + "allow more, or shorten the scenario.")
    }
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
            if layout.histogramsByInterval { cut.histograms.empty(layout.histograms(ofRow: row)) }
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
