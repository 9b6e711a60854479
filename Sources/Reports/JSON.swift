import Measures

/// A run for programs: times in seconds, shares 0–1, `null` for no data, keys always in the same order.
public struct JSONReport {
    let results: RunResults
    let version: String
    let showsTiming: Bool

    /// - Parameters:
    ///   - version: of the program.
    ///   - timing: adds how fast the run was; without it two runs give the same bytes.
    public init(_ results: RunResults, version: String, timing: Bool = false) {
        self.results = results
        self.version = version
        showsTiming = timing
    }

    /// One object, ending in a line feed.
    public func text() -> String { value.text() + "\n" }

    var value: JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("holdfast", .string(version)), ("format", .whole(1)), ("kind", .string("run")),
            (
                "scenario",
                .object([
                    ("name", .string(results.scenarioName)), ("file", .string(results.scenarioFile)),
                    ("resolved_sha256", .string(results.resolvedSHA256)),
                ])
            ),
            ("seed", .whole(results.seed)), ("replications", .whole(results.replications)),
            ("observations", .whole(results.observations)),
            ("observation", .string(results.observationKind.rawValue)),
            ("confidence", .number(results.confidence)), ("partial", .bool(results.partial)),
        ]
        if let report = results.precision {
            pairs.append(("precision", .array(report.outcomes.map { PrecisionWords.json($0) })))
            pairs.append(("ended_by", .string(report.ending.rawValue)))
        }
        pairs += [
            ("measures", measures(results.measures)), ("targets", .array(results.targets.map(target))),
            ("classes", scopes(results.classes)), ("groups", scopes(results.groups)),
            ("intervals", .array(results.intervals.map(interval))),
            ("distributions", distributions), ("within", .array(results.within.map(within))),
            ("scorecard", .array(results.scorecard.map(scorecard))), ("conservation", conservation),
            ("warnings", .array(results.warnings.map { .string($0) })),
        ]
        if let calibration = results.calibration { pairs.append(("calibration", self.calibration(calibration))) }
        if showsTiming, let timing = results.timing { pairs.append(("speed", speed(timing))) }
        return .object(pairs)
    }

    /// The shortest decimal that reads back as the same number; `null` for an infinite or undefined one.
    public static func number(_ value: Double) -> String { JSONValue.shortest(value) }

    /// A text in quotes, with what JSON wants escaped.
    public static func string(_ text: String) -> String { JSONValue.quoted(text) }

    private func estimate(_ estimate: Estimate) -> [(String, JSONValue)] {
        [("value", .number(estimate.value)), ("low", .number(estimate.low)), ("high", .number(estimate.high))]
    }

    private func measure(_ measured: MeasuredValue) -> JSONValue {
        var pairs = estimate(measured.estimate) + [("unit", .string(measured.measure.unit.rawValue))]
        if let within = measured.within { pairs.append(("within_s", .number(within))) }
        if results.isApproximate(measured.measure) { pairs.append(("approximate", .bool(true))) }
        if let days = measured.days {
            pairs.append(("mean_of_days", .object(estimate(days.mean))))
            pairs += [("sd_of_days", .number(days.standardDeviation)), ("days", .whole(days.days))]
        }
        return .object(pairs)
    }

    private func measures(_ measured: [MeasuredValue]) -> JSONValue {
        .object(measured.map { ($0.measure.name, measure($0)) })
    }

    private func scopes(_ scopes: [ScopeResults]) -> JSONValue {
        .object(scopes.map { ($0.name, .object([("measures", measures($0.measures))])) })
    }

    private func target(_ target: TargetResult) -> JSONValue {
        var pairs: [(String, JSONValue)] = [("measure", .string(target.measure.name))]
        if let within = target.within { pairs.append(("within_s", .number(within))) }
        if let scope = target.scope { pairs.append(("for", .string(scope))) }
        pairs += bounds(target.atLeast, target.atMost)
        pairs.append(("over", .string(target.over)))
        if let share = target.shareOfDays { pairs.append(("share_of_days", .number(share))) }
        if let interval = target.interval {
            pairs += [("day", .whole(interval.day)), ("start", .string(interval.start))]
        }
        pairs += estimate(target.estimate)
        let unit = target.shareOfDays == nil ? target.measure.unit : .share
        pairs += [("unit", .string(unit.rawValue)), ("verdict", .string(target.verdict.rawValue))]
        if let needed = target.replicationsToDecide { pairs.append(("replications_to_decide", .whole(needed))) }
        if let needed = target.replicationsForInterval { pairs.append(("replications_for_interval", .whole(needed))) }
        if let days = target.days {
            pairs += [("days_met", .whole(days.met)), ("days_judged", .whole(days.judged))]
        }
        return .object(pairs)
    }

    private func bounds(_ atLeast: Double?, _ atMost: Double?) -> [(String, JSONValue)] {
        var pairs: [(String, JSONValue)] = []
        if let atLeast { pairs.append(("at_least", .number(atLeast))) }
        if let atMost { pairs.append(("at_most", .number(atMost))) }
        return pairs
    }

    private func interval(_ interval: IntervalResults) -> JSONValue {
        .object([
            ("day", .whole(interval.day)), ("start", .string(interval.start)),
            ("start_s", .number(interval.startSeconds)), ("end_s", .number(interval.endSeconds)),
            ("agents", .number(interval.agents)), ("measures", measures(interval.measures)),
            ("classes", scopes(interval.classes)), ("groups", scopes(interval.groups)),
        ])
    }

    private var distributions: JSONValue {
        .object(
            results.distributions.map { distribution in
                (
                    distribution.name,
                    .object([
                        ("edges_s", .array(distribution.edgesSeconds.map { .number($0) })),
                        ("counts", .array(distribution.counts.map { .whole($0) })),
                    ])
                )
            })
    }

    private func within(_ within: WithinResults) -> JSONValue {
        .object(
            [("within_s", .number(within.withinSeconds))]
                + within.measures.map { measured in
                    let pairs = estimate(measured.estimate) + [("unit", .string(measured.measure.unit.rawValue))]
                    return (measured.measure.name, .object(pairs))
                })
    }

    private func scorecard(_ entry: ScorecardEntry) -> JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("principle", .string(entry.principle.rawValue)), ("measure", .string(entry.measure.name)),
        ]
        if let within = entry.within { pairs.append(("within_s", .number(within))) }
        if let scope = entry.scope { pairs.append(("for", .string(scope))) }
        pairs += bounds(entry.atLeast, entry.atMost)
        pairs += estimate(entry.estimate)
        pairs.append(("unit", .string(entry.measure.unit.rawValue)))
        pairs.append(("verdict", entry.verdict.map { .string($0.rawValue) } ?? .null))
        return .object(pairs)
    }

    /// Bins of announced waits in seconds, above the one edge and up to the other; `null` where there is no edge.
    private func calibration(_ found: CalibrationResults) -> JSONValue {
        func bins(_ bins: [CalibrationBin]) -> JSONValue {
            .array(
                bins.map { bin in
                    .object([
                        ("quote_above_s", .number(bin.quoteAbove)), ("quote_at_most_s", .number(bin.quoteAtMost)),
                        ("announcements", .number(bin.announcements)),
                        ("quote_mean", .object(estimate(bin.quoteMean) + [("unit", .string("s"))])),
                        ("wait_mean", .object(estimate(bin.waitMean) + [("unit", .string("s"))])),
                        ("understated", .object(estimate(bin.understated) + [("unit", .string("share"))])),
                    ])
                })
        }
        return .object([
            ("approximate", .bool(results.quotesAreApproximate)), ("bins", bins(found.whole)),
            ("classes", .object(found.classes.map { ($0.name, .object([("bins", bins($0.bins))])) })),
        ])
    }

    private var conservation: JSONValue {
        let found = results.conservation
        var pairs: [(String, JSONValue)] = [
            ("holds", .bool(found.holds)), ("arrivals", .number(found.arrivals)),
        ]
        pairs += found.ends.map { ($0.name, .number($0.count)) }
        pairs.append(("promises", .object(found.promises.map { ($0.name, .number($0.count)) })))
        pairs.append(("follow_ups", .object(found.followUps.map { ($0.name, .number($0.count)) })))
        pairs.append(("legs", .object(found.legs.map { ($0.name, .number($0.count)) })))
        pairs.append(("busy_seconds", .object(found.busySeconds.map { ($0.name, .number($0.count)) })))
        pairs.append(("line_seconds", .object(found.lineSeconds.map { ($0.name, .number($0.count)) })))
        pairs.append(("violations", .array(found.violations.map { .string($0) })))
        return .object(pairs)
    }

    private func speed(_ timing: Timing) -> JSONValue {
        .object([
            ("contacts", .number(timing.contacts)), ("seconds", .number(timing.seconds)),
            ("cpu_seconds", .number(timing.cpuSeconds)),
            ("contacts_per_second", timing.seconds > 0 ? .number(timing.contacts / timing.seconds) : .null),
            ("peak_rss_bytes", .whole(timing.peakResidentBytes)),
        ])
    }
}
