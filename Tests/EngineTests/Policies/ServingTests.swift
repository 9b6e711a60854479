import Randomness
import Testing

@testable import Engine

/// When agents come to promises, seen from outside: each rule, under every policy for those on hold.
@Suite struct ServingTests {
    /// One group and three classes, of which two are offered a callback when they must wait and half of whom accept. A dial
    /// takes no time and a callback 40 s. Each class's contacts have an interval of their own, so that the counts of an
    /// interval are those of one contact.
    private struct Centre {
        static let rows = (0..<240).map { TimelineRow(start: Double($0) * 5, end: Double($0 + 1) * 5) }
        static let closes = 1200.0
        static let withinSeconds = [90.0, 240]
        static let agents = 5
        let model: CenterModel

        init(_ routing: Routing, _ serving: CallbackModel.Serving, reserves: Bool, _ seed: UInt64) {
            var dice = Dice(seed &+ 6_000_000)
            let classes = (0..<3).map { position -> ClassModel in
                let times = Self.rows.filter { _ in dice.says(0.2) }.map { $0.start + dice.real(0.1...4.9) }
                var customers = ClassModel(
                    stream: UInt64(61 + position), arrivals: ArrivalModel(.trace(times)),
                    handleTime: [TimedDraw(.gamma(mean: 50, cv: 0.8))], patience: [TimedDraw(.exponential(mean: 80))],
                    rank: dice.whole(1...2), groups: [0])
                customers.headStart = dice.real(0...40)
                customers.pointsPerSecond = dice.one(of: [0.3, 1, 3])
                guard position < 2 else { return customers }
                customers.callbacks = CallbackModel(
                    offer: .always, accepts: [(0, 0.5)],
                    promise: serving == .inTurn ? .inTurn : .window(from: 0, to: Self.withinSeconds[position]),
                    serving: serving, handleTime: .constant(40))
                return customers
            }
            var group = GroupModel(
                stream: 71, classes: [0, 1, 2].shuffled(using: &dice),
                staffing: .headcount(Self.rows.map { _ in Self.agents }))
            if reserves { group.reserves = [(dice.whole(0...2), 1)] }
            model = CenterModel(
                classes: classes, groups: [group],
                timeline: Timeline(
                    rows: Self.rows, openings: [OpenSpan(opens: 0, closes: Self.closes, midnight: 0)]),
                routing: routing)
        }
    }

    /// A caller or a promise: since when it is there, and when and for how long it had an agent.
    private struct Work: Equatable {
        var customerClass: Int
        var isPromise: Bool
        var since: Double
        /// When an agent came, or hope ended.
        var until: Double
        /// When the agent had done; nil when none came.
        var done: Double?

        var due: Double { since + Centre.withinSeconds[customerClass] }
    }

    private static let grain = 1e-9

    private func works(_ replication: Replication) -> [Work] {
        replication.log.compactMap { record in
            if record.end == .answered {
                return Work(
                    customerClass: record.customerClass, isPromise: false, since: record.arrivedAt,
                    until: record.waitedUntil, done: record.waitedUntil + (record.talkSeconds ?? 0))
            }
            if record.end == .callbackAccepted {
                let counts = replication.counts
                func of(_ count: ClassCount) -> Double {
                    counts[row: record.row, customerClass: record.customerClass, count]
                }
                let connected =
                    of(.callbacksConnected) > 0 ? record.waitedUntil + of(.callbackWaitSeconds) : .infinity
                return Work(
                    customerClass: record.customerClass, isPromise: true, since: record.waitedUntil, until: connected,
                    done: connected < .infinity ? connected + 40 : nil)
            }
            return Work(
                customerClass: record.customerClass, isPromise: false, since: record.arrivedAt,
                until: record.waitedUntil)
        }
    }

    /// What the rule says an agent takes of what is there.
    private func next(
        of able: [Work], _ serving: CallbackModel.Serving, in model: CenterModel, idle: Int, at time: Double
    ) -> Work? {
        let callers = able.filter { !$0.isPromise || serving == .inTurn }
        let promises = serving == .inTurn ? [] : able.filter(\.isPromise)
        let holding = callers.map { Holding(customerClass: $0.customerClass, joinedAt: $0.since) }
        let caller = model.routing.next(of: holding, for: 0, in: model, at: time).map { callers[$0] }
        let urgent = promises.filter { promise in
            switch serving {
            case .earliestDue: caller.map { promise.due <= $0.since } ?? true
            case .whenSlackAtMost(let seconds): promise.due - time <= seconds
            case .whenBacklogAtLeast(let count):
                promises.count { $0.customerClass == promise.customerClass } >= count
            case .inboundFirst, .whenIdleAtLeast, .inTurn: false
            }
        }
        func first(_ promises: [Work]) -> Work? { promises.min { $0.due < $1.due } }
        let isQuiet = if case .whenIdleAtLeast(let agents) = serving { idle >= agents } else { true }
        return first(urgent) ?? caller ?? (isQuiet ? first(promises) : nil)
    }

    /// What the rule did not allow; and how often an agent had both callers and promises to choose from, and took each.
    private func watch(
        _ centre: Centre, _ serving: CallbackModel.Serving, seed: UInt64
    ) -> (faults: [String], callers: Int, promises: Int) {
        let model = centre.model
        let works = works(simulateOnce(model, seed: seed))
        var (faults, callers, promises) = ([String](), 0, 0)
        func idle(at time: Double, besides started: Double) -> Int {
            Centre.agents
                - works.count { work in
                    guard let done = work.done else { return false }
                    return work.until < started && done > time + Self.grain
                }
        }
        func able(at time: Double, idle: Int, _ isThere: (Work) -> Bool) -> [Work] {
            works.filter { isThere($0) && idle > model.kept(by: 0, from: $0.customerClass) }
        }
        for work in works where work.done != nil && work.until < Centre.closes {
            let time = work.until
            let idle = idle(at: time, besides: time - Self.grain)
            let there = able(at: time, idle: idle) {
                ($0.since < time - Self.grain && $0.until >= time - Self.grain) || $0 == work
            }
            if next(of: there, serving, in: model, idle: idle, at: time) != work {
                faults.append("at \(time) s, \(idle) idle: took \(work) of \(there)")
            }
            guard there.contains(where: \.isPromise), !there.allSatisfy(\.isPromise) else { continue }
            if work.isPromise { promises += 1 } else { callers += 1 }
        }
        // Nobody idles beside what there is: just after anything has come or gone.
        let moments = works.map(\.since) + works.map(\.until) + works.compactMap(\.done)
        for time in moments where time < Centre.closes {
            let after = time + 2 * Self.grain
            let idle = idle(at: after, besides: after)
            let there = able(at: after, idle: idle) { $0.since < after && $0.until > after }
            if idle > 0, let left = next(of: there, serving, in: model, idle: idle, at: after) {
                faults.append("at \(time) s, \(idle) idle: left \(left)")
            }
        }
        return (faults, callers, promises)
    }

    private static let rules: [CallbackModel.Serving] = [
        .inTurn, .inboundFirst, .whenSlackAtMost(30), .whenIdleAtLeast(2), .whenBacklogAtLeast(3), .earliestDue,
    ]

    @Test(arguments: Routing.allCases, rules)
    func agentsComeToPromisesAsTheRuleSays(routing: Routing, rule: CallbackModel.Serving) {
        var (callers, promises) = (0, 0)
        for seed in 0..<6 as Range<UInt64> {
            let centre = Centre(routing, rule, reserves: seed % 3 == 2, seed)
            let seen = watch(centre, rule, seed: seed)
            #expect(seen.faults.isEmpty, "centre \(seed): \(seen.faults.first ?? "")")
            callers += seen.callers
            promises += seen.promises
        }
        let neverFirst = rule == .inboundFirst || rule == .whenIdleAtLeast(2)
        #expect(callers > 30 && (promises > 30) == !neverFirst, "took \(callers) callers, \(promises) promises")
    }

    /// The test would see it: no rule's promises pass for another's.
    @Test(arguments: rules, rules)
    func noRulePassesForAnother(does: CallbackModel.Serving, says: CallbackModel.Serving) {
        if (does == .inTurn) != (says == .inTurn) { return }
        let faults = (0..<6 as Range<UInt64>).reduce(0) { sum, seed in
            sum + watch(Centre(.firstComeFirstServed, does, reserves: false, seed), says, seed: seed).faults.count
        }
        #expect((faults == 0) == (does == says), "\(faults) faults")
    }
}
