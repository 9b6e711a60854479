import Measures

/// A comparison for programs: each measure with every plan's value and its paired difference to the first plan.
public struct ComparisonJSONReport {
    let results: ComparisonResults
    let version: String
    let showsTiming: Bool

    public init(_ results: ComparisonResults, version: String, timing: Bool = false) {
        self.results = results
        self.version = version
        showsTiming = timing
    }

    /// One object, ending in a line feed.
    public func text() -> String {
        var pairs: [(String, JSONValue)] = [
            ("holdfast", .string(version)), ("format", .whole(1)), ("kind", .string("compare")),
            ("plans", .array(results.plans.map(plan))), ("baseline", .string(results.plans[0].name)),
            ("seed", .whole(results.seed)), ("replications", .whole(results.replications)),
            ("observations", .whole(results.observations)),
            ("observation", .string(results.observationKind.rawValue)),
            ("confidence", .number(results.confidence)),
            ("confidence_of_each_difference", .number(results.confidenceOfEach)),
            ("several_differences", .string(results.plans.count > 2 ? "Bonferroni" : "none")),
            ("partial", .bool(results.partial)), ("measures", measures(results.measures)),
            ("classes", scopes(results.classes)), ("groups", scopes(results.groups)),
        ]
        if let selection = results.selection { pairs.append(("best", self.selection(selection))) }
        if let report = results.precision {
            let plans = results.plans.map(\.name)
            pairs.append(("precision", .array(report.outcomes.map { PrecisionWords.json($0, plans: plans) })))
            pairs.append(("ended_by", .string(report.ending.rawValue)))
        }
        pairs.append(("warnings", .array(results.warnings.map { .string($0) })))
        if showsTiming, let timing = results.timing {
            pairs.append(
                (
                    "speed",
                    .object([
                        ("seconds", .number(timing.seconds)), ("cpu_seconds", .number(timing.cpuSeconds)),
                        ("peak_rss_bytes", .whole(timing.peakResidentBytes)),
                    ])
                ))
        }
        return JSONValue.object(pairs).text() + "\n"
    }

    private func plan(_ plan: ComparedPlan) -> JSONValue {
        .object([
            ("plan", .string(plan.name)), ("scenario", .string(plan.scenarioName)), ("file", .string(plan.file)),
            ("changes", .array(plan.changes.map { .string($0) })), ("resolved_sha256", .string(plan.resolvedSHA256)),
        ])
    }

    private func scopes(_ scopes: [ComparedScope]) -> JSONValue {
        .object(scopes.map { ($0.name, .object([("measures", measures($0.measures))])) })
    }

    private func measures(_ measures: [ComparedMeasure]) -> JSONValue {
        .object(measures.map { ($0.measure.name, measure($0)) })
    }

    private func measure(_ compared: ComparedMeasure) -> JSONValue {
        var pairs: [(String, JSONValue)] = [("unit", .string(compared.measure.unit.rawValue))]
        if let within = compared.within { pairs.append(("within_s", .number(within))) }
        let plans = results.plans.indices.map { index -> JSONValue in
            var plan: [(String, JSONValue)] = [("plan", .string(results.plans[index].name))]
            plan += estimate(compared.estimates[index] ?? .noData)
            if index > 0 { plan.append(("difference", difference(compared.differences[index]))) }
            return .object(plan)
        }
        pairs.append(("plans", .array(plans)))
        return .object(pairs)
    }

    private func difference(_ difference: Difference?) -> JSONValue {
        guard let difference else { return .null }
        var pairs = estimate(difference.estimate) + [("verdict", .string(difference.verdict.rawValue))]
        if let needed = difference.replicationsToDecide { pairs.append(("replications_to_decide", .whole(needed))) }
        if let gain = difference.gain { pairs.append(("variance_ratio", .number(gain))) }
        return .object(pairs)
    }

    private func estimate(_ estimate: Estimate) -> [(String, JSONValue)] {
        [("value", .number(estimate.value)), ("low", .number(estimate.low)), ("high", .number(estimate.high))]
    }

    private func selection(_ selection: SelectionResults) -> JSONValue {
        var pairs: [(String, JSONValue)] = [("measure", .string(selection.measure.name))]
        if let within = selection.within { pairs.append(("within_s", .number(within))) }
        pairs += [
            ("plan", selection.best.map { .string(results.plans[$0].name) } ?? .null),
            ("procedure", .string("KN (Kim and Nelson, 2001)")), ("confidence", .number(selection.confidence)),
            ("indifference", .number(selection.indifference)), ("unit", .string(selection.measure.unit.rawValue)),
            ("first_stage", .whole(selection.firstStage)),
            (
                "plans",
                .array(
                    zip(results.plans, selection.plans).map { plan, found in
                        .object([
                            ("plan", .string(plan.name)), ("value", .number(found.value)),
                            ("replications", .whole(found.replications)),
                            ("left_after", found.leftAfter.map { .whole($0) } ?? .null),
                        ])
                    })
            ),
        ]
        return .object(pairs)
    }
}
