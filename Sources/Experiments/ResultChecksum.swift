import Engine
import Measures
import Synchronization

/// One number for everything that a run found, so that a change which was to make it faster and nothing else shows when
/// it made something else.
///
/// FNV-1a (Fowler, Noll, Vo), a word at a time, over counts that are named here, of every interval, class and group, and
/// over the waits in the histograms. A new count leaves it as it was; sums of time go in to the millisecond, so that
/// adding in another order leaves it too.
struct ResultChecksum {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    private static let ofClasses: [ClassCount] = [
        .arrivals, .blocked, .leftInMenu, .selfServed, .balked, .answered, .abandoned, .callbackAccepted, .inSystem,
        .delayed, .answeredWaitSeconds, .abandonedWaitSeconds, .handleSeconds, .queueSeconds, .redials, .reconnects,
        .promisesKept, .promisesLate, .callbackAttempts, .callbacksConnected, .callbackWaitSeconds, .followUpsMade,
        .followUpsKept,
    ]
    private static let ofGroups: [GroupCount] = [
        .answered, .busySeconds, .overtimeSeconds, .scheduledSeconds, .callbackLegs, .followUps,
    ]

    mutating func add(_ counts: Counts) {
        let layout = counts.layout
        for row in 0..<layout.rows {
            for position in 0..<layout.classes {
                for count in Self.ofClasses { add(counts[row: row, customerClass: position, count]) }
                for threshold in 0..<layout.thresholds {
                    add(counts[row: row, customerClass: position, .answeredWithin, threshold: threshold])
                    add(counts[row: row, customerClass: position, .abandonedWithin, threshold: threshold])
                }
            }
            for group in 0..<layout.groups {
                for count in Self.ofGroups { add(counts[row: row, group: group, count]) }
            }
        }
        for row in 0..<layout.histogramRows {
            for position in 0..<layout.classes {
                for end in [WaitHistogram.End.answered, .unanswered] {
                    let start = layout.histogram(row: row, customerClass: position, of: end)
                    // Empty bins are passed over, so each histogram begins with a word of its own.
                    add(word: UInt64(end.rawValue) << 48)
                    for filled in counts.histograms[start..<(start + WaitHistogram.bins)] {
                        add(word: UInt64(filled.place - start) << 40 ^ filled.number)
                    }
                }
            }
        }
    }

    private mutating func add(_ sum: Double) { add(word: UInt64(bitPattern: Int64((sum * 1000).rounded()))) }

    private mutating func add(word: UInt64) {
        hash = (hash ^ word) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
    }

    /// Sixteen digits.
    var hexadecimal: String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// How much was simulated.
struct WorkDone {
    var contacts = 0.0
    /// Turns of the engine's loop on behalf of contacts: arrivals, and each later moment at which something happens to
    /// one (the end of a menu, an abandonment, the end of a service, of a dial, of work at the desk). Worked out from the
    /// counts, so that counting them costs nothing; borders of intervals and shifts, a few among thousands, are left out.
    var events = 0.0

    mutating func add(_ counts: Counts) {
        let layout = counts.layout
        for row in 0..<layout.rows {
            for position in 0..<layout.classes {
                func sum(_ all: ClassCount...) -> Double {
                    all.reduce(0) { $0 + counts[row: row, customerClass: position, $1] }
                }
                contacts += sum(.arrivals)
                events += sum(
                    .arrivals, .answered, .abandoned, .transfersAnswered, .transfersAbandoned, .callbackAttempts,
                    .callbacksConnected, .followUpsKept, .followUpsLate)
                if sum(.menuSeconds) > 0 { events += sum(.arrivals) - sum(.blocked) }
            }
        }
    }
}

/// What the passes of a workload add up to, fed from several threads one at a time.
final class PassSums: Sendable {
    private struct State {
        var tally: RunTally
        var done = 0
        var work = WorkDone()
        var checksum = ResultChecksum()
    }
    private let state: Mutex<State>

    init(_ tally: RunTally) { state = Mutex(State(tally: tally)) }

    func add(_ counts: Counts) {
        state.withLock { state in
            state.tally.add(counts)
            state.work.add(counts)
            state.checksum.add(counts)
            state.done += 1
        }
    }

    var taken: (done: Int, work: WorkDone, checksum: ResultChecksum) {
        state.withLock { ($0.done, $0.work, $0.checksum) }
    }
}
