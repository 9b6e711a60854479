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
    ///   - bins: which bins these are, in rising order; nil where they are all that there are.
    ///   - edges: lower edges of all bins and, last, the upper edge of the last; bin 0 holds waits of zero.
    init(ended: [UInt64], censored: [UInt64], bins: [Int]? = nil, edges: [Double]) {
        self.edges = edges
        var limit = ProductLimit(of: ended.reduce(0, &+) &+ censored.reduce(0, &+))
        for index in ended.indices where ended[index] + censored[index] > 0 {
            let before = limit.waiting
            limit.pass(ended: ended[index], censored: censored[index])
            steps.append((bins?[index] ?? index, before, limit.waiting))
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
    /// Asked thousands of times: found in one pass, without keeping the steps.
    /// - Parameters:
    ///   - censored: empty where everybody's wait has ended.
    ///   - bins: which bins these are, in rising order; nil where they are all that there are.
    static func mean(ended: [UInt64], censored: [UInt64], bins: [Int]? = nil, edges: [Double]) -> Double? {
        let isCut = !censored.isEmpty
        let all = ended.reduce(0, &+)
        guard all > 0 else { return nil }
        var limit = ProductLimit(of: all &+ censored.reduce(0, &+))
        let endlessBin = edges.count - 2
        var (sum, edge) = (0.0, 0.0)
        for index in ended.indices {
            let cut = isCut ? censored[index] : 0
            if ended[index] &+ cut == 0 { continue }
            let bin = bins?[index] ?? index
            guard bin < endlessBin else { return nil }
            let before = limit.waiting
            limit.pass(ended: ended[index], censored: cut)
            sum += before * (edges[bin] - edge)
            edge = edges[bin + 1]
            sum += (before + limit.waiting) / 2 * (edge - edges[bin])
        }
        return sum
    }
}

/// The product-limit estimate on its way through the bins.
struct ProductLimit {
    /// People whose wait has neither ended nor been cut off: a whole number.
    private var atRisk: Double
    /// The share who wait longer.
    private(set) var waiting = 1.0

    init(of people: UInt64) { atRisk = Double(people) }

    /// The next bin. Its numbers are below 2⁶³, as which a processor reads them many times faster.
    @inline(__always)
    mutating func pass(ended: UInt64, censored: UInt64) {
        if ended > 0 { waiting *= (atRisk - Double(Int64(bitPattern: ended))) / atRisk }
        atRisk -= Double(Int64(bitPattern: ended &+ censored))
    }
}
