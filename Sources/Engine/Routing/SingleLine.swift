/// One class only, and every group serves it: there is nothing to choose.
enum SingleLine: RoutingPolicy {
    @inline(__always)
    static func nextLine(for group: Int, on floor: borrowing Floor, idle: Int, at time: Double) -> Int {
        if floor.lines[0].isEmpty { return -1 }
        if !floor.hasConditions { return 0 }
        return floor.classes(of: group).contains { floor.admits($0, idle: idle, at: time) } ? 0 : -1
    }

    static func prefers(
        _ a: Contender, to b: Contender, for group: Int, on floor: borrowing Floor, at time: Double
    ) -> Bool { a.joinOrder <= b.joinOrder }
}
