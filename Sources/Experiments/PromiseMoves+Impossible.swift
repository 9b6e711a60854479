import Measures

// Cells that no window is kept for: whether that is so, and how often the best of them is.
extension PromiseMoves {
    /// Cells that are surveyed at once: few, since long windows of different hours fall due at the same time.
    private static let surveyedAtOnce = 8
    /// By how much what is promised elsewhere may be kept less often for it.
    private static let harm = PromiseResults.tolerance / 10

    /// Decides anew about cells that fail: longer and longer windows are tried with the rest of the table in force, a few
    /// cells at a time, one such group after another. Each takes the shortest that is kept often enough, or else the shortest
    /// whose first dial is in time so often. Where none is, or where others would be kept less often for it, it has the
    /// longest: on a day with more callbacks than agents can make, somebody comes last, and short windows would only make all
    /// of them late.
    func surveyed(_ start: PromiseTable, _ replications: Range<Int>) throws(RunError) -> PromiseTable {
        let outcome = try trials.outcome(start.windows, replications)
        let failing = start.windows.indices.filter { cell in
            guard outcome.kept[cell].whole >= Self.fewest, let share = outcome.kept[cell].share else { return false }
            return start.isImpossible(cell) || share < least
        }
        return try surveyed(failing, start, outcome, replications)
    }

    /// The same about cells that were given up since, if there are any.
    func newlySurveyed(_ start: PromiseTable, _ replications: Range<Int>) throws(RunError) -> PromiseTable {
        let givenUp = start.windows.indices.filter { start.isImpossible($0) && start.mostKept[$0] == nil }
        guard !givenUp.isEmpty else { return start }
        let outcome = try trials.outcome(start.windows, replications)
        return try surveyed(givenUp.filter { outcome.kept[$0].whole >= Self.fewest }, start, outcome, replications)
    }

    private func surveyed(
        _ failing: [Int], _ start: PromiseTable, _ before: PromiseOutcome, _ replications: Range<Int>
    ) throws(RunError) -> PromiseTable {
        var (table, outcome) = (start, before)
        for group in Self.spread(failing) {
            let found = try survey(group, table, replications)
            let changed = try trials.outcome(found.windows, replications)
            let elsewhere = table.windows.indices.filter { !table.isImpossible($0) && !group.contains($0) }
            if Self.kept(elsewhere, changed) >= Self.kept(elsewhere, outcome) - Self.harm {
                (table, outcome) = (found, changed)
            } else {
                for cell in group {
                    table.mostKept[cell] = found.mostKept[cell]
                    table.giveUp(cell, longest: cells.cells[cell].longest)
                }
                outcome = try trials.outcome(table.windows, replications)
            }
        }
        return table
    }

    private static func kept(_ chosen: [Int], _ outcome: PromiseOutcome) -> Double {
        let due = chosen.reduce(0) { $0 + outcome.kept[$1].whole }
        return due > 0 ? chosen.reduce(0) { $0 + outcome.kept[$1].part } / due : 1
    }

    private func survey(
        _ group: [Int], _ start: PromiseTable, _ replications: Range<Int>
    ) throws(RunError) -> PromiseTable {
        var table = start
        var most: [Int: (window: Int, share: Double)] = [:]
        var (kept, dialled) = ([Int: Int](), [Int: Int]())
        let tries = cells.apart(upTo: group.map { cells.cells[$0].longest }.max() ?? 0, by: 1.5)
        for window in tries {
            var windows = start.windows
            let tried = group.filter { kept[$0] == nil && window <= cells.cells[$0].longest }
            guard !tried.isEmpty else { break }
            for cell in tried { windows[cell] = window }
            let outcome = try trials.outcome(windows, replications)
            for cell in tried where outcome.kept[cell].whole >= Self.fewest {
                guard let share = outcome.kept[cell].share else { continue }
                if share >= aims[cell] { kept[cell] = window }
                if share > most[cell]?.share ?? -1 { most[cell] = (window, share) }
                if dialled[cell] == nil, outcome.dialled[cell].share ?? 0 >= aims[cell] { dialled[cell] = window }
            }
        }
        for cell in group {
            table.mostKept[cell] = most[cell]?.window
            if let window = kept[cell] ?? dialled[cell] {
                table.windows[cell] = window
                table.clocks[cell] = kept[cell] == nil ? .firstDial : .agent
            } else {
                table.giveUp(cell, longest: cells.cells[cell].longest)
            }
        }
        return table
    }

    /// How often each cell that no window is kept for is kept with the window that was most often when it was surveyed, the
    /// rest of the table in force. On days that chose neither window nor table this is no more than it truly is.
    func mostKept(_ table: PromiseTable, _ replications: Range<Int>) throws(RunError) -> [Int: ShareTally] {
        var found: [Int: ShareTally] = [:]
        let chosen = table.windows.indices.filter { cell in
            table.isImpossible(cell) && table.mostKept[cell] ?? table.windows[cell] != table.windows[cell]
        }
        for group in Self.spread(chosen) {
            var windows = table.windows
            for cell in group { windows[cell] = table.mostKept[cell] ?? windows[cell] }
            let outcome = try trials.outcome(windows, replications)
            for cell in group { found[cell] = outcome.kept[cell] }
        }
        return found
    }

    /// Groups of a few cells each, those of one group spread over the whole day.
    private static func spread(_ chosen: [Int]) -> [[Int]] {
        let groups = (chosen.count + surveyedAtOnce - 1) / surveyedAtOnce
        return (0..<groups).map { first in
            stride(from: first, to: chosen.count, by: groups).map { chosen[$0] }
        }
    }
}
