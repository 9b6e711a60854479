import Randomness
import Testing

@testable import Engine

/// Promises followed by hand: who is dialled when, and which state each comes to.
@Suite struct CallbackTests {
    private func within(_ seconds: Double, _ change: (inout CallbackModel) -> Void = { _ in }) -> CallbackModel {
        var model = CallbackModel(offer: .always, promise: .window(from: 0, to: seconds))
        change(&model)
        return model
    }

    private func waits(_ log: [CallRecord], _ customerClass: Int) -> [Double] {
        log.filter { $0.customerClass == customerClass && $0.end == .answered }.sorted { $0.number < $1.number }
            .map(\.waitSeconds)
    }

    /// Whoever accepts stays in the denominator and is not within: a callback raises no service level.
    @Test func anAcceptedCallbackStaysInTheServiceLevel() {
        let (counts, _) = CallbackCentre(offered: [0, 10], callbacks: within(1800)).run()
        #expect(CallbackCentre.states(counts) == [.promisesKept: 1])
        #expect(counts.total(.answered) == 1 && counts.total(.callbackAccepted) == 1)
        #expect(counts.total(.answeredWithin, threshold: 1, customerClass: 0) == 1)
        #expect(counts.total(.callbackWithin, threshold: 0, customerClass: 0) == 0)
        #expect(counts.total(.callbackWithin, threshold: 1, customerClass: 0) == 1, "90 s after arriving, inclusive")
        #expect(counts.total(.callbackWaitSeconds) == 90)
        #expect(counts.total(.busySeconds, group: 0) == 200)
    }

    @Test func aWindowIsKeptAtItsOwnTimeAndNotBefore() {
        let callbacks = CallbackModel(offer: .always, promise: .window(from: 600, to: 700))
        let (counts, _) = CallbackCentre(offered: [0, 10], callbacks: callbacks).run()
        #expect(CallbackCentre.states(counts) == [.promisesKept: 1])
        #expect(counts.total(.callbackWaitSeconds) == 600)
    }

    /// The pause runs from the end of the dial; the agent pays for each ring; nobody reached is nobody served.
    @Test func whoeverIsNotReachedIsNeitherServedNorKept() {
        let callbacks = within(1800) {
            $0.ringSeconds = 20
            $0.answered = [0]
            $0.attempts = 3
            $0.pauseSeconds = 50
        }
        let (counts, _) = CallbackCentre(offered: [0, 10], callbacks: callbacks).run()
        #expect(CallbackCentre.states(counts) == [.promisesUnreached: 1])
        #expect(CallbackCentre.rings(counts) == [100, 170, 240])
        #expect(counts.total(.callbackAttempts) == 3 && counts.total(.callbackRingingSeconds) == 60)
        #expect(counts.total(.busySeconds, group: 0) == 160)
        #expect(counts.total(.callbacksConnected) == 0 && counts.total(.promisesKeptDue) == 0)
        #expect(counts.total(.promisesDialledDue) == 1 && counts.total(.promisesReachedDue) == 0)
        #expect(counts.total(.issuesLost) == 1)
    }

    /// Dialled in time, connected too late: three clocks, three answers.
    @Test func theAgentsClockDecides() {
        let (counts, _) = CallbackCentre(offered: [0, 10], callbacks: within(105) { $0.ringSeconds = 20 }).run()
        #expect(CallbackCentre.states(counts) == [.promisesLate: 1])
        #expect(counts.total(.promisesDialledDue) == 1 && counts.total(.promisesReachedDue) == 0)
        #expect(counts.total(.callbackLatenessSeconds) == 5)
        #expect(counts.total(.busySeconds, group: 0) == 220)
    }

    @Test func aCustomerDialledFirstCostsNoRinging() {
        let callbacks = within(1800) {
            $0.ringSeconds = 20
            $0.agentFirst = false
        }
        let (counts, _) = CallbackCentre(offered: [0, 10], callbacks: callbacks).run()
        #expect(CallbackCentre.states(counts) == [.promisesKept: 1])
        #expect(counts.total(.callbackWaitSeconds) == 110 && counts.total(.busySeconds, group: 0) == 200)
        #expect(counts.total(.callbackRingingSeconds) == 0)
    }

    /// While it rings a caller takes the agent; the customer then holds as any caller does, and not for ever.
    @Test(arguments: [(30.0, ClassCount.promisesDropped, 30.0), (90, .promisesKept, 85)])
    func aCustomerDialledFirstHoldsWithPatience(patience: Double, state: ClassCount, held: Double) {
        let callbacks = within(1800) {
            $0.ringSeconds = 20
            $0.agentFirst = false
            $0.givesUp = .constant(140)
        }
        let (counts, _) = CallbackCentre(
            offered: [0, 10], callers: [105], patience: patience, callbacks: callbacks
        ).run()
        #expect(CallbackCentre.states(counts) == [state: 1])
        #expect(counts.total(.laterLegWaitSeconds) == held)
        #expect(counts.total(.queueSeconds) == held)
    }

    @Test func inTurnTrulyKeepsThePlace() {
        let inTurn = CallbackModel(offer: .always, promise: .inTurn)
        let (counts, log) = CallbackCentre(offered: [0, 20], callers: [10, 30], callbacks: inTurn).run()
        #expect(waits(log, 1) == [90, 270])
        #expect(counts.total(.callbackWaitSeconds) == 180 && counts.total(.overtaken) == 0)
        let (later, others) = CallbackCentre(offered: [0, 20], callers: [10, 30], callbacks: within(1800)).run()
        #expect(waits(others, 1) == [90, 170])
        #expect(later.total(.callbackWaitSeconds) == 280)
    }

    /// Served in turn, a window comes when those who were on hold at its promise have been answered, and before the later.
    @Test func aWindowServedInTurnJumpsNoLine() {
        let callbacks = within(1800) { $0.serving = .inTurn }
        let (counts, log) = CallbackCentre(offered: [0, 20], callers: [10, 15, 30], callbacks: callbacks).run()
        #expect(waits(log, 1) == [90, 185, 370])
        #expect(counts.total(.callbackWaitSeconds) == 280 && counts.total(.overtaken) == 0)
    }

    @Test(arguments: [true, false])
    func thePlaceIsKeptWhenNobodyTakesUpTheTelephone(agentFirst: Bool) {
        var inTurn = CallbackModel(offer: .always, promise: .inTurn)
        inTurn.ringSeconds = 10
        inTurn.answered = [0, 1]
        inTurn.attempts = 2
        inTurn.pauseSeconds = 20
        inTurn.agentFirst = agentFirst
        let (counts, log) = CallbackCentre(offered: [0, 20], callers: [10, 30, 40], callbacks: inTurn).run()
        // Agent first: 100, ringing 200–210, 210, ringing 310–320, talk, 420. Customer first: 100, 200 while it rings,
        // the second ring from 300 beside the next caller, and the customer is there, first in line, at 400.
        #expect(waits(log, 1) == (agentFirst ? [90, 180, 380] : [90, 170, 260]))
        #expect(counts.total(.callbackWaitSeconds) == (agentFirst ? 300 : 380))
        #expect(counts.total(.callbackAttempts) == 2)
    }

    @Test func aPlaceKeptOverNightComesFirst() {
        let inTurn = CallbackModel(offer: .always, promise: .inTurn)
        let (counts, log) = CallbackCentre(
            offered: [0, 20], callers: [10, 1000], openings: [(0, 150), (1000, 3000)], hangsUpAtClose: true,
            callbacks: inTurn
        ).run()
        #expect(counts.total(.callbackWaitSeconds) == 980)
        #expect(waits(log, 1) == [90, 100])
    }

    @Test func neverTwoDialsAtOnceToOneCustomer() {
        let (counts, _) = CallbackCentre(
            offered: [0, 0, 10], agents: 2, callbacks: within(1800) { $0.ringSeconds = 20 }
        ).run()
        #expect(counts.total(.callbackAttempts) == 1 && counts.total(.callbackRingingSeconds) == 20)
    }

    @Test func eachServingRuleHasItsMoment() {
        func callbackWait(
            _ serving: CallbackModel.Serving, _ seconds: Double, offered: [Double] = [0, 10], callers: [Double],
            agents: Int = 1
        ) -> Double {
            CallbackCentre(
                offered: offered, callers: callers, agents: agents, callbacks: within(seconds) { $0.serving = serving }
            ).run().counts.total(.callbackWaitSeconds)
        }
        let many = [Double](repeating: 20, count: 6)
        #expect(callbackWait(.inboundFirst, 590, callers: many) == 690)
        #expect(callbackWait(.whenSlackAtMost(300), 590, callers: many) == 290, "due in 300 s at 300")
        #expect(callbackWait(.inTurn, 590, callers: many) == 90)
        #expect(callbackWait(.whenIdleAtLeast(2), 590, callers: [5, 101], agents: 2) == 191)
        #expect(callbackWait(.whenBacklogAtLeast(2), 590, offered: [0, 10, 15], callers: [20]) == 90 + 285)
        #expect(callbackWait(.earliestDue, 50, callers: [30, 80]) == 190, "due at 60: after 30, before 80")
    }

    /// Under strict priority too a promise stands before the caller who would be answered next, if due no later than that
    /// one joined: it is not held back by somebody whose turn is later still.
    @Test func theEarliestDueStandsBeforeTheCallerWhoseTurnItIs() {
        func waits(rankOfCallers: Int) -> [Double] {
            func customers(_ stream: UInt64, _ times: [Double], rank: Int) -> ClassModel {
                ClassModel(
                    stream: stream, arrivals: ArrivalModel(.trace(times)), handleTime: [TimedDraw(.constant(100))],
                    rank: rank, groups: [0])
            }
            var offered = customers(1, [0, 10], rank: 2)
            offered.callbacks = within(50) { $0.serving = .earliestDue }
            // The agent is free at 100, 200, 300, 400: due at 60 is the promise; 30 and 80 hold.
            let model = CenterModel(
                classes: [offered, customers(2, [30], rank: 2), customers(3, [80], rank: rankOfCallers)],
                groups: [GroupModel(stream: 4, classes: [0, 1, 2], staffing: .headcount([1]))],
                timeline: Timeline(
                    rows: [TimelineRow(start: 0, end: 3000)],
                    openings: [OpenSpan(opens: 0, closes: 3000, midnight: 0)]), thresholds: [20], routing: .priority)
            let counts = simulateOnce(model).counts
            return [
                counts.total(.callbackWaitSeconds), counts.total(.answeredWaitSeconds, customerClass: 1),
                counts.total(.answeredWaitSeconds, customerClass: 2),
            ]
        }
        #expect(waits(rankOfCallers: 2) == [190, 70, 220], "30, the promise, 80")
        #expect(waits(rankOfCallers: 1) == [90, 270, 120], "the promise before 80, who goes before 30")
    }

    @Test func whoeverWasThereBeforeThePromiseIsOvertaken() {
        let callbacks = within(590) { $0.serving = .whenSlackAtMost(500) }
        let (counts, _) = CallbackCentre(offered: [0, 10], callers: [5, 6, 7, 11], callbacks: callbacks).run()
        #expect(counts.total(.overtaken) == 3)
    }

    /// The states in their order, each forced by what happens while it rings or before.
    @Test func statesAreDecidedInTheirOrder() {
        func state(_ seconds: Double, _ change: (inout CallbackModel) -> Void) -> [ClassCount: Double] {
            let callbacks = within(seconds) {
                $0.ringSeconds = 20
                $0.attempts = 3
                change(&$0)
            }
            return CallbackCentre.states(CallbackCentre(offered: [0, 10], callbacks: callbacks).run().counts)
        }
        let duringTheRing = Distribution.constant(95)
        #expect(state(1800) { $0.givesUp = duringTheRing } == [.promisesKept: 1])
        #expect(state(1800) { ($0.givesUp, $0.answered) = (duringTheRing, [0]) } == [.promisesGaveUp: 1])
        #expect(state(1800) { $0.expiresAfter = 95 } == [.promisesKept: 1])
        #expect(state(1800) { ($0.expiresAfter, $0.answered) = (95, [0]) } == [.promisesUnreached: 1])
        #expect(state(1800) { $0.expiresAfter = 50 } == [.promisesMissed: 1])
        #expect(state(5000) { $0.expiresAfter = 50 } == [.promisesOpen: 1], "due after the horizon comes before missed")
        #expect(state(1800) { $0.givesUp = .constant(50) } == [.promisesGaveUp: 1])
    }

    @Test func whoeverGivesUpMayCallAgain() {
        let callbacks = within(1800) { ($0.givesUp, $0.callsAgain) = (.constant(20), 1) }
        let (counts, _) = CallbackCentre(offered: [0, 10], callbacks: callbacks).run()
        #expect(CallbackCentre.states(counts) == [.promisesGaveUp: 4, .promisesKept: 1])
        #expect(counts.total(.redials) == 4 && counts.total(.fresh) == 2 && counts.total(.issuesResolved) == 2)
    }

    /// Nobody is dialled in closed hours; a clock of open hours stands still meanwhile.
    @Test(arguments: [(true, 0.0), (false, 690)])
    func openPromisesCarryOverClosing(countsOpenHours: Bool, lateness: Double) {
        let callbacks = within(300) { $0.countsOpenHours = countsOpenHours }
        let (counts, _) = CallbackCentre(
            offered: [0, 10], talk: 300, openings: [(0, 200), (1000, 1500)], callbacks: callbacks
        ).run()
        #expect(counts.total(.callbackWaitSeconds) == 990)
        #expect(counts.total(.callbackLatenessSeconds) == lateness)
    }

    /// By the time of day, on any day, at which the ringing ends, and by attempt. Free at 100, the agent rings for 10 s,
    /// pauses for 40, and so on: the fourth dial ends at 260.
    @Test(arguments: [0.0, 86_400])
    func anAnswerDependsOnTheHourAndTheAttempt(midnight: Double) {
        func wait(_ answered: [Double], from: [Double]) -> (seconds: Double, dials: Double) {
            let counts = CallbackCentre(
                offered: [midnight, midnight + 10], openings: [(midnight, midnight + 3000)],
                callbacks: CallbackModel(
                    offer: .always, promise: .window(from: 0, to: 2000), ringSeconds: 10, answered: answered,
                    answeredFrom: from, attempts: 9, pauseSeconds: 40)
            ).run().counts
            return (counts.total(.callbackWaitSeconds), counts.total(.callbackAttempts))
        }
        #expect(wait([0, 1], from: [0, 255]) == (250, 4))
        #expect(wait([0, 1], from: [0, 261]) == (300, 5))
        // Two attempts told for each time: never before 150, then at the second and all later ones.
        #expect(wait([0, 0, 0, 1], from: [0, 150]) == (150, 2))
        #expect(wait([1, 0, 0, 1], from: [0, 150]) == (100, 1))
        #expect(wait([0, 1, 0, 0, 0, 1], from: [0, 150]) == (200, 3))
    }

    /// To a group that serves the class only after 60 s a promise comes when it is so old, and not before; the class's own
    /// agent is with the first caller until 100.
    @Test func aPromiseOverflowsLikeACaller() {
        func wait(after seconds: Double, within: Double = 500) -> Double {
            var own = ClassModel(
                stream: 1, arrivals: ArrivalModel(.trace([0, 10])), handleTime: [TimedDraw(.constant(100))], groups: [0]
            )
            own.callbacks = CallbackModel(offer: .always, promise: .window(from: 0, to: within))
            own.overflow = [(1, seconds)]
            let model = CenterModel(
                classes: [own],
                groups: [
                    GroupModel(stream: 2, classes: [0], staffing: .headcount([1])),
                    GroupModel(stream: 3, classes: [], staffing: .headcount([1])),
                ],
                timeline: Timeline(
                    rows: [TimelineRow(start: 0, end: 1000)], openings: [OpenSpan(opens: 0, closes: 1000, midnight: 0)])
            )
            return simulateOnce(model).counts.total(.callbackWaitSeconds)
        }
        #expect(wait(after: 60) == 60)
        #expect(wait(after: 91) == 90)
    }

    /// A callback's own talk time holds for a place kept in line as for any other promise: 100 s and then 40 s.
    @Test(arguments: [true, false]) func aPlaceInLineHasTheCallbacksOwnTalkTime(agentFirst: Bool) {
        let ended = CallbackCentre(
            offered: [0, 10],
            callbacks: CallbackModel(
                offer: .always, promise: .inTurn, agentFirst: agentFirst, handleTime: .constant(40))
        ).run()
        #expect(ended.counts.total(.busySeconds, group: 0) == 140)
    }
}
