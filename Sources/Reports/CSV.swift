import Measures

/// A run as one tidy table, a row a number: an empty class and group is the whole centre, an empty start the whole run,
/// an empty value no data. Below a measure stand `measure.mean_of_days`, the mean of the days' own values, and
/// `measure.sd_of_days`, their standard deviation, where it has any. Quoting as in RFC 4180; lines end in a line feed.
public struct CSVReport {
    let results: RunResults

    public init(_ results: RunResults) { self.results = results }

    public static let columns = [
        "measure", "class", "group", "day", "start_s", "within_s", "value", "low", "high", "unit",
    ]

    public func text() -> String {
        var lines = [Self.columns.joined(separator: ",")]
        lines += results.measures.flatMap { [line($0)] + days($0) }
        // The first threshold's are among the measures above.
        lines += results.within.dropFirst().flatMap { $0.measures.map { line($0) } }
        lines += scopes(results.classes, results.groups, nil)
        for interval in results.intervals {
            lines += interval.measures.map { line($0, interval: interval) }
            lines += scopes(interval.classes, interval.groups, interval)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func scopes(
        _ classes: [ScopeResults], _ groups: [ScopeResults], _ interval: IntervalResults?
    ) -> [String] {
        classes.flatMap { scope in
            scope.measures.flatMap {
                [line($0, customerClass: scope.name, interval: interval)] + days($0, customerClass: scope.name)
            }
        }
            + groups.flatMap { scope in
                scope.measures.flatMap {
                    [line($0, group: scope.name, interval: interval)] + days($0, group: scope.name)
                }
            }
    }

    private func line(
        _ measured: MeasuredValue, customerClass: String = "", group: String = "", interval: IntervalResults? = nil
    ) -> String {
        line(measured, measured.measure.name, measured.estimate, customerClass, group, interval)
    }

    /// What the days' own values come to.
    private func days(_ measured: MeasuredValue, customerClass: String = "", group: String = "") -> [String] {
        guard let days = measured.days else { return [] }
        return [("mean_of_days", days.mean), ("sd_of_days", Estimate(value: days.standardDeviation))].map {
            line(measured, "\(measured.measure.name).\($0)", $1, customerClass, group, nil)
        }
    }

    private func line(
        _ measured: MeasuredValue, _ name: String, _ estimate: Estimate, _ customerClass: String, _ group: String,
        _ interval: IntervalResults?
    ) -> String {
        [
            name, Self.quoted(customerClass), Self.quoted(group), interval.map { String($0.day) } ?? "",
            Self.number(interval?.startSeconds), Self.number(measured.within), Self.number(estimate.value),
            Self.number(estimate.low), Self.number(estimate.high), measured.measure.unit.rawValue,
        ].joined(separator: ",")
    }

    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "" }
        return JSONValue.shortest(value)
    }

    /// A field with commas, quotes or line ends stands in quotes, quotes within doubled.
    public static func quoted(_ field: String) -> String {
        let needsQuotes = field.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }
}
