import Engine
import Foundation
import Measures
import Scenarios
import Synchronization
import Testing

@testable import Experiments

/// How often the interval at the day where a run stopped contains the truth.
///
/// A whole run with days of its own is repeated with other seeds, and stops by itself; the truth is from 724,185 days
/// with a seed that none of them has, and is uncertain by less than a fiftieth of the half-widths asked for. Repetitions
/// are few in the everyday test: at 93.5 % coverage, what is claimed, fewer than `least` of 300 would be found in 1 of
/// 10,000 such tests. HOLDFAST_REPETITIONS asks for more, and prints what the page on precision quotes.
@Suite struct StoppingCoverageTests {
    private static let centre = """
        holdfast: 1
        name: Small centre
        day: {opens: "08:00", closes: "11:00", interval: 1 h, at_close: hang_up}
        customers:
          sales:
            arrivals: {per_interval: [50, 80, 60], day_to_day_cv: 0.2}
            handle_time: {lognormal: {mean: 3 min, cv: 1.2}}
            after_call: {constant: 30 s}
            patience: {exponential: {mean: 2 min}}
          service:
            arrivals: {per_hour: 20}
            handle_time: {gamma: {mean: 6 min, cv: 0.7}}
            patience: {exponential: {mean: 4 min}}
        agents:
          juniors: {serves: [sales], staff: [3, 4, 3]}
          seniors: {serves: [sales, service], staff: [2, 3, 3]}
        report_within: [20 s, 60 s]

        """

    private static let wishes = [
        ("service_level=1.5pt", 0.6142107), ("service_level=2pt", 0.6142107), ("asa=1s", 22.0462),
        ("abandonment=5%rel", 0.1697640),
    ]

    @Test func intervalsAtTheStoppingPointContainTheTruth() throws {
        let asked = ProcessInfo.processInfo.environment["HOLDFAST_REPETITIONS"].flatMap { Int($0) }
        let repetitions = asked ?? 300
        let scenario = try QuickCentre.scenario(Self.centre)
        let compiled = CompiledScenario(scenario)
        let goals = try Self.wishes.map { try PrecisionGoal.reading($0.0, for: scenario) }
        var covered = [Int](repeating: 0, count: goals.count)
        var days = covered
        for seed in 1...repetitions {
            let found = stopped(compiled, goals, seed: UInt64(seed))
            for (index, (_, truth)) in Self.wishes.enumerated() {
                let (estimate, day) = found[index]
                let low = try #require(estimate.low), high = try #require(estimate.high)
                covered[index] += low <= truth && truth <= high ? 1 : 0
                days[index] += day
            }
        }
        let count = Double(repetitions)
        let least = 0.935 * count - 3.719 * (0.935 * 0.065 * count).squareRoot()
        for (index, (wish, _)) in Self.wishes.enumerated() {
            let share = Double(covered[index]) / count
            #expect(Double(covered[index]) >= least, "\(wish): \(share)")
            if asked != nil { print("\(wish): covered \(share), on average after \(Double(days[index]) / count) days") }
        }
    }

    /// Each goal's estimate at the day where it alone would have stopped the run.
    private func stopped(
        _ compiled: CompiledScenario, _ goals: [[PrecisionGoal]], seed: UInt64
    ) -> [(Estimate, day: Int)] {
        struct State {
            var tally: RunTally
            var watches: [PrecisionWatch]
            var found: [(Estimate, day: Int)?]
        }
        let most = 5_000
        let state = Mutex(
            State(
                tally: RunTally(plan: compiled.plan, layout: compiled.model.layout),
                watches: goals.map { PrecisionWatch($0, plan: compiled.plan, most: most) },
                found: [(Estimate, day: Int)?](repeating: nil, count: goals.count)))
        Replications(compiled.model, seed: seed, numbers: 0..<UInt32(most), threads: 1).run { replication in
            state.withLock { state in
                state.tally.add(replication.counts)
                for index in goals.indices where state.found[index] == nil {
                    guard state.watches[index].ending(state.tally) == .reached else { continue }
                    state.found[index] = (
                        state.tally.outcome(of: goals[index][0]).estimate, state.tally.replications
                    )
                }
                return state.found.contains { $0 == nil }
            }
        }
        return state.withLock { $0.found.map { $0 ?? (.noData, most) } }
    }
}
