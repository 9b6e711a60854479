import Measures
import Scenarios

/// Fewer agents in one place for more in another: a local search around a plan of which no agent can be spared, in the
/// manner of Cezik and L'Ecuyer (2008).
extension StaffingMoves {
    /// Agents taken from some groups or intervals and given to others.
    private struct Exchange {
        /// By cell, or by group within one interval.
        var change: [Int: Int]
    }

    /// A cheaper plan that keeps the targets where an exchange finds one; else the plan.
    /// - Parameters:
    ///   - bounds: of each interval, below which no exchange need look; nil where none is known.
    ///   - most: replications that may be simulated for it.
    func exchanged(
        _ plan: [Int], bounds: [Double]?, _ replications: Range<Int>, most: Int
    ) throws(RunError) -> [Int] {
        isLocal
            ? try exchangedByInterval(plan, bounds, replications, most: most)
            : try exchangedAnywhere(plan, replications, most: most)
    }

    // MARK: Within an interval

    /// All exchanges of up to three agents for up to two between groups that make an interval cheaper, the smallest first.
    private var exchangesBetweenGroups: [Exchange] {
        let weights = together(0).map { cells.weight($0) }
        func multisets(_ size: Int, from first: Int = 0) -> [[Int]] {
            if size == 0 { return [[]] }
            return (first..<weights.count).flatMap { group in multisets(size - 1, from: group).map { [group] + $0 } }
        }
        var exchanges: [(exchange: Exchange, size: Int, saved: Double)] = []
        for added in 1...2 {
            for taken in 1...3 {
                for plus in multisets(added) {
                    for minus in multisets(taken) where Set(plus).isDisjoint(with: minus) {
                        let saved = minus.reduce(0) { $0 + weights[$1] } - plus.reduce(0) { $0 + weights[$1] }
                        guard saved > 1e-9 * weights[0] else { continue }
                        var change: [Int: Int] = [:]
                        for group in plus { change[group, default: 0] += 1 }
                        for group in minus { change[group, default: 0] -= 1 }
                        exchanges.append((Exchange(change: change), added + taken, saved))
                    }
                }
            }
        }
        return exchanges.sorted { ($0.size, $1.saved) < ($1.size, $0.saved) }.map(\.exchange)
    }

    private func exchangedByInterval(
        _ start: [Int], _ bounds: [Double]?, _ replications: Range<Int>, most: Int
    ) throws(RunError) -> [Int] {
        guard groupCount > 1 else { return start }
        var plan = start
        let end = trials.count + most
        let few = replications.lowerBound..<min(replications.upperBound, replications.lowerBound + 100)
        let exchanges = exchangesBetweenGroups
        func weight(_ interval: Int) -> Double {
            together(interval).reduce(0) { $0 + Double(plan[$1]) * cells.weight($1) }
        }
        var isDone = false
        while !isDone {
            isDone = true
            for exchange in exchanges {
                let open = (0..<(plan.count / groupCount)).filter { interval in
                    let cells = together(interval)
                    return (bounds.map { weight(interval) > $0[interval] * (1 + 1e-9) } ?? true)
                        && exchange.change.allSatisfy { (0...plenty[cells[$0]]).contains(plan[cells[$0]] + $1) }
                }
                for phase in 0..<apart {
                    var bundle = open.filter { cells.cells[$0].interval % apart == phase }
                    // A hundred days show most of what is hopeless.
                    for days in few == replications ? [replications] : [few, replications] where !bundle.isEmpty {
                        guard trials.count < end else { return plan }
                        var tried = plan
                        for interval in bundle {
                            for (group, more) in exchange.change { tried[together(interval)[group]] += more }
                        }
                        let outcomes = try trials.outcomes(tried, days)
                        bundle = bundle.filter { interval in
                            !near(together(interval)[0], outcomes).contains {
                                days == replications ? $0.isMissed : $0.found.verdict == .missed
                            }
                        }
                    }
                    for interval in bundle {
                        for (group, more) in exchange.change { plan[together(interval)[group]] += more }
                        isDone = false
                    }
                }
            }
        }
        // What was taken in one go is judged together once more.
        return try trials.outcomes(plan, replications).contains(where: \.isMissed) ? start : plan
    }

    // MARK: Anywhere

    /// Takes away two agents for one, or a dearer for a cheaper, wherever the effect of each by itself says that it may
    /// do: targets over days or over the whole let any interval make up for any other.
    private func exchangedAnywhere(
        _ start: [Int], _ replications: Range<Int>, most: Int
    ) throws(RunError) -> [Int] {
        var plan = start
        let end = trials.count + most
        while trials.count < end {
            guard let better = try firstExchange(plan, replications, end: end) else { return plan }
            plan = better
        }
        return plan
    }

    private func firstExchange(
        _ plan: [Int], _ replications: Range<Int>, end: Int
    ) throws(RunError) -> [Int]? {
        let few = replications.lowerBound..<min(replications.upperBound, replications.lowerBound + 100)
        guard trials.count + 2 * plan.count * few.count + replications.count < end else { return nil }
        func slacks(_ plan: [Int]) throws(RunError) -> [Double] {
            try trials.outcomes(plan, few).map { ($0.slack ?? 0) / max(1e-9, abs(scenario.targets[$0.target].value)) }
        }
        let now = try slacks(plan)
        var (down, up): ([Int: [Double]], [Int: [Double]]) = ([:], [:])
        for cell in plan.indices {
            var tried = plan
            tried[cell] = plan[cell] + 1
            if tried[cell] <= plenty[cell] { up[cell] = zip(try slacks(tried), now).map { $0 - $1 } }
            tried[cell] = plan[cell] - 1
            if plan[cell] > 0 { down[cell] = zip(try slacks(tried), now).map { $0 - $1 } }
        }
        // On all of the customers, not the few, the plan keeps its targets: the few tell effects, these the start.
        let slack = try trials.outcomes(plan, replications).map {
            ($0.slack ?? 0) / max(1e-9, abs(scenario.targets[$0.target].value))
        }
        var candidates: [(change: [Int: Int], slack: Double)] = []
        func consider(_ minus: [Int], _ plus: Int) {
            let saved = minus.reduce(0) { $0 + cells.weight($1) } - cells.weight(plus)
            guard saved > 1e-9 * cells.weight(plus), !minus.contains(plus), let gain = up[plus] else { return }
            var after = zip(slack, gain).map { $0 + $1 }
            for cell in minus {
                guard let loss = down[cell] else { return }
                for index in after.indices { after[index] += loss[index] }
            }
            var change = [plus: 1]
            for cell in minus { change[cell, default: 0] -= 1 }
            guard change.allSatisfy({ plan[$0] + $1 >= 0 }) else { return }
            candidates.append((change, after.min() ?? 0))
        }
        for plus in plan.indices {
            for first in plan.indices {
                consider([first], plus)
                for second in first..<plan.count { consider([first, second], plus) }
            }
        }
        // The most hopeful first; of those that look alike, in order of their cells, so that it is the same everywhere.
        candidates.sort {
            if $0.slack != $1.slack { return $0.slack > $1.slack }
            return $0.change.sorted { $0 < $1 }.map { [$0.key, $0.value] }.lexicographicallyPrecedes(
                $1.change.sorted { $0 < $1 }.map { [$0.key, $0.value] }, by: { $0.lexicographicallyPrecedes($1) })
        }
        for candidate in candidates.prefix(200) where trials.count + replications.count < end {
            var tried = plan
            for (cell, more) in candidate.change { tried[cell] += more }
            if try !trials.outcomes(tried, replications).contains(where: \.isMissed) { return tried }
        }
        return nil
    }
}
