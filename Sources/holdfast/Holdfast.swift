import ArgumentParser
import Scenarios

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The command that a person types; each subcommand stands in a file of its own.
@main
struct Holdfast: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "holdfast",
        abstract: "Simulates call centres, and tells how sure each number is.",
        discussion: "Exit codes: \(ExitStatus.summary).",
        version: version,
        subcommands: commands)

    /// Every command that is built; help and the welcome list these and no others.
    static let commands: [any ParsableCommand.Type] = [
        InitCommand.self, CheckCommand.self, RunCommand.self, CompareCommand.self, SweepCommand.self,
        StaffCommand.self, PromiseCommand.self, TraceCommand.self, ErlangCommand.self, BenchCommand.self,
        ExportCommand.self,
        ExplainCommand.self, SchemaCommand.self,
    ]

    func run() throws {
        try Output("-").write(Welcome.text(commands: Self.commandNames))
    }

    static var commandNames: [String] { commands.map { $0._commandName } }

    static func main() async {
        // A reader that goes away (`| head`) shows as EPIPE where we write, not as a signal that ends the process.
        signal(SIGPIPE, SIG_IGN)
        // The same for a limit on the size of files: EFBIG.
        signal(SIGXFSZ, SIG_IGN)
        openStandardStreams()
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            try refuseUnknownCommand(arguments)
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            finish(with: error)
        }
    }

    /// A stream that came closed (`>&-`) would give its number to the next file opened, and answers would go there.
    private static func openStandardStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// A first word that is no command, with the command that was probably meant.
    private static func refuseUnknownCommand(_ arguments: [String]) throws {
        let word = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
        guard let word, !word.hasPrefix("-"), word != "help", !commandNames.contains(word) else { return }
        let meant = Suggestion.nearest(to: word, among: commandNames).map { "; did you mean \"\($0)\"?" } ?? "."
        throw CommandFailure(
            .usage,
            "expected a command (\(commandNames.joined(separator: ", "))), found \"\(word)\"\(meant)")
    }

    /// Says what went wrong, on the stream where it belongs, and ends the process with its exit code.
    private static func finish(with error: any Error) -> Never {
        if let failure = error as? CommandFailure { failure.exit() }
        if let faulty = error as? FaultyScenario { faulty.exit() }
        let code = exitCode(for: error)
        if code == .success {
            // Help and version are answers.
            do {
                try Output("-").write(fullMessage(for: error) + "\n")
            } catch {
                error.exit()
            }
            ExitStatus.done.exit()
        }
        if code == .validationFailure {
            CommandFailure.say(fullMessage(for: error))
            ExitStatus.usage.exit()
        }
        if let status = (error as? ExitCode).flatMap({ ExitStatus(rawValue: $0.rawValue) }) { status.exit() }
        CommandFailure(.internalFault, "a fault of Holdfast itself (\(type(of: error))); please report what you typed")
            .exit()
    }
}
