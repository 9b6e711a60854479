import Foundation
import QueueTheory
import Testing

@testable import holdfast

@Suite struct ErlangCommandTests {
    /// The whole screen; its numbers are those of the formulas, which have tests of their own.
    @Test func theScreenIsShortAndWhole() throws {
        let ended = try Program.run(
            "erlang", "--calls", "360", "--per", "30min", "--handle-time", "240 s", "--patience", "3 min")
        #expect(ended.status == 0 && ended.errors.isEmpty)
        #expect(
            ended.output == """
                360 calls per 30 min, handled in 4 min: 48.0 erlangs

                                                 B: no waiting   C: endless patience   A: patience 3 min
                  Agents                                    50                    54                  50
                  Service level (20 s, strict)               –                81.7 %              81.3 %
                  Average speed of answer                    –                12.1 s               7.3 s
                  9 in 10 wait at most                       –                44.1 s              28.4 s
                  Have to wait                               –                30.1 %              37.9 %
                  Those wait on average                      –                40.0 s              20.4 s
                  Abandoned                                  –                 0.0 %               4.3 %
                  Blocked                                8.3 %                 0.0 %               0.0 %
                  Agents busy                           88.0 %                88.9 %              91.9 %
                  Waiting on average                         –                   2.4                 1.5

                C: 54 agents are the fewest for 80 % answered within 20 s; 53 give 75.2 % answered within 20 s.
                A: 50 agents are the fewest for 80 % answered within 20 s; 49 give 77.5 % answered within 20 s.

                """)
    }

    @Test func aLineWithoutEndIsSaidSo() throws {
        let ended = try Program.run("erlang", "--calls", "720", "--handle-time", "4min", "--agents", "47")
        #expect(ended.status == 0)
        #expect(ended.output.contains("C: the line grows without end with 47 agents; it needs at least 49.\n"))
    }

    @Test func severalTargetsNameTheOneThatDecides() throws {
        let ended = try Program.run(
            "erlang", "--calls", "720", "--aht", "4min", "--target", "80/20", "--target", "occupancy=80%")
        #expect(
            ended.output.hasSuffix(
                "C: 60 agents are the fewest for 80 % answered within 20 s and agents busy at most 80 %; "
                    + "59 give agents busy 81.4 %.\n"))
    }

    @Test func jsonIsReadableAndHasTheNumbersOfTheFormulas() throws {
        let ended = try Program.run(
            "erlang", "--calls", "12", "--per", "1min", "--handle-time", "45s", "--patience", "3min", "--agents", "10",
            "--format", "json")
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
        #expect(answer["kind"] as? String == "erlang" && answer["load_erlangs"] as? Double == 9)
        let models = try #require(answer["models"] as? [[String: Any]])
        #expect(models.compactMap { $0["model"] as? String } == ["B", "C", "A"])
        let line = try CallLine(arrivalsPerSecond: 0.2, handleTime: 45, patience: 180)
        let state = try line.steadyState(agents: 10)
        // Digit by digit: Foundation's reader of JSON may be off by the last one.
        let lastModel = try #require(ended.output.components(separatedBy: "\"model\": \"A\"").last)
        #expect(lastModel.contains("\"abandonment\": {\"value\": \(state.abandonment), \"unit\": \"share\"}"))
        #expect(lastModel.contains("\"asa\": {\"value\": \(try #require(state.asa)), \"unit\": \"s\"}"))
        let level = state.serviceLevel(within: 20)
        #expect(
            lastModel.contains("\"service_level\": {\"value\": \(level), \"unit\": \"share\", \"within_s\": 20}"))
    }

    @Test func noDataIsNullAndEmpty() throws {
        let json = try Program.run("erlang", "--calls", "720", "--aht", "4min", "--agents", "47", "--format", "json")
        #expect(json.output.contains("\"asa\": {\"value\": null, \"unit\": \"s\"}"))
        let csv = try Program.run("erlang", "--calls", "720", "--aht", "4min", "--agents", "47", "--format", "csv")
        let rows = csv.output.split(separator: "\n")
        #expect(rows.first == "measure,model,agents,within_s,value,unit")
        #expect(rows.contains("asa,C,47,,,s"))
        #expect(rows.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 6 })
    }

    @Test(arguments: [
        (["--calls", "0"], "The value '0' is invalid for '--calls <number>': expected a number above 0, found \"0\""),
        (
            ["--calls", "1e999"],
            "The value '1e999' is invalid for '--calls <number>': expected a number above 0, found \"1e999\""
        ),
        (
            ["--per", "30"],
            "The value '30' is invalid for '--per <time>': "
                + "expected a time such as 20s, 4min or 1h, found \"30\"; name the unit: 30 ms, 30 s, 30 min, 30 h or 30 d"
        ),
        (
            ["--handle-time", "4 parsecs"],
            "The value '4 parsecs' is invalid for '--handle-time <time>': "
                + "expected a time such as 20s, 4min or 1h, found \"4 parsecs\"; the units are ms, s, min, h and d"
        ),
        (
            ["--handle-time", "0s"],
            "The value '0s' is invalid for '--handle-time <time>': "
                + "expected a time above 0, found \"0s\""
        ),
        (
            ["--patience", "long"],
            "The value 'long' is invalid for '--patience <time>': "
                + "expected a time such as 20s, 4min or 1h, found \"long\""
        ),
        (
            ["--agents", "5.5"],
            "The value '5.5' is invalid for '--agents <number>': "
                + "expected a whole number from 1 to 10000000, found \"5.5\""
        ),
        (
            ["--target", "80-20"],
            "The value '80-20' is invalid for '--target <target>': expected 80/20, asa=10s, abandonment=3%, "
                + "delayed=20%, occupancy=85% or blocking=1%, found \"80-20\""
        ),
        (
            ["--target", "ocupancy=85%"],
            "The value 'ocupancy=85%' is invalid for '--target <target>': expected 80/20, asa=10s, abandonment=3%, "
                + "delayed=20%, occupancy=85% or blocking=1%, found \"ocupancy=85%\"; did you mean occupancy=85%?"
        ),
        (
            ["--target", "100/20"],
            "The value '100/20' is invalid for '--target <target>': "
                + "expected a share above 0 and below 100%, found \"100%\""
        ),
        (
            ["--target", "occupancy=85"],
            "The value 'occupancy=85' is invalid for '--target <target>': "
                + "expected a share such as 80% or 0.8, found \"85\"; write 85%: without the sign, 1 means 100 %"
        ),
        (["--target", "abandonment=3%"], "a target for abandonment needs --patience: without it nobody hangs up"),
        (
            ["--agents", "30", "--lines", "20"],
            "expected at least as many lines as agents, found 20 lines and 30 agents"
        ),
        (["--agnets", "30"], "Unknown option '--agnets'. Did you mean '--agents'?"),
        (["--verbose", "--quiet"], "expected --verbose or --quiet, found both"),
    ])
    func aWrongArgumentIsRefused(arguments: [String], words: String) {
        do {
            _ = try Holdfast.parseAsRoot(["erlang", "--calls", "360", "--handle-time", "4min"] + arguments)
            Issue.record("\(arguments) was taken")
        } catch {
            let message = Holdfast.fullMessage(for: error)
            #expect(message.split(separator: "\n").first.map(String.init) == "Error: \(words)")
            #expect(Holdfast.exitCode(for: error).rawValue == 64)
        }
    }

    @Test func aTargetThatTheLinesForbidIsRefused() throws {
        let ended = try Program.run(
            "erlang", "--calls", "360", "--aht", "4min", "--lines", "20", "--target", "blocking=1%")
        #expect(ended.status == 64 && ended.output.isEmpty)
        #expect(
            ended.errors
                == "error: the 20 lines are too few: even with an agent on each of them the target is missed; "
                + "more lines are needed\n")
    }

    @Test(arguments: [
        ("80/20", 20.0, 0.8), ("80%/20s", 20, 0.8), ("0.8/20 s", 20, 0.8), ("95/1min", 60, 0.95),
        ("service_level=80/20", 20, 0.8),
    ])
    func shorthandForAServiceLevel(typed: String, seconds: Double, share: Double) throws {
        #expect(try ErlangTarget(parsing: typed).theory == .serviceLevel(within: seconds, atLeast: share))
    }
}
