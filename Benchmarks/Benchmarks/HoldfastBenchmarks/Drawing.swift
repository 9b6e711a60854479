import Benchmark
import Randomness

/// A draw of each kind that a call is made of.
func drawing() {
    let kinds: [(name: String, distribution: Distribution)] = [
        ("exponential", .exponential(mean: 300)),
        ("lognormal", .lognormal(mean: 188, cv: 1.27)),
        ("gamma", .gamma(mean: 360, cv: 0.7)),
        ("weibull", .weibull(mean: 240, shape: 0.8)),
    ]
    for kind in kinds {
        Benchmark("draw, \(kind.name)") { benchmark in
            var stream = RandomStream(seed: 1, replication: 1, stream: 1, cause: .handleTime)
            var sum = 0.0
            for _ in benchmark.scaledIterations { sum += kind.distribution.draw(from: &stream) }
            blackHole(sum)
        }
    }
}
