import Measures

/// A run as one tidy table, a row a number: an empty class and group is the whole centre, an empty start the whole run,
/// an empty value no data. Quoting as in RFC 4180; lines end in a line feed.
public struct CSVReport {
    let results: RunResults

    public init(_ results: RunResults) { self.results = results }

    public static let columns = [
        "measure", "class", "group", "day", "start_s", "within_s", "value", "low", "high", "unit",
    ]

    public func text() -> String {
        var lines = [Self.columns.joined(separator: ",")]
        lines += results.measures.map { line($0) }
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
            scope.measures.map { line($0, customerClass: scope.name, interval: interval) }
        }
            + groups.flatMap { scope in
                scope.measures.map { line($0, group: scope.name, interval: interval) }
            }
    }

    private func line(
        _ measured: MeasuredValue, customerClass: String = "", group: String = "", interval: IntervalResults? = nil
    ) -> String {
        [
            measured.measure.name, Self.quoted(customerClass), Self.quoted(group),
            interval.map { String($0.day) } ?? "", Self.number(interval?.startSeconds), Self.number(measured.within),
            Self.number(measured.estimate.value), Self.number(measured.estimate.low),
            Self.number(measured.estimate.high), measured.measure.unit.rawValue,
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
