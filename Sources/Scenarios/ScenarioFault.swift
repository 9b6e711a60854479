/// One thing that is wrong, or doubtful, in what a person wrote, with the place where it stands.
public struct ScenarioFault: Error, Sendable, Equatable {
    /// How much it weighs.
    public enum Severity: String, Sendable, Equatable {
        /// Nothing can be simulated.
        case error
        /// The scenario runs, but perhaps not as meant.
        case warning
        /// Something was decided for the writer and should be known.
        case note
    }

    /// The file as it was named by the user, or `--set` for a change.
    public var file: String
    /// 1 for the first line; 0 when the fault has no line (a missing file, a change).
    public var line: Int
    /// 1 for the first character, counted in Unicode scalars; 0 when the fault has no column.
    public var column: Int
    public var severity: Severity
    /// In plain words: `expected …, found …`.
    public var message: String
    /// The mend: `did you mean "arrivals"?`.
    public var suggestion: String?
    /// The line of the file, shown with a caret.
    public var sourceLine: String?

    public init(
        file: String, line: Int, column: Int, severity: Severity = .error, message: String, suggestion: String? = nil,
        sourceLine: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.message = message
        self.suggestion = suggestion
        self.sourceLine = sourceLine
    }

    /// The message as people read it: `file:line:column: error: …`, the line, a caret, the mend.
    ///
    /// Of a long line only the part around the fault is shown.
    public func rendered() -> String {
        var place = file
        if line > 0 { place += ":\(line)" }
        if line > 0, column > 0 { place += ":\(column)" }
        var text = "\(place): \(severity.rawValue): \(message)"
        if let sourceLine, column > 0, sourceLine.contains(where: { !$0.isWhitespace }) {
            let window = Self.window(of: sourceLine, around: column)
            text += "\n  \(window.text)\n  \(window.caret)"
        }
        if let suggestion { text += "\n  \(suggestion)" }
        return text
    }

    private static let widestLine = 110

    private static func window(of line: String, around column: Int) -> (text: String, caret: String) {
        let scalars = Array(line.unicodeScalars.prefix(column + widestLine))
        let at = min(column - 1, scalars.count)
        let whole = line.unicodeScalars.count <= widestLine
        let from = whole || at < widestLine / 2 ? 0 : at - widestLine / 2
        let to = min(scalars.count, from + widestLine)
        var shown = String.UnicodeScalarView()
        var caret = from > 0 ? " " : ""
        for index in from..<to {
            let scalar = scalars[index]
            // Tabs stay, so that the caret stands beneath its character; other control characters would disturb it.
            let visible = scalar == "\t" || scalar.properties.generalCategory != .control
            shown.append(visible ? scalar : "\u{FFFD}")
            if index < at { caret.append(scalar == "\t" ? "\t" : " ") }
        }
        let cutAfter = !whole && line.unicodeScalars.count > to
        return ((from > 0 ? "…" : "") + String(shown) + (cutAfter ? "…" : ""), caret + "^")
    }
}

/// Everything that is wrong with a scenario, in order of place.
public struct ScenarioError: Error, Sendable, Equatable {
    public let faults: [ScenarioFault]

    public init(faults: [ScenarioFault]) {
        self.faults = faults
    }

    /// All faults, one after the other.
    public func rendered() -> String {
        faults.map { $0.rendered() }.joined(separator: "\n")
    }
}
