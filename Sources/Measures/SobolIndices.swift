/// Which axis of a sweep moves a number: how much of its variance over the points each axis explains alone, and how much
/// it takes part in (Sobol 1993).
///
/// Every value of a list, and every number of a range, counts as equally likely.
public struct SobolIndices: Sendable, Equatable {
    /// By axis: of the variance, what knowing this axis alone would take away; from 0 to 1 but for the noise of sampling.
    public let firstOrder: [Double]
    /// By axis: of the variance, what is left when all other axes are known (Homma and Saltelli 1996).
    public let total: [Double]

    /// Of a full grid, exactly: the analysis of variance of all combinations.
    /// - Parameters:
    ///   - levels: how many values each axis has.
    ///   - values: one for each point, the last axis moving fastest.
    /// - Returns: nil when nothing varies.
    public init?(levels: [Int], values: [Double]) {
        let points = levels.reduce(1, *)
        guard points == values.count, points > 1 else { return nil }
        let mean = values.reduce(0, +) / Double(points)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(points)
        guard variance > 0, Self.isMore(variance, than: mean) else { return nil }
        var first: [Double] = []
        var total: [Double] = []
        var stride = points
        for count in levels {
            stride /= count
            var byLevel = [Double](repeating: 0, count: count)
            for (point, value) in values.enumerated() { byLevel[point / stride % count] += value - mean }
            let share = Double(count) / Double(points)
            first.append(
                byLevel.reduce(0) { $0 + ($1 * share) * ($1 * share) } / Double(count) / variance)
            // What this axis does where all others stand still.
            var within = 0.0
            for start in 0..<points where start / stride % count == 0 {
                let line = (0..<count).map { values[start + $0 * stride] }
                let middle = line.reduce(0, +) / Double(count)
                within += line.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
            }
            total.append(within / Double(points) / variance)
        }
        firstOrder = first
        self.total = total
    }

    /// Of pairs of points, each followed by the first with one axis at a time from the second: the estimators of
    /// Saltelli et al. (2010) for first-order and of Jansen (1999) for total indices.
    /// - Returns: nil when nothing varies, or the number of values does not fit.
    public init?(axes: Int, radial values: [Double]) {
        let block = axes + 2
        guard axes > 0, values.count % block == 0, values.count > block else { return nil }
        let pairs = values.count / block
        let n = Double(pairs)
        var mean = 0.0
        for pair in 0..<pairs { mean += (values[pair * block] + values[pair * block + 1]) / (2 * n) }
        var variance = 0.0
        for pair in 0..<pairs {
            let (a, b) = (values[pair * block] - mean, values[pair * block + 1] - mean)
            variance += (a * a + b * b) / (2 * n)
        }
        guard variance > 0, Self.isMore(variance, than: mean) else { return nil }
        var first = [Double](repeating: 0, count: axes)
        var total = first
        for pair in 0..<pairs {
            let (a, b) = (values[pair * block], values[pair * block + 1])
            for axis in 0..<axes {
                let mixed = values[pair * block + 2 + axis]
                // Centred, which leaves the expectation and takes most of the noise away.
                first[axis] += (b - mean) * (mixed - a) / n / variance
                total[axis] += (a - mixed) * (a - mixed) / (2 * n) / variance
            }
        }
        firstOrder = first
        self.total = total
    }

    /// More than rounding makes of a number that does not vary.
    private static func isMore(_ variance: Double, than mean: Double) -> Bool { variance > 1e-24 * mean * mean }
}
