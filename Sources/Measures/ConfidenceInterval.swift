import CGSL

/// Confidence intervals for means, ratios of sums and jackknifed statistics at one level of confidence.
///
/// * A ratio of sums r = Σx/Σy has the interval of those values that a t test would not reject (Fieller, 1954): were r
///   the truth, the residuals x − r·y of the observations would have mean zero. Their skewness is taken out of the test
///   by Hall's cubic transformation (Hall, 1992), so that few or lopsided days do not make the interval too short on
///   the side where the rare bad days lie. A mean is the case y = 1; with no skewness it has Student's interval (Student,
///   1908).
/// * A share of counted things (contacts, promises) of which so few fall on one side that chance moves them by steps, or
///   whose interval would leave 0–1, has the exact binomial interval (Clopper and Pearson, 1934) with the effective
///   number of things r(1 − r)/se² (Korn and Graubard, 1998). At exactly 0 or 1 that number cannot be estimated; there,
///   and only there, the things counted are taken as independent: 0 of 1,000 gives 0 to 0.4 %, not 0 to 0.
/// * A share of days, which are independent, has the exact binomial interval with their own number.
/// * A number of things of which there was none has the exact upper bound of a Poisson mean (Garwood, 1936).
/// * What only one observation tells of (the mean wait before abandoning, when all who abandoned did so on one day) has
///   no interval: it would have no width, as if it were certain.
/// * Other intervals are cut at the bounds of what is possible.
///
/// How often these intervals hold the truth is measured by the program `coverage`; see docs/trust.md.
public struct ConfidenceInterval: Sendable {
    /// Between 0 and 1, both excluded.
    public let confidence: Double
    /// Independent observations.
    public let observations: Int
    /// Student's factor; nil with fewer than two observations.
    let factor: Double?
    /// The same for a normal law, which many observations come to.
    private let normal: Double

    /// Things on the rarer side of a share, below which they are counted one by one.
    static let fewThings = 10.0

    public init(confidence: Double, observations: Int) {
        precondition(confidence > 0 && confidence < 1, "confidence must lie between 0 and 1")
        self.confidence = confidence
        self.observations = observations
        _ = gslStaysSilent
        normal = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2)
        factor =
            observations > 1 ? Self.student(confidence: confidence, degreesOfFreedom: Double(observations - 1)) : nil
    }

    /// The factor t with P(|T| ≤ t) = confidence.
    public static func student(confidence: Double, degreesOfFreedom: Double) -> Double {
        _ = gslStaysSilent
        return gsl_cdf_tdist_Qinv((1 - confidence) / 2, degreesOfFreedom)
    }

    /// The mean of x over the observations, or Σx/Σy, from what `PairMoments` summed; `scale` multiplies all of it.
    ///
    /// - Parameter thing: what one thing adds to x where x is a number of things, of which none may have been seen by
    ///   chance; nil elsewhere.
    func ratio(
        _ moments: PairMoments, limits: Measure.Limits, scale: Double = 1, thing: Double? = nil
    ) -> Estimate {
        guard observations > 0 else { return .noData }
        // Totals first: whole numbers stay exact, so that 84 of 100 is 0.84 to the last bit.
        let total = moments.totals(observations)
        guard total.y > 0 else { return .noData }
        let value = total.x / total.y
        let ends = limits == .shareOfCounted && (value <= 0 || value >= 1)
        guard let factor, ends || moments.hasSeveralDenominators(observations) else {
            return Estimate(value: scale * value)
        }
        if let thing, total.x == 0, moments.xx == 0 {
            return Estimate(value: 0, low: 0, high: -scale * thing * log((1 - confidence) / 2) / total.y)
        }

        let residuals = moments.residuals(of: value, observations)
        if limits == .shareOfCounted {
            return share(value, residuals, things: total.y, factor: factor)
        }
        let (low, high) = reach(residuals, denominator: total.y, factor: factor)
        return interval(value, below: low, above: high, limits: limits, scale: scale)
    }

    /// The share of days that meet a bound. Single days are independent: an exact binomial interval; days of the same
    /// horizon are not: their share is a ratio like others.
    func shareOfDays(_ moments: PairMoments) -> Estimate {
        let total = moments.totals(observations)
        guard total.y > 0, observations > 1, moments.countsOnes(observations) else {
            return ratio(moments, limits: .shareOfCounted)
        }
        return binomial(total.x / total.y, of: total.y)
    }

    /// A value with the same distance to both sides, cut at what is possible.
    func interval(_ value: Double, halfWidth: Double, limits: Measure.Limits, scale: Double = 1) -> Estimate {
        interval(value, below: halfWidth, above: halfWidth, limits: limits, scale: scale)
    }

    /// A value with distances of its own to both sides, cut at what is possible.
    func interval(
        _ value: Double, below: Double, above: Double, limits: Measure.Limits, scale: Double
    ) -> Estimate {
        let highest = limits == .nonnegative || limits == .none ? Double.infinity : 1
        let lowest = limits == .none ? -Double.infinity : 0
        return Estimate(
            value: scale * value, low: scale * max(lowest, value - below),
            high: scale * max(value, min(highest, value + above)))
    }

    /// How far the interval of a ratio reaches below and above it.
    private func reach(
        _ residuals: PairMoments.Residuals, denominator: Double, factor: Double
    ) -> (below: Double, above: Double) {
        guard residuals.variance > 0 else { return (0, 0) }
        let n = Double(observations)
        let correction = SkewCorrection(skewness: residuals.skewness, observations: observations)
        /// The distance at which the test statistic comes to `t`: Fieller's quadratic equation.
        func distance(_ t: Double, side: Double) -> Double {
            let square = t * t
            let leading = denominator * denominator / n - square * residuals.denominatorVariance
            // So uncertain a denominator bounds nothing; the straight line through the ratio does.
            guard leading > 0 else { return abs(t) * (residuals.variance * n).squareRoot() / denominator }
            let half = square * residuals.covariance
            return (side * half + (half * half + leading * square * residuals.variance).squareRoot()) / leading
        }
        return (distance(correction.statistic(factor), side: 1), distance(correction.statistic(-factor), side: -1))
    }

    private func share(
        _ value: Double, _ residuals: PairMoments.Residuals, things: Double, factor: Double
    ) -> Estimate {
        // The variance is an estimate too, as in Student's interval (Korn and Graubard, 1998).
        let discount = (normal / factor) * (normal / factor)
        guard value > 0, value < 1 else { return binomial(value, of: discount * things) }
        guard residuals.variance > 0 else { return Estimate(value: value, low: value, high: value) }
        let n = Double(observations)
        let effective = value * (1 - value) * things * things / (n * residuals.variance)
        let (below, above) = reach(residuals, denominator: things, factor: factor)
        let isWithin = value - below >= 0 && value + above <= 1
        if isWithin && effective * min(value, 1 - value) >= Self.fewThings {
            return Estimate(value: value, low: value - below, high: value + above)
        }
        // Few things and few days are two reasons for doubt: the interval allows for both.
        let counted = binomial(value, of: discount * min(things, 1 + effective))
        guard isWithin, let low = counted.low, let high = counted.high else { return counted }
        return Estimate(value: value, low: min(low, value - below), high: max(high, value + above))
    }

    /// Clopper and Pearson's interval for a share of `things`, which need not be a whole number.
    private func binomial(_ value: Double, of things: Double) -> Estimate {
        _ = gslStaysSilent
        let tail = (1 - confidence) / 2
        let yes = value * things
        let no = things - yes
        // With all on one side, x to the power of the things is the tail.
        if yes <= 0 { return Estimate(value: value, low: 0, high: -gsl_expm1(log(tail) / things)) }
        if no <= 0 { return Estimate(value: value, low: exp(log(tail) / things), high: 1) }
        return Estimate(
            value: value, low: min(value, gsl_cdf_beta_Pinv(tail, yes, no + 1)),
            high: max(value, gsl_cdf_beta_Qinv(tail, yes + 1, no)))
    }
}

/// GSL's own error handler would end the process; every call here checks its arguments instead.
private let gslStaysSilent: Bool = {
    gsl_set_error_handler_off()
    return true
}()
