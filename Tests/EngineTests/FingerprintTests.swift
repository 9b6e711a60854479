import Randomness
import Testing

@testable import Engine

/// Three small runs, every contact's story, as one number each: whoever changes what a run gives must change these,
/// and know it.
@Suite struct FingerprintTests {
    @Test func aQueueWithPatience() {
        let model = CenterModel.oneLine(
            arrivals: .poisson([RatePiece(start: 0, end: 10_000, rateAtStart: 0.05, rateAtEnd: 0.15)]),
            handle: .lognormal(mean: 90, cv: 1), afterCall: .exponential(mean: 10), patience: .exponential(mean: 120),
            staffing: .headcount([9]))
        #expect(fingerprint(model) == 5_569_338_689_209_605_913)
    }

    @Test func skillsPrioritiesAndLines() {
        func customers(_ stream: UInt64, rank: Int, groups: [Int], _ arrivals: ArrivalModel) -> ClassModel {
            ClassModel(
                stream: stream, arrivals: arrivals,
                handleTime: [
                    TimedDraw(.gamma(mean: 60, cv: 0.6)), TimedDraw(from: 2000, .weibull(mean: 80, shape: 1.5)),
                ],
                afterCall: [TimedDraw(.constant(8))], patience: [TimedDraw(.hyperexponential(mean: 60, cv: 2))],
                balking: [(1, 0.1), (4, 0.5)], waitingPlaces: 10, rank: rank, groups: groups)
        }
        let hours = [
            RatePiece(start: 0, end: 3000, rateAtStart: 0.03, rateAtEnd: 0.08),
            RatePiece(start: 10_000, end: 13_000, rateAtStart: 0.08, rateAtEnd: 0.02, factor: 1),
        ]
        let model = CenterModel(
            classes: [
                customers(
                    1, rank: 2, groups: [0, 1],
                    ArrivalModel(.poisson(hours), busyness: Busyness(stream: 9, days: 2, cv: [0.4], cholesky: [1]))),
                customers(
                    2, rank: 1, groups: [1],
                    ArrivalModel(
                        .renewal(
                            .gamma(mean: 40, cv: 0.5),
                            hours.map {
                                RatePiece(start: $0.start, end: $0.end, rateAtStart: 1, rateAtEnd: 1)
                            }), batchSizes: [0.7, 1])),
                customers(
                    3, rank: 1, groups: [1, 0],
                    ArrivalModel(.finitePopulation(customers: 3, thinks: .exponential(mean: 300)))),
            ],
            groups: [
                GroupModel(
                    stream: 4, classes: [2, 0], speed: [1, 0.8], staffing: .headcount([3, 4]), shrinkage: 0.1),
                GroupModel(
                    stream: 5, classes: [1, 2, 0], handleTime: [nil, .exponential(mean: 50), nil],
                    staffing: .headcount([4, 3])),
            ],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 3000), TimelineRow(start: 10_000, end: 13_000, day: 1)],
                openings: [
                    OpenSpan(opens: 0, closes: 3000, midnight: 0),
                    OpenSpan(opens: 10_000, closes: 13_000, midnight: 10_000),
                ], hangsUpAtClose: true),
            lines: 14, routing: .priority)
        #expect(fingerprint(model) == 18_334_529_430_995_993_918)
    }

    @Test func namedAgentsAndBursts() {
        var model = CenterModel.oneLine(
            arrivals: .markovModulated(
                [
                    RateState(perSecond: 0.02, meanStay: 300, next: [0, 1]),
                    RateState(perSecond: 0.2, meanStay: 60, next: [1, 1]),
                ], [RatePiece(start: 0, end: 8000, rateAtStart: 1, rateAtEnd: 1)]),
            handle: .erlang(mean: 70, phases: 2), patience: .uniform(from: 10, to: 200),
            staffing: .roster(
                Roster(
                    agents: 6,
                    moments: (0..<6).flatMap { agent in
                        let start = Double(agent) * 400
                        return [
                            RosterMoment(time: start, agent: agent, kind: .shiftStarts, day: 0),
                            RosterMoment(
                                time: start + 2500, agent: agent, kind: .breakIsDue, breakSeconds: 600, day: 0),
                            RosterMoment(time: start + 6000, agent: agent, kind: .shiftEnds, day: 0),
                        ]
                    })), closes: 8000)
        model.groups[0].shrinkage = 0.2
        #expect(fingerprint(model) == 13_485_354_059_644_134_614)
    }

    /// FNV-1a over every contact's story, of two replications.
    private func fingerprint(_ model: CenterModel) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        // Times to the microsecond: processors may differ in the last bit of a logarithm.
        func add(seconds: Double) { add(UInt64(bitPattern: Int64((seconds * 1e6).rounded()))) }
        func add(_ bits: UInt64) {
            for byte in 0..<8 { hash = (hash ^ (bits >> (8 * byte) & 0xFF)) &* 0x0000_0100_0000_01B3 }
        }
        for replication in simulate(model, seed: 20_260, replications: [0, 1]) {
            #expect(replication.log.count > 200)
            for contact in replication.log {
                add(UInt64(contact.customerClass))
                add(contact.number)
                add(seconds: contact.joinedAt)
                add(UInt64(contact.end.rawValue))
                add(seconds: contact.waitSeconds)
                add(UInt64(bitPattern: Int64(contact.group ?? -1)))
                add(UInt64(bitPattern: Int64(contact.agent ?? -1)))
                add(seconds: contact.talkSeconds ?? -1)
                add(seconds: contact.afterCallSeconds ?? -1)
            }
        }
        return hash
    }
}
