import Engine
import Experiments
import Foundation
import Scenarios
import Testing

/// Whatever is done to a scenario that was right, the answer is a scenario that runs or a fault with its place.
///
/// `FuzzTests` changes bytes; here whole entries go, move, and turn into what no one would write on purpose.
@Suite struct MutationTests {
    private static let count = RandomScenarioTests.count / 4
    private static let shares = 4

    private static let oddities = [
        "-1", "0", "1e-9", "0.0000001 s", "1e9", "1e15", "999999999999", "9223372036854775808", "1e308", "1e999",
        ".nan",
        ".inf", "-.inf", "nan", "NaN %", "100.0001%", "-5%", "1e9 h", "-1 s", "~", "null", "\"\"", "\" \"", "true",
        "no",
        "[]", "{}", "[1, [2]]", "{a: 1}", "\"24:00\"", "\"48:00\"", "\"49:00\"", "24:00", "0x10", "1_000", "٣",
        "é\u{301}",
        "\"\u{202E}sdnoces\"", "\"\u{1F4DE}\"", "\"\\u0000\"", "\"\\ud800\"", "!!float 1", "&a 1", "*a", "mon-sun",
        "2024-02-30", "retail", "in_turn", "found", "unlimited", "none",
    ]

    @Test(arguments: 0..<shares) func aScenarioOrAFaultWithItsPlace(share: Int) throws {
        // After a crash the text that did it lies here.
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-mutant-\(share)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let reader = ScenarioReader(measures: MeasureWord.all)
        var (refused, accepted) = (0, 0)
        for number in stride(from: share, to: Self.count, by: Self.shares) {
            // Others than those that RandomScenarioTests run.
            var generator = ScenarioGenerator(seed: UInt64(1_000_000 + RandomScenarioTests.first + number))
            let right = generator.scenario()
            for (name, table) in generator.files {
                let bytes = generator.dice.says(0.1) ? String(table.dropLast(table.count / 3)) : table
                try bytes.write(to: directory.appendingPathComponent(name), atomically: false, encoding: .utf8)
            }
            for _ in 0..<4 {
                let text = Self.mutated(right, &generator.dice)
                try text.write(
                    to: directory.appendingPathComponent("scenario.yaml"), atomically: false, encoding: .utf8)
                do {
                    let read = try reader.read(text: text, named: "scenario.yaml", directory: directory.path)
                    accepted += 1
                    Self.start(read.scenario)
                } catch {
                    refused += 1
                    #expect(!error.faults.isEmpty, "refused without a reason:\n\(text)")
                    for fault in error.faults {
                        // Only a file that cannot be read at all has no line.
                        #expect(
                            fault.line > 0 && fault.column > 0 && !fault.message.isEmpty && !fault.file.isEmpty,
                            "\(fault.rendered())\n\(text)")
                        #expect(!fault.rendered().isEmpty)
                    }
                }
            }
        }
        // A few dozen may all be refused.
        guard Self.count >= 100 else { return }
        #expect(refused > accepted / 4 && accepted > 0, "\(refused) refused and \(accepted) accepted")
    }

    /// One to three entries out, changed, swapped, or twice there.
    private static func mutated(_ right: ScenarioText, _ dice: inout Dice) -> String {
        var tree = right
        for _ in 0..<dice.whole(1...3) where tree.size > 2 {
            let place = dice.whole(1...(tree.size - 1))
            switch dice.whole(0...4) {
            case 0: tree = tree.replacing(place, by: nil)
            case 1, 2: tree = tree.replacing(place, by: .value(dice.one(of: oddities)))
            case 3:
                // What stands elsewhere: a map where a number was, a class in place of a group.
                tree = tree.replacing(place, by: tree.part(dice.whole(1...(tree.size - 1))))
            default:
                if case .map(let pairs) = tree.part(place), let pair = pairs.randomElement(using: &dice) {
                    tree = tree.replacing(place, by: .map(pairs + [pair]))
                }
            }
        }
        var lines = tree.yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        switch dice.whole(0...5) {
        case 0: lines.remove(at: dice.whole(0...(lines.count - 1)))
        case 1: lines.swapAt(dice.whole(0...(lines.count - 1)), dice.whole(0...(lines.count - 1)))
        case 2: lines = lines.map { $0 + "\r" }
        default: break
        }
        return lines.joined(separator: "\n")
    }

    /// Starts what was accepted, where it is small: the engine may not crash on what the reader lets through.
    private static func start(_ scenario: Scenario) {
        // Long calendars and crowds are the business of `MemoryNeed`, and of time.
        if case .calendar(let calendar) = scenario.hours, calendar.openings.count > 30 { return }
        for group in scenario.groups {
            switch group.staffing {
            case .headcount(let table, _): if table.joined().contains(where: { $0 > 1000 }) { return }
            case .shifts(let shifts): if shifts.contains(where: { $0.agents > 1000 }) { return }
            case .unlimited: break
            }
        }
        for one in scenario.classes {
            if case .finitePopulation(let customers, _) = one.arrivals.process, customers > 1000 { return }
        }
        // A warm-up still to be found is found by a run of its own, which takes long.
        if case .steady(let horizon) = scenario.hours, case .found = horizon.warmUp { return }
        let compiled = CompiledScenario(scenario)
        let started = ContinuousClock.now
        Replications(compiled.model, seed: 1, numbers: 0..<1, threads: 1).run(
            goesOn: { $0.contacts < 5000 && ContinuousClock.now - started < .seconds(1) }, handOn: { _ in true })
    }
}
