import CEngine

/// The future: for each slot the one time at which something happens to it, the earliest of all at hand at once.
///
/// A winner tree (Knuth, 1973, section 5.4.1). Each leaf is a slot; each inner node repeats the smaller of its two
/// children, so the root is the next event. Scheduling, rescheduling and cancelling a slot are the same operation: write
/// the leaf, replay its matches up to the root. No branch depends on the times, which are as good as random: that is
/// what makes it faster than a heap on a processor that guesses.
///
/// Ties: the earlier scheduled first, or the lower `order` where one is given.
struct EventList: ~Copyable {
    /// Bits of a time of zero or more seconds, which sort as the times do; then 40 bits of sequence and 24 bits of slot.
    typealias Key = holdfast_key

    /// More slots than this at once cannot be told apart.
    static let mostSlots = 1 << 24
    static let never = Double.infinity

    /// Two leaves at least. `1..<leaves` are the inner nodes, the root first; `leaves..<2 · leaves` the slots. The parent of node n is n / 2,
    /// whatever the number of leaves.
    private var nodes: UnsafeMutablePointer<Key>
    private(set) var leaves: Int
    private var sequence: UInt64 = 0

    /// - Parameter slots: slots to begin with; more are made room for by `grow`.
    init(slots: Int) {
        leaves = max(2, slots)
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
        guard slots > leaves else { return }
        precondition(slots <= Self.mostSlots, "an event list holds at most 2^24 slots")
        let larger = UnsafeMutablePointer<Key>.allocate(capacity: 2 * slots)
        for slot in 0..<slots { larger[slots + slot] = slot < leaves ? nodes[leaves + slot] : Self.idle(slot) }
        nodes.deallocate()
        nodes = larger
        leaves = slots
        replayAll()
    }

    @inline(__always)
    private static func idle(_ slot: Int) -> Key {
        Key(time: never.bitPattern, tie: UInt64(truncatingIfNeeded: slot))
    }

    @inline(__always)
    private mutating func update(_ slot: Int, _ key: Key) {
        assert(slot >= 0 && slot < leaves && Double(bitPattern: key.time) >= 0)
        // Places in bytes: a sibling is one bit away, a parent one shift.
        let tree = UnsafeMutableRawPointer(nodes)
        var place = (slot &+ leaves) &* Self.stride
        var winner = key
        tree.storeBytes(of: winner, toByteOffset: place, as: Key.self)
        repeat {
            let sibling = tree.load(fromByteOffset: place ^ Self.stride, as: Key.self)
            winner = holdfast_key_smaller(winner, sibling)
            place = (place &>> 1) & ~(Self.stride &- 1)
            tree.storeBytes(of: winner, toByteOffset: place, as: Key.self)
        } while place > Self.stride
    }

    /// Bytes from one node to the next: a power of two.
    @inline(__always) private static var stride: Int { 16 }

    private mutating func replayAll() {
        var node = leaves - 1
        while node >= 1 {
            nodes[node] = holdfast_key_smaller(nodes[2 * node], nodes[2 * node + 1])
            node -= 1
        }
    }
}
