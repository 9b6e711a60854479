/// Intervals at the day where a run or a comparison stopped by itself, as `--precision` has it.
///
/// Truths without a law are those of 800,000 days (`--truth 800000`). The mean of the values at which experiments stopped
/// would not do: one that has seen few bad days stops sooner.
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
            Cell(measure: "service_level", wish: "2pt", truth: .simulated(0.8271785, standardError: 0.00016)),
            Cell(measure: "asa", wish: "2s", truth: .simulated(11.0907, standardError: 0.0126)),
            Cell(measure: "abandonment", wish: "10%rel", truth: .simulated(0.0595576, standardError: 0.000066)),
            Cell(measure: "wait_p90", wish: "8s", truth: .simulated(53.335, standardError: 0.068)),
        ])

    static let promisesStop = Study(
        name: "promises-stop", title: "the callbacks, until they are precise enough",
        scenario: callbacks.scenario,
        cells: [
            Cell(measure: "callbacks_kept", wish: "1.5pt", truth: .simulated(0.962963, standardError: 0.00011)),
            Cell(measure: "callbacks_late", wish: "40%rel", truth: .simulated(0.032823, standardError: 0.0001)),
            Cell(measure: "service_level", wish: "1.5pt", truth: .simulated(0.511625, standardError: 0.00013)),
        ])

    static let staffPairStops = Study(
        name: "staff-pair-stops", title: "one agent more in the busy days, until the differences are precise enough",
        scenario: busyDays.scenario, secondPlan: ["agents.*.staff+=1"],
        cells: [
            Cell(measure: "service_level", wish: "1pt", truth: .simulated(0.0905607, standardError: 0.000063)),
            Cell(measure: "asa", wish: "1s", truth: .simulated(-6.33543, standardError: 0.0062)),
            Cell(measure: "abandonment", wish: "0.5pt", truth: .simulated(-0.0345193, standardError: 0.000031)),
            Cell(measure: "wait_p90", wish: "8s", truth: .simulated(-52.308, standardError: 0.029)),
        ])

    static let promisePairStops = Study(
        name: "promise-pair-stops",
        title: "30 minutes promised instead of 20, until the differences are precise enough",
        scenario: callbacks.scenario, secondPlan: ["policy.callbacks.promise={within: 30 min}"],
        cells: [
            Cell(measure: "callbacks_kept", wish: "1pt", truth: .simulated(0.0233283, standardError: 0.000074)),
            Cell(measure: "service_level", wish: "0.3pt", truth: .simulated(-0.00121479, standardError: 0.000018)),
        ])
}
