import CGSL
import Engine

/// Waits by bin, of those bins that hold any, and always of the first.
///
/// Of thousands of bins some hundreds do, and what is made of them is asked for once for each section.
struct FilledBins {
    /// In rising order.
    let bins: [Int]
    let ended: [UInt64]
    /// Empty where everybody's wait has ended.
    let censored: [UInt64]

    /// - Parameters:
    ///   - ended: all bins.
    ///   - censored: all bins, or none.
    init(ended: [UInt64], censored: [UInt64]) {
        let isCut = !censored.isEmpty
        let bins = ended.indices.filter { $0 == 0 || ended[$0] > 0 || (isCut && censored[$0] > 0) }
        self.bins = bins
        self.ended = bins.map { ended[$0] }
        self.censored = isCut ? bins.map { censored[$0] } : []
    }
}

/// The waits of several places together, summed up once for all quantiles that are asked of them.
struct PooledWaits {
    fileprivate let filled: FilledBins
    fileprivate let people: Double
    /// Once an interval was asked for.
    fileprivate var sections: WaitsOfSections?

    fileprivate init(_ filled: FilledBins) {
        self.filled = filled
        people = Double(filled.ended.reduce(0, &+) + filled.censored.reduce(0, &+))
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
    /// `index in bins → section`: waits up to the bin's upper edge; where some are censored, their pseudo-values.
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

/// What is asked of a histogram of waits.
enum WaitStatistic: Sendable {
    case quantile(Double)
    case mean

    /// Seconds; nil where there is nothing to compute it from.
    ///
    /// - Parameters:
    ///   - censored: empty where everybody's wait has ended.
    ///   - bins: which bins these are, in rising order; nil where they are all that there are.
    ///   - edges: of all bins.
    func value(ended: [UInt64], censored: [UInt64], bins: [Int]? = nil, edges: [Double]) -> Double? {
        let none = censored.isEmpty
        switch self {
        case .quantile(let share) where none: return Quantile.value(share, of: ended, bins: bins, edges: edges)
        case .quantile(let share):
            return KaplanMeier(ended: ended, censored: censored, bins: bins, edges: edges).quantile(share)
        case .mean: return KaplanMeier.mean(ended: ended, censored: censored, bins: bins, edges: edges)
        }
    }

    fileprivate func value(_ filled: FilledBins, edges: [Double]) -> Double? {
        value(ended: filled.ended, censored: filled.censored, bins: filled.bins, edges: edges)
    }
}

/// A statistic and what it becomes with each section left out.
struct JackknifedValue: Sendable {
    var value: Double
    var leavingOut: [Double?]
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
        guard var pool = pools.removeValue(forKey: waits) ?? filled(waits, places).map(PooledWaits.init)
        else { return nil }
        defer { pools[waits] = pool }
        guard let value = WaitStatistic.quantile(share).value(pool.filled, edges: Quantile.fineEdges)
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

    /// A statistic of the pooled waits of several places together, and what it becomes with each section left out;
    /// nil where the counts keep no such waits, or too few to say. O(sections · bins that hold anything).
    func value(of statistic: WaitStatistic, _ waits: Measure.Waits, in places: [Int]) -> JackknifedValue? {
        guard let fine = filled(waits, places) else { return nil }
        let all = inSections(fine, waits, places)
        guard let value = statistic.value(fine, edges: Quantile.fineEdges),
            let base = merging == 1 ? value : statistic.value(all, edges: mergedEdges)
        else { return nil }
        let ended = sectionCounts(waits.ends, places, all.bins)
        let censored = sectionCounts(waits.censored, places, all.bins)
        let leavingOut = (0..<sections).map { section -> Double? in
            guard sizes[section] > 0 else { return nil }
            let (rest, restCut) = (others(all.ended, ended, section), others(all.censored, censored, section))
            return statistic.value(ended: rest, censored: restCut, bins: all.bins, edges: mergedEdges)
                .map { value + ($0 - base) }
        }
        return JackknifedValue(value: value, leavingOut: leavingOut)
    }

    /// The pooled waits of several places together; nil where the counts keep no such waits.
    private func filled(_ waits: Measure.Waits, _ places: [Int]) -> FilledBins? {
        guard (waits.ends + waits.censored).allSatisfy({ $0.rawValue < kinds }) else { return nil }
        return FilledBins(
            ended: merged(places, waits.ends), censored: waits.censored.isEmpty ? [] : merged(places, waits.censored))
    }

    /// The same in bins as wide as those of the sections.
    private func inSections(_ fine: FilledBins, _ waits: Measure.Waits, _ places: [Int]) -> FilledBins {
        guard merging > 1 else { return fine }
        return FilledBins(
            ended: mergedSections(places, waits.ends),
            censored: waits.censored.isEmpty ? [] : mergedSections(places, waits.censored))
    }

    /// Sections that hold observations: these are dealt out in turn, so that sections without any come last.
    private var filledSections: Int { sizes.prefix { $0 > 0 }.count }

    /// `index in bins → filled section`: contacts of several histograms together; none where there are no histograms.
    private func sectionCounts(_ ends: [WaitHistogram.End], _ places: [Int], _ bins: [Int]) -> [UInt64] {
        let (histograms, filled) = (histograms(places, ends), filledSections)
        guard !histograms.isEmpty, filled > 0 else { return [] }
        var counts = [UInt64](repeating: 0, count: bins.count * filled)
        counts.withUnsafeMutableBufferPointer { counts in
            bins.withUnsafeBufferPointer { bins in
                for histogram in histograms { sectioned[histogram].add(bins, filled, to: counts.baseAddress!) }
            }
        }
        return counts
    }

    /// What is left of all bins without one section.
    private func others(_ all: [UInt64], _ counts: [UInt64], _ section: Int) -> [UInt64] {
        // An array of no room is one that all threads share, and its number would be written there.
        guard !all.isEmpty else { return [] }
        let filled = filledSections
        return [UInt64](unsafeUninitializedCapacity: all.count) { others, count in
            var place = section
            for number in all {
                others[count] = number &- counts[place]
                count &+= 1
                place &+= filled
            }
        }
    }

    /// O(sections · bins that hold anything).
    private func bySection(_ pool: PooledWaits, _ waits: Measure.Waits, _ places: [Int]) -> WaitsOfSections {
        let (all, filled) = (inSections(pool.filled, waits, places), filledSections)
        let ended = sectionCounts(waits.ends, places, all.bins)
        let censored = sectionCounts(waits.censored, places, all.bins)
        var people = [UInt64](repeating: 0, count: filled)
        let below = [Double](unsafeUninitializedCapacity: all.bins.count * filled) { below, place in
            for _ in all.bins {
                for section in 0..<filled {
                    people[section] &+= ended[place]
                    below[place] = Double(Int64(bitPattern: people[section]))
                    place &+= 1
                }
            }
            guard !all.censored.isEmpty else { return }
            place = 0
            for _ in all.bins {
                for section in 0..<filled {
                    people[section] &+= censored[place]
                    place &+= 1
                }
            }
            // Per person, so that sections with many promises weigh more, as they do in the estimate.
            let everybody = all.ended.reduce(0, &+) &+ all.censored.reduce(0, &+)
            let others = people.map { Double(everybody - $0) }
            var together = ProductLimit(of: everybody)
            var without = people.map { ProductLimit(of: everybody - $0) }
            place = 0
            for (endedHere, censoredHere) in zip(all.ended, all.censored) {
                together.pass(ended: endedHere, censored: censoredHere)
                let gone = pool.people * (1 - together.waiting)
                for section in 0..<filled {
                    without[section].pass(
                        ended: endedHere &- ended[place], censored: censoredHere &- censored[place])
                    below[place] = gone - others[section] * (1 - without[section].waiting)
                    place &+= 1
                }
            }
        }
        return WaitsOfSections(
            sizes: Array(sizes[..<filled]), people: people.map { Double($0) }, bins: all.bins, below: below,
            edges: mergedEdges)
    }
}
