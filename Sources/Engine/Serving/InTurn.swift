/// Whoever holds a place in line is dialled when those before it have been answered, as the routing policy orders them.
struct InTurn: ServingRule {
    var urgentWithin: Double { .infinity }

    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor, _: Policy.Type
    ) -> Bool {
        let line = Policy.nextLine(for: asked.group, on: floor, idle: asked.idle, at: asked.time)
        guard line >= 0 else { return true }
        let first = floor.lines[line]
        return Policy.prefers(
            promise.pointee.contender,
            to: Contender(customerClass: line, joinOrder: first.firstJoinOrder, joinedAt: first.firstJoinedAt),
            for: asked.group, on: floor, at: asked.time)
    }
}
