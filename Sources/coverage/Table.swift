import Foundation
import Measures

/// One study's table in Markdown: for each number and each look, how often the intervals held the truth, and their width
/// against the ideal.
struct Table {
    let text: String
    /// Intervals that clearly break the promise.
    let broken: Int

    init(_ study: Study, _ repeated: Repeated, experiments: Int) {
        let days = study.looks.map { study.isSteady ? "\($0 * 30) batches" : "\($0) days" }
        let heads =
            study.stopsByItself
            ? ["number", "wish", "truth", "held · width", study.isSteady ? "batches" : "days"]
            : ["number", "truth"] + days
        var rows = [
            "", "**\(study.name)**: \(study.title). \(experiments) experiments.", "",
            "| " + heads.joined(separator: " | ") + " |", "|" + heads.map { _ in "---|" }.joined(),
        ]
        var broken = 0
        for (cell, looks) in zip(study.cells, repeated.told) {
            let truth: Double
            switch cell.truth {
            case .exact(let value), .simulated(let value, standardError: _): truth = value
            case .pooled:
                let values = looks.last?.compactMap(\.estimate.value) ?? []
                truth = values.reduce(0, +) / Double(max(1, values.count))
            }
            let findings = looks.map { Finding($0.map(\.estimate), truth: truth) }
            broken += findings.filter(\.isBroken).count
            let known = if case .pooled = cell.truth { "≈ " } else { "" }
            var columns = [cell.title] + (cell.wish.map { ["`\($0)`"] } ?? [])
            columns.append(known + String(format: "%.5g", truth))
            columns += findings.map(Self.words)
            if cell.wish != nil { columns.append(Self.mean(looks[0].map(\.replications), study)) }
            rows.append("| " + columns.joined(separator: " | ") + " |")
        }
        text = rows.joined(separator: "\n")
        self.broken = broken
    }

    /// Days after which the experiments stopped, on average; batches of a steady centre.
    private static func mean(_ replications: [Int], _ study: Study) -> String {
        let mean = Double(replications.reduce(0, +)) / Double(max(1, replications.count))
        return String(format: "%.0f", mean * (study.isSteady ? 30 : 1))
    }

    /// `95.0 % · 1.02`; a dash where there are too few days for an interval.
    private static func words(_ finding: Finding) -> String {
        guard finding.without < finding.experiments else { return "–" }
        let told = String(format: "%.1f %% · %.2f", 100 * finding.coverage, finding.relativeWidth)
        let missing = finding.without == 0 ? "" : " (\(finding.without) without)"
        return told + missing + (finding.isBroken ? " ✗" : finding.isKept ? "" : " ?")
    }
}
