import Randomness

/// How the wait of a class's customers is announced, compiled.
public struct QuoteModel: Sendable {
    public enum Estimator: Sendable, Equatable {
        /// Work ahead, shared by the agents; each contact ahead stands for its class's mean handle time.
        case queueLength
        /// The same when those ahead may abandon: each line empties at the rate of its agents and of its patience.
        case queueLengthWithAbandonment
        case headOfLine
        case lastToEnterService
        case meanOfLast(Int)
        case fixed(Double)
    }
    public var estimator: Estimator
    /// The wait that this share will not exceed; nil announces the expected one.
    public var percentile: Double?
    public var padding: Double
    public var roundUpTo: Double
    /// Seconds between announcements; nil announces once.
    public var repeatEvery: Double?
    /// False when it only decides who is offered a callback: nobody hears it, so nothing is scored.
    public var isAnnounced: Bool
    /// Classes whose waiting contacts are served before a new one of this class.
    public var ahead: [Int]
    /// Mean talk and after-call seconds of each class of the model.
    public var meanHandle: [Double]
    /// Mean patience of the class in seconds; infinite when nobody abandons.
    public var meanPatience: Double

    public init(
        estimator: Estimator, percentile: Double? = nil, padding: Double = 0, roundUpTo: Double = 0,
        repeatEvery: Double? = nil, isAnnounced: Bool = true, ahead: [Int], meanHandle: [Double], meanPatience: Double
    ) {
        self.estimator = estimator
        self.percentile = percentile
        self.padding = padding
        self.roundUpTo = roundUpTo
        self.repeatEvery = repeatEvery
        self.isAnnounced = isAnnounced
        self.ahead = ahead
        self.meanHandle = meanHandle
        self.meanPatience = meanPatience
    }
}

/// What the estimators look at, besides the lines: what those of a class waited who were answered lately.
struct RecentWaits {
    private var last: Double = 0
    private var ring: [Double]
    private var count = 0

    init(keep: Int) { ring = [Double](repeating: 0, count: keep) }

    mutating func clear() {
        last = 0
        count = 0
    }

    mutating func note(_ wait: Double) {
        last = wait
        guard !ring.isEmpty else { return }
        ring[count % ring.count] = wait
        count += 1
    }

    /// Wait of whoever was answered last, at once or from the line; 0 when nobody was.
    var lastToEnterService: Double { last }

    /// Mean of the last so many; of those there were so far; 0 when nobody was.
    var mean: Double {
        let known = min(count, ring.count)
        guard known > 0 else { return 0 }
        return ring[0..<known].reduce(0, +) / Double(known)
    }
}
