import Engine

/// How long callbacks took, and how late they came; the never connected are censored, not dropped.
extension Measure {
    static let lateness: [Measure] =
        [
            .ofContacts(
                "callback_wait_mean", .seconds, "Average wait for a callback",
                "Mean time from the promise until an agent spoke with the customer, of those connected.",
                formula: "(sum of the times from promise to agent) / (callbacks connected)",
                source: "the agent's clock", better: .lower,
                .ratio(Sum(.callbackWaitSeconds), over: Sum(.callbacksConnected)),
                related: ["callback_window_kept_95", "callback_lateness_mean"], features: [.callbacks]),
            .ofContacts(
                "callback_lateness_mean", .seconds, "Average lateness of callbacks",
                "Mean time by which an agent came after the due time, zero when in time.",
                formula:
                    "the area under the share still waiting, up to the longest lateness seen; the never connected are"
                    + " censored when hope ended; within 0.4 % by its histogram",
                source: "Kaplan and Meier, 1958; restricted mean: Irwin, 1949", better: .lower, .mean(of: .lateness),
                related: ["callback_lateness_p90", "callbacks_kept"], features: [.callbacks]),
        ]
        + [0.5, 0.9, 0.99].map { share in
            let percent = Int((share * 100).rounded())
            let words =
                [50: "Half of the callbacks", 90: "9 in 10 callbacks", 99: "99 in 100 callbacks"][percent] ?? ""
            return .ofContacts(
                "callback_lateness_p\(percent)", .seconds, "\(words) late by less than",
                "The lateness that \(percent) % of the promised callbacks did not exceed, zero when in time.",
                formula:
                    "\(percent) % quantile of (connected − due)+, the never connected censored when hope ended;"
                    + " no data where so many were never connected that it cannot be told",
                source: "Kaplan and Meier, 1958", better: .lower, .quantile(share, of: .lateness),
                related: ["callback_lateness_mean", "callbacks_late"], features: [.callbacks])
        } + [
            .ofContacts(
                "callback_lateness_max", .seconds, "Latest callback",
                "The longest lateness of a promised callback in a replication, as a mean over replications.",
                formula:
                    "mean over replications of max((connected − due)+), the never connected up to when hope ended, so"
                    + " that the truth may be longer; replications without a promise are left out",
                source: "a custom of wallboards", better: .lower, .classMaximum(.latenessSeconds),
                related: ["callback_lateness_p99", "callbacks_late"], features: [.callbacks]),
            .ofContacts(
                "callback_window_kept_95", .seconds, "Window kept 95 % of the time",
                "The narrowest window from the promise on that would have been kept 95 % of the time.",
                formula:
                    "95 % quantile of the time from promise to agent, the never connected censored when hope ended;"
                    + " no data where so many were never connected that it cannot be told",
                source: "Kaplan and Meier, 1958", better: .lower, .quantile(0.95, of: .callback),
                related: ["callback_wait_mean", "promises_unkeepable"], features: [.callbacks]),
        ]
}
