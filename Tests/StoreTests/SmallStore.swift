import Foundation
import Measures
import Testing

@testable import Store

/// A store of three points with made-up numbers, in a folder of its own.
enum SmallStore {
    static let traits = SweepTraits(
        version: "0.1.0", platform: "Linux x86_64", scenarioName: "Small centre", scenarioSHA256: "ab12",
        design: "grid, 3 points\nagents.*.staff+: [0, 1, 2]", axes: ["agents.*.staff+"], points: 3, seed: 1,
        replications: 20_000, confidence: 0.95, shard: .whole)

    /// Long enough that a point does not fit into SQLite's memory of the tests.
    static func record(_ number: Int) -> SweepRecord {
        let row = SweepRow(
            measure: "service_level", customerClass: "", group: "", day: nil, startSeconds: nil, within: 20,
            unit: "share")
        return SweepRecord(
            number: number, values: ["\(number - 1)"], resolvedSHA256: "cd\(number)",
            summary: .init(rows: [row], numbers: [0.8, 0.7 + Double(number) / 100, .nan]),
            intervals: .init(rows: [], numbers: []), replicationMeasures: ["offered", "service_level"],
            replications: (0..<40_000).map { Double(number) + Double($0) / 7 })
    }

    /// - Parameter body: is given the folder and the path of the store, which is closed.
    static func withStore(_ body: (URL, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("a.sqlite").path
        let store = try SweepStore.open(path, for: traits)
        for number in 1...3 { try store.add(record(number)) }
        store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.sqlite"])
        try body(folder, path)
    }

    /// Every point is there as it was written; once closed, the store is one file.
    static func expectWhole(_ store: SweepStore) throws {
        var found: [Int] = []
        try store.forEach { record in
            found.append(record.number)
            let written = self.record(record.number)
            #expect(record.values == written.values && record.summary.rows == written.summary.rows)
            #expect(record.summary.numbers.map(\.bitPattern) == written.summary.numbers.map(\.bitPattern))
            #expect(record.replications == written.replications)
        }
        #expect(found == [1, 2, 3])
        store.close()
        for end in ["-wal", "-shm", "-journal"] {
            #expect(!FileManager.default.fileExists(atPath: store.path + end), "\(end)")
        }
    }
}
