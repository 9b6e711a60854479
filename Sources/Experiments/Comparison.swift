import Engine
import Measures
import Scenarios
import Synchronization

/// A scenario among others that it is compared with.
public struct PlanToCompare: Sendable {
    /// Short, and no other plan's.
    public var name: String
    public var scenario: Scenario
    /// As the person typed it.
    public var file: String
    /// As typed: what makes it differ from its file.
    public var changes: [String]
    public var resolvedSHA256: String

    public init(name: String, scenario: Scenario, file: String, changes: [String], resolvedSHA256: String) {
        self.name = name
        self.scenario = scenario
        self.file = file
        self.changes = changes
        self.resolvedSHA256 = resolvedSHA256
    }
}

/// The question which plan is best.
public struct SelectionRequest: Sendable {
    public var measure: Measure
    /// The smallest difference that matters, in the measure's unit; above 0.
    public var indifference: Double

    public init(_ measure: Measure, indifference: Double) {
        self.measure = measure
        self.indifference = indifference
    }
}

/// Several plans on the same customers: what `compare` does.
///
/// All plans share the seed, and replication i of each meets the customers of replication i: draws belong to the
/// customer (its stream name and number), not to the order in which anything happens.
public struct Comparison: Sendable {
    public let plans: [PlanToCompare]
    public let options: RunOptions
    public let selection: SelectionRequest?
    /// The number of the first replication; customers of those before it are met by nobody.
    public var firstReplication = 0

    public static let mostPlans = 100

    /// - Precondition: two plans at least, `mostPlans` at most; no wish for precision beside a selection, which has an end
    ///   of its own.
    public init(_ plans: [PlanToCompare], options: RunOptions, selection: SelectionRequest? = nil) {
        precondition(plans.count > 1 && plans.count <= Self.mostPlans)
        precondition(selection == nil || options.precision.isEmpty)
        self.plans = plans
        self.options = options
        self.selection = selection
    }

    /// Replications that every plan will meet; the most of them, where the differences are to become precise.
    public var replications: Int {
        if let asked = options.replications { return asked }
        if !options.precision.isEmpty { return PrecisionReport.usualMost }
        return plans[0].scenario.hours.observation == .batch ? 1 : 100
    }

    /// Simulates and sums up.
    /// - Parameters:
    ///   - isInterrupted: asked often, on any thread; once true, the replications that all plans have met are summed up
    ///     and marked partial.
    ///   - progress: told now and then, on any thread.
    /// - Throws: when there is no answer at all.
    public func results(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(RunError) -> ComparisonResults {
        let stopwatch = Stopwatch()
        let limit = TimeLimit(seconds: options.timeLimitSeconds)
        let stops: @Sendable () -> Bool = { isInterrupted() || limit.isOver }
        let rules = try ComparisonRules(plans)
        let known: [Scenario]
        var warnings: [String]
        do { (known, warnings) = try withKnownWarmUps(stops) } catch {
            throw isInterrupted() ? error : limit.tooShort ?? error
        }
        warnings += rules.warnings
        let compiled = known.map { CompiledScenario($0, confidence: options.confidence) }
        let threads = options.threads ?? ScenarioRun.cores
        // A block of replications is simulated plan by plan, so that few counts are held at a time.
        let block = max(2 * threads, min(64, 512 / plans.count))
        try refuseBeyondMemory(compiled, threads: threads, block: block)

        var tally = PairedTally(
            compiled.map { ($0.plan, $0.model.layout) }, incomparable: rules.incomparable)
        var watch = try watch(tally, compiled[0].plan)
        var ending: PrecisionReport.Ending?
        var search = try selection.map { (request) throws(RunError) in try Search(request, tally, self) }
        let workers = compiled.map {
            PlanWorker(
                $0.model, seed: options.seed, first: firstReplication, threads: threads, isInterrupted: stops)
        }
        var done = 0
        while done < replications && ending == nil && !stops() {
            // No further than the next look, but for threads that would have nothing to do.
            let far = watch.map { min(block, max($0.nextLook - done, threads)) } ?? block
            let numbers = done..<min(done + far, replications)
            let expected = watch?.expected ?? replications
            var counts: [[Counts]] = []
            let already = done
            for (position, worker) in workers.enumerated() {
                let before = Double(done * plans.count + position * numbers.count)
                counts.append(
                    try worker.counts(numbers, plan: plans[position].name) { count in
                        progress(
                            Progress(
                                share: min(1, (before + Double(count)) / Double(expected * plans.count)),
                                replicationsDone: already, replicationsExpected: expected))
                    })
            }
            let common = counts.map(\.count).min() ?? 0
            for replication in 0..<common where ending == nil {
                tally.add(counts.map { $0[replication] })
                if let row = search?.row { search?.found.add(tally.latest(row)) }
                ending = watch?.ending(tally)
                done += 1
            }
            if common < numbers.count { break }
        }
        let isOutOfTime = limit.isOver && !isInterrupted()
        guard done > 0 else {
            if isOutOfTime, let tooShort = limit.tooShort { throw tooShort }
            throw RunError(kind: .interrupted, message: "Stopped before the first replication of every plan was done.")
        }
        let isCut = done < replications && ending == nil
        var results = tally.results(
            plans: plans.map {
                ComparedPlan(
                    name: $0.name, scenarioName: $0.scenario.name, file: $0.file, changes: $0.changes,
                    resolvedSHA256: $0.resolvedSHA256)
            }, seed: options.seed, partial: isCut && !isOutOfTime, warnings: warnings + rough(tally))
        results.precision = watch?.report(
            tally, ending: ending ?? (!isCut ? .replications : isOutOfTime ? .timeLimit : .interrupted))
        if var search {
            if done == replications {
                try goOn(&search, &tally, workers, block: block, isInterrupted, progress)
            }
            if search.found.isWithoutData {
                throw RunError(
                    kind: .scenario,
                    message: "\(search.request.measure.name) has no data in one of the plans: no plan can be the best.")
            }
            results.selection = SelectionResults(
                search.found, measure: search.request.measure, within: tally.within(search.row))
            results.partial = results.partial || search.found.best == nil
        }
        results.timing = stopwatch.timing(contacts: 0)
        return results
    }

    /// What ends the comparison where its differences are to become precise.
    private func watch(_ tally: PairedTally, _ baseline: TallyPlan) throws(RunError) -> PrecisionWatch? {
        guard !options.precision.isEmpty else { return nil }
        for goal in options.precision {
            guard let refusal = tally.refusal(of: goal, names: plans.map(\.name)) else { continue }
            throw RunError(kind: .scenario, message: "--precision: \(refusal).")
        }
        return PrecisionWatch(options.precision, plan: baseline, most: replications)
    }

    /// The sequential part of a selection: whoever is in play meets more replications, until one plan is left.
    private func goOn(
        _ search: inout Search, _ tally: inout PairedTally, _ workers: [PlanWorker], block: Int,
        _ isInterrupted: @Sendable () -> Bool, _ progress: @Sendable (Progress) -> Void
    ) throws(RunError) {
        var done = replications
        while !search.found.isDone && !isInterrupted() {
            let inPlay = search.found.inPlay
            // More at a time as plans leave; which are simulated ahead of need changes no bit of the answer.
            let most = search.found.mostReplications ?? done + block
            let numbers = done..<(done + max(1, min(block, most - done)))
            var pairs = [[(x: Double, y: Double)]](
                repeating: .init(repeating: (0, 0), count: plans.count), count: numbers.count)
            for plan in inPlay {
                let counts = try workers[plan].counts(numbers, plan: plans[plan].name)
                if counts.count < numbers.count { return }
                for (replication, found) in counts.enumerated() {
                    pairs[replication][plan] = tally.observation(search.row, plan: plan, of: found)
                }
            }
            for replication in pairs { search.found.add(replication) }
            done = numbers.upperBound
            progress(
                Progress(
                    share: Double(done) / Double(max(done, most)), replicationsDone: search.found.replications,
                    replicationsExpected: max(done, most)))
        }
    }

    /// Steady plans leave out the longest of their warm-ups, so that the batches of all hold the same stretch.
    private func withKnownWarmUps(
        _ isInterrupted: @escaping @Sendable () -> Bool
    ) throws(RunError) -> (scenarios: [Scenario], warnings: [String]) {
        var warnings: [String] = []
        var scenarios: [Scenario] = []
        for plan in plans {
            let (known, found) = try plan.scenario.withKnownWarmUp(
                seed: options.seed, goesOn: { _ in !isInterrupted() })
            scenarios.append(known)
            warnings += found.map { "\(plan.name): \($0)" }
        }
        var contacts = 0
        var seconds = 0.0
        for case .steady(let steady) in scenarios.map(\.hours) {
            switch steady.warmUp {
            case .contacts(let number): contacts = max(contacts, number)
            case .seconds(let length): seconds = max(seconds, length)
            case .found: break
            }
        }
        for index in scenarios.indices {
            guard case .steady(let steady) = scenarios[index].hours else { continue }
            let warmUp: WarmUp = if case .contacts = steady.length { .contacts(contacts) } else { .seconds(seconds) }
            scenarios[index].hours = .steady(SteadyHorizon(length: steady.length, warmUp: warmUp))
        }
        return (scenarios, warnings)
    }

    private func refuseBeyondMemory(_ compiled: [CompiledScenario], threads: Int, block: Int) throws(RunError) {
        let bytes = compiled.reduce(0) {
            $0 + MemoryNeed($1.model.layout, replications: block, threads: threads).bytes
        }
        guard bytes > 0.9 * MemoryNeed.available else { return }
        throw RunError(
            kind: .scenario,
            message:
                "\(plans.count) plans of this size need some \((bytes / 1e8).rounded() / 10) GB of memory at once, and "
                + "there are \((MemoryNeed.available / 1e8).rounded() / 10) GB. Compare fewer plans at a time.")
    }

    private func rough(_ tally: PairedTally) -> [String] {
        switch tally.observations {
        case 1: ["A single \(tally.tallies[0].plan.observationKind.rawValue) says nothing about chance: no intervals."]
        case 2..<10:
            ["Only \(tally.observations) \(tally.tallies[0].plan.observationKind.plural): the intervals are rough."]
        default: []
        }
    }
}

/// A search for the best plan on its way.
private struct Search {
    let request: SelectionRequest
    /// Of the measure, in the tally.
    let row: Int
    var found: SequentialSelection

    init(_ request: SelectionRequest, _ tally: PairedTally, _ comparison: Comparison) throws(RunError) {
        func refusal(_ message: String) -> RunError { RunError(kind: .scenario, message: message) }
        guard tally.tallies[0].plan.observationKind != .batch else {
            throw refusal("The best of steady centres is not searched for: it needs days. Leave out --best.")
        }
        guard let row = tally.row(of: request.measure) else {
            throw refusal(
                "\(request.measure.name) cannot tell the best plan: it must be a sum, mean or share that every plan has, "
                    + "no quantile and no comparison of classes. Such as service_level, asa or abandonment.")
        }
        self.request = request
        self.row = row
        found = SequentialSelection(
            plans: comparison.plans.count, firstStage: comparison.replications,
            indifference: request.indifference, confidence: comparison.options.confidence,
            higherIsBetter: request.measure.better == .higher)
    }
}

/// One plan's replications, in order.
private struct PlanWorker: Sendable {
    let model: CenterModel
    let seed: UInt64
    /// Added to the numbers of replications.
    let first: Int
    let threads: Int
    let isInterrupted: @Sendable () -> Bool

    init(
        _ model: CenterModel, seed: UInt64, first: Int, threads: Int, isInterrupted: @escaping @Sendable () -> Bool
    ) {
        self.model = model
        self.seed = seed
        self.first = first
        self.threads = threads
        self.isInterrupted = isInterrupted
    }

    /// The counts of these replications, fewer when the work was interrupted.
    func counts(
        _ numbers: Range<Int>, plan: String, done: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(RunError) -> [Counts] {
        let found = Mutex<(counts: [Counts], fault: RunFault?)>(([], nil))
        let isInterrupted = isInterrupted
        Replications(
            model, seed: seed, numbers: UInt32(first + numbers.lowerBound)..<UInt32(first + numbers.upperBound),
            threads: threads
        ).run(
            goesOn: { _ in !isInterrupted() },
            handOn: { replication in
                let count = found.withLock { found in
                    found.fault = replication.fault
                    if replication.fault == nil { found.counts.append(replication.counts) }
                    return found.counts.count
                }
                done(count)
                return replication.fault == nil && !isInterrupted()
            })
        let (counts, fault) = found.withLock { $0 }
        if case .tooManyContacts(let seconds) = fault {
            throw RunError(kind: .scenario, message: "\(plan): \(RunError.endlessLine(at: seconds).message)")
        }
        return counts
    }
}
