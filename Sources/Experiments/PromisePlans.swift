import Measures
import Scenarios

/// A table of windows beside other ways to promise, on fresh customers who are the same for all.
struct PromisePlans {
    let search: PromiseSearch
    let cells: PromiseCells
    let windows: [Int]
    /// One window for all, where there is one that is kept.
    let allDay: Double?
    /// Customers of this replication and of those after it have been met by nobody.
    let firstReplication: Int

    static let usual = 1800.0
    private static let measures = [
        "callbacks_kept", "service_level", "asa", "abandonment", "callbacks_accepted", "overtaken", "queue_mean",
    ]

    private var classes: Set<Int> { Set(cells.cells.map(\.customerClass)) }

    private func promising(_ promise: CallbackPromise) -> Scenario {
        var scenario = search.scenario
        for position in classes { scenario.classes[position].callbacks?.promise = promise }
        return scenario
    }

    private var withoutCallbacks: Scenario {
        var scenario = search.scenario
        for position in classes { scenario.classes[position].callbacks = nil }
        return scenario
    }

    /// - Returns: the plans beside thirty minutes always, what callbacks change for callers beside none, and what a promise
    ///   costs callers on hold.
    func compared(
        _ trials: PromiseTrials, _ isInterrupted: @escaping @Sendable () -> Bool,
        _ progress: @escaping @Sendable (Int) -> Void
    ) throws(RunError) -> (plans: [PromisePlan], costs: [PromisePlan], perPromise: [PromiseCost]) {
        let simulated = trials.simulated
        let table = ("this table", cells.applied(windows))
        let usual = ("30 minutes always", promising(.within(Self.usual)))
        let none = ("no callbacks", withoutCallbacks)
        var plans = [usual, table]
        if let allDay, allDay != Self.usual { plans.append(("one window all day", promising(.within(allDay)))) }
        if !plans.contains(where: { $0.1 == search.scenario }) { plans.append(("as written", search.scenario)) }
        plans.append(none)
        func results(_ plans: [(name: String, scenario: Scenario)]) throws(RunError) -> [PromisePlan] {
            let (before, days) = (simulated.value, plans.count * search.freshReplications)
            let found = try self.results(plans, isInterrupted) { progress(before + Int($0 * Double(days))) }
            simulated.increase(by: days)
            return found
        }
        let perPromise = try PromiseCosts(
            trials: trials, confidence: search.options.confidence,
            replications: firstReplication..<(firstReplication + search.freshReplications)
        ).costs(
            table: table.1, usual: usual.1, none: none.1,
            unworked: PromiseCosts.unworked(promising(.within(Self.usual)), classes: classes))
        return (try results(plans), try results([none, table, usual]), perPromise)
    }

    private func results(
        _ plans: [(name: String, scenario: Scenario)], _ isInterrupted: @escaping @Sendable () -> Bool,
        _ progress: @escaping @Sendable (Double) -> Void
    ) throws(RunError) -> [PromisePlan] {
        var comparison = Comparison(
            plans.map {
                PlanToCompare(
                    name: $0.name, scenario: $0.scenario, file: search.file, changes: [],
                    resolvedSHA256: "\(search.resolvedSHA256) \($0.name)")
            },
            options: RunOptions(
                seed: search.options.seed, replications: search.freshReplications, threads: search.options.threads,
                confidence: search.options.confidence))
        comparison.firstReplication = firstReplication
        let found = try comparison.results(isInterrupted: isInterrupted, progress: { progress($0.share) })
        if isInterrupted() { throw RunError(kind: .interrupted, message: "Stopped before a table was found.") }
        return plans.indices.map { plan in
            PromisePlan(
                name: plans[plan].name,
                values: Self.measures.compactMap { name in
                    guard let measured = found.measures.first(where: { $0.measure.name == name }),
                        let estimate = measured.estimates[plan]
                    else { return nil }
                    return (measured.measure, estimate, measured.differences[plan])
                })
        }
    }
}
