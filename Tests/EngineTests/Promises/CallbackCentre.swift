import Randomness

@testable import Engine

/// A centre small enough to follow with a finger: class 0 is offered callbacks, class 1 is not; one group serves both,
/// first come first served; every talk takes 100 s unless told. Rows of 10 s show when agents were busy.
struct CallbackCentre {
    var offered: [Double]
    var callers: [Double] = []
    var agents = 1
    var talk = 100.0
    var patience: Double?
    var openings: [(Double, Double)] = [(0, 3000)]
    var hangsUpAtClose = false
    var callbacks: CallbackModel
    var recordsOfferedWaits = false

    func run() -> (counts: Counts, log: [CallRecord]) {
        let replication = replicate()
        return (replication.counts, replication.log)
    }

    func replicate() -> Replication { simulateOnce(model) }

    var model: CenterModel {
        func customers(_ stream: UInt64, _ times: [Double]) -> ClassModel {
            ClassModel(
                stream: stream, arrivals: ArrivalModel(.trace(times)), handleTime: [TimedDraw(.constant(talk))],
                groups: [0])
        }
        var first = customers(1, offered)
        first.callbacks = callbacks
        first.patience = patience.map { [TimedDraw(.constant($0))] } ?? []
        let rows = openings.flatMap { opens, closes in
            stride(from: opens, to: closes, by: 10).map { TimelineRow(start: $0, end: $0 + 10) }
        }
        var model = CenterModel(
            classes: [first, customers(2, callers)],
            groups: [
                GroupModel(
                    stream: 3, classes: [0, 1], staffing: .headcount([Int](repeating: agents, count: rows.count)))
            ],
            timeline: Timeline(
                rows: rows, openings: openings.map { OpenSpan(opens: $0, closes: $1, midnight: 0) },
                hangsUpAtClose: hangsUpAtClose), thresholds: [20, 90])
        model.recordsOfferedWaits = recordsOfferedWaits
        return model
    }

    /// Promises by state, as `states[.promisesKept]`; those at zero are left out.
    static func states(_ counts: Counts) -> [ClassCount: Double] {
        let all: [ClassCount] = [
            .promisesEarly, .promisesKept, .promisesLate, .promisesGaveUp, .promisesDropped, .promisesOpen,
            .promisesMissed, .promisesUnreached,
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0, counts.total($0)) }).filter { $0.value > 0 }
    }

    /// When dials began at which an agent listened, to the 10 s.
    static func rings(_ counts: Counts) -> [Int] {
        (0..<counts.layout.intervals).filter { counts[row: $0, group: 0, .ringingSeconds] > 0 }.map { $0 * 10 }
    }
}
