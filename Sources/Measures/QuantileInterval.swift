import CGSL
import Engine

/// The interval of a quantile: those waits that a t test would not reject as the quantile (Woodruff, 1952; Francisco and
/// Fuller, 1991).
///
/// Were q the quantile of share p, then in each section of the observations the number of waits up to q, less p times
/// all its waits, would have mean zero; that is tested over the sections as the mean of a ratio's residuals is, with
/// Hall's correction for skewness. No density need be estimated, and the interval is as lopsided as the waits are. Where
/// some waits are censored, a section's number is its pseudo-value in the product-limit estimate (Andersen, Klein and
/// Rosthøj, 2003).
///
/// An end lies within the width of a bin of the histogram, as the quantile itself does.
struct QuantileInterval {
    /// Observations in each section that has any.
    private let sizes: [Double]
    private let observations: Double
    /// `section → bin`: waits up to the bin's upper edge, less the share of all.
    private let excess: [Double]
    private let bins: Int
    private let edges: [Double]

    /// - Parameters:
    ///   - excess: `section → bin`, as many bins for each; sections without observations left out.
    ///   - sizes: observations of each of these sections, all above 0.
    ///   - edges: of the bins, as in `Quantile`.
    init(excess: [Double], sizes: [Int], edges: [Double]) {
        self.sizes = sizes.map(Double.init)
        self.excess = excess
        self.edges = edges
        observations = self.sizes.reduce(0, +)
        bins = sizes.isEmpty ? 0 : excess.count / sizes.count
    }

    /// Lower and upper end in seconds; nil with fewer than two sections, or when so few waits are longer that nothing
    /// bounds the quantile from above.
    func ends(confidence: Double) -> (low: Double, high: Double)? {
        guard sizes.count > 1, bins > 0 else { return nil }
        let factor = ConfidenceInterval.student(
            confidence: confidence, degreesOfFreedom: Double(sizes.count - 1))
        guard let high = wait(where: factor), let low = wait(where: -factor) else { return nil }
        return (low, high)
    }

    /// How far each section's number of waits up to a quantile lies from what it should be, per root of its observations:
    /// what two quantiles of the same sections have in common shows in these.
    func scores(at wait: Double) -> [Double] {
        var bin = 0
        while bin < bins - 1, edges[bin + 1] < wait { bin += 1 }
        let part = bin == 0 ? 1 : min(1, (wait - edges[bin]) / (edges[bin + 1] - edges[bin]))
        let values = sizes.indices.map { self.value($0, bin, part) }
        let mean = values.reduce(0, +) / observations
        return sizes.indices.map { (values[$0] - sizes[$0] * mean) / sizes[$0].squareRoot() }
    }

    /// Whether the sections hold the same waits.
    func isSame(as other: QuantileInterval) -> Bool { sizes == other.sizes && excess == other.excess }

    /// A section's waits up to this part of a bin, less the share of all.
    private func value(_ section: Int, _ bin: Int, _ part: Double) -> Double {
        let upper = excess[section * bins + bin]
        guard bin > 0, part < 1 else { return upper }
        let lower = excess[section * bins + bin - 1]
        return lower + part * (upper - lower)
    }

    /// The wait at which the test statistic comes to a value; nil when it lies beyond every wait or in the last bin.
    private func wait(where target: Double) -> Double? {
        guard statistic(bins - 1, 1) >= target else { return nil }
        var first = 0
        var last = bins - 1
        while first < last {
            let middle = (first + last) / 2
            if statistic(middle, 1) >= target { last = middle } else { first = middle + 1 }
        }
        guard first > 0 else { return 0 }
        guard first < edges.count - 2 else { return nil }
        var below = 0.0
        var above = 1.0
        for _ in 0..<12 {
            let middle = (below + above) / 2
            if statistic(first, middle) >= target { above = middle } else { below = middle }
        }
        return edges[first] + above * (edges[first + 1] - edges[first])
    }

    /// The test's statistic when the quantile lies at this part of a bin: positive when it is too long.
    private func statistic(_ bin: Int, _ part: Double) -> Double {
        func value(_ section: Int) -> Double { self.value(section, bin, part) }
        var total = 0.0
        for section in sizes.indices { total += value(section) }
        let mean = total / observations
        var squares = 0.0
        var cubes = 0.0
        for section in sizes.indices {
            let deviation = (value(section) - sizes[section] * mean) / sizes[section].squareRoot()
            squares += deviation * deviation
            cubes += deviation * deviation * deviation
        }
        let variance = squares / Double(sizes.count - 1)
        guard variance > 1e-12 * mean * mean else {
            return total > 0 ? .infinity : total < 0 ? -.infinity : 0
        }
        let skewness = SkewCorrection.possible(
            cubes / Double(sizes.count) / (variance * variance.squareRoot()), sizes.count)
        return SkewCorrection(skewness: skewness, observations: sizes.count)
            .corrected(total / (observations * variance).squareRoot())
    }
}

/// A quantile, and what the sections of the observations tell of it.
struct SectionedQuantile {
    let value: Double
    /// Nil where so few waits were seen that all could lie below the quantile by chance.
    let interval: QuantileInterval?

    func estimate(confidence: Double) -> Estimate {
        guard let (low, high) = interval?.ends(confidence: confidence) else { return Estimate(value: value) }
        return Estimate(value: value, low: min(low, value), high: max(high, value))
    }
}

extension WaitSections {
    /// A quantile of the pooled waits of several places together; nil where the counts keep no such waits, or too few to
    /// say.
    /// - Parameter confidence: at which its interval will be asked for.
    func quantile(
        _ share: Double, _ waits: Measure.Waits, in places: [Int], confidence: Double
    ) -> SectionedQuantile? {
        guard (waits.ends + waits.censored).allSatisfy({ $0.rawValue < kinds }) else { return nil }
        let fine = merged(places, waits.ends)
        let fineCut = waits.censored.isEmpty ? [] : merged(places, waits.censored)
        guard
            let value = WaitStatistic.quantile(share).value(
                ended: fine, censored: fineCut, edges: Quantile.fineEdges)
        else { return nil }
        let all = merging == 1 ? fine : mergedSections(places, waits.ends)
        let cut = merging == 1 || fineCut.isEmpty ? fineCut : mergedSections(places, waits.censored)
        let used = 1 + max(all.lastIndex { $0 > 0 } ?? -1, cut.lastIndex { $0 > 0 } ?? -1)
        let people = Double(all.reduce(0, &+) + cut.reduce(0, &+))
        // Of so few, all could lie below the quantile by chance.
        guard people * log(share) <= log((1 - confidence) / 2) else {
            return SectionedQuantile(value: value, interval: nil)
        }
        let filled = sizes.indices.filter { sizes[$0] > 0 }
        var excess = [Double](repeating: 0, count: filled.count * used)
        if cut.isEmpty {
            for (position, section) in filled.enumerated() {
                let bins = self.bins(of: section, places, waits.ends, used)
                let missing = share * Double(bins.reduce(0, &+))
                var below: UInt64 = 0
                for bin in 0..<used {
                    below += bins[bin]
                    excess[position * used + bin] = Double(below) - missing
                }
            }
        } else {
            // Per person, so that sections with many promises weigh more, as they do in the estimate.
            let together = KaplanMeier.gone(ended: Array(all[..<used]), censored: Array(cut[..<used]))
            for (position, section) in filled.enumerated() {
                let ended = bins(of: section, places, waits.ends, used)
                let censored = bins(of: section, places, waits.censored, used)
                let own = Double(ended.reduce(0, &+) + censored.reduce(0, &+))
                let without = KaplanMeier.gone(
                    ended: (0..<used).map { all[$0] - ended[$0] }, censored: (0..<used).map { cut[$0] - censored[$0] })
                for bin in 0..<used {
                    excess[position * used + bin] =
                        people * together[bin] - (people - own) * without[bin] - share * own
                }
            }
        }
        let interval = QuantileInterval(
            excess: excess, sizes: filled.map { sizes[$0] },
            edges: merging == 1 ? Quantile.fineEdges : Quantile.edges(merging: merging))
        return SectionedQuantile(value: value, interval: interval)
    }

    /// One section's contacts by bin, of several places together, in the first bins.
    private func bins(of section: Int, _ places: [Int], _ ends: [WaitHistogram.End], _ used: Int) -> [UInt64] {
        var bins = [UInt64](repeating: 0, count: used)
        for start in starts(section, places, ends) {
            for bin in 0..<used { bins[bin] &+= sectioned[start + bin] }
        }
        return bins
    }
}
