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
    /// True while both plans gave the same numbers in every observation.
    private(set) var isSame = true

    mutating func add(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double), isFirst: Bool) {
        isSame = isSame && a == b
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
    }
}

/// A difference of two plans, and how much chance is in it.
struct PairedDifference: Sendable {
    var value: Double
    /// Squared standard error on the same customers; nil when the observations do not tell.
    var variance: Double?
    /// The same if each plan had met customers of its own.
    var varianceOfIndependentRuns: Double?
    /// Nothing differed in any observation.
    var isSame = false

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
    /// where this is the usual paired t interval.
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
        if !isSame { variance = ofMean(aa + bb - 2 * ab) }
    }

    /// The same of two statistics of pooled waits, by the jackknife over sections of the same replications.
    init(from a: JackknifedValue, to b: JackknifedValue, sizes: [Int]) {
        value = b.value - a.value
        let differences = zip(a.leavingOut, b.leavingOut).map { pair -> Double? in
            guard let one = pair.0, let other = pair.1 else { return nil }
            return other - one
        }
        isSame = a.value == b.value && a.leavingOut == b.leavingOut
        variance = Jackknife.variance(value, leavingOut: differences, sizes: sizes)?.value
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
        scaled.variance = variance.map { $0 * factor * factor }
        scaled.varianceOfIndependentRuns = varianceOfIndependentRuns.map { $0 * factor * factor }
        return scaled
    }
}
