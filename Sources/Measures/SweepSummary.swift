/// What a sweep has come to, for its report: the points' main numbers and which axis moves them.
public struct SweepSummary: Sendable {
    public var scenarioName: String
    public var store: String
    public var axes: [String]
    /// Of the whole sweep.
    public var points: Int
    /// Points that this store shall hold: all, or those of its shard.
    public var wanted: Int
    public var seed: UInt64
    public var confidence: Double
    /// By number.
    public var done: [Point] = []
    /// One for each measure that varies; empty when the design or what is done does not allow it.
    public var sensitivities: [(measure: Measure, indices: SobolIndices)] = []

    public struct Point: Sendable {
        public var number: Int
        public var values: [String]
        /// The whole centre's, each at its first threshold.
        public var measures: [MeasuredValue]

        public init(_ record: SweepRecord) {
            number = record.number
            values = record.values
            measures = []
            for (index, row) in record.summary.rows.enumerated() {
                guard row.customerClass.isEmpty, row.group.isEmpty, let measure = Measure.named(row.measure),
                    !measures.contains(where: { $0.measure == measure })
                else { continue }
                measures.append(
                    MeasuredValue(measure: measure, estimate: record.summary.estimate(index), within: row.within))
            }
        }

        public subscript(measure: String) -> MeasuredValue? { measures.first { $0.measure.name == measure } }
    }

    public init(
        scenarioName: String, store: String, axes: [String], points: Int, wanted: Int, seed: UInt64, confidence: Double
    ) {
        self.scenarioName = scenarioName
        self.store = store
        self.axes = axes
        self.points = points
        self.wanted = wanted
        self.seed = seed
        self.confidence = confidence
    }

    /// Finds the indices of every measure that has a value at every point.
    public mutating func findSensitivities(_ indices: ([Double]) -> SobolIndices?) {
        guard done.count == points, let first = done.first else { return }
        for measured in first.measures {
            let values = done.compactMap { $0[measured.measure.name]?.estimate.value }
            guard values.count == done.count, let found = indices(values) else { continue }
            sensitivities.append((measured.measure, found))
        }
    }
}
