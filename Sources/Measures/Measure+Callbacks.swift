import Engine

/// Callbacks: offered, promised, and what became of the promises.
///
/// A promise has one state at the end. In the order in which it is decided: early, kept or late by the moment at which
/// an agent connected; gave up; dropped; open; missed; unreached. The states sum to the promises made.
extension Measure {
    static let callbacks: [Measure] = [
        number(
            "callbacks_offered", "Callbacks offered", "Times that a customer was offered a callback.",
            "number of offers, accepted or not", Sum(.callbacksOffered), .neither,
            related: ["callbacks_accepted", "callbacks_suppressed"]),
        number(
            "callbacks_suppressed", "Callback offers suppressed",
            "Callbacks not offered, although the rule asked for it, because too many promises were open.",
            "number of offers withheld by open_at_most", Sum(.callbacksSuppressed), .lower,
            related: ["callbacks_offered"]),
        number(
            "callbacks_accepted", "Callbacks accepted", "Offers accepted: promises made.",
            "M, the sum of the promises' eight states; these customers stay among the offered", .promises, .neither,
            related: ["callbacks_offered", "callbacks_kept"]),
        onTime(
            "callbacks_kept", "Callbacks kept",
            "Share of the promises due within the run in which an agent spoke with the customer within the due time.",
            "(agent connected within the due time) / (promises due within the run)", Sum(.promisesKeptDue),
            related: ["callbacks_kept_dial", "callbacks_kept_reached", "callbacks_open", "callbacks_gave_up"]),
        onTime(
            "callbacks_kept_dial", "Callbacks first dialled in time",
            "Share of the promises due within the run whose first dial began within the due time, reached or not.",
            "(first dial within the due time) / (promises due within the run)", Sum(.promisesDialledDue),
            related: ["callbacks_kept", "callbacks_kept_reached"]),
        onTime(
            "callbacks_kept_reached", "Callback customers reached in time",
            "Share of the promises due within the run whose customer was reached within the due time.",
            "(customer answered within the due time) / (promises due within the run)", Sum(.promisesReachedDue),
            related: ["callbacks_kept", "callbacks_kept_dial"]),
        state("early", "Callbacks too early", "an agent connected before the promised window", .promisesEarly),
        state("late", "Callbacks late", "an agent connected after the due time", .promisesLate),
        state(
            "dropped", "Callbacks dropped",
            "the customer answered and hung up again before an agent was free", .promisesDropped),
        state("missed", "Callbacks missed", "the customer was never dialled", .promisesMissed),
        state("unreached", "Callbacks unreached", "the customer was dialled and never reached", .promisesUnreached),
        state(
            "gave_up", "Callback customers who gave up",
            "the customer cancelled, called again or went elsewhere first", .promisesGaveUp),
        state(
            "open", "Callbacks still open", "nobody had connected and the due time lay beyond the end of the run",
            .promisesOpen),
        .ofContacts(
            "promises_unkeepable", .share, "Promises not keepable when made",
            "Share of the promises that, on the state of the line when made, could not be kept with 95 %.",
            formula:
                "(promises due sooner than the 95 % quantile of the time until an agent is free, from those ahead,"
                + " the mean handle time and the agents scheduled) / M",
            source: "the quantile as in Jouini, Aksin and Dallery, 2011", better: .lower, limits: .shareOfCounted,
            .ratio(Sum(.promisesUnkeepable), over: .promises),
            related: ["callbacks_kept", "callback_window_kept_95"], features: [.callbacks]),
        .ofContacts(
            "broken_promises_per_1000", .count, "Broken promises per 1,000 customers",
            "Promises, of callbacks and follow-ups, due within the run and not kept, per 1,000 contacts offered.",
            formula:
                "1000 × (callbacks and follow-ups due within the run − those of them kept) / N",
            source: "the complement of the on-time rate, against all customers", better: .lower,
            .ratio(1000 * .brokenPromises, over: .offered), related: ["callbacks_kept", "follow_ups_kept", "cost"],
            features: [.callbacks, .followUps]),
        number(
            "overtaken", "Callers overtaken",
            "Callers on hold who were passed by a callback promised after they had joined the line.",
            "number of times that a caller was passed", Sum(.overtaken), .lower,
            related: ["fairness_kept_gap", "callbacks_kept"]),
        .ofContacts(
            "callback_attempts_mean", .count, "Dials per promise", "Mean number of dials of a promise.",
            formula: "dials / M", source: "the scenario's dialling", better: .lower,
            .ratio(Sum(.callbackAttempts), over: .promises), related: ["callback_ringing_hours"],
            features: [.callbacks]),
        .ofContacts(
            "callback_ringing_hours", .hours, "Agents listening to ringing",
            "Agent hours spent waiting for called-back customers to answer.",
            formula:
                "hours of ringing with an agent on the line, answered or not; 0 where the customer is dialled first",
            source: "the scenario's dialling", better: .lower, .total(1 / 3600 * Sum(.callbackRingingSeconds)),
            related: ["callback_attempts_mean", "occupancy"], features: [.callbacks]),
    ]

    private static func number(
        _ name: String, _ title: String, _ definition: String, _ formula: String, _ sum: Sum, _ better: Direction,
        related: [String]
    ) -> Measure {
        .ofContacts(
            name, .count, title, definition, formula: formula, source: "the scenario's callbacks", better: better,
            .total(sum), related: related, features: [.callbacks])
    }

    private static func onTime(
        _ name: String, _ title: String, _ definition: String, _ formula: String, _ sum: Sum, related: [String]
    ) -> Measure {
        .ofContacts(
            name, .share, title, definition, formula: formula + "; whoever gave up counts as not kept",
            source: "on-time rate with one of three clocks: dial, customer, agent", better: .higher,
            limits: .shareOfCounted, .ratio(sum, over: Sum(.promisesDue)), related: related, features: [.callbacks])
    }

    private static func state(_ name: String, _ title: String, _ what: String, _ count: ClassCount) -> Measure {
        .ofContacts(
            "callbacks_\(name)", .share, title, "Share of the promises in which \(what).",
            formula: "(promises in this state at the end) / M; the eight states sum to M",
            source: "one state for each promise", better: .lower, limits: .shareOfCounted,
            .ratio(Sum(count), over: .promises), related: ["callbacks_kept", "callbacks_accepted"],
            features: [.callbacks])
    }
}
