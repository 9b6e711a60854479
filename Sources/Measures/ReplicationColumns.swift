import Engine

/// The whole centre's measures replication by replication, for those that are sums, ratios or maxima.
///
/// A quantile or a comparison of classes has no value of its own here: it is found from all replications together.
public struct ReplicationColumns: Sendable {
    /// Measures, in the order in which reports list them.
    public let measures: [Measure]
    /// Of the thresholds of measures that have one; nil for the others.
    public let within: [Double?]
    private let sources: [RunTally.Source]

    public init(_ tally: RunTally) {
        var measures: [Measure] = []
        var sources: [RunTally.Source] = []
        for measure in tally.plan.reported {
            guard let source = tally.source(of: measure, threshold: measure.hasThreshold ? 0 : nil, scope: .whole)
            else { continue }
            measures.append(measure)
            sources.append(source)
        }
        self.measures = measures
        self.sources = sources
        within = measures.map { $0.hasThreshold ? tally.plan.thresholds[0] : nil }
    }

    /// Adds the values of the replication that the tally added last: one for each measure, NaN where it has no data; for
    /// a steady run a row for each batch.
    public func append(_ tally: RunTally, _ counts: Counts, to values: inout [Double]) {
        guard tally.plan.observationKind == .batch else { return append(tally, row: tally.rows.total, to: &values) }
        for row in 0..<tally.layout.intervals where counts[lengthOfRow: row] > 0 {
            append(tally, row: row, to: &values)
        }
    }

    private func append(_ tally: RunTally, row: Int, to values: inout [Double]) {
        for source in sources {
            let (x, y) = tally.observation(source, row: row)
            values.append(y > 0 ? x / y : .nan)
        }
    }
}
