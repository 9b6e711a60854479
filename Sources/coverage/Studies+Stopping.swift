/// Intervals at the day where a run or a comparison stopped by itself, as `--precision` has it.
extension Study {
    static let exactDayStops = Study(
        name: "exact-day-stops", title: "the exact day, until it is precise enough",
        scenario: exactDay.scenario,
        cells: [
            Cell(measure: "service_level", wish: "1.2pt", truth: .exact(0.7607224287841595)),
            Cell(measure: "abandonment", wish: "0.5pt", truth: .exact(0.07455987608925774)),
            Cell(measure: "wait_mean", wish: "0.7s", truth: .exact(60 * 0.18639969022314426)),
        ])

    static let steadyStops = Study(
        name: "steady-stops", title: "the steady queue, until it is precise enough",
        scenario: steady.scenario,
        cells: [
            Cell(measure: "service_level", wish: "1.2pt", truth: .exact(0.43976542015448716)),
            Cell(measure: "abandonment", wish: "0.8pt", truth: .exact(0.25300986748721144)),
            Cell(measure: "asa", wish: "3%rel", truth: .exact(60 * 0.23720171312096744)),
        ],
        isSteady: true)

    static let busyDaysStop = Study(
        name: "busy-days-stop", title: "the busy days, until they are precise enough",
        scenario: busyDays.scenario,
        cells: [
            Cell(measure: "service_level", wish: "2pt", truth: .pooled),
            Cell(measure: "asa", wish: "2s", truth: .pooled),
            Cell(measure: "abandonment", wish: "10%rel", truth: .pooled),
            Cell(measure: "wait_p90", wish: "8s", truth: .pooled),
        ])

    static let promisesStop = Study(
        name: "promises-stop", title: "the callbacks, until they are precise enough",
        scenario: callbacks.scenario,
        cells: [
            Cell(measure: "callbacks_kept", wish: "1.5pt", truth: .pooled),
            Cell(measure: "callbacks_late", wish: "40%rel", truth: .pooled),
            Cell(measure: "service_level", wish: "1.5pt", truth: .pooled),
        ])

    static let staffPairStops = Study(
        name: "staff-pair-stops", title: "one agent more in the busy days, until the differences are precise enough",
        scenario: busyDays.scenario, secondPlan: ["agents.*.staff+=1"],
        cells: [
            Cell(measure: "service_level", wish: "1pt", truth: .pooled),
            Cell(measure: "asa", wish: "1s", truth: .pooled),
            Cell(measure: "abandonment", wish: "0.5pt", truth: .pooled),
            Cell(measure: "wait_p90", wish: "8s", truth: .pooled),
        ])

    static let promisePairStops = Study(
        name: "promise-pair-stops",
        title: "30 minutes promised instead of 20, until the differences are precise enough",
        scenario: callbacks.scenario, secondPlan: ["policy.callbacks.promise={within: 30 min}"],
        cells: [
            Cell(measure: "callbacks_kept", wish: "1pt", truth: .pooled),
            Cell(measure: "service_level", wish: "0.3pt", truth: .pooled),
        ])
}
