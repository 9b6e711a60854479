import Engine
import Measures
import Scenarios

/// One of the centres on which the speed of this program is measured: the scenarios of `scenarios/reference` and the
/// bank's day, carried in the program, so that they can be timed wherever it runs.
public struct StandardWorkload: Sendable, Equatable {
    /// As it is typed and written for programs: `w1_100`.
    public let name: String
    /// For people: `Erlang A, 100 agents`.
    public let title: String
    /// Where its scenario stands in the project.
    public let file: String
    let text: String
    /// What is changed of it, as `--set` would.
    let changes: [String]
    /// Contacts of one replication, about; nil for a steady centre, which takes as many as are wanted.
    let contactsPerDay: Int?

    /// All of them, in the order in which they are shown.
    public static let all: [StandardWorkload] =
        [10, 100, 500, 10_000].map { agents in
            StandardWorkload(
                name: "w1_\(agents)", title: "Erlang A, \(agents) agents", file: "reference/w1-erlang-a.yaml",
                text: WorkloadTexts.w1ErlangA,
                changes: ["customers.callers.arrivals.per_second=\(agents)", "agents.agents.staff=\(agents)"],
                contactsPerDay: nil)
        } + [
            StandardWorkload(
                name: "w2_day", title: "A day, one line", file: "reference/w2-day.yaml", text: WorkloadTexts.w2Day,
                changes: [], contactsPerDay: 10_000),
            StandardWorkload(
                name: "w3_callbacks", title: "A day with callbacks", file: "reference/w3-callbacks.yaml",
                text: WorkloadTexts.w3Callbacks, changes: [], contactsPerDay: 10_000),
            StandardWorkload(
                name: "eight_skills", title: "Eight skills", file: "reference/eight-skills.yaml",
                text: WorkloadTexts.eightSkills, changes: [], contactsPerDay: nil),
            StandardWorkload(
                name: "bank_day", title: "The bank's day", file: "bank-day.yaml", text: WorkloadTexts.bankDay,
                changes: [], contactsPerDay: 1_450),
        ]

    /// The workload whose replications are independent days alike: on it the gain by threads is measured.
    public static let nameForThreads = "w2_day"

    /// The same with further changes, each as `--set` would make it.
    public func with(changes more: [String]) -> StandardWorkload {
        StandardWorkload(
            name: name, title: title, file: file, text: text, changes: changes + more, contactsPerDay: contactsPerDay)
    }

    /// The scenario, ready to be simulated.
    /// - Parameter contacts: how many are wanted; days are simulated whole.
    public func ready(contacts: Int) -> ReadyWorkload {
        let size = contactsPerDay == nil ? ["horizon.calls=\(contacts)"] : []
        do {
            let changes = try (changes + size).map { (text) throws(ScenarioError) in try Change(text) }
            let read = try ScenarioReader(measures: MeasureWord.all).read(
                text: text, named: file, directory: "", changes: changes)
            return ReadyWorkload(
                CompiledScenario(read.scenario),
                replications: contactsPerDay.map { max(1, (contacts + $0 / 2) / $0) } ?? 1)
        } catch {
            preconditionFailure("a workload that comes with the program cannot be read: \(error.faults)")
        }
    }

    /// The text of its scenario, to be compared with its file.
    public var scenarioText: String { text }
}

/// A workload to be simulated again and again: each pass does the same and must give the same.
public struct ReadyWorkload: Sendable {
    private let compiled: CompiledScenario
    private let replications: Int

    init(_ compiled: CompiledScenario, replications: Int) {
        self.compiled = compiled
        self.replications = replications
    }

    /// Simulates all replications and sums them up as `run` does.
    /// - Parameter isInterrupted: asked often, on any thread.
    /// - Returns: nil when it was interrupted.
    public func pass(threads: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }) -> WorkloadPass? {
        let stopwatch = Stopwatch()
        let sums = PassSums(RunTally(plan: compiled.plan, layout: compiled.model.layout))
        Replications(compiled.model, seed: 1, numbers: 0..<UInt32(replications), threads: threads).run(
            goesOn: { _ in !isInterrupted() },
            handOn: { replication in
                guard replication.fault == nil else { return false }
                sums.add(replication.counts)
                return true
            })
        let (done, workDone, checksum) = sums.taken
        guard done == replications else { return nil }
        return WorkloadPass(
            timing: stopwatch.timing(contacts: workDone.contacts), events: workDone.events,
            checksum: checksum.hexadecimal)
    }
}

/// What one pass took and gave.
public struct WorkloadPass: Sendable {
    public let timing: Timing
    /// What the engine's loop handled for these contacts; see `WorkDone`.
    public let events: Double
    /// Of the results: see `ResultChecksum`.
    public let checksum: String
}
