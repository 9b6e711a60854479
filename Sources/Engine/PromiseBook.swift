/// What became of a promise. One state at the end, decided in this order.
public enum PromiseState: Int, CaseIterable, Sendable {
    /// An agent connected: before the window, within it, after it.
    case early, kept, late
    /// The customer cancelled, or called again.
    case gaveUp
    /// Reached, but no agent came before the customer hung up.
    case dropped
    /// Due after the horizon.
    case open
    /// Never dialled.
    case missed
    /// Dialled, never reached.
    case unreached
}

/// One promise: what was said, and what has been done about it. Times in seconds from midnight of the first day.
struct Promise {
    var customerClass: Int32
    /// The customer of a finite population, by position among all; -1 otherwise.
    var customer: Int32
    /// Row of the interval in which the contact arrived.
    var row: Int32
    var number: UInt64
    /// Which attempt of the issue it was made in, from 0; when the issue first arrived.
    var attempt: Int32
    var issueArrivedAt: Double
    var arrivedAt: Double
    var madeAt: Double
    /// Due interval.
    var from: Double
    var to: Double
    /// Place in the order of joining at the moment of the promise: who held before is overtaken.
    var joinOrder: UInt64
    var talkSeconds: Double
    /// What the customer would talk about as a caller: a callback may take a time of its own.
    var callerTalkSeconds: Double
    var afterCallSeconds: Double
    var attempts: Int32
    var isOpen: Bool
    /// A commitment to do something, not to call.
    var isFollowUp: Bool
    /// The slot that keeps the customer's place in line; -1 where no place was promised.
    var slotInLine: Int32
    /// A dial is under way: never two at once to one customer.
    var isDialling: Bool
    var firstDialAt: Double
    var reachedAt: Double
    /// May be dialled from here on: the window's start, or the end of a pause.
    var mayDialFrom: Double
    var givesUpAt: Double
    var expiresAt: Double
    /// When the next of the groups that serve the class only after a delay may take it.
    var overflowsAt: Double
    /// On hold or promised a callback when it was made, where somebody asks; its place in a table of windows, or -1.
    var inLine: Int32
    var windowPlace: Int32

    /// Nothing promised yet.
    static let blank = Promise(
        customerClass: 0, customer: -1, row: 0, number: 0, attempt: 0, issueArrivedAt: 0, arrivedAt: 0, madeAt: 0,
        from: 0,
        to: .infinity, joinOrder: 0, talkSeconds: 0, callerTalkSeconds: 0, afterCallSeconds: 0, attempts: 0,
        isOpen: false,
        isFollowUp: false, slotInLine: -1, isDialling: false, firstDialAt: -1, reachedAt: -1,
        mayDialFrom: .infinity, givesUpAt: .infinity, expiresAt: .infinity, overflowsAt: .infinity, inLine: 0,
        windowPlace: -1)

    /// The next thing that happens to it by itself.
    var nextMoment: Double { min(mayDialFrom, givesUpAt, expiresAt, overflowsAt) }

    /// Since when the customer waits: for a callback since joining the line, whose place it took; for a follow-up since it
    /// was promised. From here on runs the delay of an overflow.
    var waitsSince: Double { isFollowUp ? madeAt : arrivedAt }
}

/// Every open promise: who is due when, and whose time has come.
struct PromiseBook: ~Copyable {
    private(set) var promises: UnsafeMutablePointer<Promise>
    private(set) var capacity: Int
    private var freeSlots: [Int32] = []
    /// Open promises that may be worked off now, by due time: callbacks of class c at `2 c`, follow-ups at `2 c + 1`. They
    /// are served by rules of their own, so that neither stands in the other's way.
    let ready: UnsafeMutablePointer<EventList>
    let classCount: Int
    private let kinds: Int
    /// Ready promises of each kind, as in `ready`.
    let readyCount: UnsafeMutablePointer<Int>
    /// Of all kinds.
    private(set) var readyTotal = 0
    /// Open callbacks of each class.
    let openCount: UnsafeMutablePointer<Int>
    /// What happens to promises by itself: a window opens, a customer gives up, a promise expires.
    var clocks: EventList

    init(classes: Int) {
        classCount = classes
        capacity = 64
        promises = .allocate(capacity: capacity)
        promises.initialize(repeating: .blank, count: capacity)
        kinds = 2 * classes
        ready = .allocate(capacity: kinds)
        readyCount = .allocate(capacity: kinds)
        openCount = .allocate(capacity: classes)
        for position in 0..<kinds { (ready + position).initialize(to: EventList(slots: capacity)) }
        clocks = EventList(slots: capacity)
        clear()
    }

    deinit {
        ready.deinitialize(count: kinds)
        ready.deallocate()
        readyCount.deallocate()
        openCount.deallocate()
        promises.deallocate()
    }

    mutating func clear() {
        freeSlots = (0..<Int32(capacity)).reversed()
        promises.update(repeating: .blank, count: capacity)
        for kind in 0..<kinds {
            ready[kind].clear()
            readyCount[kind] = 0
        }
        readyTotal = 0
        for position in 0..<classCount { openCount[position] = 0 }
        clocks.clear()
    }

    /// Enters a promise; gives its place.
    mutating func enter(_ promise: Promise) -> Int {
        if freeSlots.isEmpty { grow() }
        let place = Int(freeSlots.removeLast())
        promises[place] = promise
        if !promise.isFollowUp { openCount[Int(promise.customerClass)] += 1 }
        return place
    }

    private func kind(_ place: Int) -> Int {
        2 * Int(promises[place].customerClass) + (promises[place].isFollowUp ? 1 : 0)
    }

    /// Whether the promise is up for being taken.
    func isReady(_ place: Int) -> Bool { ready[kind(place)].time(of: place) < .infinity }

    /// A promise may be dialled now: it joins those of its kind, by due time. One without a due time comes last.
    mutating func makeReady(_ place: Int) {
        let kind = kind(place)
        if !isReady(place) {
            readyCount[kind] += 1
            readyTotal += 1
        }
        ready[kind].schedule(place, at: min(promises[place].to, .greatestFiniteMagnitude))
        promises[place].mayDialFrom = .infinity
        setClock(place)
    }

    /// A dial begins, or the promise is closed: it is no longer up for being taken.
    mutating func withdraw(_ place: Int) {
        guard isReady(place) else { return }
        ready[kind(place)].cancel(place)
        readyCount[kind(place)] -= 1
        readyTotal -= 1
    }

    /// Sets when something next happens to the promise by itself.
    mutating func setClock(_ place: Int) {
        let moment = promises[place].nextMoment
        if clocks.time(of: place) != moment { clocks.schedule(place, at: moment) }
    }

    /// The promise has its state and goes.
    mutating func close(_ place: Int) {
        withdraw(place)
        if clocks.time(of: place) < .infinity { clocks.cancel(place) }
        promises[place].isOpen = false
        if !promises[place].isFollowUp { openCount[Int(promises[place].customerClass)] -= 1 }
        freeSlots.append(Int32(place))
    }

    private mutating func grow() {
        let larger = capacity * 2
        let moved = UnsafeMutablePointer<Promise>.allocate(capacity: larger)
        moved.moveInitialize(from: promises, count: capacity)
        (moved + capacity).initialize(repeating: .blank, count: capacity)
        promises.deallocate()
        promises = moved
        freeSlots = (Int32(capacity)..<Int32(larger)).reversed()
        for kind in 0..<kinds { ready[kind].grow(to: larger) }
        clocks.grow(to: larger)
        capacity = larger
    }
}
