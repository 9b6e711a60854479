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
    /// By cell, how often its window is to be kept while windows are sought: half the tolerance below what is stated, so
    /// that on other days chance has as much room to either side; more where it has so much that this is not enough.
    private(set) var aims: [Double]
    var cells: PromiseCells { trials.cells }

    init(trials: PromiseTrials, probability: Double) {
        self.trials = trials
        self.probability = probability
        aims = [Double](
            repeating: probability - PromiseResults.tolerance / 2, count: trials.cells.cells.count)
    }

    /// Promises that a cell must have to be judged while windows are sought.
    static let fewest = 60.0
    /// Promises on the fresh days that each state of an interval must have, for one to be told from another: one a day.
    static let enoughForAState = 2000.0
    /// Steps up after which a cell that has come nowhere nearer is given up.
    private static let patience = 4

    /// Windows by cell, and by which clock each is judged.
    struct Table: Sendable {
        /// Positions in the grid.
        var windows: [Int]
        /// No window is kept as often as stated: judged by the first dial instead.
        var isImpossible: [Bool]
        /// The most often that any window tried was kept, by the agent's clock.
        var highest: [Double]
        /// By the clock of the first dial: the shortest window tried that was in time as often as aimed at, or else the one
        /// that was most often; and how often. nil where there were too few promises.
        var dialled: [(window: Int, share: Double)?]

        init(_ windows: [Int]) {
            self.windows = windows
            isImpossible = [Bool](repeating: false, count: windows.count)
            highest = [Double](repeating: 0, count: windows.count)
            dialled = [(window: Int, share: Double)?](repeating: nil, count: windows.count)
        }
    }

    /// Below this no window will do.
    private var least: Double { probability - PromiseResults.tolerance / 2 }

    /// Where chance on the fresh days would put a window that is kept just so below what is tolerated more often than one
    /// time in twenty, it is to be kept as much more often, up to half of the way to always.
    mutating func leaveRoomForChance(_ outcome: PromiseOutcome, _ table: Table, of replications: Int) {
        for cell in aims.indices {
            let tally = table.isImpossible[cell] ? outcome.dialled[cell] : outcome.kept[cell]
            let found = tally.estimate(confidence: 0.9)
            guard tally.whole >= Self.fewest, let share = found.value, let low = found.low else { continue }
            let chance = (share - low) * (Double(replications) / Double(PromiseSearch.fresh)).squareRoot()
            aims[cell] = min(
                max(least, probability - PromiseResults.tolerance + chance), probability + (1 - probability) / 2)
        }
    }

    /// The share that decides about a cell; nil where too few promises were due.
    func share(_ cell: Int, of outcome: PromiseOutcome, _ table: Table) -> Double? {
        let tally = table.isImpossible[cell] ? outcome.dialled[cell] : outcome.kept[cell]
        return tally.whole >= Self.fewest ? tally.share : nil
    }

    private func note(_ outcome: PromiseOutcome, of windows: [Int], in table: inout Table) {
        for cell in windows.indices where outcome.kept[cell].whole >= Self.fewest {
            table.highest[cell] = max(table.highest[cell], outcome.kept[cell].share ?? 0)
            guard let share = outcome.dialled[cell].share else { continue }
            guard let before = table.dialled[cell] else {
                table.dialled[cell] = (windows[cell], share)
                continue
            }
            let isBetter =
                share >= aims[cell]
                ? before.share < aims[cell] || windows[cell] < before.window
                : before.share < aims[cell] && share > before.share
            if isBetter { table.dialled[cell] = (windows[cell], share) }
        }
    }

    /// From here on the cell is judged by its first dial.
    private func giveUp(_ cell: Int, _ table: inout Table) {
        table.isImpossible[cell] = true
        table.windows[cell] = table.dialled[cell]?.window ?? table.windows[cell]
    }

    /// Not even the first dial was ever in time often enough: it keeps the window with which it was most often.
    private func isHopeless(_ cell: Int, _ table: Table) -> Bool {
        table.isImpossible[cell] && (table.dialled[cell]?.share ?? 0) < least
    }

    /// A cell on its way up: how often it was kept where it began, and its steps since.
    private typealias Climb = (share: Double, steps: Int)

    /// Whether there is no way further up, or some steps have brought it nowhere nearer; counts the next step if not.
    private func endsInVain(_ climb: inout Climb?, _ share: Double, _ cell: Int, _ table: Table) -> Bool {
        let begun = climb ?? (share, 0)
        if table.windows[cell] >= cells.cells[cell].longest { return true }
        if begun.steps >= Self.patience && share < begun.share + 0.3 * (aims[cell] - begun.share) { return true }
        climb = (begun.share, begun.steps + 1)
        return false
    }

    /// How often each window is kept when it is promised to all, whatever is due within the day.
    func uniform(_ replications: Range<Int>) throws(RunError) -> [(window: Int, kept: ShareTally)] {
        var found: [(window: Int, kept: ShareTally)] = []
        for window in scan {
            let windows = [Int](repeating: window, count: cells.cells.count)
            found.append((window, try trials.outcome(windows, replications).whole))
        }
        return found
    }

    // MARK: Nearer

    /// The same window for all, each in turn: for each cell the first that is kept often enough, or the one that is kept
    /// most often; and how often each window is kept in all.
    func scanned(
        _ replications: Range<Int>
    ) throws(RunError) -> (table: Table, whole: [(window: Int, kept: ShareTally)]) {
        var best = [(window: Int, share: Double)?](repeating: nil, count: cells.cells.count)
        var found = [Int?](repeating: nil, count: cells.cells.count)
        var whole: [(window: Int, kept: ShareTally)] = []
        var table = Table(cells.cells.map(\.longest))
        for window in scan {
            let windows = cells.cells.map { min(window, $0.longest) }
            let outcome = try trials.outcome(windows, replications)
            note(outcome, of: windows, in: &table)
            whole.append((window, outcome.whole))
            for cell in found.indices where found[cell] == nil && window <= cells.cells[cell].longest {
                guard outcome.kept[cell].whole >= Self.fewest, let share = outcome.kept[cell].share else { continue }
                if share >= aims[cell] { found[cell] = window }
                if share > best[cell]?.share ?? -1 { best[cell] = (window, share) }
            }
        }
        let usual = whole.first { ($0.kept.share ?? 0) >= probability }?.window ?? cells.grid.count / 2
        for cell in found.indices {
            table.windows[cell] = min(found[cell] ?? best[cell]?.window ?? usual, cells.cells[cell].longest)
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

    /// Moves all cells at once, until none has anywhere to go, or for so many rounds.
    func approached(_ start: Table, _ replications: Range<Int>, rounds: Int, step: Int) throws(RunError) -> Table {
        var table = start
        var steps = [Int](repeating: step, count: table.windows.count)
        var wentUp = [Bool?](repeating: nil, count: table.windows.count)
        var settled = [Bool](repeating: false, count: table.windows.count)
        var climbs = [Int: Climb]()
        for _ in 0..<rounds {
            let outcome = try trials.outcome(table.windows, replications)
            note(outcome, of: table.windows, in: &table)
            var isMoving = false
            for cell in table.windows.indices where !isHopeless(cell, table) {
                guard let share = share(cell, of: outcome, table) else { continue }
                let goesUp = share < aims[cell]
                if settled[cell] && !goesUp { continue }
                if goesUp, endsInVain(&climbs[cell], share, cell, table) {
                    if share < least && !table.isImpossible[cell] {
                        giveUp(cell, &table)
                        (settled[cell], wentUp[cell], climbs[cell]) = (false, nil, nil)
                        isMoving = true
                    }
                    continue
                }
                if !goesUp { climbs[cell] = nil }
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

    // MARK: Up

    /// One step up wherever a window is kept too seldom, until none is that has anywhere to go. Who comes no nearer on its
    /// way up, or fails at its longest window, is judged by its first dial.
    func repaired(
        _ start: Table, _ replications: Range<Int>, rounds: Int
    ) throws(RunError) -> (table: Table, outcome: PromiseOutcome) {
        var table = start
        var climbs = [Int: Climb]()
        for _ in 0..<rounds {
            let outcome = try trials.outcome(table.windows, replications)
            note(outcome, of: table.windows, in: &table)
            var isChanged = false
            for cell in table.windows.indices where !isHopeless(cell, table) {
                guard let share = share(cell, of: outcome, table), share < aims[cell] else { continue }
                if !endsInVain(&climbs[cell], share, cell, table) {
                    table.windows[cell] += 1
                    isChanged = true
                } else if share < least && !table.isImpossible[cell] {
                    giveUp(cell, &table)
                    climbs[cell] = nil
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
        for quarter in 1...4 where table.isImpossible.contains(true) {
            var tried = table.windows
            for cell in tried.indices where table.isImpossible[cell] {
                tried[cell] = max(table.windows[cell], cells.cells[cell].longest * quarter / 4)
            }
            let outcome = try trials.outcome(tried, replications)
            note(outcome, of: tried, in: &table)
            for cell in tried.indices where table.isImpossible[cell] {
                guard outcome.kept[cell].whole >= Self.fewest, outcome.kept[cell].share ?? 0 >= aims[cell] else {
                    continue
                }
                table.isImpossible[cell] = false
                table.windows[cell] = tried[cell]
            }
        }
        return table
    }

    // MARK: Down

    /// The outcome of each cell with its window one step shorter and the rest of the table in force; nil for the shortest.
    func shorter(
        _ table: Table, _ replications: Range<Int>
    ) throws(RunError) -> [Int: (kept: ShareTally, dialled: ShareTally)] {
        var found: [Int: (kept: ShareTally, dialled: ShareTally)] = [:]
        for bundle in cells.bundles(of: table.windows.indices.filter { table.windows[$0] > 0 }) {
            var windows = table.windows
            for cell in bundle { windows[cell] -= 1 }
            let outcome = try trials.outcome(windows, replications)
            for cell in bundle { found[cell] = (outcome.kept[cell], outcome.dialled[cell]) }
        }
        return found
    }

    /// Shortens every window that is kept often enough when shorter, some cells far apart at a time, by steps that are halved
    /// where they are too long; what suffers from it is mended after each round.
    func trimmed(_ start: Table, _ replications: Range<Int>, rounds: Int, step: Int) throws(RunError) -> Table {
        var table = start
        var steps = table.windows.map { min(step, max(1, $0 / 3)) }
        var open = Set(table.windows.indices.filter { table.windows[$0] > 0 })
        for _ in 0..<rounds where !open.isEmpty {
            for bundle in cells.bundles(of: open.sorted()) {
                var tried = table.windows
                for cell in bundle { tried[cell] = max(0, tried[cell] - steps[cell]) }
                let outcome = try trials.outcome(tried, replications)
                note(outcome, of: tried, in: &table)
                for cell in bundle {
                    guard let share = share(cell, of: outcome, table) else {
                        open.remove(cell)
                        continue
                    }
                    if share >= aims[cell] {
                        table.windows[cell] = tried[cell]
                        if tried[cell] == 0 { open.remove(cell) }
                    } else if steps[cell] == 1 {
                        open.remove(cell)
                    } else {
                        steps[cell] /= 2
                    }
                }
            }
            table = try repaired(table, replications, rounds: 4).table
        }
        return table
    }

    /// One step up or down where other days show that a window is not right: kept less often than tolerated, or kept as
    /// stated when one step shorter. Who fails at its longest window is judged by its first dial from now on.
    /// - Returns: the table, and whether anything was changed.
    func mended(
        _ start: Table, _ outcome: PromiseOutcome, _ shorter: [Int: (kept: ShareTally, dialled: ShareTally)]
    ) -> (table: Table, isChanged: Bool) {
        var table = start
        note(outcome, of: table.windows, in: &table)
        for cell in table.windows.indices where outcome.kept[cell].whole >= PromiseResults.enough {
            guard let share = share(cell, of: outcome, table), !isHopeless(cell, table) else { continue }
            if share < probability - PromiseResults.tolerance {
                if table.windows[cell] < cells.cells[cell].longest {
                    table.windows[cell] += 1
                } else if !table.isImpossible[cell] {
                    giveUp(cell, &table)
                }
            } else if let tallies = shorter[cell] {
                let tally = table.isImpossible[cell] ? tallies.dialled : tallies.kept
                if tally.share ?? 0 >= probability { table.windows[cell] -= 1 }
            }
        }
        let isChanged = table.windows != start.windows || table.isImpossible != start.isImpossible
        return (table, isChanged)
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
