import Measures
import Scenarios

/// Two groups of agents: how few they can be together in each interval, over all ways to share them out.
extension StaffingMoves {
    /// More ways to share out an interval's agents than this are not tried.
    static let mostWays = 24

    /// Whether all ways to share agents out between groups can be tried: two groups, every target over intervals, and not
    /// too many agents.
    func hasPairs(_ plan: [Int], least: [Int]) -> Bool {
        let half = plan.count / 2
        return isLocal && Set(cells.cells.map(\.group)).count == 2
            && (0..<half).allSatisfy {
                plan[$0] + plan[$0 + half] - least[$0] - least[$0 + half] <= Self.mostWays
            }
    }

    /// For each interval the fewest agents of both groups together that any plan which keeps the targets can have, all
    /// other intervals with plenty; and the plan, better where fewer than its own are enough when shared out otherwise.
    ///
    /// - Parameter least: of each cell by itself, as `least(_:_:)` finds it: no share need be smaller.
    /// - Returns: agent-hours that no plan can go below, on these customers, and a plan that keeps the targets on them.
    func leastTogether(
        _ plan: [Int], least: [Int], _ replications: Range<Int>
    ) throws(RunError) -> (hours: Double, plan: [Int]) {
        var plan = plan
        let half = plan.count / 2
        var sums = (0..<half).map { plan[$0] + plan[$0 + half] }
        var open = Set(sums.indices.filter { sums[$0] > least[$0] + least[$0 + half] })
        var isFirst = true
        while !open.isEmpty {
            var better: [Int: Int] = [:]
            for parity in 0..<2 {
                let pairs = open.sorted().filter { cells.cells[$0].interval % 2 == parity }
                // With one agent less together, the first group has from its own least up to all but the other's.
                func ways(_ pair: Int) -> Int { sums[pair] - 1 - least[pair] - least[pair + half] + 1 }
                for way in 0..<(pairs.map(ways).max() ?? 0) {
                    let tried = pairs.filter { way < ways($0) && better[$0] == nil }
                    if tried.isEmpty { continue }
                    var relaxed = plenty
                    for pair in tried {
                        relaxed[pair] = least[pair] + way
                        relaxed[pair + half] = sums[pair] - 1 - relaxed[pair]
                    }
                    let missed = Set(try trials.outcomes(relaxed, replications).filter(\.isMissed).compactMap(\.row))
                    for pair in tried where missed.isDisjoint(with: cells.cells[pair].rows) {
                        better[pair] = relaxed[pair]
                    }
                }
            }
            if isFirst, !better.isEmpty { plan = try shared(plan, better, sums, replications) }
            isFirst = false
            open = open.filter { better[$0] != nil }
            for pair in open { sums[pair] -= 1 }
            open = open.filter { sums[$0] > least[$0] + least[$0 + half] }
        }
        let hours = sums.indices.reduce(0.0) { $0 + Double(sums[$1]) * cells.cells[$1].hours }
        return (hours, plan)
    }

    /// The plan with one agent less in each interval where both groups together still keep the targets when they are
    /// shared out so; where that was only so because all else had plenty, the plan stays as it was.
    private func shared(
        _ plan: [Int], _ first: [Int: Int], _ sums: [Int], _ replications: Range<Int>
    ) throws(RunError) -> [Int] {
        let half = plan.count / 2
        var changed = plan
        for (pair, agents) in first {
            changed[pair] = agents
            changed[pair + half] = sums[pair] - 1 - agents
        }
        let missed = Set(try trials.outcomes(changed, replications).filter(\.isMissed).compactMap(\.row))
        for pair in first.keys where !missed.isDisjoint(with: cells.cells[pair].rows) {
            changed[pair] = plan[pair]
            changed[pair + half] = plan[pair + half]
        }
        return try trials.outcomes(changed, replications).contains(where: \.isMissed) ? plan : changed
    }
}
