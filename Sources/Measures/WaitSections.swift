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
    /// Of the bins of sections.
    let mergedEdges: [Double]
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
        let (sections, section, merging) = (sections, observation % sections, merging)
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
                        own[Self.merged(bin, merging) &* sections] &+= new.number
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
        var bins = [UInt64](repeating: 0, count: mergedBins)
        for histogram in histograms(places, ends) { sectioned[histogram].addSums(to: &bins) }
        return bins
    }

    /// Where the histograms of these places and ends lie.
    func histograms(_ places: [Int], _ ends: [WaitHistogram.End]) -> [Int] {
        places.flatMap { place in ends.map { place * kinds + $0.rawValue } }
    }
}

/// One histogram of waits by section of the observations, with room for as many bins as were ever needed.
struct SectionedHistogram: Sendable {
    let sections: Int
    /// Bins that there are.
    let most: Int
    /// Bins that there is room for.
    private(set) var room = 0
    /// `bin → section`: more bins move nothing, and what is made of a bin is made of all its sections.
    private var counts: [UInt64] = []

    init(sections: Int, most: Int) {
        self.sections = sections
        self.most = most
    }

    /// Hands out one section's place in the first bin, with room for so many bins; the next bin lies `sections` further.
    mutating func withSection(_ section: Int, bins: Int, _ body: (UnsafeMutablePointer<UInt64>) -> Void) {
        precondition(section < sections && bins <= most)
        if bins > room { makeRoom(for: bins) }
        counts.withUnsafeMutableBufferPointer { body($0.baseAddress! + section) }
    }

    private mutating func makeRoom(for bins: Int) {
        // An octave more at once, so that it is seldom done.
        let more = min(most, (bins + 127) / 128 * 128)
        counts.append(contentsOf: repeatElement(0, count: (more - room) * sections))
        room = more
    }

    /// Adds all sections to sums that have all bins.
    func addSums(to sums: inout [UInt64]) {
        for bin in 0..<room {
            for section in 0..<sections { sums[bin] &+= counts[bin * sections + section] }
        }
    }

    /// Adds some bins of the first sections to sums of their own: O(bins asked for · sections asked for).
    /// - Parameters:
    ///   - bins: in rising order.
    ///   - sums: `index in bins → section`.
    func add(_ bins: UnsafeBufferPointer<Int>, _ asked: Int, to sums: UnsafeMutablePointer<UInt64>) {
        precondition(asked <= sections)
        counts.withUnsafeBufferPointer { counts in
            for index in 0..<bins.count {
                // What lies beyond was never needed.
                guard bins[index] < room, let all = counts.baseAddress else { return }
                let (own, sums) = (all + bins[index] * sections, sums + index * asked)
                for section in 0..<asked { sums[section] &+= own[section] }
            }
        }
    }
}
