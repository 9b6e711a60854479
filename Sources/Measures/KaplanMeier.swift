/// Waits of whom some never came to their end: the product-limit estimate (Kaplan and Meier, 1958), from histograms.
///
/// Somebody who gave up after 10 minutes would have waited longer than that, nobody knows how long: a censored
/// observation. Leaving such people out would shorten the waits of all. Within a bin the ended come before the
/// censored, and are taken as evenly spread, so that an estimate is off by less than the bin's width.
struct KaplanMeier {
    /// Share who wait beyond the lower edge of a bin, and beyond its upper edge; only bins in which somebody's wait
    /// ended or was cut off.
    private var steps: [(bin: Int, before: Double, after: Double)] = []
    private let edges: [Double]

    /// - Parameters:
    ///   - ended: people by bin whose wait came to its end.
    ///   - censored: people by bin who had waited so long when last seen; as many bins.
    ///   - edges: lower edges of the bins and, last, the upper edge of the last; bin 0 holds waits of zero.
    init(ended: [UInt64], censored: [UInt64], edges: [Double]) {
        self.edges = edges
        var atRisk: UInt64 = 0
        for bin in ended.indices { atRisk += ended[bin] + censored[bin] }
        var share = 1.0
        for bin in ended.indices where ended[bin] + censored[bin] > 0 {
            let before = share
            share *= Double(atRisk - ended[bin]) / Double(atRisk)
            atRisk -= ended[bin] + censored[bin]
            steps.append((bin, before, share))
        }
    }

    /// The last bin, which has no end.
    private var endlessBin: Int { edges.count - 2 }
    private var hasEnded: Bool { steps.contains { $0.after < $0.before } }

    /// The wait in seconds that this share does not exceed; nil where too few came to an end to say.
    func quantile(_ share: Double) -> Double? {
        guard hasEnded, let step = steps.first(where: { 1 - $0.after >= share - 1e-12 && $0.after < $0.before })
        else { return nil }
        guard step.bin > 0 else { return 0 }
        guard step.bin < endlessBin else { return nil }
        let within = max(0, min(1, (share - (1 - step.before)) / (step.before - step.after)))
        return edges[step.bin] + within * (edges[step.bin + 1] - edges[step.bin])
    }

    /// The mean wait in seconds up to the longest that was seen (the restricted mean; Irwin, 1949): where the longest
    /// are censored, the truth is longer. Nil where no wait came to its end, or one is too long for the bins.
    ///
    /// Asked thousands of times, of histograms that are mostly empty: found in one pass, without keeping the steps.
    /// - Parameter censored: empty where everybody's wait has ended.
    static func mean(ended: [UInt64], censored: [UInt64], edges: [Double]) -> Double? {
        let isCut = !censored.isEmpty
        var (atRisk, all): (UInt64, UInt64) = (0, 0)
        for bin in ended.indices { all &+= ended[bin] }
        for bin in censored.indices { atRisk &+= censored[bin] }
        guard all > 0 else { return nil }
        atRisk &+= all
        let endlessBin = edges.count - 2
        var (sum, edge, share) = (0.0, 0.0, 1.0)
        for bin in ended.indices {
            let gone = ended[bin] &+ (isCut ? censored[bin] : 0)
            if gone == 0 { continue }
            guard bin < endlessBin else { return nil }
            let before = share
            share *= Double(atRisk - ended[bin]) / Double(atRisk)
            atRisk -= gone
            sum += before * (edges[bin] - edge)
            edge = edges[bin + 1]
            sum += (before + share) / 2 * (edge - edges[bin])
        }
        return sum
    }

    /// The share whose wait has ended by the upper edge of each bin.
    static func gone(ended: [UInt64], censored: [UInt64]) -> [Double] {
        precondition(ended.count == censored.count)
        return [Double](unsafeUninitializedCapacity: ended.count) { gone, count in
            count = ended.count
            ended.withUnsafeBufferPointer { ended in
                censored.withUnsafeBufferPointer { censored in
                    var atRisk: UInt64 = 0
                    for bin in 0..<ended.count { atRisk &+= ended[bin] &+ censored[bin] }
                    var waiting = 1.0
                    for bin in 0..<ended.count {
                        if ended[bin] > 0 { waiting *= Double(atRisk - ended[bin]) / Double(atRisk) }
                        atRisk -= ended[bin] + censored[bin]
                        gone[bin] = 1 - waiting
                    }
                }
            }
        }
    }
}
