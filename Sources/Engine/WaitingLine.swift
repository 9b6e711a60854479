/// Contacts of all classes on hold now, and the most at once since the row began.
struct OnHold {
    var number = 0
    var most = 0
}

/// Those of one class who are on hold, in the order in which they joined. Anyone may leave from the middle.
struct WaitingLine {
    private(set) var first: Int32 = -1
    private(set) var last: Int32 = -1
    private(set) var length: Int = 0
    /// Of these, customers promised a callback in turn: they keep a place and hold no telephone.
    private(set) var promised: Int = 0
    /// Place of the first in the order of joining across all lines; the largest number when nobody waits.
    private(set) var firstJoinOrder: UInt64 = .max
    /// When the first joined; `.infinity` when nobody waits.
    private(set) var firstJoinedAt: Double = .infinity

    /// Integral of the length since the row began, up to `changedAt`.
    private(set) var areaSeconds: Double = 0
    private var changedAt: Double = 0
    /// The largest length since the row began.
    private(set) var longest: Int = 0
    /// Of all lines together; nil where this is the only one.
    private let all: UnsafeMutablePointer<OnHold>?

    init(of all: UnsafeMutablePointer<OnHold>? = nil) { self.all = all }

    @inline(__always) var isEmpty: Bool { length == 0 }
    /// Customers on hold.
    @inline(__always) var onHold: Int { length &- promised }

    /// Somebody in line puts the telephone down and keeps the place.
    mutating func becomePromised(at time: Double) {
        accrue(to: time)
        promised += 1
        all?.pointee.number -= 1
    }

    /// Somebody promised a callback is about to leave the line, or is.
    mutating func endPromised(at time: Double) {
        accrue(to: time)
        promised -= 1
        all?.pointee.number += 1
    }

    @inline(__always)
    mutating func join(_ slot: Int, in calls: UnsafeMutablePointer<Call>, at time: Double) {
        accrue(to: time)
        calls[slot].next = -1
        calls[slot].previous = last
        if last >= 0 {
            calls[Int(last)].next = Int32(truncatingIfNeeded: slot)
        } else {
            first = Int32(truncatingIfNeeded: slot)
            firstJoinOrder = calls[slot].joinOrder
            firstJoinedAt = calls[slot].joinedAt
        }
        last = Int32(truncatingIfNeeded: slot)
        length &+= 1
        longest = max(longest, length &- promised)
        noteJoining()
    }

    /// Joins at the place that its order of joining gives it, before those who came later.
    mutating func rejoin(_ slot: Int, in calls: UnsafeMutablePointer<Call>, at time: Double) {
        accrue(to: time)
        var before: Int32 = -1
        var after = first
        while after >= 0 && calls[Int(after)].joinOrder < calls[slot].joinOrder {
            before = after
            after = calls[Int(after)].next
        }
        calls[slot].previous = before
        calls[slot].next = after
        if after >= 0 { calls[Int(after)].previous = Int32(slot) } else { last = Int32(slot) }
        if before >= 0 {
            calls[Int(before)].next = Int32(slot)
        } else {
            first = Int32(slot)
            firstJoinOrder = calls[slot].joinOrder
            firstJoinedAt = calls[slot].joinedAt
        }
        length &+= 1
        longest = max(longest, length &- promised)
        noteJoining()
    }

    @inline(__always)
    mutating func leave(_ slot: Int, in calls: UnsafeMutablePointer<Call>, at time: Double) {
        accrue(to: time)
        let next = calls[slot].next, previous = calls[slot].previous
        if previous >= 0 {
            calls[Int(previous)].next = next
        } else {
            first = next
            firstJoinOrder = next >= 0 ? calls[Int(next)].joinOrder : .max
            firstJoinedAt = next >= 0 ? calls[Int(next)].joinedAt : .infinity
        }
        if next >= 0 { calls[Int(next)].previous = previous } else { last = previous }
        length &-= 1
        if let all { all.pointee.number &-= 1 }
    }

    @inline(__always)
    private func noteJoining() {
        guard let all else { return }
        all.pointee.number &+= 1
        all.pointee.most = max(all.pointee.most, all.pointee.number)
    }

    @inline(__always)
    private mutating func accrue(to time: Double) {
        areaSeconds += Double(length &- promised) * (time - changedAt)
        changedAt = time
    }

    /// Ends a row: gives what it held and begins the next.
    mutating func endRow(at time: Double) -> (areaSeconds: Double, longest: Int) {
        accrue(to: time)
        defer {
            areaSeconds = 0
            longest = length - promised
        }
        return (areaSeconds, longest)
    }
}
