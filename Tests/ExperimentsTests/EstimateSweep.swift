import Engine

/// Estimates of the wait, worked out from a log afresh and set against the waits that came: squared errors of those who
/// found all agents busy and were answered; where some abandon, also of all who were delayed, with the waits that those
/// who left would have had. Times in seconds.
struct EstimateSweep {
    var agents: Double
    var meanHandle: Double
    /// Arrivals per second.
    var arrivalRate: Double
    /// Infinite when nobody abandons.
    var meanPatience: Double

    /// - Precondition: one class, first come first served, so that the first in line is the one who joined first.
    func add(_ log: [CallRecord], to sums: inout Sums, rows: Range<Int>) {
        let joined = log.filter { $0.waitSeconds > 0 }.sorted { $0.arrivedAt < $1.arrivedAt }
        let leaves = joined.map { $0.arrivedAt + $0.waitSeconds }
        let leavesInOrder = leaves.sorted()
        let virtualWaits = meanPatience < .infinity ? VirtualWaits(log, agents: Int(agents)) : nil
        // Behind so many others, each of whom may leave: a stage for every move of the line, until the answer comes; of
        // whoever is answered before patience ends, with one more to leave at each place.
        var byNumberAhead = PrefixSums { 1 / (agents / meanHandle + Double($0) / meanPatience) }
        var conditionalByNumberAhead = PrefixSums { 1 / (agents / meanHandle + Double($0 + 1) / meanPatience) }
        var first = 0
        var gone = 0
        for (place, record) in joined.enumerated() {
            while leaves[first] <= record.arrivedAt { first += 1 }
            while leavesInOrder[gone] <= record.arrivedAt { gone += 1 }
            guard rows.contains(record.row) else { continue }
            let ahead = place - gone
            let byLength = Double(ahead + 1) * meanHandle / agents
            let byLengthAndPatience = byNumberAhead.sum(through: ahead)
            if let virtualWaits, let wait = record.end == .answered ? record.waitSeconds : virtualWaits.wait(of: record)
            {
                sums.virtual += 1
                sums.virtualWait += wait
                sums.virtualLengthError += wait - byLength
                sums.virtualLengthSquare += (wait - byLength) * (wait - byLength)
                sums.virtualPatienceSquare += (wait - byLengthAndPatience) * (wait - byLengthAndPatience)
            }
            guard record.end == .answered else { continue }
            let wait = record.waitSeconds
            func square(_ estimate: Double) -> Double { (wait - estimate) * (wait - estimate) }
            if virtualWaits != nil {
                sums.conditionalSquare += square(conditionalByNumberAhead.sum(through: ahead))
            }
            sums.estimated += 1
            sums.estimatedWait += wait
            sums.estimatedWaitSquared += wait * wait
            sums.lengthError += byLength - wait
            sums.lengthSquare += square(byLength)
            sums.patienceError += byLengthAndPatience - wait
            sums.patienceSquare += square(byLengthAndPatience)
            guard ahead > 0 else { continue }
            let headHasWaited = record.arrivedAt - joined[first].arrivedAt
            sums.behindOthers += 1
            sums.behindOthersWait += wait
            sums.headWait += headHasWaited
            sums.headError += wait - headHasWaited
            sums.headSquare += square(headHasWaited)
            sums.refinedHeadSquare += square((arrivalRate * headHasWaited + 2) * meanHandle / agents)
            sums.lengthSquareBehindOthers += square(byLength)
        }
    }
}

/// Sums of a sequence from its start, each worked out once.
private struct PrefixSums {
    private let term: (Int) -> Double
    private var sums: [Double] = []

    init(_ term: @escaping (Int) -> Double) { self.term = term }

    mutating func sum(through last: Int) -> Double {
        while sums.count <= last { sums.append((sums.last ?? 0) + term(sums.count)) }
        return sums[last]
    }
}
