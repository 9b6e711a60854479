import Measures

/// A run as one tidy table, a row a number: an empty class and group is the whole centre, an empty start the whole run,
/// an empty value no data. Below a measure stand `measure.mean_of_days`, the mean of the days' own values, and
/// `measure.sd_of_days`, their standard deviation, where it has any. What was announced and what came true follows as
/// `quote_calibration_*`, bin by bin; there `within_s` is the longest announced wait of the bin, `inf` for the last. Where
/// some numbers are approximate, a last column, `note`, says which. Quoting as in RFC 4180; lines end in a line feed.
///
/// The scorecard stands last, its principle in the name: `scorecard.commitment.callbacks_kept`. Where the scenario has a
/// target over the run for it, there follow `….at_least` and `….at_most` with the bounds, and `….met`: 1, 0, or no value
/// while the interval holds the bound. Targets over days and single intervals stand in JSON.
public struct CSVReport {
    let results: RunResults

    public init(_ results: RunResults) { self.results = results }

    public static let columns = [
        "measure", "class", "group", "day", "start_s", "within_s", "value", "low", "high", "unit",
    ]

    public func text() -> String {
        var lines = [(Self.columns + (results.quotesAreApproximate ? ["note"] : [])).joined(separator: ",")]
        lines += results.measures.flatMap { [line($0)] + days($0) }
        // The first threshold's are among the measures above.
        lines += results.within.dropFirst().flatMap { $0.measures.map { line($0) } }
        lines += scopes(results.classes, results.groups, nil)
        for interval in results.intervals {
            lines += interval.measures.map { line($0, interval: interval) }
            lines += scopes(interval.classes, interval.groups, interval)
        }
        if let calibration = results.calibration {
            lines += calibration.whole.flatMap { rows($0) }
            lines += calibration.classes.flatMap { scope in scope.bins.flatMap { rows($0, customerClass: scope.name) } }
        }
        lines += results.scorecard.flatMap(rows)
        return lines.joined(separator: "\n") + "\n"
    }

    private func rows(_ bin: CalibrationBin, customerClass: String = "") -> [String] {
        let numbers: [(name: String, found: Estimate, unit: Measure.Unit)] = [
            ("announcements", Estimate(value: bin.announcements), .count), ("quote_mean", bin.quoteMean, .seconds),
            ("wait_mean", bin.waitMean, .seconds), ("understated", bin.understated, .share),
        ]
        return numbers.map { number in
            row(
                [
                    "quote_calibration_" + number.name, Self.quoted(customerClass), "", "", "",
                    bin.quoteAtMost.map { Self.number($0) } ?? "inf", Self.number(number.found.value),
                    Self.number(number.found.low), Self.number(number.found.high), number.unit.rawValue,
                ], isApproximate: results.quotesAreApproximate)
        }
    }

    /// A number of the scorecard, its bounds and whether they are kept.
    private func rows(_ entry: ScorecardEntry) -> [String] {
        let name = "scorecard.\(entry.principle.rawValue).\(entry.measure.name)"
        func line(_ name: String, _ estimate: Estimate, _ unit: String) -> String {
            row(
                [
                    name, Self.quoted(entry.scope ?? ""), "", "", "", Self.number(entry.within),
                    Self.number(estimate.value), Self.number(estimate.low), Self.number(estimate.high), unit,
                ], isApproximate: results.isApproximate(entry.measure))
        }
        let bounds = [("at_least", entry.atLeast), ("at_most", entry.atMost)].compactMap { word, bound in
            bound.map { line("\(name).\(word)", Estimate(value: $0), entry.measure.unit.rawValue) }
        }
        let verdict = entry.verdict.map { verdict in
            let met: Double? = verdict == .met ? 1 : verdict == .missed ? 0 : nil
            return line("\(name).met", Estimate(value: met), "verdict")
        }
        return [line(name, entry.estimate, entry.measure.unit.rawValue)] + bounds + (verdict.map { [$0] } ?? [])
    }

    private func row(_ fields: [String], isApproximate: Bool) -> String {
        (fields + (results.quotesAreApproximate ? [isApproximate ? "approximate" : ""] : [])).joined(separator: ",")
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
        row(
            [
                name, Self.quoted(customerClass), Self.quoted(group), interval.map { String($0.day) } ?? "",
                Self.number(interval?.startSeconds), Self.number(measured.within), Self.number(estimate.value),
                Self.number(estimate.low), Self.number(estimate.high), measured.measure.unit.rawValue,
            ], isApproximate: results.isApproximate(measured.measure))
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
