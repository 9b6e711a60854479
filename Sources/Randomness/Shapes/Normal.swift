import CGSL
import CRandom

extension Distribution {
    /// A normal time on condition that it is zero or more.
    public struct Normal: SequentialShape {
        /// The mean before the cut, seconds.
        public let uncutMean: Double
        /// The standard deviation before the cut, seconds.
        public let uncutStandardDeviation: Double
        /// P(uncut ≥ 0) and P(uncut < 0).
        private let kept: Double
        private let dropped: Double

        init(uncutMean: Double, uncutStandardDeviation: Double) {
            self.uncutMean = uncutMean
            self.uncutStandardDeviation = uncutStandardDeviation
            kept = gsl_cdf_ugaussian_P(uncutMean / uncutStandardDeviation)
            dropped = gsl_cdf_ugaussian_Q(uncutMean / uncutStandardDeviation)
        }

        static let family = DistributionFamily(
            "normal",
            forms: [
                [Parameter("mean", .positiveTime), Parameter("cv", .positiveNumber)],
                [Parameter("mean", .time), Parameter("sd", .positiveTime)],
            ],
            convention:
                "Cut at zero: the parameters are those of the normal before the cut; its own mean is larger, its own sd smaller.",
            source: "Johnson, Kotz and Balakrishnan 1994, chapter 13"
        ) { given throws(DistributionError) in
            let mean = given.number("mean")
            let sd = given.has("cv") ? mean * given.number("cv") : given.number("sd")
            return .normal(Normal(uncutMean: mean, uncutStandardDeviation: sd))
        }

        var mean: Double { uncutMean + uncutStandardDeviation * gsl_sf_hazard(cut) }

        var variance: Double {
            let slope = gsl_sf_hazard(cut)
            return uncutStandardDeviation * uncutStandardDeviation * (1 + slope * (cut - slope))
        }

        func cdf(_ x: Double) -> Double {
            let z = (x - uncutMean) / uncutStandardDeviation
            if z > 0 { return 1 - gsl_cdf_ugaussian_Q(z) / kept }
            return max(0, gsl_cdf_ugaussian_P(z) - dropped) / kept
        }

        func survival(_ x: Double) -> Double {
            min(1, gsl_cdf_ugaussian_Q((x - uncutMean) / uncutStandardDeviation) / kept)
        }

        func quantile(below p: Double, above q: Double) -> Double {
            if p == 0 { return 0 }
            if q == 0 { return .infinity }
            if q < p { return beyond(q * kept) }
            return max(0, uncutMean + uncutStandardDeviation * gsl_cdf_ugaussian_Pinv(dropped + p * kept))
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            beyond(kept * holdfast_open_unit(holdfast_xoshiro_next(&generator)))
        }

        private var cut: Double { -uncutMean / uncutStandardDeviation }

        /// The time that the uncut normal exceeds with this probability.
        private func beyond(_ probability: Double) -> Double {
            max(0, uncutMean + uncutStandardDeviation * gsl_cdf_ugaussian_Qinv(probability))
        }
    }
}
