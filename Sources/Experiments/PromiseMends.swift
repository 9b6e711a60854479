import Measures

/// What fresh days have shown of windows, cell by cell: days that chose none of them, all such days together.
struct PromiseEvidence: Sendable {
    private struct Sums {
        var kept = 0.0
        var dialled = 0.0
        var due = 0.0

        mutating func add(_ kept: ShareTally, _ dialled: ShareTally) {
            self.kept += kept.part
            self.dialled += dialled.part
            due += kept.whole
        }
    }

    private var found: [[Int: Sums]]

    init(cells: Int) { found = [[Int: Sums]](repeating: [:], count: cells) }

    mutating func add(_ fresh: FreshDays, _ table: PromiseTable) {
        for (cell, window) in table.windows.enumerated() {
            found[cell][window, default: Sums()].add(fresh.outcome.kept[cell], fresh.outcome.dialled[cell])
            if let shorter = fresh.shorter[cell] {
                found[cell][window - 1, default: Sums()].add(shorter.kept, shorter.dialled)
            }
        }
    }

    /// How often promises with this window were in time, by the clock of an agent or of the first dial; nil where too few
    /// were due to tell.
    func share(_ cell: Int, _ window: Int, dialled: Bool) -> Double? {
        guard let sums = found[cell][window], sums.due >= PromiseResults.enough else { return nil }
        return (dialled ? sums.dialled : sums.kept) / sums.due
    }
}

/// How a table fared on days that no table had met before.
struct FreshDays: Sendable {
    typealias Pair = (kept: ShareTally, dialled: ShareTally)

    var replications: Range<Int>
    var outcome: PromiseOutcome
    /// Each cell with its window one step shorter, the rest of the table in force; the shortest windows are left out.
    var shorter: [Int: Pair]
}

extension PromiseMoves {
    func met(_ table: PromiseTable, _ replications: Range<Int>) throws(RunError) -> FreshDays {
        FreshDays(
            replications: replications, outcome: try trials.outcome(table.windows, replications),
            shorter: try shorter(table, replications))
    }

    /// One step up or down where fresh days show that a window is not right; with half a tolerance between what leads up and
    /// what leads down, so that chance moves few.
    func mended(_ start: PromiseTable, _ evidence: PromiseEvidence) -> PromiseTable {
        var table = start
        let slack = PromiseResults.tolerance / 4
        for cell in table.windows.indices {
            let window = table.windows[cell]
            if table.clocks[cell] == .neither { continue }
            let isDialled = table.isImpossible(cell)
            guard let share = evidence.share(cell, window, dialled: isDialled) else { continue }
            let shorter = evidence.share(cell, window - 1, dialled: isDialled) ?? 0
            if share < min(aims[cell], probability) - slack {
                if window < cells.cells[cell].longest {
                    table.windows[cell] += 1
                } else {
                    table.giveUp(cell, longest: window)
                }
            } else if shorter >= min(aims[cell] + slack, probability) {
                table.windows[cell] -= 1
            }
        }
        return table
    }
}
