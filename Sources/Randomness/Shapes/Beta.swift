import CGSL

extension Distribution {
    /// The beta distribution on a range of times.
    public struct Beta: AddressedShape {
        public let from: Double
        public let to: Double
        public let alpha: Double
        public let beta: Double

        static let family = DistributionFamily(
            "beta",
            forms: [
                [
                    Parameter("from", .time), Parameter("to", .positiveTime), Parameter("mean", .positiveTime),
                    Parameter("cv", .positiveNumber),
                ],
                [
                    Parameter("from", .time), Parameter("to", .positiveTime), Parameter("alpha", .positiveNumber),
                    Parameter("beta", .positiveNumber),
                ],
            ],
            convention:
                "mean and cv are those of the time itself; alpha pulls towards `to`, beta towards `from`, each from 0.01 to 1,000,000.",
            source: "Johnson, Kotz and Balakrishnan 1995, chapter 25; sampled from two gammas, or by Jöhnk 1964"
        ) { given throws(DistributionError) in
            let (from, to) = (given.number("from"), given.number("to"))
            guard from < to else { throw DistributionError(parameter: "to", expected: "an upper end above `from`") }
            let range = 0.01...1e6
            guard given.has("cv") else {
                let expected = "a number from 0.01 to 1,000,000"
                let alpha = try given.number("alpha", in: range, expected: expected)
                let beta = try given.number("beta", in: range, expected: expected)
                return .beta(Beta(from: from, to: to, alpha: alpha, beta: beta))
            }
            let mean = given.number("mean")
            guard from < mean, mean < to else {
                throw DistributionError(parameter: "mean", expected: "a mean between `from` and `to`")
            }
            let center = (mean - from) / (to - from)
            let deviation = mean * given.number("cv") / (to - from)
            let concentration = center * (1 - center) / (deviation * deviation) - 1
            let (alpha, beta) = (center * concentration, (1 - center) * concentration)
            guard range.contains(alpha), range.contains(beta) else {
                let most = (center * (1 - center)).squareRoot() * (to - from) / mean
                throw DistributionError(
                    parameter: "cv",
                    expected: min(alpha, beta) < range.lowerBound
                        ? "a coefficient of variation clearly below \(rounded(most)), the most that this mean allows"
                        : "a larger coefficient of variation")
            }
            return .beta(Beta(from: from, to: to, alpha: alpha, beta: beta))
        }

        var mean: Double { from + (to - from) * alpha / (alpha + beta) }

        var variance: Double {
            let whole = alpha + beta
            return (to - from) * (to - from) * (alpha / whole) * (beta / whole) / (whole + 1)
        }

        func cdf(_ x: Double) -> Double { gsl_cdf_beta_P(standard(x), alpha, beta) }
        func survival(_ x: Double) -> Double { gsl_cdf_beta_Q(standard(x), alpha, beta) }

        func quantile(below p: Double, above q: Double) -> Double {
            if q == 0 { return to }
            return quantileBySearch(below: p, above: q, from: from, to: to)
        }

        func next(_ stream: inout RandomStream) -> Double {
            from + (to - from) * gsl_ran_beta(stream.handle, alpha, beta)
        }

        private func standard(_ x: Double) -> Double { min(1, max(0, (x - from) / (to - from))) }
    }
}

/// Four decimals, for a message.
private func rounded(_ x: Double) -> Double { (x * 10_000).rounded() / 10_000 }
