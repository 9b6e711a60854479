import Randomness

/// Which of several idle agents a contact goes to, by name.
public enum IdleRule: Sendable, Equatable, CaseIterable {
    /// Whoever is idle since longest, of all groups.
    case longestIdle
    /// Whoever was busy for the smallest share of the shift.
    case leastOccupied
    /// The first of the class's groups with an idle agent.
    case preference
    /// Anybody, each as likely as the next.
    case random
}

/// How one rule chooses. A rule is one file with two questions: which group, and which of its named agents.
protocol IdleAgentChoice {
    /// Nobody needs to be compared: the first of the class's groups with an idle agent is right.
    static var takesFirstGroup: Bool { get }
    /// Of a group's named agents, the longest idle is right.
    static var picksLongestIdle: Bool { get }
    /// Groups with an idle agent are compared by this: the smallest takes the contact.
    /// - Parameters:
    ///   - idle: idle agents of the group, one at least.
    ///   - time: now, in seconds.
    ///   - draws: the routing's own, taken only where chance decides.
    static func order(
        of group: Int, idle: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Double
    /// The idle agent of a group of named agents who takes it. Asked unless `picksLongestIdle`.
    static func agent(
        of group: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Int32
}

extension IdleAgentChoice {
    static var takesFirstGroup: Bool { false }
    static var picksLongestIdle: Bool { false }

    static func agent(
        of group: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Int32 { agents.groups[group].firstIdle }
}

extension IdleRule {
    /// The file that tells how; asked while a centre is set up.
    var choice: any IdleAgentChoice.Type {
        switch self {
        case .longestIdle: LongestIdle.self
        case .leastOccupied: LeastOccupied.self
        case .preference: FixedPreference.self
        case .random: RandomIdle.self
        }
    }

    /// `IdleAgentChoice.order` of the rule, on the way of a call.
    func order(
        of group: Int, idle: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Double {
        switch self {
        case .longestIdle: LongestIdle.order(of: group, idle: idle, among: agents, at: time, draws: &draws)
        case .leastOccupied: LeastOccupied.order(of: group, idle: idle, among: agents, at: time, draws: &draws)
        case .preference: FixedPreference.order(of: group, idle: idle, among: agents, at: time, draws: &draws)
        case .random: RandomIdle.order(of: group, idle: idle, among: agents, at: time, draws: &draws)
        }
    }

    /// `IdleAgentChoice.agent` of the rule, on the way of a call.
    func agent(
        of group: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Int32 {
        switch self {
        case .longestIdle: LongestIdle.agent(of: group, among: agents, at: time, draws: &draws)
        case .leastOccupied: LeastOccupied.agent(of: group, among: agents, at: time, draws: &draws)
        case .preference: FixedPreference.agent(of: group, among: agents, at: time, draws: &draws)
        case .random: RandomIdle.agent(of: group, among: agents, at: time, draws: &draws)
        }
    }
}
