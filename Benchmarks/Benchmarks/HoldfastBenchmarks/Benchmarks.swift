import Benchmark

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .perMillion
    drawing()
    theory()
}

extension Benchmark.Configuration {
    /// A million operations an iteration, since CPU time ticks every 10 ms; results are per operation.
    static let perMillion = Self(
        metrics: [.cpuTotal, .throughput], timeUnits: .nanoseconds, warmupIterations: 1, scalingFactor: .mega,
        maxDuration: .seconds(3))

    /// For operations of ten microseconds and more, that a million of would take too long.
    static let perThousand = Self(
        metrics: [.wallClock, .throughput], timeUnits: .nanoseconds, warmupIterations: 1, scalingFactor: .kilo,
        maxDuration: .seconds(3))
}
