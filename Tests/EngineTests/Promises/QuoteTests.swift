import Glibc
import Randomness
import Testing

@testable import Engine

/// What is announced, and how it is scored, against the log and against theory.
@Suite struct QuoteTests {
    private func quotes(_ estimator: QuoteModel.Estimator, meanHandle: Double = 60) -> QuoteModel {
        QuoteModel(estimator: estimator, ahead: [0], meanHandle: [meanHandle], meanPatience: 90)
    }

    private func busyLine(rate: Double = 0.1, patience: Double? = 90, closes: Double = 1500) -> CenterModel {
        var model = CenterModel.oneLine(
            arrivals: .poisson([RatePiece(start: 0, end: closes, rateAtStart: rate, rateAtEnd: rate)]),
            handle: .exponential(mean: 60), patience: patience.map { .exponential(mean: $0) },
            staffing: .headcount([4]), closes: closes)
        model.classes[0].quotes = quotes(.fixed(0))
        return model
    }

    /// With a quote of zero the errors sum to the offered waits: of each contact its own, that of the same replication
    /// in which only this contact has infinite patience and takes no callback.
    @Test func theOfferedWaitOfThoseWhoLeftIsThatOfALiteralRerun() {
        var compared = 0
        for seed in 0..<12 as Range<UInt64> {
            let model = busyLine()
            let customers = customers(of: 0, in: model, seed: seed)
            let logged = simulateOnce(model, seed: seed)
            let order = logged.log.sorted { $0.number < $1.number }
            var sum = 0.0
            for record in order where record.end == .answered && record.waitSeconds > 0 { sum += record.waitSeconds }
            for record in order where record.end == .abandoned {
                sum += wait(of: Int(record.number), among: customers, agents: 4)
                compared += 1
            }
            let counts = logged.counts
            #expect(counts.total(.quotesScored) == counts.total(.quotesMade), "the last staff serves every line")
            #expect(abs(counts.total(.quoteErrorSeconds) - sum) < 1e-6 * max(1, sum), "seed \(seed)")
        }
        #expect(compared > 200)
    }

    /// Two who wait, told 45 s as what 90 % will not exceed, and who wait for 90 and 180 s.
    @Test func announcementsAreKeptByWhatWasSaid() {
        var model = CenterModel.oneLine(
            arrivals: .trace([0, 10, 20]), handle: .constant(100), staffing: .headcount([1]), closes: 3000)
        model.classes[0].quotes = quotes(.fixed(45))
        model.classes[0].quotes?.percentile = 0.9
        let counts = simulateOnce(model).counts
        func bin(_ bin: Int) -> [Double] {
            CalibrationCount.allCases.map { counts[customerClass: 0, quoteBin: bin, $0] }
        }
        #expect(bin(2) == [2, 90, 270, 2], "above 30 s, up to 60 s")
        #expect((0..<QuoteBins.count).filter { $0 != 2 }.allSatisfy { bin($0) == [0, 0, 0, 0] })
        #expect(counts.total(.percentilesScored) == 2 && counts.total(.percentilesCovered) == 0)
        #expect(counts.total(.percentileSum) == 1.8)
        #expect(abs(counts.total(.pinballSeconds) - 0.9 * (45 + 135)) < 1e-9)
        model.classes[0].quotes = quotes(.fixed(120))
        model.classes[0].quotes?.percentile = 0.9
        let longer = simulateOnce(model).counts
        #expect(CalibrationCount.allCases.map { longer[customerClass: 0, quoteBin: 3, $0] } == [2, 240, 270, 1])
        // One waits 30 s less than told, one 60 s more.
        #expect(abs(longer.total(.pinballSeconds) - (0.1 * 30 + 0.9 * 60)) < 1e-9)
        #expect(longer.total(.percentilesCovered) == 1)
    }

    @Test func edgesOfBinsAreInclusive() {
        #expect([0, -1, 1e-9, 1, 30, 30.001, 3600, 3601].map(QuoteBins.bin) == [0, 0, 0, 1, 1, 2, 10, 11])
    }

    /// The same where callbacks in turn and at slack leave ghosts too. A ghost's own callback would not be made in the
    /// re-run, but it comes after the ghost.
    @Test func aGhostBesideOtherWorkIsServedWhenNobodyWaits() {
        // One agent: busy to 100; the customer of 10 accepts a callback; its offered wait is 90.
        var model = CenterModel.oneLine(
            arrivals: .trace([0, 10, 20]), handle: .constant(100), staffing: .headcount([1]), closes: 3000)
        model.classes[0].quotes = quotes(.fixed(0))
        model.classes[0].callbacks = CallbackModel(offer: .always, promise: .window(from: 0, to: 1800))
        var counts = simulateOnce(model).counts
        #expect(counts.total(.quotesScored) == 2 && counts.total(.quoteErrorSeconds) == 90 + 80)
        // An agent kept free for another class is no agent for a ghost.
        model.classes[0].callbacks = nil
        model.classes[0].patience = [TimedDraw(.constant(5))]
        model.groups[0].staffing = .headcount([2])
        var other = ClassModel(
            stream: 9, arrivals: ArrivalModel(.trace([0, 400])), handleTime: [TimedDraw(.constant(150))], groups: [0])
        other.rank = 1
        model.classes.append(other)
        model.classes[0].quotes?.meanHandle = [100, 150]
        model.groups[0] = GroupModel(stream: 12, classes: [0, 1], staffing: .headcount([2]))
        model.groups[0].reserves = [(1, 1)]
        counts = simulateOnce(model).counts
        // Busy: class 0 to 100, class 1 to 150. Idle at 100: one, kept; at 150: two, one of them for the ghosts.
        #expect(counts.total(.abandoned, customerClass: 0) == 2)
        #expect(counts.total(.quoteErrorSeconds, customerClass: 0) == 140 + 130)
    }

    @Test func estimatorsByHand() {
        // One agent, 100 s each: arrivals at 0, 10, 20, 30 find 0, 1, 2 ahead on hold. Waits 90, 180, 270.
        func error(_ quotes: QuoteModel, times: [Double] = [0, 10, 20, 30]) -> (sum: Double, absolute: Double) {
            var model = CenterModel.oneLine(
                arrivals: .trace(times), handle: .constant(100), staffing: .headcount([1]), closes: 3000)
            model.classes[0].quotes = quotes
            let counts = simulateOnce(model).counts
            return (counts.total(.quoteErrorSeconds), counts.total(.quoteAbsoluteErrorSeconds))
        }
        var model = quotes(.queueLength, meanHandle: 100)
        #expect(error(model) == (540 - 600, 60), "100, 200, 300 are announced")
        model.padding = 15
        model.roundUpTo = 60
        #expect(error(model) == (540 - (120 + 240 + 360), 180), "115, 215, 315, rounded up to whole minutes")
        #expect(error(quotes(.headOfLine)) == (540 - (0 + 10 + 20), 510))
        // 10 is answered at 100 after 90 s, 20 at 200 after 180 s: heard by 150 and by 250.
        let times: [Double] = [0, 10, 20, 150, 250]
        #expect(error(quotes(.lastToEnterService), times: times).sum == 90 + 180 + 150 + 150 - (0 + 0 + 90 + 180))
        #expect(error(quotes(.meanOfLast(2)), times: times).sum == 90 + 180 + 150 + 150 - (0 + 0 + 45 + 135))
        // Whoever is answered at once has entered service too: of the day before nothing is left.
        #expect(error(quotes(.lastToEnterService), times: [0, 10, 1000, 1010]).sum == 90 + 90)
        var again = quotes(.fixed(50))
        again.repeatEvery = 40
        // Announced at 10, 50, 90 to whoever is answered at 100: 90, 50 and 10 s remained.
        #expect(error(again, times: [0, 10]) == (40 + 0 - 40, 80))
    }

    /// Steps by quote, alone and beside steps by number: of 4,000 who are told 30 s a tenth go, and of those told 70 s half.
    @Test(arguments: [(30.0, 0.1), (70, 0.5)], [false, true])
    func aShareBalksAtTheQuote(told: (quote: Double, share: Double), byNumberToo: Bool) {
        var model = CenterModel.oneLine(
            arrivals: .trace((0..<4001).map { Double($0) }), handle: .constant(1e7), staffing: .headcount([1]),
            closes: 5000)
        model.classes[0].quotes = quotes(.fixed(told.quote))
        model.classes[0].balkingByQuote = [(20, 0.1), (60, 0.5)]
        if byNumberToo { model.classes[0].balking = [(0, 0)] }
        let balked = simulateOnce(model).counts.total(.balked)
        let spread = (4000 * told.share * (1 - told.share)).squareRoot()
        #expect(abs(balked - 4000 * told.share) < 4 * spread, "\(balked)")
    }

    /// An agent twice as fast, or with a handle time of its own, shortens the quote like two.
    @Test func quotesKnowWhoIsFaster() {
        func error(_ group: GroupModel) -> Double {
            var model = CenterModel.oneLine(
                arrivals: .trace([0, 10]), handle: .constant(100), staffing: .headcount([1]), closes: 3000)
            model.classes[0].quotes = quotes(.queueLength, meanHandle: 100)
            model.groups[0] = group
            return simulateOnce(model).counts.total(.quoteErrorSeconds)
        }
        // Waits of 40 and 15 s are told as 50 and 25 s.
        #expect(error(GroupModel(stream: 12, classes: [0], speed: [2], staffing: .headcount([1]))) == -10)
        #expect(
            error(GroupModel(stream: 12, classes: [0], handleTime: [.constant(25)], staffing: .headcount([1]))) == -10)
    }

    /// Hung up on at closing time, a patient customer would not be answered in the morning either: nothing is scored.
    @Test func ghostsDoNotOutliveAClosingThatHangsUp() {
        var model = CenterModel.oneLine(
            arrivals: .trace([0, 10, 1010]), handle: .constant(100), patience: .constant(30),
            staffing: .headcount([1, 1]), hangsUpAtClose: true)
        model.timeline.rows = [TimelineRow(start: 0, end: 60), TimelineRow(start: 1000, end: 3000)]
        model.timeline.openings = [
            OpenSpan(opens: 0, closes: 60, midnight: 0), OpenSpan(opens: 1000, closes: 3000, midnight: 0),
        ]
        model.classes[0].quotes = quotes(.fixed(120))
        var counts = simulateOnce(model).counts
        #expect(counts.total(.quotesMade) == 1 && counts.total(.quotesScored) == 0)
        // Served after closing: the ghost would have been answered at 100.
        model.timeline.hangsUpAtClose = false
        counts = simulateOnce(model).counts
        #expect(counts.total(.quotesScored) == 1 && counts.total(.quoteErrorSeconds) == 90 - 120)
    }

    @Test func theLineEmptiesFasterWhereThoseAheadAbandon() {
        var model = quotes(.queueLengthWithAbandonment, meanHandle: 100)
        model.meanPatience = 50
        var line = CenterModel.oneLine(
            arrivals: .trace([0, 10, 20]), handle: .constant(100), staffing: .headcount([1]), closes: 3000)
        line.classes[0].quotes = model
        let announced = 1 / 0.01 + (1 / 0.01 + 1 / 0.03)
        #expect(abs(simulateOnce(line).counts.total(.quoteErrorSeconds) - (90 + 180 - announced)) < 1e-9)
    }

    /// In M/M/s a share β of those who hear the β-percentile of an Erlang wait no longer, whatever is ahead; with
    /// patience θ the line's own law is that of the formula.
    @Test(arguments: [nil, 90.0])
    func thePercentileIsKeptByItsShare(patience: Double?) {
        var model = busyLine(rate: patience == nil ? 0.06 : 0.1, patience: patience, closes: 20_000)
        var announced = quotes(patience == nil ? .queueLength : .queueLengthWithAbandonment)
        announced.percentile = 0.8
        model.classes[0].quotes = announced
        // Waits within a day depend on each other: the days are the observations.
        let days = simulate(model, replications: Array(0..<60)).map {
            (exceeded: $0.counts.total(.quotesExceeded), made: $0.counts.total(.quotesScored))
        }
        let made = days.reduce(0) { $0 + $1.made }
        let share = days.reduce(0) { $0 + $1.exceeded } / made
        let spread = days.reduce(0) { $0 + pow($1.exceeded - share * $1.made, 2) }.squareRoot() / made
        #expect(made > 10_000 && spread < 0.01)
        #expect(abs(share - 0.2) < 4 * spread, "\(share) exceed the 80 % quote, ± \(spread)")
    }

    /// The hazard of abandoning multiplied after the quote: a law known exactly, and the customer's own draw before it.
    @Test(arguments: [0.25, 3.0])
    func patienceAfterTheQuoteHasItsExactLaw(factor: Double) {
        // Nobody is ever answered: the only agent is busy with the first.
        var model = CenterModel.oneLine(
            arrivals: .trace((0..<4000).map { Double($0) }), handle: .constant(1e7),
            patience: .gamma(mean: 90, cv: 0.6), staffing: .headcount([1]), closes: 4000)
        model.classes[0].quotes = quotes(.fixed(70))
        let plain = simulateOnce(model).log.sorted { $0.number < $1.number }
        model.classes[0].patienceAfterQuote = factor
        let changed = simulateOnce(model).log.sorted { $0.number < $1.number }
        let law = Distribution.gamma(mean: 90, cv: 0.6)
        var uniforms: [Double] = []
        for (before, after) in zip(plain, changed) where after.end == .abandoned {
            if before.waitSeconds < 70 {
                #expect(abs(before.waitSeconds - after.waitSeconds) < 1e-9, "the draw before the quote is kept")
            }
            let first = law.cumulativeHazard(min(70, after.waitSeconds))
            let hazard = first + factor * max(0, law.cumulativeHazard(after.waitSeconds) - law.cumulativeHazard(70))
            uniforms.append(1 - exp(-hazard))
            // And beyond it: the same cumulative hazard, used up faster or slower.
            #expect(abs(hazard - law.cumulativeHazard(before.waitSeconds)) < 1e-6 * max(1, hazard))
        }
        #expect(uniforms.count == 3999 && isUniform(uniforms))
    }

    /// Wait of one contact if it never gave up, first come first served: every other contact as it was.
    private func wait(of patient: Int, among customers: [NaiveCentre.Customer], agents: Int) -> Double {
        var freeAt = [Double](repeating: 0, count: agents)
        for (number, customer) in customers.enumerated() {
            let next = freeAt.indices.min { freeAt[$0] < freeAt[$1] }!
            let starts = max(customer.arrivesAt, freeAt[next])
            let wait = starts - customer.arrivesAt
            if number == patient { return wait }
            if wait < customer.patienceSeconds { freeAt[next] = starts + customer.talk }
        }
        return .nan
    }
}
