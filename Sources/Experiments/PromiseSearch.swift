import Engine
import Measures
import Scenarios

/// What a centre can promise: the shortest callback window and the wait quote that are kept with a stated probability, by
/// interval and state of the line. What `promise` does; docs/promise.md tells how.
public struct PromiseSearch: Sendable {
    public let scenario: Scenario
    public let file: String
    public let resolvedSHA256: String
    public let options: RunOptions
    /// With which windows and quotes are to be kept; between 0 and 1, both excluded.
    public let probability: Double
    /// Windows are multiples of this many seconds; nil: as people say them.
    public let stepSeconds: Double?
    /// States of the line told apart in an interval, at most.
    public let states: Int

    public init(
        _ scenario: Scenario, file: String, resolvedSHA256: String, options: RunOptions, probability: Double = 0.95,
        stepSeconds: Double? = nil, states: Int = 3
    ) {
        self.scenario = scenario
        self.file = file
        self.resolvedSHA256 = resolvedSHA256
        self.options = options
        self.probability = probability
        self.stepSeconds = stepSeconds
        self.states = states
    }

    /// Replications on which windows are sought, and those that then meet the table for the first time.
    public var replications: Int { options.replications ?? 1000 }
    public static let fresh = 2000
    /// Times that a table which fails there is mended and meets others.
    static let mends = 4
    /// As many as `fresh`, but where a test needs no more.
    var freshReplications = PromiseSearch.fresh
    /// Simulated in all for each replication of the search, roughly: for telling how far it has come.
    public static let passes = 125

    /// Windows as people say them: to half an hour by five minutes, to two hours by a quarter of an hour, to four by half
    /// an hour, then by the hour.
    static let usual: [Double] =
        (Array(stride(from: 5.0, through: 30, by: 5)) + Array(stride(from: 45.0, through: 120, by: 15))
        + Array(stride(from: 150.0, through: 240, by: 30)) + Array(stride(from: 300.0, through: 2880, by: 60)))
        .map { $0 * 60 }

    /// Windows that may be promised, up to the length of the longest day.
    func grid(_ calendar: OpeningCalendar) -> [Double] {
        let longest = calendar.kinds.map { $0.closes - $0.opens }.max() ?? 0
        let all = stepSeconds.map { step in (1...max(1, Int(longest / step))).map { Double($0) * step } } ?? Self.usual
        let fitting = all.filter { $0 <= longest }
        return fitting.isEmpty ? [all[0]] : fitting
    }

    /// Finds the table, and what is known about it.
    /// - Parameters:
    ///   - isInterrupted: asked often, on any thread; once true there is no answer.
    ///   - progress: told the number of replications simulated so far, on any thread.
    /// - Throws: when the scenario has no callbacks that a window could be promised for, or too few.
    public func results(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(RunError) -> PromiseResults {
        let stopwatch = Stopwatch()
        let (calendar, classes) = try answerable()
        let plain = PromiseCells(scenario, calendar, grid: grid(calendar), classes: classes) { _, _, _ in [0] }
        let first = PromiseTrials(
            cells: plain, seed: options.seed, threads: options.threads ?? ScenarioRun.cores,
            isInterrupted: isInterrupted, progress: progress, simulated: ReplicationsDone())

        // Without states first: where windows lie, and how many are then in line.
        let few = 0..<min(200, replications)
        let start = PromiseMoves(trials: first, probability: probability)
        let scan = try start.scanned(few)
        try refuseTooFew(scan.whole, few.count)
        let rough = try start.approached(scan.table, few, rounds: 8, step: 2)
        let inLine = try first.inLine(rough.windows, few)
        let bands = plain.cells.indices.map { states(inLine[$0], of: few.count) }
        let cells = PromiseCells(scenario, calendar, grid: plain.grid, classes: classes) {
            customerClass, kind, interval in
            plain.cells.firstIndex {
                $0.customerClass == customerClass && $0.kind == kind && $0.interval == interval
            }.map { bands[$0] } ?? [0]
        }

        var moves = PromiseMoves(trials: first.with(cells), probability: probability)
        let judged = 0..<replications
        let quick = 0..<min(400, replications)
        let places = cells.cells.map { cell in
            plain.cells.firstIndex {
                $0.customerClass == cell.customerClass && $0.kind == cell.kind && $0.interval == cell.interval
            }
        }
        var table = PromiseTable(places.map { $0.map { rough.windows[$0] } ?? 0 })
        table = try moves.approached(table, quick, rounds: 12, step: 2)
        let before = try moves.trials.outcome(table.windows, judged)
        let hasEnough = before.kept.map { $0.whole >= PromiseMoves.fewest }
        moves.leaveRoomForChance(before, table, of: replications, on: freshReplications)
        table = try moves.repaired(table, quick, rounds: 12)
        table = try moves.surveyed(table, quick)
        table = try moves.trimmed(moves.borrowed(table, hasEnough), quick, rounds: 5, step: 4)
        table = try moves.repaired(table, judged, rounds: 6)
        table = try moves.trimmed(table, judged, rounds: 2, step: 1)
        table = try moves.newlySurveyed(try moves.repaired(table, judged, rounds: 4), quick)
        table = moves.borrowed(table, hasEnough)

        // Days that no table has met before; where it fails there it is mended, and meets others.
        var fresh = try moves.met(table, replications..<(replications + freshReplications))
        var evidence = PromiseEvidence(cells: cells.cells.count)
        for _ in 0..<Self.mends {
            evidence.add(fresh, table)
            let mended = moves.mended(table, evidence)
            guard mended.windows != table.windows || mended.clocks != table.clocks else { break }
            table = try moves.newlySurveyed(mended, quick)
            fresh = try moves.met(
                table, fresh.replications.upperBound..<(fresh.replications.upperBound + freshReplications))
        }
        let quotes = try quotes(moves.trials, table.windows, judged, fresh.replications)
        let allDay = try allDay(start, start.uniform(few), judged, fresh.replications)

        let judgement = PromiseJudgement(
            search: self, calendar: calendar, cells: cells, table: table, fresh: fresh,
            mostKept: try moves.mostKept(table, fresh.replications), quotes: quotes)
        let (plans, costs, perPromise) = try PromisePlans(
            search: self, cells: cells, windows: table.windows, allDay: allDay.window,
            firstReplication: fresh.replications.upperBound
        ).compared(moves.trials, isInterrupted, progress)
        return PromiseResults(
            scenarioName: scenario.name, scenarioFile: file, resolvedSHA256: resolvedSHA256, seed: options.seed,
            probability: probability, grid: cells.grid, replications: replications,
            freshReplications: freshReplications,
            confidence: options.confidence, rows: judgement.rows, intervals: judgement.intervals,
            kept: fresh.outcome.whole.estimate(confidence: options.confidence), allDay: allDay, plans: plans,
            costs: costs, perPromise: perPromise, simulated: first.simulated.value, warnings: judgement.warnings,
            observationKind: scenario.hours.observation,
            timing: stopwatch.timing(contacts: 0))
    }

    // MARK: Steps

    /// Refuses what no window could be promised in.
    private func answerable() throws(RunError) -> (OpeningCalendar, classes: [Int]) {
        func refusal(_ message: String) -> RunError { RunError(kind: .scenario, message: message) }
        guard case .calendar(let calendar) = scenario.hours else {
            throw refusal(
                "expected a scenario with days, found a steady centre; give it a day, such as day: {opens: \"08:00\", closes: "
                    + "\"18:00\", interval: 30 min}: one whose hours are all alike has one window, which run prints as "
                    + "callback_window_kept_95")
        }
        let offered = scenario.classes.indices.filter { scenario.classes[$0].callbacks != nil }
        guard !offered.isEmpty else {
            throw refusal(
                "expected callbacks, found none; say when they are offered and how they are worked off, such as policy: "
                    + "{quotes: queue_length, callbacks: {offer: {when_quote_at_least: 2 min}, accepts: 60%, promise: "
                    + "{within: 30 min}}}")
        }
        let decided = offered.filter { position in
            switch scenario.classes[position].callbacks?.promise {
            case .within, .keepable, .table: true
            case .inTurn, .window, .scheduled, .atTime, nil: false
            }
        }
        guard !decided.isEmpty else {
            let kind: String =
                switch scenario.classes[offered[0]].callbacks?.promise {
                case .inTurn: "a place in line (in_turn), which is due at the quote"
                case .scheduled, .atTime: "scheduled times, which are agreed upon and not found"
                default: "windows with a start (window), which is agreed upon and not found"
                }
            throw refusal(
                "expected callbacks within a time, found \(kind); write promise: {within: 30 min} to learn which time can "
                    + "be kept (and serve: as you would then)")
        }
        return (calendar, decided)
    }

    private func refuseTooFew(_ scan: [(window: Int, kept: ShareTally)], _ days: Int) throws(RunError) {
        let most = scan.map(\.kept.whole).max() ?? 0
        guard most < PromiseMoves.fewest else { return }
        throw RunError(
            kind: .scenario,
            message:
                "expected promises to judge by, found \(Int(most)) in \(days) replications: too few callbacks are offered "
                + "or accepted; offer them earlier, or give more days with --replications")
    }

    /// Where states of the line begin: so that each has its part of the promises, one a day at least.
    /// - Parameter inLine: at each promise, in rising order.
    private func states(_ inLine: [Int], of days: Int) -> [Int] {
        let most = min(states, inLine.count / days)
        guard most > 1 else { return [0] }
        var edges = [0]
        for part in 1..<most {
            let edge = inLine[inLine.count * part / most]
            if edge > edges[edges.count - 1], edge > inLine[0] { edges.append(edge) }
        }
        return edges
    }

    /// Quotes by cell from the days of the search, and how they fared on fresh ones.
    struct Quotes {
        var quotes: [Double?]
        var covered: [ShareTally]
        /// Share of those who had to wait whose offered wait never came to be known.
        var missing: Double
    }

    private func quotes(
        _ trials: PromiseTrials, _ windows: [Int], _ judged: Range<Int>, _ fresh: Range<Int>
    ) throws(RunError) -> Quotes {
        let waits = try trials.waits(windows, judged)
        let quotes = waits.counts.map { counts -> Double? in
            let all = counts.reduce(0, +)
            guard all >= PromiseMoves.fewest else { return nil }
            var below = 0.0
            for (bin, edge) in PromiseTrials.announced.enumerated() {
                below += counts[bin]
                if below >= probability * all { return edge }
            }
            return nil
        }
        return Quotes(
            quotes: quotes, covered: try trials.covered(windows, quotes, fresh), missing: waits.missing)
    }

    /// The shortest single window that is kept often enough over the whole day, judged on fresh days.
    private func allDay(
        _ moves: PromiseMoves, _ scan: [(window: Int, kept: ShareTally)], _ judged: Range<Int>, _ fresh: Range<Int>
    ) throws(RunError) -> AllDayWindow {
        func outcome(_ window: Int, _ days: Range<Int>) throws(RunError) -> PromiseOutcome {
            try moves.trials.outcome([Int](repeating: window, count: moves.cells.cells.count), days)
        }
        func share(_ window: Int) throws(RunError) -> Double { try outcome(window, judged).whole.share ?? 0 }
        let best = scan.max { ($0.kept.share ?? 0) < ($1.kept.share ?? 0) }?.window ?? 0
        let position = scan.firstIndex { ($0.kept.share ?? 0) >= probability }
        var window = position.map { scan[$0].window } ?? best
        if position != nil {
            // The scan leaves windows out, and has few days.
            while try share(window) < probability, window + 1 < moves.cells.grid.count { window += 1 }
            while window > 0, try share(window - 1) >= probability { window -= 1 }
        }
        let found = try outcome(window, fresh)
        let isKept = (found.whole.share ?? 0) >= probability - PromiseResults.tolerance && position != nil
        let worst = found.intervals.indices.filter { found.intervals[$0].whole >= PromiseResults.enough }
            .min { (found.intervals[$0].share ?? 1) < (found.intervals[$1].share ?? 1) }
        return AllDayWindow(
            window: isKept ? moves.cells.grid[window] : nil,
            kept: found.whole.estimate(confidence: options.confidence), best: moves.cells.grid[window],
            dueShare: found.made.reduce(0, +) > 0 ? found.whole.whole / found.made.reduce(0, +) : 1,
            worst: worst.flatMap { interval in
                moves.cells.intervalOfCell.firstIndex(of: interval).map {
                    (clockTime(moves.cells.cells[$0].start), found.intervals[interval].share ?? 0)
                }
            })
    }
}
