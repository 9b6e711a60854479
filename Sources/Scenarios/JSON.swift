/// A JSON value whose keys keep their order, for the schema.
enum JSON: Sendable, Equatable {
    case text(String)
    case number(Double)
    case bool(Bool)
    case list([JSON])
    case map([(String, JSON)])

    static func == (a: JSON, b: JSON) -> Bool { a.rendered() == b.rendered() }

    /// The value of a key of this map.
    subscript(key: String) -> JSON? {
        if case .map(let pairs) = self { pairs.first { $0.0 == key }?.1 } else { nil }
    }

    /// This map with further keys.
    func with(_ more: [(String, JSON)]) -> JSON {
        if case .map(let pairs) = self { .map(pairs + more) } else { self }
    }

    func rendered(indent: Int = 0) -> String {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let value): return Decimal.text(value)
        case .bool(let value): return value ? "true" : "false"
        case .list(let list):
            if list.isEmpty { return "[]" }
            let simple = list.allSatisfy { if case .text = $0 { true } else { false } }
            if simple { return "[" + list.map { $0.rendered() }.joined(separator: ", ") + "]" }
            return "[\n" + list.map { inner + $0.rendered(indent: indent + 1) }.joined(separator: ",\n") + "\n\(outer)]"
        case .map(let pairs):
            if pairs.isEmpty { return "{}" }
            let lines = pairs.map { inner + Self.quoted($0.0) + ": " + $0.1.rendered(indent: indent + 1) }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSON...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) { self = .map(elements) }
}
