import Foundation
import Measures
import Reports
import Scenarios
import Testing

@testable import Experiments

/// What the report claims of a table, met again by whoever loads it: `run` with the CSV file in force, on days of another
/// seed, whole and with one window a step shorter.
@Suite struct PromiseReplayTests {
    /// A rush in the second hour; promises are worked off by their due time, so that each window depends on the others, and
    /// one customer in ten does not answer the first dial.
    private static let rush = """
        holdfast: 1
        name: A rush
        day: {opens: "08:00", closes: "14:00", interval: 1 h}
        customers:
          orders:
            arrivals: {per_interval: [30, 75, 60, 40, 30, 20], day_to_day_cv: 0.1}
            handle_time: {exponential: {mean: 3 min}}
            patience: {exponential: {mean: 5 min}}
          service:
            arrivals: {per_interval: [10, 20, 20, 10, 10, 10]}
            handle_time: {exponential: {mean: 4 min}}
            patience: {exponential: {mean: 5 min}}
        agents:
          agents: {serves: [orders, service], staff: 4}
        policy:
          quotes: queue_length
          callbacks:
            offer: {when_quote_at_least: 1 min}
            accepts: 60%
            promise: {within: 30 min}
            serve: {when_slack_at_most: 10 min}
            dial: {answered: 90%, attempts: 3, rings: 15 s, pause: 2 min}

        """

    private static func read(_ text: String, in folder: String) throws -> Scenario {
        try ScenarioReader(measures: MeasureWord.all).read(text: text, named: "rush.yaml", directory: folder).scenario
    }

    /// How often callbacks are kept by class and interval, with these rows of the table in force.
    private static func replay(_ results: PromiseResults, in folder: String) throws -> [String: Estimate] {
        try PromiseCSVReport(results).text().write(
            toFile: folder + "/windows.csv", atomically: true, encoding: .utf8)
        let text = rush.replacing("{within: 30 min}", with: "{table: {file: windows.csv}}")
        let run = try ScenarioRun(
            read(text, in: folder), file: "rush.yaml", resolvedSHA256: "",
            options: RunOptions(seed: 77, replications: 2000, confidence: 0.9999)
        ).results()
        var kept: [String: Estimate] = [:]
        for interval in run.intervals {
            for scope in interval.classes {
                kept["\(scope.name) \(interval.start)"] =
                    scope.measures.first { $0.measure.name == "callbacks_kept" }?.estimate
            }
        }
        return kept
    }

    /// Each interval is within chance of its class's bound, and so is each window that is a step shorter: at most one in
    /// 10,000 of these comparisons fails by chance.
    @Test func theTableIsKeptAndNoRowCanBeShorter() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/promise-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let probability = 0.9
        let results = try PromiseSearch(
            Self.read(Self.rush, in: folder), file: "rush.yaml", resolvedSHA256: "",
            options: RunOptions(seed: 1, replications: 400), probability: probability, states: 1
        ).results()
        #expect(results.rows(.kept) >= 4, "\(results.rows.map(\.status))")
        #expect(results.rows.allSatisfy { $0.status != .undecided || $0.due < 2000 }, "\(results.rows)")

        let kept = try Self.replay(results, in: folder)
        for (position, row) in results.rows.enumerated() where row.status == .kept || row.status == .floor {
            let place = "\(row.customerClass) \(row.start)"
            let found = try #require(kept[place])
            #expect((found.high ?? 0) >= probability - PromiseResults.tolerance, "\(place): \(found)")
            guard row.status == .kept else { continue }
            var shorter = results
            let step = try #require(results.grid.lastIndex { $0 < row.window })
            shorter.rows[position].window = results.grid[step]
            let less = try #require(try Self.replay(shorter, in: folder)[place])
            #expect((less.low ?? 1) < probability, "\(place), a step shorter: \(less)")
        }
    }
}
