import Measures
import Scenarios

/// Several groups of agents: how cheap they can be together in each interval, over all ways to share them out.
extension StaffingMoves {
    /// More ways than this to share out an interval's agents are not tried, unless they take a few seconds only.
    static let mostSteps = 60

    /// What is known of all groups together.
    struct Together {
        var plan: [Int]
        /// For each interval of each kind of day, what no plan that keeps the targets can go below, on these customers.
        var bounds: [Double]
    }

    /// Whether ways to share agents out between groups are worth trying: several groups, every target over intervals.
    var hasShares: Bool { isLocal && groupCount > 1 }

    var groupCount: Int { Set(cells.cells.map(\.group)).count }

    /// The cells of one interval, one for each group.
    func together(_ interval: Int) -> [Int] {
        let intervals = cells.cells.count / groupCount
        return (0..<groupCount).map { interval + $0 * intervals }
    }

    /// For each interval the cheapest agents of all groups together that any plan which keeps the targets can have, all
    /// other intervals with plenty; and the plan, better where cheaper than its own is enough when shared out otherwise.
    ///
    /// Takes it that more agents of any group never make a line longer: then of two groups' numbers those that just keep
    /// the targets run down like stairs, and are walked along (Saddleback; Gries, 1981).
    /// - Parameter least: of each cell by itself, as `least(_:_:)` finds it: no share need be smaller.
    func leastTogether(
        _ plan: [Int], least: [Int], _ replications: Range<Int>
    ) throws(RunError) -> Together {
        let intervals = plan.count / groupCount
        let mostSteps = max(Self.mostSteps, self.replications(with: 2e7) / replications.count)
        var walks = (0..<intervals).map { interval in
            ShareWalk(
                together(interval).map {
                    ShareWalk.Group(least: least[$0], plan: plan[$0], most: plenty[$0], weight: cells.weight($0))
                }, mostSteps: mostSteps)
        }
        for parity in 0..<2 {
            while true {
                var relaxed = plenty
                var tried: [Int] = []
                for interval in walks.indices where cells.cells[interval].interval % 2 == parity {
                    guard let way = walks[interval].next() else { continue }
                    for (cell, agents) in zip(together(interval), way) { relaxed[cell] = agents }
                    tried.append(interval)
                }
                if tried.isEmpty { break }
                let missed = Set(try trials.outcomes(relaxed, replications).filter(\.isMissed).compactMap(\.row))
                for interval in tried {
                    walks[interval].tell(isKept: missed.isDisjoint(with: cells.cells[interval].rows))
                }
            }
        }
        let better = walks.indices.filter { walks[$0].isBetter }
        let changed =
            better.isEmpty ? plan : try shared(plan, better.map { ($0, walks[$0].best) }, replications)
        return Together(plan: changed, bounds: walks.map(\.bound))
    }

    /// The plan with what is cheaper in each interval where all groups together still keep the targets when they are
    /// shared out so; where that was only so because all else had plenty, the plan stays as it was.
    private func shared(
        _ plan: [Int], _ better: [(interval: Int, agents: [Int])], _ replications: Range<Int>
    ) throws(RunError) -> [Int] {
        var changed = plan
        for (interval, agents) in better {
            for (cell, agents) in zip(together(interval), agents) { changed[cell] = agents }
        }
        // What was put back may be what a neighbour needed less of: looked at until nothing is missed.
        var open = better.map(\.interval)
        while true {
            let missed = Set(try trials.outcomes(changed, replications).filter(\.isMissed).compactMap(\.row))
            if missed.isEmpty { return changed }
            let wrong = open.filter { interval in
                cells.cells[interval].rows.contains { row in (row - 1...row + 2).contains { missed.contains($0) } }
            }
            if wrong.isEmpty { return plan }
            for interval in wrong {
                for cell in together(interval) { changed[cell] = plan[cell] }
            }
            open.removeAll { wrong.contains($0) }
        }
    }
}

/// A walk through the ways to share out one interval's agents between groups, each told to keep the targets or not.
struct ShareWalk {
    struct Group {
        var least: Int
        var plan: Int
        var most: Int
        /// Price, or hours, of one agent.
        var weight: Double
    }

    private let groups: [Group]
    /// The cheapest that is known to keep the targets.
    private(set) var best: [Int]
    private var bestWeight: Double
    /// The way that is tried now; the last two groups are walked along, those before them counted through.
    private var way: [Int]
    private var isDone: Bool
    /// Whether all that could be cheaper was tried.
    private let isWhole: Bool

    init(_ groups: [Group], mostSteps: Int) {
        self.groups = groups
        best = groups.map(\.plan)
        bestWeight = groups.reduce(0) { $0 + Double($1.plan) * $1.weight }
        way = groups.map(\.least)
        let spare = bestWeight - groups.reduce(0) { $0 + Double($1.least) * $1.weight }
        let widths = groups.map { min(Double($0.most - $0.least), spare / $0.weight) + 1 }
        let steps = widths.dropLast(2).reduce(1, *) * widths.suffix(2).reduce(0, +)
        isWhole = spare < 1e-9 || steps <= Double(mostSteps)
        isDone = !isWhole || groups.count < 2
        if groups.count >= 2 { way[groups.count - 1] = groups[groups.count - 1].most }
    }

    /// Whether something cheaper than the plan was found.
    var isBetter: Bool { best != groups.map(\.plan) }

    /// What nothing that keeps the targets can go below.
    var bound: Double {
        isWhole ? bestWeight : groups.reduce(0) { $0 + Double($1.least) * $1.weight }
    }

    /// A cheaper way that is still open; nil when there is none.
    mutating func next() -> [Int]? {
        let (x, y) = (groups.count - 2, groups.count - 1)
        while !isDone {
            let before = way.dropLast().indices.reduce(0) { $0 + Double(way[$1]) * groups[$1].weight }
            let room = (bestWeight - before) / groups[y].weight
            // The most of the last group that is still cheaper than the best.
            let most = Int((room - 1e-9 * max(1, room.magnitude)).rounded(.up)) - 1
            way[y] = min(way[y], most)
            if way[y] >= groups[y].least, way[x] <= groups[x].most { return way }
            count()
        }
        return nil
    }

    mutating func tell(isKept: Bool) {
        if isKept {
            best = way
            bestWeight = way.indices.reduce(0) { $0 + Double(way[$1]) * groups[$1].weight }
        } else {
            way[groups.count - 2] += 1
        }
    }

    /// The next numbers of the groups before the last two, which begin anew.
    private mutating func count() {
        let (x, y) = (groups.count - 2, groups.count - 1)
        way[x] = groups[x].least
        way[y] = groups[y].most
        let last = groups[x].weight * Double(groups[x].least) + groups[y].weight * Double(groups[y].least)
        for place in 0..<x {
            way[place] += 1
            let before = (0..<x).reduce(0) { $0 + Double(way[$1]) * groups[$1].weight }
            if way[place] <= groups[place].most, before + last < bestWeight { return }
            way[place] = groups[place].least
        }
        isDone = true
    }
}
