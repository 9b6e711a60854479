/// Products of one plan's numerators and denominators with another's over the same observations: what a paired
/// difference needs beside the moments of each plan by itself.
///
/// The first observation is the origin, as in `PairMoments`, so that the two go together.
struct PairedMoments: Sendable {
    private var origin = (xa: 0.0, ya: 0.0, xb: 0.0, yb: 0.0)
    /// Σ xa·xb, Σ xa·yb, Σ ya·xb, Σ ya·yb.
    private(set) var xx = 0.0
    private(set) var xy = 0.0
    private(set) var yx = 0.0
    private(set) var yy = 0.0
    /// Products of three: two of the one plan and one of the other.
    private var oneTwice = Mixed()
    private var otherTwice = Mixed()
    /// Observations in which the plans gave different numbers.
    private(set) var differing = 0
    /// True while both plans gave the same numbers in every observation.
    var isSame: Bool { differing == 0 }

    mutating func add(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double), isFirst: Bool) {
        if a != b { differing += 1 }
        if isFirst {
            origin = (a.x, a.y, b.x, b.y)
            return
        }
        let (xa, ya) = (a.x - origin.xa, a.y - origin.ya)
        let (xb, yb) = (b.x - origin.xb, b.y - origin.yb)
        xx += xa * xb
        xy += xa * yb
        yx += ya * xb
        yy += ya * yb
        oneTwice.add(xa, ya, xb, yb)
        otherTwice.add(xb, yb, xa, ya)
    }

    /// Sums of products of two numbers of one plan with one of the other.
    private struct Mixed {
        var xxx = 0.0
        var xxy = 0.0
        var xyx = 0.0
        var xyy = 0.0
        var yyx = 0.0
        var yyy = 0.0

        mutating func add(_ x: Double, _ y: Double, _ otherX: Double, _ otherY: Double) {
            xxx += x * x * otherX
            xxy += x * x * otherY
            xyx += x * y * otherX
            xyy += x * y * otherY
            yyx += y * y * otherX
            yyy += y * y * otherY
        }

        /// Σ(x − r·y)²(x′ − s·y′), from the origin.
        func sum(_ r: Double, _ s: Double) -> Double {
            (xxx - s * xxy) - 2 * r * (xyx - s * xyy) + r * r * (yyx - s * yyy)
        }
    }

    /// Sum of the third powers of the differences eb − ea of two ratios' residuals e = scale·(x − ratio·y), around their
    /// mean.
    func cubes(
        _ a: PairMoments, _ ratioA: Double, _ scaleA: Double, _ b: PairMoments, _ ratioB: Double, _ scaleB: Double,
        observations: Int
    ) -> Double {
        let n = Double(observations)
        let meanA = (a.x - ratioA * a.y) / n
        let meanB = (b.x - ratioB * b.y) / n
        let squaresA = a.xx - 2 * ratioA * a.xy + ratioA * ratioA * a.yy
        let squaresB = b.xx - 2 * ratioB * b.xy + ratioB * ratioB * b.yy
        let mixed = xx - ratioB * xy - ratioA * yx + ratioA * ratioB * yy
        let aab =
            oneTwice.sum(ratioA, ratioB) - 2 * meanA * mixed - meanB * squaresA + 2 * n * meanA * meanA * meanB
        let abb =
            otherTwice.sum(ratioB, ratioA) - 2 * meanB * mixed - meanA * squaresB + 2 * n * meanB * meanB * meanA
        return scaleB * scaleB * scaleB * b.residualCubes(of: ratioB, observations)
            - 3 * scaleB * scaleB * scaleA * abb + 3 * scaleB * scaleA * scaleA * aab
            - scaleA * scaleA * scaleA * a.residualCubes(of: ratioA, observations)
    }
}

/// A difference of two plans, and how much chance is in it.
struct PairedDifference: Sendable {
    var value: Double
    /// Squared standard error on the same customers; nil when the observations do not tell.
    var variance: Double?
    /// The same if each plan had met customers of its own.
    var varianceOfIndependentRuns: Double?
    /// Of the single observations' differences: third central moment over the cube of the standard deviation.
    var skewness = 0.0
    /// The interval itself, where it is not made of the variance and the skewness.
    var ends: (low: Double, high: Double)?
    /// Nothing differed in any observation.
    var isSame = false
    /// Observations in which something differed; nil where they are not looked at one by one.
    var differing: Int?

    /// How many times more replications independent runs would need for an interval of this width; nil without any
    /// variance.
    var gain: Double? {
        guard let variance, let varianceOfIndependentRuns, variance > 0 else { return nil }
        return varianceOfIndependentRuns / variance
    }

    /// Σxb/Σyb − Σxa/Σya.
    ///
    /// The delta method on pairs (Cochran, 1977; Glynn and Heidelberger, 1990): each ratio is replaced by its linearised
    /// residuals e = (x − r·y)/ȳ, and the residuals' differences eb − ea give the variance. A mean is the case y = 1,
    /// where this is the usual paired t interval. The residuals' differences tell the skewness, too.
    ///
    /// - Returns: nil when one of the two is 0/0.
    init?(from a: PairMoments, to b: PairMoments, _ products: PairedMoments, observations: Int) {
        let n = Double(observations)
        guard observations > 0 else { return nil }
        let totalA = n * a.originY + a.y
        let totalB = n * b.originY + b.y
        guard totalA > 0, totalB > 0 else { return nil }
        let ratioA = (n * a.originX + a.x) / totalA
        let ratioB = (n * b.originX + b.x) / totalB
        value = ratioB - ratioA
        isSame = products.isSame
        differing = products.differing
        guard observations > 1, a.hasSeveralDenominators(observations), b.hasSeveralDenominators(observations)
        else { return }
        if isSame {
            value = 0
            variance = 0
        }

        /// Centred sum of products of the residuals of two ratios.
        func sum(
            _ xx: Double, _ xy: Double, _ yx: Double, _ yy: Double, _ left: (PairMoments, Double),
            _ right: (PairMoments, Double)
        ) -> Double {
            let (p, r) = left
            let (q, s) = right
            return (xx - p.x * q.x / n) - s * (xy - p.x * q.y / n) - r * (yx - p.y * q.x / n)
                + r * s * (yy - p.y * q.y / n)
        }
        let scaleA = n / totalA
        let scaleB = n / totalB
        let aa = scaleA * scaleA * sum(a.xx, a.xy, a.xy, a.yy, (a, ratioA), (a, ratioA))
        let bb = scaleB * scaleB * sum(b.xx, b.xy, b.xy, b.yy, (b, ratioB), (b, ratioB))
        let ab =
            scaleA * scaleB
            * sum(products.xx, products.xy, products.yx, products.yy, (a, ratioA), (b, ratioB))
        // How large the parts are: what lies far below them is rounding.
        let size =
            scaleA * scaleA * (a.xx + ratioA * ratioA * a.yy) + scaleB * scaleB * (b.xx + ratioB * ratioB * b.yy)
        func ofMean(_ sum: Double) -> Double { sum <= 1e-13 * size ? 0 : sum / ((n - 1) * n) }
        varianceOfIndependentRuns = ofMean(aa + bb)
        guard !isSame else { return }
        let found = ofMean(aa + bb - 2 * ab)
        variance = found
        guard found > 0 else { return }
        let deviation = (found * n).squareRoot()
        let cubes = products.cubes(a, ratioA, scaleA, b, ratioB, scaleB, observations: observations)
        skewness = SkewCorrection.possible(cubes / n / (deviation * deviation * deviation), observations)
    }

    /// The same of two statistics of pooled waits, by the jackknife over sections of the same replications.
    init(from a: JackknifedValue, to b: JackknifedValue, sizes: [Int]) {
        value = b.value - a.value
        let differences = zip(a.leavingOut, b.leavingOut).map { pair -> Double? in
            guard let one = pair.0, let other = pair.1 else { return nil }
            return other - one
        }
        isSame = a.value == b.value && a.leavingOut == b.leavingOut
        let found = Jackknife.variance(value, leavingOut: differences, sizes: sizes)
        variance = found?.value
        skewness = found?.skewness ?? 0
        if let alone = Jackknife.variance(a.value, leavingOut: a.leavingOut, sizes: sizes)?.value,
            let other = Jackknife.variance(b.value, leavingOut: b.leavingOut, sizes: sizes)?.value
        {
            varianceOfIndependentRuns = alone + other
        }
    }

    /// All of it times a factor.
    func scaled(by factor: Double) -> PairedDifference {
        var scaled = self
        scaled.value *= factor
        scaled.ends = ends.map { ($0.low * factor, $0.high * factor) }
        scaled.variance = variance.map { $0 * factor * factor }
        scaled.varianceOfIndependentRuns = varianceOfIndependentRuns.map { $0 * factor * factor }
        return scaled
    }
}
