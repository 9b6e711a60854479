import CGSL

extension Distribution {
    /// One of several distributions, chosen by chance: a spike of short calls beside the rest, say.
    public struct Mixture: AddressedShape {
        /// The parts with a share above zero; shares add up to 1.
        public let parts: [WeightedDistribution]
        private let cumulativeShares: [Double]

        init(parts: [WeightedDistribution]) {
            let present = parts.filter { $0.share > 0 }
            let sum = present.reduce(0) { $0 + $1.share }
            self.parts = present.map { WeightedDistribution(share: $0.share / sum, distribution: $0.distribution) }
            cumulativeShares = cumulative(present.map(\.share))
        }

        static let family = DistributionFamily(
            "mixture", forms: [[Parameter("parts", .weightedDistributions)]],
            bare: Parameter("parts", .weightedDistributions),
            convention: "Each draw comes from one of the parts, chosen by its share; shares add up to 1.",
            source: "McLachlan and Peel 2000", momentsMayBeInfinite: true
        ) { given throws(DistributionError) in
            let parts = given.weighted("parts")
            guard abs(parts.reduce(0) { $0 + $1.share } - 1) <= sharesTolerance else {
                throw DistributionError(parameter: "parts", expected: "shares that add up to 1")
            }
            return .mixture(Mixture(parts: parts))
        }

        var mean: Double { sum { $0.mean } }

        var variance: Double {
            let mean = mean
            guard mean.isFinite else { return .infinity }
            return sum { $0.variance + ($0.mean - mean) * ($0.mean - mean) }
        }

        var neverShare: Double { sum { $0.neverShare } }

        func cdf(_ x: Double) -> Double { min(1, sum { $0.cdf(x) }) }
        func survival(_ x: Double) -> Double { min(1, sum { $0.survival(x) }) }

        func quantile(below p: Double, above q: Double) -> Double {
            var low = Double.infinity
            var high = 0.0
            for part in parts {
                let quantile = part.distribution.quantile(below: p, above: q)
                low = min(low, quantile)
                high = max(high, quantile)
            }
            return p == 0 ? low : quantileBySearch(below: p, above: q, from: low, to: high)
        }

        func next(_ stream: inout RandomStream) -> Double {
            let choice = index(of: stream.uniform(), in: cumulativeShares)
            return parts[choice].distribution.draw(from: &stream)
        }

        private func sum(_ value: (Distribution) -> Double) -> Double {
            parts.reduce(0) { $0 + $1.share * value($1.distribution) }
        }
    }
}
