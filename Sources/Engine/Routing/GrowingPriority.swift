/// Whoever has most points: some on joining, more for each second on hold. All of a class gain at one rate, so the first
/// of each line is its best.
enum GrowingPriority: RoutingPolicy {
    @inline(__always)
    static func nextLine(for group: Int, on floor: borrowing Floor, idle: Int, at time: Double) -> Int {
        var chosen = -1
        var most = -Double.infinity
        var earliest = UInt64.max
        for place in floor.classes(of: group) {
            let line = Int(floor.served[place])
            if floor.lines[line].isEmpty || !floor.admits(place, idle: idle, at: time) { continue }
            let points = floor.points(line, joinedAt: floor.lines[line].firstJoinedAt, at: time)
            if points > most || (points == most && floor.lines[line].firstJoinOrder < earliest) {
                most = points
                earliest = floor.lines[line].firstJoinOrder
                chosen = line
            }
        }
        return chosen
    }

    static func prefers(
        _ a: Contender, to b: Contender, for group: Int, on floor: borrowing Floor, at time: Double
    ) -> Bool {
        let pointsOfA = floor.points(a.customerClass, joinedAt: a.joinedAt, at: time)
        let pointsOfB = floor.points(b.customerClass, joinedAt: b.joinedAt, at: time)
        return pointsOfA == pointsOfB ? a.joinOrder <= b.joinOrder : pointsOfA > pointsOfB
    }
}
