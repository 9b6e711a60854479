import Randomness

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Callbacks of one class, compiled.
public struct CallbackModel: Sendable {
    public enum Offer: Sendable, Equatable {
        case always
        case whenQuoteAtLeast(Double)
        case whenWaitingAtLeast(Int)
        case afterHolding(Double)
    }
    public enum Promise: Sendable, Equatable {
        case inTurn
        /// Due between `from` and `to` seconds after the promise.
        case window(from: Double, to: Double)
        /// Due when the clock next shows a time, in seconds after midnight, give or take the tolerance.
        case atTime(Double, tolerance: Double)
        /// The shortest multiple of `step` kept with this probability on the state seen now.
        case keepable(probability: Double, step: Double)
        /// Within a window by time and by the state of the line.
        case table(WindowTable)
    }
    public var offer: Offer
    public var openAtMost: Int
    /// Share who accept, by quote, in rising order.
    public var accepts: [(quoteAtLeast: Double, share: Double)]
    /// Accept with probability 1 − exp(−quote / scale) instead; nil uses the steps.
    public var acceptanceScale: Double?
    public var promise: Promise
    public var serving: Serving
    public var agentFirst: Bool
    public var ringSeconds: Double
    /// Probability of an answer at each attempt, the last for all later ones; so many of them for each of the times of day
    /// in `answeredFrom`, one time after the other.
    public var answered: [Double]
    /// Seconds after midnight, in rising order; the first is 0.
    public var answeredFrom: [Double]
    public var attempts: Int
    public var pauseSeconds: Double
    /// From the promise on; `.infinity` when it stands until the end.
    public var expiresAfter: Double
    /// From the promise on; nil when nobody gives up.
    public var givesUp: Distribution?
    public var callsAgain: Double
    /// True: seconds of a promise run in open hours only.
    public var countsOpenHours: Bool
    public var handleTime: Distribution?

    public init(
        offer: Offer, openAtMost: Int = .max, accepts: [(quoteAtLeast: Double, share: Double)] = [(0, 1)],
        acceptanceScale: Double? = nil, promise: Promise, serving: Serving = .inboundFirst, agentFirst: Bool = true,
        ringSeconds: Double = 0, answered: [Double] = [1], answeredFrom: [Double] = [0], attempts: Int = 1,
        pauseSeconds: Double = 0,
        expiresAfter: Double = .infinity, givesUp: Distribution? = nil, callsAgain: Double = 0,
        countsOpenHours: Bool = false, handleTime: Distribution? = nil
    ) {
        self.offer = offer
        self.openAtMost = openAtMost
        self.accepts = accepts
        self.acceptanceScale = acceptanceScale
        self.promise = promise
        self.serving = serving
        self.agentFirst = agentFirst
        self.ringSeconds = ringSeconds
        self.answered = answered
        self.answeredFrom = answeredFrom
        self.attempts = attempts
        self.pauseSeconds = pauseSeconds
        self.expiresAfter = expiresAfter
        self.givesUp = givesUp
        self.callsAgain = callsAgain
        self.countsOpenHours = countsOpenHours
        self.handleTime = handleTime
    }

    var isInTurn: Bool {
        if case .inTurn = promise { return true }
        return false
    }

    /// The rule by which agents come to them.
    var servingRule: Serving { isInTurn ? .inTurn : serving }

    /// Probability of an answer to the dial of this number, from 1, at a time of day.
    func chanceOfAnswer(attempt: Int, clock: Double) -> Double {
        let columns = answered.count / answeredFrom.count
        let from = answeredFrom.count == 1 ? 0 : answeredFrom.lastIndex { $0 <= clock } ?? 0
        return answered[from * columns + min(attempt, columns) - 1]
    }

    /// Share who accept at a quote.
    func acceptance(atQuote quote: Double) -> Double {
        if let acceptanceScale { return -expm1(-quote / acceptanceScale) }
        return accepts.last { $0.quoteAtLeast <= quote }?.share ?? 0
    }
}
