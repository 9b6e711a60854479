import QueueTheory
import Testing

@Suite struct LimitedLineTests {
    /// M/M/12 with room for 17: all shares of those who found room.
    @Test func aLightLineWithFivePlacesIsExact() throws {
        let line = try CallLine(arrivalsPerSecond: 4.2, handleTime: 2, room: .lines(17))
        let state = try line.steadyState(agents: 12)
        #expect(agrees(state.blocking, 0.009476874302514982))
        #expect(agrees(state.delayed, 0.15786135697280776))
        #expect(agrees(state.waitMean, 0.06112424075927749))
        #expect(agrees(try #require(state.asa), 0.06112424075927749))
        #expect(agrees(try #require(state.waitDelayedMean), 0.387202048249252))
        #expect(agrees(state.queueMean, 0.25428889085361384))
        #expect(agrees(try #require(state.occupancy), 0.6933661879882397))
        #expect(agrees(state.serviceLevel(within: 1.0 / 3), 0.9275581866935029))
        #expect(state.abandonment == 0)
    }

    @Test func anOverloadedLineWithTwentyPlacesIsExact() throws {
        let line = try CallLine(arrivalsPerSecond: 12, handleTime: 1, room: .waitingPlaces(20))
        let state = try line.steadyState(agents: 10)
        #expect(agrees(state.blocking, 0.16863724455188914))
        #expect(agrees(state.delayed, 0.9877667756918738))
        #expect(agrees(state.waitMean, 1.5345601940534253))
        #expect(agrees(try #require(state.waitDelayedMean), 1.553565306930428))
        #expect(agrees(state.queueMean, 15.309314295950923))
        #expect(agrees(try #require(state.occupancy), 0.9976353065377335))
        #expect(agrees(state.serviceLevel(within: 0.5), 0.057690373903081515))
    }

    @Test func anOverloadedLineWithAbandonmentIsExact() throws {
        let line = try CallLine(arrivalsPerSecond: 11, handleTime: 1, patience: 2, room: .waitingPlaces(8))
        let state = try line.steadyState(agents: 10)
        let entered = 1 - 0.042284684021637375
        #expect(agrees(state.blocking, 0.042284684021637375))
        #expect(agrees(state.delayed, 0.7124008567381303))
        #expect(agrees(state.abandonment, 0.1162877503095694))
        #expect(agrees(state.waitMean, 0.2325755006191388))
        #expect(agrees(try #require(state.asa), 0.22981785472742156))
        #expect(agrees(try #require(state.abandonedWaitMean), 0.25353183908412374))
        #expect(agrees(try #require(state.waitDelayedMean), 0.32646718265336205))
        #expect(agrees(state.queueMean, 2.450152309707129))
        #expect(agrees(try #require(state.occupancy), 0.9309792320908427))
        #expect(agrees(state.serviceLevel(within: 0.25), 0.5183865628322053 / entered))
        #expect(agrees(try #require(state.serviceLevelAnswered(within: 0.25)), 0.6125004720403738))
        #expect(agrees(state.serviceLevelGood(within: 0.25), 0.6096593645784771))
    }

    @Test(arguments: [(1, 0.5), (6, 6.0), (100, 130.0), (10_000, 9_990.0)])
    func withoutAPlaceToWaitItIsErlangB(agents: Int, load: Double) throws {
        let state = try CallLine(arrivalsPerSecond: load / 200, handleTime: 200, room: .waitingPlaces(0))
            .steadyState(agents: agents)
        let blocking = erlangB(agents: Double(agents), load: load)
        #expect(agrees(state.blocking, blocking))
        #expect(agrees(try #require(state.occupancy), load * (1 - blocking) / Double(agents)))
        #expect(state.delayed == 0 && state.waitMean == 0 && state.asa == 0 && state.waitDelayedMean == nil)
        #expect(state.serviceLevel(within: 0) == 1)
    }

    /// A load ten times what the agents can do, and weights that pass 10²⁰⁰ many times over.
    @Test func aLongLineInOverloadKeepsItsScale() throws {
        let state = try CallLine(arrivalsPerSecond: 1_000, handleTime: 1, room: .waitingPlaces(5_000))
            .steadyState(agents: 100)
        #expect(agrees(state.blocking, 0.9))
        #expect(agrees(try #require(state.occupancy), 1))
        // The line is full but for a geometric number of places, of mean 1 / 9.
        #expect(agrees(state.queueMean, 5_000 - 1.0 / 9))
        #expect(state.serviceLevel(within: 20) < 1e-12)
    }

    @Test func aHugeLineIsTheUnlimitedOne() throws {
        let limited = try CallLine(arrivalsPerSecond: 0.33, handleTime: 300, room: .waitingPlaces(20_000))
            .steadyState(agents: 100)
        let unlimited = try CallLine(arrivalsPerSecond: 0.33, handleTime: 300).steadyState(agents: 100)
        #expect(agrees(limited.delayed, unlimited.delayed))
        #expect(agrees(limited.waitMean, unlimited.waitMean))
        #expect(agrees(limited.serviceLevel(within: 20), unlimited.serviceLevel(within: 20)))
        #expect(limited.blocking < 1e-80)
    }

    @Test func moreAgentsThanLinesAreRefused() throws {
        let line = try CallLine(arrivalsPerSecond: 0.1, handleTime: 300, room: .lines(30))
        #expect(throws: TheoryError.argument("expected at most as many agents as the 30 lines, found 31")) {
            try line.steadyState(agents: 31)
        }
    }

    @Test(arguments: [
        (0.0, 300.0, 60.0, "expected arrivals per second above 0, found 0.0"),
        (0.1, -1, 60, "expected a handle time above 0 s, found -1.0 s"),
        (0.1, 300, 0, "expected a patience above 0 s, found 0.0 s"),
        (.infinity, 300, 60, "expected arrivals per second above 0, found inf"),
        (0.1, .nan, 60, "expected a handle time above 0 s, found nan s"),
        (
            0.1, 300, 1e12,
            "expected a patience between a millionth and a million times the handle time, found 1000000000000.0 s "
                + "and 300.0 s; without a patience nobody abandons"
        ),
        (1e9, 300, 60, "expected a load of at most 10000000 erlangs, found 300000000000.0"),
    ])
    func numbersOutOfRangeAreRefused(arrivals: Double, handle: Double, patience: Double, words: String) {
        #expect(throws: TheoryError.argument(words)) {
            try CallLine(arrivalsPerSecond: arrivals, handleTime: handle, patience: patience)
        }
    }
}
