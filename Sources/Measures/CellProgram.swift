import Engine

/// Where the counts of each class and group lie, worked out once: asking a layout again for every cell of every
/// replication would take longer than adding the cell up.
struct CellPlaces: Sendable {
    let classes: Int
    let groups: Int
    let classStride: Int
    let groupsStart: Int
    let groupStride: Int
    /// Where the first threshold's `answeredWithin` lies within a class's cell.
    let firstThreshold: Int

    init(_ layout: CountsLayout) {
        classes = layout.classes
        groups = layout.groups
        classStride = layout.cell(row: 0, customerClass: 1)
        groupsStart = layout.cell(row: 0, group: 0)
        groupStride = layout.cell(row: 0, group: 1) - groupsStart
        firstThreshold = layout.offset(ThresholdCount.answeredWithin, threshold: 0)
    }

    func cell(row: Int, customerClass: Int) -> Int { (row * classes + customerClass) * classStride }
    func cell(row: Int, group: Int) -> Int { groupsStart + (row * groups + group) * groupStride }
}

/// The measures of one kind of scope, compiled into columns of weighted sums over a flat row of counts, and cells that
/// each pair two columns: numerator and denominator. Columns shared by several measures are computed once.
struct CellProgram: Sendable {
    /// A base row is a class's or group's counts of `CountsLayout`, and four more for a class: see `openSeconds`.
    struct Base: Sendable, Equatable {
        /// Counts that add up; `size` less the maxima.
        let additive: Range<Int>
        let maxima: Range<Int>
        /// Where the row's length lies, and after it the queue seconds inside the intervals, the contacts let in
        /// without a menu, and the value lost; nil for groups.
        let openSeconds: Int?
        let size: Int

        static func ofClass(_ layout: CountsLayout) -> Base {
            let end = layout.classStride
            return Base(additive: layout.classSums, maxima: layout.classMaxima, openSeconds: end, size: end + 4)
        }

        static func ofGroup(_ layout: CountsLayout) -> Base {
            let first = layout.offset(GroupMaximum.longestRun)
            let end = first + GroupMaximum.allCases.count
            return Base(additive: 0..<first, maxima: first..<end, openSeconds: nil, size: end)
        }
    }

    private struct Column: Hashable {
        enum Shape: Hashable { case sum, isPositive, one }
        var shape: Shape
        var offsets: [Int]
        var weights: [Double]
    }

    private struct Key: Hashable {
        let name: String
        let threshold: Int?
    }

    /// A column that is one count as it is.
    private struct Plain {
        var column: Int
        var offset: Int
    }

    /// A column of weighted counts, by its terms in `offsets` and `weights`.
    private struct Weighted {
        var column: Int
        var first: Int
        var end: Int
    }

    /// A cell and the columns of its numerator and denominator.
    private struct Cell {
        var cell: Int
        var x: Int
        var y: Int
    }

    private var columns: [Column] = []
    private var known: [Column: Int] = [:]
    private var plain: [Plain] = []
    private var weighted: [Weighted] = []
    private var offsets: [Int] = []
    private var weights: [Double] = []
    /// Cells whose denominator is always one, and all others.
    private var means: [Cell] = []
    private var ratios: [Cell] = []
    /// Columns that are not plain sums, looked at after all sums.
    private var marks: [(column: Int, isOne: Bool)] = []
    private var x: [Int] = []
    private var y: [Int] = []
    private var places: [Key: Int] = [:]
    private let layout: CountsLayout
    private let base: Base

    var cells: Int { x.count }
    var columnCount: Int { columns.count }

    init(
        _ measures: [Measure], kind: (Measure) -> Measure.Kind?, thresholds: [Int], layout: CountsLayout, base: Base
    ) {
        self.layout = layout
        self.base = base
        for measure in measures {
            guard let kind = kind(measure) else { continue }
            if kind.hasThreshold {
                for threshold in thresholds { enter(measure.name, kind, threshold) }
            } else {
                enter(measure.name, kind, nil)
            }
        }
    }

    /// The cell of a measure; nil when it is not one of sums or maxima.
    func cell(_ name: String, threshold: Int?) -> Int? { places[Key(name: name, threshold: threshold)] }

    /// A sum that is no measure, kept as a mean over observations under a name of its own.
    mutating func enter(_ name: String, _ kind: Measure.Kind, _ threshold: Int?) {
        let pair: (Column, Column)
        switch kind {
        case .total(let sum): pair = (column(sum, threshold), Column(shape: .one, offsets: [], weights: []))
        case .ratio(let sum, let below): pair = (column(sum, threshold), column(below, threshold))
        case .classMaximum(let maximum):
            var compared = column(maximum.needs, threshold)
            compared.shape = .isPositive
            let offset = layout.offset(maximum)
            pair = (
                Column(shape: .sum, offsets: offset.map { [$0] } ?? [], weights: offset == nil ? [] : [1]), compared
            )
        case .groupMaximum(let maximum):
            let offset = layout.offset(maximum)
            pair = (
                Column(shape: .sum, offsets: [offset], weights: [1]),
                Column(shape: .isPositive, offsets: [offset], weights: [1])
            )
        case .quantile, .mean, .agentOccupancy, .calibrationError, .ratioBetweenClasses, .gapBetweenClasses,
            .daysMeetingTargets, .cost:
            return
        }
        let cell = Cell(cell: x.count, x: index(of: pair.0), y: index(of: pair.1))
        places[Key(name: name, threshold: threshold)] = cell.cell
        x.append(cell.x)
        y.append(cell.y)
        if pair.1.shape == .one { means.append(cell) } else { ratios.append(cell) }
    }

    /// Numerator and denominator of one cell.
    func pair(_ cell: Int, in row: UnsafePointer<Double>) -> (x: Double, y: Double) {
        (evaluate(x[cell], row), evaluate(y[cell], row))
    }

    /// Adds one observation to every cell's moments. `scratch` has room for all columns.
    func add(
        _ row: UnsafePointer<Double>, to moments: UnsafeMutablePointer<PairMoments>,
        scratch: UnsafeMutablePointer<Double>, isFirst: Bool
    ) {
        fill(scratch, from: row)
        if isFirst {
            for cell in 0..<x.count { moments[cell].begin(scratch[x[cell]], scratch[y[cell]]) }
            return
        }
        means.withUnsafeBufferPointer { for one in $0 { moments[one.cell].addMean(scratch[one.x]) } }
        ratios.withUnsafeBufferPointer { for one in $0 { moments[one.cell].add(scratch[one.x], scratch[one.y]) } }
    }

    /// Adds one day's own value to every cell that has one on that day.
    func addDay(
        _ row: UnsafePointer<Double>, to moments: UnsafeMutablePointer<DayMoments>,
        scratch: UnsafeMutablePointer<Double>
    ) {
        fill(scratch, from: row)
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                for cell in 0..<x.count where scratch[y[cell]] > 0 {
                    moments[cell].add(scratch[x[cell]] / scratch[y[cell]])
                }
            }
        }
    }

    /// Numerator and denominator of one cell, from columns that were filled.
    func pair(_ cell: Int, columns: UnsafePointer<Double>) -> (x: Double, y: Double) {
        (columns[x[cell]], columns[y[cell]])
    }

    /// Adds several observations to every cell's moments, in order.
    /// - Parameter columns: of the first observation; `step` further on are those of the next.
    func add(
        columns: UnsafePointer<Double>, step: Int, count: Int, to moments: UnsafeMutablePointer<PairMoments>,
        isFirst: Bool
    ) {
        var (columns, count) = (columns, count)
        if isFirst, count > 0 {
            for cell in 0..<x.count { moments[cell].begin(columns[x[cell]], columns[y[cell]]) }
            columns += step
            count -= 1
        }
        let (first, further) = (columns, count)
        means.withUnsafeBufferPointer { means in
            for one in means {
                var (moment, at) = (moments[one.cell], first)
                for _ in 0..<further {
                    moment.addMean(at[one.x])
                    at += step
                }
                moments[one.cell] = moment
            }
        }
        ratios.withUnsafeBufferPointer { ratios in
            for one in ratios {
                var (moment, at) = (moments[one.cell], first)
                for _ in 0..<further {
                    moment.add(at[one.x], at[one.y])
                    at += step
                }
                moments[one.cell] = moment
            }
        }
    }

    /// Computes every column of one row of counts; there is room for all of them.
    func fill(_ scratch: UnsafeMutablePointer<Double>, from row: UnsafePointer<Double>) {
        // From zero on, as every sum is: there is no minus zero.
        plain.withUnsafeBufferPointer { for one in $0 { scratch[one.column] = 0 + row[one.offset] } }
        offsets.withUnsafeBufferPointer { offsets in
            weights.withUnsafeBufferPointer { weights in
                weighted.withUnsafeBufferPointer { weighted in
                    for one in weighted {
                        var total = 0.0
                        var term = one.first
                        while term < one.end {
                            total += weights[term] * row[offsets[term]]
                            term &+= 1
                        }
                        scratch[one.column] = total
                    }
                }
            }
        }
        for mark in marks { scratch[mark.column] = mark.isOne || scratch[mark.column] > 0 ? 1 : 0 }
    }

    private func evaluate(_ index: Int, _ row: UnsafePointer<Double>) -> Double {
        let column = columns[index]
        var total = 0.0
        for term in column.offsets.indices { total += column.weights[term] * row[column.offsets[term]] }
        return switch column.shape {
        case .sum: total
        case .isPositive: total > 0 ? 1 : 0
        case .one: 1
        }
    }

    private func offset(_ count: AdditiveCount, _ threshold: Int?) -> Int? {
        switch count {
        case .customer(let count): layout.offset(count)
        case .within(let count): threshold.map { layout.offset(count, threshold: $0) }
        case .group(let count): layout.offset(count)
        case .openSeconds: base.openSeconds
        case .openQueueSeconds: base.openSeconds.map { $0 + 1 }
        case .letInWithoutMenu: base.openSeconds.map { $0 + 2 }
        case .valueLost: base.openSeconds.map { $0 + 3 }
        }
    }

    private func column(_ sum: Sum, _ threshold: Int?) -> Column {
        var result = Column(shape: .sum, offsets: [], weights: [])
        for term in sum.terms {
            // What the layout keeps no room for never happens.
            if case .customer(let count) = term.count, layout.offset(count) == nil { continue }
            guard let offset = offset(term.count, threshold) else {
                preconditionFailure("a measure's count has no place in this row")
            }
            result.offsets.append(offset)
            result.weights.append(term.weight)
        }
        return result
    }

    private mutating func index(of column: Column) -> Int {
        if let index = known[column] { return index }
        let index = columns.count
        known[column] = index
        columns.append(column)
        if column.offsets.count == 1, column.weights == [1] {
            plain.append(Plain(column: index, offset: column.offsets[0]))
        } else {
            let first = offsets.count
            offsets += column.offsets
            weights += column.weights
            weighted.append(Weighted(column: index, first: first, end: offsets.count))
        }
        if column.shape != .sum { marks.append((index, column.shape == .one)) }
        return index
    }
}
