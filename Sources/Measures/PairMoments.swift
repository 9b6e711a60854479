/// Sums of x, y and their products up to the third order over observations, taken from the first observation as origin,
/// so that a mean far from zero costs no digits.
struct PairMoments: Sendable {
    var originX = 0.0
    var originY = 0.0
    var x = 0.0
    var y = 0.0
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    /// What the skewness of a ratio's residuals is made of.
    var xxx = 0.0
    var xxy = 0.0
    var xyy = 0.0
    var yyy = 0.0

    mutating func add(_ newX: Double, _ newY: Double, isFirst: Bool) {
        if isFirst { begin(newX, newY) } else { add(newX, newY) }
    }

    /// Takes the first observation as origin.
    mutating func begin(_ newX: Double, _ newY: Double) {
        originX = newX
        originY = newY
    }

    /// Adds a further observation whose y is that of every other: a mean, not a ratio.
    mutating func addMean(_ newX: Double) {
        let dx = newX - originX
        let dxx = dx * dx
        x += dx
        xx += dxx
        xxx += dxx * dx
    }

    /// Adds a further observation.
    mutating func add(_ newX: Double, _ newY: Double) {
        let dx = newX - originX
        let dy = newY - originY
        // What happens rarely mostly has not happened on the first day, and not on this one.
        if dx == 0 && dy == 0 { return }
        let dxx = dx * dx
        let dyy = dy * dy
        x += dx
        y += dy
        xx += dxx
        xy += dx * dy
        yy += dyy
        xxx += dxx * dx
        xxy += dxx * dy
        xyy += dx * dyy
        yyy += dyy * dy
    }

    /// Σx and Σy. Whole numbers stay exact.
    func totals(_ observations: Int) -> (x: Double, y: Double) {
        let n = Double(observations)
        return (n * originX + x, n * originY + y)
    }

    /// Whether at least two of the observations have something in the denominator: squares that sum to the square of
    /// the sum are those of one number alone, since no denominator is negative.
    func hasSeveralDenominators(_ observations: Int) -> Bool {
        let total = totals(observations).y
        return total * total > denominatorSquares(observations) * (1 + 1e-9)
    }

    /// Whether every denominator is 0 or 1, as of days that are judged or not.
    func countsOnes(_ observations: Int) -> Bool {
        let total = totals(observations).y
        return abs(denominatorSquares(observations) - total) <= 1e-9 * total
    }

    private func denominatorSquares(_ observations: Int) -> Double {
        Double(observations) * originY * originY + 2 * originY * y + yy
    }

    /// The residuals e = x − r·y of a ratio r around their mean.
    func residuals(of ratio: Double, _ observations: Int) -> Residuals {
        let n = Double(observations)
        let (meanX, meanY) = (x / n, y / n)
        let cxx = max(0, xx - x * meanX)
        let cxy = xy - x * meanY
        let cyy = max(0, yy - y * meanY)
        let spread = cxx + ratio * ratio * cyy
        let ee = spread - 2 * ratio * cxy
        // What is left by rounding alone is no variance.
        guard ee > 1e-13 * spread, n > 1 else {
            return Residuals(variance: 0, covariance: 0, denominatorVariance: cyy / max(1, n - 1), skewness: 0)
        }
        let cubes = residualCubes(of: ratio, observations)
        let variance = ee / (n - 1)
        return Residuals(
            variance: variance, covariance: (cxy - ratio * cyy) / (n - 1), denominatorVariance: cyy / (n - 1),
            skewness: SkewCorrection.possible(cubes / n / (variance * variance.squareRoot()), observations))
    }

    /// Sum of the third powers of these residuals.
    func residualCubes(of ratio: Double, _ observations: Int) -> Double {
        let n = Double(observations)
        let (meanX, meanY) = (x / n, y / n)
        let cxxx = xxx - 3 * meanX * xx + 2 * n * meanX * meanX * meanX
        let cxxy = xxy - 2 * meanX * xy - meanY * xx + 2 * n * meanX * meanX * meanY
        let cxyy = xyy - 2 * meanY * xy - meanX * yy + 2 * n * meanX * meanY * meanY
        let cyyy = yyy - 3 * meanY * yy + 2 * n * meanY * meanY * meanY
        return cxxx - 3 * ratio * cxxy + 3 * ratio * ratio * cxyy - ratio * ratio * ratio * cyyy
    }

    /// Variances (over n − 1) and skewness of residuals.
    struct Residuals {
        var variance: Double
        /// With the denominator.
        var covariance: Double
        var denominatorVariance: Double
        /// Third central moment over the cube of the standard deviation.
        var skewness: Double
    }
}
