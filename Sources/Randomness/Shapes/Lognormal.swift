import CGSL
import CRandom

extension Distribution {
    /// A time whose logarithm is normal.
    public struct Lognormal: SequentialShape {
        /// The mean of ln seconds.
        public let mu: Double
        /// The standard deviation of ln seconds.
        public let sigma: Double

        init(mu: Double, sigma: Double) {
            self.mu = mu
            self.sigma = sigma
        }

        init(mean: Double, cv: Double) {
            let variance = log1p(cv * cv)
            mu = log(mean) - variance / 2
            sigma = variance.squareRoot()
        }

        static let family = DistributionFamily(
            "lognormal",
            forms: [
                [Parameter("mean", .positiveTime), Parameter("cv", .positiveNumber)],
                [Parameter("median", .positiveTime), Parameter("sigma", .positiveNumber)],
                [Parameter("mu", .number), Parameter("sigma", .positiveNumber)],
            ],
            convention:
                "mean and cv are those of the time itself; mu and sigma are mean and sd of ln seconds; the median is e^mu.",
            source: "Johnson, Kotz and Balakrishnan 1994, chapter 14; for handle times Brown et al. 2005"
        ) { given throws(DistributionError) in
            if given.has("mean") { return .lognormal(Lognormal(mean: given.number("mean"), cv: given.number("cv"))) }
            let mu = given.has("median") ? log(given.number("median")) : given.number("mu")
            return .lognormal(Lognormal(mu: mu, sigma: given.number("sigma")))
        }

        var mean: Double { exp(mu + sigma * sigma / 2) }
        var variance: Double { expm1(sigma * sigma) * mean * mean }
        func cdf(_ x: Double) -> Double { x > 0 ? gsl_cdf_ugaussian_P(standard(x)) : 0 }
        func survival(_ x: Double) -> Double { x > 0 ? gsl_cdf_ugaussian_Q(standard(x)) : 1 }

        func quantile(below p: Double, above q: Double) -> Double {
            if p == 0 { return 0 }
            if q == 0 { return .infinity }
            return exp(mu + sigma * (p < q ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(q)))
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double { exp(mu + sigma * holdfast_normal(&generator)) }

        func fill(_ buffer: UnsafeMutablePointer<Double>, _ count: Int, _ stream: inout RandomStream) {
            holdfast_normal_fill(stream.state, buffer, count)
            for place in 0..<count { buffer[place] = exp(mu + sigma * buffer[place]) }
        }

        private func standard(_ x: Double) -> Double { (log(x) - mu) / sigma }
    }
}
