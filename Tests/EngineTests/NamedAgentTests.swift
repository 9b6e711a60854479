import Randomness
import Testing

@testable import Engine

/// Small days of named agents, worked out by hand. Open from 0 to 1000 s; handle times are constant.
@Suite struct NamedAgentTests {
    private struct Day {
        var replication: Replication
        var contacts: [CallRecord]

        func count(_ count: GroupCount) -> Double { replication.counts.total(count, group: 0) }
        var ends: [ClassCount] { contacts.map(\.end) }
        var waits: [Double] { contacts.map(\.waitSeconds) }
    }

    private func day(
        arrivals: [Double], handle: Double, patience: Double? = nil, moments: [RosterMoment], agents: Int = 1,
        closes: Double = 1000, hangsUp: Bool = false, seed: UInt64 = 1, shrinkage: Double = 0,
        pauseAfter: (contacts: Int, seconds: Double)? = nil, occupancyCeiling: Double? = nil
    ) -> Day {
        var model = CenterModel.oneLine(
            arrivals: .trace(arrivals), handle: .constant(handle), patience: patience.map { .constant($0) },
            staffing: .roster(Roster(agents: agents, moments: moments)), closes: closes, hangsUpAtClose: hangsUp)
        model.groups[0].shrinkage = shrinkage
        model.groups[0].pauseAfter = pauseAfter
        model.groups[0].occupancyCeiling = occupancyCeiling
        let replication = simulateOnce(model, seed: seed)
        expectAgentsAddUp(replication.counts, in: model)
        return Day(replication: replication, contacts: replication.log.sorted { $0.number < $1.number })
    }

    private func shift(_ from: Double, _ to: Double, agent: Int = 0, breaks: [(Double, Double)] = []) -> [RosterMoment]
    {
        let moments =
            [RosterMoment(time: from, agent: agent, kind: .shiftStarts, day: 0)]
            + breaks.map { RosterMoment(time: $0.0, agent: agent, kind: .breakIsDue, breakSeconds: $0.1, day: 0) }
        return moments + [RosterMoment(time: to, agent: agent, kind: .shiftEnds, day: 0)]
    }

    @Test func aShiftThatEndsIdleIsNoOvertime() {
        let day = day(arrivals: [100, 500], handle: 60, patience: 10, moments: shift(50, 400))
        #expect(day.ends == [.answered, .abandoned])
        #expect(day.count(.scheduledSeconds) == 350 && day.count(.presentSeconds) == 350)
        #expect(day.count(.busySeconds) == 60 && day.count(.overtimeSeconds) == 0)
    }

    @Test func aShiftThatEndsBusyFinishesTheContactAndTakesNoOther() {
        // Busy 380–440, the shift ends at 400; the second contact, on hold from 390, is left.
        let day = day(arrivals: [380, 390], handle: 60, patience: 200, moments: shift(50, 400))
        #expect(day.ends == [.answered, .abandoned] && day.waits == [0, 200])
        #expect(day.count(.scheduledSeconds) == 350 && day.count(.presentSeconds) == 350)
        #expect(day.count(.busySeconds) == 60 && day.count(.overtimeSeconds) == 40)
    }

    @Test func aShiftThatEndsOnABreakIsOver() {
        // The break is late (due 300, begun 340), so that the shift ends in it.
        let day = day(
            arrivals: [280, 345], handle: 60, patience: 100, moments: shift(50, 380, breaks: [(300, 80)]))
        #expect(day.ends == [.answered, .abandoned])
        #expect(day.count(.scheduledSeconds) == 330 && day.count(.presentSeconds) == 290)
        #expect(day.count(.breaks) == 1 && day.count(.breaksLate) == 1 && day.count(.breakLateSeconds) == 40)
    }

    @Test func aBreakOfAnIdleAgentBeginsOnTime() {
        // On break 200–260: the contact of 210 waits until then.
        let day = day(arrivals: [210], handle: 30, moments: shift(0, 900, breaks: [(200, 60)]))
        #expect(day.waits == [50])
        #expect(day.count(.breaks) == 1 && day.count(.breaksLate) == 0 && day.count(.breakLateSeconds) == 0)
        #expect(day.count(.scheduledSeconds) == 900 && day.count(.presentSeconds) == 840)
    }

    @Test func aBreakWaitsForTheContactInHandButNotForTheLine() {
        // Busy 190–250; the break, due at 200, runs 250–310 although somebody waits from 240 on.
        let day = day(arrivals: [190, 240], handle: 60, moments: shift(0, 900, breaks: [(200, 60)]))
        #expect(day.waits == [0, 70])
        #expect(day.count(.breaks) == 1 && day.count(.breaksLate) == 1 && day.count(.breakLateSeconds) == 50)
    }

    @Test func breaksOwedTogetherAreTakenInOneGo() {
        // Busy 190–490; breaks of 60 s due at 200 and of 30 s at 400 become one of 90 s, from 490 to 580.
        let day = day(arrivals: [190, 500], handle: 300, moments: shift(0, 900, breaks: [(200, 60), (400, 30)]))
        #expect(day.waits == [0, 80])
        #expect(day.count(.breaks) == 1 && day.count(.breakLateSeconds) == 290)
        // 580 to 880: busy again, no overtime.
        #expect(day.count(.presentSeconds) == 810 && day.count(.overtimeSeconds) == 0)
    }

    @Test func aBreakThatFallsDueOnALateBreakFollowsIt() {
        // Busy 190–290; first break 290–350; the second, due at 300, follows 350–400.
        let day = day(arrivals: [190, 295], handle: 100, moments: shift(0, 900, breaks: [(200, 60), (300, 50)]))
        #expect(day.waits == [0, 105])
        #expect(day.count(.breaks) == 2 && day.count(.breaksLate) == 2 && day.count(.breakLateSeconds) == 90 + 50)
    }

    /// A rest between contacts makes way for the break: on time, and back to work when it is over.
    @Test func aBreakTakesThePlaceOfAPause() {
        // Busy 100–160, then a pause of 600 s; the break, due at 300, is over at 360.
        let day = day(
            arrivals: [100, 350], handle: 60, moments: shift(0, 900, breaks: [(300, 60)]), pauseAfter: (1, 600))
        #expect(day.waits == [0, 10])
        #expect(day.count(.breaks) == 1 && day.count(.breaksLate) == 0)
        // There 0–160 and 360–420.
        #expect(day.count(.presentSeconds) == 220)
    }

    /// The ceiling is a share of the time on duty: a break is none of it.
    @Test func aBreakIsNoTimeOnDuty() {
        // On a break to 100, busy 100–200: half of the duty so far was to be free, so a rest to 300.
        let day = day(
            arrivals: [100, 210], handle: 100, moments: shift(0, 900, breaks: [(0, 100)]), occupancyCeiling: 0.5)
        #expect(day.waits == [0, 90])
    }

    @Test func aBreakAtTheStartOfAShiftIsTaken() {
        let day = day(arrivals: [110], handle: 10, moments: shift(100, 900, breaks: [(100, 60)]))
        #expect(day.waits == [50])
        #expect(day.count(.breaks) == 1 && day.count(.breaksLate) == 0)
        #expect(day.count(.presentSeconds) == 740)
    }

    @Test func anOwedBreakDoesNotOutliveTheShift() {
        // Busy 380–460, break due at 390, shift ends at 400; the shift from 500 on begins with work.
        let day = day(
            arrivals: [380, 510], handle: 80,
            moments: shift(50, 400, breaks: [(390, 30)]) + shift(500, 900))
        #expect(day.waits == [0, 0] && day.count(.breaks) == 0)
        #expect(day.count(.overtimeSeconds) == 60)
    }

    @Test func aShiftThatFollowsAtOnceEndsTheOvertime() {
        // Busy 380–460; the shift ends at 400 and the next begins at 430.
        let day = day(arrivals: [380, 440], handle: 80, moments: shift(50, 400) + shift(430, 900))
        #expect(day.waits == [0, 20] && day.count(.overtimeSeconds) == 30)
        #expect(day.count(.scheduledSeconds) == 820 && day.count(.presentSeconds) == 820)
    }

    @Test func theLineIsServedAfterCloseAsOvertime() {
        // Closes and ends at 1000; two are on hold then, each takes 100 s.
        let day = day(arrivals: [950, 960, 970], handle: 100, moments: shift(0, 1000))
        #expect(day.ends == [.answered, .answered, .answered] && day.waits == [0, 90, 180])
        #expect(day.count(.overtimeSeconds) == 250 && day.count(.busySeconds) == 300)
        #expect(day.count(.scheduledSeconds) == 1000)
    }

    @Test func theLineIsHungUpOnAtCloseAndTheContactInHandFinished() {
        let day = day(arrivals: [950, 960], handle: 100, moments: shift(0, 1000), hangsUp: true)
        #expect(day.ends == [.answered, .hungUpAtClose] && day.waits == [0, 40])
        #expect(day.count(.overtimeSeconds) == 50)
    }

    @Test func theLongestIdleOfTheAgentsIsAsked() {
        // Agent 1 comes first, so it is idle longest; then agent 0; then 1 again, who has been free since 160.
        let day = day(
            arrivals: [100, 130, 200, 230], handle: 60, moments: (shift(0, 900, agent: 1) + shift(50, 900)),
            agents: 2)
        #expect(day.contacts.map(\.agent) == [1, 0, 1, 0])
    }

    @Test func runsWithoutAPauseAreCounted() {
        // Three in a row, an idle moment, then two in a row.
        let day = day(arrivals: [10, 20, 30, 400, 410], handle: 50, moments: shift(0, 900))
        #expect(day.replication.counts[row: 0, group: 0, .longestRun] == 3)
    }

    @Test func anAbsentAgentIsPaidAndNotThere() {
        // Whoever is absent is so for the whole day: with half absent, some seeds have the agent and some do not.
        var absences = 0
        for seed in 0..<200 as Range<UInt64> {
            let day = day(
                arrivals: [300], handle: 60, patience: 10, moments: shift(0, 900, breaks: [(100, 50)]), seed: seed,
                shrinkage: 0.5)
            #expect(day.count(.scheduledSeconds) == 900)
            if day.ends == [.abandoned] {
                absences += 1
                #expect(day.count(.presentSeconds) == 0 && day.count(.breaks) == 0)
            } else {
                #expect(day.count(.presentSeconds) == 850 && day.count(.breaks) == 1)
            }
        }
        // Binomial(200, 1/2): outside 73…127 with probability 1.0e-4.
        #expect((73...127).contains(absences))
    }
}
