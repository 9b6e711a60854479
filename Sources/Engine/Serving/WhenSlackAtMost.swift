/// A promise comes before callers once it is due within so many seconds.
struct WhenSlackAtMost: ServingRule {
    var seconds: Double

    var urgentWithin: Double { seconds + 1e-3 }

    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor, _: Policy.Type
    ) -> Bool { promise.pointee.to - asked.time <= seconds }
}
