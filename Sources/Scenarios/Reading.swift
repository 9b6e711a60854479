/// One reading of one scenario: the texts it met, and everything that was found wrong in them.
///
/// A reading goes on after a fault, so that the writer learns of all of them at once.
final class Reading {
    /// A text with places in it.
    struct Text {
        var name: String
        /// False for what was typed on the command line: its line number would tell nothing.
        var hasLines: Bool
        var content: String

        /// A line, from 1, without its end; nil beyond the last. - Complexity: O(text), which only faults pay.
        func line(_ number: Int) -> String? {
            guard hasLines else { return number == 1 ? content : nil }
            let bytes = content.utf8
            var (line, start) = (1, bytes.startIndex)
            var index = bytes.startIndex
            while index < bytes.endIndex {
                let byte = bytes[index]
                let next = bytes.index(after: index)
                if byte == 0x0A || byte == 0x0D {
                    if line == number { return String(content[start..<index]) }
                    let pair = byte == 0x0D && next < bytes.endIndex && bytes[next] == 0x0A
                    start = pair ? bytes.index(after: next) : next
                    line += 1
                    index = start
                } else {
                    index = next
                }
            }
            return line == number ? String(content[start...]) : nil
        }

        /// The number of the last line.
        var lastLine: Int {
            hasLines ? content.utf8.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } : 1
        }
    }

    /// Faults beyond this number are not listed: they mostly repeat one mistake.
    static let mostFaults = 500

    let directory: String
    let measures: [MeasureWord]
    private(set) var texts: [Text] = []
    private(set) var tables: [String: CSVTable?] = [:]
    private var found: [(place: Place, fault: ScenarioFault)] = []
    private var seen: Set<Finding> = []
    private var errors = 0

    private struct Finding: Hashable {
        var place: Place
        var message: String
    }

    init(directory: String, measures: [MeasureWord]) {
        self.directory = directory
        self.measures = measures
    }

    /// Adds a text and gives its number, for places in it.
    func addText(named name: String, _ content: String, hasLines: Bool = true) -> Int {
        texts.append(Text(name: name, hasLines: hasLines, content: content))
        return texts.count - 1
    }

    func error(_ place: Place, _ message: String, _ suggestion: String? = nil) {
        add(.error, place, message, suggestion)
    }

    func warn(_ place: Place, _ message: String, _ suggestion: String? = nil) {
        add(.warning, place, message, suggestion)
    }

    func note(_ place: Place, _ message: String) {
        add(.note, place, message, nil)
    }

    /// A fault of a value: what was expected there, against what stands there.
    func expected(_ what: String, at node: Written, _ suggestion: String? = nil) {
        error(node.place, "expected \(what), found \(node.described)", suggestion)
    }

    private func add(_ severity: ScenarioFault.Severity, _ place: Place, _ message: String, _ suggestion: String?) {
        guard seen.insert(Finding(place: place, message: message)).inserted else { return }
        if severity == .error {
            errors += 1
            if errors > Self.mostFaults { return }
        }
        let text = texts[place.text]
        var place = place
        var line = text.line(place.line)
        if line == nil {
            // The end of the file, where the line break of the last line has opened one more.
            place.line = text.lastLine
            line = text.line(place.line)
            place.column = (line?.unicodeScalars.count ?? 0) + 1
        }
        found.append(
            (
                place,
                ScenarioFault(
                    file: text.name, line: text.hasLines ? place.line : 0, column: line == nil ? 0 : place.column,
                    severity: severity, message: message, suggestion: suggestion, sourceLine: line)
            ))
    }

    var hasErrors: Bool { errors > 0 }

    /// All errors in order of place.
    var allErrors: [ScenarioFault] {
        var faults = sorted.filter { $0.severity == .error }
        if errors > Self.mostFaults, let last = faults.last {
            faults.append(
                ScenarioFault(
                    file: last.file, line: 0, column: 0,
                    message: "\(errors - Self.mostFaults) more faults are not listed"))
        }
        return faults
    }

    /// Everything that does not bar the scenario from being run, in order of place.
    var allWarnings: [ScenarioFault] { sorted.filter { $0.severity != .error } }

    private var sorted: [ScenarioFault] {
        found.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
            .map(\.element.fault)
    }

    /// The table in a file named relative to the scenario; nil, with a fault at `place`, when it cannot be read.
    func table(file: String, at place: Place) -> CSVTable? {
        let path = file.hasPrefix("/") ? file : directory.isEmpty ? file : directory + "/" + file
        if let known = tables[path] {
            // The fault of the table itself was told once; each place that names it still has no numbers.
            if known == nil { error(place, "this file cannot be used") }
            return known
        }
        var table: CSVTable?
        switch FileContent.read(path, mostBytes: FileContent.mostTableBytes) {
        case .failure(let refusal): error(place, "\(quote(file)) \(refusal.message)", refusal.suggestion)
        case .success(let bytes):
            switch TextDecoding.text(bytes) {
            case .failure(let refusal): error(place, "\(quote(file)) \(refusal.message)", refusal.suggestion)
            case .success(let text):
                let number = addText(named: path, text)
                table = CSVTable(text, number: number, reading: self)
            }
        }
        tables[path] = .some(table)
        return table
    }
}
