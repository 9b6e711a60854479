import Benchmark
import QueueTheory

/// The formulas, in a small centre and in the largest that anyone runs.
func theory() {
    for agents in [10, 1_000, 100_000] {
        let load = Double(agents) * 0.98
        Benchmark("Erlang B, \(agents) agents") { benchmark in
            for _ in benchmark.scaledIterations {
                blackHole(erlangB(agents: Double(agents), load: load))
            }
        }
        Benchmark("Erlang A, \(agents) agents", configuration: .perThousand) { benchmark in
            let line = try CallLine(arrivalsPerSecond: load / 240, handleTime: 240, patience: 180)
            for _ in benchmark.scaledIterations {
                blackHole(try line.steadyState(agents: agents).serviceLevel(within: 20))
            }
        }
    }
    Benchmark("fewest agents for 80/20, 100 erlangs, Erlang A", configuration: .perThousand) { benchmark in
        let line = try CallLine(arrivalsPerSecond: 100.0 / 240, handleTime: 240, patience: 180)
        for _ in benchmark.scaledIterations {
            blackHole(try line.fewestAgents(meeting: [.serviceLevel(within: 20, atLeast: 0.8)]).agents)
        }
    }
}
