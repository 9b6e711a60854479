import ArgumentParser
import Experiments
import Scenarios

/// `holdfast trace`: every contact's story, one row each, or one contact's in words.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Every contact's story, one row each, or one contact's in words.",
        discussion: """
            Traces one replication: the same contacts, in the same order, as in a run with the same seed.

            Examples:
              holdfast trace scenarios/bank-day.yaml --format csv -o day.csv
              holdfast trace scenarios/bank-day.yaml --contact 120
              holdfast trace scenarios/bank-day.yaml --contact retail:17
            """)

    @OptionGroup var scenario: ScenarioOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of all randomness, as in run.", valueName: "number"),
        transform: ArgumentQuantities.seed)
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Which replication (day) of the run; the first unless told otherwise.", valueName: "number"),
        transform: ArgumentQuantities.count(upTo: 100_000_000))
    var replication = 1

    @Option(
        help: ArgumentHelp(
            "Tell one contact's story: its number in the day, or class:number within its class.", valueName: "contact"))
    var contact: String?

    @Option(name: .customLong("class"), help: ArgumentHelp("Only this class of customers.", valueName: "name"))
    var customerClass: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let read = try scenario.read(quiet: output.quiet)
        let names = read.scenario.classes.map(\.name)
        if let wanted = customerClass, !names.contains(wanted) { throw Self.unknownClass(wanted, among: names) }
        try Output(output.output).refuseIfHopeless()
        Interruption.watch()
        let trace: Trace
        do {
            trace = try Trace(
                of: read.scenario, seed: seed, replication: replication, isInterrupted: { Interruption.isAsked })
        } catch {
            throw CommandFailure(error.kind == .interrupted ? .interrupted : .badInput, error.message)
        }
        if let contact {
            let found = try Self.find(contact, in: trace, classes: names)
            try output.write(
                output.format == .text
                    ? ContactStory(found).text : TraceTable([found]).written(as: output.format))
            return
        }
        let rows =
            customerClass.map { wanted in trace.contacts.filter { $0.customerClass == wanted } } ?? trace.contacts
        try output.write(TraceTable(rows).written(as: output.format))
    }

    private static func find(_ wanted: String, in trace: Trace, classes: [String]) throws -> TracedContact {
        if let number = Int(wanted) {
            guard number >= 1, number <= trace.contacts.count else {
                throw CommandFailure(
                    .usage,
                    "expected --contact from 1 to \(trace.contacts.count), found \(number); there are no more that day")
            }
            return trace.contacts[number - 1]
        }
        // The last colon: a class may have one in its name.
        guard let colon = wanted.lastIndex(of: ":"), let number = Int(wanted[wanted.index(after: colon)...]) else {
            throw CommandFailure(
                .usage, "expected --contact as a number (120) or class:number (\(classes[0]):17), found \"\(wanted)\"")
        }
        let name = String(wanted[..<colon])
        guard classes.contains(name) else { throw unknownClass(name, among: classes) }
        guard
            let found = trace.contacts.first(where: { $0.customerClass == name && $0.numberInClass == number })
        else {
            let last = trace.contacts.last { $0.customerClass == name }?.numberInClass ?? 0
            throw CommandFailure(
                .usage,
                "expected --contact \(name):1 to \(name):\(last), found \"\(wanted)\"; there are no more that day"
            )
        }
        return found
    }

    private static func unknownClass(_ name: String, among names: [String]) -> CommandFailure {
        let meant = Suggestion.nearest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
        return CommandFailure(
            .usage, "expected a class of customers (\(names.joined(separator: ", "))), found \"\(name)\"\(meant)")
    }
}
