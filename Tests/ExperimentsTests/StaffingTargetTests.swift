import Measures
import Scenarios
import Testing

@testable import Experiments

/// Targets of every kind: on the customers of the search each is kept, and not with any one agent less.
@Suite struct StaffingTargetTests {
    private static func centre(_ targets: String, policy: String = "", days: String = "") -> String {
        """
        holdfast: 1
        name: Targets
        day: {opens: "08:00", closes: "11:00", interval: 1 h\(days)}
        customers:
          sales: {arrivals: {per_interval: [50, 90, 60]}, handle_time: {lognormal: {mean: 3 min, cv: 1.2}}, patience: {exponential: {mean: 2 min}}}
          service: {arrivals: {per_hour: 30}, handle_time: {gamma: {mean: 4 min, cv: 0.7}}, patience: {exponential: {mean: 4 min}}}
        agents:
          juniors: {serves: [sales], staff: [3, 4, 3]}
          seniors: {serves: [sales, service], staff: [2, 3, 3]}
        \(policy)
        targets: [\(targets)]

        """
    }

    static let callbacks = """
        policy:
          quotes: {queue_length: {}}
          callbacks:
            offer: {when_quote_at_least: 30 s}
            accepts: 70%
            promise: {within: 10 min}
            serve: {when_slack_at_most: 3 min}
            dial: {first: agent, answered: 97%}
        """

    static let texts: [String: String] = [
        "occupancy by interval": centre("{measure: occupancy, at_most: 80%, over: each_interval}"),
        "occupancy of a group over the whole": centre(
            "{measure: occupancy, for: seniors, at_most: 75%}, {measure: service_level, within: 20 s, at_least: 70%}"),
        "abandonment by interval": centre("{measure: abandonment, at_most: 5%, over: each_interval}"),
        "abandonment over the whole, of a class": centre("{measure: abandonment, for: service, at_most: 6%}"),
        "average wait by interval": centre("{measure: asa, at_most: 15 s, over: each_interval}"),
        "a share of days": centre(
            "{measure: service_level, within: 20 s, at_least: 75%, over: day, share_of_days: 80%}"),
        "a quantile over the whole": centre("{measure: wait_p90, at_most: 45 s}"),
        "interval and whole together": centre(
            "{measure: service_level, within: 20 s, at_least: 60%, over: each_interval}, "
                + "{measure: service_level, within: 20 s, at_least: 85%}"),
        "callbacks kept": centre(
            "{measure: callbacks_kept, at_least: 93%}, {measure: abandonment, at_most: 12%}", policy: callbacks),
        "two days alike": centre(
            "{measure: service_level, within: 20 s, at_least: 80%, over: each_interval}", days: ", days: 2"),
    ]

    @Test(arguments: texts.keys.sorted()) func keepsWhatNoAgentLessKeeps(kind: String) throws {
        let scenario = try ScenarioReader(measures: MeasureWord.all)
            .read(text: Self.texts[kind] ?? "", named: "t.yaml", directory: "").scenario
        guard case .calendar(let calendar) = scenario.hours else { preconditionFailure("a day") }
        let days = 100
        let results = try StaffingSearch(
            scenario, file: "t.yaml", resolvedSHA256: "", options: RunOptions(seed: 5, replications: days)
        ).results().results
        #expect(results.isKept)
        let cells = StaffingCells(scenario, calendar)
        let trials = StaffingTrials(
            scenario, cells, seed: 5, threads: 2, confidence: 0.95, isInterrupted: { false }, progress: { _ in })
        let plan = results.cells.map(\.agents)
        #expect(try !trials.outcomes(plan, 0..<days).contains(where: \.isMissed), "\(plan)")
        // What was added on the fresh customers needs no showing on these.
        for cell in plan.indices where plan[cell] > 0 && results.cells[cell].oneLess != nil {
            var less = plan
            less[cell] -= 1
            #expect(try trials.outcomes(less, 0..<days).contains(where: \.isMissed), "at cell \(cell) of \(plan)")
        }
        #expect(results.cells.count { $0.agents > 0 && $0.oneLess == nil } <= 1)
        if let least = results.least { #expect(least.agentHours <= results.total.agentHours + 1e-9) }
    }
}

/// The day of 48 half hours that staffing is judged by, on fewer days than `staff` takes.
@Suite struct StaffingReferenceTests {
    static func scenario() throws -> Scenario {
        let target = "targets=[{measure: service_level, within: 20 s, at_least: 80%, over: each_interval}]"
        return try ScenarioReader(measures: MeasureWord.all).read(
            file: ShippedScenarioTests.folder.appending(path: "reference/w2-day.yaml").path(), changes: [Change(target)]
        ).scenario
    }

    /// Of 400 days of another seed no half hour lies wholly below its target, each interval so wide that all 48 together
    /// hold with a chance of 1 − 10⁻⁴: so rarely would this fail for a plan whose every half hour just keeps it.
    @Test func staffsTheReferenceDay() throws {
        let scenario = try Self.scenario()
        guard case .calendar(let calendar) = scenario.hours else { preconditionFailure("a day") }
        let cells = StaffingCells(scenario, calendar)
        let days = 150
        let results = try StaffingSearch(
            scenario, file: "w2.yaml", resolvedSHA256: "", options: RunOptions(seed: 1, replications: days)
        ).results().results
        let plan = results.cells.map(\.agents)
        #expect(results.isKept && results.targets.count == 48)
        let least = try #require(results.least).agentHours
        #expect(results.total.agentHours <= 1.01 * least, "\(results.total.agentHours) against \(least)")

        let others = StaffingTrials(
            scenario, cells, seed: 2, threads: 2, confidence: 1 - 1e-4 / 48, isInterrupted: { false },
            progress: { _ in })
        #expect(try !others.outcomes(plan, 0..<400).contains { $0.found.verdict == .missed })

        // On paired customers one agent less puts a half hour below; each tenth number is looked at once more.
        let paired = StaffingTrials(
            scenario, cells, seed: 1, threads: 2, confidence: 0.95, isInterrupted: { false }, progress: { _ in })
        for cell in stride(from: 3, to: 48, by: 10) {
            #expect(results.cells[cell].oneLess.map { $0.missedBy > 0 } ?? false, "at \(results.cells[cell].start)")
            var less = plan
            less[cell] -= 1
            // Missed by the customers of the search, or by the fresh ones for whom an agent was added there.
            let isMissed =
                try paired.outcomes(less, 0..<days).contains(where: \.isMissed)
                || paired.outcomes(less, days..<(days + StaffingSearch.fresh)).contains(where: \.isMissed)
            #expect(isMissed, "at \(results.cells[cell].start)")
        }
    }
}
