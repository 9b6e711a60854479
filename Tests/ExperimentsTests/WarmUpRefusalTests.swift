import Experiments
import Foundation
import Measures
import Scenarios
import Testing

/// A run by contacts whose recorded arrivals end while it still warms up has nothing to tell: it was not stopped by
/// anybody, and says what is wrong.
@Suite struct WarmUpRefusalTests {
    @Test func recordedArrivalsThatEndBeforeTheWarmUpDoes() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try "arrives\n10\n20\n30\n40\n".write(
            to: directory.appendingPathComponent("calls.csv"), atomically: true, encoding: .utf8)
        func run(warmUp: Int) throws -> RunResults {
            let read = try ScenarioReader(measures: MeasureWord.all).read(
                text: """
                    holdfast: 1
                    name: Four recorded calls
                    horizon: {calls: 50, warm_up: \(warmUp)}
                    customers:
                      callers: {arrivals: {trace: {file: calls.csv, column: arrives}}, handle_time: {constant: 5 s}}
                    agents:
                      all: {serves: [callers], staff: 1}

                    """, named: "four.yaml", directory: directory.path)
            return try ScenarioRun(
                read.scenario, file: "four.yaml", resolvedSHA256: read.resolvedSHA256,
                options: RunOptions(seed: 1, threads: 1)
            ).results()
        }
        let error = #expect(throws: RunError.self) { try run(warmUp: 4) }
        #expect(error?.kind == .scenario)
        #expect(
            error?.message
                == "No contact comes after the warm-up: the recorded arrivals end before as many have come as "
                + "horizon.warm_up leaves out. Leave out fewer, or record more arrivals.")
        let told = try run(warmUp: 0)
        #expect(told.conservation.arrivals == 4 && !told.partial)
    }
}
