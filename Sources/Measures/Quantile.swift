import Engine

/// Quantiles of waits kept in a `WaitHistogram`'s bins.
enum Quantile {
    /// The wait in seconds that this share of the contacts did not exceed; nil when there are none, or when it lies
    /// among those in the last bin, which has no end. Waits are taken as evenly spread within a bin, so that it is off
    /// by less than the bin's width: 1/128 (0.8 %) of the wait, and a millisecond for the shortest.
    ///
    /// - Parameters:
    ///   - counts: of each bin.
    ///   - bins: which bins these are, in rising order; nil where they are all that there are.
    ///   - edges: lower edges of all bins and, last, the upper edge of the last; bin 0 holds waits of zero.
    static func value(_ share: Double, of counts: [UInt64], bins: [Int]? = nil, edges: [Double]) -> Double? {
        var total: UInt64 = 0
        for count in counts { total += count }
        guard total > 0 else { return nil }
        let rank = share * Double(total)
        var below: UInt64 = 0
        for index in counts.indices where counts[index] > 0 {
            let count = counts[index]
            if Double(below + count) >= rank {
                let bin = bins?[index] ?? index
                guard bin > 0 else { return 0 }
                guard bin < edges.count - 2 else { return nil }
                let within = (rank - Double(below)) / Double(count)
                return edges[bin] + within * (edges[bin + 1] - edges[bin])
            }
            below += count
        }
        return nil
    }

    /// Edges when this many neighbouring bins are taken together; the bin of zero stays by itself.
    static func edges(merging width: Int) -> [Double] {
        let merged = mergedBins(merging: width)
        return (0..<merged).map { $0 == 0 ? 0 : WaitHistogram.lowerEdge(ofBin: 1 + ($0 - 1) * width) }
            + [WaitHistogram.lowerEdge(ofBin: WaitHistogram.bins)]
    }

    static func mergedBins(merging width: Int) -> Int { 1 + (WaitHistogram.bins - 1 + width - 1) / width }

    static let fineEdges = edges(merging: 1)
}

/// The jackknife that leaves out one section of the observations at a time.
///
/// Sections may differ in size, so the pseudo-values are those of Busing, Meijer and van der Leeden (1999). Leaving
/// out whole sections, not single observations, is what makes it right for quantiles (Shao and Wu, 1989).
enum Jackknife {
    /// The interval for a statistic from its values with each section left out: Student's, with the skewness of the
    /// pseudo-values taken out (see `SkewCorrection`).
    ///
    /// - Parameters:
    ///   - value: the statistic on all observations.
    ///   - leavingOut: the statistic without section j; nil where nothing is left to compute it from.
    ///   - sizes: observations in section j.
    /// - Returns: the value alone when fewer than two sections hold data.
    static func estimate(
        _ value: Double, leavingOut: [Double?], sizes: [Int], confidence: Double, limits: Measure.Limits
    ) -> Estimate {
        guard let found = variance(value, leavingOut: leavingOut, sizes: sizes) else { return Estimate(value: value) }
        // None of anything in any section: nothing tells how much there could be.
        guard value != 0 || found.value > 0 else { return Estimate(value: value) }
        let student = ConfidenceInterval(confidence: confidence, observations: found.sections)
        guard let factor = student.factor else { return Estimate(value: value) }
        let correction = SkewCorrection(skewness: found.skewness, observations: found.sections)
        let standardError = found.value.squareRoot()
        return student.interval(
            value, below: correction.statistic(factor) * standardError,
            above: -correction.statistic(-factor) * standardError, limits: limits, scale: 1)
    }

    /// The squared standard error, the sections that hold data, and the skewness of their pseudo-values; nil when fewer
    /// than two hold data, or when nothing is left without one of them.
    static func variance(
        _ value: Double, leavingOut: [Double?], sizes: [Int]
    ) -> (value: Double, sections: Int, skewness: Double)? {
        let used = zip(leavingOut, sizes).filter { $0.1 > 0 }
        let observations = Double(used.reduce(0) { $0 + $1.1 })
        let sections = Double(used.count)
        guard used.count > 1, used.allSatisfy({ $0.0 != nil }) else { return nil }

        var pseudo: [(value: Double, weight: Double)] = []
        var centre = sections * value
        for case (let without?, let size) in used {
            let weight = observations / Double(size)
            centre -= (1 - Double(size) / observations) * without
            pseudo.append((weight * value - (weight - 1) * without, weight))
        }
        let deviations = pseudo.map { ($0.value - centre) / ($0.weight - 1).squareRoot() }
        let squares = deviations.reduce(0) { $0 + $1 * $1 }
        let cubes = deviations.reduce(0) { $0 + $1 * $1 * $1 }
        let spread = squares / (sections - 1)
        return (
            squares / sections, used.count,
            spread > 0 ? SkewCorrection.possible(cubes / sections / (spread * spread.squareRoot()), used.count) : 0
        )
    }
}
