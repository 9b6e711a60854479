/// What a slot is doing; an event's meaning is its slot's state.
enum CallState: UInt8 {
    /// Not in use.
    case free
    /// In the menu: its event is the end of that.
    case inMenu
    /// On hold: its event is the end of its patience.
    case waiting
    /// Promised a callback that keeps its place in line: nobody is on the telephone.
    case promisedInLine
    /// A customer is dialled: its event is the end of the ringing. An agent listens if the agent comes first.
    case ringing
    /// With an agent: its event is the end of the talk.
    case talking
    /// The customer has been passed on and holds, the agent stays: its event is the end of the agent's patience.
    case accompanying
    /// Another agent has answered the customer, this one tells the story: its event is the end of that.
    case handingOver
    /// The customer is gone, the agent writes it up: its event is the end of that.
    case wrappingUp
}

/// Which stretch of a contact a slot stands for.
enum Leg: UInt8 {
    /// The caller's first.
    case first
    /// After a transfer: counted apart, never as another arrival.
    case transferred
    /// A callback's own.
    case callback
    /// No customer on the line: an agent's follow-up, or background work.
    case followUp, background
}

/// What the fuller ways of a contact need beside `Call`; kept only for models that use one of them.
struct CallDetail {
    // Latent draws of the customer, read when they are needed.
    var patienceSeconds: Double = .infinity
    var balkingUniform: Double = 0

    // The clocks of someone on hold; the earliest is in the event list.
    var patienceEndsAt: Double = .infinity
    var offerAt: Double = .infinity
    var overflowAt: Double = .infinity
    var quoteAgainAt: Double = .infinity

    /// The last quote in seconds, and when it was announced; negative when there was none.
    var quote: Double = -1
    var quotedAt: Double = 0
    /// The last of the announcements to the customer, in the book of quotes.
    var lastAnnouncement: Int32 = -1
    /// How many were in line when it had to wait, where its offered wait is recorded; -1 elsewhere.
    var inLineAtJoining: Int32 = -1

    /// Arrival of this attempt, before any menu: the patience is drawn from what is in force then.
    var arrivedAt: Double = 0
    /// First arrival of the issue, and which attempt this is, from 0.
    var issueArrivedAt: Double = 0
    var attempt: Int32 = 0
    /// Where the contact came in, for a leg that was passed on: its class and row; -1 for first legs.
    var originClass: Int32 = -1
    var originRow: Int32 = 0
    /// Transfers behind it in this contact.
    var transfers: Int32 = 0
    /// The promise that this contact or leg works off; -1 when none.
    var promise: Int32 = -1
    /// While a warm transfer waits for the second agent: the slot of its other leg; -1 when none.
    var otherLeg: Int32 = -1
    /// How long the hand-over will take when this leg is answered.
    var handOverSeconds: Double = 0

    @inline(__always) var nextClock: Double { min(min(patienceEndsAt, offerAt), min(overflowAt, quoteAgainAt)) }
}

/// One contact in the centre: flat, and a line of a processor's cache long.
struct Call {
    var joinedAt: Double
    var talkSeconds: Double
    var afterCallSeconds: Double
    /// Neighbours in the line it waits in; -1 where there is none.
    var next: Int32
    var previous: Int32
    /// Row of the interval in which it arrived.
    var row: Int32
    var customerClass: Int32
    var group: Int32
    /// The named agent, by position among all; -1 for anonymous ones.
    var agent: Int32
    /// The customer of a finite population, by position among all; -1 otherwise.
    var customer: Int32
    var state: CallState
    var leg: Leg
    /// Place in the order of joining, across lines.
    var joinOrder: UInt64
    /// Number of the contact within its class, from 0.
    var number: UInt64
}

extension Call {
    /// The leg that works a promise off, without an agent yet.
    init(_ promise: Promise) {
        self.init(
            joinedAt: promise.madeAt, talkSeconds: promise.talkSeconds, afterCallSeconds: promise.afterCallSeconds,
            next: -1, previous: -1, row: promise.row, customerClass: promise.customerClass, group: -1, agent: -1,
            customer: promise.customer, state: .ringing, leg: .callback, joinOrder: 0, number: promise.number)
    }
}

/// Every contact in the centre, in slots that are used again: the last one freed first, so that few are in use.
struct CallTable: ~Copyable {
    private(set) var calls: UnsafeMutablePointer<Call>
    /// One per slot where the model needs them; else a single one that nobody reads.
    private(set) var details: UnsafeMutablePointer<CallDetail>
    private let hasDetails: Bool
    private var freeSlots: UnsafeMutablePointer<Int32>
    private var freeCount: Int
    private(set) var capacity: Int

    init(capacity: Int, hasDetails: Bool) {
        self.capacity = capacity
        self.hasDetails = hasDetails
        details = .allocate(capacity: hasDetails ? capacity : 1)
        details.initialize(repeating: CallDetail(), count: hasDetails ? capacity : 1)
        calls = .allocate(capacity: capacity)
        freeSlots = .allocate(capacity: capacity)
        freeCount = 0
        clear()
    }

    deinit {
        calls.deallocate()
        details.deallocate()
        freeSlots.deallocate()
    }

    /// Contacts in the centre now.
    @inline(__always) var inUse: Int { capacity &- freeCount }
    @inline(__always) var isFull: Bool { freeCount == 0 }

    mutating func clear() {
        freeCount = capacity
        for slot in 0..<capacity {
            freeSlots[slot] = Int32(capacity - 1 - slot)
            calls[slot] = CallTable.unused
        }
    }

    /// A free slot; there must be one.
    @inline(__always)
    mutating func take() -> Int {
        assert(freeCount > 0)
        freeCount &-= 1
        return Int(freeSlots[freeCount])
    }

    @inline(__always)
    mutating func give(back slot: Int) {
        assert(calls[slot].state != .free)
        calls[slot].state = .free
        freeSlots[freeCount] = Int32(truncatingIfNeeded: slot)
        freeCount &+= 1
    }

    /// A contact moves to the slot of another, which is over; its own is free.
    @inline(__always)
    mutating func move(_ slot: Int, to place: Int) {
        calls[place] = calls[slot]
        if hasDetails { details[place] = details[slot] }
        give(back: slot)
    }

    /// Adds a quarter of the slots, keeping every contact in its own.
    mutating func grow(toAtMost most: Int) {
        let larger = min(most, capacity + max(16, capacity / 4))
        let added = larger - capacity
        let moved = UnsafeMutablePointer<Call>.allocate(capacity: larger)
        moved.moveInitialize(from: calls, count: capacity)
        for slot in capacity..<larger { (moved + slot).initialize(to: CallTable.unused) }
        calls.deallocate()
        calls = moved
        if hasDetails {
            let details = UnsafeMutablePointer<CallDetail>.allocate(capacity: larger)
            details.initialize(repeating: CallDetail(), count: larger)
            details.update(from: self.details, count: capacity)
            self.details.deallocate()
            self.details = details
        }
        let slots = UnsafeMutablePointer<Int32>.allocate(capacity: larger)
        for place in 0..<added { slots[place] = Int32(larger - 1 - place) }
        for place in 0..<freeCount { slots[added + place] = freeSlots[place] }
        freeSlots.deallocate()
        freeSlots = slots
        freeCount += added
        capacity = larger
    }

    private static var unused: Call {
        Call(
            joinedAt: 0, talkSeconds: 0, afterCallSeconds: 0, next: -1, previous: -1, row: 0, customerClass: 0,
            group: 0, agent: -1, customer: -1, state: .free, leg: .first,
            joinOrder: 0, number: 0)
    }
}
