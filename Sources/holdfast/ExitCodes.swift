#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How a command ended, for scripts.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    /// A fault of Holdfast itself, or of the machine: a full disk, no memory.
    case internalFault = 1
    /// A scenario, table or log that cannot be used, or a place that cannot be written to.
    case badInput = 2
    /// With `--enforce`: a target is missed. `bench --against`: slower, or other answers.
    case targetMissed = 3
    /// With `--enforce`: not precise enough to tell.
    case undecided = 4
    case usage = 64
    /// Stopped by the user; what was done so far has been reported.
    case interrupted = 130

    var meaning: String {
        switch self {
        case .done: "done"
        case .internalFault: "internal fault"
        case .badInput: "bad scenario or data"
        case .targetMissed: "a target missed (with --enforce), or slower (bench --against)"
        case .undecided: "undecided at this precision (with --enforce)"
        case .usage: "usage"
        case .interrupted: "interrupted"
        }
    }

    static var summary: String {
        allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ")
    }

    func exit() -> Never { systemExit(rawValue) }
}

private func systemExit(_ code: Int32) -> Never { exit(code) }

/// Why a command could not do what was asked: one plain sentence with the place and the mend, and the exit code.
struct CommandFailure: Error, Equatable {
    var status: ExitStatus
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    func exit() -> Never {
        Self.say("error: " + message)
        status.exit()
    }

    /// Writes a line to stderr. Where that fails there is nobody left to tell.
    static func say(_ line: String) {
        var bytes = Array((line.hasSuffix("\n") ? line : line + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }
}
