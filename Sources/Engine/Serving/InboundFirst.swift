/// Callers on hold always come first; promises fill the time when nobody waits.
struct InboundFirst: ServingRule {
    var urgentWithin: Double { -.infinity }

    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor, _: Policy.Type
    ) -> Bool { false }
}
