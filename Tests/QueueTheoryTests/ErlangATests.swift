import QueueTheory
import Testing

/// One case of M/M/n + M with its exact answers, times in the case's own unit.
struct ErlangACase: Sendable, CustomStringConvertible {
    var arrivals: Double
    var handle: Double
    var agents: Int
    var patience: Double
    var delayed: Double
    var abandonment: Double
    var wait: Double
    var asa: Double
    var abandonedWait: Double?
    var delayedWait: Double?
    var occupancy: Double
    var within: Double
    var strict: Double
    var good: Double
    var answered: Double?
    var neutral: Double?

    var description: String { "M/M/\(agents)+M, \(arrivals) arrivals, handle \(handle), patience \(patience)" }
}

@Suite struct ErlangATests {
    @Test(arguments: [
        ErlangACase(
            arrivals: 4.2, handle: 2, agents: 12, patience: 1, delayed: 0.12737228180874705,
            abandonment: 0.029678905542373415, wait: 0.029678905542373415, asa: 0.024060077009197905,
            abandonedWait: 0.21338068807935168, delayedWait: 0.2330091376311928, occupancy: 0.6792247661203387,
            within: 1.0 / 3, strict: 0.9452695755589992, good: 0.9686218100902688, answered: 0.9741822381872154,
            neutral: 0.9678715387275046),
        ErlangACase(
            arrivals: 0.16, handle: 240, agents: 40, patience: 180, delayed: 0.3922855196654219,
            abandonment: 0.0500626440456849, wait: 9.01127592822328, asa: 8.469357992156109,
            abandonedWait: 19.294154532519464, delayedWait: 22.971217331470577, occupancy: 0.9119398617161412,
            within: 20, strict: 0.7865217979780059, good: 0.8175552080457463, answered: 0.8279722794855873,
            neutral: 0.8117119889892093),
        ErlangACase(
            arrivals: 0.16, handle: 240, agents: 40, patience: 180, delayed: 0.3922855196654219,
            abandonment: 0.0500626440456849, wait: 9.01127592822328, asa: 8.469357992156109,
            abandonedWait: 19.294154532519464, delayedWait: 22.971217331470577, occupancy: 0.9119398617161412,
            within: 60, strict: 0.9314861804221296, good: 0.9800248744941056, answered: 0.9805764291544791,
            neutral: 0.9790058456592606),
        ErlangACase(
            arrivals: 102, handle: 1, agents: 100, patience: 2, delayed: 0.6863397570784721,
            abandonment: 0.042893460460135105, wait: 0.08578692092027021, asa: 0.0852855039473419,
            abandonedWait: 0.09697532723390863, delayedWait: 0.12499191549887417, occupancy: 0.976248670330665,
            within: 0.05, strict: 0.46626505201518503, good: 0.4813227280394078, answered: 0.48716107638272427,
            neutral: 0.4733932542700357),
        ErlangACase(
            arrivals: 102, handle: 1, agents: 100, patience: 2, delayed: 0.6863397570784721,
            abandonment: 0.042893460460135105, wait: 0.08578692092027021, asa: 0.0852855039473419,
            abandonedWait: 0.09697532723390863, delayedWait: 0.12499191549887417, occupancy: 0.976248670330665,
            within: 0.1, strict: 0.6114068788040521, good: 0.6374379902764453,
            answered: 0.6388075449761214, neutral: 0.6277478531458471),
        ErlangACase(
            arrivals: 6, handle: 1, agents: 5, patience: 1, delayed: 0.7149434996833687,
            abandonment: 0.25300986748721144, wait: 0.25300986748721144, asa: 0.23720171312096744,
            abandonedWait: 0.2996820998475564, delayedWait: 0.35388791925412766, occupancy: 0.8963881590153463,
            within: 0.2, strict: 0.43976542015448716, good: 0.5546098268393154, answered: 0.5887165050964824,
            neutral: 0.49682273204356586),
        ErlangACase(
            arrivals: 12, handle: 0.75, agents: 10, patience: 3, delayed: 0.5209913444244412,
            abandonment: 0.04955369048064359, wait: 0.14866107144193078, asa: 0.14354343321599536,
            abandonedWait: 0.24681804659588985, delayedWait: 0.28534268953385833, occupancy: 0.8554016785674208,
            within: 1.0 / 3, strict: 0.7893905273092765, good: 0.825510416990949, answered: 0.8305472065102486,
            neutral: 0.8189716945695407),
        // The corners, by multiple-precision sums: ten thousand agents in overload and near balance, callers with
        // hardly any patience, with almost endless patience, and a line that is nearly always empty.
        ErlangACase(
            arrivals: 40, handle: 300, agents: 10_000, patience: 600, delayed: 1, abandonment: 1.0 / 6, wait: 100,
            asa: 109.3779342013728, occupancy: 1, within: 20, strict: 0, good: 0.0327838995179941),
        ErlangACase(
            arrivals: 33, handle: 300, agents: 10_000, patience: 120, delayed: 0.1281935746275557,
            abandonment: 0.001229231930975765, wait: 0.1475078317170918, asa: 0.1465008469209436,
            occupancy: 0.988783060388334, within: 5, strict: 0.9984918888603259, good: 0.9997199203775176),
        ErlangACase(
            arrivals: 10.0 / 300, handle: 300, agents: 50, patience: 300_000, delayed: 1.865896745804487e-19,
            abandonment: 4.664566947258923e-24, wait: 1.399370084177677e-18, asa: 1.399335101456006e-18,
            occupancy: 0.2, within: 20, strict: 1, good: 1),
        ErlangACase(
            arrivals: 0.02, handle: 300, agents: 1, patience: 0.5, delayed: 0.8583609613190696,
            abandonment: 0.8569398397801551, wait: 0.4284699198900775, asa: 0.00497100591565421,
            occupancy: 0.8583609613190696, within: 1, strict: 0.1428676419308594, good: 0.8842183922295427),
        ErlangACase(
            arrivals: 7, handle: 300, agents: 20, patience: 90, delayed: 1, abandonment: 0.9904761904761905,
            wait: 89.14285714285714, asa: 411.56419358584, occupancy: 1, within: 20, strict: 0,
            good: 0.199262597083192),
        ErlangACase(
            arrivals: 0.0001, handle: 200, agents: 1, patience: 30, delayed: 0.0196580585420717,
            abandonment: 0.01709707289641522, wait: 0.5129121868924566, asa: 0.06802115653159123,
            occupancy: 0.0196580585420717, within: 20, strict: 0.9817122691343879, good: 0.990865934198299),
        ErlangACase(
            arrivals: 0.01, handle: 300, agents: 3, patience: 30_000_000, delayed: 0.9972572760001833,
            abandonment: 0.001452030352844124, wait: 43560.91058532373, asa: 43574.34321869805,
            occupancy: 0.9985479696471559, within: 60, strict: 0.00361394116606226, good: 0.003615934807402785),
    ])
    func isExact(_ exact: ErlangACase) throws {
        let line = try CallLine(
            arrivalsPerSecond: exact.arrivals, handleTime: exact.handle, patience: exact.patience)
        let state = try line.steadyState(agents: exact.agents)
        #expect(agrees(state.delayed, exact.delayed))
        #expect(agrees(state.abandonment, exact.abandonment))
        #expect(agrees(state.waitMean, exact.wait))
        #expect(agrees(try #require(state.asa), exact.asa))
        #expect(agrees(try #require(state.occupancy), exact.occupancy))
        #expect(agrees(state.queueMean, exact.arrivals * exact.wait))
        #expect(state.blocking == 0)
        #expect(agrees(state.serviceLevel(within: exact.within), exact.strict, floor: 1e-14))
        #expect(agrees(state.serviceLevelGood(within: exact.within), exact.good, floor: 1e-14))
        if let abandonedWait = exact.abandonedWait {
            #expect(agrees(try #require(state.abandonedWaitMean), abandonedWait))
        }
        if let delayedWait = exact.delayedWait {
            #expect(agrees(try #require(state.waitDelayedMean), delayedWait))
        }
        if let answered = exact.answered {
            #expect(agrees(try #require(state.serviceLevelAnswered(within: exact.within)), answered))
        }
        if let neutral = exact.neutral {
            #expect(agrees(try #require(state.serviceLevelNeutral(within: exact.within)), neutral))
        }
    }

    /// The incomplete gamma functions against the plain sum over the places of a line that is long enough.
    @Test(arguments: [1, 2, 5, 20, 100]) func agreesWithTheSumOverALongLine(agents: Int) throws {
        for share in [0.1, 0.8, 0.99, 1, 1.01, 1.3] {
            for patience in [0.2, 1, 5] {
                let arrivals = share * Double(agents)
                let closed = try CallLine(arrivalsPerSecond: arrivals, handleTime: 1, patience: patience)
                    .steadyState(agents: agents)
                let summed = try CallLine(
                    arrivalsPerSecond: arrivals, handleTime: 1, patience: patience, room: .waitingPlaces(2_000)
                ).steadyState(agents: agents)
                let place = "\(agents) agents, \(arrivals) arrivals, patience \(patience)"
                #expect(agrees(closed.delayed, summed.delayed), "\(place)")
                #expect(agrees(closed.abandonment, summed.abandonment), "\(place)")
                #expect(agrees(try #require(closed.asa), try #require(summed.asa)), "\(place)")
                #expect(agrees(try #require(closed.occupancy), try #require(summed.occupancy)), "\(place)")
                for seconds in [0, 0.01, 0.3, 2] {
                    #expect(
                        agrees(
                            closed.serviceLevel(within: seconds), summed.serviceLevel(within: seconds), floor: 1e-13),
                        "\(place), within \(seconds)")
                    #expect(
                        agrees(
                            closed.serviceLevelGood(within: seconds), summed.serviceLevelGood(within: seconds),
                            floor: 1e-13), "\(place), within \(seconds)")
                }
            }
        }
    }

    /// As patience grows without end, Erlang A becomes Erlang C, with an error of the order of 1 / patience.
    @Test func endlessPatienceIsErlangC() throws {
        let patient = try CallLine(arrivalsPerSecond: 0.3, handleTime: 300, patience: 3e8).steadyState(agents: 95)
        let endless = try CallLine(arrivalsPerSecond: 0.3, handleTime: 300).steadyState(agents: 95)
        #expect(agrees(patient.delayed, endless.delayed, relative: 1e-4))
        #expect(agrees(patient.serviceLevel(within: 20), endless.serviceLevel(within: 20), relative: 1e-4))
        #expect(patient.delayed < endless.delayed)
    }

    @Test(arguments: [(0.1, 300.0, 28, 120.0), (1, 300, 310, 60), (0.001, 300, 1, 90), (5, 1_000, 2_000, 500)])
    func aHundredThousandAgentsOrOneGiveNumbers(arrivals: Double, handle: Double, agents: Int, patience: Double) throws
    {
        for factor in [1, 50, 1_000] {
            let line = try CallLine(
                arrivalsPerSecond: arrivals * Double(factor), handleTime: handle, patience: patience)
            for staffed in [1, agents, 100_000] {
                let state = try line.steadyState(agents: staffed)
                let shares = [
                    state.delayed, state.abandonment, try #require(state.occupancy), state.serviceLevel(within: 20),
                    state.serviceLevelGood(within: 20),
                ]
                #expect(shares.allSatisfy { (0...1).contains($0) }, "\(factor), \(staffed): \(shares)")
                #expect(try #require(state.asa) >= 0)
                // Those who enter either leave served, at the agents' rate, or abandon, at the rate of the queue.
                #expect(agrees(state.queueMean / patience, line.arrivalsPerSecond * state.abandonment))
            }
        }
    }

    @Test func withoutAgentsEveryoneWaitsAsLongAsThePatience() throws {
        let state = try CallLine(arrivalsPerSecond: 0.1, handleTime: 300, patience: 60).steadyState(agents: 0)
        #expect(state.abandonment == 1 && state.asa == nil && state.occupancy == nil)
        #expect(state.serviceLevel(within: 1_000) == 0)
        #expect(agrees(state.serviceLevelGood(within: 60), 1 - 0.36787944117144233))
    }

    @Test func theQuantileIsWhereTheWaitHasItsShare() throws {
        let state = try CallLine(arrivalsPerSecond: 0.16, handleTime: 240, patience: 180).steadyState(agents: 40)
        #expect(state.waitQuantile(0.5) == 0)
        for share in [0.7, 0.9, 0.99] {
            #expect(agrees(state.serviceLevelGood(within: state.waitQuantile(share)), share))
        }
    }
}
