import Measures

/// What `promise` found, for programs: the table, how it fared on fresh customers, and what else could be promised.
public struct PromiseJSONReport {
    let results: PromiseResults
    let version: String
    let showsTiming: Bool

    public init(_ results: PromiseResults, version: String, timing: Bool = false) {
        self.results = results
        self.version = version
        showsTiming = timing
    }

    /// One object, ending in a line feed.
    public func text() -> String {
        var pairs = results.opening(kind: "promise", version: version)
        pairs += [
            ("probability", .number(results.probability)),
            ("replications", .whole(results.replications)),
            ("fresh_replications", .whole(results.freshReplications)),
            ("simulated_replications", .whole(results.simulated)), ("confidence", .number(results.confidence)),
            ("grid_s", .array(results.grid.map { .number($0) })), ("kept", estimate(results.kept)),
            (
                "rows_by_status",
                .object(PromisedRow.Status.allCases.map { ($0.rawValue, .whole(results.rows($0))) })
            ),
            ("all_day", allDay), ("windows", .array(results.rows.map(row))),
            ("intervals", .array(results.intervals.map(interval))), ("plans", .array(results.plans.map(plan))),
            ("against_no_callbacks", .array(results.costs.map(plan))),
            ("held_s_per_promise", .array(results.perPromise.map(cost))),
            ("warnings", .array(results.warnings.map { .string($0) })),
        ]
        pairs += results.speed(isShown: showsTiming)
        return JSONValue.object(pairs).text() + "\n"
    }

    private func estimate(_ estimate: Estimate) -> JSONValue {
        .object([
            ("value", .number(estimate.value)), ("low", .number(estimate.low)), ("high", .number(estimate.high)),
        ])
    }

    private var allDay: JSONValue {
        .object([
            ("window_s", .number(results.allDay.window)), ("best_window_s", .number(results.allDay.best)),
            ("kept", estimate(results.allDay.kept)), ("due_share", .number(results.allDay.dueShare)),
            ("worst_start", results.allDay.worst.map { .string($0.start) } ?? .null),
            ("worst_kept", .number(results.allDay.worst?.kept)),
        ])
    }

    private func row(_ row: PromisedRow) -> JSONValue {
        .object([
            ("class", .string(row.customerClass)), ("day", .string(row.day)), ("start", .string(row.start)),
            ("start_s", .number(row.startSeconds)), ("end", .string(row.end)),
            ("waiting_from", .whole(row.waitingFrom)),
            ("waiting_to", row.waitingTo.map { .whole($0) } ?? .null), ("window_s", .number(row.window)),
            ("status", .string(row.status.rawValue)), ("kept", estimate(row.kept)),
            ("kept_dial", estimate(row.dialled)), ("kept_one_step_shorter", row.shorter.map(estimate) ?? .null),
            ("kept_dial_one_step_shorter", row.shorterDialled.map(estimate) ?? .null),
            ("highest", .number(row.highest)), ("promises", .number(row.promises)), ("due", .number(row.due)),
            ("quote_s", .number(row.quote)), ("quote_kept", estimate(row.quoteKept)), ("quoted", .number(row.quoted)),
        ])
    }

    private func interval(_ interval: PromisedInterval) -> JSONValue {
        .object([
            ("day", .string(interval.day)), ("start", .string(interval.start)), ("kept", estimate(interval.kept)),
            ("due", .number(interval.due)), ("kept_one_step_shorter", .number(interval.shorter)),
            ("has_impossible", .bool(interval.hasImpossible)), ("is_floor", .bool(interval.isFloor)),
        ])
    }

    private func cost(_ cost: PromiseCost) -> JSONValue {
        .object([
            ("name", .string(cost.name)), ("beside_no_callbacks", estimate(cost.besideNone)),
            ("beside_unworked_promises", estimate(cost.besideUnworked)),
        ])
    }

    private func plan(_ plan: PromisePlan) -> JSONValue {
        .object([
            ("name", .string(plan.name)),
            (
                "measures",
                .object(
                    plan.values.map { value in
                        var pairs: [(String, JSONValue)] = [
                            ("value", .number(value.estimate.value)), ("low", .number(value.estimate.low)),
                            ("high", .number(value.estimate.high)),
                        ]
                        if let difference = value.difference {
                            pairs.append(
                                (
                                    "difference",
                                    .object([
                                        ("value", .number(difference.estimate.value)),
                                        ("low", .number(difference.estimate.low)),
                                        ("high", .number(difference.estimate.high)),
                                        ("verdict", .string(difference.verdict.rawValue)),
                                    ])
                                ))
                        }
                        return (value.measure.name, .object(pairs))
                    })
            ),
        ])
    }
}

/// The table for a telephone system, a row for each class, interval and state of the line; `run` and `compare` read it as
/// `promise: {table: {file: …}}`.
public struct PromiseCSVReport {
    let results: PromiseResults

    public init(_ results: PromiseResults) { self.results = results }

    public static let columns = [
        "class", "day", "start", "end", "waiting_from", "waiting_to", "window_s", "quote_s", "status", "kept", "low",
        "high", "promises", "due", "kept_dial", "kept_one_step_shorter",
        "kept_dial_one_step_shorter", "highest", "quote_kept", "quoted",
    ]

    public func text() -> String {
        let rows = results.rows.map { row in
            [
                CSVReport.quoted(row.customerClass), CSVReport.quoted(row.day), row.start, row.end,
                "\(row.waitingFrom)", row.waitingTo.map { "\($0)" } ?? "", CSVReport.number(row.window),
                CSVReport.number(row.quote), row.status.rawValue, CSVReport.number(row.kept.value),
                CSVReport.number(row.kept.low), CSVReport.number(row.kept.high), CSVReport.number(row.promises),
                CSVReport.number(row.due), CSVReport.number(row.dialled.value), CSVReport.number(row.shorter?.value),
                CSVReport.number(row.shorterDialled?.value),
                CSVReport.number(row.highest), CSVReport.number(row.quoteKept.value), CSVReport.number(row.quoted),
            ].joined(separator: ",")
        }
        return ([Self.columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }
}
