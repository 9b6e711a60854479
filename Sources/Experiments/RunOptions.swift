/// How a scenario is to be run.
public struct RunOptions: Sendable {
    /// Same scenario, seed and options but `threads`: the same bits.
    public var seed: UInt64
    /// Independent replications. When nil: 100 of a centre with days, one of a steady centre, which is one long run cut
    /// into batches.
    public var replications: Int?
    /// Threads to simulate on; as many as the machine has cores when nil.
    public var threads: Int?
    /// Of every interval, between 0 and 1, both excluded.
    public var confidence: Double

    public init(
        seed: UInt64 = 1, replications: Int? = nil, threads: Int? = nil, confidence: Double = 0.95
    ) {
        self.seed = seed
        self.replications = replications
        self.threads = threads
        self.confidence = confidence
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
