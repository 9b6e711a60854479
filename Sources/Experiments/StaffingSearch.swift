import Engine
import Measures
import Scenarios

/// The fewest agents that keep every target of a scenario: what `staff` does.
///
/// A search on common random numbers: every plan meets the same customers, and is judged by the scenario's targets and
/// nothing else. It starts from the textbook (Erlang A on the modified offered load), adds where a target is missed
/// (iterative staffing; Feldman, Mandelbaum, Massey and Whitt, 2008), takes away where none is, and ends with a plan of
/// which no agent can be spared. Several groups of agents are searched by the same moves, the best group for each agent
/// found by trial, all ways to share an interval's agents out tried where they can be, and agents exchanged (a local
/// search in the manner of Cezik and L'Ecuyer, 2008). Where a group names the shifts that it may work, the numbers then
/// become shifts (`StaffingShifts`).
public struct StaffingSearch: Sendable {
    public let scenario: Scenario
    public let file: String
    public let resolvedSHA256: String
    public let options: RunOptions
    /// For one search of the cheapest shifts of a group.
    public let solverSeconds: Double
    public static let usualSolverSeconds = 20.0

    public init(
        _ scenario: Scenario, file: String, resolvedSHA256: String, options: RunOptions,
        solverSeconds: Double = usualSolverSeconds
    ) {
        self.solverSeconds = solverSeconds
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
    /// - Returns: the results, and what the scenario's groups have in the plan.
    /// - Throws: when the scenario has no numbers to decide or no targets, or when a target cannot be kept.
    public func results(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(RunError) -> (results: StaffingResults, plan: StaffingPlan) {
        let stopwatch = Stopwatch()
        let calendar = try answerable()
        let byNumbers = scenario.byNumbers(calendar)
        let cells = StaffingCells(byNumbers, calendar)
        let outcomeCount = scenario.targets.reduce(0) {
            $0 + ($1.over == .eachInterval ? cells.cellsOfRow.count : 1)
        }
        let confidenceOfEach = 1 - (1 - options.confidence) / Double(max(1, outcomeCount))
        let trials = StaffingTrials(
            byNumbers, cells, seed: options.seed, threads: options.threads ?? ScenarioRun.cores,
            confidence: confidenceOfEach, isInterrupted: isInterrupted, progress: progress)

        let (theory, plenty) = try work(cells, trials)
        let moves = StaffingMoves(
            scenario: byNumbers, cells: cells, trials: trials, theory: theory, plenty: plenty)
        if let hopeless = try trials.outcomes(plenty, 0..<min(100, replications)).first(where: \.isMissed) {
            throw moves.unreachable(hopeless)
        }
        var found = try sought(moves)
        let makesShifts = scenario.groups.contains { $0.mayWork != nil }
        let shifts =
            makesShifts ? StaffingShifts(moves, asWritten: scenario, calendar, solverSeconds: solverSeconds) : nil
        let judged =
            if let shifts { try judgedWithShifts(shifts, found.plan) } else { try judgedOnFresh(moves, &found) }

        let results = StaffingResults(
            scenarioName: scenario.name, scenarioFile: file, resolvedSHA256: resolvedSHA256, seed: options.seed,
            replications: replications, freshReplications: Self.fresh, confidence: options.confidence,
            confidenceOfEach: confidenceOfEach,
            cells: staffed(cells, calendar, found, theory),
            total: judged.shifts?.total ?? cells.total(found.plan), before: before(cells, calendar),
            least: found.bound, erlangA: total(cells, theory, patient: false),
            erlangC: total(cells, theory, patient: true), targets: judged.outcomes.map(\.found),
            shifts: judged.shifts, simulated: trials.count,
            warnings: warnings(cells, judged.shifts == nil ? found.plan : judged.need, theory),
            observationKind: scenario.hours.observation, timing: stopwatch.timing(contacts: 0))
        return (results, plan(cells, judged.need, judged.made, shifts))
    }

    // MARK: The search

    /// Numbers of agents, and what is known of them.
    struct Found {
        var plan: [Int]
        var least: [Int]
        var oneLess: [OneAgentLess?]
        var bound: StaffingTotal?
    }

    /// A plan on the customers of the search of which no agent can be spared.
    private func sought(_ moves: StaffingMoves) throws(RunError) -> Found {
        let cells = moves.cells
        let judged = 0..<replications
        // One group with targets by interval: what each interval needs at the least mostly is the plan.
        let isAlone = moves.isLocal && moves.groupCount == 1
        var plan = start(cells, moves.theory, moves.plenty)
        for days in [100, 300] where days < replications {
            plan = try moves.repaired(plan, 0..<days).plan
            if isAlone {
                plan = try moves.lowered(plan, 0..<days).plan
            } else if moves.isLocal {
                plan = try moves.trimmed(plan, 0..<days).plan
            }
        }
        plan = try moves.repaired(plan, judged).plan
        let low =
            if isAlone {
                try moves.lowered(plan, judged)
            } else {
                (plan: plan, least: try moves.least(plan, judged))
            }
        let least = low.least
        plan = low.plan
        var oneLess: [OneAgentLess?]
        (plan, oneLess) = try moves.trimmed(plan, judged, shown: least.shown(of: plan))
        var bounds: [Double]?
        if moves.hasShares {
            let together = try moves.leastTogether(
                plan, least: zip(least.agents, plan).map { min($0, $1) }, judged)
            if together.plan != plan {
                (plan, oneLess) = try moves.trimmed(together.plan, judged, shown: least.shown(of: together.plan))
            }
            bounds = together.bounds
        }
        // Exchanges take as many days again as it took to come here; in a small centre as many as take a few seconds.
        let most = max(moves.trials.count, moves.replications(with: 2e7))
        let overall = try moves.leastOverall(judged)
        if !isCheapest(plan, bound(cells, plan, least.agents, bounds, overall: overall), cells) {
            let exchanged = try moves.exchanged(plan, bounds: bounds, judged, most: most)
            if exchanged != plan {
                (plan, oneLess) = try moves.trimmed(exchanged, judged, shown: least.shown(of: exchanged))
            }
        }
        return Found(
            plan: plan, least: zip(least.agents, plan).map { min($0, $1) }, oneLess: oneLess,
            bound: bound(cells, plan, least.agents, bounds, overall: overall))
    }

    /// Whether no plan can be cheaper: then none need be looked for.
    private func isCheapest(_ plan: [Int], _ bound: StaffingTotal?, _ cells: StaffingCells) -> Bool {
        bound.map { cells.weight(plan) <= ($0.cost ?? $0.agentHours) * (1 + 1e-9) } ?? false
    }

    /// What no plan can go below, where that is known.
    private func bound(
        _ cells: StaffingCells, _ plan: [Int], _ least: [Int], _ bounds: [Double]?, overall: Double?
    ) -> StaffingTotal? {
        guard overall != nil || scenario.targets.contains(where: { $0.over == .eachInterval }) else { return nil }
        let least = zip(least, plan).map { min($0, $1) }
        var total = cells.total(least)
        let together = min(cells.weight(plan), max(cells.weight(least), bounds?.reduce(0, +) ?? 0, overall ?? 0))
        if cells.isPriced { total.cost = together } else { total.agentHours = together }
        return total
    }

    /// A plan on customers that no plan has met before, and their verdict on it.
    private struct Judged {
        var outcomes: [StaffingOutcome]
        var need: [Int]
        var made: StaffingShifts.Plan?
        var shifts: StaffedShifts?
    }

    /// Judges numbers of agents on fresh customers, and adds where a target is missed there: whoever sought among many
    /// plans has found one that suits the customers of the search a little too well.
    private func judgedOnFresh(_ moves: StaffingMoves, _ found: inout Found) throws(RunError) -> Judged {
        var fresh = replications..<(replications + Self.fresh)
        var outcomes = try moves.trials.outcomes(found.plan, fresh)
        for _ in 0..<5 where outcomes.contains(where: { $0.found.verdict == .missed && $0.isMissed }) {
            let before = found.plan
            found.plan = try moves.repaired(found.plan, fresh, known: outcomes).plan
            for cell in found.plan.indices where found.plan[cell] != before[cell] { found.oneLess[cell] = nil }
            // What was added is shown to be needed on the customers for whom it was.
            (found.plan, found.oneLess) = try moves.trimmed(found.plan, fresh, shown: found.oneLess)
            fresh = fresh.upperBound..<(fresh.upperBound + Self.fresh)
            outcomes = try moves.trials.outcomes(found.plan, fresh)
        }
        return Judged(outcomes: outcomes, need: found.plan)
    }

    /// Makes shifts of the numbers, and judges them likewise.
    private func judgedWithShifts(_ shifts: StaffingShifts, _ need: [Int]) throws(RunError) -> Judged {
        let judged = 0..<replications
        let cover = try shifts.cheapest(need)
        let repaired = try shifts.repaired(cover, judged, keeps: false)
        var made = repaired
        var oneLess: [[OneAgentLess?]]
        (made.plan, oneLess) = try shifts.trimmed(made.plan, judged)
        var fresh = replications..<(replications + Self.fresh)
        var outcomes = try shifts.outcomes(made.plan, fresh)
        for _ in 0..<5 where outcomes.contains(where: { $0.found.verdict == .missed && $0.isMissed }) {
            let before = made.plan.counts
            made = try shifts.repaired(made, fresh, keeps: true)
            for (group, counts) in made.plan.counts.enumerated() {
                for column in counts.indices where counts[column] != before[group][column] {
                    oneLess[group][column] = nil
                }
            }
            (made.plan, oneLess) = try shifts.trimmed(made.plan, fresh, shown: oneLess)
            fresh = fresh.upperBound..<(fresh.upperBound + Self.fresh)
            outcomes = try shifts.outcomes(made.plan, fresh)
        }
        return Judged(
            outcomes: outcomes, need: made.plan.need, made: made.plan,
            shifts: shifts.told(made.plan, oneLess, cover: cover, repaired: repaired))
    }

    /// Simulates a centre with more agents than are ever needed.
    private func work(
        _ cells: StaffingCells, _ trials: StaffingTrials
    ) throws(RunError) -> (theory: StaffingTheory, plenty: [Int]) {
        let days = min(100, replications)
        var number = 4 * (cells.plan(of: trials.scenario).max() ?? 0) + 100
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
                let theory = StaffingTheory(
                    trials.scenario, cells, sums: sums, of: compiled, replications: days)
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
}
