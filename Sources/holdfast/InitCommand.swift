import ArgumentParser
import Reports
import Scenarios

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `holdfast init`: a scenario to start from, every line explained.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented scenario to start from.",
        discussion: "It runs as it is. A file that is there already is left alone unless --force is given.")

    @Argument(help: ArgumentHelp("The file to write; - is stdout.", valueName: "file"))
    var file = "my-centre.yaml"

    @Flag(help: "Replace a file that is there already.")
    var force = false

    func run() throws {
        var path = file
        if path.isEmpty || path.hasSuffix("/") {
            throw CommandFailure(.usage, "expected the name of a new file, such as my-centre.yaml, found \"\(file)\"")
        }
        if path != "-" && !(path.split(separator: "/").last ?? "").contains(".") { path += ".yaml" }
        if path != "-" && !force && access(path, F_OK) == 0 {
            throw CommandFailure(
                .badInput,
                "\(path): expected a new file, found one that is there already; choose another name, or --force")
        }
        let name = path == "-" ? "My centre" : Self.name(from: path)
        try Output(path, chosenWith: "").write(ScenarioTemplate.text(name: name))
        if path != "-" {
            CommandFailure.say("Wrote \(path). Next: holdfast run \(NextStep.quoted(path))")
        }
    }

    /// `shops/main-street.yaml` → `Main street`.
    private static func name(from path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.split(separator: ".").first.map(String.init) ?? file
        let words = stem.map { $0 == "-" || $0 == "_" ? " " : String($0) }.joined()
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
