import CGSL
import CRandom

extension Distribution {
    /// A time whose logarithm is logistic: a hazard that rises and falls again, with a heavy tail.
    public struct LogLogistic: SequentialShape {
        /// Seconds; half are below it.
        public let median: Double
        /// The power of the tail: the mean is finite above 1, the standard deviation above 2.
        public let shape: Double

        static let family = DistributionFamily(
            "log_logistic",
            forms: [
                [Parameter("median", .positiveTime), Parameter("shape", .positiveNumber)],
                [Parameter("mean", .positiveTime), Parameter("cv", .positiveNumber)],
            ],
            convention:
                "P(X > x) = 1 / (1 + (x / median)^shape), shape from 0.1; cv is standard deviation / mean, from 0.001 to 100.",
            source: "Johnson, Kotz and Balakrishnan 1995, chapter 23", momentsMayBeInfinite: true
        ) { given throws(DistributionError) in
            if given.has("cv") {
                let cv = try given.number("cv", in: cvRange, expected: cvExpectation)
                let angle = leastPositive(upTo: .pi / 2) { squaredCV(angle: $0) >= cv * cv }
                let median = given.number("mean") * sin(angle) / angle
                return .logLogistic(LogLogistic(median: median, shape: .pi / angle))
            }
            let shape = try given.number("shape", in: heavyShapeRange, expected: heavyShapeExpectation)
            return .logLogistic(LogLogistic(median: given.number("median"), shape: shape))
        }

        var mean: Double {
            let angle = Double.pi / shape
            return shape > 1 ? median * angle / sin(angle) : .infinity
        }

        var variance: Double { shape > 2 ? LogLogistic.squaredCV(angle: .pi / shape) * mean * mean : .infinity }

        func cdf(_ x: Double) -> Double { x > 0 ? 1 / (1 + pow(x / median, -shape)) : 0 }
        func survival(_ x: Double) -> Double { 1 / (1 + pow(x / median, shape)) }

        func cumulativeHazard(_ x: Double) -> Double {
            let logOdds = shape * log(x / median)
            return logOdds > 40 ? logOdds : log1p(exp(logOdds))
        }

        func quantile(below p: Double, above q: Double) -> Double { median * pow(p / q, 1 / shape) }

        func quantile(hazard: Double) -> Double {
            median * exp((hazard > 40 ? hazard : log(expm1(hazard))) / shape)
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            let u = holdfast_open_unit(holdfast_xoshiro_next(&generator))
            return median * pow(u / (1 - u), 1 / shape)
        }

        /// The squared cv as a function of π / shape, below π / 2: tan(angle) / angle − 1, by its series where that cancels.
        private static func squaredCV(angle: Double) -> Double {
            if angle > 0.1 { return tan(angle) / angle - 1 }
            let x = angle * angle
            let coefficients = [1.0 / 3, 2.0 / 15, 17.0 / 315, 62.0 / 2835, 1382.0 / 155_925, 21_844.0 / 6_081_075]
            return x * coefficients.reversed().reduce(0) { $0 * x + $1 }
        }
    }
}

/// Shapes whose draws stay finite: 1 / shape is the power to which a tail's odds are raised.
let heavyShapeRange = 0.1...1e6
let heavyShapeExpectation = "a shape from 0.1 to 1,000,000"
