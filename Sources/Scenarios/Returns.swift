import Randomness

/// A menu before anybody is asked for: "press one for …".
public struct Menu: Sendable, Equatable {
    public var takes: Distribution
    /// Share who hang up in the menu.
    public var leaves: Double
    /// Share who are served by the menu itself.
    public var selfServed: Double

    public init(takes: Distribution, leaves: Double = 0, selfServed: Double = 0) {
        self.takes = takes
        self.leaves = leaves
        self.selfServed = selfServed
    }
}

/// Customers who come back: after abandoning or being blocked (a redial), or unresolved (a reconnect).
public struct Returns: Sendable, Equatable {
    /// Of each attempt in turn; the last holds for all later ones.
    public var probability: [Double]
    public var after: Distribution
    /// Returns of one issue at most; nil when any number.
    public var atMost: Int?

    public init(probability: [Double], after: Distribution, atMost: Int? = nil) {
        self.probability = probability
        self.after = after
        self.atMost = atMost
    }
}

/// A share of answered contacts that is passed on to another line.
public struct Transfer: Sendable, Equatable {
    /// Position in `Scenario.classes` of the class whose line, handle time, patience and agents the next leg has.
    public var to: Int
    public var share: Double
    /// The first agent stays with the customer; nil for a cold transfer, after which the agent is free at once.
    public var warm: WarmTransfer?

    public init(to: Int, share: Double, warm: WarmTransfer? = nil) {
        self.to = to
        self.share = share
        self.warm = warm
    }
}

/// The first agent stays with the customer until the second answers, then both spend the hand-over on it; after that the
/// first has after-call work, and the second the talk of the next leg. Both are busy all that time.
public struct WarmTransfer: Sendable, Equatable {
    public var handOver: Distribution
    /// In seconds: then the agent leaves the customer on hold, and nothing is handed over. nil: until an agent answers or
    /// the customer hangs up.
    public var waitsAtMost: Double?

    public init(handOver: Distribution, waitsAtMost: Double? = nil) {
        self.handOver = handOver
        self.waitsAtMost = waitsAtMost
    }
}

/// A share of answered contacts that ends in a commitment: research, an e-mail, paperwork.
public struct FollowUp: Sendable, Equatable {
    public var share: Double
    /// Seconds from the end of the contact, on `clock`.
    public var dueWithin: Double
    public var clock: PromiseClock
    public var work: Distribution
    /// When an agent takes one rather than a caller.
    public var serve: CallbackServing
    /// Positions of the groups who do it; empty for those who serve the class.
    public var by: [Int]

    public init(
        share: Double, dueWithin: Double, clock: PromiseClock = .calendar, work: Distribution,
        serve: CallbackServing = .inboundFirst, by: [Int] = []
    ) {
        self.share = share
        self.dueWithin = dueWithin
        self.clock = clock
        self.work = work
        self.serve = serve
        self.by = by
    }
}

/// Work without end, such as outbound lists, taken while at least so many agents of the group stay idle.
public struct BackgroundWork: Sendable, Equatable {
    public var takes: Distribution
    public var whileIdleAtLeast: Int

    public init(takes: Distribution, whileIdleAtLeast: Int) {
        self.takes = takes
        self.whileIdleAtLeast = whileIdleAtLeast
    }
}

/// After so long on hold, and only then, a contact may go to another group. Where the group's skills name the class, its
/// speed and talk time are those of the skill; where they do not, the class's own.
public struct Overflow: Sendable, Equatable {
    /// Position in `Scenario.groups`.
    public var to: Int
    /// Seconds on hold.
    public var after: Double

    public init(to: Int, after: Double) {
        self.to = to
        self.after = after
    }
}
