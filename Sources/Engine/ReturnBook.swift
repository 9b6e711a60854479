import Randomness

/// A customer who will call again: which issue, which attempt.
struct PendingReturn {
    var customerClass: Int32
    /// Number of the fresh issue within its class.
    var number: UInt64
    /// The attempt to come, from 1.
    var attempt: Int32
    var issueArrivedAt: Double
    /// True after an unresolved answer: a reconnect; false after abandoning or being blocked: a redial.
    var isReconnect: Bool
    /// A new talk, after an answer; else what the customer still wants to talk about.
    var talksAnew: Bool
    var talkSeconds: Double
    var afterCallSeconds: Double
    /// The customer of a finite population, by position among all; -1 otherwise.
    var customer: Int32
}

/// Customers who will call again, by when: the retry clock starts when the contact before has ended.
struct ReturnBook: ~Copyable {
    var clocks: EventList
    private var pending: UnsafeMutablePointer<PendingReturn>
    private var capacity: Int
    private var freeSlots: [Int32] = []

    init() {
        capacity = 64
        pending = .allocate(capacity: capacity)
        clocks = EventList(slots: capacity)
        clear()
    }

    deinit { pending.deallocate() }

    mutating func clear() {
        clocks.clear()
        freeSlots = (0..<Int32(capacity)).reversed()
    }

    /// Customers who will call again.
    var count: Int { capacity - freeSlots.count }

    mutating func enter(_ customer: PendingReturn, at time: Double) {
        if freeSlots.isEmpty { grow() }
        let place = Int(freeSlots.removeLast())
        pending[place] = customer
        clocks.schedule(place, at: time)
    }

    /// Whoever is first takes up the telephone.
    mutating func takeFirst() -> PendingReturn {
        let place = clocks.firstSlot
        clocks.cancel(place)
        freeSlots.append(Int32(place))
        return pending[place]
    }

    private mutating func grow() {
        let moved = UnsafeMutablePointer<PendingReturn>.allocate(capacity: capacity * 2)
        moved.update(from: pending, count: capacity)
        pending.deallocate()
        pending = moved
        freeSlots = (Int32(capacity)..<Int32(capacity * 2)).reversed()
        capacity *= 2
        clocks.grow(to: capacity)
    }
}

/// Who comes back, compiled.
public struct ReturnModel: Sendable {
    /// Of each attempt in turn; the last holds for all later ones.
    public var probability: [Double]
    public var after: Distribution
    public var atMost: Int

    public init(probability: [Double], after: Distribution, atMost: Int = .max) {
        self.probability = probability
        self.after = after
        self.atMost = atMost
    }

    /// After `attempt` attempts that came back already.
    func chance(after attempt: Int) -> Double {
        attempt >= atMost ? 0 : probability[min(attempt, probability.count - 1)]
    }
}

extension Timeline {
    /// When a contact at `time` gets through to a centre that may be closed: then itself, or the next opening plus as
    /// much as it came after closing; `.infinity` after the last.
    func openTime(from time: Double) -> Double {
        var moment = time
        while true {
            guard let next = openings.firstIndex(where: { $0.closes > moment }) else { return .infinity }
            if openings[next].opens <= moment { return moment }
            let closedAt = next > 0 ? openings[next - 1].closes : 0
            moment = openings[next].opens + (moment - closedAt)
        }
    }
}
