import Randomness
import Testing

@testable import Engine

/// People who come back, are passed on, or leave work behind, followed by hand.
@Suite struct ReturnTests {
    private func line(
        _ times: [Double], handle: Double = 100, patience: Double? = nil, agents: Int = 1,
        openings: [(Double, Double)] = [(0, 1000)], hangsUpAtClose: Bool = false
    ) -> CenterModel {
        var model = CenterModel.oneLine(
            arrivals: .trace(times), handle: .constant(handle), patience: patience.map { .constant($0) },
            staffing: .headcount([Int](repeating: agents, count: openings.count)),
            hangsUpAtClose: hangsUpAtClose)
        model.timeline.rows = openings.map { TimelineRow(start: $0, end: $1) }
        model.timeline.openings = openings.map { OpenSpan(opens: $0, closes: $1, midnight: 0) }
        return model
    }

    private func arrivals(_ model: CenterModel) -> [Double] { simulateOnce(model).log.map(\.arrivedAt).sorted() }

    /// The retry clock starts when the attempt before has ended; patience starts anew; an issue may be lost once.
    @Test func redialsStartFromTheEndOfTheAttemptBefore() {
        var model = line([0, 10], handle: 150, patience: 30)
        model.classes[0].redials = ReturnModel(probability: [1], after: .constant(20), atMost: 3)
        // Gives up at 40, 90, 140; the last attempt begins at 160, when the agent is free.
        #expect(arrivals(model) == [0, 10, 60, 110, 160])
        let counts = simulateOnce(model).counts
        #expect(counts.total(.redials) == 3)
        #expect(counts.total(.fresh) == 2)
        #expect(counts.total(.issuesResolved) == 2)
        model.classes[0].redials?.atMost = 2
        let fewer = simulateOnce(model).counts
        #expect(fewer.total(.redials) == 2)
        #expect(fewer.total(.issuesLost) == 1)
        #expect(fewer.total(.issuesResolved) == 1)
        #expect(counts.total(.resolutionSeconds) == 450)
    }

    /// Each attempt has a patience of its own: no two of a hundred customers' three are the same draw, and of any two the
    /// later is the longer about half the time; 5 standard deviations off by chance less than once in 10⁵ runs.
    @Test func eachAttemptHasAPatienceOfItsOwn() {
        var model = line((0...100).map { Double($0) }, handle: 100_000, openings: [(0, 50_000)])
        model.classes[0].patience = [TimedDraw(.exponential(mean: 50))]
        model.classes[0].redials = ReturnModel(probability: [1], after: .constant(1000), atMost: 2)
        let abandoned = simulateOnce(model).log.filter { $0.end == .abandoned }.sorted { $0.arrivedAt < $1.arrivedAt }
        let waits = Dictionary(grouping: abandoned, by: \.number).values.map { $0.map(\.waitSeconds) }
        #expect(waits.count == 100 && waits.allSatisfy { $0.count == 3 })
        for (first, second) in [(0, 1), (1, 2), (0, 2)] {
            #expect(
                !waits.contains { abs($0[first] - $0[second]) < 1e-6 }, "attempts \(first) and \(second) are one draw")
            #expect((25...75).contains(waits.count { $0[first] < $0[second] }))
        }
    }

    /// In closed hours: the next opening plus as long as it came after closing; after the last day lost, and counted.
    @Test func returnsInClosedHoursMoveToTheNextOpening() {
        var model = line([0, 10], handle: 100, patience: 30, openings: [(0, 60), (1000, 1500)])
        model.classes[0].redials = ReturnModel(probability: [1], after: .constant(50), atMost: 1)
        #expect(arrivals(model) == [0, 10, 1030])
        model = line([0, 10], handle: 100, patience: 30, openings: [(0, 60)])
        model.classes[0].redials = ReturnModel(probability: [1], after: .constant(50), atMost: 1)
        let counts = simulateOnce(model).counts
        #expect(counts.total(.redials) == 0)
        #expect(counts.total(.issuesLost) == 1)
    }

    @Test func anUnresolvedAnswerBringsTheCustomerBack() {
        var model = line([0])
        model.classes[0].unresolved = 1
        model.classes[0].reconnects = ReturnModel(probability: [1], after: .constant(30), atMost: 2)
        let counts = simulateOnce(model).counts
        #expect(arrivals(model) == [0, 130, 260])
        #expect(counts.total(.reconnects) == 2)
        #expect(counts.total(.issuesLost) == 1)
        #expect(counts.total(.issuesResolved) == 0)
    }

    /// A member of a finite population has one contact at a time, and comes back to the others when it is over.
    @Test func aMemberOfAPopulationIsNeverTwoCallers() {
        func callers(_ change: (inout ClassModel) -> Void) -> [Double] {
            var model = line([], handle: 10)
            model.classes[0].arrivals = ArrivalModel(.finitePopulation(customers: 1, thinks: .constant(40)))
            change(&model.classes[0])
            return Array(arrivals(model).prefix(4))
        }
        #expect(callers { _ in } == [40, 90, 140, 190])
        #expect(
            callers {
                $0.unresolved = 1
                $0.reconnects = ReturnModel(probability: [1], after: .constant(5), atMost: 1)
            } == [40, 55, 105, 120], "again 5 s after the answer; then 40 s of thinking")
        // One agent of two classes: the population's member takes a callback and is back after it.
        var model = line([0], handle: 100)
        model.classes.append(model.classes[0])
        model.classes[1].stream = 77
        model.classes[1].arrivals = ArrivalModel(.finitePopulation(customers: 1, thinks: .constant(40)))
        model.classes[1].callbacks = CallbackModel(offer: .always, promise: .window(from: 0, to: 900))
        model.groups[0] = GroupModel(stream: 12, classes: [0, 1], staffing: .headcount([1]))
        let log = simulateOnce(model).log.filter { $0.customerClass == 1 }.map(\.arrivedAt).sorted()
        #expect(log.prefix(3) == [40, 240, 380], "called back 100–200, thinks to 240, answered 240–340")
    }

    /// Passed on: one arrival, two legs; the second draws its own times and holds with patience.
    @Test(arguments: [(50.0, true), (500, false)])
    func aTransferIsALegAndNoArrival(patience: Double, abandons: Bool) {
        var model = line([0, 20])
        var second = ClassModel(
            stream: 31, arrivals: ArrivalModel(.trace([10])), handleTime: [TimedDraw(.constant(200))],
            patience: [TimedDraw(.constant(patience))], groups: [1])
        second.rank = 1
        model.classes.append(second)
        model.classes[0].transfers = [TransferModel(to: 1, share: 1)]
        model.groups.append(GroupModel(stream: 32, classes: [1], staffing: .headcount([1])))
        let counts = simulateOnce(model).counts
        // Group 1 is busy from 10 to 210; the first caller reaches its line at 100, the second, answered at 100, at 200.
        #expect(counts.total(.arrivals) == 3)
        #expect(counts.total(.transfersIn, customerClass: 1) == 2)
        #expect(counts.total(.transfersAbandoned) == (abandons ? 1 : 0))
        #expect(counts.total(.laterLegWaitSeconds) == (abandons ? 60.0 : 320.0))
        #expect(counts.total(.issuesResolved) == (abandons ? 2 : 3), "in a class of plain callers too")
        #expect(counts.total(.issuesLost) == (abandons ? 1 : 0))
    }

    @Test func callersPassedOnInACircleComeToAnEnd() {
        var model = line((0..<200).map { Double($0) }, handle: 1, agents: 500)
        model.classes[0].transfers = [TransferModel(to: 0, share: 0.8)]
        let counts = simulateOnce(model).counts
        #expect(counts.total(.issuesResolved) == 200)
        // A geometric number of legs beyond the first: mean 4, variance 20.
        let legs: Double = counts.total(.transfersIn) / 200
        let error: Double = (20.0 / 200).squareRoot()
        #expect(abs(legs - 4) < 4 * error)
    }

    /// Patience starts after the menu; whoever is served there never asks for a human.
    @Test func patienceStartsAfterTheMenu() {
        var model = line([0, 10], patience: 30)
        model.classes[0].menu = MenuModel(takes: .constant(25))
        let counts = simulateOnce(model).counts
        #expect(counts.total(.abandonedWaitSeconds) == 30)
        #expect(counts.total(.menuSeconds) == 50)
        model.classes[0].menu = MenuModel(takes: .constant(25), leaves: 0, selfServed: 1)
        #expect(simulateOnce(model).counts.total(.selfServed) == 2)
    }

    /// Follow-ups and callbacks of one class go by rules of their own, and neither stands in the other's way.
    @Test func followUpsCompeteByTheirRule() {
        func lateness(_ serving: CallbackModel.Serving) -> (Double, Double) {
            var model = line([0, 10, 20, 30], openings: [(0, 3000)])
            model.classes[0].followUps = FollowUpModel(
                share: 1, dueWithin: 150, work: .constant(50), serving: serving)
            let counts = simulateOnce(model).counts
            return (counts.total(.followUpLatenessSeconds), counts.total(.answeredWaitSeconds))
        }
        // After all calls: made at 100, 200, 300, 400, done at 450, 500, 550, 600, due 150 later.
        #expect(lateness(.inboundFirst) == (500, 540))
        // Each at once when due within 150 s: 100–150, 250–300, 400–450, 550–600.
        #expect(lateness(.whenSlackAtMost(150)) == (0, 840))
    }

    /// Work without end fills the time of all but r agents, and never makes more than those wait.
    @Test(arguments: 0...3)
    func backgroundWorkKeepsAgentsIdle(keeps: Int) {
        var model = line([105], agents: 3, openings: [(0, 200)])
        model.groups[0].background = (.constant(40), keeps)
        let counts = simulateOnce(model).counts
        // Pieces of 40 s begin at 0, 40, 80, 120 and 160, fewer while the caller of 105 has an agent; none is cut off.
        let pieces: Double = [13, 8, 3, 0][keeps]
        #expect(counts.total(.backgroundTasks, group: 0) == pieces)
        #expect(counts.total(.answeredWaitSeconds) == (keeps == 0 ? 15 : 0))
    }

    /// Where every customer of a finite population is in the centre nobody is on the way, and yet somebody will come again.
    @Test func backgroundWorkGoesOnWhileAWholePopulationIsHere() {
        var model = CenterModel(
            classes: [
                ClassModel(
                    stream: 1, arrivals: ArrivalModel(.finitePopulation(customers: 1, thinks: .constant(10))),
                    handleTime: [TimedDraw(.constant(100))], groups: [0])
            ],
            groups: [
                GroupModel(stream: 2, classes: [0], staffing: .headcount([1])),
                GroupModel(stream: 3, classes: [], staffing: .headcount([1])),
            ],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 0)], openings: [OpenSpan(opens: 0, closes: .infinity, midnight: 0)],
                contacts: ContactHorizon(total: 3, warmUp: 0)))
        model.groups[1].background = (.constant(20), 0)
        let counts = simulateOnce(model).counts
        // Contacts at 10, 120 and 230; the fourth, at 340, ends the run. Pieces begin at 0, 20, …, 320.
        #expect(counts.total(.backgroundTasks, group: 1) == 17)
    }
}
