import Randomness
import Scenarios

// What a case says of quotes, promises, and people who come back or go on, in the case's own unit.
extension ExactCase {
    /// Customers who try again after abandoning or being blocked.
    struct Redials: Decodable, Sendable {
        var probability: Double
        var after: Law
    }

    /// A share of the answered that goes on to another class's line, cold.
    struct Onward: Decodable, Sendable {
        /// Position in `classes`.
        var to: Int
        var share: Double
    }

    struct Menu: Decodable, Sendable {
        var takes: Law
        var selfServed: Double

        enum CodingKeys: String, CodingKey {
            case takes
            case selfServed = "self_served"
        }
    }

    /// Callbacks without a due time: dialled without ringing and always answered, the oldest promise first.
    struct Callbacks: Decodable, Sendable {
        /// Callers already waiting; every delayed caller is offered one where neither this nor `afterHolding` is given.
        var whenWaitingAtLeast: Int?
        /// Seconds, in the case's unit, after which whoever still holds is asked.
        var afterHolding: Double?
        /// Share who accept.
        var accepts: Double?
        /// Or accept with probability 1 − exp(−quote / this).
        var acceptanceScale: Double?
        /// Worked off when no caller waits and so many agents are idle, the one who asks included.
        var whenIdleAtLeast: Int?
        /// Or before callers when so many are open.
        var whenBacklogAtLeast: Int?

        enum CodingKeys: String, CodingKey {
            case accepts
            case whenWaitingAtLeast = "when_waiting_at_least"
            case afterHolding = "after_holding"
            case acceptanceScale = "acceptance_scale"
            case whenIdleAtLeast = "when_idle_at_least"
            case whenBacklogAtLeast = "when_backlog_at_least"
        }

        func policy(unitSeconds: Double) -> CallbackPolicy {
            CallbackPolicy(
                offer: afterHolding.map { .afterHolding($0 * unitSeconds) }
                    ?? whenWaitingAtLeast.map { .whenWaitingAtLeast($0) } ?? .always,
                accepts: [QuoteStep(quoteAtLeast: 0, share: accepts ?? 1)],
                acceptanceScale: acceptanceScale.map { $0 * unitSeconds },
                // A thousand years: no case reaches the end of the window.
                promise: .window(from: 0, to: 3e10),
                serve: whenBacklogAtLeast.map { .whenBacklogAtLeast($0) } ?? .whenIdleAtLeast(whenIdleAtLeast!))
        }
    }

    /// How a wait is estimated, by the name that a scenario gives it.
    enum Quotes: String, Decodable, Sendable {
        case queueLength = "queue_length"
        case queueLengthWithAbandonment = "queue_length_with_abandonment"
        case headOfLine = "head_of_line"

        var policy: QuotePolicy {
            switch self {
            case .queueLength: QuotePolicy(estimator: .queueLength)
            case .queueLengthWithAbandonment: QuotePolicy(estimator: .queueLengthWithAbandonment)
            case .headOfLine: QuotePolicy(estimator: .headOfLine)
            }
        }
    }

    /// Work without end, taken while so many agents stay idle.
    struct Background: Decodable, Sendable {
        var takes: Law
        var whileIdleAtLeast: Int

        enum CodingKeys: String, CodingKey {
            case takes
            case whileIdleAtLeast = "while_idle_at_least"
        }
    }
}

extension CustomerClass {
    /// Adds what the case says of its quotes, promises and returns.
    mutating func addPolicies(of caller: ExactCase.CallerClass, unitSeconds: Double) throws {
        quotes = caller.quotes?.policy
        callbacks = caller.callbacks?.policy(unitSeconds: unitSeconds)
        redials = try caller.redials.map {
            Returns(probability: [$0.probability], after: try $0.after.distribution(unitSeconds: unitSeconds))
        }
        transfers = (caller.transfers ?? []).map { Transfer(to: $0.to, share: $0.share) }
        menu = try caller.menu.map {
            Scenarios.Menu(takes: try $0.takes.distribution(unitSeconds: unitSeconds), selfServed: $0.selfServed)
        }
    }
}
