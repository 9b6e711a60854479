import IntegerPrograms
import Measures
import Scenarios

/// From numbers of agents to shifts: the cheapest that cover the numbers, and then whatever it takes to keep the targets
/// with those shifts in force, for breaks wait for the contact in hand and whoever leaves finishes it.
struct StaffingShifts: Sendable {
    /// Agents on each choice of each group that has some.
    struct Plan: Sendable, Equatable {
        /// By group as in `covers`.
        var counts: [[Int]]
        /// Numbers of agents that the shifts were made to cover, and those of all groups without shifts.
        var need: [Int]
    }

    /// A plan, and the solver's answer for each group.
    struct Made: Sendable {
        var plan: Plan
        var solutions: [IntegerSolution]
    }

    let moves: StaffingMoves
    /// The scenario with the rules about persons that numbers of agents know nothing of.
    let asWritten: Scenario
    let calendar: OpeningCalendar
    /// The groups that have shifts to choose from, in order.
    let groups: [Int]
    let covers: [ShiftCover]
    /// For one search of the cheapest shifts of one group.
    let solverSeconds: Double

    init(_ moves: StaffingMoves, asWritten: Scenario, _ calendar: OpeningCalendar, solverSeconds: Double) {
        self.moves = moves
        self.asWritten = asWritten
        self.calendar = calendar
        self.solverSeconds = solverSeconds
        let scenario = moves.scenario
        groups = scenario.groups.indices.filter { scenario.groups[$0].mayWork != nil }
        covers = groups.map { ShiftCover(scenario, group: $0, calendar) }
    }

    // MARK: Cover

    /// The cheapest shifts that cover a need, group by group.
    /// - Parameter known: a plan made before: groups whose need is the same keep its shifts.
    func cheapest(_ need: [Int], known: Made? = nil) throws(RunError) -> Made {
        var solutions: [IntegerSolution] = []
        for (position, cover) in covers.enumerated() {
            let table = table(need, groups[position])
            if let known, self.table(known.plan.need, groups[position]) == table {
                solutions.append(known.solutions[position])
            } else {
                solutions.append(
                    try cover.cheapest(table, within: solverSeconds, goesOn: { !moves.trials.isInterrupted() }))
            }
        }
        return Made(plan: Plan(counts: solutions.map(\.values), need: need), solutions: solutions)
    }

    /// The plan with the cheapest shifts on top that cover what a need asks for beyond the plan's own.
    private func onTop(_ made: Made, _ need: [Int]) throws(RunError) -> Made {
        var more = made
        more.plan.need = need
        for (position, cover) in covers.enumerated() {
            let (now, then) = (table(made.plan.need, groups[position]), table(need, groups[position]))
            if now == then { continue }
            let asked = zip(now, then).map { zip($0, $1).map { $0 == $1 ? 0 : $1 } }
            let added = try cover.cheapest(
                asked, onTopOf: made.plan.counts[position], within: solverSeconds,
                goesOn: { !moves.trials.isInterrupted() })
            more.plan.counts[position] = zip(made.plan.counts[position], added.values).map { $0 + $1 }
        }
        return more
    }

    /// A group's numbers by kind of day and interval.
    private func table(_ need: [Int], _ group: Int) -> [[Int]] {
        var table = calendar.kinds.indices.map { [Int](repeating: 0, count: calendar.intervals(ofKind: $0)) }
        for (cell, place) in moves.cells.cells.enumerated() where place.group == group {
            table[place.kind][place.interval] = need[cell]
        }
        return table
    }

    /// The scenario with the plan's shifts, and with its numbers in the groups that have none.
    func applied(_ plan: Plan) -> Scenario {
        var staffed = moves.cells.applied(plan.need, to: moves.scenario)
        for (position, group) in groups.enumerated() {
            staffed.groups[group].staffing = .shifts(covers[position].shifts(plan.counts[position]))
            staffed.groups[group].occupancyCeiling = asWritten.groups[group].occupancyCeiling
            staffed.groups[group].pauseAfter = asWritten.groups[group].pauseAfter
        }
        return staffed
    }

    func outcomes(_ plan: Plan, _ replications: Range<Int>) throws(RunError) -> [StaffingOutcome] {
        try moves.trials.outcomes(of: applied(plan), replications)
    }

    // MARK: Up

    /// Asks for more agents where a target is missed with the shifts in force, until none is on these replications.
    /// - Parameter keeps: whoever is on a shift stays there, and others come on top; else all shifts are sought anew.
    func repaired(_ start: Made, _ replications: Range<Int>, keeps: Bool) throws(RunError) -> Made {
        var found = start
        var before: [Int: Double] = [:]
        // Each round adds an agent somewhere; nobody needs more than there is plenty.
        while true {
            let missed = try outcomes(found.plan, replications).filter(\.isMissed)
            if missed.isEmpty { return found }
            // What is there already stays as it is; asked is only for more.
            if keeps { found.plan.need = there(found.plan) }
            let ofRows = missed.filter { $0.row != nil }
            let needs = ofRows.isEmpty ? raisedAnywhere(found.plan, missed) : raised(found.plan, ofRows, before)
            guard !needs.isEmpty else { throw moves.unreachable(missed[0], with: "plan of these shifts") }
            before = [:]
            for outcome in ofRows {
                if let row = outcome.row { before[row] = min(before[row] ?? 0, outcome.slack ?? 0) }
            }
            if needs.count == 1 {
                found = keeps ? try onTop(found, needs[0]) : try cheapest(needs[0], known: found)
                continue
            }
            var best: (found: Made, shortage: Double, cost: Double)?
            for need in needs {
                let tried = keeps ? try onTop(found, need) : try cheapest(need, known: found)
                let shortage = try outcomes(tried.plan, replications).reduce(0) { $0 - min(0, $1.slack ?? 0) }
                let cost = sum(tried.plan) { $0.cost }
                if best.map({ (shortage, cost) < ($0.shortage, $0.cost) }) ?? true { best = (tried, shortage, cost) }
            }
            if let best { found = best.found }
        }
    }

    /// The need with more in the intervals that miss a target, one way for each group that could help.
    private func raised(_ plan: Plan, _ missed: [StaffingOutcome], _ before: [Int: Double]) -> [[Int]] {
        let there = there(plan)
        var added: [Int: [Int: Int]] = [:]
        for outcome in missed {
            guard let row = outcome.row else { continue }
            var able = moves.cells.cellsOfRow[row].filter { moves.helps($0, outcome) && there[$0] < moves.plenty[$0] }
            let isStuck = before[row].map { (outcome.slack ?? 0) - $0 < -0.1 * $0 } ?? false
            if able.isEmpty || isStuck, row > 0 {
                able += moves.cells.cellsOfRow[row - 1].filter {
                    moves.helps($0, outcome) && there[$0] < moves.plenty[$0]
                }
            }
            for cell in able {
                let more = there[cell] + moves.step(outcome, cell)
                added[moves.cells.cells[cell].group, default: [:]][cell] = max(
                    added[moves.cells.cells[cell].group]?[cell] ?? 0, more)
            }
        }
        return added.keys.sorted().map { group in
            var need = plan.need
            for (cell, agents) in added[group] ?? [:] { need[cell] = min(moves.plenty[cell], agents) }
            return need
        }
    }

    /// The need with an agent more where theory says that one is worth most, where no single interval is to blame.
    private func raisedAnywhere(_ plan: Plan, _ missed: [StaffingOutcome]) -> [[Int]] {
        let there = there(plan)
        guard
            let cell = StaffingOrder(moves).increments(from: there).first(where: { cell in
                missed.contains { moves.helps(cell, $0) }
            })
        else { return [] }
        var need = plan.need
        need[cell] = there[cell] + 1
        return [need]
    }

    /// Agents that a plan has there all through each interval.
    private func there(_ plan: Plan) -> [Int] {
        var there = plan.need
        for (position, group) in groups.enumerated() {
            let covered = covers[position].covered(plan.counts[position])
            for (cell, place) in moves.cells.cells.enumerated() where place.group == group {
                there[cell] = covered[place.kind][place.interval]
            }
        }
        return there
    }

    // MARK: Down

    /// Takes every agent off a shift whom no target needs, the dearest first, and shows of all others what is missed
    /// without them.
    /// - Parameter shown: what is known already of agents who cannot be spared.
    /// - Returns: the plan, and for each group and choice what one agent less there misses; nil where nobody works it, or
    ///   where `at_least` asks for all who do.
    func trimmed(
        _ start: Plan, _ replications: Range<Int>, shown: [[OneAgentLess?]]? = nil
    ) throws(RunError) -> (plan: Plan, oneLess: [[OneAgentLess?]]) {
        var plan = start
        var oneLess = shown ?? covers.map { [OneAgentLess?](repeating: nil, count: $0.columns.count) }
        var isDone = false
        while !isDone {
            isDone = true
            let open = covers.indices.flatMap { group in
                plan.counts[group].indices.filter {
                    plan.counts[group][$0] > 0 && oneLess[group][$0] == nil
                        && covers[group].maySpare($0, plan.counts[group])
                }.map { (group: group, column: $0, cost: covers[group].columns[$0].cost) }
            }.sorted { ($1.cost, $0.group, $0.column) < ($0.cost, $1.group, $1.column) }
            for (group, column, _) in open where covers[group].maySpare(column, plan.counts[group]) {
                var less = plan
                less.counts[group][column] -= 1
                if let worst = moves.worst(try outcomes(less, replications)) {
                    oneLess[group][column] = worst
                } else {
                    plan = less
                    isDone = false
                }
            }
        }
        return (plan, oneLess)
    }

    // MARK: What is told

    /// The plan's shifts, and what they cost, for a report.
    /// - Parameters:
    ///   - cover: the cheapest shifts for the numbers that were found.
    ///   - repaired: those that first kept the targets.
    func told(
        _ plan: Plan, _ oneLess: [[OneAgentLess?]], cover: Made, repaired: Made
    ) -> StaffedShifts {
        let cells = moves.cells
        let solverSeconds = solverSeconds
        func others(_ need: [Int]) -> [Int] {
            need.indices.map { groups.contains(cells.cells[$0].group) ? 0 : need[$0] }
        }
        func total(_ plan: Plan) -> StaffingTotal {
            let rest = cells.total(others(plan.need))
            let isPriced =
                cells.isPriced || asWritten.groups.contains { $0.mayWork?.shapes.contains { $0.price != nil } ?? false }
            return StaffingTotal(
                agentHours: rest.agentHours + sum(plan) { $0.hours },
                cost: isPriced ? (rest.cost ?? 0) + sum(plan) { $0.cost } : nil)
        }
        return StaffedShifts(
            shifts: staffed(plan, oneLess), total: total(plan), needed: cells.total(cover.plan.need),
            cover: total(cover.plan),
            coverBound: cells.weight(others(cover.plan.need)) + cover.solutions.reduce(0) { $0 + $1.bound },
            isProven: cover.solutions.allSatisfy(\.isProven), solverSeconds: solverSeconds,
            added: zip(repaired.plan.need, cover.plan.need).reduce(0) { $0 + max(0, $1.0 - $1.1) })
    }

    private func sum(_ plan: Plan, _ value: (ShiftCover.Choice) -> Double) -> Double {
        covers.indices.reduce(0) { sum, group in
            covers[group].columns.indices.reduce(sum) {
                $0 + Double(plan.counts[group][$1]) * value(covers[group].columns[$1])
            }
        }
    }

    /// The plan's shifts for a report.
    private func staffed(_ plan: Plan, _ oneLess: [[OneAgentLess?]]) -> [StaffedShift] {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        return covers.indices.flatMap { group in
            covers[group].columns.indices.filter { plan.counts[group][$0] > 0 }.map { column in
                let choice = covers[group].columns[column]
                let agents = Double(plan.counts[group][column])
                let weekdays = choice.shift.weekdays
                return StaffedShift(
                    group: covers[group].group,
                    days: weekdays.count == 7 ? [] : weekdays.sorted().map { days[$0] },
                    from: choice.shift.from, to: choice.shift.to,
                    breaks: choice.shift.breaks.map { ($0.at, $0.length) }.map { StaffedBreak(at: $0, seconds: $1) },
                    agents: plan.counts[group][column], hours: agents * choice.hours, cost: agents * choice.cost,
                    oneLess: oneLess[group][column])
            }.sorted { ($0.days.isEmpty ? 0 : 1, $0.from, $0.to) < ($1.days.isEmpty ? 0 : 1, $1.from, $1.to) }
        }
    }
}
