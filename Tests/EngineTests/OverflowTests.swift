import Randomness
import Testing

@testable import Engine

/// A group that takes a class only after a time on hold.
@Suite struct OverflowTests {
    /// One class on group 0; group 1 has the skill at twice the speed, and takes it after 30 s.
    private func model(arrivals: [Double], skilled: Bool = true) -> CenterModel {
        var model = CenterModel.oneLine(
            arrivals: .trace(arrivals), handle: .constant(100), staffing: .headcount([1]))
        model.classes[0].overflow = [(group: 1, after: 30)]
        model.groups.append(
            GroupModel(
                stream: 13, classes: skilled ? [0] : [], speed: skilled ? [2] : [], staffing: .headcount([1])))
        return model
    }

    @Test func aGroupWithTheSkillWaitsForTheDelay() throws {
        let log = simulateOnce(model(arrivals: [0, 10, 95])).log
        let first = try #require(log.first { $0.number == 0 })
        #expect(first.group == 0 && first.waitSeconds == 0 && first.talkSeconds == 100)
        // Held from 10 to 40 beside an idle agent of the other group, who then is twice as fast.
        let second = try #require(log.first { $0.number == 1 })
        #expect(second.group == 1 && second.waitSeconds == 30 && second.talkSeconds == 50)
        // The agent of its own group is free at 100, before the delay is over.
        let third = try #require(log.first { $0.number == 2 })
        #expect(third.group == 0 && third.waitSeconds == 5)
    }

    @Test func aGroupThatIsFreedTakesWhoeverHasHeldLongEnough() throws {
        // The second goes to group 1 at 40 and keeps it until 90; the third has then held for 78 s, the fourth for 5 s.
        let log = simulateOnce(model(arrivals: [0, 10, 12, 85])).log
        let third = try #require(log.first { $0.number == 2 })
        #expect(third.group == 1 && third.waitSeconds == 78)
        let fourth = try #require(log.first { $0.number == 3 })
        #expect(fourth.group == 0 && fourth.waitSeconds == 15)
    }

    @Test func aGroupThatIsFreedLeavesWhoeverHasNotHeldLongEnough() throws {
        // At 90 the third has held for 15 s; at 100 its own group is free.
        let third = try #require(simulateOnce(model(arrivals: [0, 10, 75])).log.first { $0.number == 2 })
        #expect(third.group == 0 && third.waitSeconds == 25)
    }

    @Test func aGroupWithoutASkillOfItsOwnTakesTheClassAsItIs() throws {
        let second = try #require(
            simulateOnce(model(arrivals: [0, 10], skilled: false)).log.first { $0.number == 1 })
        #expect(second.group == 1 && second.waitSeconds == 30 && second.talkSeconds == 100)
    }

    /// A place in line that closing time took away is a promise still, and its time to overflow comes on the next day: of
    /// 50 s, to the other group after 250 s. Nothing else happens in the centre that would remind anybody.
    @Test func aPlaceLostAtClosingComesWithinReachInTime() {
        func customers(_ stream: UInt64, _ at: Double) -> ClassModel {
            ClassModel(
                stream: stream, arrivals: ArrivalModel(.trace([at])), handleTime: [TimedDraw(.constant(1000))],
                groups: [0])
        }
        var offered = customers(1, 50)
        offered.overflow = [(1, 250)]
        offered.callbacks = CallbackModel(offer: .always, promise: .inTurn)
        let spans = [(0.0, 100.0), (200, 400)]
        let model = CenterModel(
            classes: [offered, customers(2, 0)],
            groups: [
                GroupModel(stream: 3, classes: [0, 1], staffing: .headcount([1, 1])),
                GroupModel(stream: 4, classes: [0], staffing: .headcount([1, 1])),
            ],
            timeline: Timeline(
                rows: spans.map { TimelineRow(start: $0.0, end: $0.1) },
                openings: spans.map { OpenSpan(opens: $0.0, closes: $0.1, midnight: 0) }, hangsUpAtClose: true))
        #expect(simulateOnce(model).counts.total(.callbackWaitSeconds) == 250)
    }
}
