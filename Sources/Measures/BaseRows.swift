import Engine

/// One replication's counts, laid out for measures: by row, for each class and the whole centre, and for each group and
/// all groups with a roster, with a row more for the total.
struct BaseRows: Sendable {
    let classBase: CellProgram.Base
    let groupBase: CellProgram.Base
    /// The row of the sum over all rows, the outside one included.
    let total: Int
    /// A row for passing use: the outside of the intervals while filling, then single days.
    let scratch: Int
    /// The interval rows of each day, in order.
    let days: [Range<Int>]

    private let layout: CountsLayout
    private let places: CellPlaces
    private let hasRoster: [Bool]
    private let hasMenu: [Bool]
    private let values: [Double]
    private let classCost: Sum
    private let groupCost: Sum
    /// By group where each has a price of its own; empty where `groupCost` holds for all.
    private let costOfGroup: [Sum]
    /// `row → class, whole → base`.
    private(set) var ofClasses: [Double]
    /// `row → group, all → base`.
    private(set) var ofGroups: [Double]
    private var columns: [Double] = []

    private var classSpan: Int { (layout.classes + 1) * classBase.size }
    private var groupSpan: Int { (layout.groups + 1) * groupBase.size }

    init(plan: TallyPlan, layout: CountsLayout) {
        self.layout = layout
        places = CellPlaces(layout)
        classBase = .ofClass(layout)
        groupBase = .ofGroup(layout)
        total = layout.intervals
        scratch = layout.intervals + 1
        hasRoster = plan.groups.map { !$0.isUnlimited }
        hasMenu = plan.classes.map(\.hasMenu)
        values = plan.classes.map(\.value)

        var days: [Range<Int>] = []
        for (row, interval) in plan.intervals.enumerated() {
            if let last = days.last, plan.intervals[last.lowerBound].day == interval.day {
                days[days.count - 1] = last.lowerBound..<(row + 1)
            } else {
                days.append(row..<(row + 1))
            }
        }
        self.days = days

        let prices = plan.prices
        let lost = prices.lostContact ?? 0
        classCost =
            lost * Sum(.abandoned, .balked, .blocked, .hungUpAtClose)
            + (prices.brokenPromise ?? 0) * .brokenPromises
            + (prices.waitingMinute ?? 0) / 60 * .waitSeconds
        func cost(_ hour: Double) -> Sum {
            hour / 3600 * Sum(.scheduledSeconds) + (prices.overtimeHour ?? hour) / 3600 * Sum(.overtimeSeconds)
        }
        groupCost = cost(prices.agentHour ?? 0)
        costOfGroup = prices.agentHourOfGroup.map(cost)
        ofClasses = [Double](
            repeating: 0, count: (layout.intervals + 2) * (layout.classes + 1) * CellProgram.Base.ofClass(layout).size)
        ofGroups = [Double](
            repeating: 0, count: (layout.intervals + 2) * (layout.groups + 1) * CellProgram.Base.ofGroup(layout).size)
    }

    /// Where a class's counts of a row start in `ofClasses`; the whole centre is the class after the last.
    func classStart(_ row: Int, _ customerClass: Int) -> Int { row * classSpan + customerClass * classBase.size }
    func groupStart(_ row: Int, _ group: Int) -> Int { row * groupSpan + group * groupBase.size }

    /// Takes over the counts of one replication.
    mutating func fill(_ counts: Counts) {
        clear(total)
        for row in 0..<layout.intervals {
            fill(row, from: counts, row)
            add(row, to: total)
        }
        fill(scratch, from: counts, layout.outsideRow)
        add(scratch, to: total)
    }

    /// The sum over one day's intervals, in the scratch row.
    mutating func fillDay(_ day: Range<Int>) {
        clear(scratch)
        for row in day { add(row, to: scratch) }
    }

    /// What one row costs at the scenario's prices.
    func cost(_ row: Int) -> Double {
        func value(_ sum: Sum, _ row: UnsafePointer<Double>) -> Double {
            var total = 0.0
            for term in sum.terms {
                switch term.count {
                case .customer(let count): total += layout.offset(count).map { term.weight * row[$0] } ?? 0
                case .group(let count): total += term.weight * row[layout.offset(count)]
                case .within, .openSeconds, .openQueueSeconds, .letInWithoutMenu, .valueLost:
                    preconditionFailure("no price speaks of this count")
                }
            }
            return total
        }
        let ofClasses = withClass(row, layout.classes) { value(classCost, $0) }
        if costOfGroup.isEmpty { return ofClasses + withGroup(row, layout.groups) { value(groupCost, $0) } }
        return costOfGroup.indices.reduce(ofClasses) { cost, group in
            hasRoster[group] ? cost + withGroup(row, group) { value(costOfGroup[group], $0) } : cost
        }
    }

    func withClass<Result>(_ row: Int, _ customerClass: Int, _ body: (UnsafePointer<Double>) -> Result) -> Result {
        ofClasses.withUnsafeBufferPointer { body($0.baseAddress! + classStart(row, customerClass)) }
    }

    func withGroup<Result>(_ row: Int, _ group: Int, _ body: (UnsafePointer<Double>) -> Result) -> Result {
        ofGroups.withUnsafeBufferPointer { body($0.baseAddress! + groupStart(row, group)) }
    }

    /// Adds a row of every class and the whole centre to moments that start at `start`, scope after scope.
    mutating func addClasses(
        _ row: Int, with program: CellProgram, to moments: inout [PairMoments], at start: Int, isFirst: Bool
    ) {
        Self.add(
            ofClasses, at: classStart(row, 0), scopes: layout.classes + 1, size: classBase.size, program, &moments,
            start, &columns, isFirst)
    }

    mutating func addGroups(
        _ row: Int, with program: CellProgram, to moments: inout [PairMoments], at start: Int, isFirst: Bool
    ) {
        Self.add(
            ofGroups, at: groupStart(row, 0), scopes: layout.groups + 1, size: groupBase.size, program, &moments,
            start, &columns, isFirst)
    }

    /// Adds a row, which is a day, to the days' own values of every class and the whole centre.
    mutating func addDayOfClasses(_ row: Int, with program: CellProgram, to days: inout [DayMoments]) {
        Self.addDay(
            ofClasses, at: classStart(row, 0), scopes: layout.classes + 1, size: classBase.size, program, &days,
            &columns)
    }

    mutating func addDayOfGroups(_ row: Int, with program: CellProgram, to days: inout [DayMoments]) {
        Self.addDay(
            ofGroups, at: groupStart(row, 0), scopes: layout.groups + 1, size: groupBase.size, program, &days, &columns)
    }

    private static func addDay(
        _ base: [Double], at first: Int, scopes: Int, size: Int, _ program: CellProgram, _ days: inout [DayMoments],
        _ columns: inout [Double]
    ) {
        if columns.count < program.columnCount { columns = [Double](repeating: 0, count: program.columnCount) }
        guard program.cells > 0 else { return }
        precondition(scopes * program.cells <= days.count && first + scopes * size <= base.count)
        base.withUnsafeBufferPointer { base in
            days.withUnsafeMutableBufferPointer { days in
                columns.withUnsafeMutableBufferPointer { columns in
                    for scope in 0..<scopes {
                        program.addDay(
                            base.baseAddress! + first + scope * size, to: days.baseAddress! + scope * program.cells,
                            scratch: columns.baseAddress!)
                    }
                }
            }
        }
    }

    /// Adds one class's row to the base row at `place` of a list of them.
    func addClass(_ row: Int, _ customerClass: Int, to sums: inout [Double], at place: Int) {
        let start = classStart(row, customerClass)
        for offset in 0..<classBase.size { sums[place * classBase.size + offset] += ofClasses[start + offset] }
    }

    private static func add(
        _ base: [Double], at first: Int, scopes: Int, size: Int, _ program: CellProgram,
        _ moments: inout [PairMoments], _ start: Int, _ columns: inout [Double], _ isFirst: Bool
    ) {
        if columns.count < program.columnCount { columns = [Double](repeating: 0, count: program.columnCount) }
        guard program.cells > 0 else { return }
        precondition(start + scopes * program.cells <= moments.count && first + scopes * size <= base.count)
        base.withUnsafeBufferPointer { base in
            moments.withUnsafeMutableBufferPointer { moments in
                columns.withUnsafeMutableBufferPointer { columns in
                    for scope in 0..<scopes {
                        program.add(
                            base.baseAddress! + first + scope * size,
                            to: moments.baseAddress! + start + scope * program.cells,
                            scratch: columns.baseAddress!, isFirst: isFirst)
                    }
                }
            }
        }
    }

    private mutating func clear(_ row: Int) {
        for index in (row * classSpan)..<((row + 1) * classSpan) { ofClasses[index] = 0 }
        for index in (row * groupSpan)..<((row + 1) * groupSpan) { ofGroups[index] = 0 }
    }

    private mutating func fill(_ row: Int, from counts: Counts, _ source: Int) {
        // What each class and group has is overwritten, so that only the sums must be emptied.
        let whole = classStart(row, layout.classes)
        let all = groupStart(row, layout.groups)
        for place in whole..<(whole + classBase.size) { ofClasses[place] = 0 }
        for place in all..<(all + groupBase.size) { ofGroups[place] = 0 }
        // What lies outside the intervals has no length that a mean over open time could count.
        let isInside = source != layout.outsideRow
        let length = isInside ? counts[lengthOfRow: source] : 0
        let stride = classBase.maxima.upperBound
        let queue = ClassCount.queueSeconds.rawValue
        for customerClass in 0..<layout.classes {
            let start = classStart(row, customerClass)
            let cell = places.cell(row: source, customerClass: customerClass)
            copy(counts.values, from: cell, to: &ofClasses, at: start, stride)
            ofClasses[start + stride] = length
            ofClasses[start + stride + 1] = isInside ? counts.values[cell + queue] : 0
            ofClasses[start + stride + 2] =
                hasMenu[customerClass]
                ? 0 : ofClasses[start + ClassCount.arrivals.rawValue] - ofClasses[start + ClassCount.blocked.rawValue]
            ofClasses[start + stride + 3] = values[customerClass] * ofClasses[start + ClassCount.issuesLost.rawValue]
            Self.add(&ofClasses, from: start, to: whole, classBase)
        }
        ofClasses[classStart(row, layout.classes) + stride] = length
        // The longest of all lines together, not the longest line.
        if let queue = layout.offset(ClassMaximum.queue) {
            ofClasses[classStart(row, layout.classes) + queue] = counts[longestQueueOfRow: source]
        }

        for group in 0..<layout.groups {
            let start = groupStart(row, group)
            let cell = places.cell(row: source, group: group)
            copy(counts.values, from: cell, to: &ofGroups, at: start, groupBase.size)
            if hasRoster[group] { Self.add(&ofGroups, from: start, to: all, groupBase) }
        }
    }

    private func copy(_ source: [Double], from: Int, to target: inout [Double], at: Int, _ count: Int) {
        precondition(from + count <= source.count && at + count <= target.count)
        source.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                (target.baseAddress! + at).update(from: source.baseAddress! + from, count: count)
            }
        }
    }

    /// Adds a row to another, scope by scope.
    private mutating func add(_ row: Int, to sum: Int) {
        for customerClass in 0...layout.classes {
            Self.add(&ofClasses, from: classStart(row, customerClass), to: classStart(sum, customerClass), classBase)
        }
        for group in 0...layout.groups {
            Self.add(&ofGroups, from: groupStart(row, group), to: groupStart(sum, group), groupBase)
        }
    }

    private static func add(_ values: inout [Double], from source: Int, to target: Int, _ base: CellProgram.Base) {
        precondition(source + base.size <= values.count && target + base.size <= values.count)
        values.withUnsafeMutableBufferPointer { values in
            let from = UnsafePointer(values.baseAddress! + source)
            let to = values.baseAddress! + target
            for offset in base.additive { to[offset] += from[offset] }
            for offset in base.maxima { to[offset] = max(to[offset], from[offset]) }
            for offset in base.maxima.upperBound..<base.size { to[offset] += from[offset] }
        }
    }
}
