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
    private(set) var pooled: [UInt64]
    /// `section → place → end → merged bins`.
    private(set) var sectioned: [UInt64]
    /// Observations in each section.
    private(set) var sizes: [Int]

    let mergedBins: Int
    private let mergedEdges: [Double]
    /// Histograms of a place: the first of `WaitHistogram.End`, as many as the counts keep.
    let kinds: Int

    init(places: Int, kinds: Int, sections: Int, merging: Int) {
        self.places = places
        self.kinds = kinds
        self.sections = sections
        self.merging = merging
        mergedBins = Quantile.mergedBins(merging: merging)
        mergedEdges = Quantile.edges(merging: merging)
        pooled = [UInt64](repeating: 0, count: places * kinds * WaitHistogram.bins)
        sectioned = [UInt64](repeating: 0, count: sections * places * kinds * mergedBins)
        sizes = [Int](repeating: 0, count: sections)
    }

    /// Opens the next observation; `add` then fills it.
    mutating func beginObservation(_ number: Int) { sizes[number % sections] += 1 }

    /// Adds one class's histograms, all ends, which start at `start`.
    mutating func add(_ histograms: [UInt64], from start: Int, place: Int, observation: Int) {
        let section = observation % sections
        precondition(place < places && start + kinds * WaitHistogram.bins <= histograms.count)
        histograms.withUnsafeBufferPointer { all in
            for end in 0..<kinds {
                let new = UnsafeBufferPointer(
                    rebasing: all[(start + end * WaitHistogram.bins)..<(start + (end + 1) * WaitHistogram.bins)])
                let used = Self.used(new)
                let coarse = ((section * places + place) * kinds + end) * mergedBins
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
                let fine = (place * kinds + end) * WaitHistogram.bins
                pooled.withUnsafeMutableBufferPointer { pool in
                    for bin in 0..<used { pool[fine + bin] &+= new[bin] }
                }
            }
        }
    }

    /// Bins up to the last that holds anything. Waits of hours are rare, and short days leave most bins empty: so they are
    /// looked at from the far end, sixteen at once.
    private static func used(_ bins: UnsafeBufferPointer<UInt64>) -> Int {
        var used = bins.count
        while used >= 16 {
            var any: UInt64 = 0
            for bin in (used - 16)..<used { any |= bins[bin] }
            if any > 0 { break }
            used -= 16
        }
        while used > 0 && bins[used - 1] == 0 { used -= 1 }
        return used
    }

    /// Whether any of these places had a wait so long that it lies in the last bin, which has no end.
    func holdsEndless(_ places: [Int]) -> Bool {
        (merged(places, WaitHistogram.End.allCases.filter { $0.rawValue < kinds }).last ?? 0) > 0
    }

    /// Contacts by bin, of several places together.
    func merged(_ places: [Int], _ ends: [WaitHistogram.End]) -> [UInt64] {
        var bins = [UInt64](repeating: 0, count: WaitHistogram.bins)
        for place in places {
            for end in ends {
                let start = (place * kinds + end.rawValue) * WaitHistogram.bins
                bins.withUnsafeMutableBufferPointer { bins in
                    pooled.withUnsafeBufferPointer { pool in
                        for bin in 0..<bins.count { bins[bin] &+= pool[start + bin] }
                    }
                }
            }
        }
        return bins
    }

    /// The same in bins as wide as those of the sections.
    func mergedSections(_ places: [Int], _ ends: [WaitHistogram.End]) -> [UInt64] {
        guard merging > 1 else { return merged(places, ends) }
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

    func starts(_ section: Int, _ places: [Int], _ ends: [WaitHistogram.End]) -> [Int] {
        places.flatMap { place in
            ends.map { ((section * self.places + place) * kinds + $0.rawValue) * mergedBins }
        }
    }

    /// A statistic of the pooled waits of several places together, and what it becomes with each section left out;
    /// nil where the counts keep no such waits, or too few to say.
    func value(of statistic: WaitStatistic, _ waits: Measure.Waits, in places: [Int]) -> JackknifedValue? {
        guard (waits.ends + waits.censored).allSatisfy({ $0.rawValue < kinds }) else { return nil }
        let all = mergedSections(places, waits.ends)
        let cut = waits.censored.isEmpty ? [] : mergedSections(places, waits.censored)
        let fineAll = merging == 1 ? all : merged(places, waits.ends)
        let fineCut = merging == 1 || cut.isEmpty ? cut : merged(places, waits.censored)
        guard let value = statistic.value(ended: fineAll, censored: fineCut, edges: Quantile.fineEdges),
            let base = merging == 1 ? value : statistic.value(ended: all, censored: cut, edges: mergedEdges)
        else { return nil }
        let used = 1 + max(all.lastIndex { $0 > 0 } ?? -1, cut.lastIndex { $0 > 0 } ?? -1)
        let leavingOut = (0..<sections).map { section -> Double? in
            let rest = without(section, all[..<used], starts(section, places, waits.ends))
            let restCut = cut.isEmpty ? [] : without(section, cut[..<used], starts(section, places, waits.censored))
            return statistic.value(ended: rest, censored: restCut, edges: mergedEdges).map { value + ($0 - base) }
        }
        return JackknifedValue(value: value, leavingOut: leavingOut)
    }

    private func without(_ section: Int, _ all: ArraySlice<UInt64>, _ starts: [Int]) -> [UInt64] {
        var rest = Array(all)
        for start in starts {
            for bin in rest.indices { rest[bin] -= sectioned[start + bin] }
        }
        return rest
    }
}

/// What is asked of a histogram of waits.
enum WaitStatistic: Sendable {
    case quantile(Double)
    case mean

    /// Seconds; nil where there is nothing to compute it from.
    ///
    /// - Parameter censored: empty where everybody's wait has ended.
    func value(ended: [UInt64], censored: [UInt64], edges: [Double]) -> Double? {
        let none = censored.isEmpty
        switch self {
        case .quantile(let share) where none: return Quantile.value(share, of: ended, edges: edges)
        case .quantile(let share):
            return KaplanMeier(ended: ended, censored: censored, edges: edges).quantile(share)
        case .mean:
            let cut = none ? [UInt64](repeating: 0, count: ended.count) : censored
            return KaplanMeier(ended: ended, censored: cut, edges: edges).mean
        }
    }
}

/// A statistic and what it becomes with each section left out.
struct JackknifedValue: Sendable {
    var value: Double
    var leavingOut: [Double?]
}
