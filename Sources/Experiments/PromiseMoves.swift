import Measures
import Scenarios

/// A table of windows on its way: what each cell is judged by, and the moves that bring it nearer.
///
/// A promised window changes what happens: with `when_slack_at_most` or `earliest_due` a promise is worked off by its due
/// time, so that each window depends on all others. The table is a fixed point, sought with the whole table in force on
/// common random numbers: every cell steps up where it is kept too seldom and down where it is kept often enough, by
/// steps that are halved each time it turns round (a stochastic approximation in the manner of Kesten, 1958).
struct PromiseMoves: Sendable {
    let trials: PromiseTrials
    let probability: Double
    var cells: PromiseCells { trials.cells }

    /// Promises that a cell must have to be judged while windows are sought.
    static let fewest = 60.0
    /// A cell that no window of the scan kept within so much of what is stated is judged by its first dial at once; longer
    /// windows are tried once more with the table in force.
    private static let hopeless = 0.02

    /// Windows by cell, and by which clock each is judged.
    struct Table: Sendable {
        /// Positions in the grid.
        var windows: [Int]
        /// No window is kept as often as stated: judged by the first dial instead.
        var isImpossible: [Bool]
        /// The most often that any window tried was kept, by the agent's clock.
        var highest: [Double]

        init(_ windows: [Int]) {
            self.windows = windows
            isImpossible = [Bool](repeating: false, count: windows.count)
            highest = [Double](repeating: 0, count: windows.count)
        }
    }

    /// The share that decides about a cell; nil where too few promises were due.
    func share(_ cell: Int, of outcome: PromiseOutcome, _ table: Table) -> Double? {
        let tally = table.isImpossible[cell] ? outcome.dialled[cell] : outcome.kept[cell]
        return tally.whole >= Self.fewest ? tally.share : nil
    }

    private func note(_ outcome: PromiseOutcome, in table: inout Table) {
        for cell in table.windows.indices where outcome.kept[cell].whole >= Self.fewest {
            table.highest[cell] = max(table.highest[cell], outcome.kept[cell].share ?? 0)
        }
    }

    // MARK: Nearer

    /// The same window for all, each in turn: for each cell the first that is kept often enough, or the one that is kept
    /// most often; and how often each window is kept in all.
    func scanned(
        _ replications: Range<Int>
    ) throws(RunError) -> (table: Table, whole: [(window: Int, kept: ShareTally)]) {
        var best = [(window: Int, share: Double)?](repeating: nil, count: cells.cells.count)
        var found = [Int?](repeating: nil, count: cells.cells.count)
        var dialled = found
        var whole: [(window: Int, kept: ShareTally)] = []
        for window in scan {
            let outcome = try trials.outcome([Int](repeating: window, count: found.count), replications)
            whole.append((window, outcome.whole))
            for cell in found.indices where found[cell] == nil && window <= cells.cells[cell].longest {
                guard outcome.kept[cell].whole >= Self.fewest, let share = outcome.kept[cell].share else { continue }
                if share >= probability { found[cell] = window }
                if share > best[cell]?.share ?? -1 { best[cell] = (window, share) }
                if dialled[cell] == nil, outcome.dialled[cell].share ?? 0 >= probability { dialled[cell] = window }
            }
        }
        let usual = whole.first { ($0.kept.share ?? 0) >= probability }?.window ?? cells.grid.count / 2
        var table = Table(
            found.indices.map { cell in
                min(found[cell] ?? best[cell]?.window ?? usual, cells.cells[cell].longest)
            })
        for cell in found.indices where found[cell] == nil {
            guard let best = best[cell] else { continue }
            table.highest[cell] = best.share
            guard best.share < probability - Self.hopeless else { continue }
            table.isImpossible[cell] = true
            table.windows[cell] = min(dialled[cell] ?? best.window, cells.cells[cell].longest)
        }
        return (table, whole)
    }

    /// Positions of the grid that are a quarter apart, from the shortest to the longest that any cell may have.
    private var scan: [Int] {
        let longest = cells.cells.map(\.longest).max() ?? 0
        var positions = [0]
        for position in 1..<max(1, longest + 1)
        where position == longest || cells.grid[position] >= 1.25 * cells.grid[positions[positions.count - 1]] {
            positions.append(position)
        }
        return positions
    }

    /// Moves all cells at once, or only those chosen, until none has anywhere to go, or for so many rounds.
    func approached(
        _ start: Table, _ replications: Range<Int>, rounds: Int, step: Int, only chosen: Set<Int>? = nil
    ) throws(RunError) -> Table {
        var table = start
        var steps = [Int](repeating: step, count: table.windows.count)
        var wentUp = [Bool?](repeating: nil, count: table.windows.count)
        var settled = [Bool](repeating: false, count: table.windows.count)
        var timesAtEnd = [Int](repeating: 0, count: table.windows.count)
        for _ in 0..<rounds {
            let outcome = try trials.outcome(table.windows, replications)
            note(outcome, in: &table)
            var isMoving = false
            for cell in table.windows.indices where chosen?.contains(cell) ?? true {
                guard let share = share(cell, of: outcome, table) else { continue }
                let goesUp = share < probability
                if goesUp && table.windows[cell] == cells.cells[cell].longest {
                    timesAtEnd[cell] += 1
                    if timesAtEnd[cell] > 1 && !table.isImpossible[cell] {
                        giveUp(cell, &table)
                        (settled[cell], wentUp[cell], steps[cell], timesAtEnd[cell]) = (false, nil, step, 0)
                        isMoving = true
                    }
                    continue
                }
                if settled[cell] && !goesUp { continue }
                if let before = wentUp[cell], before != goesUp {
                    // One step up after one step down that was too far: there it stays.
                    if steps[cell] == 1 && goesUp { settled[cell] = true }
                    steps[cell] = max(1, steps[cell] / 2)
                }
                let moved = table.windows[cell] + (goesUp ? steps[cell] : -steps[cell])
                let next = max(0, min(cells.cells[cell].longest, moved))
                if next == table.windows[cell] { settled[cell] = true } else { isMoving = true }
                table.windows[cell] = next
                wentUp[cell] = goesUp
            }
            if !isMoving { break }
        }
        return table
    }

    /// From here on the cell is judged by its first dial.
    private func giveUp(_ cell: Int, _ table: inout Table) {
        table.isImpossible[cell] = true
        table.windows[cell] = min(table.windows[cell], max(0, table.windows[cell] / 2))
    }

    // MARK: Up

    /// One step up wherever a window is kept too seldom, until none is that has anywhere to go.
    func repaired(
        _ start: Table, _ replications: Range<Int>, rounds: Int = 12
    ) throws(RunError) -> (table: Table, outcome: PromiseOutcome) {
        var table = start
        for _ in 0..<rounds {
            let outcome = try trials.outcome(table.windows, replications)
            note(outcome, in: &table)
            var isChanged = false
            for cell in table.windows.indices {
                guard let share = share(cell, of: outcome, table), share < probability else { continue }
                if table.windows[cell] < cells.cells[cell].longest {
                    table.windows[cell] += 1
                    isChanged = true
                } else if !table.isImpossible[cell] {
                    giveUp(cell, &table)
                    isChanged = true
                }
            }
            if !isChanged { return (table, outcome) }
        }
        return (table, try trials.outcome(table.windows, replications))
    }

    /// Tries longer windows once more for cells that no window seemed to keep, the rest of the table in force.
    func retried(_ start: Table, _ replications: Range<Int>) throws(RunError) -> Table {
        var table = start
        var kept = table.windows
        for quarter in 1...4 where table.isImpossible.contains(true) {
            var tried = table.windows
            for cell in tried.indices where table.isImpossible[cell] {
                tried[cell] = max(table.windows[cell], cells.cells[cell].longest * quarter / 4)
            }
            let outcome = try trials.outcome(tried, replications)
            note(outcome, in: &table)
            for cell in tried.indices where table.isImpossible[cell] {
                guard outcome.kept[cell].whole >= Self.fewest, outcome.kept[cell].share ?? 0 >= probability else {
                    continue
                }
                table.isImpossible[cell] = false
                kept[cell] = tried[cell]
            }
        }
        table.windows = kept
        return table
    }

    // MARK: Down

    /// The outcome of each cell with its window one step shorter and the rest of the table in force; nil for the shortest.
    func shorter(
        _ table: Table, _ chosen: [Int], _ replications: Range<Int>
    ) throws(RunError) -> [Int: (kept: ShareTally, dialled: ShareTally)] {
        var found: [Int: (kept: ShareTally, dialled: ShareTally)] = [:]
        for bundle in cells.bundles(of: chosen.filter { table.windows[$0] > 0 }) {
            var windows = table.windows
            for cell in bundle { windows[cell] -= 1 }
            let outcome = try trials.outcome(windows, replications)
            for cell in bundle { found[cell] = (outcome.kept[cell], outcome.dialled[cell]) }
        }
        return found
    }

    /// Shortens every window that is kept often enough when one step shorter, until there is none.
    func trimmed(_ start: Table, _ replications: Range<Int>, rounds: Int = 4) throws(RunError) -> Table {
        var table = start
        var open = Set(table.windows.indices)
        for _ in 0..<rounds where !open.isEmpty {
            let before = table.windows
            for (cell, tallies) in try shorter(table, open.sorted(), replications) {
                let tally = table.isImpossible[cell] ? tallies.dialled : tallies.kept
                guard tally.whole >= Self.fewest, tally.share ?? 0 >= probability else { continue }
                table.windows[cell] -= 1
            }
            let shortened = open.filter { table.windows[$0] != before[$0] }
            table = try repaired(table, replications).table
            open = shortened.filter { table.windows[$0] < before[$0] }
        }
        return table
    }

    /// Cells with too few promises take the window of the nearest that have enough.
    /// - Parameter hasEnough: by cell.
    func borrowed(_ start: Table, _ hasEnough: [Bool]) -> Table {
        var table = start
        for cell in table.windows.indices where !hasEnough[cell] {
            guard let near = cells.nearest(to: cell).first(where: { hasEnough[$0] }) else { continue }
            table.windows[cell] = min(start.windows[near], cells.cells[cell].longest)
            table.isImpossible[cell] = false
        }
        return table
    }
}
