import CGSL

/// Confidence intervals for means, ratios of sums and jackknifed statistics at one level of confidence.
///
/// * A mean has Student's interval over the observations (Student, 1908).
/// * A ratio of sums x/y has the delta method's interval (Cochran, 1977): with r = Σx/Σy, the observations' residuals
///   x − r·y give the variance, and Student's t with n − 1 degrees of freedom the factor. A mean is the case y = 1.
/// * A share of counted things (contacts, days) whose delta interval would leave 0–1, or vanish because every
///   observation says 0 or every one says 1, has Wilson's interval (Wilson, 1927) instead, with the effective number
///   of things r(1 − r)/se² (Korn and Graubard, 1998). At exactly 0 or 1 that number cannot be estimated; there, and
///   only there, the things counted are taken as independent: 0 of 1,000 gives 0 to 0.4 %, not 0 to 0.
/// * What only one observation tells of (the mean wait before abandoning, when all who abandoned did so on one day) has
///   no interval: its delta interval would have no width, as if it were certain.
/// * Other intervals are cut at the bounds of what is possible.
public struct ConfidenceInterval: Sendable {
    /// Between 0 and 1, both excluded.
    public let confidence: Double
    /// Independent observations.
    public let observations: Int
    /// Student's factor; nil with fewer than two observations.
    let factor: Double?

    public init(confidence: Double, observations: Int) {
        precondition(confidence > 0 && confidence < 1, "confidence must lie between 0 and 1")
        self.confidence = confidence
        self.observations = observations
        factor =
            observations > 1 ? Self.student(confidence: confidence, degreesOfFreedom: Double(observations - 1)) : nil
    }

    /// The factor t with P(|T| ≤ t) = confidence.
    public static func student(confidence: Double, degreesOfFreedom: Double) -> Double {
        _ = gslStaysSilent
        return gsl_cdf_tdist_Qinv((1 - confidence) / 2, degreesOfFreedom)
    }

    /// The mean of x over the observations, or Σx/Σy, from what `PairMoments` summed; `scale` multiplies all of it.
    func ratio(_ moments: PairMoments, limits: Measure.Limits, scale: Double = 1) -> Estimate {
        let n = Double(observations)
        guard observations > 0 else { return .noData }
        // Totals first: whole numbers stay exact, so that 84 of 100 is 0.84 to the last bit.
        let totalY = n * moments.originY + moments.y
        guard totalY > 0 else { return .noData }
        let value = (n * moments.originX + moments.x) / totalY
        let ends = limits == .shareOfCounted && (value <= 0 || value >= 1)
        guard let factor, ends || moments.hasSeveralDenominators(observations) else {
            return Estimate(value: scale * value)
        }

        let xx = max(0, moments.xx - moments.x * moments.x / n)
        let xy = moments.xy - moments.x * moments.y / n
        let yy = max(0, moments.yy - moments.y * moments.y / n)
        let spread = xx + value * value * yy
        var residual = spread - 2 * value * xy
        // What is left by rounding alone is no variance.
        if residual <= 1e-13 * spread { residual = 0 }
        let standardError = (residual / ((n - 1) * n)).squareRoot() * n / totalY

        if limits == .shareOfCounted {
            return share(value, standardError: standardError, things: totalY, factor: factor)
        }
        return interval(value, halfWidth: factor * standardError, limits: limits, scale: scale)
    }

    /// A value with the same distance to both sides, cut at what is possible.
    func interval(_ value: Double, halfWidth: Double, limits: Measure.Limits, scale: Double = 1) -> Estimate {
        let highest = limits == .nonnegative || limits == .none ? Double.infinity : 1
        let lowest = limits == .none ? -Double.infinity : 0
        return Estimate(
            value: scale * value, low: scale * max(lowest, value - halfWidth),
            high: scale * max(value, min(highest, value + halfWidth)))
    }

    private func share(_ value: Double, standardError: Double, things: Double, factor: Double) -> Estimate {
        let halfWidth = factor * standardError
        let certain = value <= 0 || value >= 1
        if !certain && value - halfWidth >= 0 && value + halfWidth <= 1 {
            return Estimate(value: value, low: value - halfWidth, high: value + halfWidth)
        }
        let effective = certain ? things : value * (1 - value) / (standardError * standardError)
        let square = factor * factor / effective
        let centre = (value + square / 2) / (1 + square)
        let half = (value * (1 - value) * square + square * square / 4).squareRoot() / (1 + square)
        return Estimate(value: value, low: max(0, min(value, centre - half)), high: min(1, max(value, centre + half)))
    }
}

/// GSL's own error handler would end the process; every call here checks its arguments instead.
private let gslStaysSilent: Bool = {
    gsl_set_error_handler_off()
    return true
}()

/// Sums of x, y and their products over observations, taken from the first observation as origin, so that a mean far
/// from zero costs no digits.
struct PairMoments: Sendable {
    var originX = 0.0
    var originY = 0.0
    var x = 0.0
    var y = 0.0
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0

    mutating func add(_ newX: Double, _ newY: Double, isFirst: Bool) {
        if isFirst {
            originX = newX
            originY = newY
            return
        }
        let dx = newX - originX
        let dy = newY - originY
        x += dx
        y += dy
        xx += dx * dx
        xy += dx * dy
        yy += dy * dy
    }

    /// Whether at least two of the observations have something in the denominator: squares that sum to the square of
    /// the sum are those of one number alone, since no denominator is negative.
    func hasSeveralDenominators(_ observations: Int) -> Bool {
        let n = Double(observations)
        let total = n * originY + y
        let squares = n * originY * originY + 2 * originY * y + yy
        return total * total > squares * (1 + 1e-9)
    }
}
