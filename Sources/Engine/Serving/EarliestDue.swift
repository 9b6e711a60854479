/// Callers and promises in one order, the earliest due first: a caller is due on joining the line, a promise when it was
/// promised for.
struct EarliestDue: ServingRule {
    var urgentWithin: Double { .infinity }

    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor, _: Policy.Type
    ) -> Bool {
        let line = Policy.nextLine(for: asked.group, on: floor, idle: asked.idle, at: asked.time)
        // With nobody to answer a promise is taken because nobody waits, and not before somebody.
        return line >= 0 && promise.pointee.to <= floor.lines[line].firstJoinedAt
    }
}
