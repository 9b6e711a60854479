import Measures
import Scenarios

/// The moves of a search for the fewest agents: add where a target is missed, take away where none is, and see how low
/// each number could go if all others were as high as one likes.
struct StaffingMoves: Sendable {
    let scenario: Scenario
    let cells: StaffingCells
    let trials: StaffingTrials
    let theory: StaffingTheory
    /// More agents in each cell than are ever needed.
    let plenty: [Int]

    /// True when every target is over each interval by itself: then what is taken away hours apart is told apart.
    var isLocal: Bool { scenario.targets.allSatisfy { $0.over == .eachInterval } }

    /// So many replications have so many contacts, one at least.
    func replications(with contacts: Double) -> Int {
        let each = zip(cells.cells, theory.work).reduce(0) {
            $0 + $1.1.perSecond * $1.0.length * Double($1.0.rows.count)
        }
        return max(1, Int(min(1e9, contacts / max(1, each))))
    }

    // MARK: Up

    /// Adds agents until every target is kept on these replications: iterative staffing (Feldman, Mandelbaum, Massey and
    /// Whitt, 2008), with the number to add judged by how much is missing.
    /// - Parameter known: what becomes of the plan on these replications, where it was simulated already.
    func repaired(
        _ plan: [Int], _ replications: Range<Int>, known: [StaffingOutcome]? = nil
    ) throws(RunError) -> (plan: [Int], outcomes: [StaffingOutcome]) {
        var plan = plan
        var known = known
        var before: [Int: Double] = [:]
        while true {
            let outcomes = if let known { known } else { try trials.outcomes(plan, replications) }
            known = nil
            let missed = outcomes.filter(\.isMissed)
            if missed.isEmpty { return (plan, outcomes) }
            let ofRows = missed.filter { $0.row != nil }
            if ofRows.isEmpty {
                plan = try withMostUseful(plan, missed, replications)
            } else {
                plan = try withAdded(plan, ofRows, replications, before)
                before = [:]
                for outcome in ofRows {
                    if let row = outcome.row { before[row] = min(before[row] ?? 0, outcome.slack ?? 0) }
                }
            }
        }
    }

    /// Adds to the intervals in which a target is missed; where several groups could take them, to the group that helps
    /// most on the same customers for its hours.
    private func withAdded(
        _ plan: [Int], _ missed: [StaffingOutcome], _ replications: Range<Int>, _ before: [Int: Double]
    ) throws(RunError) -> [Int] {
        var choices: [Int: [Int]] = [:]
        for outcome in missed {
            guard let row = outcome.row else { continue }
            var able = cells.cellsOfRow[row].filter { helps($0, outcome) && plan[$0] < plenty[$0] }
            // Those who came in earlier intervals may be what stands in the way: no more help here than before.
            let isStuck = before[row].map { (outcome.slack ?? 0) - $0 < -0.1 * $0 } ?? false
            if able.isEmpty || isStuck, row > 0 {
                able += cells.cellsOfRow[row - 1].filter { helps($0, outcome) && plan[$0] < plenty[$0] }
            }
            choices[row, default: []] += able.filter { !(choices[row] ?? []).contains($0) }
        }
        guard choices.values.contains(where: { !$0.isEmpty }) else { throw unreachable(missed[0]) }
        let groups = Set(choices.values.joined().map { cells.cells[$0].group }).sorted()
        func added(_ chosen: [Int: Int?]) -> [Int] {
            var plan = plan
            var steps: [Int: Int] = [:]
            for outcome in missed {
                guard let row = outcome.row, let group = chosen[row] else { continue }
                for cell in choices[row] ?? [] where group == nil || cells.cells[cell].group == group {
                    steps[cell] = max(steps[cell] ?? 1, step(outcome, cell))
                }
            }
            for (cell, step) in steps { plan[cell] = min(plenty[cell], plan[cell] + step) }
            return plan
        }
        if groups.count == 1 { return added(choices.mapValues { _ in nil }) }

        // What a group takes away of an interval's shortage, for what its agents cost.
        var best: [Int: (group: Int, worth: Double)] = [:]
        let shortage = Dictionary(missed.map { ($0.row ?? 0, min(0, $0.slack ?? 0)) }, uniquingKeysWith: +)
        for group in groups {
            let tried = added(choices.mapValues { _ in group })
            let outcomes = try trials.outcomes(tried, replications)
            for (row, able) in choices where able.contains(where: { cells.cells[$0].group == group }) {
                let slack = outcomes.filter { $0.row == row }.reduce(0.0) { $0 + min(0, $1.slack ?? 0) }
                let weight = able.reduce(0) { $0 + Double(tried[$1] - plan[$1]) * cells.weight($1) }
                let worth = (slack - (shortage[row] ?? 0)) / max(1e-12, weight)
                if best[row].map({ worth > $0.worth }) ?? true { best[row] = (group, worth) }
            }
        }
        return added(best.mapValues { $0.group })
    }

    /// How many agents a shortfall asks for: an agent more moves a share by some 0.35 / √load (square-root staffing;
    /// Halfin and Whitt, 1981). Never more than what is missing at the least.
    func step(_ outcome: StaffingOutcome, _ cell: Int) -> Int {
        guard outcome.found.measure.unit == .share, let slack = outcome.slack else { return 1 }
        return max(1, Int(-slack * max(1, theory.work[cell].busy).squareRoot() / 0.35 * 0.8))
    }

    /// Whether agents of this cell can serve those whom the target is about.
    func helps(_ cell: Int, _ outcome: StaffingOutcome) -> Bool {
        guard let scope = outcome.found.scope else { return true }
        let group = scenario.groups[cells.cells[cell].group]
        return group.name == scope || group.skills.contains { scenario.classes[$0.customerClass].name == scope }
    }

    /// Adds the agents who by theory help most for their hours, in proportion to what is missing over the whole.
    private func withMostUseful(
        _ plan: [Int], _ missed: [StaffingOutcome], _ replications: Range<Int>
    ) throws(RunError) -> [Int] {
        let order = StaffingOrder(self).increments(from: plan)
        guard !order.isEmpty else { throw unreachable(missed[0]) }
        func raised(_ count: Int) -> [Int] {
            var plan = plan
            for cell in order.prefix(count) { plan[cell] += 1 }
            return plan
        }
        // The fewest of them with which nothing is missed: doubling, then halving.
        var (few, many) = (0, 1)
        while try trials.outcomes(raised(many), replications).contains(where: { $0.isMissed && $0.row == nil }) {
            guard many < order.count else { throw unreachable(missed[0]) }
            few = many
            many = min(order.count, 2 * many)
        }
        while many - few > 1 {
            let middle = (few + many) / 2
            if try trials.outcomes(raised(middle), replications).contains(where: { $0.isMissed && $0.row == nil }) {
                few = middle
            } else {
                many = middle
            }
        }
        return raised(many)
    }

    /// - Parameter means: what does not keep the target.
    func unreachable(_ outcome: StaffingOutcome, with means: String = "number of agents") -> RunError {
        let target = scenario.targets[outcome.target]
        let place = outcome.found.interval.map { " at \($0.start)" } ?? ""
        let scope = target.scope.map { " for \($0)" } ?? ""
        return RunError(
            kind: .scenario,
            message: "No \(means) keeps the target \(target.measure)\(scope)\(place): with as many as are ever "
                + "needed it is \(outcome.value), and the target is \(target.bound.rawValue) \(target.value). "
                + "Change the target, or what hinders it.")
    }

    // MARK: Down

    /// Takes away every agent whom no target needs, and shows of all the others what is missed without them.
    ///
    /// Where all targets are over intervals, agents of the same group are taken away together when at least three hours
    /// and three intervals lie between them, and each is judged by the intervals around it.
    /// - Parameter shown: what is known already of agents who cannot be spared.
    func trimmed(
        _ plan: [Int], _ replications: Range<Int>, shown: [OneAgentLess?]? = nil
    ) throws(RunError) -> (plan: [Int], oneLess: [OneAgentLess?]) {
        var plan = plan
        var oneLess = shown ?? [OneAgentLess?](repeating: nil, count: plan.count)
        var isDone = false
        while !isDone {
            isDone = true
            for bundle in bundles(of: plan.indices.filter { plan[$0] > 0 && oneLess[$0] == nil }, apart: apart) {
                var less = plan
                for cell in bundle { less[cell] -= 1 }
                let outcomes = try trials.outcomes(less, replications)
                for cell in bundle {
                    if let worst = worst(near(cell, outcomes)) {
                        oneLess[cell] = worst
                    } else {
                        plan[cell] -= 1
                        isDone = false
                    }
                }
            }
        }
        return (plan, oneLess)
    }

    /// What lies so many intervals apart is told apart: three, and three hours; with a target over days or over the whole,
    /// nothing is.
    var apart: Int {
        isLocal ? cells.cells.map { max(3, Int((10_800 / $0.length).rounded(.up))) }.max() ?? 1 : 1
    }

    /// The outcomes that an agent of a cell may have moved, where others are `apart`.
    func near(_ cell: Int, _ outcomes: [StaffingOutcome]) -> [StaffingOutcome] {
        guard isLocal else { return outcomes }
        let reach = apart - 2
        return outcomes.filter { outcome in
            guard let row = outcome.row else { return true }
            return cells.cells[cell].rows.contains { row >= $0 - 1 && row - $0 <= reach }
        }
    }

    func worst(_ outcomes: [StaffingOutcome]) -> OneAgentLess? {
        let missed = outcomes.filter(\.isMissed)
        guard let worst = missed.min(by: { relative($0) < relative($1) }), let slack = worst.slack else { return nil }
        let target = scenario.targets[worst.target]
        return OneAgentLess(
            measure: worst.found.measure, within: worst.found.within, bound: target.shareOfDays ?? target.value,
            value: worst.value, missedBy: -slack)
    }

    private func relative(_ outcome: StaffingOutcome) -> Double {
        (outcome.slack ?? 0) / max(1e-9, abs(scenario.targets[outcome.target].value))
    }

    /// Cells that are tried together: of one group, so many intervals apart, in as few bundles as the first place that is
    /// free makes; one by one where that is not possible.
    private func bundles(of open: [Int], apart: Int) -> [[Int]] {
        guard apart > 1 else {
            let loss = StaffingOrder(self)
            return open.map { ($0, loss.worth($0) / cells.weight($0)) }.sorted { $0.1 < $1.1 }.map { [$0.0] }
        }
        var bundles: [[Int]] = []
        for cell in open {
            let group = cells.cells[cell].group
            let place = bundles.firstIndex { bundle in
                cells.cells[bundle[0]].group == group
                    && bundle.allSatisfy { cells.intervalsBetween($0, cell).map { $0 >= apart } ?? true }
            }
            if let place { bundles[place].append(cell) } else { bundles.append([cell]) }
        }
        // The dearest group first.
        let prices = bundles.map { bundle in bundle.map { cells.weight($0) / cells.cells[$0].hours }.max() ?? 0 }
        return bundles.indices.sorted { (prices[$1], $0) < (prices[$0], $1) }.map { bundles[$0] }
    }

    // MARK: How low at best

    /// For each cell a number that no plan which keeps the targets can go below, on these customers: with one agent less
    /// than that a target over the interval is missed even when all other cells have plenty. What more agents elsewhere do
    /// is taken never to make a line longer.
    func least(_ plan: [Int], _ replications: Range<Int>) throws(RunError) -> LeastAgents {
        var low = LeastAgents(agents: plan, oneLess: [OneAgentLess?](repeating: nil, count: plan.count))
        guard scenario.targets.contains(where: { $0.over == .eachInterval }) else {
            low.agents = plan.map { _ in 0 }
            return low
        }
        // Invariant: `low.agents` keep the interval's targets, `few` do not (-1 agents never do). Downwards in steps that
        // grow, for mostly one or two agents less are too few, then halving.
        var few = [Int](repeating: -1, count: plan.count)
        var steps = [Int](repeating: 0, count: plan.count)
        while true {
            let open = plan.indices.filter { low.agents[$0] - few[$0] > 1 }
            if open.isEmpty { return low }
            for bundle in bundles(of: open, apart: 2) {
                var relaxed = plenty
                for cell in bundle {
                    let enough = low.agents[cell]
                    relaxed[cell] =
                        few[cell] < 0 ? max(0, enough - (1 << max(0, steps[cell] - 1))) : (enough + few[cell]) / 2
                }
                let outcomes = try trials.outcomes(relaxed, replications)
                for cell in bundle {
                    let own = outcomes.filter { $0.row.map { cells.cells[cell].rows.contains($0) } ?? false }
                    if let missed = worst(own) {
                        few[cell] = relaxed[cell]
                        low.oneLess[cell] = missed
                    } else {
                        low.agents[cell] = relaxed[cell]
                        steps[cell] += 1
                    }
                }
            }
        }
    }

    /// A plan that keeps the targets on these replications, brought down to what each cell needs at the least and then up
    /// again where that is not enough. With one group that mostly is all: lines seldom reach into the next interval.
    func lowered(
        _ plan: [Int], _ replications: Range<Int>
    ) throws(RunError) -> (plan: [Int], least: LeastAgents) {
        let low = try least(plan, replications)
        if low.agents == plan { return (plan, low) }
        let better = try repaired(low.agents, replications).plan
        return (cells.weight(better) < cells.weight(plan) ? better : plan, low)
    }
}

/// What each cell needs at the least, however many agents all others have.
struct LeastAgents: Sendable {
    var agents: [Int]
    /// With one agent less than that, all others having plenty: so it is missed by more with fewer elsewhere. Nil where
    /// nobody is needed.
    var oneLess: [OneAgentLess?]

    /// What is known by that of the agents of a plan: no agent can be spared where it has the least.
    func shown(of plan: [Int]) -> [OneAgentLess?] {
        plan.indices.map { plan[$0] == agents[$0] ? oneLess[$0] : nil }
    }
}

/// In which order agents are worth most by theory: contacts answered in time for what an agent more costs, block by
/// block where one agent alone does nothing yet (marginal allocation; Fox, 1966).
struct StaffingOrder: Sendable {
    private let gains: [[Double]]
    private let weights: [Double]

    init(_ moves: StaffingMoves) {
        weights = moves.cells.cells.indices.map { moves.cells.weight($0) }
        let seconds = moves.scenario.thresholds[0]
        gains = moves.cells.cells.indices.map { cell in
            let busy = moves.theory.work[cell].busy
            let most = min(moves.plenty[cell], Int(busy + 6 * busy.squareRoot()) + 6)
            return moves.theory.answeredInTime(cell, within: seconds, most: most)
        }
    }

    /// What a cell's busiest stretch of agents is worth; only for an order in which to try.
    func worth(_ cell: Int) -> Double { gains[cell].last ?? 0 }

    /// Cells in the order in which to add an agent, from a plan on until nobody more is of any use.
    func increments(from plan: [Int]) -> [Int] {
        var blocks: [(cell: Int, agents: Int, rate: Double)] = []
        for cell in gains.indices {
            var from = plan[cell]
            let values = gains[cell]
            while from < values.count - 1 {
                var best = (to: from + 1, rate: 0.0)
                for to in (from + 1)..<values.count {
                    let rate = (values[to] - values[from]) / Double(to - from)
                    if rate > best.rate { best = (to, rate) }
                }
                guard best.rate > 1e-12 else { break }
                blocks.append((cell, best.to - from, best.rate / weights[cell]))
                from = best.to
            }
        }
        // Within a cell rates only fall, so that a sort keeps each cell's own order.
        return blocks.sorted { ($0.rate, $1.cell) > ($1.rate, $0.cell) }
            .flatMap { [Int](repeating: $0.cell, count: $0.agents) }
    }
}
