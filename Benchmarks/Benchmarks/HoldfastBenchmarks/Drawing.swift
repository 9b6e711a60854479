import Benchmark
import Randomness

/// A draw of each family of distributions, one at a time and, as the engine takes them, in a batch of 128.
func drawing() {
    for family in Distribution.families {
        guard let form = forms[family.name], let distribution = try? family.make(form) else {
            preconditionFailure("give the new family \(family.name) parameters here, to be timed with")
        }
        Benchmark("draw, \(family.name)") { benchmark in
            var stream = RandomStream(seed: 1, replication: 1, stream: 1, cause: .handleTime)
            var sum = 0.0
            for _ in benchmark.scaledIterations { sum += distribution.draw(from: &stream) }
            blackHole(sum)
        }
        Benchmark("draw in a batch, \(family.name)") { benchmark in
            var stream = RandomStream(seed: 1, replication: 1, stream: 1, cause: .handleTime)
            let batch = UnsafeMutablePointer<Double>.allocate(capacity: CallSource.batch)
            defer { batch.deallocate() }
            for _ in 0..<(benchmark.scaledIterations.count / CallSource.batch) {
                distribution.fill(batch, count: CallSource.batch, from: &stream, firstNumber: 0)
            }
            blackHole(batch[0])
        }
    }
}

private let forms: [String: [String: ParameterValue]] = [
    "constant": ["time": .number(300)], "exponential": ["mean": .number(300)],
    "erlang": ["mean": .number(300), "phases": .number(4)], "gamma": ["mean": .number(360), "cv": .number(0.7)],
    "lognormal": ["mean": .number(188), "cv": .number(1.27)],
    "weibull": ["mean": .number(240), "shape": .number(0.8)],
    "log_logistic": ["median": .number(60), "shape": .number(8)],
    "normal": ["mean": .number(300), "cv": .number(0.2)], "uniform": ["from": .number(20), "to": .number(80)],
    "triangular": ["from": .number(10), "mode": .number(20), "to": .number(60)],
    "pareto": ["minimum": .number(30), "shape": .number(3.5)],
    "beta": ["from": .number(10), "to": .number(100), "alpha": .number(2), "beta": .number(5)],
    "hyperexponential": ["mean": .number(300), "cv": .number(2)],
    "mixture": [
        "parts": .weighted([
            WeightedDistribution(share: 0.05, distribution: .uniform(from: 0, to: 10)),
            WeightedDistribution(share: 0.95, distribution: .lognormal(mean: 204, cv: 1.09)),
        ])
    ],
    "shifted": ["by": .number(5), "of": .distribution(.exponential(mean: 180))],
    "hazard": ["from": .list([0, 10, 20, 60]), "rates": .list([0.01, 0.02, 0.05, 0.002])],
    "empirical": ["values": .list([12, 3, 3, 40, 7.5])],
    "histogram": ["edges": .list([0, 10, 30, 60, 300]), "counts": .list([4, 1, 9, 2])],
]
