import Measures
import Scenarios

/// The moves that bring a table of windows nearer.
///
/// A promised window changes what happens: with `when_slack_at_most` or `earliest_due` a promise is worked off by its due
/// time, so that each window depends on all others. The table is a fixed point, sought with the whole table in force on
/// common random numbers: every cell steps up where its promises are in time too seldom and down where they are often
/// enough, by steps that are halved each time it turns round (a stochastic approximation in the manner of Kesten, 1958).
struct PromiseMoves: Sendable {
    let trials: PromiseTrials
    let probability: Double
    /// By cell, how often its promises are to be in time while windows are sought: half the tolerance below what is stated,
    /// so that on other days chance has as much room to either side; more where it has so much that this is not enough.
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
    /// Steps up after which a cell that has come nowhere nearer is given up.
    private static let patience = 4

    /// Below this no window will do.
    var least: Double { probability - PromiseResults.tolerance / 2 }

    /// Where chance on the fresh days would put a window that is kept just so below what is tolerated more often than one
    /// time in twenty, it is to be kept as much more often, up to half of the way to always.
    mutating func leaveRoomForChance(
        _ outcome: PromiseOutcome, _ table: PromiseTable, of replications: Int, on fresh: Int
    ) {
        for cell in aims.indices {
            let tally = table.tally(cell, of: outcome)
            let found = tally.estimate(confidence: 0.9)
            guard tally.whole >= Self.fewest, let share = found.value, let low = found.low else { continue }
            let chance = (share - low) * (Double(replications) / Double(fresh)).squareRoot()
            aims[cell] = min(
                max(least, probability - PromiseResults.tolerance + chance), probability + (1 - probability) / 2)
        }
    }

    /// The share that decides about a cell; nil where too few promises were due.
    private func share(_ cell: Int, of outcome: PromiseOutcome, _ table: PromiseTable) -> Double? {
        let tally = table.tally(cell, of: outcome)
        return tally.whole >= Self.fewest ? tally.share : nil
    }

    /// A cell on its way up: how often it was kept where it began, and its steps since.
    private typealias Climb = (share: Double, steps: Int)

    /// Whether there is no way further up, or some steps have brought it nowhere nearer; counts the next step if not.
    private func endsInVain(_ climb: inout Climb?, _ share: Double, _ cell: Int, _ table: PromiseTable) -> Bool {
        let begun = climb ?? (share, 0)
        if table.windows[cell] >= cells.cells[cell].longest { return true }
        if begun.steps >= Self.patience && share < begun.share + 0.3 * (aims[cell] - begun.share) { return true }
        climb = (begun.share, begun.steps + 1)
        return false
    }

    /// How often each window is kept when it is promised to all, whatever is due within the day.
    func uniform(_ replications: Range<Int>) throws(RunError) -> [(window: Int, kept: ShareTally)] {
        var found: [(window: Int, kept: ShareTally)] = []
        for window in cells.apart(upTo: cells.cells.map(\.longest).max() ?? 0) {
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
    ) throws(RunError) -> (table: PromiseTable, whole: [(window: Int, kept: ShareTally)]) {
        var best = [(window: Int, share: Double)?](repeating: nil, count: cells.cells.count)
        var found = [Int?](repeating: nil, count: cells.cells.count)
        var whole: [(window: Int, kept: ShareTally)] = []
        var table = PromiseTable(cells.cells.map(\.longest))
        for window in cells.apart(upTo: cells.cells.map(\.longest).max() ?? 0) {
            let windows = cells.cells.map { min(window, $0.longest) }
            let outcome = try trials.outcome(windows, replications)
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

    /// Moves all cells at once, until none has anywhere to go, or for so many rounds.
    func approached(
        _ start: PromiseTable, _ replications: Range<Int>, rounds: Int, step: Int
    ) throws(RunError) -> PromiseTable {
        var table = start
        var steps = [Int](repeating: step, count: table.windows.count)
        var wentUp = [Bool?](repeating: nil, count: table.windows.count)
        var settled = [Bool](repeating: false, count: table.windows.count)
        var climbs = [Int: Climb]()
        for _ in 0..<rounds {
            let outcome = try trials.outcome(table.windows, replications)
            var isMoving = false
            for cell in table.windows.indices where !table.isImpossible(cell) {
                guard let share = share(cell, of: outcome, table) else { continue }
                let goesUp = share < aims[cell]
                if settled[cell] && !goesUp { continue }
                if goesUp, endsInVain(&climbs[cell], share, cell, table) {
                    if share < least {
                        table.giveUp(cell, longest: cells.cells[cell].longest)
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

    /// One step up wherever promises are in time too seldom, until none is that has anywhere to go. Who comes no nearer on
    /// its way up, or fails at its longest window, gets the longest, out of the way of all others.
    func repaired(
        _ start: PromiseTable, _ replications: Range<Int>, rounds: Int
    ) throws(RunError) -> PromiseTable {
        var table = start
        var climbs = [Int: Climb]()
        for _ in 0..<rounds {
            let outcome = try trials.outcome(table.windows, replications)
            var isChanged = false
            for cell in table.windows.indices where !table.isImpossible(cell) {
                guard let share = share(cell, of: outcome, table), share < aims[cell] else { continue }
                if !endsInVain(&climbs[cell], share, cell, table) {
                    table.windows[cell] += 1
                    isChanged = true
                } else if share < least {
                    table.giveUp(cell, longest: cells.cells[cell].longest)
                    isChanged = true
                }
            }
            if !isChanged { break }
        }
        return table
    }

    // MARK: Down

    /// The outcome of each cell with its window one step shorter and the rest of the table in force; nil for the shortest.
    func shorter(
        _ table: PromiseTable, _ replications: Range<Int>
    ) throws(RunError) -> [Int: FreshDays.Pair] {
        var found: [Int: FreshDays.Pair] = [:]
        for bundle in cells.bundles(of: table.windows.indices.filter { table.windows[$0] > 0 }) {
            var windows = table.windows
            for cell in bundle { windows[cell] -= 1 }
            let outcome = try trials.outcome(windows, replications)
            for cell in bundle { found[cell] = (outcome.kept[cell], outcome.dialled[cell]) }
        }
        return found
    }

    /// Shortens every window that is in time often enough when shorter, some cells far apart at a time, by steps that are
    /// halved where they are too long; what suffers from it is mended after each round.
    func trimmed(
        _ start: PromiseTable, _ replications: Range<Int>, rounds: Int, step: Int
    ) throws(RunError) -> PromiseTable {
        var table = start
        var steps = table.windows.map { min(step, max(1, $0 / 3)) }
        var open = Set(table.windows.indices.filter { table.windows[$0] > 0 })
        for _ in 0..<rounds where !open.isEmpty {
            for bundle in cells.bundles(of: open.filter { !table.isImpossible($0) }.sorted()) {
                var tried = table.windows
                for cell in bundle { tried[cell] = max(0, tried[cell] - steps[cell]) }
                let outcome = try trials.outcome(tried, replications)
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
            table = try repaired(table, replications, rounds: 4)
        }
        return table
    }

    /// Cells with too few promises take the window of the nearest that have enough.
    /// - Parameter hasEnough: by cell.
    func borrowed(_ start: PromiseTable, _ hasEnough: [Bool]) -> PromiseTable {
        var table = start
        for cell in table.windows.indices where !hasEnough[cell] {
            guard let near = cells.nearest(to: cell).first(where: { hasEnough[$0] }) else { continue }
            table.windows[cell] = min(start.windows[near], cells.cells[cell].longest)
            table.clocks[cell] = .agent
        }
        return table
    }
}
