import Dispatch
import Engine
import Measures
import Scenarios
import Synchronization

/// What a sweep found at one point.
public struct SweptPoint: Sendable {
    /// From 1.
    public let number: Int
    public let resolvedSHA256: String
    public let results: RunResults
    public let columns: ReplicationColumns
    /// Replication after replication, a value for each of the columns.
    public let replications: [Double]
}

/// A point that could not be simulated, and so ended the sweep.
public enum SweepError: Error, Sendable {
    /// Its scenario is faulty.
    case faulty(point: Int, ScenarioError)
    /// Its scenario cannot be simulated as it stands.
    case failed(point: Int, String)
    /// What was found could not be handed on.
    case handingOn(any Error)
}

/// Points of a sweep, simulated with the same customers: what `sweep` does.
///
/// Points are spread over threads, and each is simulated by one alone unless there are fewer points than threads. All
/// share the seed, so that replication i of each meets the customers of replication i. What a point gives depends on the
/// point only.
public struct Sweep: Sendable {
    let options: RunOptions
    let read: @Sendable (Int) throws(ScenarioError) -> ReadScenario

    /// - Parameter read: the scenario of a point, by its number.
    public init(options: RunOptions, read: @escaping @Sendable (Int) throws(ScenarioError) -> ReadScenario) {
        self.options = options
        self.read = read
    }

    private struct State {
        var next = 0
        var failure: (place: Int, error: SweepError)?
    }

    /// Simulates these points and hands each on as it is done, in any order, from several threads at once.
    /// - Parameters:
    ///   - isInterrupted: asked often, on any thread; once true, points on their way are given up.
    /// - Throws: the fault of the first point that has one; what was handed on before stays.
    public func run(
        _ numbers: [Int], isInterrupted: @escaping @Sendable () -> Bool = { false },
        handOn: @escaping @Sendable (SweptPoint) throws -> Void
    ) throws(SweepError) {
        guard !numbers.isEmpty else { return }
        let threads = options.threads ?? ScenarioRun.cores
        let workers = min(threads, numbers.count)
        let state = Mutex(State())
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let taken: Int? = state.withLock { state in
                    guard state.failure == nil, state.next < numbers.count, !isInterrupted() else { return nil }
                    defer { state.next += 1 }
                    return state.next
                }
                guard let place = taken else { return }
                do {
                    let found = try point(
                        numbers[place], threads: max(1, threads / workers), isInterrupted: isInterrupted)
                    guard let found else { return }
                    do { try handOn(found) } catch { throw SweepError.handingOn(error) }
                } catch {
                    let failure = error as? SweepError ?? .handingOn(error)
                    state.withLock { state in
                        if state.failure.map({ place < $0.place }) ?? true { state.failure = (place, failure) }
                    }
                }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure.error }
    }

    /// A point ready to be simulated.
    private struct ReadyPoint {
        var scenario: Scenario
        var resolvedSHA256: String
        var warnings: [String]
        var compiled: CompiledScenario
        var replications: Int
    }

    /// Reads a point and makes it ready; nil when it was interrupted.
    private func ready(
        _ number: Int, _ isInterrupted: @escaping @Sendable () -> Bool
    ) throws(SweepError) -> ReadyPoint? {
        let given: ReadScenario
        do { given = try read(number) } catch { throw .faulty(point: number, error) }
        let known: Scenario
        let warnings: [String]
        do {
            (known, warnings) = try given.scenario.withKnownWarmUp(
                seed: options.seed, goesOn: { _ in !isInterrupted() })
        } catch {
            if error.kind == .interrupted { return nil }
            throw .failed(point: number, error.message)
        }
        let compiled = CompiledScenario(known, confidence: options.confidence)
        let isSteady = compiled.plan.observationKind == .batch
        let planned = options.replications ?? (isSteady ? 1 : 100)
        do {
            try MemoryNeed(compiled.model.layout, replications: planned, threads: options.threads ?? ScenarioRun.cores)
                .refuse(beyond: MemoryNeed.available, compiled.model.layout)
        } catch { throw .failed(point: number, error.message) }
        return ReadyPoint(
            scenario: known, resolvedSHA256: given.resolvedSHA256, warnings: warnings, compiled: compiled,
            replications: planned)
    }

    /// The time of all replications of these points, one after the other on this thread: of the engine's loop. Reading and
    /// compiling a point is left out, and so are the values and intervals that are made of its days.
    /// - Parameter summingUp: true checks the counts of each replication and adds them up, as every run does; false drops
    ///   them.
    /// - Returns: contacts, and the processor time of the loops; nil when it was interrupted.
    public func engineTiming(
        _ numbers: [Int], summingUp: Bool, isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws(SweepError) -> Timing? {
        var whole = Timing(contacts: 0, seconds: 0, cpuSeconds: 0, peakResidentBytes: 0)
        for number in numbers {
            guard !isInterrupted(), let point = try ready(number, isInterrupted) else { return nil }
            var (next, contacts, isWhole): (UInt32, Double, Bool) = (0, 0, true)
            var tally: RunTally?
            let order = RunOrder(
                seed: options.seed, goesOn: { _ in !isInterrupted() },
                next: {
                    defer { next += 1 }
                    return next < point.replications ? next : nil
                },
                deliver: { replication in
                    isWhole = isWhole && replication.fault == nil
                    let layout = replication.counts.layout
                    for row in 0..<layout.rows {
                        for position in 0..<layout.classes {
                            contacts += replication.counts[row: row, customerClass: position, .arrivals]
                        }
                    }
                    tally?.add(replication.counts)
                })
            let stopwatch = Stopwatch()
            if summingUp { tally = RunTally(plan: point.compiled.plan, layout: point.compiled.model.layout) }
            order.run(point.compiled.model)
            let timing = stopwatch.timing(contacts: contacts)
            guard isWhole, !isInterrupted() else { return nil }
            whole.contacts += timing.contacts
            whole.seconds += timing.seconds
            whole.cpuSeconds += timing.cpuSeconds
            whole.peakResidentBytes = max(whole.peakResidentBytes, timing.peakResidentBytes)
        }
        return whole
    }

    /// Nil when it was interrupted.
    private func point(
        _ number: Int, threads: Int, isInterrupted: @escaping @Sendable () -> Bool
    ) throws(SweepError) -> SweptPoint? {
        guard let given = try ready(number, isInterrupted) else { return nil }
        let (compiled, planned) = (given.compiled, given.replications)
        let sums = Mutex(PointSums(RunTally(plan: compiled.plan, layout: compiled.model.layout)))
        Replications(compiled.model, seed: options.seed, numbers: 0..<UInt32(planned), threads: threads).run(
            goesOn: { _ in !isInterrupted() },
            handOn: { replication in
                sums.withLock { $0.add(replication) }
                return replication.fault == nil && !isInterrupted()
            })
        let found = sums.withLock { $0 }
        if case .tooManyContacts(let seconds) = found.fault {
            throw .failed(point: number, RunError.endlessLine(at: seconds).message)
        }
        guard found.tally.replications == planned else { return nil }
        var results = found.tally.results(
            scenarioName: given.scenario.name, scenarioFile: "", resolvedSHA256: given.resolvedSHA256,
            seed: options.seed, warnings: given.warnings)
        compiled.putInFileOrder(&results)
        guard results.conservation.holds else {
            throw .failed(
                point: number,
                "a fault of Holdfast itself: contacts or busy time do not add up. Please report the scenario.\n"
                    + results.conservation.violations.joined(separator: "\n"))
        }
        return SweptPoint(
            number: number, resolvedSHA256: given.resolvedSHA256, results: results, columns: found.columns,
            replications: found.values)
    }
}

/// The sums of one point, and its replications one by one.
private struct PointSums {
    var tally: RunTally
    let columns: ReplicationColumns
    var values: [Double] = []
    var fault: RunFault?

    init(_ tally: RunTally) {
        self.tally = tally
        columns = ReplicationColumns(tally)
    }

    mutating func add(_ replication: Replication) {
        fault = replication.fault
        guard fault == nil else { return }
        tally.add(replication.counts)
        columns.append(tally, replication.counts, to: &values)
    }
}
