import CGSL
import CRandom

extension Distribution {
    /// The time without memory.
    public struct Exponential: SequentialShape {
        public let mean: Double

        static let family = DistributionFamily(
            "exponential", forms: [[Parameter("mean", .positiveTime)]],
            convention: "The mean is a time, not a rate; the standard deviation equals it.",
            source: "Johnson, Kotz and Balakrishnan 1994, chapter 19"
        ) { given throws(DistributionError) in .exponential(Exponential(mean: given.number("mean"))) }

        var variance: Double { mean * mean }
        func cdf(_ x: Double) -> Double { -expm1(-x / mean) }
        func survival(_ x: Double) -> Double { exp(-x / mean) }
        func cumulativeHazard(_ x: Double) -> Double { x / mean }
        func quantile(below p: Double, above q: Double) -> Double { mean * hazardReached(below: p, above: q) }
        func quantile(hazard: Double) -> Double { mean * hazard }
        func next(_ generator: inout holdfast_xoshiro) -> Double { mean * holdfast_exponential(&generator) }

        func fill(_ buffer: UnsafeMutablePointer<Double>, _ count: Int, _ stream: inout RandomStream) {
            holdfast_exponential_fill(stream.state, buffer, count, mean)
        }
    }

    /// The sum of several exponential phases of one mean: a gamma distribution of whole shape.
    public struct Erlang: AddressedShape {
        public let mean: Double
        public let phases: Int
        private let gamma: Gamma

        init(mean: Double, phases: Int) {
            self.mean = mean
            self.phases = phases
            gamma = Gamma(shape: Double(phases), scale: mean / Double(phases))
        }

        static let family = DistributionFamily(
            "erlang", forms: [[Parameter("mean", .positiveTime), Parameter("phases", .count)]],
            convention: "The mean is that of the whole, not of a phase; the cv is 1 / √phases.",
            source: "Erlang 1917; sampled by Marsaglia and Tsang 2000"
        ) { given throws(DistributionError) in
            .erlang(Erlang(mean: given.number("mean"), phases: Int(given.number("phases"))))
        }

        var variance: Double { mean * mean / Double(phases) }
        func cdf(_ x: Double) -> Double { gamma.cdf(x) }
        func survival(_ x: Double) -> Double { gamma.survival(x) }
        func quantile(below p: Double, above q: Double) -> Double { gamma.quantile(below: p, above: q) }
        func next(_ stream: inout RandomStream) -> Double { gamma.next(&stream) }
    }
}

/// The cumulative hazard at which a share p is below and q = 1 − p above, from the smaller of the two.
func hazardReached(below p: Double, above q: Double) -> Double { p < q ? -log1p(-p) : -log(q) }
