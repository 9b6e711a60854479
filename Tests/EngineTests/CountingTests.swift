import Randomness
import Testing

@testable import Engine

/// What is counted of a contact, in small cases worked out by hand.
@Suite struct CountingTests {
    @Test func whatIsKnownToTheCompilerIsTrue() {
        #expect(ClassCount.allCases.count == ClassCount.number)
        #expect(ClassCount.allCases.first(where: \.isRarer) == .quotesMade)
        #expect(ThresholdCount.allCases.count == ThresholdCount.stride)
        #expect(ClassMaximum.allCases.filter { !$0.isRarer } == [.queue, .waitSeconds])
    }

    /// Numbers that a scenario does not use take no room, and read as zero.
    @Test func plainContactsKeepNarrowCells() {
        func layout(promises: Bool, quotes: Bool) -> CountsLayout {
            CountsLayout(
                intervals: 2, classes: 3, groups: 1, thresholds: 2, histogramsByInterval: false,
                countsPromises: promises, countsQuotes: quotes)
        }
        let plain = layout(promises: false, quotes: false)
        #expect(plain.classStride == 33 + 2 * 4 + 2)
        #expect(Counts(layout: plain)[row: 0, customerClass: 2, .promisesKept] == 0)
        // Every count has a place of its own, whatever is kept.
        for layout in [plain, layout(promises: true, quotes: false), layout(promises: true, quotes: true)] {
            var places: [Int] = []
            for row in 0..<layout.rows {
                for customerClass in 0..<3 {
                    let cell = layout.cell(row: row, customerClass: customerClass)
                    places += ClassCount.allCases.compactMap { layout.offset($0).map { cell + $0 } }
                    places += ClassMaximum.allCases.compactMap { layout.offset($0).map { cell + $0 } }
                    for threshold in 0..<2 {
                        places += ThresholdCount.allCases.map { cell + layout.offset($0, threshold: threshold) }
                    }
                }
                let cell = layout.cell(row: row, group: 0)
                places += GroupCount.allCases.map { cell + layout.offset($0) }
                places += GroupMaximum.allCases.map { cell + layout.offset($0) }
                places += [layout.length(row: row), layout.longestQueue(row: row)]
            }
            if layout.calibratesQuotes {
                for customerClass in 0..<3 {
                    for bin in 0..<QuoteBins.count {
                        places += CalibrationCount.allCases.map {
                            layout.calibration($0, customerClass: customerClass, bin: bin)
                        }
                    }
                }
            }
            #expect(places.sorted() == Array(0..<layout.size))
        }
    }

    /// Clock times far from zero round a wait of exactly the threshold to a little more or less; it counts all the same.
    @Test func aPatienceOfExactlyTheThresholdIsWithinIt() {
        let model = CenterModel.oneLine(
            arrivals: .poisson([RatePiece(start: 0, end: 50_000, rateAtStart: 0.1, rateAtEnd: 0.1)]),
            handle: .constant(1), patience: .constant(20), staffing: .headcount([0]), closes: 50_000,
            thresholds: [20, 19.99])
        var exact = model
        exact.shortAbandonSeconds = 20
        let counts = simulateOnce(exact).counts
        #expect(counts.total(.abandoned) > 4_000)
        #expect(counts.total(.abandonedWithin, threshold: 0, customerClass: 0) == counts.total(.abandoned))
        #expect(counts.total(.abandonedWithin, threshold: 1, customerClass: 0) == 0)
        #expect(counts.total(.shortAbandoned) == counts.total(.abandoned))
    }

    /// Batches of two a minute, each served for 20 s by the one agent: every second contact waits for 20 s.
    @Test func anAnswerAfterExactlyTheThresholdIsWithinIt() {
        let times = (0..<2_000).map { Double($0 / 2) * 60.1 + 0.3 }
        let model = CenterModel.oneLine(
            arrivals: .trace(times), handle: .constant(20), staffing: .headcount([1]), closes: 100_000)
        let counts = simulateOnce(model).counts
        #expect(counts.total(.answeredWithin, threshold: 0, customerClass: 0) == 2_000)
    }

    /// A group that works twice as fast halves the time, whether or not other groups serve the class.
    @Test func theSpeedOfTheOnlyGroupCounts() {
        var model = CenterModel.oneLine(
            arrivals: .trace([10]), handle: .constant(60), afterCall: .constant(30), staffing: .headcount([1]))
        model.groups[0].speed = [2]
        let replication = simulateOnce(model)
        #expect(replication.log[0].talkSeconds == 30 && replication.log[0].afterCallSeconds == 15)
        #expect(replication.counts.total(.busySeconds, group: 0) == 45)
    }

    /// A group without the skill takes nobody, even where there is only one class.
    @Test func aGroupWithoutTheSkillTakesNobody() {
        var model = CenterModel.oneLine(
            arrivals: .trace([10]), handle: .constant(60), staffing: .headcount([0]))
        model.groups.append(GroupModel(stream: 13, classes: [], staffing: .headcount([1])))
        let replication = simulateOnce(model)
        #expect(replication.log.map(\.end) == [.inSystem])
        #expect(replication.counts.total(.otherWaitSeconds) == 9_990)
    }

    @Test func linesAreFreedWhenTheCustomerHangsUp() {
        // Two lines. The first talks 0–10 and is written up until 30; the second waits from 5; the third finds both
        // lines taken at 8 and the fourth finds one free at 12.
        let model = CenterModel.oneLine(
            arrivals: .trace([0, 5, 8, 12]), handle: .constant(10), afterCall: .constant(20),
            staffing: .headcount([1]), lines: 2)
        let log = simulateOnce(model).log.sorted { $0.number < $1.number }
        #expect(log.map(\.end) == [.answered, .answered, .blocked, .answered])
        #expect(log.map(\.waitSeconds) == [0, 25, 0, 48])
    }

    @Test func shareOfThoseWhoBalkGrowsWithTheLine() {
        let customers = ClassModel(
            stream: 1, arrivals: ArrivalModel(.trace([])), handleTime: [TimedDraw(.constant(1))],
            balking: [(2, 0.25), (5, 0.5)], groups: [0])
        #expect([0, 1, 2, 4, 5, 100].map { customers.balkingShare(waiting: $0) } == [0, 0, 0.25, 0.25, 0.5, 0.5])
    }

    /// Absences are for whole days: two rows of a day with the same seats have the same agents.
    @Test func absencesAreBinomialAndLastAllDay() {
        var model = CenterModel.oneLine(
            arrivals: .trace([]), handle: .constant(1), staffing: .headcount([10, 6, 10, 10]))
        model.groups[0].shrinkage = 0.3
        model.timeline = Timeline(
            rows: (0..<4).map { TimelineRow(start: Double($0) * 100, end: Double($0 + 1) * 100, day: $0 / 3) },
            openings: [OpenSpan(opens: 0, closes: 400, midnight: 0)])
        var present: [[Double]] = []
        for replication in simulate(model, replications: Array(0..<2_000)) {
            let row = (0..<4).map { replication.counts[row: $0, group: 0, .presentSeconds] / 100 }
            #expect(row[0] == row[2] && row[1] <= row[0] && row[0] - row[1] <= 4)
            #expect(replication.counts.total(.scheduledSeconds, group: 0) == 3_600)
            present.append(row)
        }
        #expect(meanIsNear(present.map { $0[0] }, 7, variance: 2.1))
        #expect(meanIsNear(present.map { $0[1] }, 4.2, variance: 1.26))
        #expect(correlationIsNearZero(present.map { $0[0] }, present.map { $0[3] }))
    }
}

@Suite struct WaitHistogramTests {
    @Test func everyWaitLiesWithinTheEdgesOfItsBin() {
        var dice = Dice(2)
        var waits = [0, 1e-12, 0.125, 0.5, 1, 19.99, 20, 3600, 8_388_607, 8_388_608, 1e12]
        for _ in 0..<20_000 {
            waits.append(dice.real(-12...23).magnitude * dice.real(0...1) * Double(dice.whole(0...10_000)))
        }
        for wait in waits {
            let bin = WaitHistogram.bin(of: wait)
            #expect(bin >= 0 && bin < WaitHistogram.bins)
            #expect((bin == 0) == (wait == 0))
            #expect(WaitHistogram.lowerEdge(ofBin: bin) <= wait)
            if bin > 0 && wait < WaitHistogram.longestSeconds {
                let upper = WaitHistogram.lowerEdge(ofBin: bin + 1)
                #expect(wait < upper)
                #expect(upper - WaitHistogram.lowerEdge(ofBin: bin) <= (wait + 0.125) / 128 + 1e-12)
            }
        }
    }

    @Test func binsGrow() {
        let edges = (0...WaitHistogram.bins).map { WaitHistogram.lowerEdge(ofBin: $0) }
        #expect(edges[0] == 0 && edges[1] == 0)
        #expect(zip(edges.dropFirst(), edges.dropFirst(2)).allSatisfy { $0 < $1 })
    }
}
