import CGSL
import CRandom

extension Distribution {
    /// Any time of a range alike.
    public struct Uniform: SequentialShape {
        public let from: Double
        public let to: Double

        static let family = DistributionFamily(
            "uniform", forms: [[Parameter("from", .time), Parameter("to", .positiveTime)]],
            convention: "Any time from `from` to `to` alike.", source: "Johnson, Kotz and Balakrishnan 1995, chapter 26"
        ) { given throws(DistributionError) in
            let from = given.number("from")
            let to = given.number("to")
            guard from < to else { throw DistributionError(parameter: "to", expected: "an upper end above `from`") }
            return .uniform(Uniform(from: from, to: to))
        }

        var mean: Double { from + (to - from) / 2 }
        var variance: Double { (to - from) * (to - from) / 12 }
        func cdf(_ x: Double) -> Double { min(1, max(0, (x - from) / (to - from))) }
        func survival(_ x: Double) -> Double { min(1, max(0, (to - x) / (to - from))) }

        func quantile(below p: Double, above q: Double) -> Double {
            p < q ? from + p * (to - from) : to - q * (to - from)
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            from + (to - from) * holdfast_unit(holdfast_xoshiro_next(&generator))
        }
    }

    /// A range of times with a most likely one.
    public struct Triangular: SequentialShape {
        public let from: Double
        public let mode: Double
        public let to: Double

        static let family = DistributionFamily(
            "triangular",
            forms: [[Parameter("from", .time), Parameter("mode", .time), Parameter("to", .positiveTime)]],
            convention: "The density rises straight from `from` to `mode` and falls straight to `to`.",
            source: "Johnson, Kotz and Balakrishnan 1995, chapter 26"
        ) { given throws(DistributionError) in
            let (from, mode, to) = (given.number("from"), given.number("mode"), given.number("to"))
            guard from < to else { throw DistributionError(parameter: "to", expected: "an upper end above `from`") }
            guard from <= mode, mode <= to else {
                throw DistributionError(parameter: "mode", expected: "a time from `from` to `to`")
            }
            return .triangular(Triangular(from: from, mode: mode, to: to))
        }

        var mean: Double { (from + mode + to) / 3 }

        var variance: Double {
            let (rise, fall) = (mode - from, to - mode)
            return (rise * rise + rise * fall + fall * fall) / 18
        }

        func cdf(_ x: Double) -> Double {
            if x <= from { return 0 }
            return x <= mode ? (x - from) / (to - from) * ((x - from) / (mode - from)) : 1 - survival(x)
        }

        func survival(_ x: Double) -> Double {
            if x >= to { return 0 }
            return x < mode ? 1 - cdf(x) : (to - x) / (to - from) * ((to - x) / (to - mode))
        }

        func quantile(below p: Double, above q: Double) -> Double {
            let rise = (mode - from) / (to - from)
            return p < rise
                ? from + (p * (to - from) * (mode - from)).squareRoot()
                : to - (q * (to - from) * (to - mode)).squareRoot()
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            let u = holdfast_unit(holdfast_xoshiro_next(&generator))
            return quantile(below: u, above: 1 - u)
        }
    }
}
