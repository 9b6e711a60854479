import Glibc
import Randomness
import Testing

@testable import Engine

@Suite struct ArrivalTests {
    private func customerClass(_ arrivals: ArrivalModel) -> ClassModel {
        ClassModel(stream: 77, arrivals: arrivals, handleTime: [TimedDraw(.constant(1))], groups: [0])
    }

    /// All arrival times of one replication.
    private func times(_ source: inout CallSource, replication: UInt32 = 0) -> [Double] {
        source.restart(seed: 4, replication: replication)
        var times: [Double] = []
        while source.nextTime < .infinity {
            #expect(source.contact.number == UInt64(times.count))
            times.append(source.nextTime)
            _ = source.advance()
        }
        return times
    }

    private func source(_ arrivals: ArrivalModel) -> CallSource {
        CallSource(
            customerClass(arrivals), openings: [OpenSpan(opens: 0, closes: .infinity, midnight: 0)],
            drawsTalkAsUniform: false)
    }

    private func open(_ from: Double, _ to: Double) -> RatePiece {
        RatePiece(start: from, end: to, rateAtStart: 1, rateAtEnd: 1)
    }

    @Test(arguments: [0, 1, 127, 128, 129, 1000])
    func aTraceIsReadAsItIs(length: Int) {
        let recorded = (0..<length).map { Double($0 / 3) * 1.5 }
        var source = source(ArrivalModel(.trace(recorded)))
        #expect(times(&source) == recorded)
        // And again, from the beginning.
        #expect(times(&source, replication: 1) == recorded)
    }

    @Test func renewalGapsRunInOpenTime() {
        var source = source(ArrivalModel(.renewal(.constant(10), [open(0, 25), open(100, 130)])))
        #expect(times(&source) == [10, 20, 105, 115, 125])
    }

    @Test func renewalGapsHaveTheirDistribution() {
        let gap = Distribution.gamma(mean: 2, cv: 0.5)
        var source = source(ArrivalModel(.renewal(gap, [open(0, 40_000)])))
        let found = times(&source)
        let gaps = zip(found, [0] + found).map { $0 - $1 }
        #expect(isUniform(gaps.map { gap.cdf($0) }))
        #expect(correlationIsNearZero(Array(gaps.dropLast()), Array(gaps.dropFirst())))
    }

    @Test func customersComeInGroupsOfTheGivenSizes() {
        // Sizes 1, 2, 4 with shares 0.5, 0.3, 0.2.
        var source = source(
            ArrivalModel(
                .poisson([RatePiece(start: 0, end: 20_000, rateAtStart: 0.5, rateAtEnd: 0.5)]),
                batchSizes: [0.5, 0.8, 0.8, 1]))
        let found = times(&source)
        var sizes: [Int: Int] = [:]
        var groups = 0
        var place = 0
        while place < found.count {
            let size = found[place...].prefix { $0 == found[place] }.count
            sizes[size, default: 0] += 1
            groups += 1
            place += size
        }
        #expect(Set(sizes.keys) == [1, 2, 4])
        #expect(shareIsNear(sizes[1]!, of: groups, 0.5))
        #expect(shareIsNear(sizes[2]!, of: groups, 0.3))
        #expect(abs(Double(groups) - 10_000) < farNormal * 100)
    }

    /// A rate of two states, seen over a short and a long time: in the long-run mean from the first second on, and with
    /// the index of dispersion of the theory (Fischer and Meier-Hellstern, 1993).
    @Test(arguments: [5.0, 200.0])
    func aModulatedRateIsStationaryFromTheBeginning(length: Double) {
        let (slow, fast) = (0.2, 2.0), (leavesSlow, leavesFast) = (1 / 40.0, 1 / 10.0)
        let states = [
            RateState(perSecond: slow, meanStay: 40, next: [0, 1]),
            RateState(perSecond: fast, meanStay: 10, next: [1, 1]),
        ]
        var source = source(ArrivalModel(.markovModulated(states, [open(0, length)])))
        let counts = (0..<6_000).map { Double(times(&source, replication: $0).count) }
        let rate = (slow * leavesFast + fast * leavesSlow) / (leavesSlow + leavesFast)
        let both = leavesSlow + leavesFast
        let limit =
            2 * leavesSlow * leavesFast * (slow - fast) * (slow - fast)
            / (both * both * (slow * leavesFast + fast * leavesSlow))
        let dispersion = 1 + limit * (1 - (1 - exp(-both * length)) / (both * length))
        let variance = rate * length * dispersion
        #expect(meanIsNear(counts, rate * length, variance: variance))
        let squares = counts.map { ($0 - rate * length) * ($0 - rate * length) }
        let spread = squares.reduce(0) { $0 + ($1 - variance) * ($1 - variance) } / Double(squares.count)
        #expect(meanIsNear(squares, variance, variance: spread))
    }

    @Test func longRunSharesOfThreeStates() {
        // Jumps 0 → 1 always, 1 → 0 or 2 evenly, 2 → 0 always: visits 2 : 2 : 1; stays 10, 20, 40.
        let states = [
            RateState(perSecond: 1, meanStay: 10, next: [0, 1, 1]),
            RateState(perSecond: 1, meanStay: 20, next: [0.5, 0.5, 1]),
            RateState(perSecond: 1, meanStay: 40, next: [1, 1, 1]),
        ]
        let shares = states.stationaryShares()
        for (found, expected) in zip(shares, [0.2, 0.4, 0.4]) { #expect(abs(found - expected) < 1e-12) }
    }

    // MARK: The factors of a day

    @Test func factorsOfADayHaveTheirMeanAndSpread() {
        let busyness = Busyness(stream: 9, days: 2, cv: [0.3, 0, 0.8], cholesky: [1, 0, 0, 0, 1, 0, 0.6, 0, 0.8])
        let all = (0..<4_000).map { busyness.factors(seed: 1, replication: $0) }
        #expect(all.allSatisfy { $0.count == 6 && $0[1] == 1 && $0[4] == 1 && $0.allSatisfy { $0 > 0 } })
        for (place, cv) in [(0, 0.3), (2, 0.8), (3, 0.3), (5, 0.8)] {
            let factors = all.map { $0[place] }
            #expect(meanIsNear(factors, 1, variance: cv * cv), "factor \(place)")
            // The fourth central moment of a gamma of shape k and mean 1 is (3 + 6/k) / k².
            let fourth = (3 + 6 * cv * cv) * cv * cv * cv * cv
            let squares = factors.map { ($0 - 1) * ($0 - 1) }
            #expect(meanIsNear(squares, cv * cv, variance: fourth - cv * cv * cv * cv), "factor \(place)")
            let law = Distribution.gammaFactor(cv: cv)
            #expect(isUniform(factors.map { law.cdf($0) }), "factor \(place)")
        }
        // Parts of one day both above their medians: 1/4 + asin ρ / 2π, exactly; parts of two days: 1/4.
        let medians = [0.3, 0.8].map { Distribution.gammaFactor(cv: $0).quantile(0.5) }
        let sameDay = all.count { $0[0] > medians[0] && $0[2] > medians[1] }
        let otherDay = all.count { $0[0] > medians[0] && $0[5] > medians[1] }
        #expect(shareIsNear(sameDay, of: all.count, 0.25 + asin(0.6) / (2 * .pi)))
        #expect(shareIsNear(otherDay, of: all.count, 0.25))
    }

    @Test func aBusyDayIsBusyAllDay() {
        let busyness = Busyness(stream: 9, days: 2, cv: [0.5], cholesky: [1])
        let pieces = [0, 1].map {
            RatePiece(start: Double($0) * 1000, end: Double($0) * 1000 + 500, rateAtStart: 4, rateAtEnd: 4, factor: $0)
        }
        var source = source(ArrivalModel(.poisson(pieces), busyness: busyness))
        for replication in 0..<50 as Range<UInt32> {
            let factors = busyness.factors(seed: 4, replication: replication)
            let found = times(&source, replication: replication)
            for day in 0..<2 {
                let count = Double(found.count { $0 >= Double(day) * 1000 && $0 < Double(day) * 1000 + 500 })
                let expected = 2000 * factors[day]
                // A hundred comparisons: 5.2 standard deviations are 2 · 10⁻⁷ each.
                #expect(abs(count - expected) < 5.2 * expected.squareRoot())
            }
        }
    }
}

/// Customers who call again: days worked out by hand.
@Suite struct FinitePopulationTests {
    private func population(
        _ customers: Int, handle: [TimedDraw], afterCall: Distribution? = nil, patience: [TimedDraw] = [],
        timeline: Timeline, agents: Int = 1
    ) -> [CallRecord] {
        let model = CenterModel(
            classes: [
                ClassModel(
                    stream: 1,
                    arrivals: ArrivalModel(.finitePopulation(customers: customers, thinks: .constant(10))),
                    handleTime: handle, afterCall: afterCall.map { [TimedDraw($0)] } ?? [], patience: patience,
                    groups: [0])
            ],
            groups: [
                GroupModel(
                    stream: 2, classes: [0],
                    staffing: .headcount(timeline.rows.map { _ in agents }))
            ], timeline: timeline)
        let replication = simulateOnce(model)
        #expect(replication.fault == nil)
        return replication.log.sorted { $0.number < $1.number }
    }

    private func oneDay(closes: Double) -> Timeline {
        Timeline(
            rows: [TimelineRow(start: 0, end: closes)], openings: [OpenSpan(opens: 0, closes: closes, midnight: 0)])
    }

    @Test func eachThinksAgainWhenTheContactHasEnded() {
        // Two call at 10; one is served 10–15, the other 15–20; they call again at 25 and 30.
        let log = population(2, handle: [TimedDraw(.constant(5))], timeline: oneDay(closes: 40))
        #expect(log.map(\.arrivedAt) == [10, 10, 25, 30])
        #expect(log.map(\.waitSeconds) == [0, 5, 0, 0])
    }

    @Test func theCustomerDoesNotWaitForTheAgentToWriteUp() {
        // Talk 10–15, written up until 18; the customer calls again at 25, not at 28.
        let log = population(
            1, handle: [TimedDraw(.constant(5))], afterCall: .constant(3), timeline: oneDay(closes: 40))
        #expect(log.map(\.arrivedAt) == [10, 25])
    }

    @Test func whoAbandonsThinksToo() {
        // The second gives up at 13 and calls again at 23; the first, served 10–30, calls again at 40.
        let log = population(
            2, handle: [TimedDraw(.constant(20))], patience: [TimedDraw(.constant(3))], timeline: oneDay(closes: 41))
        #expect(log.map(\.arrivedAt) == [10, 10, 23, 36, 40])
        #expect(log.map(\.end) == [.answered, .abandoned, .abandoned, .answered, .abandoned])
    }

    @Test func thinkingTakesOpenTime() {
        let log = population(
            1, handle: [TimedDraw(.constant(5))],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 20), TimelineRow(start: 100, end: 120, day: 1)],
                openings: [
                    OpenSpan(opens: 0, closes: 20, midnight: 0), OpenSpan(opens: 100, closes: 120, midnight: 100),
                ]))
        // Calls at 10, is served until 15, thinks 15–20 and 100–105; served until 110: 120 is too late.
        #expect(log.map(\.arrivedAt) == [10, 105])
    }

    @Test func talkFollowsTheTimeOfDayOfTheCall() {
        let log = population(
            1, handle: [TimedDraw(.constant(5)), TimedDraw(from: 20, .constant(8))], timeline: oneDay(closes: 50))
        // Served 10–15, 25–33, 43–51.
        #expect(log.map(\.talkSeconds) == [5, 8, 8])
        #expect(log.map(\.arrivedAt) == [10, 25, 43])
    }

    @Test func aRunByContactsEndsWithItsLast() {
        let log = population(
            3, handle: [TimedDraw(.constant(5))],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 0), TimelineRow(start: 0, end: 0)],
                openings: [OpenSpan(opens: 0, closes: .infinity, midnight: 0)],
                contacts: ContactHorizon(total: 50, warmUp: 10)))
        #expect(log.count == 50)
        #expect(
            log.map(\.row) == [Int](repeating: 2, count: 10) + [Int](repeating: 0, count: 20)
                + [Int](repeating: 1, count: 20))
    }
}

/// Runs that are cut by contacts, not by the clock.
@Suite struct ContactHorizonTests {
    @Test(arguments: [(30, 0, 3), (31, 4, 3), (100, 99, 7), (5, 2, 30), (5, 0, 5), (1, 0, 4)])
    func everyRowHasItsShareOfTheContacts(total: Int, warmUp: Int, rows: Int) {
        var model = CenterModel.oneLine(
            arrivals: .poisson([RatePiece(start: 0, end: .infinity, rateAtStart: 1, rateAtEnd: 1)]),
            handle: .exponential(mean: 0.5), staffing: .headcount([1]))
        model.timeline = Timeline(
            rows: [TimelineRow](repeating: TimelineRow(start: 0, end: 0), count: rows),
            openings: [OpenSpan(opens: 0, closes: .infinity, midnight: 0)],
            contacts: ContactHorizon(total: total, warmUp: warmUp))
        // A run that passes its last contact by would never end.
        let replication = simulate(model, goesOn: { $0.contacts < 10_000 })[0]
        #expect(replication.fault == nil && replication.log.count == total)
        let counts = (0..<rows).map { replication.counts[row: $0, customerClass: 0, .arrivals] }
        #expect(counts.reduce(0, +) == Double(total - warmUp))
        for (row, count) in counts.enumerated() {
            let share = Double((total - warmUp) * (row + 1) / rows - (total - warmUp) * row / rows)
            #expect(count == share, "row \(row)")
        }
    }
}
