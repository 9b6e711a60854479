/// A ratio of sums over independent observations: unless told otherwise, a share of counted things, such as promises kept
/// of those due, day by day.
public struct ShareTally: Sendable {
    private var moments = PairMoments()
    private let limits: Measure.Limits
    public private(set) var observations = 0

    public init(limits: Measure.Limits = .shareOfCounted) { self.limits = limits }

    /// One observation: so many of so many.
    public mutating func add(_ part: Double, of whole: Double) {
        moments.add(part, whole, isFirst: observations == 0)
        observations += 1
    }

    /// Of all observations together.
    public var part: Double { observations == 0 ? 0 : moments.totals(observations).x }
    public var whole: Double { observations == 0 ? 0 : moments.totals(observations).y }

    /// nil without a thing to judge by.
    public var share: Double? { whole > 0 ? part / whole : nil }

    /// With its interval: see `ConfidenceInterval`.
    public func estimate(confidence: Double) -> Estimate {
        ConfidenceInterval(confidence: confidence, observations: observations).ratio(moments, limits: limits)
    }
}
