import Measures

/// A run that nobody simulated: small enough to check every printed digit by eye.
enum HandMadeResults {
    static func measure(_ name: String) -> Measure {
        guard let measure = Measure.named(name) else { preconditionFailure("no measure \(name)") }
        return measure
    }

    static func value(
        _ name: String, _ value: Double?, _ margin: Double? = nil, within: Double? = nil
    ) -> MeasuredValue {
        MeasuredValue(
            measure: measure(name),
            estimate: Estimate(
                value: value, low: margin.flatMap { half in value.map { $0 - half } },
                high: margin.flatMap { half in value.map { $0 + half } }),
            within: within ?? (measure(name).hasThreshold ? 20 : nil))
    }

    static func target(
        _ name: String, atLeast: Double? = nil, atMost: Double? = nil, _ value: Double?, _ margin: Double? = nil,
        _ verdict: Verdict, scope: String? = nil, over: String = "run", shareOfDays: Double? = nil,
        interval: (day: Int, start: String)? = nil, needs: Int? = nil, days: DayCount? = nil
    ) -> TargetResult {
        let measured = self.value(name, value, margin)
        return TargetResult(
            measure: measured.measure, within: measured.within, scope: scope, atLeast: atLeast, atMost: atMost,
            over: over, shareOfDays: shareOfDays, interval: interval, estimate: measured.estimate, verdict: verdict,
            replicationsToDecide: needs, days: days)
    }

    static let levels = [0.72, 0.75, 0.81, 0.88, 0.86, 0.8, 0.6, 0.25, 0.599, 0.79, 0.9, 1]

    static func intervals() -> [IntervalResults] {
        levels.enumerated().map { index, level in
            let start = 7 * 3600 + Double(index) * 3600
            let hour = index + 7
            return IntervalResults(
                day: 1, start: hour < 10 ? "0\(hour):00" : "\(hour):00", startSeconds: start,
                endSeconds: start + 3600,
                measures: [
                    value("offered", 40, 2), value("service_level", level, 0.04), value("abandonment", 0.05, 0.01),
                    value("asa", 12, 3), value("occupancy", 0.8, 0.02),
                ],
                classes: [ScopeResults(name: "retail", measures: [value("offered", 30)])],
                groups: [ScopeResults(name: "seniors, evening", measures: [value("occupancy", nil)])], agents: 11)
        }
    }

    /// The same bank with callbacks, which cost it service level in the strict form and lend it some in the others.
    static func withCallbacks(whole: Double = 0.833) -> RunResults {
        var results = bank()
        results.measures += [
            value("service_level_handled", 0.851, 0.02), value("service_level_whole", whole, 0.02),
            value("callbacks_offered", 200, 10), value("callbacks_kept", 0.961, 0.008),
            value("callbacks_kept_dial", 0.982, 0.006), value("callbacks_open", 0.0123, 0.002),
            value("callbacks_gave_up", 0.004, 0.001),
        ]
        results.targets.append(target("callbacks_kept", atLeast: 0.95, 0.961, 0.008, .met))
        results.conservation.promises = [("made", 12_000), ("kept", 11_500), ("late", 0), ("gave_up", 500)]
        return results
    }

    /// The same bank with named agents, and with quotes of which not all could be scored exactly.
    static func withQuotes() -> RunResults {
        var results = bank()
        results.measures += [
            value("agent_occupancy_min", 0.51, 0.02), value("agent_occupancy_p10", 0.6, 0.02),
            value("agent_occupancy_p50", 0.7, 0.02), value("agent_occupancy_p90", 0.8, 0.02),
            value("agent_occupancy_max", 0.91, 0.02), value("occupancy_above_85", 0.125, 0.01),
            value("occupancy_above_90", 0.0625, 0.01), value("quote_understated", 0.3, 0.01),
        ]
        results.scorecard.append(
            ScorecardEntry(
                principle: .honesty, measure: measure("quote_understated"),
                estimate: Estimate(value: 0.3, low: 0.29, high: 0.31)))
        let bins = [
            CalibrationBin(
                quoteAbove: 30, quoteAtMost: 60, announcements: 1200, quoteMean: Estimate(value: 45),
                waitMean: Estimate(value: 48, low: 46, high: 50),
                understated: Estimate(value: 0.3, low: 0.29, high: 0.31)),
            CalibrationBin(
                quoteAbove: 3600, quoteAtMost: nil, announcements: 10, quoteMean: Estimate(value: 5000),
                waitMean: Estimate(value: 4000), understated: .noData),
        ]
        results.calibration = CalibrationResults(whole: bins, classes: [("retail", [bins[0]])])
        results.quotesAreApproximate = true
        return results
    }

    static func bank() -> RunResults {
        let measures = [
            value("offered", 1482.25, 12.5), value("service_level", 0.797, 0.021), value("asa", 8.7, 1.04),
            value("wait_p90", 30.4, 3.8), value("abandonment", 0.067, 0.007), value("blocking", 0, 0),
            value("occupancy", 0.781, 0.014), value("breaks_late", nil),
        ]
        let targets = [
            target(
                "service_level", atLeast: 0.8, 0.797, 0.021, .undecided, needs: 1700,
                days: DayCount(met: 56, judged: 100)),
            target("abandonment", atMost: 0.05, 0.067, 0.007, .missed, days: DayCount(met: 30, judged: 100)),
            target("occupancy", atMost: 0.85, 0.781, 0.014, .met),
        ]
        return RunResults(
            scenarioName: "Branch bank, an ordinary Tuesday", scenarioFile: "scenarios/bank-day.yaml",
            resolvedSHA256: "5f7a", seed: 1, replications: 100, observations: 100, observationKind: .day,
            confidence: 0.95, partial: false, measures: measures,
            classes: [
                ScopeResults(
                    name: "retail",
                    measures: [
                        value("offered", 1382, 12), value("service_level", 0.78, 0.02),
                        value("abandonment", 0.07, 0.01), value("asa", 9, 1), value("wait_p90", 33, 4),
                    ]),
                ScopeResults(
                    name: "private \"gold\"",
                    measures: [
                        value("offered", 100.25, 2), value("service_level", 0.95, 0.01),
                        value("abandonment", 0.01, 0.005), value("asa", 2, 0.5), value("wait_p90", 0, 0),
                    ]),
            ],
            groups: [
                ScopeResults(
                    name: "seniors, evening",
                    measures: [
                        value("occupancy", 0.781, 0.014), value("utilisation", 0.79, 0.01),
                        value("handle_mean", 200.5, 4), value("overtime_hours", 1.2, 0.1),
                        value("paid_hours", 96, 0.1),
                    ])
            ],
            intervals: intervals(),
            within: [
                WithinResults(withinSeconds: 20, measures: [value("service_level", 0.797, 0.021, within: 20)]),
                WithinResults(withinSeconds: 60, measures: [value("service_level", 0.912, 0.011, within: 60)]),
            ],
            distributions: [
                DistributionResults(name: "wait", edgesSeconds: [0, 0, 0.5, 20.25], counts: [700, 12, 3])
            ],
            targets: targets,
            scorecard: [
                ScorecardEntry(
                    principle: .timeliness, measure: measure("service_level"), within: 20,
                    estimate: measures[1].estimate, atLeast: 0.8, verdict: .undecided),
                ScorecardEntry(principle: .care, measure: measure("breaks_late"), estimate: .noData),
            ],
            conservation: Conservation(
                holds: true, violations: [], arrivals: 148_225,
                ends: [("blocked", 0), ("answered", 138_000), ("abandoned", 10_225)]),
            warnings: [],
            timing: Timing(contacts: 148_225, seconds: 0.1, cpuSeconds: 0.19, peakResidentBytes: 52_428_800))
    }
}
