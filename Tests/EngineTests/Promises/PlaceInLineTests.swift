import Randomness
import Testing

@testable import Engine

/// *In turn* where the line goes by more than time, and where customers are dialled before an agent is there.
@Suite struct PlaceInLineTests {
    /// One agent, talks of 100 s, strict priority. Class 0 is promised its place; it rings for 10 s, nobody answers the first
    /// time, and the second dial may come 20 s later.
    private func run(rankOfOffered: Int, offered: [Double], callers: [Double]) -> (callback: Double, others: [Double]) {
        func customers(_ stream: UInt64, _ times: [Double], rank: Int) -> ClassModel {
            ClassModel(
                stream: stream, arrivals: ArrivalModel(.trace(times)), handleTime: [TimedDraw(.constant(100))],
                rank: rank, groups: [0])
        }
        var first = customers(1, offered, rank: rankOfOffered)
        first.callbacks = CallbackModel(
            offer: .always, promise: .inTurn, ringSeconds: 10, answered: [0, 1], attempts: 2, pauseSeconds: 20)
        let model = CenterModel(
            classes: [first, customers(2, callers, rank: 2)],
            groups: [GroupModel(stream: 3, classes: [0, 1], staffing: .headcount([1]))],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 3000)], openings: [OpenSpan(opens: 0, closes: 3000, midnight: 0)]),
            routing: .priority)
        let replication = simulateOnce(model)
        let others = replication.log.filter { $0.customerClass == 1 }.sorted { $0.number < $1.number }
        return (replication.counts.total(.callbackWaitSeconds), others.map(\.waitSeconds))
    }

    /// The more urgent class goes first, before and after the dial that nobody answered.
    @Test func aPlaceBehindTheMoreUrgentStaysBehindThem() {
        // Rings 100–110; callers of 105 and 120 are answered at 110 and 210; the second ring is 310–320.
        let (callback, others) = run(rankOfOffered: 3, offered: [0, 10], callers: [105, 120])
        #expect(callback == 310 && others == [5, 90])
    }

    @Test func aPlaceBeforeTheLessUrgentStaysBeforeThem() {
        // Callers of 5 and 6 joined first and are less urgent: rings 100–110, one of them 110–210, rings 210–220.
        let (callback, others) = run(rankOfOffered: 1, offered: [0, 10], callers: [5, 6])
        #expect(callback == 210 && others == [105, 314])
    }

    /// One agent, and it rings at one customer: the others keep their places until it is their turn, and nobody reached finds
    /// everybody busy.
    @Test func noMoreRingThanAgentsAreIdle() {
        let callbacks = CallbackModel(offer: .always, promise: .inTurn, agentFirst: false, ringSeconds: 20)
        let (counts, _) = CallbackCentre(offered: [0, 10, 20, 30], patience: 50, callbacks: callbacks).run()
        #expect(CallbackCentre.states(counts) == [.promisesKept: 3])
        // Connected at 120, 240 and 360.
        #expect(counts.total(.callbackWaitSeconds) == 110 + 220 + 330)
        #expect(counts.total(.busySeconds, group: 0) == 400)
    }

    /// It rang over closing time, with hang-ups: reached, and no agent will come.
    @Test func whoeverIsReachedAfterClosingIsDropped() {
        let callbacks = CallbackModel(
            offer: .always, promise: .window(from: 0, to: 1800), agentFirst: false, ringSeconds: 20)
        let (counts, _) = CallbackCentre(
            offered: [0, 10], openings: [(0, 105), (1000, 2500)], hangsUpAtClose: true, callbacks: callbacks
        ).run()
        #expect(CallbackCentre.states(counts) == [.promisesDropped: 1])
        #expect(counts.total(.laterLegWaitSeconds) == 0)
    }

    /// What may be promised over closing time counts the open hours only, on a calendar too: 95 % of the time one talk is
    /// over within 300 s, of which 190 are left.
    @Test func closedHoursAreNoTimeToKeepAPromise() {
        func unkeepable(_ promise: CallbackModel.Promise, _ openings: [(Double, Double)], hangsUp: Bool = false)
            -> Double
        {
            CallbackCentre(
                offered: [0, 10], openings: openings, hangsUpAtClose: hangsUp,
                callbacks: CallbackModel(offer: .always, promise: promise)
            ).run().counts.total(.promisesUnkeepable)
        }
        let night = [(0.0, 200.0), (1000, 3000)]
        #expect(unkeepable(.window(from: 0, to: 305), [(0, 3000)]) == 0)
        #expect(unkeepable(.window(from: 0, to: 305), night) == 1)
        #expect(unkeepable(.keepable(probability: 0.95, step: 60), night) == 0)
        // After the last closing time those on hold are served, and promises with them; unless they are hung up on.
        #expect(unkeepable(.window(from: 0, to: 305), [(0, 200)]) == 0)
        #expect(unkeepable(.window(from: 0, to: 305), [(0, 200)], hangsUp: true) == 1)
    }
}
