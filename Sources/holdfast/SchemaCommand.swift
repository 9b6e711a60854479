import ArgumentParser
import Scenarios

/// `holdfast schema`: for editors that complete and check while one types.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "The JSON Schema of a scenario, for editors and other tools.",
        discussion: """
            holdfast schema -o holdfast.schema.json writes it beside your scenarios; the first line of a scenario \
            then tells the editor: # yaml-language-server: $schema=holdfast.schema.json
            """)

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write it to this file; - is stdout.", valueName: "file"))
    var output = "-"

    func run() throws {
        let text = ScenarioSchema.json()
        try Output(output).write(text.hasSuffix("\n") ? text : text + "\n")
    }
}
