import CGSL

extension Distribution {
    /// The gamma distribution.
    public struct Gamma: AddressedShape {
        public let shape: Double
        /// Seconds.
        public let scale: Double

        static let family = DistributionFamily(
            "gamma",
            forms: [
                [Parameter("mean", .positiveTime), Parameter("cv", .positiveNumber)],
                [Parameter("shape", .positiveNumber), Parameter("scale", .positiveTime)],
            ],
            convention:
                "cv is standard deviation / mean, from 0.001 to 100; shape × scale is the mean, 1 / √shape the cv.",
            source: "Johnson, Kotz and Balakrishnan 1994, chapter 17; sampled by Marsaglia and Tsang 2000"
        ) { given throws(DistributionError) in
            if given.has("cv") {
                let cv = try given.number("cv", in: cvRange, expected: cvExpectation)
                return .gamma(Gamma(shape: 1 / (cv * cv), scale: given.number("mean") * cv * cv))
            }
            let shape = try given.number("shape", in: 1e-4...1e6, expected: "a shape from 0.0001 to 1,000,000")
            return .gamma(Gamma(shape: shape, scale: given.number("scale")))
        }

        var mean: Double { shape * scale }
        var variance: Double { shape * scale * scale }
        func cdf(_ x: Double) -> Double { isBeyondAll(x) ? 1 : gsl_cdf_gamma_P(x, shape, scale) }
        func survival(_ x: Double) -> Double { isBeyondAll(x) ? 0 : gsl_cdf_gamma_Q(x, shape, scale) }

        /// Where, by Chernoff's bound, the survival is below every double; GSL gives NaN for some such x.
        private func isBeyondAll(_ x: Double) -> Bool { x / scale > 2 * shape + 1500 }

        /// To about ten digits: GSL's inverse where it has converged, else by search; GSL's gives up for some shapes.
        func quantile(below p: Double, above q: Double) -> Double {
            if p == 0 { return 0 }
            if q == 0 { return .infinity }
            let fromBelow = p < q
            let found = fromBelow ? gsl_cdf_gamma_Pinv(p, shape, scale) : gsl_cdf_gamma_Qinv(q, shape, scale)
            if found.isFinite, found > 0 {
                let error = fromBelow ? cdf(found) / p - 1 : survival(found) / q - 1
                if abs(error) < 1e-10 { return found }
            }
            return quantileBySearch(below: p, above: q, from: 0, to: .greatestFiniteMagnitude)
        }

        func next(_ stream: inout RandomStream) -> Double { gsl_ran_gamma(stream.handle, shape, scale) }
    }
}

/// The coefficients of variation for which shapes can be solved and drawn at full precision.
let cvRange = 0.001...100.0
let cvExpectation = "a coefficient of variation from 0.001 to 100"
