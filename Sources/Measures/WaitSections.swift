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
    /// `place → end → bins`: all sections together.
    private(set) var pooled: [UInt64]
    /// `place → end`: its waits by section. Most kinds of waits are short or never happen, and need little room.
    private(set) var sectioned: [SectionedHistogram]
    /// Observations in each section.
    private(set) var sizes: [Int]
    /// `place → end`: waits of the latest observation.
    private(set) var ofObservation: [UInt64]

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
        sectioned = .init(repeating: SectionedHistogram(sections: sections, most: mergedBins), count: places * kinds)
        sizes = [Int](repeating: 0, count: sections)
        ofObservation = [UInt64](repeating: 0, count: places * kinds)
    }

    /// Opens the next observation; `add` then fills it.
    mutating func beginObservation(_ number: Int) {
        sizes[number % sections] += 1
        for histogram in ofObservation.indices { ofObservation[histogram] = 0 }
    }

    /// Adds one class's histograms, all ends, which start at `start`.
    mutating func add(_ waits: WaitCounts, from start: Int, place: Int, observation: Int) {
        let (section, merging) = (observation % sections, merging)
        precondition(place < places)
        for end in 0..<kinds {
            let first = start + end * WaitHistogram.bins
            let filled = waits[first..<(first + WaitHistogram.bins)]
            guard let longest = filled.last else { continue }
            let histogram = place * kinds + end
            var held: UInt64 = 0
            pooled.withUnsafeMutableBufferPointer { pool in
                let pool = pool.baseAddress! + histogram * WaitHistogram.bins
                let last = Self.merged(longest.place - first, merging)
                sectioned[histogram].withSection(section, bins: last + 1) { own in
                    for new in filled {
                        let bin = new.place &- first
                        pool[bin] &+= new.number
                        own[Self.merged(bin, merging)] &+= new.number
                        held &+= new.number
                    }
                }
            }
            ofObservation[histogram] &+= held
        }
    }

    /// The bin of sections that a bin belongs to; waits of exactly zero keep their own.
    @inline(__always)
    private static func merged(_ bin: Int, _ merging: Int) -> Int {
        merging == 1 || bin == 0 ? bin : 1 &+ (bin &- 1) / merging
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
        for histogram in self.histograms(places, ends) {
            for section in 0..<sections where sizes[section] > 0 { sectioned[histogram].add(section, to: &bins) }
        }
        return bins
    }

    /// Where the histograms of these places and ends lie.
    func histograms(_ places: [Int], _ ends: [WaitHistogram.End]) -> [Int] {
        places.flatMap { place in ends.map { place * kinds + $0.rawValue } }
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
        let (ended, censored) = (
            histograms(places, waits.ends), waits.censored.isEmpty ? [] : histograms(places, waits.censored)
        )
        let leavingOut = (0..<sections).map { section -> Double? in
            let rest = without(section, all[..<used], ended)
            let restCut = cut.isEmpty ? [] : without(section, cut[..<used], censored)
            return statistic.value(ended: rest, censored: restCut, edges: mergedEdges).map { value + ($0 - base) }
        }
        return JackknifedValue(value: value, leavingOut: leavingOut)
    }

    private func without(_ section: Int, _ all: ArraySlice<UInt64>, _ histograms: [Int]) -> [UInt64] {
        var rest = Array(all)
        for histogram in histograms { sectioned[histogram].subtract(section, from: &rest) }
        return rest
    }
}

/// One histogram of waits by section of the observations, with room for as many bins as were ever needed.
struct SectionedHistogram: Sendable {
    let sections: Int
    /// Bins that there are.
    let most: Int
    /// Bins that each section has room for.
    private(set) var room = 0
    /// `section → bins`.
    private var counts: [UInt64] = []

    init(sections: Int, most: Int) {
        self.sections = sections
        self.most = most
    }

    /// Hands out one section's bins, with room for so many.
    mutating func withSection(_ section: Int, bins: Int, _ body: (UnsafeMutablePointer<UInt64>) -> Void) {
        precondition(section < sections && bins <= most)
        if bins > room { makeRoom(for: bins) }
        counts.withUnsafeMutableBufferPointer { body($0.baseAddress! + section * room) }
    }

    private mutating func makeRoom(for bins: Int) {
        // An octave more at once, so that it is seldom done.
        let more = min(most, (bins + 127) / 128 * 128)
        var wider = [UInt64](repeating: 0, count: sections * more)
        for section in 0..<sections {
            for bin in 0..<room { wider[section * more + bin] = counts[section * room + bin] }
        }
        counts = wider
        room = more
    }

    /// Adds a section's bins to those of a sum, as far as that goes; what it has beyond must be empty.
    func add(_ section: Int, to sum: inout [UInt64]) { merge(section, into: &sum) { $0 &+= $1 } }

    /// Takes a section's bins away from a sum that holds them.
    func subtract(_ section: Int, from sum: inout [UInt64]) { merge(section, into: &sum) { $0 &-= $1 } }

    @inline(__always)
    private func merge(_ section: Int, into sum: inout [UInt64], _ step: (inout UInt64, UInt64) -> Void) {
        let shared = min(room, sum.count)
        counts.withUnsafeBufferPointer { counts in
            sum.withUnsafeMutableBufferPointer { sum in
                guard shared > 0, let own = counts.baseAddress.map({ $0 + section * room }) else { return }
                for bin in 0..<shared { step(&sum[bin], own[bin]) }
            }
        }
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
        case .mean: return KaplanMeier.mean(ended: ended, censored: censored, edges: edges)
        }
    }
}

/// A statistic and what it becomes with each section left out.
struct JackknifedValue: Sendable {
    var value: Double
    var leavingOut: [Double?]
}
