import QueueTheory
import Testing

/// The recursion B_k = a B_(k−1) / (k + a B_(k−1)): all terms positive, so that each step adds one rounding error.
private func erlangBByRecursion(_ agents: Int, _ load: Double) -> Double {
    var blocking = 1.0
    for k in stride(from: 1.0, through: Double(agents), by: 1) {
        blocking = load * blocking / (k + load * blocking)
    }
    return blocking
}

@Suite struct ErlangBAndCTests {
    /// Values to 17 digits from multiple-precision sums and, for real numbers of agents, the incomplete gamma integral.
    @Test(arguments: [
        (0.0, 3.0, 1.0), (10, 8, 0.1216610642529515), (110, 100, 0.027463448449822916), (6, 6, 0.2649223221586263),
        (1, 1000, 0.999000999000999), (10, 0.001, 2.7529775678829778e-37), (2.5, 3.7, 0.5043137970429864),
        (0.5, 0.2, 0.43941136487817366), (12.75, 40, 0.69188207082135769), (50, 49.999, 0.10477647519546792),
        (100_000, 100_000, 0.0025188934235469064), (100_000, 99_000, 8.2257755985042223e-6),
        (100_000, 110_000, 0.090999801051759342), (100_000, 1e9, 0.99990000000010001),
        (1_000_000, 1_000_000, 0.00079746030685556101),
    ])
    func blockingIsExact(agents: Double, load: Double, exact: Double) {
        let found = erlangB(agents: agents, load: load)
        #expect(agrees(found, exact), "\(found)")
    }

    @Test(arguments: [1, 2, 3, 7, 10, 31, 100, 317, 1_000, 10_000, 100_000])
    func blockingAgreesWithTheRecursion(agents: Int) {
        for share in [1e-6, 0.01, 0.3, 0.7, 0.9, 0.99, 0.9999, 1, 1.0001, 1.01, 1.2, 2, 10, 1e6] {
            let load = share * Double(agents)
            let recursion = erlangBByRecursion(agents, load)
            let found = erlangB(agents: Double(agents), load: load)
            // Below the smallest normal number a double has fewer digits.
            #expect(agrees(found, recursion, floor: 1e-300), "load \(load): \(found), recursion \(recursion)")
        }
    }

    @Test func withoutLoadNobodyIsBlocked() {
        #expect(erlangB(agents: 3, load: 0) == 0)
        #expect(erlangB(agents: 0, load: 0) == 1)
        #expect(erlangC(agents: 3, load: 0) == 0)
    }

    @Test func anAbsurdLightLoadIsZeroAndNotNaN() {
        #expect(erlangB(agents: 100_000, load: 1e-9) == 0)
        #expect(erlangC(agents: 100_000, load: 1e-9) == 0)
    }

    @Test(arguments: [
        (12, 8.4, 0.1838886303934997), (1, 0.8, 0.8), (10, 9.0, 0.6687315241076972), (100, 95.0, 0.5064568539130203),
    ])
    func delayIsExact(agents: Int, load: Double, exact: Double) {
        #expect(agrees(erlangC(agents: Double(agents), load: load), exact))
    }

    @Test func delayIsCertainFromFullLoadOn() {
        #expect(erlangC(agents: 10, load: 10) == 1)
        #expect(erlangC(agents: 10, load: 1e6) == 1)
    }

    /// One agent: the share that waits is the load itself.
    @Test(arguments: [1e-9, 0.2, 0.5, 0.999999]) func oneAgentDelaysAsManyAsItsLoad(load: Double) {
        #expect(agrees(erlangC(agents: 1, load: load), load, relative: 1e-12))
    }

    /// Cases of M/M/n: arrivals a second, handle time, agents, mean wait, threshold, share answered within it.
    @Test(arguments: [
        (4.2, 2.0, 12, 0.10216035021861096, 0.5555555555555556, 0.3333333333333333, 0.8990797798946537),
        (0.8, 1.0, 1, 4.0, 5.0, 0.5, 0.2761300655712322), (0.8, 1.0, 1, 4.0, 5.0, 5.0, 0.7056964470628461),
        (0.05, 180.0, 10, 120.37167433938548, 180, 20.0, 0.401592739835236),
        (0.05, 180.0, 10, 120.37167433938548, 180, 60.0, 0.5208329246091041),
        (95.0, 1.0, 100, 0.10129137078260406, 0.2, 0.05, 0.6055710055806597),
        (95.0, 1.0, 100, 0.10129137078260406, 0.2, 0.3333333333333333, 0.9043426564059633),
    ])
    func waitsOfErlangCAreExact(
        arrivals: Double, handle: Double, agents: Int, wait: Double, delayedWait: Double, within: Double, level: Double
    ) throws {
        let state = try CallLine(arrivalsPerSecond: arrivals, handleTime: handle).steadyState(agents: agents)
        #expect(agrees(state.waitMean, wait))
        #expect(agrees(try #require(state.asa), wait))
        #expect(agrees(try #require(state.waitDelayedMean), delayedWait))
        #expect(agrees(state.queueMean, arrivals * wait))
        #expect(agrees(try #require(state.occupancy), arrivals * handle / Double(agents)))
        #expect(agrees(state.serviceLevel(within: within), level))
        #expect(agrees(state.serviceLevelGood(within: within), level))
        #expect(agrees(try #require(state.serviceLevelAnswered(within: within)), level))
        #expect(state.abandonment == 0 && state.blocking == 0 && state.abandonedWaitMean == nil)
    }

    @Test func aLineThatGrowsWithoutEndIsRefused() throws {
        let line = try CallLine(arrivalsPerSecond: 0.2, handleTime: 300)
        #expect(throws: TheoryError.unstable(load: 60, agents: 61)) { try line.steadyState(agents: 60) }
        #expect(try line.steadyState(agents: 61).delayed < 1)
    }
}
