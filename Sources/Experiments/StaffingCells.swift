import Measures
import Scenarios

/// One number that staffing decides: the agents of a group in an interval of a kind of day.
struct StaffingCell: Sendable {
    /// Position in `Scenario.groups`.
    var group: Int
    var kind: Int
    var interval: Int
    /// The rows of the counts that it staffs: one for each day of its kind.
    var rows: [Int]
    /// Seconds after midnight.
    var start: Double
    /// Length of the interval in seconds.
    var length: Double
    /// Of an hour of an agent, where the scenario names one.
    var price: Double?

    /// Over all days of its kind, for each agent.
    var hours: Double { length * Double(rows.count) / 3600 }
}

/// All the numbers that staffing decides for a scenario, and how they are put into it.
struct StaffingCells: Sendable {
    let cells: [StaffingCell]
    /// Of each kind of day, its intervals.
    private let intervals: [Int]
    /// The cells of each row, one for each group that has a headcount.
    let cellsOfRow: [[Int]]
    private let weights: [Double]

    /// - Precondition: the scenario has days.
    init(_ scenario: Scenario, _ calendar: OpeningCalendar) {
        intervals = calendar.kinds.indices.map { calendar.intervals(ofKind: $0) }
        var rows = calendar.kinds.indices.map { [[Int]](repeating: [], count: calendar.intervals(ofKind: $0)) }
        var row = 0
        for opening in calendar.openings {
            for interval in 0..<intervals[opening.kind] {
                rows[opening.kind][interval].append(row)
                row += 1
            }
        }
        var cells: [StaffingCell] = []
        for (position, group) in scenario.groups.enumerated() {
            guard case .headcount = group.staffing else { continue }
            for (kind, day) in calendar.kinds.enumerated() {
                for interval in 0..<intervals[kind] {
                    let start = day.opens + Double(interval) * calendar.intervalSeconds
                    cells.append(
                        StaffingCell(
                            group: position, kind: kind, interval: interval, rows: rows[kind][interval], start: start,
                            length: min(day.closes, start + calendar.intervalSeconds) - start,
                            price: scenario.costs.agentHour(ofGroup: position)))
                }
            }
        }
        var cellsOfRow = [[Int]](repeating: [], count: row)
        for (cell, found) in cells.enumerated() {
            for row in found.rows { cellsOfRow[row].append(cell) }
        }
        // Where an hour is free in one group, its agents are still not to be wasted.
        let dearest = cells.compactMap(\.price).max() ?? 0
        weights = cells.map { cell in
            cell.hours * (dearest > 0 ? max(cell.price ?? 0, 1e-6 * dearest) : 1)
        }
        self.cells = cells
        self.cellsOfRow = cellsOfRow
    }

    /// The numbers that stand in the scenario.
    func plan(of scenario: Scenario) -> [Int] {
        cells.map { cell in
            guard case .headcount(let table, means: _) = scenario.groups[cell.group].staffing else { return 0 }
            return Int(table[cell.kind][cell.interval])
        }
    }

    /// The scenario with these numbers in place of its own.
    func applied(_ plan: [Int], to scenario: Scenario) -> Scenario {
        var staffed = scenario
        var cell = 0
        for position in scenario.groups.indices {
            guard case .headcount(_, let means) = scenario.groups[position].staffing else { continue }
            let table = intervals.map { count in
                defer { cell += count }
                return plan[cell..<(cell + count)].map(Double.init)
            }
            staffed.groups[position].staffing = .headcount(table, means: means)
        }
        return staffed
    }

    /// Intervals from one cell's to another's on the same kind of day, also from the end of such a day to the beginning of
    /// the next; nil for kinds that differ, which are never together.
    func intervalsBetween(_ one: Int, _ other: Int) -> Int? {
        let (one, other) = (cells[one], cells[other])
        guard one.kind == other.kind else { return nil }
        let apart = abs(one.interval - other.interval)
        return one.rows.count > 1 ? min(apart, intervals[one.kind] - apart) : apart
    }

    func hours(_ plan: [Int]) -> Double { zip(plan, cells).reduce(0) { $0 + Double($1.0) * $1.1.hours } }

    /// What is made small: what an agent more costs in a cell, in hours where no price is named.
    func weight(_ cell: Int) -> Double { weights[cell] }

    func weight(_ plan: [Int]) -> Double { zip(plan, weights).reduce(0) { $0 + Double($1.0) * $1.1 } }

    /// Whether an hour has a price.
    var isPriced: Bool { cells.contains { $0.price != nil } }

    /// Hours of a plan and what they cost.
    func total(_ plan: [Int]) -> StaffingTotal {
        StaffingTotal(
            agentHours: hours(plan),
            cost: isPriced
                ? zip(plan, cells).reduce(0) { $0 + Double($1.0) * $1.1.hours * ($1.1.price ?? 0) } : nil)
    }
}
