import Randomness
import Testing

@testable import Engine

/// Warm transfers, followed by hand: the first agent stays until the second has taken over.
@Suite struct WarmTransferTests {
    /// Callers of class 0 are all passed on to class 1; group 0 takes the one, group 1 the other, unless told. Every talk
    /// takes 100 s, of class 1 200 s, the hand-over 20 s. Rows of 10 s show when agents were busy.
    private struct Desk {
        var callers: [Double]
        var own: [Double] = []
        var agents = 1
        var deskAgents = 1
        var afterCall: Double?
        var patience: Double?
        var waitsAtMost = Double.infinity
        var closes = 2000.0
        var hangsUpAtClose = false
        var oneGroup = false
        var lines = Int.max
        var roster: Roster?

        var model: CenterModel {
            func customers(_ stream: UInt64, _ times: [Double], _ talk: Double, _ group: Int) -> ClassModel {
                ClassModel(
                    stream: stream, arrivals: ArrivalModel(.trace(times)), handleTime: [TimedDraw(.constant(talk))],
                    afterCall: afterCall.map { [TimedDraw(.constant($0))] } ?? [], groups: [group])
            }
            var first = customers(1, callers, 100, 0)
            var second = customers(2, own, 200, oneGroup ? 0 : 1)
            second.patience = patience.map { [TimedDraw(.constant($0))] } ?? []
            second.rank = 1
            first.transfers = [
                TransferModel(to: 1, share: 1, warm: WarmModel(handOver: .constant(20), waitsAtMost: waitsAtMost))
            ]
            let rows = stride(from: 0, to: closes, by: 10).map { TimelineRow(start: $0, end: $0 + 10) }
            func headcount(_ agents: Int) -> StaffingModel {
                .headcount([Int](repeating: agents, count: rows.count))
            }
            let staffing = roster.map(StaffingModel.roster) ?? headcount(agents)
            var groups = [GroupModel(stream: 3, classes: oneGroup ? [0, 1] : [0], staffing: staffing)]
            if !oneGroup { groups.append(GroupModel(stream: 4, classes: [1], staffing: headcount(deskAgents))) }
            return CenterModel(
                classes: [first, second], groups: groups,
                timeline: Timeline(
                    rows: rows, openings: [OpenSpan(opens: 0, closes: closes, midnight: 0)],
                    hangsUpAtClose: hangsUpAtClose),
                lines: lines)
        }

        func run() -> Counts { simulateOnce(model).counts }
    }

    /// Seconds from the first to the last moment at which a group was busy, when it was so without a gap.
    private func busy(_ counts: Counts, group: Int) -> Double { counts.total(.busySeconds, group: group) }

    /// The second agent is idle: talk to 100, hand-over to 120, then the first writes up to 130, the second talks to 320
    /// and writes up to 330.
    @Test func theSecondAgentMayBeIdle() {
        let counts = Desk(callers: [0], afterCall: 10).run()
        #expect(busy(counts, group: 0) == 130)
        #expect(busy(counts, group: 1) == 230)
        #expect(counts.total(.warmTransferSeconds, group: 0) == 20)
        #expect(counts.total(.warmTransferSeconds, group: 1) == 20)
        #expect(counts.total(.handOvers, customerClass: 1) == 1)
        #expect(counts.total(.transferred, customerClass: 0) == 1)
        #expect(counts.total(.transferWaitSeconds) == 0)
        #expect(counts.total(.issuesResolved) == 1)
        #expect(counts.total(.resolutionSeconds) == 320)
    }

    /// The desk is busy from 60 to 260: the first agent stays from 100 to 280, and only then takes the second caller.
    @Test func theFirstAgentStaysUntilTheSecondHasTakenOver() {
        let counts = Desk(callers: [0, 10], own: [60]).run()
        #expect(counts.total(.answeredWaitSeconds, customerClass: 0) == 270)
        #expect(counts.total(.transferWaitSeconds, customerClass: 1) == 160 + 100, "100–260; 380–480")
        #expect(busy(counts, group: 0) == 280 + 100 + 100 + 20)
        #expect(busy(counts, group: 1) == 200 + 220 + 220)
        #expect(counts.total(.warmTransferSeconds, group: 0) == 180 + 120)
        #expect(counts.total(.warmTransferSeconds, group: 1) == 40)
    }

    /// The customer hangs up after 50 s: both of them gone, the first agent writes up and is free.
    @Test func theCustomerMayHangUpWhileTheAgentWaits() {
        let counts = Desk(callers: [0], own: [60], afterCall: 10, patience: 50).run()
        #expect(counts.total(.transfersAbandoned) == 1)
        #expect(busy(counts, group: 0) == 160)
        #expect(counts.total(.warmTransferSeconds, group: 0) == 50)
        #expect(busy(counts, group: 1) == 210)
        #expect(counts.total(.handOvers) == 0)
        #expect(counts.total(.issuesLost) == 1)
    }

    /// Whoever waits at most 30 s leaves the customer on hold, and the second agent starts without a hand-over.
    @Test func anAgentWhoWaitsNoLongerMakesItACold() {
        let counts = Desk(callers: [0], own: [60], afterCall: 10, waitsAtMost: 30).run()
        #expect(busy(counts, group: 0) == 100 + 30 + 10)
        #expect(counts.total(.transferWaitSeconds) == 170, "100–270")
        #expect(busy(counts, group: 1) == 210 + 210)
        #expect(counts.total(.handOvers) == 0)
        #expect(counts.total(.transfersAnswered) == 1)
        // No waiting at all is a cold transfer where nobody is idle, and a warm one where somebody is.
        #expect(Desk(callers: [0], own: [60], waitsAtMost: 0).run().total(.warmTransferSeconds, group: 0) == 0)
        #expect(Desk(callers: [0], waitsAtMost: 0).run().total(.handOvers) == 1)
    }

    /// At closing, with hang-ups: at 150 on those who hold, agent or none; later on whoever is passed on.
    @Test(arguments: [(150.0, 150.0), (90, 100)])
    func closingHangsUpOnBoth(closes: Double, until: Double) {
        let counts = Desk(callers: [0], own: [60], closes: closes, hangsUpAtClose: true).run()
        #expect(counts.total(.transfersLeft) == 1)
        #expect(busy(counts, group: 0) == until)
        #expect(counts.total(.issuesLost, customerClass: 1) == 1)
        // Served, it all goes on as overtime.
        let served = Desk(callers: [0], own: [60], closes: closes).run()
        #expect(served.total(.transfersAnswered) == 1)
        #expect(served.total(.overtimeSeconds, group: 0) == 280 - closes)
    }

    /// One agent who must hand over to himself, and two who wait for each other: nobody will ever come. When nothing else
    /// is left to happen the customers are in the system, and the agents take those who are on hold.
    @Test(arguments: [1, 2])
    func agentsWhoWaitForOneAnotherAreFreeInTheEnd(agents: Int) {
        let desk = Desk(callers: [0, 0, 10], agents: agents, oneGroup: true)
        let counts = desk.run()
        #expect(counts.total(.answered) == 3)
        #expect(counts.total(.transfersIn) == 3)
        // Of two, the one who passes the third caller on in the end finds the other idle.
        #expect(counts.total(.transfersLeft) == (agents == 1 ? 3 : 2))
        #expect(counts.total(.transfersAnswered) == (agents == 1 ? 0 : 1))
        // With a limit the only agent takes the customer up as a cold transfer.
        var patient = desk
        patient.waitsAtMost = 30
        #expect(patient.run().total(.transfersAnswered) == 3)
        #expect(patient.run().total(.transfersLeft) == 0)
    }

    /// Repeated announcements to somebody on hold do not go on for ever behind such agents.
    @Test(.timeLimit(.minutes(1))) func announcementsEndWithThem() {
        var model = Desk(callers: [0, 10], oneGroup: true).model
        model.classes[0].quotes = QuoteModel(
            estimator: .fixed(60), repeatEvery: 5, ahead: [0], meanHandle: [100, 200], meanPatience: .infinity)
        let counts = simulateOnce(model).counts
        #expect(counts.total(.answered) == 2)
    }

    /// One customer is on one telephone line, whoever else listens: with two lines a caller at 150 is let in.
    @Test func aWarmTransferTakesOneLine() {
        let counts = Desk(callers: [0, 150], own: [60], afterCall: 1, lines: 2).run()
        #expect(counts.total(.blocked) == 1, "the desk's own caller and the first one are on the line at 150")
        #expect(Desk(callers: [0, 150], own: [60], afterCall: 1, lines: 3).run().total(.blocked) == 0)
    }

    /// A shift that ends and a break that is due wait for the hand-over; both count as one contact in a run.
    @Test func shiftsAndBreaksWaitForTheHandOver() {
        let roster = Roster(
            agents: 1,
            moments: [
                RosterMoment(time: 0, agent: 0, kind: .shiftStarts, day: 0),
                RosterMoment(time: 150, agent: 0, kind: .shiftEnds, day: 0),
            ])
        let counts = Desk(callers: [0], own: [60], roster: roster).run()
        #expect(busy(counts, group: 0) == 280)
        #expect(counts.total(.overtimeSeconds, group: 0) == 130)
    }

    /// Little's law and Burke's theorem: callers pass a first desk without limit, whose agents stay for the hand-over at a
    /// desk of six. That desk is an M/G/6 without a line where nobody has patience to hold: Erlang's loss formula holds for
    /// any law of the service, here the hand-over and the talk, and the mean of the whole is all that counts.
    @Test func theDeskLosesWhatErlangSays() {
        var model = Desk(callers: []).model
        let horizon = 400_000.0
        model.classes[0].arrivals = ArrivalModel(
            .poisson([RatePiece(start: 0, end: horizon, rateAtStart: 0.03, rateAtEnd: 0.03)]))
        model.classes[0].handleTime = [TimedDraw(.lognormal(mean: 100, cv: 1.2))]
        model.classes[0].transfers = [
            TransferModel(to: 1, share: 1, warm: WarmModel(handOver: .gamma(mean: 40, cv: 0.5)))
        ]
        model.classes[1].handleTime = [TimedDraw(.exponential(mean: 120))]
        model.classes[1].patience = [TimedDraw(.constant(0))]
        model.timeline.rows = [
            TimelineRow(start: 0, end: 4000), TimelineRow(start: 4000, end: horizon),
        ]
        model.timeline.openings = [OpenSpan(opens: 0, closes: horizon, midnight: 0)]
        model.groups[0].staffing = .unlimited
        model.groups[1].staffing = .headcount([6, 6])
        let runs = simulate(model, replications: Array(0..<20)).map(\.counts)
        func each(_ value: (Counts) -> Double) -> (mean: Double, error: Double) {
            let values = runs.map(value)
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (mean, (squares / Double(values.count * (values.count - 1))).squareRoot())
        }
        // a = 0.03 · (40 + 120) = 4.8 erlangs on 6 agents: B by Erlang's recursion.
        let load = 4.8
        let lost = (1...6).reduce(1.0) { blocking, agents in load * blocking / (Double(agents) + load * blocking) }
        let blocked = each {
            $0[row: 1, customerClass: 1, .transfersAbandoned] / $0[row: 1, customerClass: 1, .transfersIn]
        }
        #expect(abs(blocked.mean - lost) < 4 * blocked.error, "\(blocked) and \(lost)")
        // Busy at the first desk: talk, and the hand-over of those who are not lost.
        let busy = each { $0[row: 1, group: 0, .busySeconds] / $0[lengthOfRow: 1] }
        let expected = 0.03 * (100 + 40 * (1 - lost))
        #expect(abs(busy.mean - expected) < 4 * busy.error, "\(busy) and \(expected)")
        let desk = each { $0[row: 1, group: 1, .busySeconds] / $0[lengthOfRow: 1] }
        #expect(abs(desk.mean - load * (1 - lost)) < 4 * desk.error, "\(desk) and \(load * (1 - lost))")
    }
}
