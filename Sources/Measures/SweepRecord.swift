/// What stands in one row of a sweep's tables, but for its numbers.
public struct SweepRow: Sendable, Equatable {
    public var measure: String
    /// Empty for the whole centre.
    public var customerClass: String
    public var group: String
    /// Of a planning interval, its day from 1; nil for the whole run.
    public var day: Int?
    /// Seconds after midnight of that day.
    public var startSeconds: Double?
    /// The threshold in seconds, where the measure has one.
    public var within: Double?
    /// As `Measure.Unit` writes it.
    public var unit: String

    public init(
        measure: String, customerClass: String, group: String, day: Int?, startSeconds: Double?, within: Double?,
        unit: String
    ) {
        self.measure = measure
        self.customerClass = customerClass
        self.group = group
        self.day = day
        self.startSeconds = startSeconds
        self.within = within
        self.unit = unit
    }
}

/// Everything that a sweep keeps of one point: what was found, without a time or a place where it was found.
public struct SweepRecord: Sendable, Equatable {
    /// From 1.
    public var number: Int
    /// The point's value on each axis, as tables show it.
    public var values: [String]
    public var resolvedSHA256: String
    /// Of the whole run.
    public var summary: Table
    /// Of each planning interval; empty for a steady centre.
    public var intervals: Table
    /// Measures of which each replication has a value.
    public var replicationMeasures: [String]
    /// Replication after replication, a value for each of these; NaN is no data.
    public var replications: [Double]

    /// Rows with three numbers each: value, low and high. NaN is no data.
    public struct Table: Sendable, Equatable {
        public var rows: [SweepRow]
        public var numbers: [Double]

        public init(rows: [SweepRow], numbers: [Double]) {
            self.rows = rows
            self.numbers = numbers
        }

        public func estimate(_ row: Int) -> Estimate {
            func number(_ place: Int) -> Double? { numbers[place].isNaN ? nil : numbers[place] }
            return Estimate(value: number(3 * row), low: number(3 * row + 1), high: number(3 * row + 2))
        }
    }

    public init(
        number: Int, values: [String], resolvedSHA256: String, summary: Table, intervals: Table,
        replicationMeasures: [String], replications: [Double]
    ) {
        self.number = number
        self.values = values
        self.resolvedSHA256 = resolvedSHA256
        self.summary = summary
        self.intervals = intervals
        self.replicationMeasures = replicationMeasures
        self.replications = replications
    }

    /// - Parameter like: another point of the sweep: where the rows are the same they are shared, which spares most of
    ///   the work.
    public init(
        number: Int, values: [String], _ results: RunResults, replicationMeasures: [String], replications: [Double],
        like: SweepRecord?
    ) {
        var summary = TableWriting(like: like?.summary.rows)
        for measured in results.measures { summary.add(measured) }
        // The first threshold's are among the measures above.
        for within in results.within.dropFirst() { for measured in within.measures { summary.add(measured) } }
        summary.add(results.classes, results.groups, nil)
        var intervals = TableWriting(like: like?.intervals.rows)
        for interval in results.intervals {
            for measured in interval.measures { intervals.add(measured, interval: interval) }
            intervals.add(interval.classes, interval.groups, interval)
        }
        self.init(
            number: number, values: values, resolvedSHA256: results.resolvedSHA256, summary: summary.table,
            intervals: intervals.table, replicationMeasures: replicationMeasures, replications: replications)
    }
}

/// Rows on their way into a table, which are those of another as long as nothing differs.
private struct TableWriting {
    private let like: [SweepRow]
    private var rows: [SweepRow] = []
    private var isLike: Bool
    private var count = 0
    private var numbers: [Double] = []

    init(like: [SweepRow]?) {
        self.like = like ?? []
        isLike = like != nil
        numbers.reserveCapacity(3 * self.like.count)
    }

    mutating func add(_ classes: [ScopeResults], _ groups: [ScopeResults], _ interval: IntervalResults?) {
        for scope in classes {
            for measured in scope.measures { add(measured, customerClass: scope.name, interval: interval) }
        }
        for scope in groups { for measured in scope.measures { add(measured, group: scope.name, interval: interval) } }
    }

    mutating func add(
        _ measured: MeasuredValue, customerClass: String = "", group: String = "", interval: IntervalResults? = nil
    ) {
        numbers.append(measured.estimate.value ?? .nan)
        numbers.append(measured.estimate.low ?? .nan)
        numbers.append(measured.estimate.high ?? .nan)
        count += 1
        if isLike {
            if count <= like.count {
                let row = like[count - 1]
                if row.measure == measured.measure.name && row.customerClass == customerClass && row.group == group
                    && row.day == interval?.day && row.startSeconds == interval?.startSeconds
                    && row.within == measured.within
                {
                    return
                }
            }
            isLike = false
            rows = Array(like.prefix(count - 1))
        }
        rows.append(
            SweepRow(
                measure: measured.measure.name, customerClass: customerClass, group: group, day: interval?.day,
                startSeconds: interval?.startSeconds, within: measured.within, unit: measured.measure.unit.rawValue))
    }

    var table: SweepRecord.Table {
        let rows = !isLike ? rows : count == like.count ? like : Array(like.prefix(count))
        return SweepRecord.Table(rows: rows, numbers: numbers)
    }
}
