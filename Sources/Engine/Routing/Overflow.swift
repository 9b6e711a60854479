/// A contact that has been on hold for some time may also be answered by groups that leave it to the class's own before:
/// overflow after a delay. The delay runs from joining the line; for a promise, from when its customer began to wait.
extension [(group: Int, after: Double)] {
    /// Seconds until the first of the groups may answer; `.infinity` when there is none.
    var soonest: Double { map(\.after).min() ?? .infinity }

    /// When the next of the groups comes within reach of somebody who waits since a time.
    /// - Returns: a moment after `time`, or also that very moment; `.infinity` when no group is left.
    func next(waitingSince start: Double, after time: Double, orAtOnce: Bool = false) -> Double {
        // Moments are compared, not spans: joining + delay − joining may fall short of the delay.
        map { start + $0.after }.filter { orAtOnce ? $0 >= time : $0 > time }.min() ?? .infinity
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

extension Floor {
    /// Whether whoever waits since a time in the class at this place of `served` may go to the group by now.
    @inline(__always)
    func isWithinReach(_ place: Int, waitingSince start: Double, at time: Double) -> Bool {
        start + afterSeconds[place] <= time
    }
}

extension CallCenter {
    /// When the next group comes within reach of a promise.
    mutating func nextOverflow(of promise: Promise) -> Double {
        let customerClass = Int(promise.customerClass)
        if traits[customerClass].overflowsAfter == .infinity { return .infinity }
        return classes[customerClass].overflow.next(waitingSince: promise.waitsSince, after: now)
    }

    /// Somebody of the class may now be within reach of the groups that answer it only after a delay: their idle agents
    /// look again.
    mutating func putOverflowToWork(of customerClass: Int) {
        for overflow in classes[customerClass].overflow { putIdleToWork(overflow.group) }
    }
}
