import Randomness

/// How the customers of a class arrive, compiled.
public struct ArrivalModel: Sendable {
    public var process: ArrivalProcess
    /// Day-to-day factors; nil when every day is alike. Only with a process that follows a rate.
    public var busyness: Busyness?
    /// Cumulated shares of the sizes 1, 2, …; empty when customers come one by one.
    public var batchSizes: [Double]

    public init(_ process: ArrivalProcess, busyness: Busyness? = nil, batchSizes: [Double] = []) {
        self.process = process
        self.busyness = busyness
        self.batchSizes = batchSizes
    }
}

/// The process behind the arrivals.
public enum ArrivalProcess: Sendable {
    /// Poisson, at a rate given piece by piece.
    case poisson([RatePiece])
    /// Independent gaps, counted in open time; the pieces carry the opening hours, at rate 1.
    case renewal(Distribution, [RatePiece])
    /// Poisson at the rate of a hidden state, counted in open time; the pieces carry the opening hours, at rate 1.
    case markovModulated([RateState], [RatePiece])
    /// So many customers who each call again some open time after their last contact ended.
    case finitePopulation(customers: Int, thinks: Distribution)
    /// Recorded times in order.
    case trace([Double])
}

/// A span of time in which the arrival rate runs in a straight line.
public struct RatePiece: Sendable, Equatable {
    public var start: Double
    public var end: Double
    /// Contacts per second at the start and at the end.
    public var rateAtStart: Double
    public var rateAtEnd: Double
    /// Position among the busyness factors of the replication.
    public var factor: Int

    public init(start: Double, end: Double, rateAtStart: Double, rateAtEnd: Double, factor: Int = 0) {
        self.start = start
        self.end = end
        self.rateAtStart = rateAtStart
        self.rateAtEnd = rateAtEnd
        self.factor = factor
    }
}

/// One state of a Markov-modulated rate.
public struct RateState: Sendable, Equatable {
    public var perSecond: Double
    /// Mean of an exponential stay, in seconds.
    public var meanStay: Double
    /// Cumulated probabilities of the next state.
    public var next: [Double]

    public init(perSecond: Double, meanStay: Double, next: [Double]) {
        self.perSecond = perSecond
        self.meanStay = meanStay
        self.next = next
    }
}

/// Gamma factors of mean 1 for the parts of each day, correlated through normal scores
/// (Avramidis, Deslauriers and L'Ecuyer, 2004).
public struct Busyness: Sendable {
    /// Keys the draws: classes that share it have the same factors.
    public var stream: UInt64
    public var days: Int
    /// One per part of the day; 0 makes the part's factor exactly 1.
    public var cv: [Double]
    /// Lower triangle of the Cholesky factor of the correlation of the normal scores, row by row, parts × parts.
    public var cholesky: [Double]

    public init(stream: UInt64, days: Int, cv: [Double], cholesky: [Double]) {
        self.stream = stream
        self.days = days
        self.cv = cv
        self.cholesky = cholesky
    }

    public var parts: Int { cv.count }
}
