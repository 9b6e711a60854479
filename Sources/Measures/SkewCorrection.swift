import CGSL

/// Hall's monotone cubic transformation of Student's statistic, which takes the effect of skewness out of it (Hall, 1992;
/// Johnson, 1978, had its first two terms).
///
/// With the statistic T = √n·(mean − truth)/sd of n observations of skewness γ, T + γ(2T² + 1)/(6√n) + γ²T³/(27n) is
/// more nearly Student's than T itself: observations with a long tail to the right make T lean to the left.
struct SkewCorrection {
    private let cubic: Double
    private let shift: Double

    /// - Parameter skewness: third central moment over the cube of the standard deviation.
    init(skewness: Double, observations: Int) {
        let root = Double(max(1, observations)).squareRoot()
        cubic = skewness / (3 * root)
        shift = skewness / (6 * root)
    }

    /// What T is transformed to.
    func corrected(_ t: Double) -> Double { t + cubic * t * t + cubic * cubic * t * t * t / 3 + shift }

    /// The T that is transformed to `factor`.
    func statistic(_ factor: Double) -> Double {
        guard abs(cubic) > 1e-9 else { return factor }
        return (cbrt(1 + 3 * cubic * (factor - shift)) - 1) / cubic
    }

    /// No sample of n has a skewness beyond (n − 2)/√(n − 1) (Wilkins, 1944); more is rounding. Fewer than four tell
    /// nothing of it.
    static func possible(_ skewness: Double, _ observations: Int) -> Double {
        guard observations > 3, skewness.isFinite else { return 0 }
        let n = Double(observations)
        let most = (n - 2) / (n - 1).squareRoot()
        return max(-most, min(most, skewness))
    }
}
