/// Which waiting contact an agent takes next.
///
/// A policy is one file with one question, answered from the lines as they stand. It is a generic parameter of
/// `CallCenter`, made concrete by the one `switch` in `Routing.swift`, so that asking costs no call.
protocol RoutingPolicy {
    /// The class whose first waiting contact a free agent of `group` takes; -1 when none of its classes waits.
    /// A contact is never passed over by a later one of its own class.
    static func nextLine(for group: Int, on floor: borrowing Floor) -> Int
}

/// What a policy sees: the lines and who may serve them. Flat tables, borrowed from the centre.
struct Floor: ~Copyable {
    /// One line per class.
    let lines: UnsafeMutablePointer<WaitingLine>
    /// Classes of group g, those of lower rank first: `served[servedStart[g]..<servedStart[g + 1]]`.
    let served: UnsafeMutablePointer<Int32>
    let servedStart: UnsafeMutablePointer<Int32>
    /// Rank of each class: lower is served first.
    let rank: UnsafeMutablePointer<Int32>

    init(_ model: CenterModel) {
        let classes = model.classes.count
        lines = .allocate(capacity: classes)
        rank = .allocate(capacity: classes)
        for (position, customerClass) in model.classes.enumerated() { rank[position] = Int32(customerClass.rank) }
        servedStart = .allocate(capacity: model.groups.count + 1)
        served = .allocate(capacity: max(1, model.groups.reduce(0) { $0 + $1.classes.count }))
        var place = 0
        for (position, group) in model.groups.enumerated() {
            servedStart[position] = Int32(place)
            for customerClass in group.classes {
                served[place] = Int32(customerClass)
                place += 1
            }
        }
        servedStart[model.groups.count] = Int32(place)
        clear(classes: classes)
    }

    deinit {
        lines.deallocate()
        served.deallocate()
        servedStart.deallocate()
        rank.deallocate()
    }

    mutating func clear(classes: Int) {
        for position in 0..<classes { lines[position] = WaitingLine() }
    }

    /// Places in `served` of the classes of a group.
    @inline(__always)
    func classes(of group: Int) -> Range<Int> {
        Int(servedStart[group])..<Int(servedStart[group &+ 1])
    }
}
