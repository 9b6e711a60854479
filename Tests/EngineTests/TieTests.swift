import Randomness
import Testing

@testable import Engine

/// What happens first when two things happen at one moment.
@Suite struct TieTests {
    @Test func aShiftThatStartsAtNineServesTheCallOfNine() {
        let model = CenterModel.oneLine(
            arrivals: .trace([900]), handle: .constant(60), patience: .constant(0),
            staffing: .roster(
                Roster(
                    agents: 1,
                    moments: [
                        RosterMoment(time: 900, agent: 0, kind: .shiftStarts, day: 0),
                        RosterMoment(time: 2000, agent: 0, kind: .shiftEnds, day: 0),
                    ])))
        let contact = simulateOnce(model).log[0]
        #expect(contact.end == .answered && contact.waitSeconds == 0 && contact.agent == 0)
    }

    @Test func aShiftThatEndsAtNineDoesNotServeTheCallOfNine() {
        let model = CenterModel.oneLine(
            arrivals: .trace([900]), handle: .constant(60), patience: .constant(30),
            staffing: .roster(
                Roster(
                    agents: 1,
                    moments: [
                        RosterMoment(time: 100, agent: 0, kind: .shiftStarts, day: 0),
                        RosterMoment(time: 900, agent: 0, kind: .shiftEnds, day: 0),
                    ])))
        let contact = simulateOnce(model).log[0]
        #expect(contact.end == .abandoned && contact.waitSeconds == 30)
    }

    @Test func anArrivalAtTheBorderBelongsToTheLaterRowAndMeetsItsStaff() {
        var model = CenterModel.oneLine(
            arrivals: .trace([99, 100]), handle: .constant(10), patience: .constant(5), staffing: .headcount([0, 1]))
        model.timeline = Timeline(
            rows: [TimelineRow(start: 0, end: 100), TimelineRow(start: 100, end: 200)],
            openings: [OpenSpan(opens: 0, closes: 200, midnight: 0)])
        let replication = simulateOnce(model)
        let first = replication.log.first { $0.number == 0 }, second = replication.log.first { $0.number == 1 }
        #expect(first?.row == 0 && second?.row == 1)
        #expect(replication.counts[row: 0, customerClass: 0, .arrivals] == 1)
        #expect(replication.counts[row: 1, customerClass: 0, .arrivals] == 1)
        // The first was on hold before: served first by the agent who comes at 100.
        #expect(first?.end == .answered && first?.waitSeconds == 1)
        #expect(second?.end == .abandoned && second?.waitSeconds == 5)
    }

    /// Of two ends at one moment, that comes first which was fixed first. Here the talk began before the other joined,
    /// so the agent is free in time: the contact is answered, after exactly its patience.
    @Test func patienceThatEndsAsTheAgentIsFreedIsAnsweredWhenTheTalkBeganFirst() {
        let model = CenterModel.oneLine(
            arrivals: .trace([0, 10]), handle: .constant(30), patience: .constant(20), staffing: .headcount([1]))
        let second = simulateOnce(model).log.first { $0.number == 1 }
        #expect(second?.end == .answered && second?.waitSeconds == 20)
    }

    /// The other way round: the third joined (at 15) before the talk that ends with its patience began (at 20).
    @Test func patienceThatEndsAsTheAgentIsFreedAbandonsWhenItJoinedFirst() {
        let model = CenterModel.oneLine(
            arrivals: .trace([0, 10, 15]), handle: .constant(20), patience: .constant(25), staffing: .headcount([1]))
        let third = simulateOnce(model).log.first { $0.number == 2 }
        #expect(third?.end == .abandoned && third?.waitSeconds == 25)
    }

    /// An arrival comes before an end at the same moment: the agent is still busy, and free in the same instant.
    @Test func anArrivalAsTheAgentIsFreedHoldsForNoTimeAtAll() {
        let model = CenterModel.oneLine(
            arrivals: .trace([0, 30]), handle: .constant(30), patience: .constant(20), staffing: .headcount([1]))
        let replication = simulateOnce(model)
        let second = replication.log.first { $0.number == 1 }
        #expect(second?.end == .answered && second?.waitSeconds == 0)
        #expect(replication.counts.total(.delayed) == 1)
    }

    @Test func closingComesBeforeAnEndAtTheSameMoment() {
        let model = CenterModel.oneLine(
            arrivals: .trace([0, 10]), handle: .constant(100), staffing: .headcount([1]), closes: 100,
            hangsUpAtClose: true)
        let second = simulateOnce(model).log.first { $0.number == 1 }
        #expect(second?.end == .hungUpAtClose && second?.waitSeconds == 90)
    }
}
