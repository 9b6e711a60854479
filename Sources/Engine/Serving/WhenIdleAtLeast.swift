/// Callers on hold come first, and promises fill the time only while so many agents are idle.
struct WhenIdleAtLeast: ServingRule {
    var agents: Int

    var urgentWithin: Double { -.infinity }
    var leastIdle: Int { agents }

    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor, _: Policy.Type
    ) -> Bool { false }
}
