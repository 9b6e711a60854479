import CGSL
import CRandom

extension Distribution {
    /// The Pareto distribution (of the first kind): a power of the time from a least one on.
    public struct Pareto: SequentialShape {
        /// Seconds.
        public let minimum: Double
        /// The power of the tail: the mean is finite above 1, the standard deviation above 2.
        public let shape: Double

        static let family = DistributionFamily(
            "pareto",
            forms: [
                [Parameter("minimum", .positiveTime), Parameter("shape", .positiveNumber)],
                [Parameter("mean", .positiveTime), Parameter("cv", .positiveNumber)],
            ],
            convention:
                "P(X > x) = (minimum / x)^shape from the minimum on, shape from 0.1; cv is standard deviation / mean.",
            source: "Pareto 1896; Johnson, Kotz and Balakrishnan 1994, chapter 20", momentsMayBeInfinite: true
        ) { given throws(DistributionError) in
            if given.has("cv") {
                let cv = try given.number("cv", in: cvRange, expected: cvExpectation)
                let above = hypot(1, 1 / cv)
                return .pareto(Pareto(minimum: given.number("mean") * above / (1 + above), shape: 1 + above))
            }
            let shape = try given.number("shape", in: heavyShapeRange, expected: heavyShapeExpectation)
            return .pareto(Pareto(minimum: given.number("minimum"), shape: shape))
        }

        var mean: Double { shape > 1 ? minimum * shape / (shape - 1) : .infinity }
        var variance: Double { shape > 2 ? mean * mean / (shape * (shape - 2)) : .infinity }
        func cdf(_ x: Double) -> Double { -expm1(-cumulativeHazard(x)) }
        func survival(_ x: Double) -> Double { exp(-cumulativeHazard(x)) }
        func cumulativeHazard(_ x: Double) -> Double { x > minimum ? shape * log(x / minimum) : 0 }

        func quantile(below p: Double, above q: Double) -> Double {
            quantile(hazard: hazardReached(below: p, above: q))
        }

        func quantile(hazard: Double) -> Double { minimum * exp(hazard / shape) }
        func next(_ generator: inout holdfast_xoshiro) -> Double {
            minimum * exp(holdfast_exponential(&generator) / shape)
        }
    }
}
