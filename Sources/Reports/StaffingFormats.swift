import Measures

/// What `staff` found, for programs: the plan, what is known about it, and its targets on fresh customers.
public struct StaffingJSONReport {
    let results: StaffingResults
    let version: String
    let showsTiming: Bool

    public init(_ results: StaffingResults, version: String, timing: Bool = false) {
        self.results = results
        self.version = version
        showsTiming = timing
    }

    /// One object, ending in a line feed.
    public func text() -> String {
        var pairs = results.opening(kind: "staff", version: version)
        pairs += [
            ("replications", .whole(results.replications)),
            ("fresh_replications", .whole(results.freshReplications)),
            ("simulated_replications", .whole(results.simulated)),
            ("confidence", .number(results.confidence)),
            ("confidence_of_each_target", .number(results.confidenceOfEach)),
            ("targets_kept", .bool(results.isKept)), ("no_agent_to_spare", .bool(results.isMinimal)),
            ("agent_hours", .number(results.total.agentHours)),
            ("agent_hours_before", .number(results.before.agentHours)),
            ("agent_hours_at_least", .number(results.least?.agentHours)),
            ("agent_hours_erlang_a", .number(results.erlangA?.agentHours)),
            ("agent_hours_erlang_c", .number(results.erlangC?.agentHours)),
        ]
        if let cost = results.total.cost {
            pairs += [
                ("agent_cost", .number(cost)), ("agent_cost_before", .number(results.before.cost)),
                ("agent_cost_at_least", .number(results.least?.cost)),
                ("agent_cost_erlang_a", .number(results.erlangA?.cost)),
                ("agent_cost_erlang_c", .number(results.erlangC?.cost)),
            ]
        }
        if let shifts = results.shifts { pairs.append(("shifts", self.shifts(shifts))) }
        pairs += [
            ("staff", .array(results.cells.map(cell))), ("targets", .array(results.targets.map(target))),
            ("warnings", .array(results.warnings.map { .string($0) })),
        ]
        pairs += results.speed(isShown: showsTiming)
        return JSONValue.object(pairs).text() + "\n"
    }

    private func cell(_ cell: StaffedCell) -> JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("group", .string(cell.group)), ("day", .string(cell.day)), ("start", .string(cell.start)),
            ("start_s", .number(cell.startSeconds)), ("hours", .number(cell.hours)), ("before", .whole(cell.before)),
            ("agents", .whole(cell.agents)), ("at_least", .whole(cell.leastAgents)),
            ("erlang_a", .number(cell.erlangA.map(Double.init))), ("erlang_c", .number(cell.erlangC.map(Double.init))),
        ]
        pairs += oneLess(cell.oneLess)
        return .object(pairs)
    }

    private func oneLess(_ less: OneAgentLess?) -> [(String, JSONValue)] {
        guard let less else { return [] }
        return [
            ("one_less_measure", .string(less.measure.name)), ("one_less_value", .number(less.value)),
            ("one_less_missed_by", .number(less.missedBy)),
        ]
    }

    private func shifts(_ shifts: StaffedShifts) -> JSONValue {
        let worked = shifts.shifts.map { shift -> JSONValue in
            .object(
                [
                    ("group", .string(shift.group)), ("days", .array(shift.days.map { .string($0) })),
                    ("agents", .whole(shift.agents)), ("from_s", .number(shift.from)), ("to_s", .number(shift.to)),
                    (
                        "breaks",
                        .array(
                            shift.breaks.map { .object([("at_s", .number($0.at)), ("for_s", .number($0.seconds))]) })
                    ), ("hours", .number(shift.hours)),
                    ("cost", shifts.total.cost == nil ? .null : .number(shift.cost)),
                ] + oneLess(shift.oneLess))
        }
        return .object([
            ("agent_hours_needed", .number(shifts.needed.agentHours)),
            ("agent_hours_of_cover", .number(shifts.cover.agentHours)),
            ("cost_of_cover", .number(shifts.cover.cost)),
            (
                shifts.total.cost == nil ? "agent_hours_of_cover_at_least" : "cost_of_cover_at_least",
                .number(shifts.coverBound)
            ),
            ("cover_proven_cheapest", .bool(shifts.isProven)), ("solver_limit_s", .number(shifts.solverSeconds)),
            ("agents_added", .whole(shifts.added)), ("worked", .array(worked)),
        ])
    }

    private func target(_ target: TargetResult) -> JSONValue {
        var pairs: [(String, JSONValue)] = [("measure", .string(target.measure.name))]
        if let within = target.within { pairs.append(("within_s", .number(within))) }
        if let scope = target.scope { pairs.append(("for", .string(scope))) }
        if let bound = target.atLeast { pairs.append(("at_least", .number(bound))) }
        if let bound = target.atMost { pairs.append(("at_most", .number(bound))) }
        pairs.append(("over", .string(target.over)))
        if let share = target.shareOfDays { pairs.append(("share_of_days", .number(share))) }
        if let interval = target.interval {
            pairs += [("day", .whole(interval.day)), ("start", .string(interval.start))]
        }
        return .object(
            pairs + [
                ("value", .number(target.estimate.value)), ("low", .number(target.estimate.low)),
                ("high", .number(target.estimate.high)), ("verdict", .string(target.verdict.rawValue)),
            ])
    }
}

/// What `staff` found as one tidy table: a row for each group, kind of day and interval; the shifts that cover them stand in
/// JSON and in the scenario that is written.
public struct StaffingCSVReport {
    let results: StaffingResults

    public init(_ results: StaffingResults) { self.results = results }

    public static let columns = [
        "group", "day", "start_s", "hours", "before", "agents", "at_least", "erlang_a", "erlang_c", "one_less_measure",
        "one_less_value", "one_less_missed_by",
    ]

    public func text() -> String {
        let rows = results.cells.map { cell in
            [
                CSVReport.quoted(cell.group), CSVReport.quoted(cell.day), CSVReport.number(cell.startSeconds),
                CSVReport.number(cell.hours), "\(cell.before)", "\(cell.agents)", "\(cell.leastAgents)",
                cell.erlangA.map { "\($0)" } ?? "", cell.erlangC.map { "\($0)" } ?? "",
                cell.oneLess?.measure.name ?? "", CSVReport.number(cell.oneLess?.value),
                CSVReport.number(cell.oneLess?.missedBy),
            ].joined(separator: ",")
        }
        return ([Self.columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }
}
