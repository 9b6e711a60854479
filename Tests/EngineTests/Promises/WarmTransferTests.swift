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
        #expect(counts.total(.issuesLost, customerClass: 0) == 1)
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

    /// The agent is with the customer until 260, hands over until 280, and goes home after that.
    @Test func aShiftThatEndsWaitsForTheHandOver() {
        let counts = Desk(callers: [0], own: [60], roster: rostered(until: 150)).run()
        #expect(busy(counts, group: 0) == 280)
        #expect(counts.total(.overtimeSeconds, group: 0) == 130)
    }

    /// Due while the agent waits with the customer, or in the middle of the hand-over from 260 to 280: taken at 280.
    @Test(arguments: [150.0, 270]) func aBreakThatIsDueWaitsForTheHandOver(due: Double) {
        var roster = rostered(until: 1000)
        roster.moments.insert(RosterMoment(time: due, agent: 0, kind: .breakIsDue, breakSeconds: 40, day: 0), at: 1)
        let counts = Desk(callers: [0, 290], own: [60], roster: roster).run()
        #expect(counts.total(.breaks, group: 0) == 1 && counts.total(.breaksLate, group: 0) == 1)
        #expect(counts.total(.breakLateSeconds, group: 0) == 280 - due)
        // The caller of 290 waits for the end of the break, at 320.
        #expect(counts.total(.answeredWaitSeconds, customerClass: 0) == 30)
    }

    /// Waiting with a customer and handing over belong to the contact in hand: one contact after the other is a run of two.
    @Test func aHandOverIsNoContactOfItsOwn() {
        func longestRun(_ callers: [Double]) -> Double? {
            let counts = Desk(callers: callers, own: [60], roster: rostered(until: 1000)).run()
            return (0..<counts.layout.rows).map { counts[row: $0, group: 0, .longestRun] }.max()
        }
        #expect(longestRun([0]) == 1 && longestRun([0, 30]) == 2)
    }

    private func rostered(until end: Double) -> Roster {
        Roster(
            agents: 1,
            moments: [
                RosterMoment(time: 0, agent: 0, kind: .shiftStarts, day: 0),
                RosterMoment(time: end, agent: 0, kind: .shiftEnds, day: 0),
            ])
    }

    private func each(
        _ runs: [Counts], _ value: (Counts) -> Double
    ) -> (mean: Double, error: Double) {
        let values = runs.map(value)
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / Double(values.count * (values.count - 1))).squareRoot())
    }

    /// Poisson arrivals for so long, all passed on to a desk of so many; the first 4000 s are apart.
    private func steady(rate: Double, horizon: Double, desk: Int) -> CenterModel {
        var model = Desk(callers: []).model
        model.classes[0].arrivals = ArrivalModel(
            .poisson([RatePiece(start: 0, end: horizon, rateAtStart: rate, rateAtEnd: rate)]))
        model.timeline.rows = [TimelineRow(start: 0, end: 4000), TimelineRow(start: 4000, end: horizon)]
        model.timeline.openings = [OpenSpan(opens: 0, closes: horizon, midnight: 0)]
        model.groups[1].staffing = .headcount([desk, desk])
        return model
    }

    /// Callers pass a first group without limit, so that the desk sees Poisson arrivals (Mirasol, 1963), and loses whom it
    /// cannot answer at once. Erlang's loss formula holds for any law of the service: here hand-over and talk together.
    @Test func theDeskLosesWhatErlangSays() {
        var model = steady(rate: 0.03, horizon: 400_000, desk: 6)
        model.classes[0].handleTime = [TimedDraw(.lognormal(mean: 100, cv: 1.2))]
        model.classes[0].transfers = [
            TransferModel(to: 1, share: 1, warm: WarmModel(handOver: .gamma(mean: 40, cv: 0.5)))
        ]
        model.classes[1].handleTime = [TimedDraw(.exponential(mean: 120))]
        model.classes[1].patience = [TimedDraw(.constant(0))]
        model.groups[0].staffing = .unlimited
        let runs = simulate(model, replications: Array(0..<20)).map(\.counts)
        // 0.03 · (40 + 120) erlangs on 6 agents, by Erlang's recursion.
        let load = 4.8
        let lost = (1...6).reduce(1.0) { blocking, agents in load * blocking / (Double(agents) + load * blocking) }
        let abandoned = each(runs) {
            $0[row: 1, customerClass: 1, .transfersAbandoned] / $0[row: 1, customerClass: 1, .transfersIn]
        }
        #expect(abs(abandoned.mean - lost) < 4 * abandoned.error, "\(abandoned) and \(lost)")
        let first = each(runs) { $0[row: 1, group: 0, .busySeconds] / $0[lengthOfRow: 1] }
        let expected = 0.03 * (100 + 40 * (1 - lost))
        #expect(abs(first.mean - expected) < 4 * first.error, "\(first) and \(expected)")
        let desk = each(runs) { $0[row: 1, group: 1, .busySeconds] / $0[lengthOfRow: 1] }
        #expect(abs(desk.mean - load * (1 - lost)) < 4 * desk.error, "\(desk) and \(load * (1 - lost))")
    }

    /// Two agents without a line before them, one desk: all exponential, so a Markov chain with states (in talk, waiting
    /// with a customer, desk idle, taking over or in talk), solved for its steady state. In the theory of tandem lines the
    /// first agents are blocked after service (Avi-Itzhak and Yadin, 1965).
    @Test func agentsWhoWaitBlockAsTheChainSays() {
        let (arrive, talk, handOver, deskTalk) = (0.02, 1 / 80.0, 1 / 30.0, 1 / 50.0)
        var model = steady(rate: arrive, horizon: 400_000, desk: 1)
        model.classes[0].handleTime = [TimedDraw(.exponential(mean: 1 / talk))]
        model.classes[0].waitingPlaces = 0
        model.classes[0].transfers = [
            TransferModel(to: 1, share: 1, warm: WarmModel(handOver: .exponential(mean: 1 / handOver)))
        ]
        model.classes[1].handleTime = [TimedDraw(.exponential(mean: 1 / deskTalk))]
        model.groups[0].staffing = .headcount([2, 2])
        let runs = simulate(model, replications: Array(0..<20)).map(\.counts)

        struct State: Hashable {
            var talking = 0, waiting = 0
            /// 0 idle, 1 taking over, 2 in talk.
            var desk = 0
            var busy: Int { talking + waiting + (desk == 1 ? 1 : 0) }
        }
        func moves(_ state: State) -> [(State, Double)] {
            var moves: [(State, Double)] = []
            func move(_ rate: Double, _ change: (inout State) -> Void) {
                var next = state
                change(&next)
                moves.append((next, rate))
            }
            if state.busy < 2 { move(arrive) { $0.talking += 1 } }
            if state.talking > 0 {
                move(talk * Double(state.talking)) {
                    $0.talking -= 1
                    if $0.desk == 0 { $0.desk = 1 } else { $0.waiting += 1 }
                }
            }
            if state.desk == 1 { move(handOver) { $0.desk = 2 } }
            if state.desk == 2 {
                move(deskTalk) {
                    $0.desk = $0.waiting > 0 ? 1 : 0
                    if $0.waiting > 0 { $0.waiting -= 1 }
                }
            }
            return moves
        }
        // Uniformised, from empty: steps of 10 s, until nothing changes any more.
        var share: [State: Double] = [State(): 1]
        for _ in 0..<2000 {
            var next: [State: Double] = [:]
            for (state, weight) in share {
                var stays = 1.0
                for (to, rate) in moves(state) {
                    next[to, default: 0] += weight * rate * 10
                    stays -= rate * 10
                }
                next[state, default: 0] += weight * stays
            }
            share = next
        }
        func mean(_ value: (State) -> Double) -> Double { share.reduce(0) { $0 + $1.value * value($1.key) } }
        func agrees(_ what: Comment, _ exact: Double, _ value: (Counts) -> Double) {
            let found = each(runs, value)
            #expect(abs(found.mean - exact) < 4 * found.error, "\(what): \(found) and \(exact)")
        }
        let blocked = mean { $0.busy == 2 ? 1 : 0 }
        agrees("blocked", blocked) { $0[row: 1, customerClass: 0, .blocked] / $0[row: 1, customerClass: 0, .arrivals] }
        agrees("first agents busy", mean { Double($0.busy) }) {
            $0[row: 1, group: 0, .busySeconds] / $0[lengthOfRow: 1]
        }
        agrees("desk busy", mean { $0.desk > 0 ? 1 : 0 }) { $0[row: 1, group: 1, .busySeconds] / $0[lengthOfRow: 1] }
        agrees("customers held", mean { Double($0.waiting) }) {
            $0[row: 1, customerClass: 1, .queueSeconds] / $0[lengthOfRow: 1]
        }
        agrees("in warm transfers", mean { Double($0.waiting) + ($0.desk == 1 ? 1 : 0) }) {
            $0[row: 1, group: 0, .warmTransferSeconds] / $0[lengthOfRow: 1]
        }
    }
}
