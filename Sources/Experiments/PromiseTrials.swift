import Engine
import Measures
import Scenarios
import Synchronization

/// How promises fared under a table of windows.
struct PromiseOutcome: Sendable {
    /// By cell: promises made, kept of those due, dialled in time of those due.
    var made: [Double]
    var kept: [ShareTally]
    var dialled: [ShareTally]
    /// By interval of a kind of day, and all together.
    var intervals: [ShareTally]
    var whole: ShareTally

    /// - Parameter counts: of one replication.
    fileprivate mutating func add(_ counts: DayOfPromises, _ cells: PromiseCells) {
        var keptOf = [Double](repeating: 0, count: intervals.count)
        var dueOf = keptOf
        for cell in made.indices {
            made[cell] += counts.made[cell]
            kept[cell].add(counts.kept[cell], of: counts.due[cell])
            dialled[cell].add(counts.dialled[cell], of: counts.due[cell])
            keptOf[cells.intervalOfCell[cell]] += counts.kept[cell]
            dueOf[cells.intervalOfCell[cell]] += counts.due[cell]
        }
        for interval in intervals.indices { intervals[interval].add(keptOf[interval], of: dueOf[interval]) }
        whole.add(keptOf.reduce(0, +), of: dueOf.reduce(0, +))
    }

    fileprivate init(_ cells: PromiseCells) {
        made = [Double](repeating: 0, count: cells.cells.count)
        kept = [ShareTally](repeating: ShareTally(), count: cells.cells.count)
        dialled = kept
        intervals = [ShareTally](repeating: ShareTally(), count: cells.intervalCount)
        whole = ShareTally()
    }
}

/// The promises of one replication, by cell.
private struct DayOfPromises {
    var made: [Double]
    var due: [Double]
    var kept: [Double]
    var dialled: [Double]

    init(_ count: Int) {
        made = [Double](repeating: 0, count: count)
        due = made
        kept = made
        dialled = made
    }
}

/// Offered waits under a table of windows, by cell: how many were at most each of the announced waits.
struct PromiseWaits: Sendable {
    /// By cell and bin: waits above the edge before and at most this one; the last bin has no edge.
    var counts: [[Double]]
    /// Those who had to wait, known or not.
    var asked = 0.0

    /// The share of them whose offered wait never came to be known: the day ended first.
    var missing: Double { asked > 0 ? max(0, 1 - counts.joined().reduce(0, +) / asked) : 0 }
}

/// Tables of windows simulated on the same customers.
struct PromiseTrials: Sendable {
    let cells: PromiseCells
    let seed: UInt64
    let threads: Int
    let isInterrupted: @Sendable () -> Bool
    let progress: @Sendable (Int) -> Void
    let simulated: ReplicationsDone

    func with(_ cells: PromiseCells) -> PromiseTrials {
        PromiseTrials(
            cells: cells, seed: seed, threads: threads, isInterrupted: isInterrupted, progress: progress,
            simulated: simulated)
    }

    /// What becomes of promises under these windows, with these replications.
    func outcome(_ windows: [Int], _ replications: Range<Int>) throws(RunError) -> PromiseOutcome {
        let found = Mutex(PromiseOutcome(cells))
        let cells = cells
        try simulate(windows, replications, waits: false) { compiled, replication in
            var day = DayOfPromises(cells.cells.count)
            for promise in replication.promises {
                guard let place = promise.windowPlace else { continue }
                let cell = cells.cellAtPlace[compiled.classOrder[promise.customerClass]][place]
                day.made[cell] += 1
                guard promise.to <= compiled.model.timeline.promiseHorizon else { continue }
                day.due[cell] += 1
                if promise.state == .kept { day.kept[cell] += 1 }
                if promise.isDialledInTime { day.dialled[cell] += 1 }
            }
            found.withLock { $0.add(day, cells) }
        }
        return found.withLock { $0 }
    }

    /// How many were in line at each promise, by cell, each list in rising order.
    func inLine(_ windows: [Int], _ replications: Range<Int>) throws(RunError) -> [[Int]] {
        let found = Mutex([[Int]](repeating: [], count: cells.cells.count))
        let cells = cells
        try simulate(windows, replications, waits: false) { compiled, replication in
            found.withLock { found in
                for promise in replication.promises {
                    guard let place = promise.windowPlace else { continue }
                    found[cells.cellAtPlace[compiled.classOrder[promise.customerClass]][place]].append(promise.inLine)
                }
            }
        }
        return found.withLock { $0.map { $0.sorted() } }
    }

    /// Offered waits of those who had to wait, counted against the announced waits.
    func waits(_ windows: [Int], _ replications: Range<Int>) throws(RunError) -> PromiseWaits {
        let found = Mutex(
            PromiseWaits(
                counts: [[Double]](
                    repeating: [Double](repeating: 0, count: Self.announced.count + 1), count: cells.cells.count)))
        try forEachWait(windows, replications) { waits, asked in
            found.withLock { found in
                found.asked += asked
                for (cell, seconds) in waits { found.counts[cell][Self.bin(of: seconds)] += 1 }
            }
        }
        return found.withLock { $0 }
    }

    /// How many of them did not wait longer than these quotes; cells without a quote have nothing.
    func covered(
        _ windows: [Int], _ quotes: [Double?], _ replications: Range<Int>
    ) throws(RunError) -> [ShareTally] {
        let count = cells.cells.count
        let found = Mutex([ShareTally](repeating: ShareTally(), count: count))
        try forEachWait(windows, replications) { waits, _ in
            var number = [Double](repeating: 0, count: count)
            var covered = number
            for (cell, seconds) in waits {
                guard let quote = quotes[cell] else { continue }
                number[cell] += 1
                if seconds <= quote + 1e-6 { covered[cell] += 1 }
            }
            found.withLock { found in
                for cell in 0..<count { found[cell].add(covered[cell], of: number[cell]) }
            }
        }
        return found.withLock { $0 }
    }

    /// Waits as they are announced, in seconds.
    static let announced: [Double] =
        [30, 60, 90]
        + [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 45, 60, 75, 90, 120, 150, 180, 240].map { $0 * 60 }

    static func bin(of seconds: Double) -> Int {
        announced.firstIndex { seconds <= $0 + 1e-6 } ?? announced.count
    }

    private func forEachWait(
        _ windows: [Int], _ replications: Range<Int>,
        _ take: @escaping @Sendable ([(Int, Double)], _ asked: Double) -> Void
    ) throws(RunError) {
        let cells = cells
        try simulate(windows, replications, waits: true) { compiled, replication in
            var asked = 0.0
            for (position, own) in compiled.classOrder.enumerated() where !cells.cellAtPlace[own].isEmpty {
                for row in 0..<replication.counts.layout.rows {
                    asked += replication.counts[row: row, customerClass: position, .delayed]
                }
            }
            take(
                replication.offeredWaits.compactMap { wait in
                    guard case .table(let table) = compiled.model.classes[wait.customerClass].callbacks?.promise
                    else { return nil }
                    let places = cells.cellAtPlace[compiled.classOrder[wait.customerClass]]
                    guard !places.isEmpty else { return nil }
                    return (places[table.place(at: wait.joinedAt, inLine: wait.inLine)], wait.seconds)
                }, asked)
        }
    }

    /// How long callers held on each of the days, and how many promises were made.
    func days(_ scenario: Scenario, _ replications: Range<Int>) throws(RunError) -> [PromiseCosts.Day] {
        let found = Mutex<[PromiseCosts.Day]>([])
        try simulate(scenario, replications, waits: false, logs: .nothing) { _, replication in
            var day = PromiseCosts.Day(heldSeconds: 0, promises: 0)
            let layout = replication.counts.layout
            for row in 0..<layout.rows {
                for customerClass in 0..<layout.classes {
                    day.heldSeconds += replication.counts[row: row, customerClass: customerClass, .queueSeconds]
                    day.promises += replication.counts[row: row, customerClass: customerClass, .callbackAccepted]
                }
            }
            found.withLock { $0.append(day) }
        }
        return found.withLock { $0 }
    }

    private func simulate(
        _ windows: [Int], _ numbers: Range<Int>, waits: Bool,
        _ take: @escaping @Sendable (CompiledScenario, Replication) -> Void
    ) throws(RunError) {
        try simulate(cells.applied(windows), numbers, waits: waits, logs: .promises, take)
    }

    private func simulate(
        _ scenario: Scenario, _ numbers: Range<Int>, waits: Bool, logs: Logging,
        _ take: @escaping @Sendable (CompiledScenario, Replication) -> Void
    ) throws(RunError) {
        var made = CompiledScenario(scenario)
        made.model.recordsOfferedWaits = waits
        made.model.histogramsByInterval = false
        let compiled = made
        let fault = Mutex<RunFault?>(nil)
        let (isInterrupted, simulated, progress) = (isInterrupted, simulated, progress)
        Replications(
            compiled.model, seed: seed, numbers: UInt32(numbers.lowerBound)..<UInt32(numbers.upperBound),
            threads: threads, logs: logs
        ).run(
            goesOn: { _ in !isInterrupted() },
            handOn: { replication in
                if let found = replication.fault {
                    fault.withLock { $0 = found }
                    return false
                }
                take(compiled, replication)
                progress(simulated.increase())
                return !isInterrupted()
            })
        if isInterrupted() { throw RunError(kind: .interrupted, message: "Stopped before a table was found.") }
        if case .tooManyContacts(let seconds) = fault.withLock({ $0 }) { throw .endlessLine(at: seconds) }
    }
}

/// Counts replications from any thread.
final class ReplicationsDone: Sendable {
    private let number = Mutex(0)

    var value: Int { number.withLock { $0 } }

    @discardableResult
    func increase(by count: Int = 1) -> Int {
        number.withLock {
            $0 += count
            return $0
        }
    }
}
