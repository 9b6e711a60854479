/// The class of lowest rank that waits; within a rank whoever has waited longest. Nobody in service is interrupted.
enum StrictPriority: RoutingPolicy {
    @inline(__always)
    static func nextLine(for group: Int, on floor: borrowing Floor, idle: Int, at time: Double) -> Int {
        var chosen = -1
        var chosenRank = Int32.max
        var earliest = UInt64.max
        for place in floor.classes(of: group) {
            let line = Int(floor.served[place])
            if floor.lines[line].isEmpty || !floor.admits(place, idle: idle, at: time) { continue }
            let rank = floor.rank[line]
            if rank < chosenRank || (rank == chosenRank && floor.lines[line].firstJoinOrder < earliest) {
                earliest = floor.lines[line].firstJoinOrder
                chosen = line
                chosenRank = rank
            }
        }
        return chosen
    }

    static func prefers(
        _ a: Contender, to b: Contender, for group: Int, on floor: borrowing Floor, at time: Double
    ) -> Bool {
        let (rankOfA, rankOfB) = (floor.rank[a.customerClass], floor.rank[b.customerClass])
        return rankOfA == rankOfB ? a.joinOrder <= b.joinOrder : rankOfA < rankOfB
    }
}
