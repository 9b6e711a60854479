import Engine
import Testing

@testable import Measures

@Suite struct RunTallyTests {
    private func days(_ day: SyntheticDay, _ number: Int, seed: UInt64) -> [Counts] {
        var random = TestStream(seed)
        return (0..<number).map { _ in day.counts(&random, level: 0.7 + 0.6 * random.uniform()) }
    }

    /// Every ratio is one of sums over rows, classes and replications; recomputed here from the counts themselves.
    @Test func wholeIsTheRatioOfAllSums() throws {
        let day = SyntheticDay()
        let found = days(day, 30, seed: 31)
        let results = day.tally(found).results()
        func sum(_ count: ClassCount, _ classes: [Int] = [0, 1]) -> Double {
            var total = 0.0
            for counts in found {
                for row in 0..<counts.layout.rows {
                    for customerClass in classes { total += counts[row: row, customerClass: customerClass, count] }
                }
            }
            return total
        }
        let offered = sum(.answered) + sum(.abandoned)
        #expect(abs(try #require(results.value("offered")) - offered / 30) < 1e-9)
        #expect(abs(try #require(results.value("abandonment")) - sum(.abandoned) / offered) < 1e-12)
        #expect(abs(try #require(results.value("asa")) - sum(.answeredWaitSeconds) / sum(.answered)) < 1e-9)
        #expect(abs(try #require(results.value("queue_mean")) - sum(.queueSeconds) / (30 * 4 * 3600)) < 1e-9)
        #expect(abs(try #require(results.value("handle_mean")) - 200) < 1e-9)
        let retail = try #require(results.classes.first { $0.name == "retail" })
        let abandonment = try #require(retail.measures.first { $0.measure.name == "abandonment" }?.estimate.value)
        #expect(abs(abandonment - sum(.abandoned, [0]) / (sum(.answered, [0]) + sum(.abandoned, [0]))) < 1e-12)
        #expect(results.conservation.holds, "\(results.conservation.violations)")
        #expect(results.conservation.arrivals == sum(.arrivals))
    }

    /// 2 groups of 4 scheduled, 3.5 present, over 4 hours; overtime of 600 s each outside the intervals.
    @Test func agentsTimeAddsUp() throws {
        let day = SyntheticDay(prices: Prices(agentHour: 20, overtimeHour: 30, lostContact: 5, waitingMinute: 0.6))
        let found = days(day, 12, seed: 32)
        let results = day.tally(found).results()
        var busy = 0.0
        var lost = 0.0
        var waited = 0.0
        for counts in found {
            for row in 0..<counts.layout.rows {
                for group in 0..<2 { busy += counts[row: row, group: group, .busySeconds] }
                for customerClass in 0..<2 {
                    lost += counts[row: row, customerClass: customerClass, .abandoned]
                    waited += counts[row: row, customerClass: customerClass, .queueSeconds]
                }
            }
        }
        let hours = busy / 3600 / 12
        let overtime = 2.0 * 600 / 3600
        #expect(abs(try #require(results.value("occupancy")) - hours / (28 + overtime)) < 1e-12)
        #expect(abs(try #require(results.value("utilisation")) - hours / 32) < 1e-12)
        #expect(abs(try #require(results.value("overtime_hours")) - overtime) < 1e-12)
        #expect(abs(try #require(results.value("paid_hours")) - (32 + overtime)) < 1e-12)
        let cost = 20 * 32 + 30 * overtime + 5 * lost / 12 + 0.01 * waited / 12
        #expect(abs(try #require(results.value("cost")) - cost) < 1e-9)
        #expect(results.intervals[0].agents == 8)
        // Headcounts have no breaks and no runs of calls.
        #expect(results.value("breaks_late") == nil && results.value("longest_run") == nil)
    }

    @Test func agentsOfABackOfficeDoNotCountAsThoseWhoAnswer() throws {
        let desk = GroupPlan(name: "desk")
        let office = GroupPlan(name: "office", answersContacts: false)
        func agents(_ groups: [GroupPlan]) throws -> Double {
            let day = SyntheticDay(groups: groups)
            return try #require(day.tally(days(day, 5, seed: 33)).results().intervals[0].agents)
        }
        let (first, second) = (try agents([desk, office]), try agents([office, desk]))
        #expect(first > 0 && second > 0 && first + second == 8)
        let anyone = GroupPlan(name: "anyone", isUnlimited: true, answersContacts: false)
        #expect(try agents([desk, anyone]) == first)
    }

    @Test func aGroupWithoutLimitHasNoOccupancy() throws {
        let day = SyntheticDay(
            groups: [GroupPlan(name: "desk"), GroupPlan(name: "anyone", isUnlimited: true)])
        let found = days(day, 5, seed: 33)
        let results = day.tally(found).results()
        let anyone = results.groups[1].measures
        for name in ["occupancy", "utilisation", "paid_hours"] {
            #expect(anyone.first { $0.measure.name == name }?.estimate == .noData, "\(name)")
        }
        #expect(anyone.first { $0.measure.name == "handle_mean" }?.estimate.value == 200)
        let desk = try #require(results.groups[0].measures.first { $0.measure.name == "occupancy" }).estimate.value
        #expect(results.value("occupancy") == desk)
        #expect(results.intervals[0].agents == nil)
    }

    @Test func intervalsAreTheirOwnRows() throws {
        let day = SyntheticDay()
        let found = days(day, 20, seed: 34)
        let results = day.tally(found).results()
        #expect(results.intervals.map(\.start) == ["08:00", "09:00", "10:00", "11:00"])
        var answered = 0.0
        var within = 0.0
        for counts in found {
            for customerClass in 0..<2 {
                answered += counts[row: 2, customerClass: customerClass, .answered]
                within += counts[row: 2, customerClass: customerClass, .answeredWithin, threshold: 0]
            }
        }
        let level = try #require(
            results.intervals[2].measures.first { $0.measure.name == "service_level_answered" }
        ).estimate.value
        #expect(abs(try #require(level) - within / answered) < 1e-12)
        #expect(!results.intervals[2].measures.contains { $0.measure.name == "wait_p90" })
    }

    @Test func maximaAreMeansOverReplications() throws {
        let day = SyntheticDay()
        let found = days(day, 20, seed: 35)
        let longest = found.map { counts in
            (0..<4).flatMap { row in (0..<2).map { counts[row: row, customerClass: $0, .waitSeconds] } }.max() ?? 0
        }
        let results = day.tally(found).results()
        let told: Double = try #require(results.value("wait_max"))
        let mean: Double = longest.reduce(0, +) / 20
        #expect(abs(told - mean) < 1e-9)
    }

    @Test func quantilesByIntervalNeedTheirHistograms() throws {
        let target = TargetSpec(
            measure: .the("wait_p90"), bound: .atMost, value: 30, over: .eachInterval)
        let day = SyntheticDay(targets: [target], histogramsByInterval: true)
        #expect(day.plan.needsHistogramsByInterval)
        let found = days(day, 60, seed: 36)
        let results = day.tally(found).results()
        var bins = [UInt64](repeating: 0, count: WaitHistogram.bins)
        for counts in found {
            for customerClass in 0..<2 {
                for end in [WaitHistogram.End.answered, .unanswered] {
                    let start = day.layout.histogram(row: 1, customerClass: customerClass, of: end)
                    for bin in bins.indices { bins[bin] += counts.histograms[start + bin] }
                }
            }
        }
        let exact = Quantile.value(0.9, of: bins, edges: Quantile.fineEdges)
        let p90 = try #require(results.intervals[1].measures.first { $0.measure.name == "wait_p90" }).estimate
        #expect(p90.value == exact)
        let low = try #require(p90.low)
        let high = try #require(p90.high)
        #expect(low < high && high - low < 40)
        #expect(results.targets.count == 4)
        #expect(results.targets[1].estimate == p90)
        // The same contacts in all, whether histograms are kept by interval or not.
        let plain = SyntheticDay()
        let merged = plain.tally(days(plain, 60, seed: 36)).results()
        #expect(merged.value("wait_p90") == results.value("wait_p90"))
    }

    @Test func unequalClassesAreSeen() throws {
        let day = SyntheticDay(intervals: 1, thresholds: [20])
        let found = (0..<40).map { replication in
            var counts = Counts(layout: day.layout)
            counts[lengthOfRow: 0] = 3600
            for contact in 0..<20 {
                day.add(to: &counts, 0, 0, wait: 10 + Double((contact + replication) % 5))
                day.add(to: &counts, 0, 1, wait: contact < 5 + replication % 2 ? 40 : 10)
            }
            for group in 0..<2 {
                counts[row: 0, group: group, .scheduledSeconds] = 3600
                counts[row: 0, group: group, .presentSeconds] = 3600
            }
            return counts
        }
        let results = day.tally(found).results()
        #expect(abs(try #require(results.value("fairness_service_level_gap")) - 5.5 / 20) < 1e-12)
        let ratio = try #require(results.measures.first { $0.measure.name == "fairness_wait_ratio" }).estimate
        #expect(abs(try #require(ratio.value) - 40 / 14.0) < 0.03)
        let gap = try #require(results.measures.first { $0.measure.name == "fairness_service_level_gap" }).estimate
        #expect(try #require(gap.low) > 0.26 && (try #require(gap.high)) < 0.29)
    }

    /// From so few days no interval of the longest waits can be trusted: it is refused, and a target's reader told.
    @Test func tooFewDaysGiveNoInterval() throws {
        let target = TargetSpec(measure: .the("wait_p99"), bound: .atMost, value: 30)
        let day = SyntheticDay(targets: [target])
        let few = day.tally(days(day, 49, seed: 39)).results()
        let p99 = try #require(few.measures.first { $0.measure.name == "wait_p99" }).estimate
        #expect(p99.value != nil && p99.low == nil && p99.high == nil)
        #expect(few.targets[0].verdict == .undecided)
        #expect(few.warnings == ["Too few days to say how sure wait_p99 can be: at least 50."])
        let p90 = try #require(few.measures.first { $0.measure.name == "wait_p90" }).estimate
        #expect(p90.low != nil)
        let enough = day.tally(days(day, 50, seed: 39)).results()
        #expect(try #require(enough.measures.first { $0.measure.name == "wait_p99" }).estimate.low != nil)
        #expect(enough.warnings.isEmpty)
        // Interval by interval there is less to go by.
        let first = few.intervals[0].measures
        #expect(try #require(first.first { $0.measure.name == "asa" }).estimate.low == nil)
        #expect(try #require(first.first { $0.measure.name == "service_level" }).estimate.low != nil)
    }

    /// Whoever asks for few measures gets the same numbers.
    @Test func fewMeasuresAreTheSame() throws {
        let day = SyntheticDay()
        let found = days(day, 20, seed: 40)
        let all = day.tally(found)
        var plan = day.plan
        plan.only = [.the("asa"), .the("wait_p90")]
        plan.byInterval = false
        var few = RunTally(plan: plan, layout: day.layout)
        for counts in found { few.add(counts) }
        #expect(few.estimate(.the("asa")) == all.estimate(.the("asa")))
        #expect(few.estimate(.the("wait_p90")) == all.estimate(.the("wait_p90")))
        #expect(few.estimate(.the("abandonment")) == .noData)
        #expect(few.estimate(.the("asa"), interval: 0) == .noData)
        #expect(all.estimate(.the("service_level"), interval: 0).value != nil)
    }

    @Test func oneClassHasNothingToCompare() {
        let day = SyntheticDay(classes: [ClassPlan(name: "all")])
        let results = day.tally(days(day, 3, seed: 37)).results()
        #expect(results.value("fairness_wait_ratio") == nil)
        #expect(!results.scorecard.contains { $0.principle == .respect })
        #expect(
            results.warnings == [
                "From 3 days only: such intervals are rough, and miss the truth more often than they say."
            ])
    }

    /// Six batches in one run: the warm-up outside is left out, and counts stand for the whole measured time.
    @Test func batchesAreObservations() throws {
        let day = SyntheticDay(intervals: 6, kind: .batch, histogramsByInterval: true)
        var random = TestStream(38)
        var counts = day.counts(&random)
        for _ in 0..<50 { day.add(to: &counts, 6, 0, wait: 9999) }
        counts[row: 6, group: 0, .busySeconds] = 600
        let results = day.tally([counts]).results()
        #expect(results.observations == 6 && results.replications == 1)
        #expect(results.conservation.holds, "\(results.conservation.violations)")
        var answered = 0.0
        var busy = 0.0
        for row in 0..<6 {
            for index in 0..<2 {
                answered += counts[row: row, customerClass: index, .answered]
                busy += counts[row: row, group: index, .busySeconds]
            }
        }
        #expect(abs(try #require(results.value("answered")) - answered) < 1e-9)
        #expect(abs(try #require(results.value("occupancy")) - busy / (6 * 2 * 3.5 * 3600)) < 1e-12)
        #expect(abs(try #require(results.value("paid_hours")) - 48) < 1e-9)
        #expect(try #require(results.value("wait_p99")) < 1000)
        #expect(results.measures.first { $0.measure.name == "asa" }?.estimate.low != nil)
        #expect(results.intervals.isEmpty)
        #expect(results.value("days_meeting_target") == nil)
    }

    @Test func sameBitsWhenAddedAgain() throws {
        let day = SyntheticDay()
        let found = days(day, 15, seed: 39)
        let once = day.tally(found).results()
        let again = day.tally(found).results()
        #expect(once.measures == again.measures)
        #expect(once.intervals.map(\.measures) == again.intervals.map(\.measures))
    }

    @Test func distributionHoldsEveryWait() throws {
        let day = SyntheticDay()
        let found = days(day, 5, seed: 40)
        let results = day.tally(found).results()
        let waits = try #require(results.distributions.first { $0.name == "wait" })
        #expect(waits.edgesSeconds.count == waits.counts.count + 1)
        #expect(waits.edgesSeconds[0] == 0 && waits.edgesSeconds[1] == 0)
        let kept = found.reduce(0) { $0 + $1.histograms.total(in: 0..<day.layout.histogramSize) }
        #expect(waits.counts.reduce(0, +) == kept)
        #expect(Double(waits.counts[0]) / Double(kept) > 0.4)
    }

    @Test func nothingAddedIsNoData() {
        let day = SyntheticDay()
        let results = RunTally(plan: day.plan, layout: day.layout).results()
        #expect(results.measures.allSatisfy { $0.estimate == .noData })
        #expect(results.conservation.holds && results.conservation.arrivals == 0)
    }
}
