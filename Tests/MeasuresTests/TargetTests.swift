import Engine
import Testing

@testable import Measures

@Suite struct TargetTests {
    @Test(arguments: [
        (Estimate(value: 0.8, low: 0.79, high: 0.81), TargetSpec.Bound.atLeast, 0.79, Verdict.met),
        (Estimate(value: 0.8, low: 0.79, high: 0.81), .atLeast, 0.8, .undecided),
        (Estimate(value: 0.8, low: 0.79, high: 0.81), .atLeast, 0.81, .undecided),
        (Estimate(value: 0.8, low: 0.79, high: 0.81), .atLeast, 0.82, .missed),
        (Estimate(value: 0.8, low: 0.79, high: 0.81), .atMost, 0.81, .met),
        (Estimate(value: 0.8, low: 0.79, high: 0.81), .atMost, 0.78, .missed),
        (Estimate(value: 0.8), .atLeast, 0.1, .undecided), (.noData, .atLeast, 0.1, .noData),
    ])
    func verdicts(estimate: Estimate, bound: TargetSpec.Bound, value: Double, verdict: Verdict) {
        #expect(Verdict.of(estimate, bound, value) == verdict)
    }

    /// 0.79 ± 0.02 of 100 against 0.8: the width must halve, so four times as many.
    @Test func widthShrinksWithTheSquareRoot() {
        let estimate = Estimate(value: 0.79, low: 0.77, high: 0.81)
        let needed = Verdict.observationsToDecide(estimate, 0.8, observations: 100)
        #expect(needed == 400 || needed == 410)
        #expect(Verdict.observationsToDecide(estimate, 0.79, observations: 100) == nil)
        #expect(Verdict.observationsToDecide(estimate, 0.790001, observations: 100) == nil)
        #expect(Verdict.observationsToDecide(Estimate(value: 0.79), 0.8, observations: 1) == nil)
        #expect(Verdict.roundedUp(1234.2) == 1300)
        #expect(Verdict.roundedUp(99.1) == 100)
        #expect(Verdict.roundedUp(17) == 17)
    }

    /// Days of ten contacts, of which `within[d]` are answered in time.
    private func run(
        _ within: [Int], targets: [TargetSpec], kind: ObservationKind = .day, perReplication: Int = 1
    ) -> RunResults {
        let day = SyntheticDay(
            classes: [ClassPlan(name: "all")], groups: [GroupPlan(name: "agents")], intervals: perReplication,
            days: perReplication, thresholds: [20], kind: kind, targets: targets)
        let found = stride(from: 0, to: within.count, by: perReplication).map { first in
            var counts = Counts(layout: day.layout)
            for row in 0..<perReplication {
                counts[lengthOfRow: row] = 3600
                counts[row: row, group: 0, .scheduledSeconds] = 3600
                counts[row: row, group: 0, .presentSeconds] = 3600
                for contact in 0..<10 {
                    day.add(to: &counts, row, 0, wait: contact < within[first + row] ? 10 : 30)
                }
            }
            return counts
        }
        return day.tally(found).results()
    }

    private let level = TargetSpec(measure: .the("service_level"), bound: .atLeast, value: 0.8)

    @Test func daysAreJudgedOneByOne() throws {
        var overDays = level
        overDays.over = .day
        overDays.shareOfDays = 0.9
        let results = run([9, 8, 7, 10, 9, 6, 9, 8, 9, 9], targets: [level, overDays])
        #expect(results.targets.count == 2)
        #expect(results.targets[0].estimate.value == 0.84)
        #expect(results.targets[0].days == DayCount(met: 8, judged: 10))
        let share = results.targets[1]
        #expect(share.estimate.value == 0.8 && share.shareOfDays == 0.9 && share.over == "day")
        #expect(share.verdict == .undecided && share.days == DayCount(met: 8, judged: 10))
        #expect(try #require(share.replicationsToDecide) > 10)
        #expect(results.value("days_meeting_target") == 0.8)
    }

    @Test func withoutAShareTheMeanDayIsJudged() {
        var typical = level
        typical.over = .day
        let results = run([9, 8, 7, 10], targets: [typical])
        #expect(results.targets[0].estimate.value == 0.85)
    }

    @Test func daysOfALongerHorizonAreJudgedToo() {
        let results = run([9, 8, 7, 10, 9, 6], targets: [level], kind: .horizon, perReplication: 3)
        #expect(results.observations == 2)
        #expect(results.targets[0].days == DayCount(met: 4, judged: 6))
        #expect(results.value("days_meeting_target") == 4.0 / 6)
    }

    @Test func everyTargetMustBeMetOnTheDay() {
        let wait = TargetSpec(measure: .the("asa"), bound: .atMost, value: 12)
        // Means of 12, 14, 16 and 10 s.
        let results = run([9, 8, 7, 10], targets: [level, wait])
        #expect(results.targets.map(\.days) == [DayCount(met: 3, judged: 4), DayCount(met: 2, judged: 4)])
        #expect(results.value("days_meeting_target") == 0.5)
    }

    @Test func quantilesOfADayComeFromItsOwnWaits() {
        let median = TargetSpec(measure: .the("wait_p80"), bound: .atMost, value: 15)
        let results = run([9, 8, 7, 10], targets: [median])
        #expect(results.targets[0].days == DayCount(met: 3, judged: 4))
    }

    @Test func noTargetNoDays() {
        let results = run([9, 8], targets: [])
        #expect(results.value("days_meeting_target") == nil && results.targets.isEmpty)
    }

    @Test func eachIntervalHasItsOutcome() {
        var each = level
        each.over = .eachInterval
        let results = run([9, 2, 9, 9, 3, 9], targets: [each], kind: .horizon, perReplication: 3)
        #expect(results.targets.map(\.estimate.value) == [0.9, 0.25, 0.9])
        #expect(results.targets.map { $0.interval?.day } == [1, 2, 3])
        #expect(results.targets.map(\.over) == ["each_interval", "each_interval", "each_interval"])
        #expect(results.value("days_meeting_target") == nil)
    }

    @Test func scorecardCarriesTheVerdict() throws {
        let results = run([9, 9, 9, 9, 9, 9, 9, 9, 9, 9], targets: [level])
        let entry = try #require(results.scorecard.first { $0.measure.name == "service_level" })
        #expect(entry.principle == .timeliness && entry.verdict == .met && entry.atLeast == 0.8)
        #expect(results.scorecard.first { $0.measure.name == "wait_p90" }?.verdict == .some(nil))
        #expect(results.scorecard.map(\.principle.rawValue).first == "courtesy")
    }

    @Test func loyalClassesHaveTheirOwnLines() {
        let day = SyntheticDay()
        var random = TestStream(41)
        let results = day.tally((0..<10).map { _ in day.counts(&random) }).results()
        let loyal = results.scorecard.filter { $0.principle == .loyalty }
        #expect(loyal.map(\.measure.name) == ["service_level", "wait_p90", "abandonment", "service_level_whole"])
        #expect(loyal.allSatisfy { $0.scope == "private" })
    }

    @Test func classesAndGroupsHaveTargetsOfTheirOwn() {
        let targets = [
            TargetSpec(
                measure: .the("service_level"), within: 60, scope: .customerClass(1), bound: .atLeast, value: 0.5),
            TargetSpec(measure: .the("occupancy"), scope: .group(1), bound: .atMost, value: 0.85),
        ]
        let day = SyntheticDay(targets: targets)
        var random = TestStream(42)
        let results = day.tally((0..<10).map { _ in day.counts(&random) }).results()
        #expect(results.targets.map(\.scope) == ["private", "seniors"])
        #expect(results.targets.map(\.within) == [60, nil])
        #expect(results.targets[0].days?.judged == 10)
        #expect(
            results.targets[1].estimate
                == results.groups[1].measures.first { $0.measure.name == "occupancy" }?.estimate)
    }
}
