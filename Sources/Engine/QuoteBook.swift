/// One announcement to a customer, kept until the wait that remained is known.
struct Announcement {
    var quote: Double
    var at: Double
    /// The one before to the same customer; -1 for the first.
    var previous: Int32
}

/// Somebody who has left a line unanswered, imagined to stand there still: how long would the wait have been?
struct Ghost {
    var customerClass: Int32
    var row: Int32
    var joinOrder: UInt64
    var joinedAt: Double
    var lastAnnouncement: Int32
    /// Where its offered wait is recorded; -1 elsewhere.
    var inLineAtJoining: Int32
}

/// Announcements whose truth is not known yet, and the ghosts of those who will never hear it.
///
/// The offered wait of a contact is that of the same replication if only this contact had infinite patience and
/// declined everything. A ghost is passed over when it would be chosen, and that moment is its wait: exact for first
/// come first served in one line, since nobody ahead of it is moved by its staying.
struct QuoteBook: ~Copyable {
    /// Ghosts of each class by place in the order of joining.
    private let order: UnsafeMutablePointer<EventList>
    private let classCount: Int
    private var announcements: [Announcement] = []
    private var freeAnnouncements: [Int32] = []
    private var ghosts: [Ghost] = []
    private var freeGhosts: [Int32] = []
    private(set) var ghostCount = 0

    init(classes: Int) {
        classCount = classes
        order = .allocate(capacity: classes)
        for position in 0..<classes { (order + position).initialize(to: EventList(slots: 1)) }
    }

    deinit {
        order.deinitialize(count: classCount)
        order.deallocate()
    }

    mutating func clear() {
        announcements.removeAll(keepingCapacity: true)
        freeAnnouncements.removeAll(keepingCapacity: true)
        ghosts.removeAll(keepingCapacity: true)
        freeGhosts.removeAll(keepingCapacity: true)
        for position in 0..<classCount { order[position].clear() }
        ghostCount = 0
    }

    /// Notes an announcement after the customer's earlier ones; gives its place.
    mutating func note(_ quote: Double, at time: Double, after previous: Int32) -> Int32 {
        let announcement = Announcement(quote: quote, at: time, previous: previous)
        if let place = freeAnnouncements.popLast() {
            announcements[Int(place)] = announcement
            return place
        }
        announcements.append(announcement)
        return Int32(announcements.count - 1)
    }

    /// Gives each announcement of a customer, last first, and forgets them.
    mutating func take(from last: Int32, _ body: (Announcement) -> Void) {
        var place = last
        while place >= 0 {
            let announcement = announcements[Int(place)]
            body(announcement)
            freeAnnouncements.append(place)
            place = announcement.previous
        }
    }

    mutating func leave(_ ghost: Ghost) {
        let place: Int
        if let free = freeGhosts.popLast() {
            place = Int(free)
            ghosts[place] = ghost
        } else {
            place = ghosts.count
            ghosts.append(ghost)
        }
        let position = Int(ghost.customerClass)
        order[position].grow(to: place + 1)
        // Places in the order of joining are whole numbers far below 2⁵³: a time like any other.
        order[position].schedule(place, at: Double(ghost.joinOrder))
        ghostCount += 1
    }

    /// The ghost of a class that joined first; nil when there is none.
    func first(of customerClass: Int) -> Ghost? {
        order[customerClass].firstTime < .infinity ? ghosts[order[customerClass].firstSlot] : nil
    }

    /// Nobody is imagined in line any more; their announcements are never scored. O(ghosts · log).
    mutating func forgetGhosts() {
        for position in 0..<classCount {
            while let ghost = first(of: position) {
                removeFirst(of: position)
                take(from: ghost.lastAnnouncement) { _ in }
            }
        }
    }

    mutating func removeFirst(of customerClass: Int) {
        let place = order[customerClass].firstSlot
        order[customerClass].cancel(place)
        freeGhosts.append(Int32(place))
        ghostCount -= 1
    }
}
