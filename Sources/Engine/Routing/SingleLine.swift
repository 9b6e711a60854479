/// One class only, and every group serves it: there is nothing to choose.
enum SingleLine: RoutingPolicy {
    @inline(__always)
    static func nextLine(for group: Int, on floor: borrowing Floor) -> Int {
        floor.lines[0].isEmpty ? -1 : 0
    }
}
