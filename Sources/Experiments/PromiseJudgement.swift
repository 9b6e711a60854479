import Measures
import Scenarios

/// What is said of each row of a table after it has met fresh days.
struct PromiseJudgement {
    let search: PromiseSearch
    let calendar: OpeningCalendar
    let cells: PromiseCells
    let table: PromiseTable
    let fresh: FreshDays
    /// Of impossible rows, with the window that was kept most often when they were surveyed.
    let mostKept: [Int: ShareTally]
    let quotes: PromiseSearch.Quotes

    private var outcome: PromiseOutcome { fresh.outcome }

    /// The most often that a window was kept, of those that were left to try on fresh days.
    private func highest(_ cell: Int) -> Double {
        max(outcome.kept[cell].share ?? 0, mostKept[cell]?.share ?? 0)
    }

    private func status(_ cell: Int) -> PromisedRow.Status {
        let kept = outcome.kept[cell].estimate(confidence: search.options.confidence)
        guard let share = kept.value, outcome.kept[cell].whole >= PromiseResults.enough else { return .few }
        let least = search.probability - PromiseResults.tolerance
        if share < least {
            // Only where windows were tried with the rest in force is it known that none does.
            if table.isImpossible(cell) { return table.mostKept[cell] == nil ? .missed : .impossible }
            return kept.high ?? 1 < least ? .missed : .undecided
        }
        if table.windows[cell] == 0 { return .floor }
        return (fresh.shorter[cell]?.kept.share).map { $0 < search.probability } ?? false ? .kept : .undecided
    }

    var rows: [PromisedRow] {
        cells.cells.indices.map { cell in
            let place = cells.cells[cell]
            let confidence = search.options.confidence
            let status = status(cell)
            return PromisedRow(
                customerClass: search.scenario.classes[place.customerClass].name,
                day: calendar.kinds[place.kind].name, start: clockTime(place.start),
                end: clockTime(place.start + place.length), startSeconds: place.start, waitingFrom: place.waitingFrom,
                waitingTo: place.waitingTo, window: cells.grid[table.windows[cell]], status: status,
                kept: outcome.kept[cell].estimate(confidence: confidence),
                dialled: outcome.dialled[cell].estimate(confidence: confidence), promises: outcome.made[cell],
                due: outcome.kept[cell].whole, shorter: fresh.shorter[cell]?.kept.estimate(confidence: confidence),
                shorterDialled: fresh.shorter[cell]?.dialled.estimate(confidence: confidence),
                highest: status == .impossible ? highest(cell) : nil,
                quote: quotes.quotes[cell],
                quoteKept: quotes.covered[cell].estimate(confidence: confidence), quoted: quotes.covered[cell].whole)
        }
    }

    var intervals: [PromisedInterval] {
        (0..<cells.intervalCount).compactMap { interval in
            let own = cells.cells.indices.filter { cells.intervalOfCell[$0] == interval }
            guard let first = own.first else { return nil }
            let tallies = own.map { fresh.shorter[$0]?.kept ?? outcome.kept[$0] }
            let due = tallies.reduce(0) { $0 + $1.whole }
            return PromisedInterval(
                day: calendar.kinds[cells.cells[first].kind].name, start: clockTime(cells.cells[first].start),
                kept: outcome.intervals[interval].estimate(confidence: search.options.confidence),
                due: outcome.intervals[interval].whole,
                shorter: due > 0 ? tallies.reduce(0) { $0 + $1.part } / due : nil,
                hasImpossible: own.contains { status($0) == .impossible },
                isFloor: own.allSatisfy { table.windows[$0] == 0 })
        }
    }

    var warnings: [String] {
        var warnings: [String] = []
        if quotes.missing > 0.005 {
            let share = (quotes.missing * 1000).rounded() / 10
            warnings.append(
                "quotes leave out \(share) % of those who had to wait: the day ended before it was known how long")
        }
        let least = search.probability - PromiseResults.tolerance
        let crowded = cells.cells.indices.filter { status($0) == .impossible && highest($0) >= least }.count
        let hopeless = cells.cells.indices.filter { cell in
            status(cell) == .impossible && highest(cell) < least && (outcome.dialled[cell].share ?? 1) < least
        }.count
        func rows(_ number: Int) -> String { "\(number) row\(number == 1 ? "" : "s")" }
        if crowded > 0 {
            warnings.append("\(rows(crowded)) could be kept only if others were not: too few agents on busy days")
        }
        if hopeless > 0 {
            warnings.append("in \(rows(hopeless)) not even the first dial is in time so often: too few agents")
        }
        return warnings
    }
}
