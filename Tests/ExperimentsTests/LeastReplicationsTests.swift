import Experiments
import Scenarios
import Testing

@testable import Measures

/// Below the days that docs/trust.md states a measure has a value and no interval; from there on it has one. The page
/// counts how often those intervals hold the truth; here they are refused where it does not.
@Suite struct LeastReplicationsTests {
    /// Days on which callbacks are promised, and some are late.
    private static let text = """
        holdfast: 1
        name: Callbacks on bad days
        day: {opens: "09:00", closes: "13:00", interval: 30 min, at_close: serve_waiting}
        customers:
          callers:
            arrivals: {per_interval: [16, 20, 26, 28, 26, 20, 16, 12]}
            handle_time: {lognormal: {mean: 5 min, cv: 1}}
            patience: {exponential: {mean: 3 min}}
            follow_up: {probability: 10%, due_within: 30 min, work: {constant: 4 min}}
        agents:
          agents: {serves: [callers], staff: [3, 4, 4, 5, 4, 4, 4, 3]}
        policy:
          quotes: queue_length
          callbacks:
            offer: {when_quote_at_least: 90 s}
            accepts: 60%
            promise: {within: 20 min}
            serve: {when_slack_at_most: 3 min}
            dial: {first: agent, rings: 20 s, answered: 95%, attempts: 2, pause: 4 min}
        targets:
          - {measure: service_level, within: 20 s, at_least: 50%}

        """

    /// As the page states them.
    private static let stated: [(days: Int, measures: [String])] = [
        (50, ["wait_p99", "answered_wait_p99", "abandoned_wait_mean"]),
        (
            100,
            [
                "callbacks_kept", "callbacks_kept_dial", "callbacks_kept_reached", "callbacks_late",
                "callbacks_unreached", "broken_promises_per_1000", "callback_window_kept_95", "follow_ups_kept",
            ]
        ),
        (200, ["callback_lateness_p99", "follow_up_lateness_p90"]),
        (400, ["callback_lateness_mean"]),
    ]

    private func read(_ changes: [String] = []) throws -> ReadScenario {
        try ScenarioReader(measures: MeasureWord.all).read(
            text: Self.text, named: "callbacks.yaml", directory: "", changes: changes.map { try Change($0) })
    }

    private func run(days: Int) throws -> RunResults {
        let read = try read()
        return try ScenarioRun(
            read.scenario, file: "callbacks.yaml", resolvedSHA256: read.resolvedSHA256,
            options: RunOptions(seed: 5, replications: days, threads: 1)
        ).results()
    }

    @Test func aRunRefusesIntervalsBelow() throws {
        for (days, names) in Self.stated {
            let few = try run(days: days - 1).measures, enough = try run(days: days).measures
            for name in names {
                let before = try #require(few.first { $0.measure.name == name }, "\(name)").estimate
                let after = try #require(enough.first { $0.measure.name == name }).estimate
                #expect(before.value != nil && before.low == nil && before.high == nil, "\(name) after \(days - 1)")
                #expect(after.value != nil && after.low != nil && after.high != nil, "\(name) after \(days)")
            }
        }
    }

    @Test func aComparisonRefusesThemBelow() throws {
        let plans = try [[], ["agents.*.staff+=1"]].map { changes in
            let read = try read(changes)
            return PlanToCompare(
                name: changes.first ?? "as written", scenario: read.scenario, file: "callbacks.yaml", changes: changes,
                resolvedSHA256: read.resolvedSHA256)
        }
        func differences(days: Int) throws -> [ComparedMeasure] {
            try Comparison(plans, options: RunOptions(seed: 5, replications: days, threads: 1)).results().measures
        }
        for (days, names) in Self.stated {
            // Quantiles of waits need a hundred days here, whatever they need by themselves.
            let isEarly = days < 100
            let least = isEarly ? 100 : days
            let few = try differences(days: least - 1), enough = try differences(days: least)
            for name in names where !isEarly || name.contains("_p") {
                let before = try #require(few.first { $0.measure.name == name }?.differences[1]).estimate
                let after = try #require(enough.first { $0.measure.name == name }?.differences[1]).estimate
                #expect(before.value != nil && before.low == nil, "\(name) after \(least - 1)")
                #expect(after.low != nil && after.high != nil, "\(name) after \(least)")
            }
        }
    }

    /// A floor under a name that no measure has would hold nothing.
    @Test func everyFloorIsThatOfAMeasure() {
        for name in Measure.leastReplicationsByName.keys { #expect(Measure.named(name) != nil, "\(name)") }
        for (days, names) in Self.stated {
            for name in names { #expect(Measure.named(name)?.leastReplications == days, "\(name)") }
        }
    }
}
