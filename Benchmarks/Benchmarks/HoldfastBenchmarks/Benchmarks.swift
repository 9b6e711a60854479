import Benchmark

let benchmarks: @Sendable () -> Void = {
    // CPU time ticks every 10 ms, so that an iteration is many operations; results are per operation.
    Benchmark.defaultConfiguration = .init(
        metrics: [.cpuTotal, .throughput], timeUnits: .nanoseconds, warmupIterations: 1, scalingFactor: .kilo,
        maxDuration: .seconds(2))
    drawing()
    theory()
}
