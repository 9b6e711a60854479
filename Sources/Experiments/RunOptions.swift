import Measures

/// How a scenario is to be run.
public struct RunOptions: Sendable {
    /// Same scenario, seed and options but `threads`: the same bits.
    public var seed: UInt64
    /// Independent replications. When nil: 100 of a centre with days, one of a steady centre, which is one long run cut
    /// into batches. With `precision`: the most of them, `PrecisionReport.usualMost` when nil.
    public var replications: Int?
    /// Numbers that are to become as precise as this; then the run ends. None: as many replications as asked for.
    public var precision: [PrecisionGoal]
    /// After so many seconds by the clock a run that has not become precise ends all the same. What it has done by then
    /// depends on the machine.
    public var timeLimitSeconds: Double?
    /// Threads to simulate on; as many as the machine has cores when nil.
    public var threads: Int?
    /// Of every interval, between 0 and 1, both excluded.
    public var confidence: Double
    /// Keeps the waits of each planning interval, so that their quantiles are known too. Off unless asked for: each
    /// day then has a histogram for every interval, class and kind of wait. A bank's day of 34 half hours, two classes and
    /// callbacks took ten times the processor time and two and a half times the memory.
    public var quantilesByInterval = false

    public init(
        seed: UInt64 = 1, replications: Int? = nil, threads: Int? = nil, confidence: Double = 0.95,
        precision: [PrecisionGoal] = [], timeLimitSeconds: Double? = nil
    ) {
        self.seed = seed
        self.replications = replications
        self.threads = threads
        self.confidence = confidence
        self.precision = precision
        self.timeLimitSeconds = timeLimitSeconds
    }
}

/// Why a run gave no answer, in words for a person.
public struct RunError: Error, Sendable, Equatable {
    public enum Kind: Sendable {
        /// The scenario cannot be simulated as it stands.
        case scenario
        /// Stopped before the first replication was done.
        case interrupted
    }
    public let kind: Kind
    public let message: String
}
