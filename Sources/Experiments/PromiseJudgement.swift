import Measures
import Scenarios

/// What is said of each row of a table after it has met fresh days.
struct PromiseJudgement {
    let search: PromiseSearch
    let calendar: OpeningCalendar
    let cells: PromiseCells
    let table: PromiseMoves.Table
    /// On the fresh days.
    let outcome: PromiseOutcome
    let shorter: [Int: (kept: ShareTally, dialled: ShareTally)]
    let quotes: PromiseSearch.Quotes

    private func status(_ cell: Int) -> PromisedRow.Status {
        let kept = outcome.kept[cell].estimate(confidence: search.options.confidence)
        guard let share = kept.value, outcome.kept[cell].whole >= PromiseResults.enough else { return .few }
        let least = search.probability - PromiseResults.tolerance
        if share < least, table.isImpossible[cell] || (kept.high ?? 1) < least { return .impossible }
        if table.windows[cell] == 0 { return share >= least ? .floor : .undecided }
        let isShortest = (shorter[cell]?.kept.share).map { $0 < search.probability } ?? false
        return share >= least && isShortest ? .kept : .undecided
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
                due: outcome.kept[cell].whole, shorter: shorter[cell]?.kept.estimate(confidence: confidence),
                highest: status == .impossible ? max(table.highest[cell], outcome.kept[cell].share ?? 0) : nil,
                quote: quotes.quotes[cell],
                quoteKept: quotes.covered[cell].estimate(confidence: confidence), quoted: quotes.covered[cell].whole)
        }
    }

    var intervals: [PromisedInterval] {
        (0..<cells.intervalCount).compactMap { interval in
            let own = cells.cells.indices.filter { cells.intervalOfCell[$0] == interval }
            guard let first = own.first else { return nil }
            let tallies = own.map { shorter[$0]?.kept ?? outcome.kept[$0] }
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
                "of \(share) % of those who had to wait nobody knows how long it would have been, since the day ended first: "
                    + "they are left out of the quotes")
        }
        let hopeless = cells.cells.indices.filter { cell in
            table.isImpossible[cell] && outcome.dialled[cell].whole >= PromiseResults.enough
                && (outcome.dialled[cell].share ?? 1) < search.probability - PromiseResults.tolerance
        }
        if !hopeless.isEmpty {
            warnings.append(
                "in \(hopeless.count) row\(hopeless.count == 1 ? "" : "s") not even the first dial is in time as often as "
                    + "stated: there are too few agents")
        }
        return warnings
    }
}
