import Randomness
import Testing

@testable import Engine

/// Promises in a run that ends after so many contacts, not at a time: nothing is due after its end.
@Suite struct ContactHorizonPromiseTests {
    private func model(total: Int, warmUp: Int, rows: Int, _ change: (inout CallbackModel) -> Void) -> CenterModel {
        var callers = ClassModel(
            stream: 7,
            arrivals: ArrivalModel(
                .poisson([RatePiece(start: 0, end: .infinity, rateAtStart: 0.05, rateAtEnd: 0.05)])),
            handleTime: [TimedDraw(.exponential(mean: 75))], patience: [TimedDraw(.exponential(mean: 60))],
            groups: [0])
        var callbacks = CallbackModel(offer: .always, promise: .window(from: 300, to: 900))
        callbacks.accepts = [(0, 0.5)]
        change(&callbacks)
        callers.callbacks = callbacks
        return CenterModel(
            classes: [callers],
            groups: [GroupModel(stream: 8, classes: [0], staffing: .headcount([4]))],
            timeline: Timeline(
                rows: (0..<rows).map { _ in TimelineRow(start: 0, end: .infinity) },
                openings: [OpenSpan(opens: 0, closes: .infinity, midnight: 0)],
                contacts: ContactHorizon(total: total, warmUp: warmUp)),
            thresholds: [20])
    }

    @Test(arguments: [CallbackModel.Serving.inboundFirst, .whenSlackAtMost(120), .earliestDue])
    func everyContactAndEveryPromiseIsCountedOnce(serving: CallbackModel.Serving) {
        let model = model(total: 5000, warmUp: 1000, rows: 4) {
            $0.serving = serving
            $0.ringSeconds = 10
            $0.answered = [0.6]
            $0.attempts = 2
            $0.pauseSeconds = 60
            $0.givesUp = .exponential(mean: 4000)
        }
        let replication = simulateOnce(model)
        let counts = replication.counts
        #expect(replication.fault == nil)
        for row in 0..<counts.layout.rows {
            func of(_ count: ClassCount) -> Double { counts[row: row, customerClass: 0, count] }
            #expect(of(.arrivals) == 1000, "row \(row)")
            #expect(of(.arrivals) == ClassCount.ends.reduce(0) { $0 + of($1) }, "row \(row)")
            let states: [ClassCount] = [
                .promisesEarly, .promisesKept, .promisesLate, .promisesGaveUp, .promisesDropped, .promisesMissed,
                .promisesUnreached,
            ]
            #expect(of(.callbackAccepted) > 100 && of(.callbackAccepted) == states.reduce(0) { $0 + of($1) })
            #expect(of(.promisesOpen) == 0, "there is no time after which it could be due")
            #expect(of(.promisesDue) == of(.callbackAccepted))
            #expect(of(.promisesKeptDue) == of(.promisesKept))
            #expect(of(.inSystem) == 0 && of(.promisesMissed) == 0, "the last staff works everything off")
        }
        #expect(counts.total(.promisesEarly) == 0, "nobody is dialled before the window")
    }

    /// Two agents take 100 s each; four contacts at 0, 10, 20 and 30 are all there is. The third and the fourth take a
    /// window from 300 s to 400 s after the promise and are called when it opens, long after the last arrival.
    @Test func whatWasPromisedAtTheEndIsStillDone() {
        var model = model(total: 4, warmUp: 0, rows: 1) {
            $0.promise = .window(from: 300, to: 400)
            $0.accepts = [(0, 1)]
        }
        model.classes[0].arrivals = ArrivalModel(.trace([0, 10, 20, 30, 40]))
        model.classes[0].handleTime = [TimedDraw(.constant(100))]
        model.groups[0].staffing = .headcount([2])
        let counts = simulateOnce(model).counts
        #expect(counts.total(.arrivals) == 4 && counts.total(.answered) == 2)
        #expect(counts.total(.callbackAccepted) == 2 && counts.total(.promisesKept) == 2)
        #expect(counts.total(.callbackWaitSeconds) == 600)
    }
}
