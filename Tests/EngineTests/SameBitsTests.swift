import Randomness
import Testing

@testable import Engine

/// What a replication gives depends on the model, the seed and its number, and on nothing that was simulated before.
@Suite struct SameBitsTests {
    @Test func aReplicationAloneIsTheReplicationAfterOthers() {
        for seed in 0..<60 as Range<UInt64> {
            var making = RandomCentre(2_000_000 + seed, inWholeSeconds: seed % 2 == 0)
            var model = making.make()
            for group in model.groups.indices { model.groups[group].shrinkage = 0.1 }
            let alone = simulate(model, seed: seed, replications: [5])[0]
            let later = simulate(model, seed: seed, replications: [9, 2, 5, 3])[2]
            #expect(later.log == alone.log, "random centre \(seed)")
            #expect(same(later.counts, alone.counts), "random centre \(seed)")
        }
    }

    /// A stopped replication leaves contacts on hold and in talk, agents on breaks, and tables that have grown.
    @Test func aStoppedReplicationLeavesNothingBehind() {
        var model = CenterModel.oneLine(
            arrivals: .poisson([RatePiece(start: 0, end: 10_000, rateAtStart: 0.5, rateAtEnd: 0.5)]),
            handle: .exponential(mean: 60), patience: .exponential(mean: 600),
            staffing: .roster(
                Roster(
                    agents: 20,
                    moments: (0..<20).flatMap { agent in
                        [
                            RosterMoment(time: 0, agent: agent, kind: .shiftStarts, day: 0),
                            RosterMoment(
                                time: 900 + 10 * Double(agent), agent: agent, kind: .breakIsDue, breakSeconds: 600,
                                day: 0),
                            RosterMoment(time: 10_000, agent: agent, kind: .shiftEnds, day: 0),
                        ]
                    })))
        model.groups[0].shrinkage = 0.3
        let alone = simulate(model, replications: [1])[0]
        var asked = 0
        let both = simulate(
            model, replications: [0, 1],
            goesOn: { position in
                asked += 1
                return asked != 3
            })
        #expect(both[0].fault == .stopped(beforeRow: 0) && alone.fault == nil && both[1].fault == nil)
        #expect(both[0].log.count < alone.log.count)
        #expect(both[1].log == alone.log && same(both[1].counts, alone.counts))
    }

    @Test func replicationsAndSeedsDiffer() {
        let model = CenterModel.oneLine(
            arrivals: .poisson([RatePiece(start: 0, end: 1000, rateAtStart: 0.1, rateAtEnd: 0.1)]),
            handle: .exponential(mean: 60), staffing: .headcount([5]))
        let two = simulate(model, replications: [0, 1])
        #expect(two[0].log != two[1].log)
        #expect(simulateOnce(model, seed: 2).log != two[0].log)
    }

    private func same(_ a: Counts, _ b: Counts) -> Bool {
        a.values.map(\.bitPattern) == b.values.map(\.bitPattern) && a.histograms == b.histograms
    }
}

/// Two policies meet the same customers.
@Suite struct LatentDrawTests {
    /// Two classes of which the second is served first or not, by two groups.
    private func centre(
        _ change: (inout CenterModel) -> Void = { _ in }
    ) -> [[CallRecord]] {
        func customers(_ stream: UInt64, rank: Int, _ patience: Distribution) -> ClassModel {
            ClassModel(
                stream: stream,
                arrivals: ArrivalModel(
                    .poisson([RatePiece(start: 0, end: 3000, rateAtStart: 0.02, rateAtEnd: 0.06)])),
                handleTime: [TimedDraw(.gamma(mean: 60, cv: 0.7))], afterCall: [TimedDraw(.lognormal(mean: 10, cv: 1))],
                patience: [TimedDraw(patience)], balking: [(2, 0.3)], rank: rank, groups: [0, 1])
        }
        var model = CenterModel(
            classes: [customers(1, rank: 2, .exponential(mean: 90)), customers(2, rank: 1, .constant(40))],
            groups: [
                GroupModel(stream: 3, classes: [1, 0], staffing: .headcount([2])),
                GroupModel(stream: 4, classes: [1, 0], staffing: .headcount([2])),
            ],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 3000)], openings: [OpenSpan(opens: 0, closes: 3000, midnight: 0)]))
        change(&model)
        let log = simulateOnce(model).log
        return [0, 1].map { position in
            log.filter { $0.customerClass == position }.sorted { $0.number < $1.number }
        }
    }

    @Test func changingAPolicyLeavesEveryCustomerAsItWas() {
        let base = centre()
        let changes: [(inout CenterModel) -> Void] = [
            { $0.routing = .priority },
            { $0.groups[0].staffing = .headcount([1]) },
            { $0.groups[1].staffing = .unlimited },
            { $0.classes[0].idleRule = .preference },
            { $0.classes[0].groups = [1, 0] },
            { $0.lines = 4 },
            { $0.classes[1].waitingPlaces = 0 },
            { $0.timeline.hangsUpAtClose = true },
        ]
        for (position, change) in changes.enumerated() {
            let changed = centre(change)
            #expect(changed != base, "change \(position) changes nothing at all")
            for (ours, theirs) in zip(base, changed) {
                #expect(ours.map(\.arrivedAt) == theirs.map(\.arrivedAt), "change \(position)")
                for (before, after) in zip(ours, theirs) where before.end == .answered && after.end == .answered {
                    #expect(
                        before.talkSeconds == after.talkSeconds && before.afterCallSeconds == after.afterCallSeconds,
                        "change \(position)")
                }
                // Whoever abandons in both has waited as long in both: its patience.
                for (before, after) in zip(ours, theirs) where before.end == .abandoned && after.end == .abandoned {
                    #expect(abs(before.waitSeconds - after.waitSeconds) < 1e-9, "change \(position)")
                }
            }
        }
    }

    @Test func aDrawMoreForOneCauseLeavesTheOthers() {
        let base = centre()
        let without = centre { $0.classes[0].patience = [] }
        #expect(base[0].map(\.arrivedAt) == without[0].map(\.arrivedAt))
        for (before, after) in zip(base[0], without[0]) where before.end == .answered && after.end == .answered {
            #expect(before.talkSeconds == after.talkSeconds)
        }
        #expect(base[1].map(\.arrivedAt) == without[1].map(\.arrivedAt))
    }

    /// The same sequence of distributions by the time of day, whatever the parameters of those before.
    @Test func aCustomerKeepsItsTimesWhenTheHoursBeforeChange() {
        func talks(cv: Double) -> [Double?] {
            centre {
                $0.classes[0].handleTime = [
                    TimedDraw(.gamma(mean: 60, cv: cv)), TimedDraw(from: 1500, .exponential(mean: 50)),
                ]
                $0.classes[0].patience = []
                $0.classes[0].balking = []
            }[0].filter { $0.arrivedAt >= 1500 }.map(\.talkSeconds)
        }
        let base = talks(cv: 0.7)
        #expect(base.count > 50)
        #expect(talks(cv: 1.4) == base)
    }
}
