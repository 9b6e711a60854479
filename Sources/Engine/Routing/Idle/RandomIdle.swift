import Randomness

/// Anybody who is idle, each as likely as the next.
enum RandomIdle: IdleAgentChoice {
    /// The smallest of independent exponentials at the rate of the idle agents: each agent is equally likely.
    static func order(
        of group: Int, idle: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Double { draws.exponential() / Double(idle) }

    static func agent(
        of group: Int, among agents: borrowing AgentTable, at time: Double, draws: inout RandomStream
    ) -> Int32 {
        let idle = agents.groups[group].capacity - agents.groups[group].busy
        return agents.idleAgent(group: group, at: Int(draws.uniform() * Double(idle)))
    }
}
