import Engine

/// What a replication's log tells that its counts do not: squares of waits, and how the numbers waiting and busy vary.
struct ContactSweep {
    private let log: [CallRecord]
    private let arrivals: [Double]
    private let leavesLine: [Double]
    private let starts: [Double]
    private let ends: [Double]

    init(_ log: [CallRecord]) {
        self.log = log
        let joined = log.filter { $0.waitSeconds > 0 }
        arrivals = joined.map(\.arrivedAt).sorted()
        leavesLine = joined.map { $0.arrivedAt + $0.waitSeconds }.sorted()
        let answered = log.filter { $0.end == .answered }
        starts = answered.map { $0.arrivedAt + $0.waitSeconds }.sorted()
        ends = answered.map { $0.arrivedAt + $0.waitSeconds + $0.talkSeconds! + $0.afterCallSeconds! }.sorted()
    }

    /// Numbers waiting and busy at a moment.
    func number(at time: Double) -> (waiting: Int, busy: Int) {
        func count(_ times: [Double]) -> Int { times.partitioningIndex { $0 > time } }
        return (count(arrivals) - count(leavesLine), count(starts) - count(ends))
    }

    /// Adds the squares of the waits of those of a class, or of all, who arrived within the rows, and the areas over a
    /// window of time, which are of the whole centre and left out for a class.
    func add(
        to sums: inout Sums, rows: Range<Int>, customerClass: Int?, from start: Double, to end: Double, agents: Int?
    ) {
        for record in log
        where rows.contains(record.row) && record.customerClass == customerClass ?? record.customerClass {
            let square = record.waitSeconds * record.waitSeconds
            switch record.end {
            case .answered: sums.answeredWaitSquared += square
            case .abandoned: sums.abandonedWaitSquared += square
            default: break
            }
        }
        guard customerClass == nil else { return }
        sums.queueSquareArea += area(of: arrivals, less: leavesLine, from: start, to: end) { Double($0 * $0) }
        sums.busySquareArea += area(of: starts, less: ends, from: start, to: end) { Double($0 * $0) }
        if let agents {
            sums.allBusyArea += area(of: starts, less: ends, from: start, to: end) { $0 == agents ? 1 : 0 }
        }
    }

    /// Integral of a function of the number of `begins` that have no `end` yet.
    private func area(
        of begins: [Double], less ends: [Double], from start: Double, to end: Double, _ value: (Int) -> Double
    ) -> Double {
        var begun = begins.partitioningIndex { $0 > start }
        var ended = ends.partitioningIndex { $0 > start }
        var now = start
        var area = 0.0
        while true {
            let begin = begun < begins.count ? begins[begun] : .infinity
            let finish = ended < ends.count ? ends[ended] : .infinity
            let next = min(begin, finish, end)
            area += value(begun - ended) * (next - now)
            now = next
            if now >= end { return area }
            // Of two at one moment either may come first: no time passes between them.
            if begin <= finish { begun += 1 } else { ended += 1 }
        }
    }
}

extension [Double] {
    /// The first position whose element, and every later one, satisfies the condition.
    fileprivate func partitioningIndex(where belongsToSecond: (Double) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
