/// Whoever has waited longest among the classes that the group serves.
enum FirstComeFirstServed: RoutingPolicy {
    @inline(__always)
    static func nextLine(for group: Int, on floor: borrowing Floor, idle: Int, at time: Double) -> Int {
        var chosen = -1
        var earliest = UInt64.max
        for place in floor.classes(of: group) {
            let line = Int(floor.served[place])
            if floor.lines[line].firstJoinOrder < earliest && floor.admits(place, idle: idle, at: time) {
                earliest = floor.lines[line].firstJoinOrder
                chosen = line
            }
        }
        return chosen
    }

    static func prefers(
        _ a: Contender, to b: Contender, for group: Int, on floor: borrowing Floor, at time: Double
    ) -> Bool { a.joinOrder <= b.joinOrder }
}
