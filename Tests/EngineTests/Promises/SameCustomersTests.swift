import Randomness
import Testing

@testable import Engine

/// Whatever the policies, the customers are the same: arrival, talk time, patience, the uniforms by which they accept.
@Suite struct SameCustomersTests {
    private struct Policy: Sendable {
        var name: String
        var change: @Sendable (inout CenterModel) -> Void
    }

    private static let window = CallbackModel(
        offer: .always, accepts: [(0, 0.4)], promise: .window(from: 0, to: 600), ringSeconds: 10, answered: [0.7],
        attempts: 2, pauseSeconds: 60)

    private static let policies: [Policy] = [
        Policy(name: "as it is") { _ in },
        Policy(name: "priority") { $0.routing = .priority },
        Policy(name: "points") { $0.routing = .growingPriority },
        Policy(name: "lists") { $0.routing = .groupPreference },
        Policy(name: "random agents") { $0.classes[0].idleRule = .random },
        Policy(name: "quotes") { model in
            model.classes[0].quotes = QuoteModel(
                estimator: .queueLength, percentile: 0.9, repeatEvery: 20, ahead: [0, 1], meanHandle: [60, 60],
                meanPatience: 90)
        },
        Policy(name: "unannounced") { model in
            model.classes[0].callbacks = Self.window
            model.classes[0].callbacks?.offer = .whenQuoteAtLeast(20)
            model.classes[0].quotes = QuoteModel(
                estimator: .headOfLine, isAnnounced: false, ahead: [0, 1], meanHandle: [60, 60], meanPatience: 90)
        },
        Policy(name: "answers by hour") { model in
            model.classes[0].callbacks = Self.window
            model.classes[0].callbacks?.answered = [0.2, 0.3, 0.9, 0.8]
            model.classes[0].callbacks?.answeredFrom = [0, 1500]
        },
        Policy(name: "warm transfers") { model in
            model.classes[0].transfers = [
                TransferModel(to: 1, share: 0.3, warm: WarmModel(handOver: .exponential(mean: 20), waitsAtMost: 60))
            ]
        },
        Policy(name: "cold transfers") { $0.classes[0].transfers = [TransferModel(to: 1, share: 0.3)] },
        Policy(name: "overflow") { model in
            model.classes[0].groups = [0]
            model.classes[0].overflow = [(1, 15)]
        },
        Policy(name: "earliest due") { model in
            model.classes[0].callbacks = Self.window
            model.classes[0].callbacks?.promise = .window(from: 0, to: 60)
            model.classes[0].callbacks?.serving = .earliestDue
        },
        Policy(name: "least occupied") { $0.classes[1].idleRule = .leastOccupied },
        Policy(name: "callbacks") { $0.classes[0].callbacks = Self.window },
        Policy(name: "in turn") { model in
            model.classes[0].callbacks = Self.window
            model.classes[0].callbacks?.promise = .inTurn
            model.classes[0].callbacks?.agentFirst = false
        },
        Policy(name: "staff") { $0.groups[0].staffing = .headcount([1]) },
        Policy(name: "follow-ups") { model in
            model.classes[1].followUps = FollowUpModel(share: 0.5, dueWithin: 300, work: .exponential(mean: 60))
        },
        Policy(name: "background") { $0.groups[1].background = (.exponential(mean: 40), 1) },
        Policy(name: "reserve") { $0.groups[1].reserves = [(1, 1)] },
        Policy(name: "menu") { $0.classes[1].menu = MenuModel(takes: .exponential(mean: 20), leaves: 0.1) },
    ]

    private func log(_ change: (inout CenterModel) -> Void) -> [[UInt64: CallRecord]] {
        func customers(_ stream: UInt64, rank: Int) -> ClassModel {
            var customers = ClassModel(
                stream: stream,
                arrivals: ArrivalModel(.poisson([RatePiece(start: 0, end: 3000, rateAtStart: 0.03, rateAtEnd: 0.05)])),
                handleTime: [TimedDraw(.gamma(mean: 60, cv: 0.7))],
                patience: [TimedDraw(.gamma(mean: 90, cv: 1.4))], rank: rank, groups: [0, 1])
            // So that no class goes the short way only.
            customers.redials = ReturnModel(probability: [0.5], after: .exponential(mean: 300), atMost: 2)
            customers.unresolved = 0.2
            customers.reconnects = ReturnModel(probability: [0.5], after: .exponential(mean: 300), atMost: 2)
            return customers
        }
        var model = CenterModel(
            classes: [customers(1, rank: 2), customers(2, rank: 1)],
            groups: [
                GroupModel(stream: 3, classes: [1, 0], staffing: .headcount([2])),
                GroupModel(stream: 4, classes: [0, 1], staffing: .headcount([2])),
            ],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 3000)], openings: [OpenSpan(opens: 0, closes: 3000, midnight: 0)]))
        change(&model)
        // The first attempt of each issue: the earliest record of its number.
        var first: [[UInt64: CallRecord]] = [[:], [:]]
        for record in simulateOnce(model).log {
            let known = first[record.customerClass][record.number]
            if known == nil || known!.arrivedAt > record.arrivedAt {
                first[record.customerClass][record.number] = record
            }
        }
        return first
    }

    @Test func everyPairOfPoliciesMeetsTheSameCustomers() {
        let logs = Self.policies.map { log($0.change) }
        var same: [String] = []
        for a in logs.indices {
            for b in logs.indices where b > a {
                let pair: Comment = "\(Self.policies[a].name), \(Self.policies[b].name)"
                for position in 0..<2 {
                    compare(logs[a][position], logs[b][position], pair)
                }
                if logs[a] == logs[b] { same.append("\(pair)") }
            }
        }
        // A quote to which nobody reacts changes nothing, and points that grow alike are first come first served.
        #expect(same == ["as it is, points", "as it is, quotes", "points, quotes"])
    }

    private func compare(
        _ ours: [UInt64: CallRecord], _ theirs: [UInt64: CallRecord], _ pair: Comment
    ) {
        #expect(Set(ours.keys) == Set(theirs.keys), pair)
        var patience = 0
        for (number, before) in ours {
            guard let after = theirs[number] else { continue }
            #expect(before.arrivedAt == after.arrivedAt, pair)
            if before.end == .answered && after.end == .answered {
                #expect(before.talkSeconds == after.talkSeconds, pair)
            }
            if before.end == .abandoned && after.end == .abandoned {
                #expect(abs(before.waitSeconds - after.waitSeconds) < 1e-9, pair)
                patience += 1
            }
        }
        #expect(patience > 5, pair)
    }

    /// Every rule of promising, serving and dialling, offered to whoever must wait.
    private static let offering: [Policy] =
        [
            Policy(name: "in turn") { $0.classes[0].callbacks?.promise = .inTurn },
            Policy(name: "in turn, customer first") { model in
                model.classes[0].callbacks?.promise = .inTurn
                model.classes[0].callbacks?.agentFirst = false
            },
            Policy(name: "customer first") { $0.classes[0].callbacks?.agentFirst = false },
            Policy(name: "keepable") { $0.classes[0].callbacks?.promise = .keepable(probability: 0.9, step: 60) },
            Policy(name: "later") { $0.classes[0].callbacks?.promise = .window(from: 300, to: 600) },
            Policy(name: "priority") { $0.routing = .priority },
            Policy(name: "nobody answers") { $0.classes[0].callbacks?.answered = [0] },
        ]
        + ([
            .inboundFirst, .inTurn, .earliestDue, .whenSlackAtMost(120), .whenIdleAtLeast(2), .whenBacklogAtLeast(3),
        ] as [CallbackModel.Serving]).map { serving in
            Policy(name: "\(serving)") { $0.classes[0].callbacks?.serving = serving }
        }

    /// Whoever would accept at one policy accepts at any other, if offered: the uniform is the customer's.
    @Test func whoeverAcceptsAcceptsAtEveryPolicy() {
        let logs = Self.offering.map { policy in
            log { model in
                model.classes[0].callbacks = Self.window
                policy.change(&model)
            }[0]
        }
        for a in logs.indices {
            for b in logs.indices where b != a {
                let pair: Comment = "\(Self.offering[a].name), \(Self.offering[b].name)"
                var both = 0
                for (number, before) in logs[a] where before.end == .callbackAccepted {
                    // Whoever has not accepted, and had to wait, was offered it too.
                    guard let after = logs[b][number], after.waitSeconds > 0 || after.end == .callbackAccepted
                    else { continue }
                    #expect(after.end == .callbackAccepted, pair)
                    both += 1
                }
                #expect(both > 10, pair)
            }
        }
    }
}
