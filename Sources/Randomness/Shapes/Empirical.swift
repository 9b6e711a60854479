import CRandom

extension Distribution {
    /// The times of a list, each as likely as another.
    public struct Empirical: SequentialShape {
        /// Increasing, seconds.
        public let values: [Double]
        let mean: Double
        let variance: Double

        init(values: [Double]) {
            self.values = values.sorted()
            let mean = values.reduce(0, +) / Double(values.count)
            self.mean = mean
            variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        }

        static let family = DistributionFamily(
            "empirical", forms: [[Parameter("values", .times)]], bare: Parameter("values", .times),
            convention: "Drawn from the list with replacement; the sd is the list's own, divided by n.",
            source: "Efron 1979"
        ) { given throws(DistributionError) in .empirical(Empirical(values: given.list("values"))) }

        func cdf(_ x: Double) -> Double { Double(countUpTo(x)) / Double(values.count) }
        func survival(_ x: Double) -> Double { Double(values.count - countUpTo(x)) / Double(values.count) }

        func quantile(below p: Double, above q: Double) -> Double {
            // The count of values to reach is whole where p is the share of some: a rounding of p must not add one.
            let count = Double(values.count)
            let slack = 8 * count.ulp
            let place = p <= q ? Int((p * count - slack).rounded(.up)) - 1 : values.count - 1 - Int(q * count + slack)
            return values[min(values.count - 1, max(0, place))]
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            let place = holdfast_xoshiro_next(&generator).multipliedFullWidth(by: UInt64(values.count)).high
            return values[Int(place)]
        }

        private func countUpTo(_ x: Double) -> Int {
            var low = 0
            var high = values.count
            while low < high {
                let middle = (low + high) / 2
                if values[middle] <= x { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
