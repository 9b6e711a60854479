import Measures

/// A comparison as one tidy table: a row for each measure, place and plan, with the plan's own value and its paired
/// difference to the first plan. Empty fields as in the table of a run.
public struct ComparisonCSVReport {
    let results: ComparisonResults

    public init(_ results: ComparisonResults) { self.results = results }

    public static let columns = [
        "measure", "class", "group", "plan", "within_s", "value", "low", "high", "unit", "difference",
        "difference_low", "difference_high", "verdict", "replications_to_decide", "variance_ratio",
    ]

    public func text() -> String {
        var lines = [Self.columns.joined(separator: ",")]
        lines += rows(results.measures)
        for scope in results.classes { lines += rows(scope.measures, customerClass: scope.name) }
        for scope in results.groups { lines += rows(scope.measures, group: scope.name) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func rows(_ measures: [ComparedMeasure], customerClass: String = "", group: String = "") -> [String] {
        measures.flatMap { compared in
            results.plans.indices.map { plan in
                let own = compared.estimates[plan] ?? .noData
                let difference = compared.differences[plan]
                return [
                    compared.measure.name, CSVReport.quoted(customerClass), CSVReport.quoted(group),
                    CSVReport.quoted(results.plans[plan].name), CSVReport.number(compared.within),
                    CSVReport.number(own.value),
                    CSVReport.number(own.low), CSVReport.number(own.high), compared.measure.unit.rawValue,
                    CSVReport.number(difference?.estimate.value), CSVReport.number(difference?.estimate.low),
                    CSVReport.number(difference?.estimate.high), difference?.verdict.rawValue ?? "",
                    difference?.replicationsToDecide.map { String($0) } ?? "", CSVReport.number(difference?.gain),
                ].joined(separator: ",")
            }
        }
    }
}
