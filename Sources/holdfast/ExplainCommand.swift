import ArgumentParser
import Measures
import Reports
import Scenarios

/// `holdfast explain`: what a number that is printed means, and how it is made.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "The definition, formula and source of any number that is printed.",
        discussion: """
            Without a name, all measures are listed.

            Examples:
              holdfast explain service_level
              holdfast explain --format csv -o measures.csv
            """)

    @Argument(help: ArgumentHelp("A measure, such as service_level or wait_p90.", valueName: "measure"))
    var measure: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        var asked = Measure.all
        if let name = measure {
            guard let found = Measure.named(name) else {
                guard let number = PrintedNumber.named(name) else { throw unknown(name) }
                return try explain(number, as: name)
            }
            asked = [found]
        }
        switch output.format {
        case .json: try output.write(Explain.json(asked, version: Holdfast.version))
        case .csv: try output.write(Explain.csv(asked))
        case .text:
            let palette = output.style.palette
            try output.write(measure == nil ? Explain.list(palette: palette) : Explain.text(asked[0], palette: palette))
        }
    }

    /// A number that stands beside the measures.
    private func explain(_ number: PrintedNumber, as name: String) throws {
        switch output.format {
        case .json: try output.write(Explain.json(number, as: name, version: Holdfast.version))
        case .csv: try output.write(Explain.csv(number, as: name))
        case .text: try output.write(Explain.text(number, as: name, palette: output.style.palette))
        }
    }

    private func unknown(_ name: String) -> CommandFailure {
        let known = Measure.all.map(\.name) + PrintedNumber.all.map(\.name)
        let meant =
            Suggestion.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? "."
        return CommandFailure(
            .usage, "expected a measure (holdfast explain lists them), found \"\(name)\"\(meant)")
    }
}
