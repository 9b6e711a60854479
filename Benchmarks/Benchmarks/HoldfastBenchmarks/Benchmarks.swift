import Benchmark

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .perMillion
    events()
    drawing()
    counts()
    behaviours()
    wholes()
    theory()
}

extension Benchmark.Configuration {
    /// A million operations an iteration, since CPU time ticks every 10 ms; results are per operation.
    static var perMillion: Self {
        Self(
            metrics: [.cpuTotal, .throughput], timeUnits: .nanoseconds, warmupIterations: 1, scalingFactor: .mega,
            maxDuration: .seconds(3))
    }

    /// For operations of ten microseconds and more, that a million of would take too long.
    static var perThousand: Self {
        Self(
            metrics: [.wallClock, .throughput], timeUnits: .nanoseconds, warmupIterations: 1, scalingFactor: .kilo,
            maxDuration: .seconds(3))
    }
}
