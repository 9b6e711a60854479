/// Some idle agents of a group are kept free for a class: others are served only while more are idle than are reserved.
extension GroupModel {
    /// Idle agents that must remain when one takes a contact of a class.
    func keepsIdle(from customerClass: Int) -> Int {
        reserves.filter { $0.customerClass != customerClass }.map(\.agents).max() ?? 0
    }
}

extension Floor {
    /// Whether an agent may take the class at this place of `served`, so many being idle, the one who asks included.
    @inline(__always)
    func hasIdleToSpare(_ place: Int, idle: Int) -> Bool { idle > keepsIdle[place] }
}

extension ClassTraits {
    /// Whether an agent of the group at this place of `groups` may take a contact of the class, so many being idle.
    @inline(__always)
    func hasIdleToSpare(_ place: Int, idle: Int) -> Bool { idle > keepsIdle[place] }
}
