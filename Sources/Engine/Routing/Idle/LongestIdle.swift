import Randomness

/// Whoever is idle since longest, of all groups that serve the class.
enum LongestIdle: IdleAgentChoice {
    static var picksLongestIdle: Bool { true }

    static func order(
        of group: Int, idle: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Double { agents.longestIdleSince(group: group) }
}
