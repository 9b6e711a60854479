import Randomness
import Testing

@testable import Engine

/// What becomes of a contact after the talk, followed by hand: passed on, promised more work, back again as who they are.
@Suite struct OutcomeTests {
    /// Class 0 with agents of its own; class 1, at whose desk a contact may end, with one agent. Every talk takes 100 s, at
    /// the desk 200 s.
    private func twoDesks(_ callers: [Double], own: [Double] = [], transfers: Bool = true) -> CenterModel {
        var model = CenterModel.oneLine(
            arrivals: .trace(callers), handle: .constant(100), staffing: .headcount([1]), closes: 3000)
        var desk = ClassModel(
            stream: 31, arrivals: ArrivalModel(.trace(own)), handleTime: [TimedDraw(.constant(200))], groups: [1])
        desk.rank = 1
        model.classes.append(desk)
        if transfers { model.classes[0].transfers = [TransferModel(to: 1, share: 1)] }
        model.groups.append(GroupModel(stream: 32, classes: [1], staffing: .headcount([1])))
        return model
    }

    /// A callback is a contact like any other: the second desk has its work too.
    @Test func aCallbackIsPassedOnLikeACall() {
        var model = twoDesks([0, 10])
        model.classes[0].callbacks = CallbackModel(offer: .always, promise: .window(from: 0, to: 1800))
        let counts = simulateOnce(model).counts
        #expect(counts.total(.callbacksConnected) == 1 && counts.total(.transfersIn, customerClass: 1) == 2)
        #expect(counts.total(.transferred, customerClass: 0) == 2)
        #expect(counts.total(.busySeconds, group: 0) == 200 && counts.total(.busySeconds, group: 1) == 400)
        #expect(counts.total(.issuesResolved, customerClass: 0) == 2)
    }

    /// Whoever was passed on calls again as the customer they are: in their own class, with their own draws.
    @Test func whoeverWasPassedOnComesBackAsWhoTheyAre() {
        var model = twoDesks([0], own: [500])
        model.classes[1].unresolved = 1
        model.classes[1].reconnects = ReturnModel(probability: [1], after: .constant(50), atMost: 1)
        let counts = simulateOnce(model).counts
        // Talk to 100, desk to 300, again from 350 and from 450: the desk's own caller has come back too, once.
        #expect(counts.total(.arrivals, customerClass: 0) == 2 && counts.total(.reconnects, customerClass: 0) == 1)
        #expect(counts.total(.arrivals, customerClass: 1) == 2 && counts.total(.fresh, customerClass: 1) == 1)
        #expect(counts.total(.issuesLost, customerClass: 0) == 1 && counts.total(.issuesLost, customerClass: 1) == 1)
    }

    /// Customer 0 of one class and customer 0 of another, both at one desk, are two people: what one draws there says nothing
    /// about the other.
    @Test func twoCustomersOfOneNumberAreTwo() {
        var model = twoDesks((0..<400).map { Double($0) * 3 }, own: (0..<400).map { Double($0) * 3 + 1 })
        model.classes[0].handleTime = [TimedDraw(.constant(1))]
        model.classes[1].handleTime = [TimedDraw(.constant(1))]
        model.classes[1].unresolved = 0.5
        let counts = simulateOnce(model).counts
        let unresolved = (0...1).map { counts.total(.issuesLost, customerClass: $0) }
        // Of 400 each, a half: 10 in one standard deviation. Were the draws the same, so would be the numbers.
        #expect(unresolved.allSatisfy { abs($0 - 200) < 40 } && unresolved[0] != unresolved[1])
    }

    /// Passed on, tired of waiting, and back: by the rule of the line that was left.
    @Test(arguments: [false, true])
    func whoeverLeavesTheSecondLineCallsAgain(hangsUp: Bool) {
        var model = twoDesks([0], own: [10])
        model.classes[1].patience = hangsUp ? [] : [TimedDraw(.constant(50))]
        model.classes[1].redials = ReturnModel(probability: [1], after: .constant(20), atMost: 1)
        if hangsUp {
            model.timeline = Timeline(
                rows: [TimelineRow(start: 0, end: 150), TimelineRow(start: 500, end: 3000)],
                openings: [
                    OpenSpan(opens: 0, closes: 150, midnight: 0), OpenSpan(opens: 500, closes: 3000, midnight: 0),
                ],
                hangsUpAtClose: true)
            for group in 0...1 { model.groups[group].staffing = .headcount([1, 1]) }
        }
        let counts = simulateOnce(model).counts
        // On the desk's line from 100, gone at 150; back at 170, or at 520 when the centre is open again.
        #expect(counts.total(.redials, customerClass: 0) == 1 && counts.total(.fresh, customerClass: 0) == 1)
        #expect(counts.total(.issuesResolved, customerClass: 0) == 1 && counts.total(.issuesLost) == 0)
        #expect(counts.total(.resolutionSeconds, customerClass: 0) == (hangsUp ? 520 + 300 : 170 + 300))
    }

    /// Promised more work, a customer waits for that: solved when it is done, and not in the first contact.
    @Test(arguments: [false, true])
    func anIssueIsSolvedWhenItsFollowUpIsDone(neverDone: Bool) {
        var model = twoDesks([0], transfers: false)
        model.classes[0].unresolved = 1
        model.classes[0].followUps = FollowUpModel(share: 1, dueWithin: 500, work: .constant(50))
        if neverDone {
            model.timeline.openings[0].closes = 90
            model.timeline.rows[0].end = 90
            model.timeline.hangsUpAtClose = true
        }
        let counts = simulateOnce(model).counts
        #expect(counts.total(.followUpsMade) == 1 && counts.total(.followUpsKept) == (neverDone ? 0 : 1))
        #expect(counts.total(.issuesResolved) == (neverDone ? 0 : 1))
        #expect(counts.total(.resolutionSeconds) == (neverDone ? 0 : 150))
        #expect(counts.total(.issuesResolvedAtFirst) == 0 && counts.total(.issuesLost) == 0)
    }

    /// A back office answers nobody and writes; those who answer need not write.
    @Test func aBackOfficeDoesWhatOthersPromise() {
        var model = twoDesks([0, 10], transfers: false)
        model.groups[1] = GroupModel(stream: 32, classes: [], staffing: .headcount([1]))
        model.classes[1].groups = [0]
        model.groups[0].classes = [0, 1]
        model.groups[0].speed = [1, 1]
        model.groups[0].handleTime = [nil, nil]
        model.classes[0].followUps = FollowUpModel(share: 1, dueWithin: 500, work: .constant(150), groups: [1])
        let counts = simulateOnce(model).counts
        #expect(counts.total(.followUps, group: 0) == 0 && counts.total(.followUps, group: 1) == 2)
        #expect(counts.total(.busySeconds, group: 0) == 200 && counts.total(.busySeconds, group: 1) == 300)
        // Made at 100 and 200; done at 250 and 400.
        #expect(counts.total(.resolutionSeconds) == 250 + 390)
        #expect(counts.total(.answered, group: 1) == 0)
    }

    /// Out of the menu after closing: hung up on like those who were on hold.
    @Test func theMenuIsNoWayRoundClosingTime() {
        var model = CenterModel.oneLine(
            arrivals: .trace([900, 990]), handle: .constant(200), staffing: .headcount([1, 1]), hangsUpAtClose: true)
        model.timeline.rows = [TimelineRow(start: 0, end: 1000), TimelineRow(start: 5000, end: 6000)]
        model.timeline.openings = [
            OpenSpan(opens: 0, closes: 1000, midnight: 0), OpenSpan(opens: 5000, closes: 6000, midnight: 0),
        ]
        model.classes[0].menu = MenuModel(takes: .constant(25))
        let counts = simulateOnce(model).counts
        #expect(counts.total(.answered) == 1 && counts.total(.hungUpAtClose) == 1)
        #expect(counts.total(.queueSeconds) == 0)
    }

    /// Due exactly at closing time is due within open hours, and the last closing time within the run.
    @Test func closingTimeItselfIsInTime() {
        var model = twoDesks([0], transfers: false)
        model.timeline.openings[0].closes = 200
        model.timeline.rows[0].end = 200
        model.classes[0].followUps = FollowUpModel(
            share: 1, dueWithin: 100, countsOpenHours: true, work: .constant(100))
        let counts = simulateOnce(model).counts
        #expect(counts.total(.followUpsDue) == 1 && counts.total(.followUpsKeptDue) == 1)
    }
}
