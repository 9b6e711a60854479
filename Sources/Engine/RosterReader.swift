import Randomness

/// Reads the rosters of all groups as one list of moments, and keeps the clocks of breaks.
struct RosterReader: ~Copyable {
    private struct Moment {
        var time: Double
        /// Position among all agents.
        var agent: Int32
        var kind: RosterMoment.Kind
        var breakSeconds: Double
        var day: Int32
    }

    private let moments: [Moment]
    private var place = 0
    /// Break ends, a slot an agent.
    var breakEnds: EventList
    /// Absent agents by day: `absent[day · agents + agent]`; empty where nobody is ever absent.
    private var absent: [Bool] = []
    private let agentCount: Int
    private let days: Int
    private let shrinkage: [Double]

    init(_ model: CenterModel, _ agents: borrowing AgentTable) {
        var all: [Moment] = []
        var shares = [Double](repeating: 0, count: agents.agentCount)
        for (position, group) in model.groups.enumerated() {
            guard case .roster(let roster) = group.staffing else { continue }
            let first = agents.firstAgent[position]
            for agent in 0..<roster.agents { shares[first + agent] = group.shrinkage }
            for moment in roster.moments {
                all.append(
                    Moment(
                        time: moment.time, agent: Int32(first + moment.agent), kind: moment.kind,
                        breakSeconds: moment.breakSeconds, day: Int32(moment.day)))
            }
        }
        moments = all.sorted {
            ($0.time, $0.kind.rawValue, $0.agent) < ($1.time, $1.kind.rawValue, $1.agent)
        }
        days = 1 + Int(all.map(\.day).max() ?? 0)
        agentCount = agents.agentCount
        shrinkage = shares
        breakEnds = EventList(slots: max(1, agentCount))
    }

    var nextTime: Double { place < moments.count ? moments[place].time : .infinity }

    mutating func restart(_ model: CenterModel, _ agents: borrowing AgentTable, seed: UInt64, replication: UInt32) {
        place = 0
        breakEnds.clear()
        guard shrinkage.contains(where: { $0 > 0 }) else { return }
        absent = [Bool](repeating: false, count: days * agentCount)
        for (position, group) in model.groups.enumerated() {
            guard group.shrinkage > 0, case .roster(let roster) = group.staffing else { continue }
            var stream = RandomStream(seed: seed, replication: replication, stream: group.stream, cause: .shrinkage)
            let first = agents.firstAgent[position]
            for day in 0..<days {
                stream.seek(number: UInt64(day))
                for agent in first..<(first + roster.agents) {
                    absent[day * agentCount + agent] = stream.uniform() < group.shrinkage
                }
            }
        }
    }

    mutating func next() -> (agent: Int, kind: RosterMoment.Kind, breakSeconds: Double, isAbsent: Bool) {
        let moment = moments[place]
        place += 1
        let agent = Int(moment.agent)
        let isAbsent = absent.isEmpty ? false : absent[Int(moment.day) * agentCount + agent]
        return (agent, moment.kind, moment.breakSeconds, isAbsent)
    }
}
