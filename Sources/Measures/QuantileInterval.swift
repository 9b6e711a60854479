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
        let place = index * sizes.count + section
        let upper = sections.below[place] - shares[section]
        guard index > 0, part < 1 else { return upper }
        let lower = sections.below[place - sizes.count] - shares[section]
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
