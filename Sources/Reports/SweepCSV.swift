import Measures

/// A sweep as tidy tables, with the swept parameters on every row: one for whole runs, one for planning intervals, one for
/// single replications. Numbers and quoting as in `CSVReport`; a column of an axis is called by its path.
public enum SweepCSV {
    /// The start of each table, before the rows of the points.
    public static func summaryHeading(axes: [String]) -> String {
        heading(axes, ["measure", "class", "group", "within_s", "value", "low", "high", "unit"])
    }

    public static func intervalsHeading(axes: [String]) -> String {
        heading(axes, ["measure", "class", "group", "day", "start_s", "within_s", "value", "low", "high", "unit"])
    }

    /// - Parameter measures: those of which some point has a value for each replication.
    public static func replicationsHeading(axes: [String], measures: [String]) -> String {
        heading(axes, ["replication"] + measures)
    }

    private static func heading(_ axes: [String], _ columns: [String]) -> String {
        (["point"] + axes.map(CSVReport.quoted) + columns).joined(separator: ",") + "\n"
    }

    public static func summary(_ record: SweepRecord) -> String {
        rows(record, record.summary) { row in
            "\(row.measure),\(CSVReport.quoted(row.customerClass)),\(CSVReport.quoted(row.group)),"
                + CSVReport.number(row.within)
        }
    }

    public static func intervals(_ record: SweepRecord) -> String {
        rows(record, record.intervals) { row in
            "\(row.measure),\(CSVReport.quoted(row.customerClass)),\(CSVReport.quoted(row.group)),"
                + "\(row.day.map(String.init) ?? ""),\(CSVReport.number(row.startSeconds)),"
                + CSVReport.number(row.within)
        }
    }

    private static func rows(
        _ record: SweepRecord, _ table: SweepRecord.Table, _ names: (SweepRow) -> String
    ) -> String {
        let start = start(record)
        var text = ""
        for (index, row) in table.rows.enumerated() {
            let found = table.estimate(index)
            text += start
            text += names(row)
            text += ",\(CSVReport.number(found.value)),\(CSVReport.number(found.low)),\(CSVReport.number(found.high)),"
            text += row.unit
            text += "\n"
        }
        return text
    }

    /// A row for each replication of a point; a measure that this point does not have is empty.
    public static func replications(_ record: SweepRecord, measures: [String]) -> String {
        guard !record.replicationMeasures.isEmpty else { return "" }
        let start = start(record)
        let width = record.replicationMeasures.count
        let places = measures.map { record.replicationMeasures.firstIndex(of: $0) }
        var text = ""
        for replication in 0..<(record.replications.count / width) {
            text += start
            text += "\(replication + 1)"
            for place in places {
                text += ","
                if let place { text += CSVReport.number(record.replications[replication * width + place]) }
            }
            text += "\n"
        }
        return text
    }

    private static func start(_ record: SweepRecord) -> String {
        "\(record.number)," + record.values.map { CSVReport.quoted($0) + "," }.joined()
    }
}
