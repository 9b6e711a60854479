/// Moments of every measure in every interval and scope.
///
/// There are thousands of them, more than a processor keeps at hand, and each observation adds to all. So observations are
/// kept aside, a few at a time, and each of the moments is then fetched once for all of these. They are added in order:
/// the bits are those of adding each at once.
struct IntervalMoments: Sendable {
    private let program: CellProgram
    private let rows: Int
    private let scopes: Int
    /// `row → scope → cell`: of all observations but those kept aside.
    private var moments: [PairMoments]
    /// `observation → row → scope → column`
    private var aside: [Double]
    private var countAside = 0
    private var isFirst = true

    /// Observations that are added together.
    static let together = 4

    init(program: CellProgram, rows: Int, scopes: Int) {
        self.program = program
        self.rows = rows
        self.scopes = scopes
        moments = .init(repeating: PairMoments(), count: rows * scopes * program.cells)
        aside = [Double](repeating: 0, count: Self.together * rows * scopes * program.columnCount)
    }

    /// Columns of one observation.
    private var step: Int { rows * scopes * program.columnCount }

    /// Adds one observation.
    /// - Parameter base: its counts, `row → scope → count`; what follows these rows is not looked at.
    /// - Parameter size: counts of one scope in one row.
    mutating func add(_ base: [Double], size: Int) {
        guard !moments.isEmpty else { return }
        precondition(rows * scopes * size <= base.count)
        let (program, places, first) = (program, rows * scopes, countAside * step)
        base.withUnsafeBufferPointer { base in
            aside.withUnsafeMutableBufferPointer { aside in
                for place in 0..<places {
                    program.fill(
                        aside.baseAddress! + first + place * program.columnCount,
                        from: base.baseAddress! + place * size)
                }
            }
        }
        countAside += 1
        if countAside == Self.together { takeIn() }
    }

    private mutating func takeIn() {
        let (program, places, step, count, isFirst) = (program, rows * scopes, step, countAside, isFirst)
        aside.withUnsafeBufferPointer { aside in
            moments.withUnsafeMutableBufferPointer { moments in
                for place in 0..<places {
                    program.add(
                        columns: aside.baseAddress! + place * program.columnCount, step: step, count: count,
                        to: moments.baseAddress! + place * program.cells, isFirst: isFirst)
                }
            }
        }
        self.isFirst = false
        countAside = 0
    }

    /// The moments of a cell in a row and scope, of all observations.
    func moments(row: Int, scope: Int, cell: Int) -> PairMoments {
        let place = row * scopes + scope
        var found = moments[place * program.cells + cell]
        for observation in 0..<countAside {
            let start = observation * step + place * program.columnCount
            let (x, y) = aside.withUnsafeBufferPointer { program.pair(cell, columns: $0.baseAddress! + start) }
            found.add(x, y, isFirst: isFirst && observation == 0)
        }
        return found
    }
}
