import Foundation
import Testing

/// What becomes of a sweep's store when its program is killed, split up, or finds something else in its place.
@Suite struct SweepStoreCommandTests {
    @Test func killedAtAnyMomentNothingIsLostOrDoneTwice() throws {
        let text = SmallSweep.text.replacing("replications: 20", with: "replications: 400")
        try SmallSweep.with(text) { place in
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

    @Test(arguments: [1, 3, 40]) func shardsTogetherAreTheWhole(count: Int) throws {
        try SmallSweep.with { place in
            #expect(try place.sweep("whole.sqlite", "--threads", "2").status == 0)
            var stores: [String] = []
            for index in 1...count {
                stores.append("part-\(index).sqlite")
                let ended = try place.sweep(stores[index - 1], "--shard", "\(index)/\(count)", "--threads", "1")
                #expect(ended.status == 0, "\(ended.errors)")
            }
            if count > 2 {
                let missing = try place.merge("merged.sqlite", Array(stores.dropFirst(2)))
                #expect(missing.status == 2)
                #expect(
                    missing.errors == "error: nothing was merged: of \(count) shards 2 are missing: 1–2\n",
                    "\(missing.errors)")
                #expect(!FileManager.default.fileExists(atPath: place.path("merged.sqlite")))
            }
            let merged = try place.merge("merged.sqlite", stores)
            #expect(merged.status == 0, "\(merged.errors)")
            #expect(try place.digest("merged.sqlite") == place.digest("whole.sqlite"))
            let again = try place.merge("merged.sqlite", stores)
            #expect(again.status == 2 && again.errors.contains("is there already; nothing was merged"))
        }
    }

    @Test func foreignAndUnfinishedShardsAreRefused() throws {
        try SmallSweep.with { place in
            func part(_ store: String, _ arguments: String...) throws {
                let ended = try Program.run(
                    ["sweep", place.sweep, "--store", place.path(store), "--quiet"] + arguments)
                #expect(ended.status == 0, "\(ended.errors)")
            }
            try part("1.sqlite", "--shard", "1/2")
            try part("2.sqlite", "--shard", "2/2")
            try part("seed.sqlite", "--shard", "2/2", "--seed", "7")
            try part("set.sqlite", "--shard", "2/2", "--set", "customers.service.value=3")
            try part("three.sqlite", "--shard", "2/3")
            let before = try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
            func refused(_ stores: [String], _ words: String) throws {
                let ended = try place.merge("merged.sqlite", stores)
                #expect(ended.status == 2 && ended.output.isEmpty)
                #expect(ended.errors.contains(words) && ended.errors.contains("nothing was merged"), "\(ended.errors)")
            }
            try refused(["1.sqlite", "seed.sqlite"], "has seed 7, not 1 (as ")
            try refused(["1.sqlite", "set.sqlite"], "is of another state of the scenario Small centre")
            try refused(["1.sqlite", "three.sqlite"], "is one of 3 shards, and ")
            try refused(["2.sqlite", "2.sqlite"], "is shard 2/2, and so is ")
            try refused(["1.sqlite"], "of 2 shards one is missing: 2")
            // One that a full disk cut off.
            let cut = try Program.shell(
                "ulimit -f 500; exec \"$HOLDFAST\" sweep '\(place.sweep)' --shard 2/2 --quiet --threads 1 "
                    + "--store '\(place.path("cut.sqlite"))'")
            #expect(cut.status == 1, "\(cut.errors)")
            try refused(["1.sqlite", "cut.sqlite"], "of its 6 points: run it again")
            let full = try Program.shell(
                "ulimit -f 100; exec \"$HOLDFAST\" sweep --merge '\(place.path("1.sqlite"))' "
                    + "'\(place.path("2.sqlite"))' --store '\(place.path("merged.sqlite"))'")
            #expect(full.status == 1 && full.errors.contains("the disk is full"), "\(full.errors)")
            let after = try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
            #expect(after.filter { !$0.hasPrefix("cut.sqlite") } == before)
            #expect(try place.merge("merged.sqlite", ["1.sqlite", "2.sqlite"]).status == 0)
        }
    }

    @Test func whatIsNoStoreOfThisSweepIsRefusedAndLeftAsItWas() throws {
        try SmallSweep.with { place in
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
        try SmallSweep.with { place in
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
        try SmallSweep.with { place in
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
        try SmallSweep.with { place in
            let missing = try place.sweep("no/where.sqlite")
            #expect(missing.status == 2 && missing.errors.contains("its folder is not there"))
            // Not even root may make a file there.
            let forbidden = try Program.run("sweep", place.sweep, "--store", "/sys/kernel/a.sqlite", "--quiet")
            #expect(forbidden.status == 2, "\(forbidden.errors)")
            #expect(forbidden.errors.hasPrefix("error: \"/sys/kernel/a.sqlite\" cannot be"))
        }
    }

    /// Root may write anywhere: the program is then run as nobody.
    @Test func aFolderThatMayOnlyBeReadIsLeftAsItWas() throws {
        try SmallSweep.with { place in
            #expect(try place.sweep("a.sqlite").status == 0)
            let store = place.path("a.sqlite")
            let before = try Data(contentsOf: URL(fileURLWithPath: store))
            let digest = try place.digest("a.sqlite")
            var program = Program.executable.path
            var prefix = ""
            if geteuid() == 0 {
                program = place.path("holdfast")
                try FileManager.default.copyItem(at: Program.executable, to: URL(fileURLWithPath: program))
                prefix = "exec setpriv --reuid=65534 --regid=65534 --clear-groups"
            }
            chmod(store, 0o666)
            chmod(place.folder, 0o555)
            defer { chmod(place.folder, 0o755) }
            func run(_ arguments: String) throws -> Program.Ended {
                try Program.shell("cd '\(place.folder)' && \(prefix) '\(program)' \(arguments)")
            }
            let new = try run("sweep sweep.yaml --store b.sqlite --quiet")
            #expect(new.status == 2, "\(new.errors)")
            #expect(
                new.errors == "error: \"b.sqlite\" cannot be made: you are not allowed to write there; choose another "
                    + "store with --store\n")
            let on = try run("sweep sweep.yaml --store a.sqlite --quiet")
            #expect(on.status == 2, "\(on.errors)")
            #expect(
                on.errors == "error: \"a.sqlite\" or its folder may not be written to by you; choose another store "
                    + "with --store\n")
            let merged = try run("sweep --merge a.sqlite --store b.sqlite")
            #expect(merged.status == 2 && merged.errors.contains("you are not allowed to write there"))
            let exported = try run("export a.sqlite --digest")
            #expect(exported.status == 0 && exported.output == digest, "\(exported.errors)")
            let tables = try run("export a.sqlite")
            #expect(tables.status == 2 && tables.errors.contains("you are not allowed to write there"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == before)
            let names = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            #expect(Set(names).subtracting(["holdfast"]) == ["a.sqlite", "small.yaml", "sweep.yaml"])
        }
    }

    @Test func twoAtOnceOnOneStoreAreOneTooMany() throws {
        let text = SmallSweep.text.replacing("replications: 20", with: "replications: 20000")
        try SmallSweep.with(text) { place in
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
            while first.isRunning, !FileManager.default.fileExists(atPath: place.path("a.sqlite-wal")) {
                usleep(2_000)
            }
            usleep(200_000)
            let second = try place.sweep("a.sqlite")
            #expect(first.isRunning && second.status == 2)
            #expect(second.errors.contains("is in use by another holdfast"), "\(second.errors)")
        }
    }
}
