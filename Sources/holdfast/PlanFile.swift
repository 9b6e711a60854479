import Scenarios

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The file of `--write`: the scenario of a command, with what was found for it in force.
struct PlanFile {
    let path: String
    let scenario: ScenarioOptions

    /// A table that belongs to it: `plan.yaml` has its windows in `plan-windows.csv`.
    func table(_ name: String) -> String {
        let file = path.dropFirst(Self.folder(path).count)
        let stem = file.lastIndex(of: ".").map { $0 == file.startIndex ? file : file[..<$0] } ?? file
        return Self.folder(path) + stem + "-\(name).csv"
    }

    /// The name of such a table as the plan has it, which lies beside.
    func nameBeside(_ table: String) -> String { String(table.dropFirst(Self.folder(path).count)) }

    /// Refuses places that cannot be written to, before anything is sought.
    /// - Parameter table: beside the plan; nil where there is none.
    func refuseIfHopeless(table: String? = nil) throws(CommandFailure) {
        for file in [path] + (table.map { [$0] } ?? []) { try Self.output(file).refuseIfHopeless() }
    }

    /// - Parameters:
    ///   - what: was found: `staff`, `windows`.
    ///   - text: of the scenario, with its changes and these comments for the top.
    func write(
        _ what: String, seed: UInt64,
        _ text: (ScenarioWriting, _ changes: [Change], _ heading: [String]) throws(ScenarioError) -> String
    ) throws {
        let (from, to) = (Self.folder(scenario.file), Self.folder(path))
        let heading = [
            "The \(what) that holdfast \(Holdfast.version) found for \(scenario.file), seed \(seed).",
            "All else is as it stood there"
                + (scenario.set.isEmpty ? "." : ", with \(scenario.set.joined(separator: "; "))."),
        ]
        let written: String
        do throws(ScenarioError) {
            written = try text(
                ScenarioWriting(tablesFrom: from == to ? "" : Self.absolute(from)),
                scenario.set.map { (text) throws(ScenarioError) in try Change(text) }, heading)
        } catch {
            throw FaultyScenario(faults: error.faults)
        }
        try Self.output(path).write(written)
    }

    static func output(_ file: String) -> Output { Output(file, chosenWith: " with --write") }

    private static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// A folder from the root on, so that tables are found from wherever the plan lies.
    private static func absolute(_ folder: String) -> String {
        let path = folder.isEmpty ? "." : folder
        guard let resolved = realpath(path, nil) else { return folder }
        defer { free(resolved) }
        return String(cString: resolved) + "/"
    }
}
