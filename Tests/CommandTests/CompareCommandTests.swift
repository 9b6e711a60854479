import Foundation
import Testing

/// `holdfast compare` as a person meets it.
@Suite struct CompareCommandTests {
    private func compare(_ arguments: [String]) throws -> Program.Ended { try Program.run(["compare"] + arguments) }

    private let oneMore = ["--plan", "one more: agents.*.staff+=1"]

    @Test(arguments: ["json", "csv"]) func theSameBytesOnAnyNumberOfThreads(format: String) throws {
        try SmallCentre.withFile { file in
            let told = try ["1", "2", "8"].map { threads in
                try compare(
                    [
                        file, "--replications", "70", "--threads", threads, "--format", format, "--best", "abandonment",
                        "--indifference", "0.5pt",
                    ] + oneMore)
            }
            #expect(told[0].status == 0 && told[0].errors.isEmpty && told[0].output.count > 5000)
            #expect(told.allSatisfy { $0.output == told[0].output })
        }
    }

    @Test func theValuesAreThoseOfRun() throws {
        try SmallCentre.withFile { file in
            let run = try SmallCentre.json([file, "--replications", "30"]).read
            let ended = try compare([file, "--replications", "30", "--format", "json"] + oneMore)
            let answer = try #require(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
            #expect(answer["kind"] as? String == "compare" && answer["partial"] as? Bool == false)
            let measures = try #require(answer["measures"] as? [String: [String: Any]])
            let own = try #require(run["measures"] as? [String: [String: Any]])
            for (name, measure) in own {
                let plans = try #require(measures[name]?["plans"] as? [[String: Any]])
                #expect(plans[0]["value"] as? Double == measure["value"] as? Double, "\(name)")
                #expect(plans[0]["low"] as? Double == measure["low"] as? Double, "\(name)")
            }
            let level = try #require(measures["service_level"]?["plans"] as? [[String: Any]])
            #expect(level[1]["plan"] as? String == "one more")
            let difference = try #require(level[1]["difference"] as? [String: Any])
            #expect(difference["verdict"] as? String == "better")
            let gap = try #require(level[1]["value"] as? Double) - (try #require(level[0]["value"] as? Double))
            #expect(abs(try #require(difference["value"] as? Double) - gap) < 1e-12)
        }
    }

    @Test func aFileBesideItselfIsTheSame() throws {
        try SmallCentre.withFile { file in
            let ended = try compare([file, file, "--replications", "10"])
            #expect(ended.status == 0 && ended.errors.isEmpty)
            #expect(ended.output.contains("small (2) and small are the same."))
            #expect(ended.output.contains("small (2) and small are one and the same scenario."))
        }
    }

    @Test func valuesOfAKeyArePlans() throws {
        try SmallCentre.withFile { file in
            let ended = try compare([
                file, "--vary", "agents.seniors.staff=[[2, 3, 3], [3, 3, 3]]", "--vary", "agents.juniors.staff+=[0, 1]",
                "--replications", "10", "--format", "csv",
            ])
            #expect(ended.status == 0)
            let plans = ended.output.split(separator: "\n").filter { $0.hasPrefix("asa,,,") }.map {
                $0.split(separator: "\"")[1]
            }
            #expect(
                plans == [
                    "staff=[2, 3, 3], staff+=0", "staff=[2, 3, 3], staff+=1", "staff=[3, 3, 3], staff+=0",
                    "staff=[3, 3, 3], staff+=1",
                ])
        }
    }

    @Test(
        arguments: [
            (
                ["FILE"],
                "error: expected two plans or more, found one; add a second scenario, --vary 'agents.*.staff+=[0, 1]' or "
                    + "--plan 'one more agent: agents.*.staff+=1'\n", 64
            ),
            (
                ["FILE", "nowhere.yaml"],
                "nowhere.yaml: error: expected a scenario in YAML or JSON, but this file does not exist\n", 2
            ),
            (
                ["FILE", "--plan", "more: agents.junior.staff+=1"],
                """
                --set: error: nothing is called "junior" here
                  agents.junior.staff+=1
                         ^
                  did you mean "juniors"?

                """,
                2
            ),
            (
                ["FILE", "--plan", "more"],
                """
                --plan: error: expected PATH=VALUE, found no =
                  more
                      ^
                  such as customers.retail.patience.exponential.mean="3 min" or agents.*.staff*=1.1

                """, 64
            ),
            (
                ["FILE", "--vary", "agents.juniors.staff=3"],
                """
                --vary: error: expected values with commas between them, found "3"
                  agents.juniors.staff=3
                                       ^
                  such as agents.seniors.staff=[10, 11, 12] or agents.*.staff+=[0, 1, 2]

                """, 64
            ),
            (
                ["FILE", "FILE", "--best", "servicelevel"],
                "error: expected a measure behind --best, found \"servicelevel\"; did you mean \"service_level\"?\n", 64
            ),
            (
                ["FILE", "FILE", "--best", "occupancy", "--indifference", "1pt"],
                "error: expected a measure of which more or less is better behind --best, found \"occupancy\"\n", 64
            ),
            (
                ["FILE", "FILE", "--best", "service_level"],
                "error: expected --indifference with --best: the smallest difference that matters, such as 0.5pt\n", 64
            ),
            (
                ["FILE", "FILE", "--best", "service_level", "--indifference", "0.5"],
                "error: expected --indifference of service_level above 0, such as 0.5pt, found \"0.5\"\n", 64
            ),
            (
                ["FILE", "FILE", "--indifference", "1pt"],
                "error: expected --best with --indifference: the measure that it is about\n", 64
            ),
        ] as [([String], String, Int32)])
    func aRefusal(arguments: [String], message: String, status: Int32) throws {
        try SmallCentre.withFile { file in
            let ended = try compare(arguments.map { $0 == "FILE" ? file : $0 })
            #expect(ended.status == status && ended.output.isEmpty)
            #expect(ended.errors == message)
        }
    }
}
