import ArgumentParser
import Store

/// `holdfast export`: the tables of a sweep.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Tidy CSV tables of a sweep: summary, replications, intervals.",
        discussion: """
            Writes summary.csv, replications.csv and intervals.csv into a folder, with the swept parameters on every \
            row. The same sweep gives the same bytes, however often it was interrupted and into how many shards it was \
            split; --digest prints their SHA-256 to compare.

            Examples:
              holdfast export sweep.sqlite -o results
              holdfast export sweep.sqlite --digest
            """)

    @Argument(help: ArgumentHelp("The store of a sweep.", valueName: "store"))
    var store: String

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The folder for the tables; the store's name without its ending.", valueName: "folder"))
    var output: String?

    @Flag(help: "Write no tables; print the SHA-256 of each, and of all.")
    var digest = false

    @Flag(help: "No remarks.")
    var quiet = false

    func run() throws {
        let opened: SweepStore
        do { opened = try SweepStore.reading(store) } catch { throw CommandFailure(error) }
        defer { opened.close() }
        do {
            let done = try opened.done().count
            let all = opened.traits.shard.numbers(of: opened.traits.points).count
            if !quiet, done < all {
                CommandFailure.say("warning: \(done) of \(all) points are done; the sweep can be gone on with")
            }
            let tables = SweepTables(store: opened)
            if digest {
                let lines = try tables.digests().map { "\($0.sha256)  \($0.name)\n" }
                try Output("-").write(lines.joined())
            } else {
                let folder = output ?? SweepCommand.stem(of: store)
                try tables.write(intoFolder: folder)
                if !quiet {
                    try Output("-").write(
                        "\(done) points in \(folder): \(SweepTables.names.joined(separator: ", "))\n")
                }
            }
        } catch let fault as StoreFault {
            throw CommandFailure(fault)
        }
    }
}
