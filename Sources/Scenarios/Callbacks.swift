import Randomness

/// Callbacks: when one is offered, what is promised, and how the promise is worked off.
public struct CallbackPolicy: Sendable, Equatable {
    public var offer: CallbackOffer
    /// No offer while so many promises of the class are open; nil when any number may be.
    public var openAtMost: Int?
    /// Share of offers accepted, by quote; the first step is at 0. A customer who has accepted never holds.
    public var accepts: [QuoteStep]
    /// Accepts with probability 1 − exp(−quote / this), in seconds, instead of the steps; nil uses the steps.
    public var acceptanceScale: Double?
    public var promise: CallbackPromise
    public var serve: CallbackServing
    public var dial: CallbackDial
    /// How long after the promise the customer gives up; nil when never.
    public var givesUp: Distribution?
    /// Share of those who give up that call again at once; the others go elsewhere.
    public var callsAgain: Double
    public var clock: PromiseClock
    /// Talk time of a callback where it differs from the class's own.
    public var handleTime: Distribution?

    public init(
        offer: CallbackOffer, openAtMost: Int? = nil, accepts: [QuoteStep] = [QuoteStep(quoteAtLeast: 0, share: 1)],
        acceptanceScale: Double? = nil, promise: CallbackPromise, serve: CallbackServing = .inboundFirst,
        dial: CallbackDial = CallbackDial(), givesUp: Distribution? = nil, callsAgain: Double = 0,
        clock: PromiseClock = .calendar, handleTime: Distribution? = nil
    ) {
        self.offer = offer
        self.openAtMost = openAtMost
        self.accepts = accepts
        self.acceptanceScale = acceptanceScale
        self.promise = promise
        self.serve = serve
        self.dial = dial
        self.givesUp = givesUp
        self.callsAgain = callsAgain
        self.clock = clock
        self.handleTime = handleTime
    }
}

/// When a callback is offered to a customer who would have to wait.
public enum CallbackOffer: Sendable, Equatable {
    case always
    case whenQuoteAtLeast(Double)
    /// Contacts of the class already waiting.
    case whenWaitingAtLeast(Int)
    /// To whoever has held for so long, in seconds.
    case afterHolding(Double)
}

/// What is promised.
public enum CallbackPromise: Sendable, Equatable {
    /// Keeps the place in line; due at the quote.
    case inTurn
    /// Within so many seconds.
    case within(Double)
    /// Not before and not after, in seconds from the promise.
    case window(from: Double, to: Double)
    /// At a time so many seconds from the promise, give or take the tolerance.
    case scheduled(after: Double, tolerance: Double)
    /// When the clock next shows a time, in seconds after midnight, give or take the tolerance.
    case atTime(Double, tolerance: Double)
    /// The shortest window, in whole steps, that is kept with this probability on the state seen now.
    case keepable(probability: Double, step: Double)
    /// Within a window by time and by the state of the line: rows by kind of day, time and number in line, in order.
    case table([WindowRow])
}

/// A window of a table: the time within which whoever is promised a callback then, with so many in line, is called back.
public struct WindowRow: Sendable, Equatable {
    /// Position in `OpeningCalendar.kinds`; 0 in a steady centre.
    public var kind: Int
    /// Seconds after midnight from which it holds; 0 in a steady centre.
    public var from: Double
    /// Customers on hold, or promised a callback that is still open, of the classes that the same agents serve.
    public var waitingAtLeast: Int
    /// In seconds.
    public var window: Double

    public init(kind: Int, from: Double, waitingAtLeast: Int, window: Double) {
        self.kind = kind
        self.from = from
        self.waitingAtLeast = waitingAtLeast
        self.window = window
    }
}

/// When an agent takes a callback rather than a caller.
public enum CallbackServing: Sendable, Equatable {
    case inTurn
    /// Only when no caller waits.
    case inboundFirst
    /// When no caller waits, or the due time is at most so many seconds away.
    case whenSlackAtMost(Double)
    /// When no caller waits and so many agents are idle, the one who asks included.
    case whenIdleAtLeast(Int)
    /// When no caller waits, or so many callbacks are open.
    case whenBacklogAtLeast(Int)
    /// Callers and callbacks by due time; a caller's is the moment of joining. Among callers the waiting policy decides: a
    /// callback goes before the one whom it would answer next, if it is due no later than that one joined.
    case earliestDue
}

/// How a customer is called back.
public struct CallbackDial: Sendable, Equatable {
    /// True: the agent is tied up while it rings. False: the customer is dialled first and then waits for an agent.
    public var agentFirst: Bool
    /// How long it rings, in seconds, answered or not.
    public var rings: Double
    /// Probability of an answer, by the time of day at which the ringing ends; one entry from 0 where every hour is alike.
    public var answered: [AnswerChance]
    public var attempts: Int
    /// From the end of a dial to the next one, in seconds.
    public var pause: Double
    /// After the promise was made, in seconds; nil when it stands until the end.
    public var expiresAfter: Double?

    public init(
        agentFirst: Bool = true, rings: Double = 0, answered: [Double] = [1], attempts: Int = 1, pause: Double = 0,
        expiresAfter: Double? = nil
    ) {
        self.agentFirst = agentFirst
        self.rings = rings
        self.answered = [AnswerChance(byAttempt: answered)]
        self.attempts = attempts
        self.pause = pause
        self.expiresAfter = expiresAfter
    }
}

/// How likely a customer is to answer the telephone, from a time of day on.
public struct AnswerChance: Sendable, Equatable {
    /// Seconds after midnight; the first entry of a list is 0.
    public var from: Double
    /// At each attempt in turn; the last holds for all later ones.
    public var byAttempt: [Double]

    public init(from: Double = 0, byAttempt: [Double]) {
        self.from = from
        self.byAttempt = byAttempt
    }
}

/// In which time a promise runs.
public enum PromiseClock: String, Sendable, Equatable, CaseIterable {
    case calendar
    case openHours = "open_hours"
}
