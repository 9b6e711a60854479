import Randomness

/// The first of the class's groups with an idle agent, in the order in which the class names them; within a group of named
/// agents whoever is idle since longest.
enum FixedPreference: IdleAgentChoice {
    static var takesFirstGroup: Bool { true }
    static var picksLongestIdle: Bool { true }

    static func order(
        of group: Int, idle: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Double { 0 }
}
