import Foundation
import Testing

/// What cannot be done is refused in whole, plain sentences, with the exit code that says whose fault it is.
@Suite struct RefusalTests {
    @Test(
        arguments: [
            (
                ["--set", "agents.juniors.staff"],
                """
                --set: error: expected PATH=VALUE, found no =
                  agents.juniors.staff
                                      ^
                  such as customers.retail.patience.exponential.mean="3 min" or agents.*.staff*=1.1

                """, 64
            ),
            (
                ["--set", "agents.junior.staff=3"],
                """
                --set: error: nothing is called "junior" here
                  agents.junior.staff=3
                         ^
                  did you mean "juniors"?

                """, 2
            ),
            (
                ["--set", "customers.sales.patience.exponential.mean=2"],
                """
                --set: error: expected a span of time above zero, such as 20 s, 30 min or 1.5 h, found "2"
                  customers.sales.patience.exponential.mean=2
                                                            ^
                  name the unit: 2 ms, 2 s, 2 min, 2 h or 2 d

                """, 2
            ),
        ] as [([String], String, Int32)])
    func aChange(arguments: [String], message: String, status: Int32) throws {
        try SmallCentre.withFile { file in
            let ended = try Program.run(["run", file, "--replications", "1"] + arguments)
            #expect(ended.status == status && ended.output.isEmpty)
            #expect(ended.errors == message)
        }
    }

    @Test(arguments: [
        (["run"], "Error: Missing expected argument '<scenario>'"),
        (["run", "a", "--seed", "x"], seedFault("x")),
        (["run", "a", "--seed", "-1"], seedFault("-1")),
        (["run", "a", "--seed", "--quiet"], seedFault("--quiet")),
        (["trace", "a", "--seed", "-1"], seedFault("-1")),
        (
            ["run", "a", "--replications", "-5"],
            "Error: The value '-5' is invalid for '--replications <number>': "
                + "expected a whole number from 1 to 100000000, found \"-5\""
        ),
        (
            ["run", "a", "--precision", "1pt", "--time-limit", "60"],
            "Error: The value '60' is invalid for '--time-limit <time>': expected a time such as 20s, 4min or 1h, "
                + "found \"60\"; name the unit: 60 ms, 60 s, 60 min, 60 h or 60 d"
        ),
        (
            ["run", "a", "--time-limit", "60s"],
            "Error: expected --precision beside --time-limit, such as --precision 0.5pt: "
                + "a run without it ends by --replications"
        ),
        (["run", "a", "--seed", "18446744073709551616"], seedFault("18446744073709551616")),
        (["trace", "a", "--seed", "1.5"], seedFault("1.5")),
        (
            ["run", "a", "--replications", "1e3"],
            "Error: The value '1e3' is invalid for '--replications <number>': "
                + "expected a whole number from 1 to 100000000, found \"1e3\""
        ),
        (
            ["run", "a", "--threads", "0"],
            "Error: The value '0' is invalid for '--threads <number>': expected a whole number from 1 to 1024, found \"0\""
        ),
        (
            ["trace", "a", "--replication", "0"],
            "Error: The value '0' is invalid for '--replication <number>': "
                + "expected a whole number from 1 to 100000000, found \"0\""
        ),
        (
            ["run", "a", "--confidence", "100%"],
            "Error: expected --confidence above 50% and below 100%, such as 95% or 0.99, found \"100%\""
        ),
        (
            ["run", "a", "--by", "day"],
            "Error: The value 'day' is invalid for '--by <by>'. Please provide one of 'class', 'group' or 'interval'."
        ),
        (["run", "a", "-o", ""], "Error: expected a file name or - after -o, found nothing"),
        (["init", ""], "error: expected the name of a new file, such as my-centre.yaml, found \"\""),
        (["init", "shops/"], "error: expected the name of a new file, such as my-centre.yaml, found \"shops/\""),
        (
            ["explain", "servicelevel"],
            "error: expected a measure (holdfast explain lists them), found \"servicelevel\"; did you mean \"service_level\"?"
        ),
    ])
    func aWrongArgument(arguments: [String], firstLine: String) throws {
        let ended = try Program.run(arguments)
        #expect(ended.status == 64 && ended.output.isEmpty)
        #expect(ended.errors.split(separator: "\n").first.map(String.init) == firstLine)
    }

    private static func seedFault(_ found: String) -> String {
        "Error: The value '\(found)' is invalid for '--seed <number>': "
            + "expected a whole number from 0 to 18446744073709551615, found \"\(found)\""
    }

    @Test func helpOfNoCommand() throws {
        let ended = try Program.run("help", "rum")
        #expect(ended.status == 64 && ended.output.isEmpty)
        #expect(ended.errors.hasSuffix("found \"rum\"; did you mean \"run\"?\n"))
        #expect(try Program.run("help", "run").status == 0)
    }

    /// Without a look at the place first, the answer would come after minutes of work, and be lost.
    @Test(.timeLimit(.minutes(1)), arguments: ["run", "trace"])
    func aPlaceThatCannotBeWrittenToIsRefusedBeforeTheWork(command: String) throws {
        let long = SmallCentre.text.replacingOccurrences(of: "per_hour: 20", with: "per_hour: 2e9")
        try SmallCentre.withFile(long) { file in
            let ended = try Program.run(command, file, "-o", "\(file)/answer.txt")
            #expect(ended.status == 2 && ended.output.isEmpty)
            #expect(
                ended.errors
                    == "error: \"\(file)/answer.txt\" cannot be written to: a part of its path is a file, not a folder; "
                    + "choose another place with -o; nothing was changed\n")
        }
    }

    @Test func aFaultyScenarioTellsEveryFaultAndSimulatesNothing() throws {
        let faulty = SmallCentre.text.replacingOccurrences(
            of: "patience: {exponential: {mean: 2 min}}", with: "patence: 2"
        )
        .replacingOccurrences(of: "staff: [2, 3, 3]", with: "staff: [2, 3]")
        try SmallCentre.withFile(faulty) { file in
            for command in ["run", "check", "trace"] {
                let ended = try Program.run(command, file)
                #expect(ended.status == 2 && ended.output.isEmpty)
                #expect(ended.errors.contains("\(file):9:5: error: unknown key \"patence\""))
                #expect(ended.errors.contains("did you mean \"patience\"?"))
                #expect(ended.errors.components(separatedBy: ": error: ").count == 3)
            }
        }
    }

    #if os(Linux)
    /// A limit on the process's memory stands in for a small machine.
    @Test func moreClassesThanMemoryHoldsAreRefusedInWords() throws {
        let names = (1...2000).map { "c\($0)" }
        let classes = names.map {
            "  \($0): {arrivals: {per_hour: 1}, handle_time: {constant: 1 min}, patience: {constant: 1 min}}\n"
        }
        let text =
            "holdfast: 1\nname: Many\nday: {opens: \"08:00\", closes: \"09:00\", interval: 1 h}\ncustomers:\n"
            + classes.joined() + "agents:\n  all: {serves: [\(names.joined(separator: ", "))], staff: 40}\n"
        try SmallCentre.withFile(text) { file in
            let ended = try Program.shell("ulimit -v 2000000; $HOLDFAST run '\(file)' --replications 1 --threads 1")
            #expect(ended.status == 2 && ended.output.isEmpty)
            #expect(
                ended.errors.hasPrefix("error: The numbers of 2000 classes of customers need some ")
                    && ended.errors.hasSuffix(
                        " GB of memory, and there are 2.0 GB. Put classes that are alike together, "
                            + "or leave out targets on quantiles in each interval.\n")
            )
        }
    }
    #endif

    @Test func aPrecisionThatCannotBe() throws {
        try SmallCentre.withFile { file in
            let ended = try Program.run("run", file, "--precision", "asaa=0.2s")
            #expect(ended.status == 64 && ended.output.isEmpty)
            #expect(
                ended.errors
                    == "error: --precision: expected a measure (holdfast explain lists them), found \"asaa\"; "
                    + "did you mean \"asa\"?\n")
            // Not precise enough is no verdict on a target, but no certainty either.
            let arguments = [
                "run", file, "--precision", "0.1pt", "--replications", "20", "--set", "targets[0].at_least=1%",
            ]
            let short = try Program.run(arguments)
            #expect(short.status == 0)
            #expect(
                short.output.contains("\nLess precise than asked for after 20 days, the most allowed: service level "))
            #expect(
                short.output.contains("\nAbout ")
                    && short.output.contains(" --set 'targets[0].at_least=1%' --precision 0.1pt"))
            #expect(try Program.run(arguments + ["--enforce"]).status == 4)
        }
    }

    @Test func enforcedTargetsSpeakInTheExitCode() throws {
        let cases: [(target: String, replications: String, status: Int32)] = [
            ("1%", "20", 0), ("99.9%", "20", 3), ("80%", "1", 4),
        ]
        for (target, replications, status) in cases {
            try SmallCentre.withFile { file in
                let arguments = ["run", file, "--replications", replications, "--set", "targets[0].at_least=\(target)"]
                let enforced = try Program.run(arguments + ["--enforce"])
                let lenient = try Program.run(arguments)
                #expect(enforced.status == status, "\(target)")
                #expect(lenient.status == 0)
            }
        }
    }
}
