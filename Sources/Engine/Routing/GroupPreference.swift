/// Each group goes through its own list of classes and takes the first that waits.
enum GroupPreference: RoutingPolicy {
    @inline(__always)
    static func nextLine(for group: Int, on floor: borrowing Floor, idle: Int, at time: Double) -> Int {
        for place in floor.classes(of: group) {
            let line = Int(floor.served[place])
            if !floor.lines[line].isEmpty && floor.admits(place, idle: idle, at: time) { return line }
        }
        return -1
    }

    static func prefers(
        _ a: Contender, to b: Contender, for group: Int, on floor: borrowing Floor, at time: Double
    ) -> Bool {
        if a.customerClass == b.customerClass { return a.joinOrder <= b.joinOrder }
        for place in floor.classes(of: group) {
            if Int(floor.served[place]) == a.customerClass { return true }
            if Int(floor.served[place]) == b.customerClass { return false }
        }
        return false
    }
}
