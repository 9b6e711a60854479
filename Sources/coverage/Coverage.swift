import ArgumentParser
import Foundation

/// Repeats whole experiments and tells how often their 95 % intervals hold the truth.
@main
struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "How often do the 95 % intervals hold the truth?",
        discussion: """
            Simulates each study's days again and again with fresh seeds, asks for every number after 20, 50 and 200 of \
            them, and counts the intervals that hold the exact value. Prints a table in Markdown for each study: the share \
            that holds the truth, and the mean width of the intervals against the ideal, those of docs/trust.md. Run it in \
            the project's folder. Exit code 1 when an interval holds the truth clearly less often than promised.
            """)

    @Option(help: "Experiments of each study.")
    var experiments = 4000

    @Option(help: "Only these studies, by name.")
    var only: [String] = []

    @Option(help: "Threads; they change nothing but the time.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Seed of the first experiment.")
    var seed: UInt64 = 1_000_000

    @Option(help: "Instead, one long run of so many replications: the truths where there is no law.")
    var truth: Int?

    func run() throws {
        let studies = Study.all.filter { only.isEmpty || only.contains($0.name) }
        guard studies.count >= max(1, only.count) else {
            throw ValidationError("The studies are \(Study.all.map(\.name).joined(separator: ", ")).")
        }
        if let replications = truth {
            for study in studies {
                for (cell, found) in zip(
                    study.cells, try Prepared(study).truths(replications: replications, seed: seed - 1))
                {
                    print(study.name, cell.title, found.value, "±", found.standardError)
                }
            }
            return
        }
        var broken = 0
        for study in studies {
            let number = max(1, Int((Double(experiments) * study.share).rounded()))
            let repeated = try Repeated(study, experiments: number, firstSeed: seed, threads: threads)
            let table = Table(study, repeated, experiments: number)
            print(table.text)
            broken += table.broken
        }
        guard broken == 0 else {
            FileHandle.standardError.write(Data("\(broken) intervals break the promise.\n".utf8))
            throw ExitCode(1)
        }
    }
}
