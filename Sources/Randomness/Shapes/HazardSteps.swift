import CGSL
import CRandom

extension Distribution {
    /// A hazard that is constant between given times. With a last rate of 0 a share never comes: its time is infinite.
    public struct HazardSteps: SequentialShape {
        /// Where each rate begins, seconds, the first 0.
        public let from: [Double]
        /// Per second.
        public let rates: [Double]
        /// The cumulative hazard at the beginning of each step.
        private let reached: [Double]

        init(from: [Double], rates: [Double]) {
            self.from = from
            self.rates = rates
            var reached = [0.0]
            for step in from.indices.dropLast() {
                reached.append(reached[step] + rates[step] * (from[step + 1] - from[step]))
            }
            self.reached = reached
        }

        static let family = DistributionFamily(
            "hazard", forms: [[Parameter("from", .times), Parameter("rates", .rates)]],
            convention:
                "From each time on, the rate at which those still there leave; with a last rate of 0 a share never leaves.",
            source: "Piecewise exponential: Friedman 1982; for patience Brown et al. 2005", momentsMayBeInfinite: true
        ) { given throws(DistributionError) in
            let (from, rates) = (given.list("from"), given.list("rates"))
            guard from[0] == 0 else {
                throw DistributionError(parameter: "from", expected: "a list of times that begins with 0")
            }
            guard zip(from, from.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw DistributionError(parameter: "from", expected: "times that increase")
            }
            guard rates.count == from.count else {
                throw DistributionError(parameter: "rates", expected: "as many rates as times in `from`, \(from.count)")
            }
            guard rates.contains(where: { $0 > 0 }) else {
                throw DistributionError(parameter: "rates", expected: "at least one rate above zero")
            }
            return .hazard(HazardSteps(from: from, rates: rates))
        }

        var neverShare: Double { rates[rates.count - 1] > 0 ? 0 : exp(-reached[reached.count - 1]) }

        var mean: Double { integrate { _, fall, _ in fall } }

        var variance: Double {
            let mean = mean
            guard mean.isFinite else { return .infinity }
            return integrate { start, fall, slopedFall in 2 * (start * fall + slopedFall) } - mean * mean
        }

        func cdf(_ x: Double) -> Double { -expm1(-cumulativeHazard(x)) }
        func survival(_ x: Double) -> Double { exp(-cumulativeHazard(x)) }

        func cumulativeHazard(_ x: Double) -> Double {
            var low = 0
            var high = from.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if from[middle] <= x { low = middle } else { high = middle }
            }
            return reached[low] + rates[low] * (x - from[low])
        }

        func quantile(below p: Double, above q: Double) -> Double {
            if p == 0 { return from[rates.firstIndex { $0 > 0 } ?? 0] }
            return quantile(hazard: hazardReached(below: p, above: q))
        }

        func quantile(hazard: Double) -> Double {
            var low = 0
            var high = reached.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if reached[middle] < hazard { low = middle } else { high = middle }
            }
            // At hazard 0 the first step may have no rate.
            if hazard == reached[low] { return from[low] }
            return from[low] + (hazard - reached[low]) / rates[low]
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double { quantile(hazard: holdfast_exponential(&generator)) }

        /// The sum over steps of what `piece` makes of a step's start, the integral of the survival over it, and that of
        /// (x − start) times the survival.
        private func integrate(_ piece: (Double, Double, Double) -> Double) -> Double {
            var sum = 0.0
            for step in from.indices {
                let survival = exp(-reached[step])
                let rate = rates[step]
                let length = step + 1 < from.count ? from[step + 1] - from[step] : .infinity
                if length.isInfinite {
                    guard rate > 0 else { return .infinity }
                    sum += piece(from[step], survival / rate, survival / rate / rate)
                } else {
                    let risk = rate * length
                    let (fall, slopedFall) = HazardSteps.exponentialIntegrals(risk)
                    sum += piece(from[step], survival * length * fall, survival * length * length * slopedFall)
                }
            }
            return sum
        }

        /// ∫₀¹ e^(−ay) dy and ∫₀¹ y e^(−ay) dy, by series where the closed forms cancel.
        private static func exponentialIntegrals(_ a: Double) -> (Double, Double) {
            if a > 0.02 { return (-expm1(-a) / a, (-expm1(-a) - a * exp(-a)) / (a * a)) }
            var power = 1.0
            var (plain, sloped) = (0.0, 0.0)
            for k in 0..<10 {
                plain += power / Double(k + 1)
                sloped += power / Double(k + 2)
                power *= -a / Double(k + 1)
            }
            return (plain, sloped)
        }
    }
}
