import Foundation
import Testing

/// The simulator against queues whose measures are known exactly.
///
/// Each measure must lie within four standard errors of the truth, estimated by the jackknife over 100 sections of
/// independent replications with a fixed seed (Student t, 99 degrees of freedom: a right answer fails once in 8,000), and
/// the standard error must be small enough that a wrong answer would show.
@Suite struct ExactCaseTests {
    static let cases: [ExactCase] = {
        let url = Bundle.module.url(forResource: "exact-cases", withExtension: "json")!
        let all = try! JSONDecoder().decode([ExactCase].self, from: Data(contentsOf: url))
        // A few of them at a time, for whoever works on one: HOLDFAST_EXACT_CASES="CB- TRF-".
        guard let chosen = ProcessInfo.processInfo.environment["HOLDFAST_EXACT_CASES"] else { return all }
        return all.filter { exact in chosen.split(separator: " ").contains { exact.id.hasPrefix($0) } }
    }()

    @Test(arguments: cases) func agrees(with exact: ExactCase) throws {
        let findings = try exact.measure(try exact.scenario(), seed: 1)
        #expect(!findings.isEmpty)
        for finding in findings {
            let estimate = finding.estimate
            let line = "\(finding.name): \(estimate.value) ± \(estimate.standardError), exact \(finding.expected.value)"
            #expect(finding.distance <= 4, "\(line), \(finding.distance) standard errors away")
            // A published simulation is known no better than it says: ours is to be about as good.
            let published = finding.expected.standardError
            #expect(
                estimate.standardError <= (published > 0 ? 1.5 * published : finding.largestError),
                "\(line): too vague")
        }
    }

    /// Not a test: writes the page that shows every finding, where `HOLDFAST_TRUTH_PAGE` says.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["HOLDFAST_TRUTH_PAGE"] != nil))
    func writesThePage() throws {
        let path = ProcessInfo.processInfo.environment["HOLDFAST_TRUTH_PAGE"]!
        let page = TruthPage(try Self.cases.map { ($0, try $0.measure(try $0.scenario(), seed: 1)) })
        try page.text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test func everyCaseHasItsOwnName() {
        #expect(Set(Self.cases.map(\.id)).count == Self.cases.count)
    }
}

extension ExactCase: CustomTestStringConvertible {
    var testDescription: String { "\(id): \(title)" }
}
