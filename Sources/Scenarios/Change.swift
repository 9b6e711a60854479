/// A change of a scenario for one run, as it is typed: `PATH=VALUE`, `PATH*=1.1` or `PATH+=1`.
///
/// A path is `a.b[2].c`: keys with points between them, entries of lists counted from 0 in brackets, `*` for all keys of
/// a map and `[*]` for all entries of a list; names that hold points, spaces or signs stand in quotes. The value is YAML.
public struct Change: Sendable, Equatable {
    enum Step: Sendable, Equatable {
        case name(String)
        case index(Int)
        case all
    }

    enum Operation: Sendable, Equatable { case set, multiply, add }

    /// As typed.
    public let text: String
    let path: [Step]
    /// The column of each step in `text`, from 1.
    let columns: [Int]
    let operation: Operation
    let value: String
    let valueColumn: Int

    /// - Throws: `ScenarioError` with one fault, whose column is that in `text`.
    public init(_ text: String) throws(ScenarioError) {
        self.text = text
        var parser = PathParser(text)
        do {
            (path, columns, operation) = try parser.parse()
        } catch {
            throw ScenarioError(
                faults: [
                    ScenarioFault(
                        file: "--set", line: 0, column: error.column, message: error.message,
                        suggestion:
                            "such as customers.retail.patience.exponential.mean=\"3 min\" or agents.*.staff*=1.1",
                        sourceLine: text)
                ])
        }
        valueColumn = parser.position + 1
        value = String(String.UnicodeScalarView(parser.scalars[parser.position...]))
    }

    /// The path up to a step, as typed.
    func path(upTo step: Int) -> String {
        let end = step < columns.count ? columns[step] - 1 : columns.last ?? 0
        return String(String.UnicodeScalarView(Array(text.unicodeScalars).prefix(end)))
    }
}

/// Takes the path and the sign of a change apart.
private struct PathParser {
    let scalars: [Unicode.Scalar]
    var position = 0

    struct Failure: Error {
        var message: String
        var column: Int
    }

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func parse() throws(Failure) -> ([Change.Step], [Int], Change.Operation) {
        var path: [Change.Step] = []
        var columns: [Int] = []
        while true {
            skipSpaces()
            columns.append(position + 1)
            if peek() == "[" {
                path.append(try bracket())
            } else {
                path.append(try name())
            }
            skipSpaces()
            if let operation = operation() { return (path, columns, operation) }
            if peek() == "." {
                position += 1
                if peek() == "[" { throw fault("expected a name after a point, found [") }
            } else if peek() != "[" {
                throw fault(
                    position >= scalars.count
                        ? "expected PATH=VALUE, found no =" : "expected a point, a bracket or = here")
            }
        }
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func skipSpaces() { while peek() == " " { position += 1 } }

    private mutating func operation() -> Change.Operation? {
        if peek() == "=" {
            position += 1
            return .set
        }
        guard peek(1) == "=", peek() == "*" || peek() == "+" else { return nil }
        position += 2
        return scalars[position - 2] == "*" ? .multiply : .add
    }

    private mutating func name() throws(Failure) -> Change.Step {
        if let quote = peek(), quote == "\"" || quote == "'" {
            position += 1
            let start = position
            while let scalar = peek(), scalar != quote { position += 1 }
            guard peek() == quote else { throw fault("expected a closing quote") }
            position += 1
            return .name(String(String.UnicodeScalarView(scalars[start..<(position - 1)])))
        }
        // A star is a step of its own only where a name would start: `staff*=2` multiplies.
        if peek() == "*" {
            position += 1
            return .all
        }
        let start = position
        while let scalar = peek(), !".[]=*\"'".unicodeScalars.contains(scalar) {
            if scalar == "+", peek(1) == "=" { break }
            position += 1
        }
        var end = position
        while end > start, scalars[end - 1] == " " { end -= 1 }
        guard end > start else { throw fault("expected a name") }
        return .name(String(String.UnicodeScalarView(scalars[start..<end])))
    }

    private mutating func bracket() throws(Failure) -> Change.Step {
        position += 1
        let start = position
        while let scalar = peek(), scalar != "]" { position += 1 }
        guard peek() == "]" else { throw fault("expected a closing bracket") }
        let inside = String(String.UnicodeScalarView(scalars[start..<position]))
        position += 1
        if inside == "*" { return .all }
        guard !inside.isEmpty, inside.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let index = Int(inside) else {
            throw Failure(
                message: "expected a whole number or * in brackets, found \(quote(inside))", column: start + 1)
        }
        return .index(index)
    }

    private func fault(_ message: String) -> Failure { Failure(message: message, column: position + 1) }
}
