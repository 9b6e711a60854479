/// Which waiting contact an agent takes next.
///
/// A policy is one file with two questions, answered from the lines as they stand. It is a generic parameter of
/// `CallCenter`, made concrete by the one `switch` in `Routing.swift`, so that asking costs no call.
protocol RoutingPolicy {
    /// The class whose first waiting contact a free agent of `group` takes; -1 when none of its classes waits.
    /// A contact is never passed over by a later one of its own class.
    /// - Parameters:
    ///   - idle: idle agents of the group, the one who asks included.
    ///   - time: now.
    static func nextLine(for group: Int, on floor: borrowing Floor, idle: Int, at time: Double) -> Int

    /// Whether a contact of one class would be served before one of another, if both waited.
    static func prefers(_ a: Contender, to b: Contender, for group: Int, on floor: borrowing Floor, at time: Double)
        -> Bool
}

/// Somebody in line, or somebody imagined to be there still.
struct Contender {
    var customerClass: Int
    var joinOrder: UInt64
    var joinedAt: Double
}
