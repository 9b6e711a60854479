import Randomness

/// Whoever was busy for the smallest share of the shift so far; of anonymous agents the group that is least busy now.
enum LeastOccupied: IdleAgentChoice {
    static func order(
        of group: Int, idle: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Double { agents.leastOccupancy(group: group, at: time) }

    static func agent(
        of group: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Int32 { agents.leastOccupied(group: group, at: time) }
}
