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

    /// Quantile of a gamma distribution, in units of `scale`.
    public static func gammaQuantile(_ share: Double, shape: Double, scale: Double) -> Double {
        Distribution.gamma(Gamma(shape: shape, scale: scale)).quantile(share)
    }

    /// Share of a gamma distribution below a value, in units of `scale`.
    public static func gammaShare(below value: Double, shape: Double, scale: Double) -> Double {
        gsl_cdf_gamma_P(value, shape, scale)
    }

    /// Quantile of a beta distribution on 0…1.
    public static func betaQuantile(_ share: Double, alpha: Double, beta: Double) -> Double {
        gsl_cdf_beta_Pinv(share, alpha, beta)
    }
}
