extension Study {
    /// In the order of the table.
    static let all = [
        exactDay, steady, busyDays, callbacks, reference,
        steadyPair, staffPair, promisePair,
        exactDayStops, steadyStops, busyDaysStop, promisesStop, staffPairStops, promisePairStops,
    ]

    /// Three hours with staff that goes up and down; the exact values come from the Kolmogorov equations of the day,
    /// backward for a tagged caller.
    static let exactDay = Study(
        name: "exact-day", title: "690 contacts in six half hours, 8 to 19 agents",
        scenario: .text(
            """
            holdfast: 1
            name: Three hours with staff that goes up and down
            day: {opens: "09:00", closes: "12:00", interval: 30 min, at_close: serve_waiting}
            customers:
              callers:
                arrivals: {per_interval: [90, 150, 180, 90, 120, 60]}
                handle_time: {exponential: {mean: 3 min}}
                patience: {exponential: {mean: 2.5 min}}
            agents:
              agents: {serves: [callers], staff: [10, 16, 19, 11, 13, 8]}
            targets:
              - {measure: service_level, within: 20 s, at_least: 75%, over: day, share_of_days: 60%}
            """),
        looks: [20, 50, 100, 200],
        cells: [
            Cell(measure: "service_level", truth: .exact(0.7607224287841595)),
            Cell(measure: "abandonment", truth: .exact(0.07455987608925774)),
            Cell(measure: "wait_mean", truth: .exact(60 * 0.18639969022314426)),
            Cell(measure: "delayed", truth: .exact(0.3668990526844898)),
            Cell(measure: "offered", truth: .exact(690)),
            Cell(measure: "abandoned", truth: .exact(51.446314501587835)),
            Cell(measure: "wait_max", truth: .pooled),
            Cell(measure: "wait_p80", truth: .simulated(20.3006, standardError: 0.018)),
            Cell(measure: "wait_p90", truth: .simulated(40.4056, standardError: 0.021)),
            Cell(measure: "wait_p95", truth: .simulated(58.8364, standardError: 0.029)),
            Cell(measure: "wait_p99", truth: .simulated(99.913, standardError: 0.051)),
            Cell(measure: "days_meeting_target", truth: .pooled),
            Cell(measure: "service_level", interval: 3, truth: .exact(0.7335879949832411)),
            Cell(measure: "wait_mean", interval: 5, truth: .exact(60 * 0.21028582490484946)),
            Cell(measure: "abandonment", interval: 0, truth: .exact(0.0708416762300402)),
        ])

    /// The Erlang-A queue in equilibrium, a run cut into 30 batches; exact values by birth and death (Palm, 1957).
    static let steady = Study(
        name: "steady", title: "M/M/5+M with as much patience as handle time, 30 batches of 50 minutes",
        scenario: .text(
            """
            holdfast: 1
            name: A steady centre
            horizon: {for: 1520 min, warm_up: 20 min}
            customers:
              callers:
                arrivals: {per_minute: 6}
                handle_time: {exponential: {mean: 1 min}}
                patience: {exponential: {mean: 1 min}}
            agents:
              agents: {serves: [callers], staff: 5}
            targets:
              - {measure: service_level, within: 12 s, at_least: 40%}
            """),
        looks: [1, 4],
        cells: [
            Cell(measure: "service_level", truth: .exact(0.43976542015448716)),
            Cell(measure: "abandonment", truth: .exact(0.25300986748721144)),
            Cell(measure: "wait_mean", truth: .exact(60 * 0.25300986748721144)),
            Cell(measure: "asa", truth: .exact(60 * 0.23720171312096744)),
            Cell(measure: "abandoned_wait_mean", truth: .exact(60 * 0.2996820998475564)),
            Cell(measure: "queue_mean", truth: .exact(1.5180592049232686)),
            Cell(measure: "occupancy", truth: .exact(0.8963881590153463)),
            Cell(measure: "wait_p90", truth: .pooled),
        ],
        isSteady: true)

    /// Days that are busy or quiet by chance, so that a few bad ones make most of the waiting.
    static let busyDays = Study(
        name: "busy-days", title: "120 contacts a day, more or fewer by chance (cv 0.27), lognormal handle times",
        scenario: .text(
            """
            holdfast: 1
            name: Days that differ
            day: {opens: "09:00", closes: "13:00", interval: 30 min, at_close: serve_waiting}
            customers:
              callers:
                arrivals: {per_interval: [12, 14, 16, 18, 18, 16, 14, 12], day_to_day_cv: 0.27}
                handle_time: {lognormal: {mean: 5 min, cv: 1}}
                patience: {exponential: {mean: 4 min}}
            agents:
              agents: {serves: [callers], staff: [4, 4, 5, 5, 5, 5, 4, 4]}
            targets:
              - {measure: service_level, within: 20 s, at_least: 80%, over: day, share_of_days: 60%}
            """),
        looks: [20, 50, 100, 200],
        cells: [
            Cell(measure: "service_level", truth: .pooled),
            Cell(measure: "service_level_answered", truth: .pooled),
            Cell(measure: "abandonment", truth: .pooled),
            Cell(measure: "asa", truth: .pooled),
            Cell(measure: "excess_wait_mean", truth: .pooled),
            Cell(measure: "abandoned_wait_mean", truth: .pooled),
            Cell(measure: "occupancy", truth: .pooled),
            Cell(measure: "utilisation", truth: .pooled),
            Cell(measure: "overtime_hours", truth: .pooled),
            Cell(measure: "abandoned", truth: .pooled),
            Cell(measure: "wait_max", truth: .pooled),
            Cell(measure: "wait_p80", truth: .simulated(1.1453, standardError: 0.063)),
            Cell(measure: "wait_p90", truth: .simulated(53.335, standardError: 0.068)),
            Cell(measure: "wait_p99", truth: .simulated(199.59, standardError: 0.12)),
            Cell(measure: "answered_wait_p90", truth: .simulated(34.6248, standardError: 0.067)),
            Cell(measure: "days_meeting_target", truth: .pooled),
            Cell(measure: "service_level", interval: 4, truth: .pooled),
            Cell(measure: "asa", interval: 0, truth: .pooled),
        ])

    /// Promises that are nearly all kept: the few broken ones come together, on bad days.
    static let callbacks = Study(
        name: "callbacks", title: "150 contacts a day, a callback within 20 minutes for who would wait 90 s",
        scenario: .text(
            """
            holdfast: 1
            name: Callbacks on bad days
            day: {opens: "09:00", closes: "13:00", interval: 30 min, at_close: serve_waiting}
            customers:
              callers:
                arrivals: {per_interval: [16, 20, 26, 28, 26, 20, 16, 12]}
                handle_time: {lognormal: {mean: 5 min, cv: 1}}
                patience: {exponential: {mean: 3 min}}
            agents:
              agents: {serves: [callers], staff: [3, 4, 4, 5, 4, 4, 4, 3]}
            policy:
              quotes: queue_length
              callbacks:
                offer: {when_quote_at_least: 90 s}
                accepts: 60%
                promise: {within: 20 min}
                serve: {when_slack_at_most: 3 min}
                dial: {first: agent, rings: 20 s, answered: 95%, attempts: 2, pause: 4 min}
            targets:
              - {measure: service_level, within: 20 s, at_least: 50%}
            """),
        looks: [20, 50, 100, 200, 400],
        cells: [
            Cell(measure: "callbacks_kept", truth: .pooled),
            Cell(measure: "callbacks_late", truth: .pooled),
            Cell(measure: "callbacks_unreached", truth: .pooled),
            Cell(measure: "callbacks_accepted", truth: .pooled),
            Cell(measure: "broken_promises_per_1000", truth: .pooled),
            Cell(measure: "callback_wait_mean", truth: .pooled),
            Cell(measure: "callback_window_kept_95", truth: .simulated(1138.87, standardError: 0.37)),
            Cell(measure: "callback_lateness_mean", truth: .simulated(6.0268, standardError: 0.032)),
            Cell(measure: "callback_lateness_p99", truth: .simulated(215.21, standardError: 0.81)),
            Cell(measure: "service_level_whole", truth: .pooled),
            Cell(measure: "wait_p90", truth: .simulated(90.3929, standardError: 0.03)),
        ])

    /// The reference workload with callbacks, 10,000 contacts a day.
    static let reference = Study(
        name: "w3", title: "10,000 contacts a day with quotes and callbacks, two classes, two groups",
        scenario: .file("scenarios/reference/w3-callbacks.yaml"),
        looks: [20, 50, 100, 200],
        cells: [
            Cell(measure: "callbacks_kept", truth: .pooled),
            Cell(measure: "callbacks_late", truth: .pooled),
            Cell(measure: "broken_promises_per_1000", truth: .pooled),
            Cell(measure: "callback_lateness_p99", truth: .pooled),
            Cell(measure: "callback_window_kept_95", truth: .pooled),
            Cell(measure: "callback_lateness_mean", truth: .pooled),
            Cell(measure: "service_level", truth: .pooled),
            Cell(measure: "asa", truth: .pooled),
            Cell(measure: "abandonment", truth: .pooled),
            Cell(measure: "utilisation", truth: .pooled),
            Cell(measure: "wait_p90", truth: .pooled),
            Cell(measure: "wait_p99", truth: .pooled),
            Cell(measure: "fairness_service_level_gap", truth: .pooled),
            Cell(measure: "fairness_wait_ratio", truth: .pooled),
        ],
        // Three milliseconds a day.
        share: 0.25)
}
