import Engine
import Measures
import Scenarios
import Synchronization

/// One target's outcome under a plan; of one over each interval, each interval's.
struct StaffingOutcome: Sendable {
    /// Position in the plan's targets.
    var target: Int
    /// The interval's row of the counts; nil for a target over days or over the whole.
    var row: Int?
    var found: TargetResult
    /// How far on the right side of its bound, in the measure's unit; negative when missed, nil without data.
    var slack: Double?

    var isMissed: Bool { slack.map { $0 < 0 } ?? false }
    var value: Double { found.estimate.value ?? 0 }
}

/// Plans simulated on the same customers, each judged by the scenario's targets and by nothing else.
struct StaffingTrials: Sendable {
    let scenario: Scenario
    let cells: StaffingCells
    let seed: UInt64
    let threads: Int
    /// Of each single interval of an estimate.
    let confidence: Double
    let isInterrupted: @Sendable () -> Bool
    let progress: @Sendable (Int) -> Void
    private let simulated = Counter()

    init(
        _ scenario: Scenario, _ cells: StaffingCells, seed: UInt64, threads: Int, confidence: Double,
        isInterrupted: @escaping @Sendable () -> Bool, progress: @escaping @Sendable (Int) -> Void
    ) {
        self.scenario = scenario
        self.cells = cells
        self.seed = seed
        self.threads = threads
        self.confidence = confidence
        self.isInterrupted = isInterrupted
        self.progress = progress
    }

    /// Replications simulated so far.
    var count: Int { simulated.value }

    /// What becomes of the targets under a plan, with these replications.
    func outcomes(_ plan: [Int], _ replications: Range<Int>) throws(RunError) -> [StaffingOutcome] {
        try outcomes(of: cells.applied(plan, to: scenario), replications)
    }

    /// What becomes of the targets with a staff, with these replications.
    func outcomes(of staffed: Scenario, _ replications: Range<Int>) throws(RunError) -> [StaffingOutcome] {
        var compiled = CompiledScenario(staffed, confidence: confidence)
        compiled.plan.only = []
        compiled.plan.byInterval = false
        let tally = Mutex(RunTally(plan: compiled.plan, layout: compiled.model.layout))
        try simulate(compiled, replications) { counts in tally.withLock { $0.add(counts) } }
        let results = tally.withLock { $0.targets() }
        var position = 0
        return compiled.plan.targets.indices.flatMap { target -> [StaffingOutcome] in
            let spec = compiled.plan.targets[target]
            let rows = spec.over == .eachInterval ? compiled.plan.intervals.count : 1
            defer { position += rows }
            return (0..<rows).map { row in
                let found = results[position + row]
                return StaffingOutcome(
                    target: target, row: spec.over == .eachInterval ? row : nil, found: found,
                    slack: found.estimate.value.map { value in
                        if let share = spec.shareOfDays { return value - share }
                        return spec.bound == .atLeast ? value - spec.value : spec.value - value
                    })
            }
        }
    }

    /// Adds up what happens under a plan, count by count.
    func sums(_ plan: [Int], _ replications: Range<Int>) throws(RunError) -> (sums: Counts, of: CompiledScenario) {
        let compiled = CompiledScenario(cells.applied(plan, to: scenario))
        let sums = Mutex(Counts(layout: compiled.model.layout))
        try simulate(compiled, replications) { counts in
            sums.withLock { sums in
                for place in sums.values.indices { sums.values[place] += counts.values[place] }
            }
        }
        return (sums.withLock { $0 }, compiled)
    }

    private func simulate(
        _ compiled: CompiledScenario, _ numbers: Range<Int>, _ add: @escaping @Sendable (Counts) -> Void
    ) throws(RunError) {
        let fault = Mutex<RunFault?>(nil)
        let (isInterrupted, simulated, progress) = (isInterrupted, simulated, progress)
        Replications(
            compiled.model, seed: seed, numbers: UInt32(numbers.lowerBound)..<UInt32(numbers.upperBound),
            threads: threads
        ).run(
            goesOn: { _ in !isInterrupted() },
            handOn: { replication in
                if let found = replication.fault {
                    fault.withLock { $0 = found }
                    return false
                }
                add(replication.counts)
                progress(simulated.increase())
                return !isInterrupted()
            })
        if isInterrupted() {
            throw .stopped
        }
        if case .tooManyContacts(let seconds) = fault.withLock({ $0 }) { throw .endlessLine(at: seconds) }
    }
}

/// Counts upwards from any thread.
private final class Counter: Sendable {
    private let number = Mutex(0)

    var value: Int { number.withLock { $0 } }

    func increase() -> Int {
        number.withLock {
            $0 += 1
            return $0
        }
    }
}
