import IntegerPrograms
import Measures
import Scenarios

/// How cheap a plan could be at best where a target over the whole run lets any interval make up for any other.
extension StaffingMoves {
    /// Replications on which the bound is found: the first of the search.
    static let replicationsOfBound = 300

    /// What no plan that keeps the targets over the whole run can go below, on the customers of the first replications;
    /// nil where it is not known: with several groups, or where the number of contacts depends on the staff.
    ///
    /// Each interval is given each number of agents while all others have plenty, which is the best that the number can do
    /// there (it is taken that more agents elsewhere never make a line longer). The cheapest choice of a number for each
    /// interval that keeps the target then costs no more than any plan: a knapsack with one thing from each interval
    /// (Sinha and Zoltners, 1979). Numbers are looked at more closely where the choice falls.
    func leastOverall(_ replications: Range<Int>) throws(RunError) -> Double? {
        guard groupCount == 1, contactsAreGiven else { return nil }
        let days =
            replications.lowerBound..<min(replications.upperBound, replications.lowerBound + Self.replicationsOfBound)
        var most: Double?
        for target in scenario.targets where target.over == .run && target.scope == nil {
            // Of these it is known that more agents serve them.
            switch (target.measure, target.bound) {
            case ("service_level", .atLeast), ("abandonment", .atMost):
                most = max(most ?? 0, try least(for: target, days))
            default: continue
            }
        }
        return most
    }

    /// Whether the same contacts come whatever the staff does.
    private var contactsAreGiven: Bool {
        scenario.lines == nil
            && scenario.classes.allSatisfy { one in
                if case .finitePopulation = one.arrivals.process { return false }
                return one.redials == nil && one.reconnects == nil && one.waitingPlaces == nil && one.callbacks == nil
                    && one.transfers.isEmpty
            }
    }

    /// What is known of one interval: the share of its contacts that are well served, by number of agents.
    private struct Interval {
        /// Contacts of a day.
        var contacts = 0.0
        /// In order of number, each share no smaller than those before it.
        var known: [(agents: Int, share: Double)] = []

        mutating func learn(_ agents: Int, _ share: Double) {
            guard !known.contains(where: { $0.agents == agents }) else { return }
            known.append((agents, share))
            known.sort { $0.agents < $1.agents }
            for index in known.indices.dropFirst() {
                known[index].share = max(known[index].share, known[index - 1].share)
            }
        }
    }

    private func least(for target: Target, _ days: Range<Int>) throws(RunError) -> Double {
        var intervals = [Interval](repeating: Interval(), count: cells.cells.count)
        func ask(_ measure: String) -> Target {
            var asked = target
            asked.measure = measure
            asked.over = .eachInterval
            if measure == "offered" { (asked.bound, asked.value, asked.within) = (.atLeast, 0, nil) }
            return asked
        }
        /// What each cell's rows have under a plan, summed over its days.
        func values(_ plan: [Int], _ targets: [Target]) throws(RunError) -> [[Double]] {
            var staffed = cells.applied(plan, to: scenario)
            staffed.targets = targets
            let outcomes = try trials.outcomes(of: staffed, days)
            return targets.indices.map { target in
                cells.cells.map { cell in
                    let own = outcomes.filter { $0.target == target && cell.rows.contains($0.row ?? -1) }
                    return own.isEmpty ? 0 : own.reduce(0) { $0 + $1.value } / Double(own.count)
                }
            }
        }
        func good(_ value: Double) -> Double { target.bound == .atLeast ? value : 1 - value }

        let best = try values(plenty, [ask("offered"), ask(target.measure)])
        for cell in intervals.indices {
            intervals[cell].contacts = best[0][cell] * Double(cells.cells[cell].rows.count)
            intervals[cell].learn(plenty[cell], good(best[1][cell]))
        }
        var asked: [Int: Set<Int>] = [:]
        for cell in intervals.indices {
            let busy = theory.work[cell].busy
            for spread in stride(from: -3.0, through: 3, by: 1) {
                asked[cell, default: [0]].insert(
                    min(plenty[cell], max(0, Int((busy + spread * busy.squareRoot()).rounded()))))
            }
        }
        var bound = 0.0
        // Each round halves what is not known where the choice falls.
        for _ in 0..<16 {
            for parity in 0..<2 {
                while true {
                    var relaxed = plenty
                    var tried: [(cell: Int, agents: Int)] = []
                    for cell in intervals.indices where cells.cells[cell].interval % 2 == parity {
                        guard let agents = asked[cell]?.min() else { continue }
                        asked[cell]?.remove(agents)
                        relaxed[cell] = agents
                        tried.append((cell, agents))
                    }
                    if tried.isEmpty { break }
                    let found = try values(relaxed, [ask(target.measure)])[0]
                    for (cell, agents) in tried { intervals[cell].learn(agents, good(found[cell])) }
                }
            }
            guard let choice = choice(intervals, atLeast: good(target.value)) else { return bound }
            bound = max(bound, choice.bound)
            asked = [:]
            for (cell, gap) in choice.gaps where gap.upperBound - gap.lowerBound > 1 {
                asked[cell] = [(gap.lowerBound + gap.upperBound) / 2]
            }
            if asked.isEmpty { return bound }
        }
        return bound
    }

    /// The cheapest number for each interval by which enough contacts are well served: any number between two known ones
    /// may do as much as the greater, and costs at least as much as the one after the smaller.
    private func choice(
        _ intervals: [Interval], atLeast share: Double
    ) -> (bound: Double, gaps: [Int: ClosedRange<Int>])? {
        var program = IntegerProgram()
        var options: [(cell: Int, gap: ClosedRange<Int>)] = []
        var served: [(variable: Int, coefficient: Double)] = []
        for (cell, interval) in intervals.enumerated() {
            var one: [(variable: Int, coefficient: Double)] = []
            var before = -1
            for (agents, good) in interval.known {
                let option = program.addVariable(cost: cells.weight(cell) * Double(before + 1), atMost: 1)
                options.append((cell, max(0, before)...agents))
                one.append((option, 1))
                served.append((option, interval.contacts * good))
                before = agents
            }
            program.addRow(one, atLeast: 1, atMost: 1)
        }
        program.addRow(served, atLeast: share * intervals.reduce(0) { $0 + $1.contacts } - 1e-9)
        guard case .solved(let found) = program.solved(within: 5, goesOn: { !trials.isInterrupted() }) else {
            return nil
        }
        let chosen = options.indices.filter { found.values[$0] > 0 }.map { (options[$0].cell, options[$0].gap) }
        return (found.bound, Dictionary(chosen, uniquingKeysWith: { first, _ in first }))
    }
}
