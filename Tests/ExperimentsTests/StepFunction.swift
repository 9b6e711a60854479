/// A number that rises by one at each of some moments and falls by one at each of others.
struct StepFunction {
    /// In rising order.
    var begins: [Double]
    var ends: [Double]

    func value(at time: Double) -> Int {
        begins.partitioningIndex { $0 > time } - ends.partitioningIndex { $0 > time }
    }

    /// Integral of a function of the number over a span of time.
    func area(from start: Double, to end: Double, _ value: (Int) -> Double) -> Double {
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
    func partitioningIndex(where belongsToSecond: (Double) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
