import Engine
import Testing

@testable import Measures

/// What was announced and what came true, of two days, worked out by hand.
@Suite struct QuoteCalibrationTests {
    private static func results(approximate: Bool = false) -> RunResults {
        var day = SyntheticDay(
            classes: [ClassPlan(name: "retail"), ClassPlan(name: "private")], groups: [GroupPlan(name: "agents")],
            intervals: 1, features: [.quotes])
        day.plan.quotesAreApproximate = approximate
        // Bin 2 is told up to 60 s, bin 3 up to 120 s: announcements, their sum, the waits, how many were longer.
        let days: [[(bin: Int, customerClass: Int, numbers: [Double])]] = [
            [(2, 0, [4, 160, 200, 2])],
            [(2, 0, [6, 300, 240, 1]), (3, 0, [8, 800, 700, 1]), (3, 1, [2, 200, 300, 2])],
        ]
        let counts = days.map { entries in
            var counts = Counts(layout: day.layout)
            counts[lengthOfRow: 0] = 3600
            for entry in entries {
                for (count, number) in zip(CalibrationCount.allCases, entry.numbers) {
                    counts[customerClass: entry.customerClass, quoteBin: entry.bin, count] = number
                }
            }
            // Of 10 announcements of the 90 % quantile 8 covered; of 10 of the median 4.
            for (count, number) in [
                (ClassCount.percentilesScored, 20.0), (.percentilesCovered, 12), (.percentileSum, 14),
                (.pinballSeconds, 500), (.quotesMade, 20), (.quotesScored, 20),
            ] {
                counts[row: 0, customerClass: 0, count] = number
            }
            return counts
        }
        return day.tally(counts).results()
    }

    private let results = Self.results()

    @Test func binsHoldWhatWasSaidAndWhatWasTrue() throws {
        let whole = try #require(results.calibration).whole
        #expect(whole.map(\.quoteAbove) == [30, 60] && whole.map(\.quoteAtMost) == [60, 120])
        #expect(whole.map(\.announcements) == [10, 10])
        #expect(whole.map(\.quoteMean.value) == [46, 100] && whole.map(\.waitMean.value) == [44, 100])
        #expect(whole.map(\.understated.value) == [0.3, 0.3])
        let classes = try #require(results.calibration).classes
        #expect(classes.map(\.name) == ["retail", "private"])
        #expect(classes[1].bins.map(\.waitMean.value) == [150] && classes[1].bins[0].understated.value == 1)
    }

    @Test func theErrorWeighsBinsByTheirAnnouncements() {
        // |440 − 460| and |1000 − 1000|, over 20.
        #expect(results.value("quote_calibration_error") == 1)
        let retail = results.classes[0].measures.first { $0.measure.name == "quote_calibration_error" }
        // |440 − 460| and |700 − 800|, over 18.
        #expect(retail?.estimate.value == 120.0 / 18)
    }

    @Test func percentilesAreHeldAgainstWhatWasPromised() throws {
        #expect(results.value("quote_percentile_coverage") == 12.0 / 20)
        #expect(abs(try #require(results.value("quote_percentile_gap")) + 0.1) < 1e-12)
        #expect(results.value("quote_pinball_loss") == 25)
        let other = results.classes[1].measures.first { $0.measure.name == "quote_pinball_loss" }
        #expect(other?.estimate.value == nil, "no percentile was announced")
    }

    @Test func whatIsApproximateSaysSo() {
        #expect(!results.isApproximate(.the("quote_bias")) && !results.quotesAreApproximate)
        let found = Self.results(approximate: true)
        #expect(found.isApproximate(.the("quote_bias")) && !found.isApproximate(.the("asa")))
    }

    @Test func withoutQuotesThereIsNoTable() {
        let day = SyntheticDay()
        var random = TestStream(65)
        let found = day.tally([day.counts(&random)]).results()
        #expect(found.calibration == nil)
    }
}

/// Numbers of things that were never seen.
@Suite struct NeverSeenTests {
    private let day = SyntheticDay(
        targets: [
            TargetSpec(measure: .the("balked"), bound: .atMost, value: 0),
            TargetSpec(measure: .the("blocked"), bound: .atMost, value: 0.02),
        ])

    private func results(days: Int) -> RunResults {
        var random = TestStream(66)
        return day.tally((0..<days).map { _ in day.counts(&random) }).results()
    }

    /// Never in 100 days: at most −ln 0.025 in 100, Garwood's (1936) upper bound.
    @Test func whatWasNeverSeenHasAnUpperBound() throws {
        let found = try #require(results(days: 100).measures.first { $0.measure.name == "balked" }).estimate
        #expect(found.value == 0 && found.low == 0)
        #expect(abs(try #require(found.high) - 0.0368888) < 1e-6)
    }

    @Test func noneAllowedAndNoneSeenIsMet() {
        #expect(results(days: 100).targets.map(\.verdict) == [.met, .undecided])
        #expect(results(days: 200).targets.map(\.verdict) == [.met, .met])
    }

    @Test func nobodyArrivedIsSaid() {
        var tally = RunTally(plan: day.plan, layout: day.layout)
        tally.add(Counts(layout: day.layout))
        tally.add(Counts(layout: day.layout))
        #expect(tally.results().warnings.contains("Nobody arrived: there is nothing to measure."))
    }
}
