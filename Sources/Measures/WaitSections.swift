import Engine

/// Histograms of waits added up over replications, and again in sections of them, so that pooled quantiles come with
/// an interval while memory stays the same however many replications there are.
///
/// A place is where a quantile may be asked for: a class, or a class in an interval. Sections may keep coarser bins
/// than the pool: the estimate comes from the pool, the sections only say how much it varies.
struct WaitSections: Sendable {
    let places: Int
    let sections: Int
    /// Neighbouring bins taken together within sections.
    let merging: Int
    /// `place → end → bins`.
    private var pooled: [UInt64]
    /// `section → place → end → merged bins`.
    private var sectioned: [UInt64]
    /// Observations in each section.
    private(set) var sizes: [Int]

    private let mergedBins: Int
    private let mergedEdges: [Double]
    private static let ends = WaitHistogram.End.allCases.count

    init(places: Int, sections: Int, merging: Int) {
        self.places = places
        self.sections = sections
        self.merging = merging
        mergedBins = Quantile.mergedBins(merging: merging)
        mergedEdges = Quantile.edges(merging: merging)
        pooled = [UInt64](repeating: 0, count: places * Self.ends * WaitHistogram.bins)
        sectioned = [UInt64](repeating: 0, count: sections * places * Self.ends * mergedBins)
        sizes = [Int](repeating: 0, count: sections)
    }

    /// Opens the next observation; `add` then fills it.
    mutating func beginObservation(_ number: Int) { sizes[number % sections] += 1 }

    /// Adds one class's histograms, both ends, which start at `start`.
    mutating func add(_ histograms: [UInt64], from start: Int, place: Int, observation: Int) {
        let section = observation % sections
        for end in 0..<Self.ends {
            let source = start + end * WaitHistogram.bins
            let target = (place * Self.ends + end) * WaitHistogram.bins
            let coarse = ((section * places + place) * Self.ends + end) * mergedBins
            histograms.withUnsafeBufferPointer { new in
                pooled.withUnsafeMutableBufferPointer { pool in
                    for bin in 0..<WaitHistogram.bins { pool[target + bin] &+= new[source + bin] }
                }
                sectioned.withUnsafeMutableBufferPointer { parts in
                    if merging == 1 {
                        for bin in 0..<WaitHistogram.bins { parts[coarse + bin] &+= new[source + bin] }
                    } else {
                        parts[coarse] &+= new[source]
                        for bin in 1..<WaitHistogram.bins {
                            parts[coarse + 1 + (bin - 1) / merging] &+= new[source + bin]
                        }
                    }
                }
            }
        }
    }

    /// Contacts by bin, of several places together.
    func merged(_ places: [Int], _ ends: [WaitHistogram.End]) -> [UInt64] {
        var bins = [UInt64](repeating: 0, count: WaitHistogram.bins)
        for place in places {
            for end in ends {
                let start = (place * Self.ends + end.rawValue) * WaitHistogram.bins
                for bin in bins.indices { bins[bin] += pooled[start + bin] }
            }
        }
        return bins
    }

    /// The pooled quantile of several places together, and its value on the sections' bins with each section left out.
    func quantile(_ share: Double, of places: [Int], ends: [WaitHistogram.End]) -> JackknifedValue? {
        guard let value = Quantile.value(share, of: merged(places, ends), edges: Quantile.fineEdges) else { return nil }
        var parts = [[UInt64]](repeating: [UInt64](repeating: 0, count: mergedBins), count: sections)
        var all = [UInt64](repeating: 0, count: mergedBins)
        for section in 0..<sections where sizes[section] > 0 {
            for place in places {
                for end in ends {
                    let start = ((section * self.places + place) * Self.ends + end.rawValue) * mergedBins
                    for bin in 0..<mergedBins {
                        parts[section][bin] += sectioned[start + bin]
                        all[bin] += sectioned[start + bin]
                    }
                }
            }
        }
        let leavingOut = parts.map { part in
            Quantile.value(share, of: zip(all, part).map { $0 - $1 }, edges: mergedEdges)
        }
        let base = Quantile.value(share, of: all, edges: mergedEdges) ?? value
        return JackknifedValue(value: value, leavingOut: leavingOut.map { $0.map { value + ($0 - base) } })
    }
}

/// A statistic and what it becomes with each section left out.
struct JackknifedValue: Sendable {
    var value: Double
    var leavingOut: [Double?]
}
