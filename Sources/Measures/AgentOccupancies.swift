import Engine

/// How the work is spread over named agents: in each replication their occupancies in order, of each group and of all
/// together, and of these the lowest, some between, and the highest.
struct AgentOccupancies: Sendable {
    /// Places in the order from the least to the most occupied that are kept.
    static let places: [Double] = [0, 0.1, 0.5, 0.9, 1]

    /// Agents of each group by position, and last all of them.
    private let agents: [Range<Int>]
    /// `group, all → place`: occupancies over replications in which anybody was at work.
    private var moments: [PairMoments]
    /// The same of the replication added last: the occupancy and 1, or 0 and 0 where nobody was at work.
    private(set) var latest: [(x: Double, y: Double)]

    /// - Precondition: the layout holds as many agents as the groups have, or none at all.
    init(agentsOfGroups numbers: [Int], layout: CountsLayout) {
        var agents: [Range<Int>] = []
        for number in numbers {
            let first = agents.last?.upperBound ?? 0
            agents.append(first..<(first + number))
        }
        let total = agents.last?.upperBound ?? 0
        precondition(total == layout.agents, "the plan of a tally and the layout of its counts differ in their agents")
        self.agents = agents + [0..<total]
        moments = .init(repeating: PairMoments(), count: self.agents.count * Self.places.count)
        latest = .init(repeating: (0, 0), count: moments.count)
    }

    mutating func add(_ counts: Counts, isFirst: Bool) {
        guard counts.layout.agents > 0 else { return }
        for (scope, range) in agents.enumerated() {
            let inOrder = range.compactMap { agent -> Double? in
                let busy = counts[agent: agent, .busySeconds]
                let atWork = busy + counts[agent: agent, .idleSeconds]
                return atWork > 0 ? busy / atWork : nil
            }.sorted()
            for (index, place) in Self.places.enumerated() {
                let moment = scope * Self.places.count + index
                let rank = max(1, (place * Double(inOrder.count) - 1e-9).rounded(.up))
                latest[moment] = inOrder.isEmpty ? (0, 0) : (inOrder[Int(rank) - 1], 1)
                moments[moment].add(latest[moment].x, latest[moment].y, isFirst: isFirst)
            }
        }
    }

    /// Where a place in the order is kept; of all agents where no group is given. Nil for a place that is not kept, or
    /// where no agent is named.
    func index(at place: Double, group: Int?) -> Int? {
        let scope = group ?? agents.count - 1
        guard !agents[scope].isEmpty else { return nil }
        return Self.places.firstIndex(of: place).map { scope * Self.places.count + $0 }
    }

    func moments(_ index: Int) -> PairMoments { moments[index] }
}
