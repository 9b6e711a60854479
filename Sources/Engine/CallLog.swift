/// Which contact of a replication a record is about: an issue, and which attempt at it.
public struct ContactIdentity: Sendable, Hashable {
    /// The class in which the contact came in.
    public var customerClass: Int
    /// Number of the fresh issue within its class, from 0.
    public var number: UInt64
    /// From 0: how often the customer has called about the issue before.
    public var attempt: Int
    /// First arrival of the issue, seconds from midnight of the first day.
    public var issueArrivedAt: Double
}

/// One contact's story: a flat record, times in seconds from midnight of the first day.
public struct CallRecord: Sendable, Equatable {
    public var customerClass: Int
    /// From 0, in order of arrival within the class's stream.
    public var number: UInt64
    public var attempt: Int
    public var issueArrivedAt: Double
    public var arrivedAt: Double
    /// When an agent was asked for: after the menu; the arrival for whoever never asked.
    public var joinedAt: Double
    /// Time in the menu; 0 without one.
    public var menuSeconds: Double
    /// Row of the interval in which it arrived; the layout's outside row in a warm-up.
    public var row: Int
    /// How it ended: one of the ends of `ClassCount`.
    public var end: ClassCount
    /// Time on hold, zero for whoever was answered at once, blocked or balked.
    public var waitSeconds: Double
    /// The rest is for those answered; nil otherwise.
    public var group: Int?
    /// The named agent within the group, from 0; nil for anonymous ones.
    public var agent: Int?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?

    public var identity: ContactIdentity {
        ContactIdentity(
            customerClass: customerClass, number: number, attempt: attempt, issueArrivedAt: issueArrivedAt)
    }
}

/// A later leg of a transferred contact: on hold for the class that takes it, then answered or gone.
public struct LegRecord: Sendable, Equatable {
    /// The class that takes the leg.
    public var customerClass: Int
    /// The contact that was passed on: the class in which it arrived, and its number there.
    public var contact: ContactIdentity
    public var joinedAt: Double
    /// Row of the interval in which the leg began; the layout's outside row in a warm-up.
    public var row: Int
    public var waitSeconds: Double
    /// `answered`, `abandoned`, `hungUpAtClose` or `inSystem`.
    public var end: ClassCount
    /// The rest is for those answered; nil otherwise.
    public var group: Int?
    /// The named agent within the group, from 0; nil for anonymous ones.
    public var agent: Int?
    /// Time that both agents spend before the talk, when the first has waited for the second; 0 when not.
    public var handOverSeconds: Double?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?
}

/// A wait that was announced to a customer.
public struct QuoteRecord: Sendable, Equatable {
    public var contact: ContactIdentity
    public var at: Double
    /// `.infinity` when nobody was scheduled who could have answered.
    public var quoteSeconds: Double
}

/// What a replication keeps records of.
public enum Logging: Sendable {
    case nothing
    /// What was promised, and the offered waits where the model wants them.
    case promises
    /// That, and every contact's story.
    case everything
}

/// Collects the records of a replication.
struct CallLog {
    /// Not only promises.
    private let keepsContacts: Bool
    private var records: [CallRecord] = []
    private var laterLegs: [LegRecord] = []
    private var quotes: [QuoteRecord] = []
    private var unresolved: [ContactIdentity] = []
    private var promises: [PromiseRecord] = []
    /// For each place in the book of promises: the record of the promise that had it last.
    private var recordOfPlace: [Int] = []
    private var offeredWaits: [OfferedWait] = []

    init(_ logging: Logging) { keepsContacts = logging == .everything }

    mutating func takeRecords() -> [CallRecord] {
        defer { records = [] }
        return records
    }

    mutating func takeLaterLegs() -> [LegRecord] {
        defer { laterLegs = [] }
        return laterLegs
    }

    mutating func takeQuotes() -> [QuoteRecord] {
        defer { quotes = [] }
        return quotes
    }

    mutating func takeUnresolved() -> [ContactIdentity] {
        defer { unresolved = [] }
        return unresolved
    }

    mutating func takePromises() -> [PromiseRecord] {
        defer {
            promises = []
            recordOfPlace = []
        }
        return promises
    }

    mutating func takeOfferedWaits() -> [OfferedWait] {
        defer { offeredWaits = [] }
        return offeredWaits
    }

    // MARK: Contacts

    mutating func record(_ contact: CallRecord) {
        if keepsContacts { records.append(contact) }
    }

    mutating func record(_ quote: QuoteRecord) {
        if keepsContacts { quotes.append(quote) }
    }

    mutating func record(_ wait: OfferedWait) { offeredWaits.append(wait) }

    mutating func recordUnresolved(_ contact: ContactIdentity) {
        if keepsContacts { unresolved.append(contact) }
    }

    mutating func recordLaterLegUnanswered(
        _ call: Call, _ detail: CallDetail, at time: Double, as end: ClassCount = .abandoned
    ) {
        guard keepsContacts else { return }
        let contact = ContactIdentity(
            customerClass: Int(detail.originClass), number: call.number, attempt: Int(detail.attempt),
            issueArrivedAt: detail.issueArrivedAt)
        laterLegs.append(
            LegRecord(
                customerClass: Int(call.customerClass), contact: contact, joinedAt: call.joinedAt, row: Int(call.row),
                waitSeconds: time - call.joinedAt, end: end))
    }

    mutating func recordLaterLegAnswered(_ call: Call, _ detail: CallDetail, at time: Double, agent: Int?) {
        guard keepsContacts else { return }
        recordLaterLegUnanswered(call, detail, at: time, as: .answered)
        let place = laterLegs.count - 1
        laterLegs[place].group = Int(call.group)
        laterLegs[place].agent = agent
        laterLegs[place].handOverSeconds = detail.otherLeg >= 0 ? detail.handOverSeconds : 0
        laterLegs[place].talkSeconds = call.talkSeconds
        laterLegs[place].afterCallSeconds = call.afterCallSeconds
    }

    // MARK: Promises, by their place in the book

    mutating func recordMade(_ promise: Promise, at place: Int, by contact: ContactIdentity) {
        while recordOfPlace.count <= place { recordOfPlace.append(-1) }
        recordOfPlace[place] = promises.count
        promises.append(
            PromiseRecord(
                contact: contact, customerClass: Int(promise.customerClass), isFollowUp: promise.isFollowUp,
                keepsPlace: promise.keepsPlace,
                madeAt: promise.madeAt, from: promise.from, to: promise.to))
    }

    mutating func recordState(_ place: Int, inLine: Int, windowPlace: Int?) {
        promises[recordOfPlace[place]].inLine = inLine
        promises[recordOfPlace[place]].windowPlace = windowPlace
    }

    /// A dial begins, or the work of a follow-up.
    mutating func recordDial(_ place: Int, at time: Double, group: Int?, agent: Int?) {
        promises[recordOfPlace[place]].dials.append(DialRecord(at: time, group: group, agent: agent))
    }

    mutating func recordDialEnd(_ place: Int, at time: Double, isReached: Bool) {
        let record = recordOfPlace[place]
        let last = promises[record].dials.count - 1
        promises[record].dials[last].endedAt = time
        promises[record].dials[last].isReached = isReached
        if isReached { promises[record].reachedAt = time }
    }

    /// An agent speaks with the customer, or begins the work of a follow-up.
    mutating func recordConnected(
        _ place: Int, at time: Double, group: Int, agent: Int?, workSeconds: Double, afterCallSeconds: Double
    ) {
        let record = recordOfPlace[place]
        promises[record].connectedAt = time
        promises[record].group = group
        promises[record].agent = agent
        promises[record].workSeconds = workSeconds
        promises[record].afterCallSeconds = afterCallSeconds
    }

    /// Why the promise is about to end although nobody was spoken to.
    mutating func recordCause(_ place: Int, _ cause: PromiseCause) {
        promises[recordOfPlace[place]].cause = cause
    }

    mutating func recordEnd(_ place: Int, as state: PromiseState, at time: Double) {
        let record = recordOfPlace[place]
        promises[record].state = state
        promises[record].endedAt = time
        switch state {
        case .early, .kept, .late: break
        case .gaveUp: promises[record].cause = .gaveUp
        case .dropped: promises[record].cause = .hungUp
        case .open, .missed, .unreached: promises[record].cause = promises[record].cause ?? .endOfRun
        }
    }
}
