/// Why a promise ended although no agent spoke with the customer.
public enum PromiseCause: String, Sendable, CaseIterable {
    /// The customer waited no longer: called again, or went elsewhere.
    case gaveUp = "gave_up"
    /// It had stood for as long as a promise stands.
    case expired
    /// The last of the dials was not answered.
    case attemptsUsedUp = "attempts_used_up"
    /// The customer answered the telephone, and hung up before an agent came.
    case hungUp = "hung_up"
    /// The run was over.
    case endOfRun = "end_of_run"
}

/// One dial to the customer of a promise. Times in seconds from midnight of the first day.
public struct DialRecord: Sendable, Equatable {
    public var at: Double
    /// Who listened while it rang; nil when the customer was dialled before an agent was there.
    public var group: Int?
    /// The named agent within the group, from 0; nil for anonymous ones.
    public var agent: Int?
    /// When somebody answered, or it was put down.
    public var endedAt: Double?
    public var isReached = false

    init(at: Double, group: Int?, agent: Int?) {
        self.at = at
        self.group = group
        self.agent = agent
    }
}

/// What was promised, and what became of it. Times in seconds from midnight of the first day.
public struct PromiseRecord: Sendable, Equatable {
    /// The contact in which it was made.
    public var contact: ContactIdentity
    /// The class in whose name it was made: another than that of the contact when this was passed on.
    public var customerClass: Int
    /// A commitment to do something, not to call.
    public var isFollowUp: Bool
    /// The customer's place in line was promised.
    public var keepsPlace: Bool
    public var madeAt: Double
    /// Due interval; `to` is `.infinity` for a place in line without a quote, and for what would be due in open hours when no
    /// such are left.
    public var from: Double
    public var to: Double
    /// On hold or promised a callback, of the classes that the same agents serve, when a callback was promised.
    public var inLine = 0
    /// Where its window stands in the class's `WindowTable`; nil where another rule was in force.
    public var windowPlace: Int?
    /// Each dial in turn; none for a follow-up.
    public var dials: [DialRecord] = []
    public var reachedAt: Double?
    /// An agent spoke with the customer, or began the work of a follow-up.
    public var connectedAt: Double?
    /// Of those connected.
    public var group: Int?
    /// The named agent within the group, from 0; nil for anonymous ones.
    public var agent: Int?
    /// Talk, or the work of a follow-up.
    public var workSeconds: Double?
    public var afterCallSeconds: Double?
    /// Its one state; nil only while the replication runs.
    public var state: PromiseState?
    /// Why it ended without an agent; nil where an agent connected.
    public var cause: PromiseCause?
    /// When its state was decided: a follow-up when it was done.
    public var endedAt: Double?

    init(
        contact: ContactIdentity, customerClass: Int, isFollowUp: Bool, keepsPlace: Bool, madeAt: Double, from: Double,
        to: Double
    ) {
        self.contact = contact
        self.customerClass = customerClass
        self.isFollowUp = isFollowUp
        self.keepsPlace = keepsPlace
        self.madeAt = madeAt
        self.from = from
        self.to = to
    }

    /// In time by the clock of the first dial.
    public var isDialledInTime: Bool { dials.first.map { $0.at >= from && $0.at <= to } ?? false }
}

/// The offered wait of one contact that found everybody busy: as long as it would have waited with endless patience and
/// declining everything; of those who left, as a ghost found it.
public struct OfferedWait: Sendable, Equatable {
    public var customerClass: Int
    /// When it asked for an agent, in seconds from midnight of the first day, and how many were then in line, as in
    /// `PromiseRecord`.
    public var joinedAt: Double
    public var inLine: Int
    public var seconds: Double
}
