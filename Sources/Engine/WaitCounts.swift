/// The histograms of waits of one replication, as it hands them over: bins that hold anything, and no others.
///
/// A day of a thousand contacts fills some hundreds of the tens of thousands of bins that its classes have. Passing over
/// the others would take longer than simulating a short day.
public struct WaitCounts: Sendable, Equatable {
    public struct Bin: Sendable, Equatable {
        /// Where it lies: `CountsLayout.histogram(row:customerClass:of:)`, and the bin's number within that.
        public var place: Int
        /// Contacts, at least one.
        public var number: UInt64
    }
    /// In rising order of their places.
    public private(set) var bins: [Bin] = []

    public init() {}

    /// - Parameters:
    ///   - dense: all bins, of which those that are not marked are zero.
    ///   - marks: a bit for each, the lowest of the first word for the first.
    init(_ dense: UnsafePointer<UInt64>, marks: BinMarks) {
        bins.reserveCapacity(marks.count)
        marks.forEach { bins.append(Bin(place: $0, number: dense[$0])) }
    }

    /// Bins whose places lie in a range: O(log n).
    public subscript(places: Range<Int>) -> ArraySlice<Bin> {
        bins[index(of: places.lowerBound)..<index(of: places.upperBound)]
    }

    /// Contacts in one bin, whether it holds any or not: O(log n), and O(n) to fill an empty one.
    public subscript(place: Int) -> UInt64 {
        get {
            let index = index(of: place)
            return index < bins.count && bins[index].place == place ? bins[index].number : 0
        }
        set {
            let index = index(of: place)
            let isThere = index < bins.count && bins[index].place == place
            switch (isThere, newValue) {
            case (true, 0): bins.remove(at: index)
            case (true, _): bins[index].number = newValue
            case (false, 0): break
            case (false, _): bins.insert(Bin(place: place, number: newValue), at: index)
            }
        }
    }

    /// Contacts in all bins of a range.
    public func total(in places: Range<Int>) -> UInt64 { self[places].reduce(0) { $0 &+ $1.number } }

    /// Empties all bins of a range.
    public mutating func empty(_ places: Range<Int>) {
        bins.removeSubrange(index(of: places.lowerBound)..<index(of: places.upperBound))
    }

    /// The first bin that does not lie before a place.
    private func index(of place: Int) -> Int {
        var (low, high) = (0, bins.count)
        while low < high {
            let middle = (low + high) / 2
            if bins[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Which of many bins hold anything: a bit for each, so that marking one again and again costs no question, and the marked
/// are found in rising order by looking at a 64th of them.
struct BinMarks {
    private let words: UnsafeMutablePointer<UInt64>
    private let wordCount: Int

    /// All unmarked.
    init(bins: Int) {
        wordCount = (bins + 63) / 64
        words = .allocate(capacity: wordCount)
        words.initialize(repeating: 0, count: wordCount)
    }

    func deallocate() { words.deallocate() }

    @inline(__always)
    func mark(_ bin: Int) { words[bin &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: bin) }

    /// The marked.
    var count: Int { (0..<wordCount).reduce(0) { $0 &+ words[$1].nonzeroBitCount } }

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for place in 0..<wordCount {
            var left = words[place]
            while left != 0 {
                body(place &* 64 &+ left.trailingZeroBitCount)
                left &= left &- 1
            }
        }
    }

    /// Unmarks all of them.
    func clear() { words.update(repeating: 0, count: wordCount) }
}
