import Measures
import Scenarios

/// What a search for staff takes on, and how its finds are told.
extension StaffingSearch {
    /// Refuses what has no numbers to decide.
    func answerable() throws(RunError) -> OpeningCalendar {
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
            if case .shifts = group.staffing, group.mayWork == nil {
                throw refusal(
                    "expected agents by headcount, found \"\(group.name)\" on shifts; write staff: with a number for each "
                        + "interval in place of shifts:, or may_work: with the shifts to choose from beside it")
            }
        }
        guard scenario.groups.contains(where: { $0.staffing != .unlimited }) else {
            throw refusal("expected a group with a number of agents, found only unlimited ones")
        }
        return calendar
    }

    /// What a plan that keeps its targets may still do to customers.
    func warnings(_ cells: StaffingCells, _ plan: [Int], _ theory: StaffingTheory) -> [String] {
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

    /// What the formulas say of each interval by itself, added up; nil where they have no answer.
    func total(_ cells: StaffingCells, _ theory: StaffingTheory, patient: Bool) -> StaffingTotal? {
        guard theory.knowsTargets else { return nil }
        var plan: [Int] = []
        for cell in cells.cells.indices {
            guard let agents = theory.agents(cell, patient: patient) else { return nil }
            plan.append(agents)
        }
        return cells.total(plan)
    }

    /// The staff as the scenario has it.
    func before(_ cells: StaffingCells, _ calendar: OpeningCalendar) -> StaffingTotal {
        var total = cells.total(cells.plan(of: scenario))
        for (position, group) in scenario.groups.enumerated() {
            guard case .shifts(let shifts) = group.staffing else { continue }
            let hours = shifts.reduce(0) { sum, shift in
                let days = calendar.openings.count { shift.weekdays.contains($0.weekday) }
                return sum + Double(shift.agents * days) * (shift.to - shift.from) / 3600
            }
            total.agentHours += hours
            if let price = scenario.costs.agentHour(ofGroup: position) {
                total.cost = (total.cost ?? 0) + hours * price
            }
        }
        return total
    }

    func staffed(
        _ cells: StaffingCells, _ calendar: OpeningCalendar, _ found: Found, _ theory: StaffingTheory
    ) -> [StaffedCell] {
        let before = cells.plan(of: scenario.byNumbers(calendar))
        return cells.cells.enumerated().map { cell, place in
            StaffedCell(
                group: scenario.groups[place.group].name, day: calendar.kinds[place.kind].name,
                start: clockTime(place.start), startSeconds: place.start, hours: place.hours, before: before[cell],
                agents: found.plan[cell], leastAgents: found.least[cell],
                erlangA: theory.knowsTargets ? theory.agents(cell) : nil,
                erlangC: theory.knowsTargets ? theory.agents(cell, patient: true) : nil, oneLess: found.oneLess[cell])
        }
    }

    /// What each group has in the end.
    func plan(
        _ cells: StaffingCells, _ need: [Int], _ made: StaffingShifts.Plan?, _ shifts: StaffingShifts?
    ) -> StaffingPlan {
        let applied = made.flatMap { shifts?.applied($0) } ?? cells.applied(need, to: scenario)
        var plan = StaffingPlan()
        for group in applied.groups {
            switch group.staffing {
            case .headcount(let table, means: _):
                plan.staff.append((group.name, table.map { $0.map { Int($0) } }))
            case .shifts(let shifts): plan.shifts.append((group.name, shifts))
            case .unlimited: continue
            }
        }
        return plan
    }
}

/// The agents of each group as a plan has them.
public struct StaffingPlan: Sendable {
    /// Numbers by kind of day and interval.
    public var staff: [(group: String, table: [[Int]])] = []
    public var shifts: [(group: String, shifts: [Shift])] = []
}

extension Scenario {
    /// The scenario with numbers in place of the shifts of groups that have shifts to choose from: as many as are there,
    /// and on no break, in the middle of each interval.
    func byNumbers(_ calendar: OpeningCalendar) -> Scenario {
        var scenario = self
        for (position, group) in groups.enumerated() {
            guard case .shifts(let shifts) = group.staffing, group.mayWork != nil else { continue }
            let table = calendar.kinds.enumerated().map { kind, day in
                let weekdays = Set(calendar.openings.filter { $0.kind == kind }.map(\.weekday))
                return (0..<calendar.intervals(ofKind: kind)).map { interval in
                    let from = day.opens + Double(interval) * calendar.intervalSeconds
                    let middle = (from + min(day.closes, from + calendar.intervalSeconds)) / 2
                    return shifts.reduce(0.0) { sum, shift in
                        let isThere =
                            !shift.weekdays.isDisjoint(with: weekdays) && shift.from <= middle && middle < shift.to
                            && !shift.breaks.contains { $0.at <= middle && middle < $0.at + $0.length }
                        return isThere ? sum + Double(shift.agents) : sum
                    }
                }
            }
            scenario.groups[position].staffing = .headcount(table, means: group.shrinkage > 0 ? .rostered : .present)
            // Rules about persons come back with the shifts.
            scenario.groups[position].occupancyCeiling = nil
            scenario.groups[position].pauseAfter = nil
        }
        return scenario
    }
}
