/// One contact of one replication, with names in place of positions. Times in seconds.
public struct TracedContact: Sendable, Equatable {
    /// From 1, in order of arrival over all classes.
    public var contact: Int
    public var customerClass: String
    /// Number of the issue, from 1, in order of first arrival within the class: `--contact retail:17` finds its first
    /// attempt.
    public var numberInClass: Int
    /// From 1: which contact about this issue.
    public var attempt: Int
    /// The contact before and after this one about the same issue, as in `contact`; nil where there is none.
    public var previousContact: Int?
    public var nextContact: Int?
    /// True after an answer that did not solve the issue; false after hanging up, giving up a promise, or a busy tone.
    public var isReconnect: Bool
    /// 1 for the first day.
    public var day: Int
    /// From midnight of the first day.
    public var arrivedAtSeconds: Double
    /// When the next contact about the issue arrived, from midnight of the first day.
    public var nextArrivesAtSeconds: Double?
    /// Time in the menu; nil where the class has none.
    public var menuSeconds: Double?
    /// When an agent was asked for, from midnight of the first day: after the menu.
    public var joinedAtSeconds: Double
    /// Clock time of the interval in which it is counted; nil outside all of them.
    public var interval: String?
    /// As in `ClassCount`: answered, abandoned, blocked, …
    public var outcome: String
    public var waitSeconds: Double
    /// What was announced, in turn.
    public var quotes: [TracedQuote] = []
    /// Of those answered.
    public var group: String?
    /// From 1 within the group; nil for anonymous agents.
    public var agent: Int?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?
    /// Where the customer was passed on to, one after the other.
    public var laterLegs: [TracedLeg] = []
    /// The callback promised; nil without one.
    public var callback: TracedPromise?
    /// What was promised to be done after the talk; nil without.
    public var followUp: TracedPromise?
    /// An agent spoke to the customer, and the issue was not solved.
    public var isUnresolved = false

    /// When the wait ended.
    public var waitedUntilSeconds: Double { joinedAtSeconds + waitSeconds }
    /// When the customer left the centre: after the last of the talks, or of the waits, or the menu. Whoever accepted a
    /// callback left when accepting, unless that one was passed on.
    public var leftAtSeconds: Double {
        if let last = laterLegs.last { return last.leftAtSeconds }
        if outcome == "left_in_menu" || outcome == "self_served" { return arrivedAtSeconds + (menuSeconds ?? 0) }
        return waitedUntilSeconds + (talkSeconds ?? 0)
    }
    /// Seconds after midnight of its day.
    public var clockSeconds: Double { arrivedAtSeconds - midnightSeconds }
    /// Midnight of its day, from that of the first.
    public var midnightSeconds: Double { Double(day - 1) * secondsPerDay }
}

/// An announcement of a wait. Times in seconds.
public struct TracedQuote: Sendable, Equatable {
    /// From midnight of the first day.
    public var atSeconds: Double
    /// nil when nobody was scheduled who could have answered, so that no time could be told.
    public var quoteSeconds: Double?
}

/// A later stretch of a contact: passed on to the line of another class. Times in seconds.
public struct TracedLeg: Sendable, Equatable {
    public var customerClass: String
    /// When the customer was passed on, from midnight of the first day.
    public var joinedAtSeconds: Double
    public var waitSeconds: Double
    /// answered, abandoned, hung_up_at_close or in_system.
    public var outcome: String
    /// Of those answered.
    public var group: String?
    /// From 1 within the group; nil for anonymous agents.
    public var agent: Int?
    /// Time that both agents spent before the talk of the second; 0 for a cold transfer.
    public var handOverSeconds: Double?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?

    public var isAnswered: Bool { outcome == "answered" }
    public var waitedUntilSeconds: Double { joinedAtSeconds + waitSeconds }
    /// When the customer left, or was passed on again.
    public var leftAtSeconds: Double { waitedUntilSeconds + (handOverSeconds ?? 0) + (talkSeconds ?? 0) }
}

/// A promise and what became of it. Times in seconds from midnight of the first day.
public struct TracedPromise: Sendable, Equatable {
    public var madeAtSeconds: Double
    /// The customer's place in line was promised.
    public var keepsPlace: Bool
    /// Due interval: from the moment of the promise where only a deadline was promised.
    public var dueFromSeconds: Double?
    /// nil for a place in line without a quote, where there is nothing to be late for, and for what is due in open hours
    /// after the last of them.
    public var dueToSeconds: Double?
    /// Each dial in turn; none for a follow-up.
    public var dials: [TracedDial]
    /// The customer picked up.
    public var reachedAtSeconds: Double?
    /// An agent spoke with the customer, or began the work of a follow-up.
    public var connectedAtSeconds: Double?
    /// Who that was, from 1 within the group; nil for anonymous agents.
    public var group: String?
    public var agent: Int?
    /// Talk, or the work of a follow-up.
    public var workSeconds: Double?
    public var afterCallSeconds: Double?
    /// early, kept, late, gave_up, dropped, open, missed or unreached.
    public var state: String
    /// Why no agent connected: gave_up, expired, attempts_used_up, hung_up or end_of_run; nil where one did.
    public var cause: String?
    /// When the state was decided; a follow-up that was done: when it was.
    public var endedAtSeconds: Double

    /// When talk or work was over.
    public var finishedAtSeconds: Double? { connectedAtSeconds.map { $0 + (workSeconds ?? 0) } }
}

/// One dial of a callback. Times in seconds from midnight of the first day.
public struct TracedDial: Sendable, Equatable {
    public var atSeconds: Double
    public var rangSeconds: Double
    public var isReached: Bool
    /// Who listened while it rang; nil when the customer was dialled before an agent was there.
    public var group: String?
    /// From 1 within the group; nil for anonymous agents.
    public var agent: Int?
}
