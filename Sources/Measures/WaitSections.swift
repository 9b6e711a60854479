import Engine

/// Histograms of waits added up over replications in sections of them, so that pooled quantiles come with an interval
/// while memory stays the same however many replications there are.
///
/// A place is where a quantile may be asked for: a class, or a class in an interval. Sections may keep coarser bins;
/// then a pool keeps the fine ones: the estimate comes from the pool, the sections only say how much it varies.
struct WaitSections: Sendable {
    let places: Int
    let sections: Int
    /// Neighbouring bins taken together within sections.
    let merging: Int
    /// `place → end → bins`; empty when the sections' bins are fine themselves.
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
        pooled = merging == 1 ? [] : [UInt64](repeating: 0, count: places * Self.ends * WaitHistogram.bins)
        sectioned = [UInt64](repeating: 0, count: sections * places * Self.ends * mergedBins)
        sizes = [Int](repeating: 0, count: sections)
    }

    /// Opens the next observation; `add` then fills it.
    mutating func beginObservation(_ number: Int) { sizes[number % sections] += 1 }

    /// Adds one class's histograms, both ends, which start at `start`.
    mutating func add(_ histograms: [UInt64], from start: Int, place: Int, observation: Int) {
        let section = observation % sections
        precondition(place < places && start + Self.ends * WaitHistogram.bins <= histograms.count)
        histograms.withUnsafeBufferPointer { all in
            for end in 0..<Self.ends {
                let new = UnsafeBufferPointer(
                    rebasing: all[(start + end * WaitHistogram.bins)..<(start + (end + 1) * WaitHistogram.bins)])
                // Waits of hours are rare: most of the bins at the far end are empty.
                var used = WaitHistogram.bins
                while used > 0 && new[used - 1] == 0 { used -= 1 }
                let coarse = ((section * places + place) * Self.ends + end) * mergedBins
                sectioned.withUnsafeMutableBufferPointer { parts in
                    guard merging > 1 else {
                        for bin in 0..<used { parts[coarse + bin] &+= new[bin] }
                        return
                    }
                    if used > 0 { parts[coarse] &+= new[0] }
                    for bin in stride(from: 1, to: used, by: 1) {
                        parts[coarse + 1 + (bin - 1) / merging] &+= new[bin]
                    }
                }
                guard merging > 1 else { continue }
                let fine = (place * Self.ends + end) * WaitHistogram.bins
                pooled.withUnsafeMutableBufferPointer { pool in
                    for bin in 0..<used { pool[fine + bin] &+= new[bin] }
                }
            }
        }
    }

    /// Whether any of these places had a wait so long that it lies in the last bin, which has no end.
    func holdsEndless(_ places: [Int]) -> Bool {
        (merged(places, WaitHistogram.End.allCases).last ?? 0) > 0
    }

    /// Contacts by bin, of several places together.
    func merged(_ places: [Int], _ ends: [WaitHistogram.End]) -> [UInt64] {
        guard merging > 1 else { return mergedSections(places, ends) }
        var bins = [UInt64](repeating: 0, count: WaitHistogram.bins)
        for place in places {
            for end in ends {
                let start = (place * Self.ends + end.rawValue) * WaitHistogram.bins
                for bin in bins.indices { bins[bin] += pooled[start + bin] }
            }
        }
        return bins
    }

    private func mergedSections(_ places: [Int], _ ends: [WaitHistogram.End]) -> [UInt64] {
        var bins = [UInt64](repeating: 0, count: mergedBins)
        for section in 0..<sections where sizes[section] > 0 {
            for start in starts(section, places, ends) {
                bins.withUnsafeMutableBufferPointer { bins in
                    sectioned.withUnsafeBufferPointer { parts in
                        for bin in 0..<bins.count { bins[bin] &+= parts[start + bin] }
                    }
                }
            }
        }
        return bins
    }

    private func starts(_ section: Int, _ places: [Int], _ ends: [WaitHistogram.End]) -> [Int] {
        places.flatMap { place in
            ends.map { ((section * self.places + place) * Self.ends + $0.rawValue) * mergedBins }
        }
    }

    /// The pooled quantile of several places together, and what it becomes with each section left out.
    func quantile(_ share: Double, of places: [Int], ends: [WaitHistogram.End]) -> JackknifedValue? {
        let all = mergedSections(places, ends)
        let fine = merging == 1 ? all : merged(places, ends)
        guard let value = Quantile.value(share, of: fine, edges: Quantile.fineEdges),
            let base = merging == 1 ? value : Quantile.value(share, of: all, edges: mergedEdges)
        else { return nil }
        let used = (all.lastIndex { $0 > 0 } ?? -1) + 1
        var rest = [UInt64](repeating: 0, count: used)
        let leavingOut = (0..<sections).map { section -> Double? in
            for bin in 0..<used { rest[bin] = all[bin] }
            for start in starts(section, places, ends) {
                for bin in 0..<used { rest[bin] -= sectioned[start + bin] }
            }
            return Quantile.value(share, of: rest, edges: mergedEdges).map { value + ($0 - base) }
        }
        return JackknifedValue(value: value, leavingOut: leavingOut)
    }
}

/// A statistic and what it becomes with each section left out.
struct JackknifedValue: Sendable {
    var value: Double
    var leavingOut: [Double?]
}
