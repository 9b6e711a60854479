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

/// What a policy sees: the lines and who may serve them. Flat tables, borrowed from the centre.
struct Floor: ~Copyable {
    /// One line per class.
    let lines: UnsafeMutablePointer<WaitingLine>
    /// All lines together.
    let onHold: UnsafeMutablePointer<OnHold>
    /// Classes of group g, in the order of the policy: `served[servedStart[g]..<servedStart[g + 1]]`.
    let served: UnsafeMutablePointer<Int32>
    let servedStart: UnsafeMutablePointer<Int32>
    /// For each place in `served`: idle agents that must remain, and seconds on hold before the group may serve.
    let keepsIdle: UnsafeMutablePointer<Int>
    let afterSeconds: UnsafeMutablePointer<Double>
    /// What agents of group g work off besides: kinds of promises as in `PromiseBook.ready`, with the same conditions:
    /// `promised[promisedStart[g]..<promisedStart[g + 1]]`.
    let promised: UnsafeMutablePointer<PromisedWork>
    let promisedStart: UnsafeMutablePointer<Int32>
    /// Whether any of the conditions on callers is not empty.
    let hasConditions: Bool
    /// By class: rank, points on joining, points per second on hold.
    let rank: UnsafeMutablePointer<Int32>
    let headStart: UnsafeMutablePointer<Double>
    let pointsPerSecond: UnsafeMutablePointer<Double>
    private let classCount: Int

    init(_ model: CenterModel) {
        let classes = model.classes.count
        classCount = classes
        lines = .allocate(capacity: classes)
        onHold = .allocate(capacity: 1)
        rank = .allocate(capacity: classes)
        headStart = .allocate(capacity: classes)
        pointsPerSecond = .allocate(capacity: classes)
        for (position, customerClass) in model.classes.enumerated() {
            rank[position] = Int32(customerClass.rank)
            headStart[position] = customerClass.headStart
            pointsPerSecond[position] = customerClass.pointsPerSecond
        }
        let places = model.groups.indices.map { model.placesServed(by: $0) }
        let total = max(1, places.reduce(0) { $0 + $1.count })
        servedStart = .allocate(capacity: model.groups.count + 1)
        served = .allocate(capacity: total)
        keepsIdle = .allocate(capacity: total)
        afterSeconds = .allocate(capacity: total)
        var place = 0
        var conditions = false
        for (group, classesServed) in places.enumerated() {
            servedStart[group] = Int32(place)
            for (customerClass, after) in classesServed {
                served[place] = Int32(customerClass)
                afterSeconds[place] = after
                keepsIdle[place] = model.groups[group].keepsIdle(from: customerClass)
                conditions = conditions || after > 0 || keepsIdle[place] > 0
                place += 1
            }
        }
        servedStart[model.groups.count] = Int32(place)
        hasConditions = conditions
        let works = model.groups.indices.map { model.promisedWork(of: $0) }
        promised = .allocate(capacity: max(1, works.reduce(0) { $0 + $1.count }))
        promisedStart = .allocate(capacity: model.groups.count + 1)
        place = 0
        for (group, work) in works.enumerated() {
            promisedStart[group] = Int32(place)
            for kind in work {
                (promised + place).initialize(to: kind)
                place += 1
            }
        }
        promisedStart[model.groups.count] = Int32(place)
        clear()
    }

    deinit {
        lines.deallocate()
        onHold.deallocate()
        served.deallocate()
        promised.deallocate()
        promisedStart.deallocate()
        servedStart.deallocate()
        keepsIdle.deallocate()
        afterSeconds.deallocate()
        rank.deallocate()
        headStart.deallocate()
        pointsPerSecond.deallocate()
    }

    mutating func clear() {
        onHold.pointee = OnHold()
        for position in 0..<classCount { lines[position] = WaitingLine(of: classCount > 1 ? onHold : nil) }
    }

    /// Ends a row whose lines have each ended theirs: gives the most on hold at once in it, of all classes.
    func endRow(longestOfLines: Int) -> Int {
        guard classCount > 1 else { return longestOfLines }
        defer { onHold.pointee.most = onHold.pointee.number }
        return onHold.pointee.most
    }

    /// Places in `served` of the classes of a group.
    @inline(__always)
    func classes(of group: Int) -> Range<Int> {
        Int(servedStart[group])..<Int(servedStart[group &+ 1])
    }

    /// Places in `promised` of the work of a group.
    @inline(__always)
    func promisedWork(of group: Int) -> Range<Int> {
        Int(promisedStart[group])..<Int(promisedStart[group &+ 1])
    }

    /// Whether the group may serve the first of the line at this place now: enough agents idle, held long enough.
    @inline(__always)
    func admits(_ place: Int, idle: Int, at time: Double) -> Bool {
        if !hasConditions { return true }
        return idle > keepsIdle[place]
            && lines[Int(served[place])].firstJoinedAt + afterSeconds[place] <= time
    }

    /// Points of whoever joined a line of the class at a time.
    @inline(__always)
    func points(_ customerClass: Int, joinedAt: Double, at time: Double) -> Double {
        headStart[customerClass] + pointsPerSecond[customerClass] * (time - joinedAt)
    }
}

extension CenterModel {
    /// Classes that a group serves, in its order, with the seconds on hold after which: 0, or those of an overflow. A
    /// class that only overflows to the group comes last.
    func placesServed(by group: Int) -> [(customerClass: Int, after: Double)] {
        let served = groups[group].classes
        let overflowing = classes.indices.filter { position in
            !served.contains(position) && classes[position].overflow.contains { $0.group == group }
        }
        return (served + overflowing).map { position in
            (position, classes[position].overflow.first { $0.group == group }?.after ?? 0)
        }
    }
}

/// One kind of promise that a group works off: callbacks or follow-ups of a class.
struct PromisedWork {
    /// Callbacks of class c are kind `2 c`, follow-ups `2 c + 1`.
    var kind: Int32
    /// Idle agents that must remain.
    var keepsIdle: Int
    /// Since when the customer must have waited, in seconds.
    var after: Double
}

extension CenterModel {
    /// What a group works off: callbacks of the classes it serves; their follow-ups, and those of any class, where they are
    /// its work.
    func promisedWork(of group: Int) -> [PromisedWork] {
        let served = placesServed(by: group)
        var work: [PromisedWork] = []
        func add(_ customerClass: Int, after: Double) {
            let keepsIdle = groups[group].keepsIdle(from: customerClass)
            if after.isFinite && classes[customerClass].callbacks != nil {
                work.append(PromisedWork(kind: Int32(2 * customerClass), keepsIdle: keepsIdle, after: after))
            }
            guard let doing = classes[customerClass].followUps?.groups else { return }
            if doing.contains(group) || (doing.isEmpty && after.isFinite) {
                let delay = doing.isEmpty ? after : 0
                work.append(PromisedWork(kind: Int32(2 * customerClass + 1), keepsIdle: keepsIdle, after: delay))
            }
        }
        for (customerClass, after) in served { add(customerClass, after: after) }
        // Whom it serves never, it may still write to.
        for position in classes.indices where !served.contains(where: { $0.customerClass == position }) {
            add(position, after: .infinity)
        }
        return work
    }
}

extension GroupModel {
    /// Idle agents that must remain when one takes a contact of a class.
    func keepsIdle(from customerClass: Int) -> Int {
        reserves.filter { $0.customerClass != customerClass }.map(\.agents).max() ?? 0
    }
}
