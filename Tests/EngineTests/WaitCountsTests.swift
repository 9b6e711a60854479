import Testing

@testable import Engine

/// Histograms as a replication hands them over: only bins that hold anything.
@Suite struct WaitCountsTests {
    private let bins = [(3, 2), (64, 1), (65, 7), (640, 4)].map { (place: $0.0, number: UInt64($0.1)) }

    /// Handed over from a table of 700 bins.
    private func handedOver() -> WaitCounts {
        var dense = [UInt64](repeating: 0, count: 700)
        let marks = BinMarks(bins: dense.count)
        defer { marks.deallocate() }
        for (place, number) in bins.reversed() {
            dense[place] = number
            marks.mark(place)
            marks.mark(place)
        }
        #expect(marks.count == bins.count)
        return WaitCounts(dense, marks: marks)
    }

    @Test func holdsWhatIsFilledInOrder() {
        let counts = handedOver()
        #expect(counts.bins.map(\.place) == bins.map(\.place) && counts.bins.map(\.number) == bins.map(\.number))
        #expect(counts[64] == 1 && counts[63] == 0 && counts[699] == 0)
        #expect(counts[64..<640].map(\.number) == [1, 7] && counts[4..<64].isEmpty)
        #expect(counts.total(in: 0..<700) == 14 && counts.total(in: 65..<66) == 7)
    }

    @Test func clearedMarksMarkNothing() {
        let marks = BinMarks(bins: 130)
        defer { marks.deallocate() }
        for bin in [0, 63, 64, 129] { marks.mark(bin) }
        var found: [Int] = []
        marks.forEach { found.append($0) }
        #expect(found == [0, 63, 64, 129])
        marks.clear()
        marks.forEach { _ in Issue.record("a mark that was cleared") }
        #expect(marks.count == 0)
    }

    @Test func keepsItsOrderWhenBinsAreFilledAndEmptied() {
        var counts = handedOver()
        counts[65] = 0
        counts[100] += 5
        counts[3] -= 1
        counts[2] += 1
        counts[7] = 0
        #expect(counts.bins.map(\.place) == [2, 3, 64, 100, 640] && counts.bins.map(\.number) == [1, 1, 1, 5, 4])
        counts.empty(3..<100)
        #expect(counts.bins.map(\.place) == [2, 100, 640])
        var other = WaitCounts()
        for (place, number) in [(640, 4), (2, 1), (100, 5)] { other[place] = UInt64(number) }
        #expect(other == counts)
    }
}
