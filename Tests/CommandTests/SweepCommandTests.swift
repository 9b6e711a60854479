import Foundation
import Testing

@Suite struct SweepCommandTests {
    /// A folder with a small centre, a sweep of twelve points over it, and what a sweep without a break exports.
    struct Place {
        let folder: String
        var sweep: String { folder + "/sweep.yaml" }
        func path(_ name: String) -> String { folder + "/" + name }

        func sweep(_ store: String, _ more: String...) throws -> Program.Ended {
            try Program.run(["sweep", sweep, "--store", path(store), "--quiet"] + more)
        }

        func digest(_ store: String) throws -> String {
            let ended = try Program.run("export", path(store), "--digest")
            #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
            return ended.output
        }
    }

    static let text = """
        sweep: 1
        scenario: small.yaml
        axes:
          agents.*.staff+: [0, 1, 2]
          customers.sales.handle_time.lognormal.mean: {from: 2 min, to: 5 min, by: 1 min}
        replications: 20

        """

    private func withPlace(_ text: String = text, _ body: (Place) throws -> Void) throws {
        try Program.withFolder { folder in
            try SmallCentre.text.write(
                to: folder.appendingPathComponent("small.yaml"), atomically: false, encoding: .utf8)
            let place = Place(folder: folder.path)
            try text.write(toFile: place.sweep, atomically: false, encoding: .utf8)
            try body(place)
        }
    }

    @Test func everyPointIsARunOfItsOwn() throws {
        try withPlace { place in
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

    @Test func killedAtAnyMomentNothingIsLostOrDoneTwice() throws {
        let text = Self.text.replacing("replications: 20", with: "replications: 400")
        try withPlace(text) { place in
            let start = ContinuousClock.now
            let first = try place.sweep("whole.sqlite")
            let microseconds = UInt32(start.duration(to: .now) / .microseconds(1))
            #expect(first.status == 0, "\(first.errors)")
            let whole = try place.digest("whole.sqlite")
            // Each gets a tenth of the way on the average: the first while the store is made, the last at the end.
            var moments: [UInt32] = []
            var complaints = ""
            for _ in 0..<20 {
                let process = Process()
                let errors = Pipe()
                process.executableURL = Program.executable
                process.arguments = ["sweep", place.sweep, "--store", place.path("killed.sqlite"), "--quiet"]
                process.standardOutput = FileHandle.nullDevice
                process.standardError = errors
                try process.run()
                let moment = UInt32.random(in: 0...(microseconds / 5))
                usleep(moment)
                if process.isRunning {
                    kill(process.processIdentifier, SIGKILL)
                    moments.append(moment)
                }
                complaints += String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                process.waitUntilExit()
            }
            #expect(!moments.isEmpty && complaints.isEmpty, "\(complaints)")
            let last = try place.sweep("killed.sqlite")
            #expect(last.status == 0 && last.errors.isEmpty, "killed after \(moments) µs: \(last.errors)")
            #expect(try place.digest("killed.sqlite") == whole)
        }
    }

    @Test(arguments: [3, 40]) func shardsTogetherAreTheWhole(count: Int) throws {
        try withPlace { place in
            #expect(try place.sweep("whole.sqlite", "--threads", "2").status == 0)
            var stores: [String] = []
            for index in 1...count {
                stores.append("part-\(index).sqlite")
                let ended = try place.sweep(stores[index - 1], "--shard", "\(index)/\(count)", "--threads", "1")
                #expect(ended.status == 0)
            }
            let missing = try Program.run(
                ["sweep", "--merge", "--store", place.path("merged.sqlite")]
                    + stores.dropFirst(2).map(place.path))
            #expect(missing.status == 2)
            #expect(
                missing.errors == "error: nothing was merged: of \(count) shards 2 are missing: 1–2\n",
                "\(missing.errors)")
            let merged = try Program.run(
                ["sweep", "--merge", "--store", place.path("merged.sqlite")] + stores.map(place.path))
            #expect(merged.status == 0, "\(merged.errors)")
            #expect(try place.digest("merged.sqlite") == place.digest("whole.sqlite"))
        }
    }

    @Test(arguments: [
        ["SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_COUNT": "3"],
        ["JOB_COMPLETION_INDEX": "1", "HOLDFAST_SHARDS": "3"],
        ["AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "3"],
        ["OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "3"], ["PMI_RANK": "1", "PMI_SIZE": "3"],
        ["PARALLEL_SEQ": "2", "HOLDFAST_SHARDS": "3"],
    ]) func schedulersSayWhichShard(environment: [String: String]) throws {
        try withPlace { place in
            let ended = try Program.run(
                "sweep", place.sweep, "--store", place.path("a.sqlite"), environment: environment)
            #expect(ended.status == 0 && ended.errors.hasPrefix("shard 2/3, as "), "\(ended.errors)")
            #expect(ended.output.contains("all 4 points of this shard are done, of 12 in all"))
        }
    }

    @Test func whatIsNoStoreOfThisSweepIsRefusedAndLeftAsItWas() throws {
        try withPlace { place in
            #expect(try place.sweep("a.sqlite").status == 0)
            let store = place.path("a.sqlite")
            let before = try Data(contentsOf: URL(fileURLWithPath: store))
            func refused(_ words: String, _ arguments: String...) throws {
                let ended = try Program.run(["sweep", place.sweep, "--store", store, "--quiet"] + arguments)
                #expect(ended.status == 2 && ended.output.isEmpty)
                #expect(ended.errors.hasPrefix("error: \"\(store)\" \(words)"), "\(ended.errors)")
                #expect(ended.errors.split(separator: "\n").count == 1)
            }
            try refused("has seed 1, not 2", "--seed", "2")
            try refused("has 20 replications of each point, not 30", "--replications", "30")
            try refused("is of shard 1/1, not of shard 1/2", "--shard", "1/2")
            try refused("is of another state of the scenario Small centre", "--set", "customers.service.value=3")
            #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == before)

            // The bytes of "0.1.0" become those of another version.
            var other = before
            while let found = other.range(of: Data("0.1.0".utf8)) {
                other.replaceSubrange(found, with: Data("0.0.9".utf8))
            }
            try other.write(to: URL(fileURLWithPath: store))
            try refused("was written by Holdfast 0.0.9, and this is Holdfast 0.1.0")
            #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == other)

            var damaged = before
            for place in 0..<3000 { damaged[place] = UInt8(truncatingIfNeeded: place &* 31) }
            try damaged.write(to: URL(fileURLWithPath: store))
            try refused("is damaged, or no store")
            #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == damaged)
        }
    }

    @Test func aFlippedBitInWhatWasFoundIsNoNumber() throws {
        try withPlace { place in
            #expect(try place.sweep("a.sqlite").status == 0)
            let file = URL(fileURLWithPath: place.path("a.sqlite"))
            var bytes = try Data(contentsOf: file)
            // Deep in the file lie the numbers of the points.
            bytes[bytes.count * 3 / 4] ^= 4
            try bytes.write(to: file)
            let ended = try Program.run("export", file.path, "--digest")
            #expect(ended.status == 2 && ended.output.isEmpty)
            #expect(ended.errors.contains("is damaged"), "\(ended.errors)")
        }
    }

    @Test func aFullDiskKeepsWhatWasDone() throws {
        try withPlace { place in
            let store = place.path("a.sqlite")
            let full = try Program.shell(
                "ulimit -f 160; exec \"$HOLDFAST\" sweep '\(place.sweep)' --store '\(store)' --quiet")
            #expect(full.status == 1, "\(full.errors)")
            #expect(full.errors.contains("the disk is full") && full.errors.contains("run the same command again"))
            #expect(try place.sweep("a.sqlite").status == 0)
            #expect(try place.sweep("b.sqlite").status == 0)
            #expect(try place.digest("a.sqlite") == place.digest("b.sqlite"))
        }
    }

    @Test func aPlaceThatTakesNoStoreIsRefusedFirst() throws {
        try withPlace { place in
            let missing = try place.sweep("no/where.sqlite")
            #expect(missing.status == 2 && missing.errors.contains("its folder is not there"))
            // Not even root may make a file there.
            let forbidden = try Program.run("sweep", place.sweep, "--store", "/sys/kernel/a.sqlite", "--quiet")
            #expect(forbidden.status == 2, "\(forbidden.errors)")
            #expect(forbidden.errors.hasPrefix("error: \"/sys/kernel/a.sqlite\" cannot be"))
        }
    }

    @Test func twoAtOnceOnOneStoreAreOneTooMany() throws {
        let text = Self.text.replacing("replications: 20", with: "replications: 20000")
        try withPlace(text) { place in
            let first = Process()
            first.executableURL = Program.executable
            first.arguments = ["sweep", place.sweep, "--store", place.path("a.sqlite"), "--quiet"]
            first.standardOutput = FileHandle.nullDevice
            first.standardError = FileHandle.nullDevice
            try first.run()
            defer {
                kill(first.processIdentifier, SIGKILL)
                first.waitUntilExit()
            }
            while !FileManager.default.fileExists(atPath: place.path("a.sqlite-wal")), first.isRunning { usleep(2_000) }
            usleep(200_000)
            let second = try place.sweep("a.sqlite")
            #expect(first.isRunning && second.status == 2)
            #expect(second.errors.contains("is in use by another holdfast"), "\(second.errors)")
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
        try withPlace("sweep: 1\nscenario: small.yaml\n" + rest) { place in
            let ended = try place.sweep("a.sqlite")
            #expect([2, 64].contains(ended.status) && ended.output.isEmpty)
            #expect(ended.errors.contains(message), "\(ended.errors)")
            #expect(!FileManager.default.fileExists(atPath: place.path("a.sqlite")))
        }
    }
}
