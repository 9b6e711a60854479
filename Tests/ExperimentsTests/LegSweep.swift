import Engine

/// What a replication's log tells of the later legs of transferred contacts, which no count of contacts holds.
struct LegSweep {
    private let legs: [LegRecord]
    /// Waits on the first line by number of the contact.
    private var firstWaits: [UInt64: Double] = [:]

    /// - Precondition: one class calls, so that a number names one contact; nobody abandons.
    init(_ legs: [LegRecord], _ log: [CallRecord]) {
        self.legs = legs
        for record in log { firstWaits[record.number] = record.waitSeconds }
    }

    /// Adds the legs of a class, or of all, that began within the rows, and the area under the square of their number on
    /// hold over a window of time.
    func add(
        to sums: inout Sums, rows: Range<Int>, customerClass: Int?, from start: Double, to end: Double,
        thresholds: [Double]
    ) {
        let legs = legs.filter { $0.customerClass == customerClass ?? $0.customerClass }
        for leg in legs where rows.contains(leg.row) {
            sums.laterLegs += 1
            if leg.waitSeconds > 0 { sums.laterLegsDelayed += 1 }
            sums.laterLegWaitSquared += leg.waitSeconds * leg.waitSeconds
            sums.transferredWait += leg.waitSeconds + (firstWaits[leg.contact.number] ?? 0)
            for (place, threshold) in thresholds.enumerated() where leg.waitSeconds <= threshold {
                sums.laterLegsWithin[place] += 1
            }
        }
        let joined = legs.filter { $0.waitSeconds > 0 }
        let line = StepFunction(
            begins: joined.map(\.joinedAt).sorted(), ends: joined.map { $0.joinedAt + $0.waitSeconds }.sorted())
        sums.laterLegSquareArea += line.area(from: start, to: end) { Double($0 * $0) }
    }
}
