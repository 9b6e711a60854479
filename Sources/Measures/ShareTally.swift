/// A share of counted things over independent observations: promises kept of those due, day by day.
public struct ShareTally: Sendable {
    private var moments = PairMoments()
    public private(set) var observations = 0

    public init() {}

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
        ConfidenceInterval(confidence: confidence, observations: observations).ratio(moments, limits: .shareOfCounted)
    }
}
