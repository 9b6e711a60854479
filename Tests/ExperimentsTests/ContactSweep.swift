import Engine

/// What a replication's log tells that its counts do not: squares of waits, and how the numbers waiting and busy vary.
struct ContactSweep {
    private let log: [CallRecord]
    /// Nil where nothing asks for them.
    private let line: StepFunction?
    private let work: StepFunction?
    private let squaresWaits: Bool

    init(_ log: [CallRecord], for sweeps: Set<ExactMeasure.Sweep>) {
        self.log = log
        squaresWaits = sweeps.contains(.waits)
        line = sweeps.contains(.line) ? Self.line(log) : nil
        guard sweeps.contains(.work) else {
            work = nil
            return
        }
        let answered = log.filter { $0.end == .answered }
        work = StepFunction(
            begins: answered.map { $0.arrivedAt + $0.waitSeconds }.sorted(),
            ends: answered.map { $0.arrivedAt + $0.waitSeconds + $0.talkSeconds! + $0.afterCallSeconds! }.sorted())
    }

    private static func line(_ log: [CallRecord]) -> StepFunction {
        let joined = log.filter { $0.waitSeconds > 0 }
        return StepFunction(
            begins: joined.map(\.arrivedAt).sorted(), ends: joined.map { $0.arrivedAt + $0.waitSeconds }.sorted())
    }

    /// Numbers waiting and busy at a moment.
    func number(at time: Double) -> (waiting: Int, busy: Int) { (line!.value(at: time), work!.value(at: time)) }

    /// Adds the squares of the waits of those of a class, or of all, who arrived within the rows, and the areas over a
    /// window of time; of agents only for the whole centre.
    func add(
        to sums: inout Sums, rows: Range<Int>, customerClass: Int?, from start: Double, to end: Double, agents: Int?
    ) {
        for record in squaresWaits ? log : []
        where rows.contains(record.row) && record.customerClass == customerClass ?? record.customerClass {
            let square = record.waitSeconds * record.waitSeconds
            switch record.end {
            case .answered: sums.answeredWaitSquared += square
            case .abandoned: sums.abandonedWaitSquared += square
            default: break
            }
        }
        if let customerClass {
            guard line != nil else { return }
            let own = Self.line(log.filter { $0.customerClass == customerClass })
            sums.queueSquareArea += own.area(from: start, to: end) { Double($0 * $0) }
            return
        }
        if let line { sums.queueSquareArea += line.area(from: start, to: end) { Double($0 * $0) } }
        guard let work else { return }
        sums.busySquareArea += work.area(from: start, to: end) { Double($0 * $0) }
        if let agents { sums.allBusyArea += work.area(from: start, to: end) { $0 == agents ? 1 : 0 } }
    }
}
