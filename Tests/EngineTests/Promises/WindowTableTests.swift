import Randomness
import Testing

@testable import Engine

/// Windows by time and by the state of the line, and the records of what became of promises.
@Suite struct WindowTableTests {
    @Test func theLookupFindsWhatALinearOneFinds() {
        var dice = Dice(11)
        for _ in 0..<200 {
            var table = WindowTable()
            var parts: [(start: Double, bands: [(waitingAtLeast: Int, window: Double)])] = []
            var start = Double(dice.whole(0...20))
            for _ in 0..<dice.whole(1...9) {
                var bands = [(waitingAtLeast: 0, window: Double(dice.whole(1...99)))]
                for _ in 0..<dice.whole(0...3) {
                    bands.append(
                        (bands[bands.count - 1].waitingAtLeast + dice.whole(1...4), Double(dice.whole(1...99))))
                }
                parts.append((start, bands))
                table.add(from: start, bands)
                start += Double(dice.whole(1...10))
            }
            for _ in 0..<50 {
                let (time, inLine) = (Double(dice.whole(0...130)), dice.whole(0...20))
                let part = parts.last { $0.start <= time } ?? parts[0]
                let band = part.bands.last { $0.waitingAtLeast <= inLine }!
                #expect(table.windows[table.place(at: time, inLine: inLine)] == band.window)
            }
        }
    }

    /// Two agents' worth of talk of 100 s each: callers at 0 (answered), then offered at 10, 20 and 30 s with nobody, one
    /// and two in line; from 25 s on other windows hold.
    @Test func eachPromiseIsDueAsTheTableSays() {
        var table = WindowTable()
        table.add(from: 0, [(0, 95), (1, 500)])
        table.add(from: 25, [(0, 1), (2, 700), (3, 2)])
        let centre = CallbackCentre(
            offered: [0, 10, 20, 30], callbacks: CallbackModel(offer: .always, promise: .table(table)))
        let promises = centre.replicate().promises
        #expect(promises.map(\.madeAt) == [10, 20, 30])
        #expect(promises.map(\.inLine) == [0, 1, 2])
        #expect(promises.map(\.windowPlace) == [0, 1, 3])
        #expect(promises.map(\.to) == [105, 520, 730])
        // One agent: at 100, 200 and 300 s, the earliest due first.
        #expect(promises.map(\.connectedAt) == [100, 200, 300])
        #expect(promises.map(\.state) == [.kept, .kept, .kept])
        #expect(promises.allSatisfy { $0.isDialledInTime && $0.dials[0].at == $0.connectedAt })
    }

    /// Nobody answers: dialled in time, never kept; and what is due after the end is not judged.
    @Test func whatBecameOfAPromiseIsRecorded() {
        var table = WindowTable()
        table.add(from: 0, [(0, 100)])
        table.add(from: 2800, [(0, 5000)])
        let centre = CallbackCentre(
            offered: [0, 10, 2790, 2850],
            callbacks: CallbackModel(offer: .always, promise: .table(table), ringSeconds: 5, answered: [0]))
        let promises = centre.replicate().promises
        #expect(promises.map(\.madeAt) == [10, 2850])
        #expect(promises.map(\.state) == [.unreached, .open])
        #expect(promises.map { $0.to <= centre.model.timeline.promiseHorizon } == [true, false])
        #expect(promises[0].dials.first?.at == 100 && promises[0].reachedAt == nil && promises[0].connectedAt == nil)
        #expect(promises[0].isDialledInTime)
    }

    /// The offered waits that are recorded are those against which quotes are scored, which GhostTests hold against
    /// literal re-runs; a centre that tells no quotes records the same, and its counts do not change for it.
    @Test(arguments: [1, 2, 3] as [UInt64]) func offeredWaitsAreThoseOfTheGhosts(seed: UInt64) {
        func model(announced: Bool, records: Bool) -> CenterModel {
            var callers = ClassModel(
                stream: 5, arrivals: ArrivalModel(.trace((0..<400).map { Double($0) * 9 })),
                handleTime: [TimedDraw(.exponential(mean: 30))], patience: [TimedDraw(.exponential(mean: 60))],
                groups: [0])
            callers.quotes = QuoteModel(
                estimator: .fixed(0), isAnnounced: announced, ahead: [0], meanHandle: [30], meanPatience: 60)
            callers.callbacks = CallbackModel(
                offer: .whenWaitingAtLeast(1), accepts: [(0, 0.5)], promise: .window(from: 0, to: 300))
            var model = CenterModel(
                classes: [callers],
                groups: [GroupModel(stream: 6, classes: [0], staffing: .headcount([3, 2, 4, 3]))],
                timeline: Timeline(
                    rows: (0..<4).map { TimelineRow(start: Double($0) * 900, end: Double($0 + 1) * 900) },
                    openings: [OpenSpan(opens: 0, closes: 3600, midnight: 0)]), thresholds: [20])
            model.recordsOfferedWaits = records
            return model
        }
        let told = simulateOnce(model(announced: true, records: true), seed: seed)
        let untold = simulateOnce(model(announced: false, records: true), seed: seed)
        #expect(told.offeredWaits == untold.offeredWaits)
        #expect(Double(told.offeredWaits.count) == told.counts.total(.quotesScored))
        #expect(told.offeredWaits.count > 100 && Double(told.offeredWaits.count) == told.counts.total(.delayed))
        let sum = told.offeredWaits.reduce(0) { $0 + $1.seconds }
        #expect(abs(sum - told.counts.total(.quoteErrorSeconds)) < 1e-6)
        #expect(untold.counts.values == simulateOnce(model(announced: false, records: false), seed: seed).counts.values)
    }
}
