/// A JSON value that keeps the order of its keys, and prints the same bytes for the same value.
enum JSONValue {
    case null
    case bool(Bool)
    case string(String)
    /// Infinite and undefined numbers print as null: JSON has no word for them.
    case number(Double)
    case whole(UInt64)
    case array([JSONValue])
    case object([(String, JSONValue)])

    static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    static func whole(_ value: Int) -> JSONValue { .number(Double(value)) }

    /// Indented by two spaces; what holds only plain values stands on one line.
    func text(indent: Int = 0) -> String {
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .string(let value): return Self.quoted(value)
        case .number(let value): return Self.shortest(value)
        case .whole(let value): return String(value)
        case .array(let values):
            return Self.wrap(values.map { ("", $0) }, "[", "]", isFlat, indent)
        case .object(let pairs):
            return Self.wrap(pairs.map { (Self.quoted($0.0) + ": ", $0.1) }, "{", "}", isFlat, indent)
        }
    }

    private var isFlat: Bool {
        switch self {
        case .array(let values): values.allSatisfy(\.isPlain)
        case .object(let pairs): pairs.allSatisfy(\.1.isPlain)
        default: true
        }
    }

    private var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private static func wrap(
        _ parts: [(key: String, value: JSONValue)], _ open: String, _ close: String, _ isFlat: Bool, _ indent: Int
    ) -> String {
        if parts.isEmpty || isFlat {
            return open + parts.map { $0.key + $0.value.text() }.joined(separator: ", ") + close
        }
        let space = String(repeating: " ", count: indent + 2)
        let lines = parts.map { space + $0.key + $0.value.text(indent: indent + 2) }
        return open + "\n" + lines.joined(separator: ",\n") + "\n" + String(repeating: " ", count: indent) + close
    }

    /// The shortest decimal that reads back as the same number.
    static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == 0 { return "0" }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..<" ":
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
