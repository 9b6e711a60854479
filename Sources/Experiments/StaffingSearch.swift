import Engine
import Measures
import Scenarios

/// The fewest agents that keep every target of a scenario: what `staff` does.
///
/// A search on common random numbers: every plan meets the same customers, and is judged by the scenario's targets and
/// nothing else. It starts from the textbook (Erlang A on the modified offered load), adds where a target is missed
/// (iterative staffing; Feldman, Mandelbaum, Massey and Whitt, 2008), takes away where none is, and ends with a plan of
/// which no agent can be spared. Several groups of agents are searched by the same moves, the best group for each agent
/// found by trial (a local search in the manner of Cezik and L'Ecuyer, 2008): no proof that no other plan has fewer.
public struct StaffingSearch: Sendable {
    public let scenario: Scenario
    public let file: String
    public let resolvedSHA256: String
    public let options: RunOptions

    public init(_ scenario: Scenario, file: String, resolvedSHA256: String, options: RunOptions) {
        self.scenario = scenario
        self.file = file
        self.resolvedSHA256 = resolvedSHA256
        self.options = options
    }

    /// Replications on which plans are judged, and those that then meet the plan for the first time.
    public var replications: Int { options.replications ?? 1000 }
    public static let fresh = 2000

    /// Finds a plan, and what is known about it.
    /// - Parameters:
    ///   - isInterrupted: asked often, on any thread; once true there is no answer.
    ///   - progress: told the number of replications simulated so far, on any thread.
    /// - Returns: the results, and the scenario's groups with their numbers of agents by kind of day and interval.
    /// - Throws: when the scenario has no numbers to decide or no targets, or when a target cannot be kept.
    public func results(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(RunError) -> (results: StaffingResults, staff: [(group: String, table: [[Int]])]) {
        let stopwatch = Stopwatch()
        let calendar = try answerable()
        let cells = StaffingCells(scenario, calendar)
        let judged = 0..<replications
        let outcomeCount = scenario.targets.reduce(0) {
            $0 + ($1.over == .eachInterval ? cells.cellsOfRow.count : 1)
        }
        let confidenceOfEach = 1 - (1 - options.confidence) / Double(max(1, outcomeCount))
        let trials = StaffingTrials(
            scenario, cells, seed: options.seed, threads: options.threads ?? ScenarioRun.cores,
            confidence: confidenceOfEach, isInterrupted: isInterrupted, progress: progress)

        let (theory, plenty) = try work(cells, trials)
        let moves = StaffingMoves(
            scenario: scenario, cells: cells, trials: trials, theory: theory, plenty: plenty)
        if let hopeless = try trials.outcomes(plenty, 0..<min(100, replications)).first(where: \.isMissed) {
            throw moves.unreachable(hopeless)
        }

        var plan = start(cells, theory, plenty)
        for days in Set([min(100, replications), min(300, replications)]).sorted() {
            plan = try moves.repaired(plan, 0..<days).plan
            if moves.isLocal { plan = try moves.trimmed(plan, 0..<days).plan }
        }
        plan = try moves.repaired(plan, judged).plan
        var (least, oneLess) = try moves.least(plan, judged)
        (plan, oneLess) = try moves.trimmed(plan, judged, shown: oneLess)
        least = zip(least, plan).map { min($0, $1) }
        var leastHours = cells.hours(least)
        if moves.hasPairs(plan, least: least) {
            let together = try moves.leastTogether(plan, least: least, judged)
            if together.plan != plan { (plan, oneLess) = try moves.trimmed(together.plan, judged) }
            leastHours = min(cells.hours(plan), max(leastHours, together.hours))
        }

        // Whoever sought among many plans has found one that suits these customers a little too well.
        var fresh = replications..<(replications + Self.fresh)
        var outcomes = try trials.outcomes(plan, fresh)
        for _ in 0..<5 where outcomes.contains(where: { $0.found.verdict == .missed && $0.isMissed }) {
            let before = plan
            plan = try moves.repaired(
                plan, fresh.lowerBound..<fresh.upperBound
            ).plan
            for cell in plan.indices where plan[cell] != before[cell] { oneLess[cell] = nil }
            fresh = fresh.upperBound..<(fresh.upperBound + Self.fresh)
            outcomes = try trials.outcomes(plan, fresh)
        }

        let results = StaffingResults(
            scenarioName: scenario.name, scenarioFile: file, resolvedSHA256: resolvedSHA256, seed: options.seed,
            replications: replications, freshReplications: Self.fresh, confidence: options.confidence,
            confidenceOfEach: confidenceOfEach,
            cells: staffed(cells, calendar, plan, least, oneLess, theory),
            agentHours: cells.hours(plan), agentHoursBefore: cells.hours(cells.plan(of: scenario)),
            leastAgentHours: leastHours, agentHoursErlangA: hours(cells, theory, patient: false),
            agentHoursErlangC: hours(cells, theory, patient: true), targets: outcomes.map(\.found),
            simulated: trials.count, warnings: warnings(cells, plan, theory), agentHourPrice: scenario.costs.agentHour,
            observationKind: scenario.hours.observation, timing: stopwatch.timing(contacts: 0))
        return (results, staff(cells, calendar, plan))
    }

    /// Refuses what has no numbers to decide.
    private func answerable() throws(RunError) -> OpeningCalendar {
        func refusal(_ message: String) -> RunError { RunError(kind: .scenario, message: message) }
        guard case .calendar(let calendar) = scenario.hours else {
            throw refusal(
                "expected a scenario with days, found a steady centre; give it a day, or ask holdfast erlang for one "
                    + "steady interval")
        }
        guard !scenario.targets.isEmpty else {
            throw refusal(
                "expected targets that the agents must keep, found none; such as targets: [{measure: service_level, "
                    + "within: 20 s, at_least: 80%, over: each_interval}]")
        }
        for group in scenario.groups {
            if case .shifts = group.staffing {
                throw refusal(
                    "expected agents by headcount, found \"\(group.name)\" on shifts; write staff: with a number for each "
                        + "interval in place of shifts:")
            }
        }
        guard scenario.groups.contains(where: { if case .headcount = $0.staffing { true } else { false } }) else {
            throw refusal("expected a group with a number of agents, found only unlimited ones")
        }
        return calendar
    }

    /// Simulates a centre with more agents than are ever needed.
    private func work(
        _ cells: StaffingCells, _ trials: StaffingTrials
    ) throws(RunError) -> (theory: StaffingTheory, plenty: [Int]) {
        let days = min(100, replications)
        var number = 4 * (cells.plan(of: scenario).max() ?? 0) + 100
        while true {
            let plenty = [Int](repeating: number, count: cells.cells.count)
            let (sums, compiled) = try trials.sums(plenty, 0..<days)
            var (delayed, arrivals) = (0.0, 0.0)
            for row in 0..<sums.layout.rows {
                for position in 0..<sums.layout.classes {
                    delayed += sums[row: row, customerClass: position, .delayed]
                    arrivals += sums[row: row, customerClass: position, .arrivals]
                }
            }
            if delayed <= 1e-4 * arrivals || number > 200_000 {
                let theory = StaffingTheory(scenario, cells, sums: sums, of: compiled, replications: days)
                return (theory, plenty)
            }
            number *= 4
        }
    }

    /// Erlang A on the work of each interval and what is still in hand of those before it.
    private func start(_ cells: StaffingCells, _ theory: StaffingTheory, _ plenty: [Int]) -> [Int] {
        let isLocal = scenario.targets.contains { $0.over == .eachInterval }
        return cells.cells.indices.map { cell in
            guard isLocal else { return 0 }
            let present = 1 - scenario.groups[cells.cells[cell].group].shrinkage
            let agents = theory.agents(cell, lasting: true) ?? Int(theory.work[cell].busy.rounded(.up))
            return min(plenty[cell], Int((Double(agents) / max(present, 0.01)).rounded(.up)))
        }
    }

    /// What a plan that keeps its targets may still do to customers.
    private func warnings(_ cells: StaffingCells, _ plan: [Int], _ theory: StaffingTheory) -> [String] {
        let empty = plan.indices.filter { plan[$0] == 0 && theory.work[$0].perSecond > 0 }
        guard !scenario.targets.contains(where: { $0.over == .eachInterval }), let first = empty.first else {
            return []
        }
        return [
            "nobody is there in \(empty.count) interval\(empty.count == 1 ? "" : "s") in which customers come, the first at "
                + "\(clockTime(cells.cells[first].start)): a target over the whole lets others make up for them. "
                + "over: each_interval guards each."
        ]
    }

    private func hours(_ cells: StaffingCells, _ theory: StaffingTheory, patient: Bool) -> Double? {
        guard theory.knowsTargets else { return nil }
        var hours = 0.0
        for cell in cells.cells.indices {
            guard let agents = theory.agents(cell, patient: patient) else { return nil }
            hours += Double(agents) * cells.cells[cell].hours
        }
        return hours
    }

    private func staffed(
        _ cells: StaffingCells, _ calendar: OpeningCalendar, _ plan: [Int], _ least: [Int], _ oneLess: [OneAgentLess?],
        _ theory: StaffingTheory
    ) -> [StaffedCell] {
        let before = cells.plan(of: scenario)
        return cells.cells.enumerated().map { cell, place in
            StaffedCell(
                group: scenario.groups[place.group].name, day: calendar.kinds[place.kind].name,
                start: clockTime(place.start), startSeconds: place.start, hours: place.hours, before: before[cell],
                agents: plan[cell], leastAgents: least[cell],
                erlangA: theory.knowsTargets ? theory.agents(cell) : nil,
                erlangC: theory.knowsTargets ? theory.agents(cell, patient: true) : nil, oneLess: oneLess[cell])
        }
    }

    private func staff(
        _ cells: StaffingCells, _ calendar: OpeningCalendar, _ plan: [Int]
    ) -> [(group: String, table: [[Int]])] {
        let applied = cells.applied(plan, to: scenario)
        return applied.groups.compactMap { group in
            guard case .headcount(let table, means: _) = group.staffing else { return nil }
            return (group.name, table.map { $0.map { Int($0) } })
        }
    }
}
