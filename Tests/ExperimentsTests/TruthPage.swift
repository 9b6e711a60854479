import Foundation

/// The page of all exact cases: what is known, what was found, and how far apart the two are.
struct TruthPage {
    private let found: [(exact: ExactCase, findings: [Finding])]

    init(_ found: [(ExactCase, [Finding])]) { self.found = found.map { (exact: $0.0, findings: $0.1) } }

    var text: String {
        let all = found.flatMap(\.findings)
        let farthest = all.map(\.distance).max() ?? 0
        let beyondTwo = all.count { $0.distance > 2 }
        return """
            # Against the truth

            \(all.count) measures of \(found.count) queues whose answers are known exactly, or were published with their \
            intervals: \(all.allSatisfy { $0.distance <= 4 } ? "all lie" : "not all lie") within four standard errors of \
            the truth, the farthest at \(Self.rounded(farthest, 2)). Were the simulator right to the last digit, about \
            5 % would lie beyond two standard errors; \(Self.rounded(100 * Double(beyondTwo) / Double(max(1, all.count)), 1)) % do.

            The rule of a test is stricter than the distance alone. The standard error must be so small that a wrong answer \
            would show: at most 1 % of a mean, 0.002 of a probability, 5 % of a variance. Standard errors are the jackknife's \
            over 100 sections of independent replications, seed 1. `scripts/test --filter ExactCaseTests` checks every line \
            of this page; this command writes it anew:

                HOLDFAST_TRUTH_PAGE=docs/truth.md scripts/test --filter writesThePage

            Times are in the case's own unit. A threshold stands behind an @. What a measure means is said where it is \
            computed: `Tests/ExperimentsTests/ExactMeasure.swift` and `ExactPromises.swift`.

            ## What is not here, and why

            * **Last come first served** and **interrupting a contact for a more urgent one** (preemption) are not in the \
            model: nobody is passed over by a later caller of the same class, and nobody is cut off.

            ## Where the standard error may be larger

            \(exceptions)

            ## Every case
            \(found.map { Self.section($0.exact, $0.findings) }.joined())
            """
    }

    private var exceptions: String {
        let lines = found.flatMap { exact, findings in
            findings.compactMap { finding -> String? in
                if let reason = finding.expected.because {
                    return "* \(exact.id), \(finding.name): \(reason)."
                }
                return nil
            }
        }
        return
            (lines + [
                "* The published simulations are themselves estimates: there the distance is in standard errors of the difference, "
                    + "and ours is at most half as large again as theirs."
            ]).joined(separator: "\n")
    }

    private static func section(_ exact: ExactCase, _ findings: [Finding]) -> String {
        let rows = findings.map { finding in
            let known =
                significant(finding.expected.value)
                + (finding.expected.standardError > 0 ? " ± \(significant(finding.expected.standardError, 2))" : "")
            return "| \(finding.name) | \(known) | \(significant(finding.estimate.value)) | "
                + "\(significant(finding.estimate.standardError, 2)) | \(rounded(finding.signedDistance, 2)) |"
        }
        return """


            ### \(exact.id): \(exact.title)

            Source: \(exact.source). Unit: \(exact.unit.rawValue). Replications: \(exact.replications).

            | measure | truth | ours | standard error | distance |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))
            """
    }

    private static func significant(_ value: Double, _ digits: Int = 6) -> String {
        String(format: "%.\(digits)g", value)
    }

    private static func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
