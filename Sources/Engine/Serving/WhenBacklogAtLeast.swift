/// Promises come before callers while so many of them wait to be taken.
struct WhenBacklogAtLeast: ServingRule {
    var count: Int

    var urgentWithin: Double { .infinity }

    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor, _: Policy.Type
    ) -> Bool { ready >= count }
}
