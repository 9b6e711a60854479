/// The wait that is announced to a customer who must wait.
public struct QuotePolicy: Sendable, Equatable {
    public var estimator: QuoteEstimator
    /// Announce the wait that this share of customers will not exceed, instead of the expected one
    /// (Jouini, Aksin and Dallery, 2011); only with the queue-length estimators.
    public var percentile: Double?
    /// The quote is rounded up to a multiple of this, in seconds; 0 leaves it as it is.
    public var roundUpTo: Double
    /// Added before rounding, in seconds.
    public var padding: Double
    /// Announced again so often while the customer waits, in seconds; nil announces once.
    public var repeatEvery: Double?
    /// False when customers do not hear it: it then only decides who is offered a callback.
    public var isAnnounced: Bool

    public init(
        estimator: QuoteEstimator, percentile: Double? = nil, roundUpTo: Double = 0, padding: Double = 0,
        repeatEvery: Double? = nil, isAnnounced: Bool = true
    ) {
        self.estimator = estimator
        self.percentile = percentile
        self.roundUpTo = roundUpTo
        self.padding = padding
        self.repeatEvery = repeatEvery
        self.isAnnounced = isAnnounced
    }
}

/// How a wait is estimated (Ibrahim and Whitt, 2009). "Ahead" are those waiting whom the policy would serve first,
/// "agents" those scheduled and eligible.
public enum QuoteEstimator: Sendable, Equatable {
    /// (Ahead + 1) mean handle times, shared by the agents.
    case queueLength
    /// The same when those ahead may abandon: the sum of 1 / (agents / handle + i / patience) for i = 0 … ahead.
    case queueLengthWithAbandonment
    /// How long the first in line has waited.
    case headOfLine
    /// The wait of whoever was last answered from the line.
    case lastToEnterService
    /// The mean wait of the last so many answered.
    case meanOfLast(Int)
    /// Always the same, in seconds.
    case fixed(Double)
}

/// From this quote on, this share of customers does something: balks, or accepts a callback.
public struct QuoteStep: Sendable, Equatable {
    /// Seconds.
    public var quoteAtLeast: Double
    public var share: Double

    public init(quoteAtLeast: Double, share: Double) {
        self.quoteAtLeast = quoteAtLeast
        self.share = share
    }
}
