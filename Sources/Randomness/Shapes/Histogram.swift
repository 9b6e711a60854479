import CRandom

extension Distribution {
    /// Counts between edges; within a bin any time alike.
    public struct Histogram: SequentialShape {
        /// Increasing, seconds, one more than counts.
        public let edges: [Double]
        public let counts: [Double]
        /// The share below each edge.
        private let below: [Double]
        /// The share above each edge, summed from above.
        private let above: [Double]
        /// For each of as many equal shares as there are bins, the bin in which it begins (Chen and Asau 1974).
        private let guide: [Int]

        init(edges: [Double], counts: [Double]) {
            self.edges = edges
            self.counts = counts
            below = cumulative(counts)
            above = cumulative(counts.reversed()).reversed()
            let below = below
            guide = counts.indices.map { index(of: Double($0) / Double(counts.count), in: below) }
        }

        static let family = DistributionFamily(
            "histogram", forms: [[Parameter("edges", .times), Parameter("counts", .numbers)]],
            convention: "One count for the range between each two neighbouring edges; within it any time alike.",
            source: "Law 2015, section 6.2"
        ) { given throws(DistributionError) in
            let (edges, counts) = (given.list("edges"), given.list("counts"))
            guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }), edges.count > 1 else {
                throw DistributionError(parameter: "edges", expected: "at least two edges, increasing")
            }
            guard counts.count == edges.count - 1 else {
                throw DistributionError(
                    parameter: "counts", expected: "one count fewer than edges, \(edges.count - 1)")
            }
            guard counts.contains(where: { $0 > 0 }) else {
                throw DistributionError(parameter: "counts", expected: "at least one count above zero")
            }
            return .histogram(Histogram(edges: edges, counts: counts))
        }

        var mean: Double { sum { ($0 + $1) / 2 } }

        var variance: Double {
            let mean = mean
            return sum { from, to in
                let distance = (from + to) / 2 - mean
                return distance * distance + (to - from) * (to - from) / 12
            }
        }

        func cdf(_ x: Double) -> Double {
            guard let (bin, place) = place(of: x) else { return x < edges[0] ? 0 : 1 }
            return below[bin] + place * (below[bin + 1] - below[bin])
        }

        func survival(_ x: Double) -> Double {
            guard let (bin, place) = place(of: x) else { return x < edges[0] ? 1 : 0 }
            return above[bin + 1] + (1 - place) * (above[bin] - above[bin + 1])
        }

        func quantile(below p: Double, above q: Double) -> Double {
            let bin = p == 0 ? counts.firstIndex { $0 > 0 } ?? 0 : index(reaching: p, in: below)
            let share = below[bin + 1] - below[bin]
            return edges[bin] + min(1, max(0, (p - below[bin]) / share)) * (edges[bin + 1] - edges[bin])
        }

        func next(_ generator: inout holdfast_xoshiro) -> Double {
            let u = holdfast_unit(holdfast_xoshiro_next(&generator))
            var bin = guide[Int(u * Double(guide.count))]
            while below[bin + 1] <= u { bin += 1 }
            let place = (u - below[bin]) / (below[bin + 1] - below[bin])
            return edges[bin] + place * (edges[bin + 1] - edges[bin])
        }

        /// The bin of a time between the edges and the part of it that lies before the time.
        private func place(of x: Double) -> (bin: Int, place: Double)? {
            guard x >= edges[0], x < edges[edges.count - 1] else { return nil }
            let bin = index(of: x, in: edges)
            return (bin, (x - edges[bin]) / (edges[bin + 1] - edges[bin]))
        }

        private func sum(_ value: (Double, Double) -> Double) -> Double {
            counts.indices.reduce(0) {
                $0 + (below[$1 + 1] - below[$1]) * value(edges[$1], edges[$1 + 1])
            }
        }
    }
}
