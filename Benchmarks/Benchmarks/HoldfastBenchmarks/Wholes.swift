import Benchmark
import Experiments

/// What each way of a contact adds: the day of W2 with one thing more.
func behaviours() {
    let day = StandardWorkload.all.first { $0.name == StandardWorkload.nameForThreads }!
    let quotes = "quotes: queue_length"
    let behaviours: [(name: String, changes: [String])] = [
        ("plain", []),
        ("abandon: three times the share", ["customers.callers.patience.exponential.mean=20 s"]),
        (
            "redial: half of those who abandon",
            ["customers.callers.redials={probability: 50%, after: {exponential: {mean: 10 min}}, at_most: 3}"]
        ),
        ("quote to each who waits", ["policy={\(quotes)}"]),
        (
            "callback for who would wait 30 s",
            [
                "policy={\(quotes), callbacks: {offer: {when_quote_at_least: 30 s}, accepts: 60%, "
                    + "promise: {within: 30 min}}}"
            ]
        ),
        (
            "overflow after 30 s",
            [
                "agents.others={serves: [callers], staff: 5}",
                "policy={overflow: {callers: {to: others, after: 30 s}}}",
            ]
        ),
    ]
    for behaviour in behaviours {
        simulating("contact, \(behaviour.name)", day.with(changes: behaviour.changes))
    }
}

/// The standard workloads, as `holdfast bench` times them.
func wholes() {
    for workload in StandardWorkload.all { simulating("contact, \(workload.title)", workload) }
}

private func simulating(_ name: String, _ workload: StandardWorkload) {
    Benchmark(name) { benchmark in
        let ready = workload.ready(contacts: 1_000_000)
        benchmark.startMeasurement()
        blackHole(ready.pass(threads: 1)?.events)
        benchmark.stopMeasurement()
    }
}
