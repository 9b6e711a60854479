import CGSL
import CRandom

extension Distribution {
    /// The Weibull distribution: a hazard that is a power of the time.
    public struct Weibull: SequentialShape {
        /// Seconds; 63.2 % are below it.
        public let scale: Double
        /// Below 1 the hazard falls, above 1 it rises.
        public let shape: Double

        static let family = DistributionFamily(
            "weibull",
            forms: [
                [Parameter("mean", .positiveTime), Parameter("shape", .positiveNumber)],
                [Parameter("scale", .positiveTime), Parameter("shape", .positiveNumber)],
                [Parameter("mean", .positiveTime), Parameter("cv", .positiveNumber)],
            ],
            convention:
                "P(X > x) = exp(−(x / scale)^shape), shape from 0.05 to 10,000; cv is standard deviation / mean, from 0.001 to 100.",
            source: "Weibull 1951; Johnson, Kotz and Balakrishnan 1994, chapter 21"
        ) { given throws(DistributionError) in
            let shape =
                given.has("cv")
                ? shape(forCV: try given.number("cv", in: cvRange, expected: cvExpectation))
                : try given.number("shape", in: 0.05...10_000, expected: "a shape from 0.05 to 10,000")
            let scale =
                given.has("scale") ? given.number("scale") : given.number("mean") / exp(gsl_sf_lngamma(1 + 1 / shape))
            return .weibull(Weibull(scale: scale, shape: shape))
        }

        var mean: Double { scale * exp(gsl_sf_lngamma(1 + 1 / shape)) }
        var variance: Double { expm1(Weibull.logSecondMomentRatio(1 / shape)) * mean * mean }
        func cdf(_ x: Double) -> Double { -expm1(-cumulativeHazard(x)) }
        func survival(_ x: Double) -> Double { exp(-cumulativeHazard(x)) }
        func cumulativeHazard(_ x: Double) -> Double { pow(x / scale, shape) }

        func quantile(below p: Double, above q: Double) -> Double {
            quantile(hazard: hazardReached(below: p, above: q))
        }

        func quantile(hazard: Double) -> Double { scale * pow(hazard, 1 / shape) }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            scale * pow(holdfast_exponential(&generator), 1 / shape)
        }

        /// ln(E[X²] / E[X]²) as a function of 1 / shape: increasing, and ln(1 + cv²).
        private static func logSecondMomentRatio(_ x: Double) -> Double {
            if x > 0.1 { return gsl_sf_lngamma(1 + 2 * x) - 2 * gsl_sf_lngamma(1 + x) }
            // The two logarithms cancel for small x; their series, ln Γ(1 + x) = −γx + Σ ζ(k)(−x)^k / k, does not.
            var sum = 0.0
            var power = -x
            for k in 2...30 {
                power *= -x
                sum += gsl_sf_zeta_int(Int32(k)) * power * (exp2(Double(k)) - 2) / Double(k)
            }
            return sum
        }

        private static func shape(forCV cv: Double) -> Double {
            let wanted = log1p(cv * cv)
            return 1 / leastPositive(upTo: 20) { logSecondMomentRatio($0) >= wanted }
        }
    }
}

/// The least number from 0 to `high` from which on a monotone condition holds, to the last bit.
func leastPositive(upTo high: Double, where holds: (Double) -> Bool) -> Double {
    var not = UInt64(0)
    var does = high.bitPattern
    while does - not > 1 {
        let middle = not + (does - not) / 2
        if holds(Double(bitPattern: middle)) { does = middle } else { not = middle }
    }
    return Double(bitPattern: does)
}
