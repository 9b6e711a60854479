import Foundation
import Testing

@Suite struct SweepCommandTests {
    @Test func everyPointIsARunOfItsOwn() throws {
        try SmallSweep.with { place in
            #expect(try place.sweep("a.sqlite").status == 0)
            let ended = try Program.run("export", place.path("a.sqlite"), "-o", place.path("tables"))
            #expect(ended.status == 0 && ended.errors.isEmpty)
            func table(_ name: String) throws -> [[String: String]] {
                rows(ofCSV: try String(contentsOfFile: place.path("tables/\(name).csv"), encoding: .utf8))
            }
            let run = try Program.run(
                "run", place.path("small.yaml"), "--set", "agents.*.staff+=1", "--set",
                "customers.sales.handle_time.lognormal.mean=4 min", "--replications", "20", "--format", "csv")
            let summary = try table("summary").filter { $0["point"] == "7" }
            #expect(summary.first?["agents.*.staff+"] == "1")
            #expect(summary.first?["customers.sales.handle_time.lognormal.mean"] == "4 min")
            let intervals = try table("intervals").filter { $0["point"] == "7" }
            // Single days stand in a table of their own.
            let expected = rows(ofCSV: run.output).filter { $0["measure"]?.contains(".") == false }
            #expect(summary.count + intervals.count == expected.count)
            let columns = ["measure", "class", "group", "within_s", "value", "low", "high", "unit"]
            for (found, row) in zip(summary, expected.filter { $0["day"] == "" }) {
                for column in columns { #expect(found[column] == row[column]) }
            }
            for (found, row) in zip(intervals, expected.filter { $0["day"] != "" }) {
                for column in columns + ["day", "start_s"] { #expect(found[column] == row[column]) }
            }
            let replications = try table("replications")
            #expect(replications.count == 12 * 20)
            // The same customers at every point.
            for row in replications {
                let first = replications.first { $0["replication"] == row["replication"] }
                #expect(row["offered"] == first?["offered"])
            }
        }
    }

    @Test(arguments: [
        ["SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_COUNT": "3"],
        [
            "SLURM_ARRAY_TASK_ID": "30", "SLURM_ARRAY_TASK_MIN": "20", "SLURM_ARRAY_TASK_STEP": "10",
            "SLURM_ARRAY_TASK_COUNT": "3",
        ],
        // One task of the array, run again.
        [
            "SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_MIN": "2", "SLURM_ARRAY_TASK_COUNT": "1",
            "HOLDFAST_SHARDS": "3",
        ],
        ["JOB_COMPLETION_INDEX": "1", "HOLDFAST_SHARDS": "3"],
        ["AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "3"],
        ["OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "3", "PMIX_RANK": "1"],
        ["MV2_COMM_WORLD_RANK": "1", "MV2_COMM_WORLD_SIZE": "3"], ["PMI_RANK": "1", "PMI_SIZE": "3"],
        ["PMIX_RANK": "1", "SLURM_STEP_NUM_TASKS": "3"], ["PMIX_RANK": "1", "HOLDFAST_SHARDS": "3"],
        ["PARALLEL_SEQ": "2", "HOLDFAST_SHARDS": "3"],
    ]) func schedulersSayWhichShard(environment: [String: String]) throws {
        try SmallSweep.with { place in
            let ended = try Program.run(
                "sweep", place.sweep, "--store", place.path("a.sqlite"), environment: environment)
            #expect(ended.status == 0 && ended.errors.hasPrefix("shard 2/3, as "), "\(ended.errors)")
            #expect(ended.output.contains("all 4 points of this shard are done, of 12 in all"))
        }
    }

    @Test(arguments: [
        (["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_ARRAY_TASK_MIN": "1"], "TASK_ID=7"),
        (["SLURM_ARRAY_TASK_ID": "0", "HOLDFAST_SHARDS": "3"], "SLURM_ARRAY_TASK_ID=0 and HOLDFAST_SHARDS=3"),
        (["JOB_COMPLETION_INDEX": "3", "HOLDFAST_SHARDS": "3"], "JOB_COMPLETION_INDEX=3 and HOLDFAST_SHARDS=3"),
        (["PMI_RANK": "one", "PMI_SIZE": "3"], "PMI_RANK=one and PMI_SIZE=3"),
    ]) func anEnvironmentThatIsNoPartOfAWholeIsRefused(environment: [String: String], words: String) throws {
        try SmallSweep.with { place in
            let ended = try Program.run(
                "sweep", place.sweep, "--store", place.path("a.sqlite"), environment: environment)
            #expect(ended.status == 64 && ended.errors.contains(words), "\(ended.errors)")
            #expect(ended.errors.contains("give --shard i/n"))
            #expect(!FileManager.default.fileExists(atPath: place.path("a.sqlite")))
        }
    }

    @Test func aTaskThatDoesNotKnowHowManyDoesAllAndSaysSo() throws {
        try SmallSweep.with { place in
            let ended = try Program.run(
                "sweep", place.sweep, "--store", place.path("a.sqlite"), environment: ["JOB_COMPLETION_INDEX": "1"])
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(
                ended.errors
                    == "note: Kubernetes says JOB_COMPLETION_INDEX=1, but not how many there are: the whole sweep is "
                    + "done here. For shards, set HOLDFAST_SHARDS\n", "\(ended.errors)")
            let typed = try Program.run(
                "sweep", place.sweep, "--store", place.path("b.sqlite"), "--shard", "1/1",
                environment: ["JOB_COMPLETION_INDEX": "1"])
            #expect(typed.status == 0 && typed.errors.isEmpty, "\(typed.errors)")
            #expect(try place.digest("a.sqlite") == place.digest("b.sqlite"))
        }
    }

    /// What is offered does not depend on the staff, and each class's number on its own rate only: the same customers meet
    /// every staff, so that this holds to the last bit.
    @Test(arguments: [
        """
        axes:
          customers.sales.arrivals.per_interval*: [1, 1.5]
          customers.service.arrivals.per_hour: [10, 20, 40]
          agents.*.staff+: [0, 1]
        replications: 20
        """,
        """
        axes:
          customers.sales.arrivals.per_interval*: {from: 0.5, to: 1.5}
          customers.service.arrivals.per_hour: {from: 5, to: 40}
          agents.*.staff+: [0, 1]
        design: saltelli
        points: 127
        replications: 5
        """,
    ]) func whatMovesAMeasureIsTold(rest: String) throws {
        try SmallSweep.with("sweep: 1\nscenario: small.yaml\n" + rest) { place in
            let ended = try place.sweep("a.sqlite", "--format", "json")
            #expect(ended.status == 0, "\(ended.errors)")
            let read = try #require(
                try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
            let sensitivity = try #require(read["sensitivity"] as? [String: [String: [String: Double]]])
            let offered = try #require(sensitivity["offered"])
            let sales = try #require(offered["customers.sales.arrivals.per_interval*"])
            let service = try #require(offered["customers.service.arrivals.per_hour"])
            let staff = try #require(offered["agents.*.staff+"])
            #expect(abs(staff["first_order"] ?? 1) < 1e-12 && staff["total"] == 0)
            let results = try #require(read["results"] as? [[String: Any]])
            let values = results.compactMap { point in
                ((point["measures"] as? [String: [String: Any]])?["offered"]?["value"] as? Double)
            }
            if rest.contains("saltelli") {
                // Squares of the two rates' spans in contacts a day, 190 and 105; rates move on the Sobol sequence.
                let share = 190.0 * 190 / (190 * 190 + 105 * 105)
                #expect(values.count == 127 * 5)
                for index in ["first_order", "total"] {
                    #expect(abs((sales[index] ?? 0) - share) < 0.05, "\(sales)")
                    #expect(abs((service[index] ?? 0) - (1 - share)) < 0.05, "\(service)")
                }
            } else {
                #expect(values.count == 12)
                // f(a) + g(b): two values apart by d have variance d²/4.
                let f = (values[6] - values[0]) * (values[6] - values[0]) / 4
                let g = [values[0], values[2], values[4]]
                let mean = g.reduce(0, +) / 3
                let variance = g.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
                for index in ["first_order", "total"] {
                    #expect(abs((sales[index] ?? 0) - f / (f + variance)) < 1e-9)
                    #expect(abs((service[index] ?? 0) - variance / (f + variance)) < 1e-9)
                }
            }
        }
    }

    @Test func varyTakesValuesWithAndWithoutBrackets() throws {
        try SmallSweep.with { place in
            func digest(_ store: String, _ vary: String) throws -> String {
                let ended = try Program.run(
                    "sweep", place.path("small.yaml"), "--vary", vary, "--vary",
                    "customers.*.patience.exponential.mean*=1,1.5", "--replications", "10", "--quiet", "--store",
                    place.path(store))
                #expect(ended.status == 0, "\(ended.errors)")
                return try place.digest(store)
            }
            let bare = try digest("a.sqlite", "agents.*.staff+=0,1,2")
            #expect(try digest("b.sqlite", "agents.*.staff+=[0, 1, 2]") == bare)
        }
    }

    @Test(arguments: [
        ("axes:\n  agents.*.staff+: []\n", "expected a list of values, found an empty list"),
        ("axes: {agents.*.staff+: [0, 1]}\npoints: 8\n", "expected points only with a design other than grid"),
        ("axes: {agents.*.staff+: {from: 1, to: 3}}\n", "expected steps for the range agents.*.staff+"),
        ("axes: {agents.*.staff+: {from: 1, to: 2 min, steps: 3}}\n", "two numbers in one unit"),
        ("axes: {agents.*.staff+: {from: 1, to: 4, by: 2}}\n", "expected a step that leads from 1 to 4"),
        ("axes: {agents.*.staff+: [0]}\ndesign: cube\n", "expected grid, sobol, latin_hypercube or saltelli"),
        ("axes: {agents.*.staff+: [0]}\nseeds: 3\n", "unknown key \"seeds\" in the sweep"),
        ("axes: {agents.*.stuff+: [0]}\n", "is no scenario that can be simulated"),
    ]) func aFaultySweepIsToldWithItsPlace(rest: String, message: String) throws {
        try SmallSweep.with("sweep: 1\nscenario: small.yaml\n" + rest) { place in
            let ended = try place.sweep("a.sqlite")
            #expect([2, 64].contains(ended.status) && ended.output.isEmpty)
            #expect(ended.errors.contains(message), "\(ended.errors)")
            #expect(!FileManager.default.fileExists(atPath: place.path("a.sqlite")))
        }
    }
}
