import CGSL

extension Distribution {
    /// The gamma distribution of mean 1: a factor of how busy a day is.
    /// - Parameter cv: coefficient of variation, above 0.
    public static func gammaFactor(cv: Double) -> Distribution {
        .gamma(Gamma(shape: 1 / (cv * cv), scale: cv * cv))
    }

    /// The value that stands where a standard normal would be `score`: quantile(Φ(score)).
    public func quantile(ofNormalScore score: Double) -> Double {
        // Just below 1, so that the far tail of a normal is a large value and not an infinite one.
        quantile(min(gsl_cdf_ugaussian_P(score), 1.0.nextDown))
    }
}
