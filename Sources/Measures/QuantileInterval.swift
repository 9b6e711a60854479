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
    private let sections: WaitsOfSections
    /// By section: the share of all its waits.
    private let shares: [Double]

    /// - Parameter share: of the quantile.
    init(of sections: WaitsOfSections, share: Double) {
        self.sections = sections
        shares = sections.people.map { share * $0 }
    }

    private var sizes: [Double] { sections.sizes }
    private var observations: Double { sections.observations }
    private var bins: [Int] { sections.bins }
    private var edges: [Double] { sections.edges }

    /// Lower and upper end in seconds; nil with fewer than two sections, or when so few waits are longer that nothing
    /// bounds the quantile from above.
    func ends(confidence: Double) -> (low: Double, high: Double)? {
        guard sizes.count > 1, !bins.isEmpty else { return nil }
        let factor = ConfidenceInterval.student(
            confidence: confidence, degreesOfFreedom: Double(sizes.count - 1))
        guard let high = wait(where: factor), let low = wait(where: -factor) else { return nil }
        return (low, high)
    }

    /// How far each section's number of waits up to a quantile lies from what it should be, per root of its observations:
    /// what two quantiles of the same sections have in common shows in these.
    func scores(at wait: Double) -> [Double] {
        var index = 0
        while index < bins.count - 1, edges[bins[index + 1]] < wait { index += 1 }
        let bin = bins[index]
        let part = bin == 0 ? 1 : (wait - edges[bin]) / (edges[bin + 1] - edges[bin])
        let values = sizes.indices.map { self.value($0, index, part) }
        let mean = values.reduce(0, +) / observations
        return sizes.indices.map { (values[$0] - sizes[$0] * mean) / sizes[$0].squareRoot() }
    }

    /// Whether the sections hold the same waits.
    func isSame(as other: QuantileInterval) -> Bool {
        sizes == other.sizes && shares == other.shares && bins == other.bins
            && sections.below == other.sections.below
    }

    /// A section's waits up to this part of a bin, less the share of all.
    /// - Parameters:
    ///   - index: of the bin among those that hold anything.
    ///   - part: 1 and more is the whole bin: nothing is added behind it until the next.
    private func value(_ section: Int, _ index: Int, _ part: Double) -> Double {
        let place = section * bins.count + index
        let upper = sections.below[place] - shares[section]
        guard index > 0, part < 1 else { return upper }
        let lower = sections.below[place - 1] - shares[section]
        return lower + part * (upper - lower)
    }

    /// The wait at which the test statistic comes to a value; nil when it lies beyond every wait or in the last bin.
    private func wait(where target: Double) -> Double? {
        guard statistic(bins.count - 1, 1) >= target else { return nil }
        // Of all bins, not of those that hold anything: where the statistic goes up and down, which of several places is found
        // does not hang on how many bins are empty.
        var bin = 0
        var last = bins[bins.count - 1]
        while bin < last {
            let middle = (bin + last) / 2
            if statistic(lastIndex(upTo: middle), 1) >= target { last = middle } else { bin = middle + 1 }
        }
        guard bin > 0 else { return 0 }
        guard bin < edges.count - 2 else { return nil }
        let index = lastIndex(upTo: bin)
        var below = 0.0
        var above = 1.0
        for _ in 0..<12 {
            let middle = (below + above) / 2
            if statistic(index, middle) >= target { above = middle } else { below = middle }
        }
        return edges[bin] + above * (edges[bin + 1] - edges[bin])
    }

    /// The last of the bins that hold anything up to this one.
    private func lastIndex(upTo bin: Int) -> Int {
        var (first, last) = (0, bins.count - 1)
        while first < last {
            let middle = (first + last + 1) / 2
            if bins[middle] <= bin { first = middle } else { last = middle - 1 }
        }
        return first
    }

    /// The test's statistic when the quantile lies at this part of a bin: positive when it is too long.
    private func statistic(_ index: Int, _ part: Double) -> Double {
        func value(_ section: Int) -> Double { self.value(section, index, part) }
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

/// How many waits each section has up to each bin: the same for every quantile of them.
struct WaitsOfSections {
    /// Observations in each section that has any.
    let sizes: [Double]
    let observations: Double
    /// Waits of each of these sections, censored ones too.
    let people: [Double]
    /// The first bin and those that hold anything, in rising order.
    let bins: [Int]
    /// `section → index in bins`: waits up to the bin's upper edge; where some are censored, their pseudo-values.
    let below: [Double]
    /// Of all bins, as in `Quantile`.
    let edges: [Double]

    init(sizes: [Int], people: [Double], bins: [Int], below: [Double], edges: [Double]) {
        self.sizes = sizes.map(Double.init)
        self.people = people
        self.bins = bins
        self.below = below
        self.edges = edges
        observations = self.sizes.reduce(0, +)
    }
}

/// The waits of several places together, summed up once for all quantiles that are asked of them.
struct PooledWaits {
    let ended: [UInt64]
    /// Empty where everybody's wait has ended.
    let censored: [UInt64]
    /// Once an interval was asked for.
    fileprivate var sections: WaitsOfSections?

    fileprivate let people: Double

    fileprivate init(ended: [UInt64], censored: [UInt64]) {
        self.ended = ended
        self.censored = censored
        people = Double(ended.reduce(0, &+) + censored.reduce(0, &+))
    }
}

extension WaitSections {
    /// A quantile of the pooled waits of several places together; nil where the counts keep no such waits, or too few to
    /// say.
    /// - Parameters:
    ///   - confidence: at which its interval will be asked for.
    ///   - pools: of these places, which spares the work for the next quantile.
    func quantile(
        _ share: Double, _ waits: Measure.Waits, in places: [Int], confidence: Double,
        _ pools: inout [Measure.Waits: PooledWaits]
    ) -> SectionedQuantile? {
        guard (waits.ends + waits.censored).allSatisfy({ $0.rawValue < kinds }) else { return nil }
        var pool =
            pools.removeValue(forKey: waits)
            ?? PooledWaits(
                ended: merged(places, waits.ends),
                censored: waits.censored.isEmpty ? [] : merged(places, waits.censored))
        defer { pools[waits] = pool }
        guard
            let value = WaitStatistic.quantile(share).value(
                ended: pool.ended, censored: pool.censored, edges: Quantile.fineEdges)
        else { return nil }
        // Of so few, all could lie below the quantile by chance.
        guard pool.people * log(share) <= log((1 - confidence) / 2) else {
            return SectionedQuantile(value: value, interval: nil)
        }
        let found = pool.sections ?? bySection(pool, waits, places)
        pool.sections = found
        return SectionedQuantile(value: value, interval: QuantileInterval(of: found, share: share))
    }

    /// The same for one quantile alone.
    func quantile(
        _ share: Double, _ waits: Measure.Waits, in places: [Int], confidence: Double
    ) -> SectionedQuantile? {
        var pools: [Measure.Waits: PooledWaits] = [:]
        return quantile(share, waits, in: places, confidence: confidence, &pools)
    }

    /// Only bins that hold anything are looked at: O(sections · bins used).
    private func bySection(_ pool: PooledWaits, _ waits: Measure.Waits, _ places: [Int]) -> WaitsOfSections {
        let all = merging == 1 ? pool.ended : mergedSections(places, waits.ends)
        let cut = merging == 1 || pool.censored.isEmpty ? pool.censored : mergedSections(places, waits.censored)
        let bins = all.indices.filter { $0 == 0 || all[$0] > 0 || (!cut.isEmpty && cut[$0] > 0) }
        let filled = sizes.indices.filter { sizes[$0] > 0 }
        let ofEnded = histograms(places, waits.ends)
        let ofCensored = histograms(places, waits.censored)
        var ended = [UInt64](repeating: 0, count: 1 + bins.last!)
        var censored = cut.isEmpty ? [] : ended
        var people: [Double] = []
        var below: [Double] = []
        below.reserveCapacity(filled.count * bins.count)
        if cut.isEmpty {
            for section in filled {
                fill(&ended, ofEnded, section)
                var sum: UInt64 = 0
                for bin in bins {
                    sum &+= ended[bin]
                    below.append(Double(sum))
                }
                people.append(Double(sum))
            }
        } else {
            // Per person, so that sections with many promises weigh more, as they do in the estimate.
            let (allThere, cutThere) = (bins.map { all[$0] }, bins.map { cut[$0] })
            let together = KaplanMeier.gone(ended: allThere, censored: cutThere)
            var (others, othersCut) = (allThere, cutThere)
            for section in filled {
                fill(&ended, ofEnded, section)
                fill(&censored, ofCensored, section)
                var own: UInt64 = 0
                for (index, bin) in bins.enumerated() {
                    own &+= ended[bin] &+ censored[bin]
                    others[index] = allThere[index] &- ended[bin]
                    othersCut[index] = cutThere[index] &- censored[bin]
                }
                let without = KaplanMeier.gone(ended: others, censored: othersCut)
                for index in bins.indices {
                    below.append(pool.people * together[index] - (pool.people - Double(own)) * without[index])
                }
                people.append(Double(own))
            }
        }
        return WaitsOfSections(
            sizes: filled.map { sizes[$0] }, people: people, bins: bins, below: below,
            edges: merging == 1 ? Quantile.fineEdges : Quantile.edges(merging: merging))
    }

    /// One section's contacts by bin, of several histograms together.
    private func fill(_ bins: inout [UInt64], _ histograms: [Int], _ section: Int) {
        bins.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        for histogram in histograms { sectioned[histogram].add(section, to: &bins) }
    }
}
