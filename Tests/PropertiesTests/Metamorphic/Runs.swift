import Experiments
import Foundation
import Measures
import Reports
import Scenarios
import Testing

/// A scenario's text, simulated: what the tests of this folder compare.
struct Runs {
    var text: String
    var directory = ""
    var changes: [String] = []

    init(_ text: String, changes: [String] = [], directory: String = "") {
        self.text = text
        self.changes = changes
        self.directory = directory
    }

    /// This text with each of some texts replaced by another wherever it stands.
    func with(_ replacements: (String, String)...) -> Runs {
        var changed = self
        for (old, new) in replacements {
            precondition(changed.text.contains(old), "the scenario has no \(old)")
            changed.text = changed.text.replacing(old, with: new)
        }
        return changed
    }

    func read() throws -> ReadScenario {
        do {
            return try ScenarioReader(measures: MeasureWord.all).read(
                text: text, named: "scenario.yaml", directory: directory, changes: changes.map { try Change($0) })
        } catch let error as ScenarioError {
            Issue.record("\(error.rendered())\n\(text)")
            throw error
        }
    }

    func results(days: Int? = nil, seed: UInt64 = 1, threads: Int? = 1) throws -> RunResults {
        let read = try read()
        return try ScenarioRun(
            read.scenario, file: "scenario.yaml", resolvedSHA256: read.resolvedSHA256,
            options: RunOptions(seed: seed, replications: days, threads: threads)
        ).results()
    }

    /// What `run --format json` prints.
    func json(days: Int? = nil, seed: UInt64 = 1, threads: Int? = 1) throws -> String {
        JSONReport(try results(days: days, seed: seed, threads: threads), version: "test").text()
    }

    /// The same without the digest of the scenario.
    func numbersAsJSON(days: Int) throws -> String {
        try json(days: days).replacing(read().resolvedSHA256, with: "")
    }

    /// What `trace` tells of one day.
    func contacts(seed: UInt64 = 1) throws -> [TracedContact] {
        try Trace(of: read().scenario, seed: seed, replication: 1).contacts
    }
}

extension RunResults {
    /// The numbers of a class, a group, or the whole centre, by name.
    func numbers(of scope: String? = nil) throws -> [String: Estimate] {
        let found = scope.map { name in (classes + groups).first { $0.name == name }?.measures } ?? measures
        return Dictionary(uniqueKeysWithValues: try #require(found).map { ($0.measure.name, $0.estimate) })
    }
}

/// Whether two sets of numbers are the same but for the rounding of sums.
func differences(_ a: [String: Estimate], _ b: [String: Estimate], tolerance: Double = 1e-9) -> [String] {
    Set(a.keys).union(b.keys).sorted().filter { name in
        let pairs = [(a[name]?.value, b[name]?.value), (a[name]?.low, b[name]?.low), (a[name]?.high, b[name]?.high)]
        return !pairs.allSatisfy { first, second in
            guard let first, let second else { return first == nil && second == nil }
            return abs(first - second) <= tolerance * max(1, abs(first), abs(second))
        }
    }.map { "\($0): \(String(describing: a[$0])) and \(String(describing: b[$0]))" }
}

/// Whether two independent runs could be of one distribution.
///
/// The difference of two estimates is held against its own standard error, both taken from their 95 % intervals. Beyond
/// `limit` standard errors lie 7 in a million equal pairs (two-sided, normal): of the few dozen pairs that these tests
/// compare, all on fixed seeds, one is off by chance less than once in three thousand such suites.
enum SameDistribution {
    static let limit = 4.5

    /// What differs too much, in words.
    static func doubts(
        _ a: [String: Estimate], _ b: [String: Estimate], names: [String], scale: Double = 1
    ) -> [String] {
        names.compactMap { name in
            guard let first = a[name], let second = b[name], let x = first.value, let y = second.value,
                let errorOfFirst = standardError(first), let errorOfSecond = standardError(second)
            else { return "\(name) has no interval" }
            let error = (errorOfFirst * errorOfFirst + scale * scale * errorOfSecond * errorOfSecond).squareRoot()
            return abs(x - scale * y) <= limit * error ? nil : "\(name): \(x) and \(scale * y), standard error \(error)"
        }
    }

    static func standardError(_ estimate: Estimate) -> Double? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        return (high - low) / 2 / 1.96
    }
}
