import Engine

/// What happened in one replication, or in a part of it, as numbers that add up over replications.
struct Sums: Sendable {
    /// 1 for one replication.
    var replications = 1.0
    var arrivals = 0.0
    /// Square of this replication's arrivals, for their variance over replications.
    var arrivalsSquared = 0.0
    var blocked = 0.0
    var balked = 0.0
    var answered = 0.0
    var abandoned = 0.0
    var hungUpAtClose = 0.0
    var delayed = 0.0
    var answeredWait = 0.0
    var abandonedWait = 0.0
    var otherWait = 0.0
    /// Areas under the number waiting, busy and present, and the time they are taken over, in seconds.
    var queueArea = 0.0
    var busyArea = 0.0
    var presentArea = 0.0
    var seconds = 0.0
    /// What only a log of the contacts tells.
    var answeredWaitSquared = 0.0
    var abandonedWaitSquared = 0.0
    var queueSquareArea = 0.0
    var busySquareArea = 0.0
    var allBusyArea = 0.0
    /// Two numbers of the replication and their products: the number at a moment, or the arrivals of two spans.
    var first = 0.0
    var second = 0.0
    var firstSquared = 0.0
    var secondSquared = 0.0
    var product = 0.0
    /// For each threshold: answered, and abandoned, within it.
    var answeredWithin: [Double]
    var abandonedWithin: [Double]

    init(thresholds: Int) {
        answeredWithin = [Double](repeating: 0, count: thresholds)
        abandonedWithin = answeredWithin
    }

    /// What the counts of a replication hold of some rows, for one class or for all.
    init(_ counts: Counts, rows: Range<Int>, customerClass: Int?, thresholds: Int) {
        self.init(thresholds: thresholds)
        let layout = counts.layout
        let classes = customerClass.map { $0..<($0 + 1) } ?? 0..<layout.classes
        for row in rows {
            seconds += counts[lengthOfRow: row]
            for place in classes {
                func count(_ which: ClassCount) -> Double { counts[row: row, customerClass: place, which] }
                arrivals += count(.arrivals)
                blocked += count(.blocked)
                balked += count(.balked)
                answered += count(.answered)
                abandoned += count(.abandoned)
                hungUpAtClose += count(.hungUpAtClose)
                delayed += count(.delayed)
                answeredWait += count(.answeredWaitSeconds)
                abandonedWait += count(.abandonedWaitSeconds)
                otherWait += count(.otherWaitSeconds)
                queueArea += count(.queueSeconds)
                for threshold in 0..<thresholds {
                    answeredWithin[threshold] +=
                        counts[row: row, customerClass: place, .answeredWithin, threshold: threshold]
                    abandonedWithin[threshold] +=
                        counts[row: row, customerClass: place, .abandonedWithin, threshold: threshold]
                }
            }
            for group in 0..<layout.groups {
                busyArea += counts[row: row, group: group, .busySeconds]
                presentArea += counts[row: row, group: group, .presentSeconds]
            }
        }
        arrivalsSquared = arrivals * arrivals
    }

    /// A pair of numbers of one replication.
    init(_ first: Double, _ second: Double = 0) {
        self.init(thresholds: 0)
        self.first = first
        self.second = second
        firstSquared = first * first
        secondSquared = second * second
        product = first * second
    }

    private static let fields: [WritableKeyPath<Sums, Double> & Sendable] = [
        \.replications, \.arrivals, \.arrivalsSquared, \.blocked, \.balked, \.answered, \.abandoned, \.hungUpAtClose,
        \.delayed, \.answeredWait, \.abandonedWait, \.otherWait, \.queueArea, \.busyArea, \.presentArea, \.seconds,
        \.answeredWaitSquared, \.abandonedWaitSquared, \.queueSquareArea, \.busySquareArea, \.allBusyArea, \.first,
        \.second, \.firstSquared, \.secondSquared, \.product,
    ]

    mutating func add(_ other: Sums, times sign: Double = 1) {
        for field in Sums.fields { self[keyPath: field] += sign * other[keyPath: field] }
        for threshold in answeredWithin.indices {
            answeredWithin[threshold] += sign * other.answeredWithin[threshold]
            abandonedWithin[threshold] += sign * other.abandonedWithin[threshold]
        }
    }

    /// Asked for an agent and were not blocked.
    var offered: Double { arrivals - blocked }
    var waits: Double { answeredWait + abandonedWait + otherWait }
}

/// A function of sums and its standard error over replications.
struct JackknifeEstimate {
    var value: Double
    var standardError: Double

    /// Leaves out each section of the replications in turn (Quenouille 1956, Tukey 1958).
    init(_ sections: [Sums], _ function: (Sums) -> Double) {
        var total = sections[0]
        for sums in sections.dropFirst() { total.add(sums) }
        value = function(total)
        let partial = sections.map { sums in
            var rest = total
            rest.add(sums, times: -1)
            return function(rest)
        }
        let count = Double(partial.count)
        let mean = partial.reduce(0, +) / count
        let squares = partial.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardError = ((count - 1) / count * squares).squareRoot()
    }
}
