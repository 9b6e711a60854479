import Foundation
import Measures

/// The rows of one study: for each number, after each look, coverage and width.
struct Table {
    let text: String
    /// Intervals that clearly break the promise.
    let broken: Int

    static let heading = """
        | study | number | truth | days | held the truth | too low · too high | width | no interval |
        |---|---|---|---|---|---|---|---|
        """

    init(_ study: Study, _ repeated: Repeated) {
        var rows: [String] = []
        var broken = 0
        for (cell, looks) in zip(study.cells, repeated.estimates) {
            let truth: Double
            switch cell.truth {
            case .exact(let value), .simulated(let value, standardError: _): truth = value
            case .pooled:
                let values = looks.last?.compactMap(\.value) ?? []
                truth = values.reduce(0, +) / Double(max(1, values.count))
            }
            for (look, estimates) in zip(study.looks, looks) {
                let finding = Finding(estimates, truth: truth)
                func percent(_ number: Int) -> String {
                    String(format: "%.1f", 100 * Double(number) / Double(max(1, finding.experiments - finding.without)))
                }
                let mark = finding.isBroken ? " ✗" : finding.isKept || finding.held == 0 ? "" : " ?"
                if finding.isBroken { broken += 1 }
                let start =
                    "| \(study.name) | \(cell.title) | \(String(format: "%.5g", truth)) | \(look) "
                if finding.without == finding.experiments {
                    rows.append(start + "| no interval from so few | | | |")
                } else {
                    rows.append(
                        start + "| \(percent(finding.held)) %\(mark) "
                            + "| \(percent(finding.below)) · \(percent(finding.above)) "
                            + "| \(String(format: "%.2f", finding.relativeWidth)) | \(finding.without) |")
                }
            }
        }
        text = rows.joined(separator: "\n")
        self.broken = broken
    }
}
