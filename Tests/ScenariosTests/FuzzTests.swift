import Foundation
import Scenarios
import Testing

/// Whatever bytes a scenario, a table or a change is made of, the answer is a scenario or a fault, never a crash.
@Suite struct FuzzTests {
    /// SplitMix64 (Steele, Lea and Flood, 2014), so that a failure can be repeated.
    private struct Splitmix: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return z ^ z >> 31
        }
    }

    private static let tokens = [
        "[", "]", "{", "}", ":", ",", "- ", "\n", " ", "\"", "'", "#", "&a ", "*a", "?", "|", ">", "%", "0", "-1",
        "1e999", ".nan",
        "null", "~", "!!int ", "\t", "---\n", "\u{E000}", "é", "07:00", "per_hour", "file", "<<", "999999999999",
        "by_time",
    ]

    private func mutated(_ text: String, _ random: inout Splitmix) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let at = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(UInt8.random(in: 1...126, using: &random), at: at)
            case 1: if at < bytes.count { bytes.remove(at: at) }
            case 2: bytes.insert(contentsOf: Array(Self.tokens.randomElement(using: &random)!.utf8), at: at)
            case 3:
                let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
                bytes.removeSubrange(at..<end)
            default:
                let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
                bytes.insert(contentsOf: bytes[at..<end], at: at)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: ["every-key.yaml", "every-promise.yaml", "steady.yaml", "day.json"])
    func neverCrashesOnAScenario(file: String) throws {
        let text = try String(contentsOfFile: folder("Accepted/" + file), encoding: .utf8)
        var random = Splitmix(state: 1)
        var read = 0
        let reader = ScenarioReader(measures: someMeasures)
        for _ in 0..<1000 {
            do {
                _ = try reader.read(text: mutated(text, &random), named: "x.yaml", directory: folder("Accepted"))
                read += 1
            } catch {
                #expect(!error.faults.isEmpty)
                for fault in error.faults { #expect(!fault.rendered().isEmpty) }
            }
        }
        // Some changes touch only a name or a comment; if none did, nothing was tried.
        #expect(read > 0 && read < 1000)
    }

    @Test func neverCrashesOnATableOrAChange() throws {
        let table = try String(contentsOfFile: folder("Accepted/columns.csv"), encoding: .utf8)
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let text = bank(
            (#""24:00", interval: 30 min"#, #""10:00", interval: 1 h"#),
            ("{per_hour: 60}", "{per_interval: {file: x.csv, column: early}}"))
        var random = Splitmix(state: 2)
        for _ in 0..<300 {
            try mutated(table, &random).write(
                to: directory.appendingPathComponent("x.csv"), atomically: false, encoding: .utf8)
            _ = told(text, directory: directory.path)
            _ = told(
                text, changes: [mutated("customers.*.patience.exponential.mean*=1.1", &random)],
                directory: directory.path)
            _ = told(bank, changes: [mutated("targets[0].within=[1, {a: 2}]", &random)])
        }
    }
}
