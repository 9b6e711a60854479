import Engine
import Randomness

@testable import Measures

/// A small centre in which every feature is there or not by chance: half a day of four rows, two classes, two groups.
struct RandomCentre {
    var model: CenterModel
    var plan: TallyPlan

    init(_ random: inout TestStream) {
        func chance(_ probability: Double) -> Bool { random.uniform() < probability }
        func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
        func pick<Choice>(_ choices: [Choice]) -> Choice { choices[Int(random.next() % UInt64(choices.count))] }

        var classes: [ClassModel] = []
        for position in 0..<2 {
            let rate = between(0.002, 0.02)
            var customers = ClassModel(
                stream: UInt64(position + 1),
                arrivals: ArrivalModel(
                    .poisson([RatePiece(start: 0, end: 7200, rateAtStart: rate, rateAtEnd: rate)])),
                handleTime: [TimedDraw(.exponential(mean: 200))],
                afterCall: chance(0.5) ? [TimedDraw(.exponential(mean: 30))] : [],
                patience: chance(0.8) ? [TimedDraw(.exponential(mean: 120))] : [],
                waitingPlaces: chance(0.2) ? 5 : .max, rank: position, groups: position == 0 ? [0, 1] : [1])
            if chance(0.3) {
                customers.menu = MenuModel(takes: .exponential(mean: 30), leaves: 0.1, selfServed: 0.1)
            }
            if chance(0.7) {
                customers.quotes = QuoteModel(
                    estimator: pick([.queueLength, .headOfLine, .lastToEnterService, .fixed(60)]),
                    repeatEvery: chance(0.3) ? 60 : nil, ahead: [0, 1], meanHandle: [200, 200], meanPatience: 120)
            }
            if chance(0.7) {
                customers.callbacks = CallbackModel(
                    offer: pick([.always, .whenWaitingAtLeast(2), .afterHolding(40)]),
                    openAtMost: chance(0.3) ? 4 : .max, accepts: [(0, 0.6)],
                    promise: pick([
                        .inTurn, .window(from: 0, to: 900), .window(from: 300, to: 1200),
                        .keepable(probability: 0.95, step: 60),
                    ]),
                    serving: pick([
                        .inTurn, .inboundFirst, .whenSlackAtMost(300), .whenIdleAtLeast(2), .whenBacklogAtLeast(3),
                        .earliestDue,
                    ]),
                    agentFirst: chance(0.7), ringSeconds: pick([0, 20]), answered: [0.7], attempts: 3,
                    pauseSeconds: 300, expiresAfter: chance(0.5) ? 3600 : .infinity,
                    givesUp: chance(0.5) ? .exponential(mean: 1800) : nil, callsAgain: 0.5)
            }
            if chance(0.5) {
                customers.redials = ReturnModel(probability: [0.5], after: .exponential(mean: 300), atMost: 3)
            }
            if chance(0.5) {
                customers.unresolved = 0.2
                customers.reconnects = ReturnModel(probability: [0.5], after: .exponential(mean: 600), atMost: 2)
            }
            if position == 0 && chance(0.4) { customers.transfers = [TransferModel(to: 1, share: 0.2)] }
            if chance(0.4) {
                customers.followUps = FollowUpModel(
                    share: 0.2, dueWithin: 1800, work: .exponential(mean: 120),
                    serving: pick([.inboundFirst, .whenSlackAtMost(300)]))
            }
            classes.append(customers)
        }
        var groups: [GroupModel] = []
        for group in 0..<2 {
            let agents: [Int] = (0..<4).map { _ in Int(random.next() % 4) + 1 }
            groups.append(
                GroupModel(
                    stream: UInt64(group + 10), classes: group == 0 ? [0] : [0, 1], staffing: .headcount(agents)))
        }
        if chance(0.4) { groups[1].background = (.exponential(mean: 60), 1) }
        model = CenterModel(
            classes: classes, groups: groups,
            timeline: Timeline(
                rows: (0..<4).map { TimelineRow(start: Double($0) * 1800, end: Double($0 + 1) * 1800) },
                openings: [OpenSpan(opens: 0, closes: 7200, midnight: 0)], hangsUpAtClose: chance(0.3)),
            lines: chance(0.2) ? 12 : .max, thresholds: [20, 60], routing: pick([.firstComeFirstServed, .priority]),
            histogramsByInterval: chance(0.2))

        plan = TallyPlan(
            classes: classes.enumerated().map {
                ClassPlan(name: "class \($0.offset)", hasMenu: $0.element.menu != nil)
            },
            groups: [GroupPlan(name: "first"), GroupPlan(name: "second")],
            intervals: (0..<4).map {
                IntervalPlan(
                    day: 1, start: "row \($0)", startSeconds: Double($0) * 1800, endSeconds: Double($0 + 1) * 1800)
            },
            thresholds: [20, 60], observationKind: .day, features: Set(Feature.allCases))
    }

    /// The first replications.
    func days(_ number: UInt32, seed: UInt64) -> [Counts] {
        var next: UInt32 = 0
        var found: [Counts] = []
        RunOrder(seed: seed) {
            defer { next += 1 }
            return next < number ? next : nil
        } deliver: {
            precondition($0.fault == nil, "a small centre cannot run out of room")
            found.append($0.counts)
        }
        .run(model)
        return found
    }
}
