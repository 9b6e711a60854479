import ArgumentParser

/// The form of an answer.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case csv
}

/// What every command that answers something understands.
struct OutputOptions: ParsableArguments {
    @Option(help: "The form of the answer: text, json or csv.")
    var format: AnswerFormat = .text

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write the answer to this file; - is stdout.", valueName: "file"))
    var output: String = "-"

    @Option(help: "Colours: auto (on a terminal), always or never.")
    var color: ColorChoice = .auto

    @Flag(help: "Tell more than the main numbers.")
    var verbose = false

    @Flag(help: "Print the answer and errors, no progress and no remarks.")
    var quiet = false

    mutating func validate() throws {
        if verbose && quiet { throw ValidationError("expected --verbose or --quiet, found both") }
        if output.isEmpty { throw ValidationError("expected a file name or - after -o, found nothing") }
    }

    /// Style of the answer: a file is plain unless colours are asked for.
    var style: Style { output == "-" ? Style(color) : Style(isColored: color == .always) }

    func write(_ answer: String) throws {
        try Output(output).write(answer)
    }
}
