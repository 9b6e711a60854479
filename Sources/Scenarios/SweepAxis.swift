/// One value of a scenario that a sweep varies.
public struct SweepAxis: Sendable, Equatable {
    /// The path, with the sign of a relative change: `agents.*.staff+`. A column of every table is called so.
    public let name: String
    let values: Values

    enum Values: Sendable, Equatable {
        /// Values in YAML, as written.
        case list([String])
        /// Evenly spaced from one end to the other, both included; any number between them when there are no levels.
        case range(SweepRange, levels: Int?)
    }

    /// How many values there are; nil for any number between two ends.
    public var levels: Int? {
        switch values {
        case .list(let list): list.count
        case .range(_, let levels): levels
        }
    }

    /// The value at a level, from 0.
    func value(level: Int) -> String {
        switch values {
        case .list(let list): list[level]
        case .range(let range, let levels):
            range.text(at: levels.map { $0 > 1 ? Double(level) / Double($0 - 1) : 0 } ?? 0)
        }
    }

    /// The value at a coordinate of 0–1: each level has an equal part of it.
    func value(at coordinate: Double) -> String {
        if let levels { return value(level: min(levels - 1, max(0, Int(coordinate * Double(levels))))) }
        guard case .range(let range, _) = values else { return "" }
        return range.text(at: coordinate)
    }

    /// The change that a value stands for.
    func change(_ value: String) throws(ScenarioError) -> Change { try Change("\(name)=\(value)") }

    /// A value as it stands in a table: without the quotes that YAML needs.
    static func plain(_ value: String) -> String {
        guard value.count > 1, let quote = value.first, quote == "\"" || quote == "'", value.last == quote else {
            return value
        }
        let inside = value.dropFirst().dropLast()
        return inside.contains(quote) || inside.contains("\\") ? value : String(inside)
    }

    /// The axis that `--vary 'PATH=[a, b, c]'` names.
    public static func varied(_ text: String) throws(ScenarioError) -> SweepAxis {
        let changes = try Change.variations(text)
        var name = String(String.UnicodeScalarView(text.unicodeScalars.prefix(changes[0].valueColumn - 2)))
        while name.last == " " { name.removeLast() }
        return SweepAxis(name: name, values: .list(changes.map(\.value)))
    }
}

/// Two ends in one unit: `10` and `20`, `2 min` and `5 min`.
struct SweepRange: Sendable, Equatable {
    var from: Double
    var to: Double
    /// What follows the number: `%`, ` min`; empty for a number alone.
    var unit: String

    /// - Returns: nil when these are not two numbers with the same unit.
    init?(from: String, to: String) {
        guard let a = Self.parts(from), let b = Self.parts(to), a.unit == b.unit else { return nil }
        (self.from, self.to, unit) = (a.number, b.number, a.unit)
    }

    private static func parts(_ text: String) -> (number: Double, unit: String)? {
        let end = text.lastIndex { $0.isASCII && $0.isNumber }.map { text.index(after: $0) } ?? text.startIndex
        return Decimal.value(text[..<end]).map { ($0, String(text[end...])) }
    }

    /// The value so far from one end to the other, to twelve digits: what was computed in binary shows none of its tail.
    func text(at share: Double) -> String {
        let value = share >= 1 ? to : from + (to - from) * share
        let largest = max(abs(from), abs(to))
        var scale = 1.0
        var size = largest
        while size < 1e11, scale < 1e15, size > 0 { (size, scale) = (size * 10, scale * 10) }
        let text = Decimal.text((value * scale).rounded() / scale) + unit
        return unit.isEmpty ? text : "\"\(text)\""
    }
}
