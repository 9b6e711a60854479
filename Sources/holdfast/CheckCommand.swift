import ArgumentParser
import Experiments
import Scenarios

/// `holdfast check`: every fault of one or more scenarios at once; nothing is simulated.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Every fault in a scenario at once, each with its place; nothing is simulated.",
        discussion: "Faults and warnings go to stderr. Exit code 0 when every file is sound, 2 when one is not.")

    @Argument(help: ArgumentHelp("Scenarios, in YAML or JSON.", valueName: "scenario"))
    var files: [String]

    @Option(help: ArgumentHelp("Change a value first, as in run.", valueName: "path=value"))
    var set: [String] = []

    @Flag(help: "Print faults only.")
    var quiet = false

    func run() throws {
        var faulty = 0
        for file in files {
            do {
                let read = try ScenarioOptions.read(file, set: set)
                if quiet { continue }
                for warning in read.warnings { CommandFailure.say(warning.rendered()) }
                try Output("-").write("\(file): \(Self.summary(of: read.scenario))\n")
            } catch let fault as FaultyScenario where fault.status == .badInput {
                faulty += 1
                for fault in fault.faults { CommandFailure.say(fault.rendered()) }
            }
        }
        if faulty > 0 { throw ExitCode(ExitStatus.badInput.rawValue) }
    }

    /// `sound: 2 classes, 3 groups, 34 intervals`.
    private static func summary(of scenario: Scenario) -> String {
        func number(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
        var parts = [
            number(scenario.classes.count, "class of customers", "classes of customers"),
            number(scenario.groups.count, "group of agents", "groups of agents"),
        ]
        if case .calendar(let calendar) = scenario.hours {
            parts.append(number(calendar.openings.count, "day", "days"))
            let intervals = calendar.openings.reduce(0) { $0 + calendar.intervals(ofKind: $1.kind) }
            parts.append(number(intervals, "interval", "intervals"))
        }
        if !scenario.targets.isEmpty { parts.append(number(scenario.targets.count, "target", "targets")) }
        return "sound: " + parts.joined(separator: ", ")
    }
}
