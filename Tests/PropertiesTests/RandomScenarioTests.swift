import Experiments
import Foundation
import Measures
import Reports
import Scenarios
import Synchronization
import Testing

/// Scenarios that nobody thought of: each is read, simulated and summed up, and what must hold, holds.
///
/// A debug build looks at the engine's invariants after every event besides, and takes fewer of them. The number may be
/// given, and the number of the first: `HOLDFAST_SCENARIOS=10000 HOLDFAST_FIRST_SCENARIO=500000 scripts/test …`.
@Suite struct RandomScenarioTests {
    static let count: Int = {
        if let asked = ProcessInfo.processInfo.environment["HOLDFAST_SCENARIOS"], let count = Int(asked) {
            return max(16, count)
        }
        #if DEBUG
        return 200
        #else
        return 1_500
        #endif
    }()

    /// Each number is another scenario.
    static let first = ProcessInfo.processInfo.environment["HOLDFAST_FIRST_SCENARIO"].flatMap { Int($0) } ?? 0

    /// Run side by side; each takes every so-many-th scenario.
    static let shares = 16
    /// A run that takes so long of a processor has no end: of the process's share in one, since others run beside it.
    static let mostSeconds = 60.0

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return (Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec))
            / Double(ProcessInfo.processInfo.activeProcessorCount)
    }

    /// What all shares together reached.
    private static let reach = Mutex((reach: Reach(), sharesDone: 0))

    @Test(arguments: 0..<shares) func whatMustHoldHolds(share: Int) throws {
        // After a crash the scenario that did it lies here.
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-random-\(share)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        var reach = Reach()
        var faults = 0
        for number in stride(from: Self.first + share, to: Self.first + Self.count, by: Self.shares) {
            var generator = ScenarioGenerator(seed: UInt64(number))
            let text = generator.scenario().yaml
            for (name, table) in generator.files {
                try table.write(to: directory.appendingPathComponent(name), atomically: false, encoding: .utf8)
            }
            try text.write(
                to: directory.appendingPathComponent("scenario.yaml"), atomically: false, encoding: .utf8)
            let wrong = Self.whatIsWrong(with: text, directory: directory.path, seed: UInt64(number))
            if !wrong.isEmpty {
                faults += 1
                let tables = generator.files.sorted { $0.key < $1.key }.map { "\($0.key):\n\($0.value)" }.joined()
                Issue.record(
                    "scenario \(number): \(wrong.prefix(5).joined(separator: "\n"))\n\n\(text)\n\(tables)")
            }
            // One fault mostly shows in many scenarios.
            if faults >= 3 { return }
            reach.add(text, directory: directory.path)
        }
        try finish(reach)
    }

    /// The last of the shares looks whether together they reached everything.
    private func finish(_ own: Reach) throws {
        let missing: [String]? = Self.reach.withLock { state in
            state.reach.formUnion(own)
            state.sharesDone += 1
            return state.sharesDone == Self.shares ? Reach.all.subtracting(state.reach.reached).sorted() : nil
        }
        // A few hundred cannot hold the rarest combinations.
        guard let missing, Self.count >= 5000 else { return }
        #expect(
            missing.isEmpty,
            """
            The generator never writes these, though the reader knows them:
              \(missing.joined(separator: "\n  "))
            A new key is written by its shape alone, where the table of keys alone says what fits. Where more must be \
            true (a name that is known, shares that add up, a key beside it), teach it so in \
            Tests/PropertiesTests/Generator: `ruled…` for a value, `keysLeftOut` and `keysForced` for when it stands.
            """)
    }

    /// Everything that is wrong with a scenario that should be right.
    static func whatIsWrong(with text: String, directory: String, seed: UInt64) -> [String] {
        let read: ReadScenario
        do {
            read = try ScenarioReader(measures: MeasureWord.all).read(
                text: text, named: "scenario.yaml", directory: directory)
        } catch {
            return [
                "the generator wrote what the reader refuses; if the reader is right, teach the generator in "
                    + "Tests/PropertiesTests/Generator: " + error.rendered()
            ]
        }
        func run(threads: Int) throws(RunError) -> RunResults {
            let started = processorSeconds()
            return try ScenarioRun(
                read.scenario, file: "scenario.yaml", resolvedSHA256: read.resolvedSHA256,
                options: RunOptions(seed: seed, replications: seed % 5 == 0 ? 1 : 2, threads: threads)
            ).results(isInterrupted: { processorSeconds() - started > mostSeconds })
        }
        do {
            let results = try run(threads: 1)
            if results.partial { return ["the run has no end"] }
            var wrong = ResultsInvariants(results).violations
            if seed % 8 == 0 {
                let text = JSONReport(results, version: "0").text()
                wrong += whatIsWrong(inJSON: text)
                if JSONReport(try run(threads: 2), version: "0").text() != text {
                    wrong.append("two threads give other numbers than one")
                }
            }
            return wrong
        } catch {
            // How long a warm-up that is found will be is not known before, nor whether recorded arrivals outlast it.
            if error.message.hasPrefix("No contact comes after the warm-up: ") { return [] }
            return ["the run failed: \(error.message)"]
        }
    }

    /// JSON that another program reads, without a number that is none.
    private static func whatIsWrong(inJSON text: String) -> [String] {
        guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
            return ["the JSON cannot be read"]
        }
        return object["measures"] is [String: Any] ? [] : ["the JSON has no measures"]
    }
}
