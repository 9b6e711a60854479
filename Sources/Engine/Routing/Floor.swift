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
        return hasIdleToSpare(place, idle: idle)
            && isWithinReach(place, waitingSince: lines[Int(served[place])].firstJoinedAt, at: time)
    }

    /// Points of whoever joined a line of the class at a time.
    @inline(__always)
    func points(_ customerClass: Int, joinedAt: Double, at time: Double) -> Double {
        headStart[customerClass] + pointsPerSecond[customerClass] * (time - joinedAt)
    }
}
