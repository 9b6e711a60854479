import Foundation

/// The program as a person meets it: run in a process of its own.
enum Program {
    struct Ended: Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The executable stands beside the tests that were built with it.
    static var executable: URL { Bundle.main.bundleURL.appendingPathComponent("holdfast") }

    static func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Ended {
        try run(executable, arguments, environment: environment)
    }

    static func run(_ arguments: [String]) throws -> Ended { try run(executable, arguments, environment: [:]) }

    /// The same behind a shell, for pipes and redirections; `$HOLDFAST` is the program.
    static func shell(_ line: String) throws -> Ended {
        try run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", line], environment: ["HOLDFAST": executable.path])
    }

    private static func run(_ file: URL, _ arguments: [String], environment: [String: String]) throws -> Ended {
        let process = Process()
        process.executableURL = file
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // Answers and errors here are shorter than a pipe holds, so that neither waits for the other.
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Ended(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            errors: String(decoding: complained, as: UTF8.self))
    }

    /// A new folder that is gone afterwards.
    static func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }
}
