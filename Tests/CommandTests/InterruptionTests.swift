#if os(Linux)
import Foundation
import Glibc
import Testing

/// Ctrl-C and a polite kill: what is done so far is reported.
///
/// How far the program has come is read from the system (processor time used), so that a slow machine changes nothing.
@Suite struct InterruptionTests {
    /// Starts the program, waits until it has worked for half a second of processor time, and sends a signal.
    private func interrupt(_ arguments: [String], with number: Int32 = SIGINT) throws -> Program.Ended {
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        while process.isRunning, try ticksUsed(by: process.processIdentifier) < sysconf(Int32(_SC_CLK_TCK)) / 2 {
            usleep(5_000)
        }
        kill(process.processIdentifier, number)
        // A program that does not listen must not hold up all other tests.
        let started = process.processIdentifier
        let lastResort = DispatchWorkItem { kill(started, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(60), execute: lastResort)
        defer { lastResort.cancel() }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        return Program.Ended(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            errors: String(decoding: complained, as: UTF8.self))
    }

    /// Processor time in user mode, the 14th field of the system's line about a process.
    private func ticksUsed(by process: Int32) throws -> Int {
        let line = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        let fields = line.split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 11 ? Int(fields[11]) ?? 0 : 0
    }

    @Test func aSearchForPromisesThatIsStoppedReportsNothing() throws {
        let text = SmallCentre.text.replacing(
            "targets:", with: "policy: {callbacks: {offer: always, accepts: 30%, promise: {within: 1 h}}}\ntargets:")
        try SmallCentre.withFile(text) { file in
            let ended = try interrupt(["promise", file, "--replications", "1000000", "--write", file + ".plan"])
            #expect(ended.status == 130 && ended.output.isEmpty)
            #expect(ended.errors == "error: Stopped before a table was found.\n")
            #expect(!FileManager.default.fileExists(atPath: file + ".plan"))
        }
    }

    @Test func aBenchThatIsStoppedReportsNothing() throws {
        let ended = try interrupt(["bench", "--size", "1000000000"])
        #expect(ended.status == 130 && ended.output.isEmpty)
        #expect(ended.errors == "error: stopped before everything was timed; nothing is reported\n")
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func theReplicationsDoneAreReportedAndMarkedPartial(number: Int32) throws {
        try SmallCentre.withFile { file in
            let ended = try interrupt(["run", file, "--format", "json"] + SmallCentre.endlessDays, with: number)
            #expect(ended.status == 130 && ended.errors.isEmpty)
            let answer = try #require(
                try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
            #expect(answer["partial"] as? Bool == true)
            let done = try #require(answer["replications"] as? Int)
            // The replications that were done are those of a run that asked for no more.
            let whole = try SmallCentre.json([file, "--replications", "\(done)"]).text
            #expect(ended.output.replacingOccurrences(of: "\"partial\": true", with: "\"partial\": false") == whole)
        }
    }

    /// Of a comparison, the replications that every plan has met.
    @Test func aComparisonIsReportedToo() throws {
        try SmallCentre.withFile { file in
            let arguments = ["compare", file, "--plan", "more: agents.*.staff+=1", "--format", "json"]
            let ended = try interrupt(arguments + SmallCentre.endlessDays)
            #expect(ended.status == 130 && ended.errors.isEmpty)
            let answer = try #require(
                try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
            let done = try #require(answer["replications"] as? Int)
            let whole = try Program.run(arguments + ["--replications", "\(done)"])
            #expect(
                ended.output.replacingOccurrences(of: "\"partial\": true", with: "\"partial\": false") == whole.output)
        }
    }

    @Test func theFileIsWrittenToo() throws {
        try SmallCentre.withFile { file in
            let result = file + ".txt"
            let ended = try interrupt(["run", file, "-o", result] + SmallCentre.endlessDays)
            #expect(ended.status == 130 && ended.output.isEmpty && ended.errors.isEmpty)
            let text = try String(contentsOfFile: result, encoding: .utf8)
            #expect(text.split(separator: "\n").first?.hasSuffix("stopped early") == true)
        }
    }

    /// A search has no answer before its end, and leaves what was there as it was.
    @Test func aSearchForStaffThatIsStoppedWritesNothing() throws {
        try SmallCentre.withFile { file in
            let plan = file + ".plan"
            try "as it was".write(toFile: plan, atomically: false, encoding: .utf8)
            let ended = try interrupt(["staff", file, "--write", plan, "--replications", "10000000"])
            #expect(ended.status == 130 && ended.output.isEmpty)
            #expect(ended.errors == "error: Stopped before a plan was found.\n")
            #expect(try String(contentsOfFile: plan, encoding: .utf8) == "as it was")
        }
    }

    @Test(arguments: [
        ("found", "Stopped while the length of the warm-up was being found."),
        ("0", "Stopped before the first replication was done."),
    ])
    func withoutAnythingDoneThereIsOnlyASentence(warmUp: String, sentence: String) throws {
        let text = """
            holdfast: 1
            name: Steady line
            horizon: {calls: 20000000000, warm_up: \(warmUp)}
            customers:
              callers: {arrivals: {per_hour: 180}, handle_time: {exponential: {mean: 3 min}}}
            agents:
              line: {serves: [callers], staff: 12}

            """
        try SmallCentre.withFile(text) { file in
            let ended = try interrupt(["run", file])
            #expect(ended.status == 130 && ended.output.isEmpty)
            #expect(ended.errors == "error: \(sentence)\n")
        }
    }
}
#endif
