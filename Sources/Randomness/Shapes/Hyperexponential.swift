import CGSL
import CRandom

extension Distribution {
    /// One of several exponentials, chosen by chance: more variable than one alone.
    public struct Hyperexponential: SequentialShape {
        /// Adding up to 1.
        public let shares: [Double]
        /// Seconds.
        public let means: [Double]
        private let cumulativeShares: [Double]

        init(shares: [Double], means: [Double]) {
            let sum = shares.reduce(0, +)
            self.shares = shares.map { $0 / sum }
            self.means = means
            cumulativeShares = cumulative(shares)
        }

        /// Two exponentials, each with half of the mean to its share (balanced means): cv of 1 or more.
        init(mean: Double, cv: Double) {
            let excess = ((cv - 1) * (cv + 1) / (cv * cv + 1)).squareRoot()
            // 1 − excess without cancellation, as (1 − excess²) / (1 + excess).
            let rare = 2 / (cv * cv + 1) / (1 + excess) / 2
            let common = (1 + excess) / 2
            self.init(shares: [common, rare], means: [mean / (2 * common), mean / (2 * rare)])
        }

        static let family = DistributionFamily(
            "hyperexponential",
            forms: [
                [Parameter("mean", .positiveTime), Parameter("cv", .positiveNumber)],
                [Parameter("shares", .shares), Parameter("means", .times)],
            ],
            convention:
                "With mean and cv (from 1 to 100): two exponentials, each contributing half of the mean (balanced means).",
            source: "Morse 1958; balanced means as in Whitt 1982"
        ) { given throws(DistributionError) in
            if given.has("cv") {
                let cv = try given.number(
                    "cv", in: 1...cvRange.upperBound, expected: "a coefficient of variation from 1 to 100")
                return .hyperexponential(Hyperexponential(mean: given.number("mean"), cv: cv))
            }
            let (shares, means) = (given.list("shares"), given.list("means"))
            guard abs(shares.reduce(0, +) - 1) <= sharesTolerance else {
                throw DistributionError(parameter: "shares", expected: "shares that add up to 1")
            }
            guard means.count == shares.count else {
                throw DistributionError(parameter: "means", expected: "as many means as shares, \(shares.count)")
            }
            guard means.allSatisfy({ $0 > 0 }) else {
                throw DistributionError(parameter: "means", expected: "means above zero")
            }
            return .hyperexponential(Hyperexponential(shares: shares, means: means))
        }

        var mean: Double { zip(shares, means).reduce(0) { $0 + $1.0 * $1.1 } }

        var variance: Double {
            let mean = mean
            return zip(shares, means).reduce(0) { $0 + $1.0 * ($1.1 * $1.1 + ($1.1 - mean) * ($1.1 - mean)) }
        }

        func cdf(_ x: Double) -> Double { zip(shares, means).reduce(0) { $0 - $1.0 * expm1(-x / $1.1) } }
        func survival(_ x: Double) -> Double { zip(shares, means).reduce(0) { $0 + $1.0 * exp(-x / $1.1) } }

        func quantile(below p: Double, above q: Double) -> Double {
            if p == 0 { return 0 }
            if q == 0 { return .infinity }
            let single = hazardReached(below: p, above: q)
            return quantileBySearch(
                below: p, above: q, from: 0.99 * single * means.reduce(.infinity, min),
                to: 1.01 * single * means.reduce(0, max))
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            let choice = index(of: holdfast_unit(holdfast_xoshiro_next(&generator)), in: cumulativeShares)
            return means[choice] * holdfast_exponential(&generator)
        }
    }
}
