import CRandom

extension Distribution {
    /// Always the same time.
    public struct Constant: SequentialShape {
        /// Seconds; infinite for what never happens.
        public let time: Double

        static let family = DistributionFamily(
            "constant", forms: [[Parameter("time", .time)]], bare: Parameter("time", .time),
            convention: "Always the same time.", source: ""
        ) { given throws(DistributionError) in .constant(Constant(time: given.number("time"))) }

        var mean: Double { time }
        var variance: Double { time.isFinite ? 0 : .infinity }
        func cdf(_ x: Double) -> Double { x >= time ? 1 : 0 }
        func survival(_ x: Double) -> Double { x >= time ? 0 : 1 }
        func quantile(below p: Double, above q: Double) -> Double { time }
        func next(_ generator: inout holdfast_xoshiro) -> Double { time }
    }

    /// Another distribution, later by a fixed time.
    public struct Shifted: Shape {
        /// Seconds.
        public let by: Double
        public let of: Distribution

        static let family = DistributionFamily(
            "shifted", forms: [[Parameter("by", .time), Parameter("of", .distribution)]],
            convention: "A fixed time `by` plus a draw `of` another distribution.", source: "",
            momentsMayBeInfinite: true
        ) { given throws(DistributionError) in
            .shifted(Shifted(by: given.number("by"), of: given.distribution("of")))
        }

        var mean: Double { by + of.mean }
        var variance: Double { of.variance }
        var neverShare: Double { of.neverShare }
        func cdf(_ x: Double) -> Double { of.cdf(x - by) }
        func survival(_ x: Double) -> Double { of.survival(x - by) }
        func cumulativeHazard(_ x: Double) -> Double { of.cumulativeHazard(x - by) }
        func quantile(below p: Double, above q: Double) -> Double { by + of.quantile(below: p, above: q) }
        func quantile(hazard: Double) -> Double { by + of.quantile(cumulativeHazard: hazard) }
    }
}
