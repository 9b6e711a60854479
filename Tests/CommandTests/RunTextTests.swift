import Foundation
import Testing

/// The text of a run, as it reaches a person.
@Suite struct RunTextTests {
    @Test func theNextCommandIsAboutTheSameRun() throws {
        try SmallCentre.withFile { file in
            let arguments = ["run", file, "--set", "targets[0].at_least=99.9%", "--seed", "7", "--replications", "20"]
            let missed = try Program.run(arguments)
            #expect(
                missed.output.hasSuffix(
                    "Next: holdfast run \(file) --set 'targets[0].at_least=99.9%' --seed 7 --replications 20 "
                        + "--by interval shows where targets are missed\n"))
        }
    }

    @Test func aNameCannotCommandTheTerminal() throws {
        try SmallCentre.withFile { file in
            let ended = try Program.run(
                "run", file, "--replications", "2", "--set", #"name="red \u001b[31m, two\nlines""#)
            #expect(ended.output.hasPrefix("red ?[31m, two?lines · 2 simulated days"))
        }
    }

    @Test func quietLeavesOutRemarksAndVerboseTellsMore() throws {
        try SmallCentre.withFile { file in
            let usual = try Program.run("run", file, "--replications", "20").output
            let quiet = try Program.run("run", file, "--replications", "20", "--quiet").output
            let verbose = try Program.run("run", file, "--replications", "20", "--verbose").output
            #expect(usual.contains("--replications") || usual.contains("Next: "))
            #expect(!quiet.contains("--replications") && !quiet.contains("Next: "))
            #expect(verbose.contains("Arrivals in all: ") && !usual.contains("Arrivals in all: "))
            #expect(usual.split(separator: "\n", omittingEmptySubsequences: false).count <= 26)
        }
    }

    @Test func askedForAnotherConfidenceItSaysWhich() throws {
        try SmallCentre.withFile { file in
            let ended = try Program.run("run", file, "--replications", "5", "--confidence", "99.9999999%")
            #expect(ended.output.contains(" · 99.9999999 % intervals · "))
        }
    }

    /// The standard output that is closed must not be mistaken for the next file that is opened.
    @Test func withoutAStandardOutputNothingElseIsWrittenTo() throws {
        try SmallCentre.withFile { file in
            let ended = try Program.shell("$HOLDFAST run '\(file)' --replications 5 >&-")
            #expect(ended.status == 0 && ended.errors.isEmpty)
            let both = try Program.shell(
                "$HOLDFAST run '\(file)' --replications 5 -o '\(file).json' --format json >&- 2>&-")
            #expect(both.status == 0)
            let answer = try Data(contentsOf: URL(fileURLWithPath: file + ".json"))
            #expect(try JSONSerialization.jsonObject(with: answer) is [String: Any])
        }
    }
}
