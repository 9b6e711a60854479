import Engine
import Testing

@testable import Measures

/// Three named agents, two days, worked out by hand.
@Suite struct AgentLoadTests {
    private static let groups = [
        GroupPlan(name: "generalists", agents: 2), GroupPlan(name: "seniors", agents: 1), GroupPlan(name: "temps"),
    ]

    private let results: RunResults = {
        let day = SyntheticDay(
            classes: [ClassPlan(name: "retail")], groups: groups, intervals: 1, features: [.shifts])
        // Busy seconds of 1000 at work; nil is absent. Agent-intervals: in all, above 85, 90 and 95 %.
        let days: [(load: [Double?], intervals: [Double])] = [
            ([500, 900, 700], [10, 4, 2, 1]), ([600, nil, 800], [10, 2, 1, 0]),
        ]
        let counts = days.map { load, intervals in
            var counts = Counts(layout: day.layout)
            counts[lengthOfRow: 0] = 3600
            for (agent, busy) in load.enumerated() {
                guard let busy else { continue }
                counts[agent: agent, .busySeconds] = busy
                counts[agent: agent, .idleSeconds] = 1000 - busy
            }
            let kinds: [GroupCount] = [
                .agentIntervals, .agentIntervalsAbove85, .agentIntervalsAbove90, .agentIntervalsAbove95,
            ]
            for (count, number) in zip(kinds, intervals) { counts[row: 0, group: 0, count] = number }
            counts[row: 0, group: 1, .agentIntervals] = 10
            return counts
        }
        return day.tally(counts).results()
    }()

    /// In order: 50, 70, 90 % on the first day; 60, 80 % on the second, when one is absent.
    private static let expected: [(name: String, value: Double)] = [
        ("agent_occupancy_min", 0.55), ("agent_occupancy_p10", 0.55), ("agent_occupancy_p50", (0.7 + 0.6) / 2),
        ("agent_occupancy_p90", 0.85), ("agent_occupancy_max", 0.85), ("occupancy_above_85", 6.0 / 40),
        ("occupancy_above_90", 3.0 / 40), ("occupancy_above_95", 1.0 / 40),
    ]

    @Test(arguments: expected.indices) func isWhatItsFormulaSays(index: Int) throws {
        let (name, value) = Self.expected[index]
        #expect(abs(try #require(results.value(name)) - value) < 1e-12, "\(name)")
    }

    @Test func groupsStandByThemselves() throws {
        func value(_ group: Int, _ name: String) -> Double? {
            results.groups[group].measures.first { $0.measure.name == name }?.estimate.value
        }
        #expect(abs(try #require(value(0, "agent_occupancy_max")) - (0.9 + 0.6) / 2) < 1e-12)
        #expect(abs(try #require(value(1, "agent_occupancy_min")) - 0.75) < 1e-12)
        #expect(value(0, "occupancy_above_85") == 6.0 / 20 && value(1, "occupancy_above_85") == 0)
        #expect(value(2, "agent_occupancy_max") == nil && value(2, "occupancy_above_85") == nil, "nobody is named")
    }

    @Test func theIntervalIsThatOfAMeanOverDays() throws {
        let found = try #require(results.measures.first { $0.measure.name == "agent_occupancy_max" }).estimate
        // 0.9 and 0.8: Student's 12.706 with one degree of freedom, times 0.05, cut at 1.
        #expect(abs(try #require(found.low) - (0.85 - 12.7062047 * 0.05)) < 1e-6 && found.high == 1)
    }

    @Test func withoutNamesThereIsNoData() {
        let day = SyntheticDay(
            targets: [
                TargetSpec(measure: .the("agent_occupancy_max"), bound: .atMost, value: 0.9),
                TargetSpec(measure: .the("occupancy_above_90"), scope: .group(1), bound: .atMost, value: 0.1),
            ])
        var random = TestStream(64)
        let found = day.tally([day.counts(&random), day.counts(&random)]).results()
        #expect(found.targets.map(\.verdict) == [.noData, .noData])
    }

    @Test func agentsAddUpToTheirGroup() {
        let plan = SyntheticDay(
            classes: [ClassPlan(name: "retail")], groups: [GroupPlan(name: "agents", agents: 2)], intervals: 1)
        var counts = Counts(layout: plan.layout)
        for count in [GroupCount.busySeconds, .backgroundSeconds] { counts[row: 0, group: 0, count] = 900 }
        for count in [GroupCount.presentSeconds, .scheduledSeconds] { counts[row: 0, group: 0, count] = 2000 }
        for agent in 0..<2 {
            counts[agent: agent, .busySeconds] = 450
            counts[agent: agent, .idleSeconds] = 550
        }
        func violations() -> [String] {
            var check = ConservationCheck(plan: plan.plan)
            check.add(counts, replication: 3)
            return check.result.violations
        }
        #expect(violations() == [])
        counts[agent: 1, .idleSeconds] = 540
        #expect(
            violations() == [
                "group agents, replication 3: busy for 900.0 s of 2000.0 s at work, but its agents for 900.0 s of 1990.0 s"
            ])
    }
}
