/// The class of lowest rank that waits; within a rank whoever has waited longest. Nobody in service is interrupted.
enum StrictPriority: RoutingPolicy {
    @inline(__always)
    static func nextLine(for group: Int, on floor: borrowing Floor) -> Int {
        var chosen = -1
        var chosenRank = Int32.max
        var earliest = UInt64.max
        for place in floor.classes(of: group) {
            let line = Int(floor.served[place])
            if floor.rank[line] > chosenRank { break }
            if floor.lines[line].firstJoinOrder < earliest {
                earliest = floor.lines[line].firstJoinOrder
                chosen = line
                chosenRank = floor.rank[line]
            }
        }
        return chosen
    }
}
