import Foundation
import Scenarios
import Testing

/// Files that are no scenario, or that would break a careless reader.
@Suite struct FileTests {
    private func told(_ bytes: [UInt8], name: String = "bank.yaml") throws -> String {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return told(file: file.path).replacingOccurrences(of: directory.path + "/", with: "")
    }

    private func told(file: String) -> String {
        do {
            _ = try ScenarioReader(measures: someMeasures).read(file: file)
            return ""
        } catch {
            return error.rendered()
        }
    }

    @Test func refusesWhatIsNoFile() {
        #expect(
            told(file: "nowhere/bank.yaml")
                == "nowhere/bank.yaml: error: expected a scenario in YAML or JSON, but this file does not exist")
        #expect(told(file: "/") == "/: error: expected a scenario in YAML or JSON, but this is a directory, not a file")
        #expect(told(file: "") == ": error: expected a scenario in YAML or JSON, but this file does not exist")
    }

    @Test func refusesWhatIsNoText() throws {
        #expect(
            try told([0x7F, 0x45, 0x4C, 0x46, 1, 0, 1, 1])
                == "bank.yaml: error: expected a scenario in YAML or JSON, but this is a binary file, not text")
        let utf16 = "bank.yaml: error: expected a scenario in YAML or JSON, but this is UTF-16 text\n  save it as UTF-8"
        #expect(try told([0xFF, 0xFE, 0x61, 0]) == utf16)
        #expect(try told([0xFE, 0xFF, 0, 0x61]) == utf16)
        #expect(try told([0x61, 0, 0x3A, 0, 0x20, 0]) == utf16)
        #expect(
            try told(Array("name: a\nabout: \u{E9}".utf8.dropLast()) + [0x21])
                == "bank.yaml:2:8: error: expected a scenario in YAML or JSON, but this is not UTF-8 text: "
                + "the first bad byte is in line 2\n  save it as UTF-8")
        #expect(
            try told([])
                == "bank.yaml:1:1: error: expected a scenario, found an empty file\n  holdfast init writes one to start from"
        )
        #expect(
            try told(Array(" \n\n".utf8)).hasPrefix("bank.yaml:1:1: error: expected a scenario, found an empty file"))
    }

    @Test func acceptsAByteOrderMarkAndOtherLineEnds() throws {
        #expect(try told([0xEF, 0xBB, 0xBF] + Array(bank.utf8)) == "")
        #expect(try told(Array(bank.replacingOccurrences(of: "\n", with: "\r\n").utf8)) == "")
        let fault = bank.replacingOccurrences(of: "188 s", with: "188").replacingOccurrences(of: "\n", with: "\r\n")
        #expect(try told([0xEF, 0xBB, 0xBF] + Array(fault.utf8)) == Self.faultOfHandleTime)
    }

    private static let faultOfHandleTime = """
        bank.yaml:7:37: error: expected a span of time above zero, such as 20 s, 30 min or 1.5 h, found "188"
              handle_time: {lognormal: {mean: 188, cv: 1.27}}
                                              ^
          name the unit: 188 ms, 188 s, 188 min, 188 h or 188 d
        """

    @Test func refusesAFileThatIsTooLarge() throws {
        #expect(
            try told([UInt8](repeating: 0x5B, count: 100 << 20))
                == "bank.yaml: error: expected a scenario in YAML or JSON, but this is larger than 16 MB\n"
                + "  large tables belong in CSV files")
    }

    @Test func refusesNesting() {
        for text in [
            String(repeating: "[", count: 1_000_000), String(repeating: "{a: ", count: 1_000_000),
            (0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        ] {
            #expect(
                told(text: text).contains("error: expected at most 64 levels of nesting, found more"),
                "\(text.prefix(9))")
        }
    }

    /// Nestings that brackets and indentation do not show.
    @Test func refusesHiddenNesting() {
        for text in [
            String(repeating: "- ", count: 200_000), String(repeating: "? ", count: 200_000),
            String(repeating: "[ #]\n", count: 100_000), String(repeating: "- - ", count: 60) + "a",
        ] {
            #expect(!told(text: text).isEmpty, "\(text.prefix(9))")
        }
    }

    @Test func refusesABombOfAliases() {
        var text = "a0: &a0 [x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(told(text: text).contains("error: expected at most 1000000 values, found more"))
        var keys = "a0: &a0 [x]\n"
        for level in 1...40 { keys += "a\(level): &a\(level) {? [*a\(level - 1), *a\(level - 1)] : 1}\n" }
        #expect(told(text: keys).contains("error: expected plain words as keys, found aliases, lists or maps as keys"))
    }

    private func told(text: String) -> String {
        do {
            _ = try ScenarioReader(measures: someMeasures).read(text: text, named: "bank.yaml", directory: "")
            return ""
        } catch {
            return error.rendered()
        }
    }

    @Test func manyFaultsAreCounted() {
        let text = bank.replacingOccurrences(
            of: "{per_hour: 60}", with: "{per_interval: [" + String(repeating: "x, ", count: 999) + "x]}")
        let faults = told(text: text).components(separatedBy: "\n").filter { $0.contains(": error: ") }
        #expect(faults.count == 501)
        #expect(faults.last == "bank.yaml: error: 501 more faults are not listed")
    }
}
