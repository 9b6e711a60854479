/// Differences of two plans on the same customers, as `compare` tells them.
extension Study {
    /// Two Erlang-A queues, batch by batch. With as much patience as handle time the number of customers is Poisson, so
    /// that the exact values are sums of its terms.
    static let steadyPair = Study(
        name: "steady-pair", title: "the steady queue with 6 agents against 5, differences",
        scenario: steady.scenario, secondPlan: ["agents.agents.staff=6"], looks: [1, 4],
        cells: [
            Cell(measure: "abandonment", truth: .exact(0.160623141047980 - 0.25300986748721144)),
            Cell(measure: "wait_mean", truth: .exact(60 * (0.160623141047980 - 0.25300986748721144))),
            Cell(measure: "queue_mean", truth: .exact(6 * 0.160623141047980 - 1.5180592049232686)),
            Cell(measure: "occupancy", truth: .exact((1 - 0.160623141047980) - 0.8963881590153463)),
            Cell(measure: "service_level", truth: .pooled),
            Cell(measure: "wait_p90", truth: .pooled),
        ],
        isSteady: true)

    /// One agent more everywhere.
    static let staffPair = Study(
        name: "staff-pair", title: "one agent more in the busy days, differences",
        scenario: busyDays.scenario, secondPlan: ["agents.*.staff+=1"], looks: [20, 50, 100, 200],
        cells: [
            Cell(measure: "service_level", truth: .pooled),
            Cell(measure: "asa", truth: .pooled),
            Cell(measure: "abandonment", truth: .pooled),
            Cell(measure: "excess_wait_mean", truth: .pooled),
            Cell(measure: "occupancy", truth: .pooled),
            Cell(measure: "wait_p80", truth: .simulated(-1.1453, standardError: 0.063)),
            Cell(measure: "wait_p90", truth: .simulated(-52.308, standardError: 0.029)),
        ])

    /// A longer promise.
    static let promisePair = Study(
        name: "promise-pair", title: "30 minutes promised instead of 20 in the callbacks, differences",
        scenario: callbacks.scenario, secondPlan: ["policy.callbacks.promise={within: 30 min}"],
        looks: [20, 50, 100, 200, 400],
        cells: [
            Cell(measure: "callbacks_kept", truth: .pooled),
            Cell(measure: "callbacks_late", truth: .pooled),
            Cell(measure: "callbacks_accepted", truth: .pooled),
            Cell(measure: "callback_wait_mean", truth: .pooled),
            Cell(measure: "service_level", truth: .pooled),
            Cell(measure: "asa", truth: .pooled),
            Cell(measure: "wait_p90", truth: .pooled),
        ])
}
