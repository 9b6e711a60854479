/// The future: for each slot the one time at which something happens to it, the earliest of all at hand at once.
///
/// A winner tree (Knuth, 1973, section 5.4.1). Each leaf is a slot; each inner node repeats the smaller of its two
/// children, so the root is the next event. Scheduling, rescheduling and cancelling a slot are the same operation: write
/// the leaf, replay its matches up to the root. No branch depends on the times, which are as good as random: that is
/// what makes it faster than a heap on a processor that guesses.
///
/// Ties: the earlier scheduled first, or the lower `order` where one is given.
struct EventList: ~Copyable {
    /// A time and what breaks its ties, compared as one unsigned number of 128 bits.
    struct Key {
        /// Bits of a time of zero or more seconds: they sort as the times do.
        var time: UInt64
        /// 40 bits of sequence, then 24 bits of slot.
        var tie: UInt64
    }

    /// More slots than this at once cannot be told apart.
    static let mostSlots = 1 << 24
    static let never = Double.infinity

    private var nodes: UnsafeMutablePointer<Key>
    private(set) var leaves: Int
    private var sequence: UInt64 = 0

    /// - Parameter slots: slots to begin with; more are made room for by `grow`.
    init(slots: Int) {
        leaves = 1
        while leaves < slots { leaves <<= 1 }
        nodes = .allocate(capacity: 2 * leaves)
        clear()
    }

    deinit { nodes.deallocate() }

    /// Forgets every event. O(slots).
    mutating func clear() {
        sequence = 0
        for slot in 0..<leaves { nodes[leaves + slot] = Self.idle(slot) }
        replayAll()
    }

    /// The time of the next event; `never` when there is none.
    @inline(__always) var firstTime: Double { Double(bitPattern: nodes[1].time) }

    /// The slot of the next event.
    @inline(__always) var firstSlot: Int { Int(truncatingIfNeeded: nodes[1].tie & 0xFF_FFFF) }

    /// The time at which something happens to a slot; `never` when nothing does.
    func time(of slot: Int) -> Double { Double(bitPattern: nodes[leaves + slot].time) }

    /// Sets the time of a slot's event, whether it had one or not. O(log slots).
    /// - Parameter time: seconds, zero or more; `never` is allowed.
    @inline(__always)
    mutating func schedule(_ slot: Int, at time: Double) {
        sequence &+= 1
        update(slot, Key(time: time.bitPattern, tie: sequence << 24 | UInt64(truncatingIfNeeded: slot)))
    }

    /// The same, with ties broken by the slot's number rather than by who was scheduled first.
    @inline(__always)
    mutating func scheduleInSlotOrder(_ slot: Int, at time: Double) {
        update(slot, Key(time: time.bitPattern, tie: UInt64(truncatingIfNeeded: slot)))
    }

    /// Nothing happens to the slot any more. O(log slots).
    @inline(__always)
    mutating func cancel(_ slot: Int) { update(slot, Self.idle(slot)) }

    /// Makes room for at least `slots` slots, keeping every event. O(slots).
    mutating func grow(to slots: Int) {
        var wanted = leaves
        while wanted < slots { wanted <<= 1 }
        guard wanted > leaves else { return }
        precondition(wanted <= Self.mostSlots, "an event list holds at most 2^24 slots")
        let larger = UnsafeMutablePointer<Key>.allocate(capacity: 2 * wanted)
        for slot in 0..<wanted { larger[wanted + slot] = slot < leaves ? nodes[leaves + slot] : Self.idle(slot) }
        nodes.deallocate()
        nodes = larger
        leaves = wanted
        replayAll()
    }

    @inline(__always)
    private static func idle(_ slot: Int) -> Key {
        Key(time: never.bitPattern, tie: UInt64(truncatingIfNeeded: slot))
    }

    @inline(__always)
    private mutating func update(_ slot: Int, _ key: Key) {
        assert(slot >= 0 && slot < leaves && Double(bitPattern: key.time) >= 0)
        var node = slot &+ leaves
        var winner = key
        nodes[node] = winner
        while node > 1 {
            winner = Self.smaller(winner, nodes[node ^ 1])
            node &>>= 1
            nodes[node] = winner
        }
    }

    /// The smaller key, chosen by the sign of their difference: a choice written with `?:` becomes a branch, and
    /// mispredicted half of the time. The sign is right because times are never negative, so the top bit is free.
    @inline(__always)
    private static func smaller(_ a: Key, _ b: Key) -> Key {
        let difference =
            Int128(_low: a.tie, _high: Int64(bitPattern: a.time))
            &- Int128(_low: b.tie, _high: Int64(bitPattern: b.time))
        let aIsSmaller = UInt64(bitPattern: difference._high >> 63)
        return Key(
            time: b.time ^ ((a.time ^ b.time) & aIsSmaller),
            tie: b.tie ^ ((a.tie ^ b.tie) & aIsSmaller))
    }

    private mutating func replayAll() {
        var node = leaves - 1
        while node >= 1 {
            nodes[node] = Self.smaller(nodes[2 * node], nodes[2 * node + 1])
            node -= 1
        }
    }
}
