import Engine
import Testing

@testable import Measures

/// Single days told apart from all days together.
@Suite struct DaysApartTests {
    /// Contacts of each day, and those of them answered in time; several days may make a replication.
    private func run(
        _ days: [(contacts: Int, inTime: Int)], kind: ObservationKind = .day, perReplication: Int = 1
    ) -> RunResults {
        let day = SyntheticDay(
            classes: [ClassPlan(name: "all")], groups: [GroupPlan(name: "agents")], intervals: perReplication,
            days: perReplication, thresholds: [20], kind: kind,
            histogramsByInterval: kind == .batch)
        let found = stride(from: 0, to: days.count, by: perReplication).map { first in
            var counts = Counts(layout: day.layout)
            for row in 0..<perReplication {
                counts[lengthOfRow: row] = 3600
                for contact in 0..<days[first + row].contacts {
                    day.add(to: &counts, row, 0, wait: contact < days[first + row].inTime ? 10 : 30)
                }
            }
            return counts
        }
        return day.tally(found).results()
    }

    private func isNear(_ value: Double?, _ expected: Double, by tolerance: Double) -> Bool {
        value.map { abs($0 - expected) < tolerance } ?? false
    }

    private func level(_ results: RunResults) throws -> MeasuredValue {
        try #require(results.measures.first { $0.measure.name == "service_level" })
    }

    /// 90 of 100, 5 of 10, 8 of 10: of all 103/120, a day on average (0.9 + 0.5 + 0.8)/3.
    private let three = [(contacts: 100, inTime: 90), (10, 5), (10, 8)]
    private let mean = 2.2 / 3
    /// Of 0.9, 0.5 and 0.8: √((0.1667² + 0.2333² + 0.0667²)/2).
    private let deviation = (0.13 / 3).squareRoot()

    @Test func aQuietDayCountsAsMuchAsABusyOne() throws {
        let level = try level(run(three))
        #expect(level.estimate.value == 103.0 / 120)
        let days = try #require(level.days)
        #expect(days.days == 3 && isNear(days.mean.value, mean, by: 1e-15))
        #expect(isNear(days.standardDeviation, deviation, by: 1e-15))
        let factor = ConfidenceInterval.student(confidence: 0.95, degreesOfFreedom: 2)
        let low: Double = try #require(days.mean.low)
        #expect(abs(low - max(0, mean - factor * deviation / 3.0.squareRoot())) < 1e-12)
    }

    /// The spread of days does not shrink with their number; the uncertainty of their mean does.
    @Test func moreDaysAreNoAliker() throws {
        let few = try #require(try level(run(Array(repeating: three, count: 10).flatMap { $0 })).days)
        let many = try #require(try level(run(Array(repeating: three, count: 90).flatMap { $0 })).days)
        let (fewSpread, manySpread) = (try #require(few.standardDeviation), try #require(many.standardDeviation))
        #expect(abs(fewSpread / manySpread - 1) < 0.02)
        func width(_ days: DaysApart) throws -> Double { try #require(days.mean.high) - (try #require(days.mean.low)) }
        let narrower = try width(few) / (try width(many))
        #expect(abs(narrower - 3) < 0.3)
    }

    /// A day on which nobody called has no service level, and is no day of it.
    @Test func daysWithoutDataAreLeftOut() throws {
        let days = try #require(try level(run(three + [(0, 0)])).days)
        #expect(days.days == 3 && isNear(days.mean.value, mean, by: 1e-15))
        #expect(isNear(days.standardDeviation, deviation, by: 1e-15))
        let offered = try #require(run(three + [(0, 0)]).measures.first { $0.measure.name == "offered" }?.days)
        #expect(offered.days == 4 && offered.mean.value == 30)
        #expect(try level(run([(0, 0), (0, 0)])).days == nil)
    }

    /// Days of a longer horizon are days; a steady run has none, and waits of all days together are no day's.
    @Test func daysOfWeeks() throws {
        let weeks = try #require(try level(run(three + three, kind: .horizon, perReplication: 3)).days)
        #expect(weeks.days == 6 && isNear(weeks.mean.value, mean, by: 1e-15))
        // Both weeks are alike: their means are certain, their days are not.
        #expect(isNear(weeks.mean.low, mean, by: 1e-12))
        #expect(isNear(weeks.standardDeviation, (deviation * deviation * 4 / 5).squareRoot(), by: 1e-15))
        #expect(try level(run(three, kind: .batch, perReplication: 3)).days == nil)
        let results = run(three)
        for measured in results.measures where !measured.measure.hasDays { #expect(measured.days == nil) }
        #expect(results.measures.contains { !$0.measure.hasDays })
        #expect(results.classes[0].measures.contains { $0.days != nil })
    }
}
