import Randomness
import Testing

@testable import Engine

/// Each named agent's own time: busy, waiting for work, on a break, at home.
@Suite struct AgentLoadTests {
    private func day(
        arrivals: [Double], handle: [TimedDraw], agents: Int = 1, moments: [RosterMoment], rows: [Double]
    ) -> Counts {
        var model = CenterModel.oneLine(
            arrivals: .trace(arrivals), handle: .constant(1),
            staffing: .roster(Roster(agents: agents, moments: moments)), closes: rows[rows.count - 1])
        model.classes[0].handleTime = handle
        model.timeline.rows = zip(rows, rows.dropFirst()).map { TimelineRow(start: $0, end: $1) }
        return simulateOnce(model).counts
    }

    private func shift(_ from: Double, _ to: Double, agent: Int = 0, rest: (Double, Double)? = nil) -> [RosterMoment] {
        [RosterMoment(time: from, agent: agent, kind: .shiftStarts, day: 0)]
            + (rest.map { [RosterMoment(time: $0.0, agent: agent, kind: .breakIsDue, breakSeconds: $0.1, day: 0)] }
                ?? [])
            + [RosterMoment(time: to, agent: agent, kind: .shiftEnds, day: 0)]
    }

    private static let above: [GroupCount] = [
        .agentIntervals, .agentIntervalsAbove85, .agentIntervalsAbove90, .agentIntervalsAbove95,
    ]

    @Test func intervalsAreJudgedByAgentAndThresholdsAreExclusive() {
        // Busy 10–96, and 105–225: 86 % of the first interval, 95 % of the second, all of the overtime in the third.
        let counts = day(
            arrivals: [10, 105], handle: [TimedDraw(.constant(86)), TimedDraw(from: 100, .constant(120))],
            moments: shift(0, 200), rows: [0, 100, 200, 300])
        #expect(counts[agent: 0, .busySeconds] == 206 && counts[agent: 0, .idleSeconds] == 19)
        #expect(Self.above.map { counts[row: 0, group: 0, $0] } == [1, 1, 0, 0])
        #expect(Self.above.map { counts[row: 1, group: 0, $0] } == [1, 1, 1, 0])
        #expect(Self.above.map { counts[row: 2, group: 0, $0] } == [0, 0, 0, 0], "overtime alone")
    }

    @Test func aBreakIsNoTimeAtWork() {
        // Busy 190–250, on the break due at 200 from 250 to 310: idle 0–190 and 310–400.
        let counts = day(
            arrivals: [190], handle: [TimedDraw(.constant(60))], moments: shift(0, 400, rest: (200, 60)),
            rows: [0, 200, 400])
        #expect(counts[agent: 0, .busySeconds] == 60 && counts[agent: 0, .idleSeconds] == 280)
    }

    @Test func eachAgentHasItsOwn() {
        // Agent 1 comes first and takes the first contact; both are at work until 400.
        let counts = day(
            arrivals: [100, 130], handle: [TimedDraw(.constant(150)), TimedDraw(from: 120, .constant(50))], agents: 2,
            moments: shift(0, 400, agent: 1) + shift(50, 400), rows: [0, 400])
        #expect((0..<2).map { counts[agent: $0, .busySeconds] } == [50, 150])
        #expect((0..<2).map { counts[agent: $0, .idleSeconds] } == [300, 250])
        #expect(counts[row: 0, group: 0, .agentIntervals] == 2)
    }
}

/// Largest values, and ends that are easily left out.
@Suite struct MaximumTests {
    @Test func theLongestQueueIsThatOfAllLinesTogether() {
        var model = CenterModel.oneLine(
            arrivals: .trace([10, 20]), handle: .constant(1), patience: .constant(15), staffing: .headcount([0, 0]),
            closes: 100)
        var second = model.classes[0]
        second.arrivals = ArrivalModel(.trace([22, 26]))
        second.stream = 13
        model.classes.append(second)
        model.groups[0].classes = [0, 1]
        model.groups[0].speed = [1, 1]
        model.groups[0].handleTime = [nil, nil]
        model.timeline.rows = [TimelineRow(start: 0, end: 24), TimelineRow(start: 24, end: 100)]
        let counts = simulateOnce(model).counts
        // On hold 10–25 and 20–35, 22–37 and 26–41: three from 22 to 25 and again from 26 to 35.
        #expect((0..<2).map { counts[row: 1, customerClass: $0, .queue] } == [2, 2])
        #expect((0..<2).map { counts[longestQueueOfRow: $0] } == [3, 3])
        model.classes.removeLast()
        model.groups[0].classes = [0]
        #expect(simulateOnce(model).counts[longestQueueOfRow: 0] == 2, "one line alone")
    }

    @Test func whoIsHungUpOnHasWaited() {
        let model = CenterModel.oneLine(
            arrivals: .trace([950, 960]), handle: .constant(100), staffing: .headcount([1]), closes: 1000,
            hangsUpAtClose: true)
        let counts = simulateOnce(model).counts
        #expect(counts.total(.hungUpAtClose) == 1 && counts.total(.abandoned) == 0)
        let start = counts.layout.histogram(row: 0, customerClass: 0, of: .unanswered)
        #expect(counts.histograms[start + WaitHistogram.bin(of: 40)] == 1)
    }

    @Test func theOldestFollowUpLeftUndone() {
        // Talks 0–100, 100–200, 200–300; closed from 250 on, the fourth caller hung up on. Promised at 100, 200, 300.
        var model = CenterModel.oneLine(
            arrivals: .trace([0, 10, 20, 30]), handle: .constant(100), staffing: .headcount([1]), closes: 250,
            hangsUpAtClose: true)
        model.classes[0].followUps = FollowUpModel(share: 1, dueWithin: 150, work: .constant(50))
        let counts = simulateOnce(model).counts
        #expect(counts[row: 0, customerClass: 0, .followUpAgeSeconds] == 200)
        #expect(counts.total(.followUpsMade) == 3 && counts.total(.followUpsMissed) == 1)
        #expect(counts.total(.followUpsDue) == 1 && counts.total(.followUpsKeptDue) == 0)
        // The first was due at 250 and is 50 s late when all is over.
        #expect(counts.waitsInHistogram(.followUpLatenessNever, customerClass: 0) == 3)
        #expect(counts.waitsInHistogram(.followUpLateness, customerClass: 0) == 0)
        model.timeline.hangsUpAtClose = false
        let served = simulateOnce(model).counts
        #expect(served[row: 0, customerClass: 0, .followUpAgeSeconds] == 0 && served.total(.followUpsOpen) == 0)
    }

    @Test func theLatestCallback() {
        // The agent talks from 0 to 100; the promise of 10 is due at 60 and kept at 100.
        let centre = CallbackCentre(
            offered: [10], callers: [0], callbacks: CallbackModel(offer: .always, promise: .window(from: 0, to: 50)))
        let counts = centre.run().counts
        #expect(counts[row: 1, customerClass: 0, .latenessSeconds] == 40)
    }
}
