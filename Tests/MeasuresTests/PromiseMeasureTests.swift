import Engine
import Testing

@testable import Measures

@Suite struct PromiseMeasureTests {
    private let results: RunResults = {
        let day = PromiseDay.day(prices: Prices(lostContact: 2, brokenPromise: 30))
        let counts = PromiseDay.counts(day)
        return day.tally([counts, counts]).results()
    }()

    @Test func theDayAddsUp() throws {
        #expect(results.conservation.holds, "\(results.conservation.violations)")
        #expect(
            results.conservation.promises.map(\.name) == [
                "made", "early", "kept", "late", "gave_up", "dropped", "open", "missed", "unreached",
            ])
        #expect(results.conservation.promises.map(\.count) == [100, 2, 62, 12, 8, 2, 4, 4, 6])
        #expect(results.conservation.followUps.map(\.count) == [20, 12, 4, 2, 2])
        // What is printed adds up: legs, agents' time, and time on hold.
        for parts in [results.conservation.legs, results.conservation.busySeconds, results.conservation.lineSeconds] {
            let whole = try #require(parts.first?.count)
            #expect(whole > 0 && abs(whole - parts.dropFirst().reduce(0) { $0 + $1.count }) < 1e-9 * whole, "\(parts)")
        }
        #expect(results.conservation.legs.map(\.name) == ["legs", "answered", "transfers", "callbacks"])
    }

    /// Offered: 100 + 20 + 40 of retail, 40 + 10 of private. Promises: 40 and 10, due 32 and 10, kept in time 20 and 10.
    private static let expected: [(name: String, value: Double)] = [
        ("offered", 210.0), ("left_in_menu", 10), ("self_served", 20), ("human_without_menu", 50.0 / 240),
        ("menu_time_mean", 16), ("service_level", 140.0 / 210), ("service_level_handled", 140.0 / 160),
        ("service_level_whole", 152.0 / 210), ("callbacks_offered", 70), ("callbacks_suppressed", 7),
        ("callbacks_accepted", 50), ("callbacks_kept", 30.0 / 42), ("callbacks_kept_dial", 40.0 / 42),
        ("callbacks_kept_reached", 34.0 / 42), ("callbacks_early", 0.02), ("callbacks_late", 0.12),
        ("callbacks_dropped", 0.02), ("callbacks_missed", 0.04), ("callbacks_unreached", 0.06),
        ("callbacks_gave_up", 0.08), ("callbacks_open", 0.04), ("callback_wait_mean", 19800.0 / 38),
        ("callback_attempts_mean", 1), ("callback_ringing_hours", 0.25), ("promises_unkeepable", 0.16),
        ("broken_promises_per_1000", 1000 * (12.0 + 3) / 210), ("overtaken", 9), ("follow_ups_made", 10),
        ("follow_ups_kept", 5.0 / 8),
        ("oldest_follow_up", 7200), ("callback_lateness_max", 120), ("quote_bias", -10), ("quote_mae", 30),
        ("quote_coverage", 0.7),
        ("quote_understated", 0.3), ("issues_resolved", 180), ("first_contact_resolution", 162.0 / 210),
        ("contacts_per_issue", 250.0 / 207), ("time_to_resolution_mean", 39000.0 / 180), ("inflation", 250.0 / 210),
        ("customers_lost", 27), ("value_lost", 25 + 5 * 2), ("fairness_kept_gap", 1 - 20.0 / 32),
        ("cost", 2 * 30 + 30 * 15), ("transferred", 4.0 / 178), ("transfer_wait_mean", 20),
        ("transfer_abandonment", 0.2), ("handed_over", 2.0 / 3), ("warm_transfer_hours", 0.25),
    ]

    @Test(arguments: expected.indices)
    func isWhatItsFormulaSays(index: Int) throws {
        let (name, value) = Self.expected[index]
        #expect(abs(try #require(results.value(name)) - value) < 1e-12 * (1 + abs(value)), "\(name)")
    }

    /// Beyond zero, of 50: 32 in time and 2 censored at zero, 16 at risk; 10 censored at 60 s, 6 late by 120 s.
    @Test func lateIsLaterThanTheConnectedSay() throws {
        #expect(results.value("callback_lateness_p50") == 0)
        let p90 = try #require(results.value("callback_lateness_p90"))
        #expect(abs(p90 - 120) < 120.125 / 128)
        // The share still waiting after zero is 18/50, and nobody leaves it before 120 s.
        let mean = try #require(results.value("callback_lateness_mean"))
        #expect(abs(mean - 120 * 18 / 50) < 120.125 / 128)
        // From the connected alone it would be 720 s / 38.
        #expect(mean > 2 * 720.0 / 38)
        let window = try #require(results.value("callback_window_kept_95"))
        #expect(abs(window - 1500) < 1500.125 / 128)
        // Of 10: 6 done in time, 1 censored at zero and 1 at 300 s; the last 2, all that are left, 600 s late.
        let followUps = try #require(results.value("follow_up_lateness_p90"))
        #expect(abs(followUps - 600) < 600.125 / 128)
    }

    /// The never finished are censored: with one undone beyond the latest, nobody knows the 90 % quantile.
    @Test func followUpsLeftUndoneAreNotForgotten() {
        let day = PromiseDay.day()
        var counts = PromiseDay.counts(day)
        func bin(_ seconds: Double) -> Int {
            day.layout.histogram(row: 0, customerClass: 0, of: .followUpLatenessNever)
                + WaitHistogram.bin(of: seconds)
        }
        counts.histograms[bin(300)] -= 1
        counts.histograms[bin(4000)] += 1
        // Beyond zero 3 of 10 (censored or not) of share 0.4; after 600 s a third of that, 13 %, is left.
        #expect(day.tally([counts, counts]).results().value("follow_up_lateness_p90") == nil)
    }

    @Test func theOldestFollowUpNeedsOne() {
        let loyal = results.classes[1].measures.first { $0.measure.name == "oldest_follow_up" }
        #expect(loyal?.estimate.value == nil, "none was made")
        let day = PromiseDay.day()
        var counts = PromiseDay.counts(day)
        counts[row: 0, customerClass: 0, .followUpAgeSeconds] = 0
        #expect(day.tally([counts, counts]).results().value("oldest_follow_up") == 0, "all were done")
    }

    @Test func distributionsKeepTheNeverConnected() throws {
        let found = Dictionary(uniqueKeysWithValues: results.distributions.map { ($0.name, $0.counts.reduce(0, +)) })
        #expect(found["callback_lateness"] == 76 && found["callback_lateness_never_connected"] == 24)
        #expect(found["callback_wait"] == 76 && found["callback_wait_never_connected"] == 24)
    }

    @Test func aBiasMayBeNegative() throws {
        let day = PromiseDay.day()
        var other = PromiseDay.counts(day)
        other[row: 0, customerClass: 0, .quoteErrorSeconds] = 400
        let found = day.tally([PromiseDay.counts(day), other]).results()
        let bias = try #require(found.measures.first { $0.measure.name == "quote_bias" }?.estimate)
        #expect(bias.value == -1)
        // Two days at −10 and 8: Student's 12.706 · 9.
        let halfWidth = 12.7062047 * 9.0
        let (low, high): (Double, Double) = (try #require(bias.low), try #require(bias.high))
        #expect(abs(low + 1 + halfWidth) < 1e-5)
        #expect(abs(high + 1 - halfWidth) < 1e-5)
    }

    @Test func theScorecardIsWhole() {
        let found = results.scorecard.filter { $0.scope == nil }.map { "\($0.principle.rawValue) \($0.measure.name)" }
        #expect(
            found == [
                "courtesy menu_time_mean", "courtesy human_without_menu", "courtesy left_in_menu",
                "courtesy hung_up_at_close", "respect fairness_wait_ratio", "respect fairness_service_level_gap",
                "respect fairness_kept_gap", "respect overtaken", "commitment callbacks_kept",
                "commitment callbacks_kept_dial", "commitment callbacks_kept_reached", "commitment follow_ups_kept",
                "commitment broken_promises_per_1000", "honesty quote_coverage",
                "honesty quote_percentile_gap", "honesty quote_bias",
                "honesty quote_understated", "timeliness service_level", "timeliness wait_p90",
                "timeliness abandonment", "timeliness service_level_whole", "timeliness time_to_resolution_mean",
                "realistic_expectations promises_unkeepable", "realistic_expectations callbacks_suppressed",
                "realistic_expectations callback_window_kept_95", "responsiveness issues_resolved",
                "responsiveness first_contact_resolution", "responsiveness oldest_follow_up", "loyalty customers_lost",
                "loyalty value_lost",
                "care occupancy", "care breaks_late", "care longest_run", "care overtime_hours",
            ])
        let loyal = results.scorecard.filter { $0.scope == "private" }
        #expect(loyal.first { $0.measure.name == "callbacks_kept" }?.estimate.value == 1)
        #expect(loyal.first { $0.measure.name == "value_lost" }?.estimate.value == 10)
    }

    @Test func unusedFeaturesStayOut() throws {
        let day = SyntheticDay()
        var random = TestStream(63)
        let plain = day.tally([day.counts(&random), day.counts(&random)]).results()
        #expect(plain.measures.allSatisfy { $0.measure.features.isEmpty })
        #expect(plain.measures.contains { $0.measure.name == "service_level_whole" })
        #expect(plain.distributions.map(\.name) == ["wait", "answered_wait"])
        #expect(!plain.scorecard.contains { $0.principle == .commitment })
        let targeted = SyntheticDay(
            targets: [
                TargetSpec(measure: .the("callbacks_kept"), bound: .atLeast, value: 0.9),
                TargetSpec(measure: .the("callback_lateness_p90"), bound: .atMost, value: 60, over: .day),
                TargetSpec(measure: .the("customers_lost"), bound: .atMost, value: 60),
            ])
        let found = targeted.tally([targeted.counts(&random), targeted.counts(&random)]).results()
        #expect(found.targets.map(\.verdict) == [.noData, .noData, .met])
        #expect(found.measures.filter { !$0.measure.features.isEmpty }.map(\.measure.name).count == 3)
    }

    @Test func oneDayIsJudgedByItsCallbacks() {
        let targets = [
            TargetSpec(measure: .the("callbacks_kept"), bound: .atLeast, value: 0.71, over: .day, shareOfDays: 0.5),
            TargetSpec(
                measure: .the("callback_lateness_p90"), scope: .customerClass(1), bound: .atMost, value: 60, over: .day,
                shareOfDays: 0.5),
            TargetSpec(
                measure: .the("callback_lateness_p90"), bound: .atMost, value: 60, over: .day, shareOfDays: 0.5),
        ]
        let day = PromiseDay.day(targets: targets)
        let counts = PromiseDay.counts(day)
        let found = day.tally([counts, counts]).results()
        #expect(found.targets.map { $0.days?.met } == [2, 2, 0])
    }
}

@Suite struct PromiseConservationTests {
    private func violations(_ fault: (inout Counts) -> Void) -> [String] {
        let day = PromiseDay.day()
        var counts = PromiseDay.counts(day)
        fault(&counts)
        var check = ConservationCheck(plan: day.plan)
        check.add(counts, replication: 4)
        return check.result.violations
    }

    private let place = "class retail, day 1 08:00, replication 4: "

    @Test func aPromiseWithoutState() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .promisesOpen] -= 1 } == [
                place + "40 promises made, but 39 states of them",
                "class retail, replication 4: 11 callbackNever, but 12 waits in their histogram",
            ])
    }

    @Test func anUnreachedCustomerCountedAsKept() {
        let found = violations { counts in
            counts[row: 0, customerClass: 0, .promisesUnreached] -= 1
            counts[row: 0, customerClass: 0, .promisesKept] += 1
            let layout = counts.layout
            let start = layout.histogram(row: 0, customerClass: 0, of: .callbackNever)
            counts.histograms[start + WaitHistogram.bin(of: 1200)] -= 1
        }
        #expect(found == [place + "28 callbacks connected, but 29 promises early, kept or late"])
    }

    @Test func aCallbackThatNobodyMade() {
        #expect(
            violations { $0[row: 0, group: 0, .callbackLegs] -= 1 } == [
                "day 1 08:00, replication 4: 38 callbacks connected by class, but 37 by group"
            ])
    }

    @Test func moreKeptThanDue() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .promisesKeptDue] = 22 } == [
                place + "more promises due or kept than were made"
            ])
    }

    @Test func aFollowUpForgotten() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .followUpsMissed] -= 1 } == [
                place + "10 follow-ups promised, but 9 states of them"
            ])
        #expect(
            violations { $0[row: 0, group: 0, .followUps] -= 1 } == [
                "replication 4: 7 follow-ups taken up, but 8 finished"
            ])
    }

    @Test func ringingThatWasNotWork() {
        #expect(
            violations { $0[row: 0, group: 0, .ringingSeconds] -= 20 } == [
                "group agents, replication 4: busy for 24400.0 s, but 24380.0 s of work"
            ])
    }

    @Test func aTransferredLegThatVanishes() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .transfersLeft] = 0 } == [
                place + "5 transferred in, but 4 ends of such legs"
            ])
    }

    @Test func anOfferNobodyAnswered() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .callbacksDeclined] -= 1 } == [
                place + "60 callbacks offered, but 59 accepted or declined"
            ])
    }

    @Test func aContactFromNowhere() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .redials] -= 1 } == [
                place + "200 arrivals, but 199 fresh contacts, redials and reconnects"
            ])
    }

    @Test func aCallbackWaitOutsideTheLine() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .laterLegWaitSeconds] -= 7 } == [
                "class retail, replication 4: waits of 670.0 s in all, but the line held 677.0 s"
            ])
    }

    @Test func moreWithinThanConnected() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .callbackWithin, threshold: 0] = 29 } == [
                place + "more callbacks within 20 s than were connected"
            ])
    }

    @Test func moreQuotesScoredThanMade() {
        #expect(
            violations { $0[row: 0, customerClass: 0, .quotesScored] = 61 } == [place + "more quotes scored than made"])
    }
}
