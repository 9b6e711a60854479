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
        var first = 0
        var gone = 0
        for (place, record) in joined.enumerated() {
            while leaves[first] <= record.arrivedAt { first += 1 }
            while leavesInOrder[gone] <= record.arrivedAt { gone += 1 }
            guard rows.contains(record.row) else { continue }
            let ahead = place - gone
            let byLength = Double(ahead + 1) * meanHandle / agents
            let byLengthAndPatience = (0...ahead).reduce(0) {
                $0 + 1 / (agents / meanHandle + Double($1) / meanPatience)
            }
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
                // Of whoever is answered before patience ends: one more stage of abandonment at each place.
                let conditional = (0...ahead).reduce(0) {
                    $0 + 1 / (agents / meanHandle + Double($1 + 1) / meanPatience)
                }
                sums.conditionalSquare += square(conditional)
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
