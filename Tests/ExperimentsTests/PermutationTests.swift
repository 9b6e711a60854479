import Experiments
import Foundation
import Scenarios
import Testing

@testable import Reports

/// The order in which classes and groups are written down means nothing: the same bytes of JSON, keys in order.
@Suite struct PermutationTests {
    /// The entries of a block of the file in the opposite order; comments go with the entry above them.
    static func reversed(_ block: String, in text: String) -> String {
        var lines = text.components(separatedBy: "\n")
        guard let start = lines.firstIndex(of: block + ":") else { return text }
        let end = lines[(start + 1)...].firstIndex { $0.first.map { $0 != " " && $0 != "#" } ?? false } ?? lines.count
        var entries: [[String]] = []
        var after: [String] = []
        for line in lines[(start + 1)..<end] {
            let isEntry = line.hasPrefix("  ") && line.dropFirst(2).first.map { $0 != " " && $0 != "#" } ?? false
            if isEntry {
                entries.append([line])
            } else if entries.isEmpty || line.isEmpty {
                after.append(line)
            } else {
                entries[entries.count - 1].append(line)
            }
        }
        lines.replaceSubrange((start + 1)..<end, with: entries.reversed().flatMap { $0 } + after)
        return lines.joined(separator: "\n")
    }

    /// JSON of a few replications, keys in order.
    private func answer(_ text: String, beside file: URL) throws -> String {
        let place = file.deletingLastPathComponent().appending(path: ".permuted-\(UUID().uuidString).yaml")
        try text.write(to: place, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: place) }
        let read = try ScenarioReader(measures: MeasureWord.all).read(file: place.path())
        var scenario = read.scenario
        // Short runs: what depends on the order shows in the first days.
        if case .steady(var horizon) = scenario.hours {
            if case .contacts = horizon.length { horizon.length = .contacts(60_000) }
            scenario.hours = .steady(horizon)
        }
        let results = try ScenarioRun(
            scenario, file: "file", resolvedSHA256: "",
            options: RunOptions(seed: 1, replications: 3, threads: 1)
        ).results()
        return JSONReport(results, version: "test").value.inOrderOfKeys.text()
    }

    @Test(arguments: ShippedScenarioTests.files) func theOrderInTheFileMeansNothing(file: String) throws {
        let place = ShippedScenarioTests.folder.appending(path: file)
        let text = try String(contentsOf: place, encoding: .utf8)
        let straight = try answer(text, beside: place)
        for blocks in [["customers"], ["agents"], ["customers", "agents"]] {
            let turned = blocks.reduce(text) { Self.reversed($1, in: $0) }
            if turned == text { continue }
            #expect(try answer(turned, beside: place) == straight, "\(file) with \(blocks) the other way round")
        }
    }

    /// Three classes, three groups, and every policy that chooses among them, shuffled.
    @Test(arguments: 0..<40 as Range<UInt64>) func norInRandomCentres(seed: UInt64) throws {
        var dice = Generator(state: seed)
        let names = ["amber", "blue", "coral"].shuffled(using: &dice)
        var classes = names.map { name -> String in
            let after = Bool.random(using: &dice) ? "\n    after_call: {exponential: {mean: 20 s}}" : ""
            let redials =
                Bool.random(using: &dice)
                ? "\n    redials: {probability: 30%, after: {exponential: {mean: 5 min}}, at_most: 2}" : ""
            return """
                  \(name):
                    arrivals: {per_interval: [\((0..<4).map { _ in "\(Int.random(in: 20...60, using: &dice))" }.joined(separator: ", "))]}
                    handle_time: {lognormal: {mean: \(Int.random(in: 90...240, using: &dice)) s, cv: 1}}
                    patience: {exponential: {mean: \(Int.random(in: 60...300, using: &dice)) s}}\(after)\(redials)
                """
        }
        var groups = ["north", "east", "south"].map { name -> String in
            let serves = names.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice))
            let staff = (0..<4).map { _ in "\(Int.random(in: 2...4, using: &dice))" }.joined(separator: ", ")
            return "  \(name): {serves: [\(serves.joined(separator: ", "))], staff: [\(staff)]}"
        }
        groups.append("  spare: {serves: [\(names.joined(separator: ", "))], staff: [1, 1, 2, 1]}")
        let waiting = [
            "first_come_first_served", "{priority: [\(names.joined(separator: ", "))]}",
        ].randomElement(using: &dice)!
        let idle = ["longest_idle", "least_occupied", "random"].randomElement(using: &dice)!
        let callbacks =
            Bool.random(using: &dice)
            ? "\n  quotes: queue_length\n  callbacks: {offer: {when_quote_at_least: 30 s}, accepts: 50%, promise: {within: 20 min}, serve: earliest_due}"
            : ""
        func text() -> String {
            """
            holdfast: 1
            name: Shuffled
            day: {opens: "09:00", closes: "13:00", interval: 1 h}
            customers:
            \(classes.joined(separator: "\n"))
            agents:
            \(groups.joined(separator: "\n"))
            policy:
              waiting: \(waiting)
              idle_agent: \(idle)\(callbacks)
            """
        }
        let place = FileManager.default.temporaryDirectory.appending(path: "centre.yaml")
        let straight = try answer(text(), beside: place)
        for _ in 0..<2 {
            classes.shuffle(using: &dice)
            groups.shuffle(using: &dice)
            #expect(try answer(text(), beside: place) == straight, "centre \(seed)")
        }
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

extension JSONValue {
    fileprivate var inOrderOfKeys: JSONValue {
        switch self {
        case .array(let values): .array(values.map(\.inOrderOfKeys))
        case .object(let pairs): .object(pairs.map { ($0.0, $0.1.inOrderOfKeys) }.sorted { $0.0 < $1.0 })
        default: self
        }
    }
}
