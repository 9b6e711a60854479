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

    @Test func aContactIsFoundByItsClassWhateverTheClassIsCalled() throws {
        let text = SmallCentre.text.replacingOccurrences(of: "  service:", with: "  \"vip: gold\":")
            .replacingOccurrences(of: "[sales, service]", with: "[sales, \"vip: gold\"]")
        try SmallCentre.withFile(text) { file in
            let told = try Program.run("trace", file, "--contact", "vip: gold:2")
            #expect(told.status == 0 && told.output.contains(", number 2 of vip: gold, arrived on day 1 at "))
            let unknown = try Program.run("trace", file, "--contact", "saels:2")
            #expect(unknown.status == 64 && unknown.output.isEmpty)
            #expect(
                unknown.errors == "error: expected a class of customers (sales, vip: gold), found \"saels\"; "
                    + "did you mean \"sales\"?\n")
        }
    }

    /// A callback offered to everybody who must wait lowers the service level, and what is left of it for those handled,
    /// and with the callbacks counted to the end, stands beside it in the text when one of them differs by over a point.
    @Test func callbacksCannotFlatter() throws {
        let offered = "policy: {callbacks: {offer: always, accepts: 70%, promise: in_turn}}\n"
        try SmallCentre.withFile(SmallCentre.text + offered) { file in
            func levels(_ changes: [String]) throws -> (strict: Double, handled: Double, whole: Double, text: String) {
                let arguments = [file, "--set", "targets[0].within=2 min", "--replications", "50"] + changes
                let measures = try #require(try SmallCentre.json(arguments).read["measures"] as? [String: Any])
                func value(_ name: String) throws -> Double {
                    try #require((measures[name] as? [String: Any])?["value"] as? Double)
                }
                return (
                    try value("service_level"), try value("service_level_handled"), try value("service_level_whole"),
                    try Program.run(["run"] + arguments).output
                )
            }
            let with = try levels([])
            let without = try levels(["--set", "policy.callbacks=none"])
            #expect(with.strict < without.strict - 0.02, "\(with.strict) against \(without.strict)")
            #expect(with.handled > with.strict + 0.01 && with.whole > with.strict + 0.01)
            for (told, isBeside) in [(with, true), (without, false)] {
                #expect(told.text.contains("Service level (2 min, strict)"))
                #expect(told.text.contains(", of those handled)") == isBeside)
                #expect(told.text.contains(", whole story)") == isBeside)
            }
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
