import Engine
import Experiments
import Foundation
import Reports
import Scenarios
import Testing

/// What each scenario that comes with the project does, as one number: whoever changes what a run gives must change
/// these, and know it.
@Suite struct ScenarioFingerprintTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let written = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "fingerprints.txt")
    static let renewal = "HOLDFAST_RENEW=fingerprints"

    static let files: [String] = {
        let all =
            FileManager.default.enumerator(
                atPath: root.appending(path: "scenarios").resolvingSymlinksInPath().path())?
            .compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    /// Those whose runs are long: one short part of them is enough.
    static func read(_ file: String) throws -> ReadScenario {
        let path = root.appending(path: "scenarios").appending(path: file).path()
        let reader = ScenarioReader(measures: MeasureWord.all)
        let whole = try reader.read(file: path)
        guard case .steady(let horizon) = whole.scenario.hours else { return whole }
        switch horizon.length {
        case .contacts: return try reader.read(file: path, changes: [Change("horizon={calls: 3000, warm_up: 0}")])
        case .seconds: return try reader.read(file: path, changes: [Change("horizon={for: 20 h, warm_up: 0}")])
        }
    }

    @Test func everyScenarioDoesWhatItDid() throws {
        #expect(Self.files.contains("bank-day.yaml"))
        var found: [(file: String, mark: String)] = []
        for file in Self.files { found.append((file, Self.hexadecimal(try Self.fingerprint(file)))) }
        if let asked = ProcessInfo.processInfo.environment["HOLDFAST_RENEW"], asked == "fingerprints" {
            try found.map { "\($0.mark) \($0.file)\n" }.joined()
                .write(to: Self.written, atomically: true, encoding: .utf8)
            return
        }
        var known: [String: String] = [:]
        for line in try String(contentsOf: Self.written, encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { known[String(parts[1])] = String(parts[0]) }
        }
        let changed = found.filter { known[$0.file] != $0.mark }
        let gone = known.keys.filter { file in !found.contains { $0.file == file } }.sorted()
        #expect(
            changed.isEmpty && gone.isEmpty,
            """
            What these scenarios do has changed: \(changed.map(\.file).joined(separator: ", ")); \
            gone: \(gone.joined(separator: ", ")).
            If you did not mean to change what a run gives, you have found a fault. If you did (or the scenario itself is \
            new or changed), renew the marks and say in CHANGELOG.md what runs give now that they did not:
              \(Self.renewal) swift test -c release --filter ScenarioFingerprintTests
            """)
    }

    /// A mark that does not depend on what is simulated would guard nothing.
    @Test func aSmallChangeShows() throws {
        let file = Self.root.appending(path: "scenarios/features/skills.yaml").path()
        let reader = ScenarioReader(measures: MeasureWord.all)
        let mark = Self.fingerprint(try reader.read(file: file).scenario, replications: 2)
        let other = Self.fingerprint(
            try reader.read(file: file, changes: [Change("customers.*.handle_time.*.mean*=1.0001")]).scenario,
            replications: 2)
        #expect(mark != other)
    }

    // MARK: Threads

    /// The same bytes for any number of threads, whichever finishes first.
    @Test(arguments: files) func theSameBytesOnOneTwoAndEightThreads(file: String) throws {
        let read = try Self.read(file)
        func json(threads: Int) throws -> String {
            JSONReport(
                try ScenarioRun(
                    read.scenario, file: file, resolvedSHA256: read.resolvedSHA256,
                    options: RunOptions(seed: 3, replications: 12, threads: threads)
                ).results(), version: "test"
            ).text()
        }
        let one = try json(threads: 1)
        #expect(one.contains("\"replications\": 12") || one.contains("\"replications\":12"))
        #expect(try json(threads: 2) == one)
        #expect(try json(threads: 8) == one)
    }

    // MARK: Marks

    private static func fingerprint(_ file: String) throws -> UInt64 {
        fingerprint(try read(file).scenario, replications: 2)
    }

    private static func hexadecimal(_ mark: UInt64) -> String {
        let digits = String(mark, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// FNV-1a (Fowler, Noll and Vo, 1991) over every contact's story, and how its promises ended.
    private static func fingerprint(_ scenario: Scenario, replications: UInt32) -> UInt64 {
        let kept = Kept()
        Replications(
            CompiledScenario(scenario).model, seed: 20_261, numbers: 0..<replications, threads: 1, logs: .everything
        )
        .run { replication in
            kept.add(replication)
            return true
        }
        return kept.hash
    }

    /// Fed by one thread.
    private final class Kept: @unchecked Sendable {
        private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

        // Times to the microsecond: processors may differ in the last bit of a logarithm.
        private func add(seconds: Double) { add(UInt64(bitPattern: Int64((seconds * 1e6).rounded()))) }
        private func add(_ bits: UInt64) {
            for byte in 0..<8 { hash = (hash ^ (bits >> (8 * byte) & 0xFF)) &* 0x0000_0100_0000_01B3 }
        }

        func add(_ replication: Replication) {
            for contact in replication.log {
                add(UInt64(contact.customerClass))
                add(contact.number)
                add(seconds: contact.joinedAt)
                for byte in contact.end.name.utf8 { add(UInt64(byte)) }
                add(seconds: contact.waitSeconds)
                add(UInt64(bitPattern: Int64(contact.group ?? -1)))
                add(UInt64(bitPattern: Int64(contact.agent ?? -1)))
                add(seconds: contact.talkSeconds ?? -1)
                add(seconds: contact.afterCallSeconds ?? -1)
            }
            let counts = replication.counts
            for count in Self.counted {
                var sum = 0.0
                for row in 0..<counts.layout.rows {
                    for position in 0..<counts.layout.classes {
                        sum += counts.values[counts.layout.cell(row: row, customerClass: position) + count.rawValue]
                    }
                }
                add(UInt64(bitPattern: Int64(sum.rounded())))
            }
        }

        /// What the log of contacts does not tell.
        private static let counted: [ClassCount] = [
            .issuesResolved, .issuesLost, .quotesMade, .callbacksOffered, .callbacksSuppressed, .callbacksDeclined,
            .promisesEarly, .promisesKept, .promisesLate, .promisesGaveUp, .promisesDropped, .promisesOpen,
            .promisesMissed, .promisesUnreached, .callbackAttempts, .overtaken, .followUpsKept, .followUpsLate,
            .followUpsOpen, .followUpsMissed,
        ]
    }
}
