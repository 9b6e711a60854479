import Measures

/// Measures side by side for classes, groups or intervals.
struct Tables {
    let results: RunResults
    let palette: Palette

    private static let ofClasses = ["offered", "service_level", "abandonment", "asa", "wait_p90"]
    private static let ofGroups = ["occupancy", "utilisation", "handle_mean", "overtime_hours", "paid_hours"]
    private static let ofIntervals = ["offered", "service_level", "abandonment", "asa", "occupancy"]
    private static let headings = [
        "offered": "Offered", "service_level": "Service level", "abandonment": "Abandoned", "asa": "Average wait",
        "wait_p90": "9 in 10 within", "occupancy": "Busy", "utilisation": "Roster used",
        "handle_mean": "Handle time", "overtime_hours": "Overtime", "paid_hours": "Paid",
    ]

    init(_ results: RunResults, _ palette: Palette) {
        self.results = results
        self.palette = palette
    }

    func lines(_ breakdown: Breakdown) -> [String] {
        switch breakdown {
        case .customerClass: scopes("Class", results.classes, Self.ofClasses)
        case .group: scopes("Group", results.groups, Self.ofGroups)
        case .interval: intervals()
        }
    }

    private func scopes(_ heading: String, _ scopes: [ScopeResults], _ names: [String]) -> [String] {
        table([heading], names, scopes.map { ([palette.shown($0.name)], $0.measures) })
    }

    private func intervals() -> [String] {
        guard !results.intervals.isEmpty else {
            return ["A steady run has no planning intervals; its batches are alike."]
        }
        let days = Set(results.intervals.map(\.day)).count > 1
        return table(
            (days ? ["Day"] : []) + ["From", "Agents"], Self.ofIntervals,
            results.intervals.map { interval in
                let agents = interval.agents.map(Wording.agents) ?? "-"
                return (
                    (days ? ["\(interval.day)"] : []) + [
                        interval.start, agents,
                    ],
                    interval.measures
                )
            })
    }

    private func table(
        _ leading: [String], _ names: [String], _ rows: [(leading: [String], measures: [MeasuredValue])]
    ) -> [String] {
        let heading = leading + names.map { Self.headings[$0] ?? $0 }
        let body = rows.map { row in
            row.leading
                + names.map { name in
                    guard let found = row.measures.first(where: { $0.measure.name == name }) else { return "no data" }
                    return Wording(palette: palette).figure(found.estimate, found.measure.unit).joined
                }
        }
        let lines = Self.aligned([heading] + body, rightFrom: 1)
        return [palette.dim(lines[0])] + lines.dropFirst()
    }

    /// Columns of equal width, from one on set to the right.
    static func aligned(_ rows: [[String]], rightFrom: Int) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = row.enumerated().map { column, cell in
                cell.padded(to: widths[column], left: column >= rightFrom)
            }.joined(separator: "   ")
            let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
            return "  " + line[..<end]
        }
    }
}
