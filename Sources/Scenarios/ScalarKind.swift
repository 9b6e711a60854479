/// What one value may be: how it is read, what is expected of it, and how its schema looks.
enum ScalarKind: Sendable, Equatable {
    enum Range: Sendable, Equatable { case any, zeroOrMore, positive }

    /// Any text that is not empty.
    case text(String)
    /// One of these words.
    case word([String])
    case boolean
    case number(Range)
    /// A whole number between two bounds, both included.
    case whole(Int, Int)
    /// A span of time, in seconds once read.
    case duration(positive: Bool)
    /// Between 0 and 1 once read.
    case share
    /// Seconds after midnight once read.
    case clock
    /// Per second once read.
    case rate
    /// Days of the week: `fri`, `sun-thu`.
    case weekdays
    /// The bound of a target, whose unit depends on the measure.
    case bound

    /// In words that follow "expected".
    var expected: String {
        switch self {
        case .text(let noun): noun
        case .word(let words): enumerate(words, "or")
        case .boolean: "true or false"
        case .number(.any): "a number"
        case .number(.zeroOrMore): "a number of zero or more"
        case .number(.positive): "a number above zero"
        case .whole(let from, .max): "a whole number from \(from)"
        case .whole(let from, let to) where from == to: "\(from)"
        case .whole(let from, let to): "a whole number from \(from) to \(to)"
        case .duration(positive: false): "a span of time such as 20 s, 30 min or 1.5 h"
        case .duration(positive: true): "a span of time above zero, such as 20 s, 30 min or 1.5 h"
        case .share: "a share such as 80% or 0.8"
        case .clock: "a clock time such as \"07:00\""
        case .rate: "a rate such as 2 per min"
        case .weekdays: "days of the week such as fri or sun-thu"
        case .bound: "a share, a span of time or a number"
        }
    }

    /// The number that a value stands for, when it is of this kind; a word or a text stands for 0.
    func value(_ scalar: Written.Scalar) -> Double? {
        if scalar.isNothing { return nil }
        let text = scalar.text
        switch self {
        case .text: return text.contains { !$0.isWhitespace } ? 0 : nil
        case .word(let words): return words.contains(text) ? 0 : nil
        case .boolean: return scalar.quoted ? nil : text == "true" ? 1 : text == "false" ? 0 : nil
        case .number(let range):
            guard !scalar.quoted, let value = Decimal.value(text) else { return nil }
            switch range {
            case .any: return value
            case .zeroOrMore: return value >= 0 ? value : nil
            case .positive: return value > 0 ? value : nil
            }
        case .whole(let from, let to):
            guard !scalar.quoted, let value = Decimal.value(text), value == value.rounded(), value.magnitude <= 9e15,
                value >= Double(from), value <= Double(to)
            else { return nil }
            return value
        case .duration(let positive):
            guard let seconds = Measurement.duration(text), positive ? seconds > 0 : seconds >= 0 else { return nil }
            return seconds
        case .share: return Measurement.share(text, quoted: scalar.quoted)
        case .clock: return Measurement.clock(text)
        case .rate:
            guard let rate = Measurement.rate(text), rate >= 0 else { return nil }
            return rate
        case .weekdays: return Weekdays.days(text) == nil ? nil : 0
        case .bound:
            // Whether it fits the measure is told when the target is read.
            return Decimal.value(text) ?? Measurement.duration(text) ?? Measurement.share(text, quoted: true) ?? 0
        }
    }

    /// How to mend a value that is almost of this kind.
    func mend(_ scalar: Written.Scalar) -> String? {
        let text = scalar.text
        switch self {
        case .text, .bound: return nil
        case .word(let words): return Suggestion.sentence(for: text, among: words)
        case .boolean:
            switch text.lowercased() {
            case "yes", "on", "y", "true": return "write true"
            case "no", "off", "n", "false": return "write false"
            default: return nil
            }
        case .number, .whole:
            if scalar.quoted, value(.init(text: text, quoted: false)) != nil { return "write it without quotes" }
            return Decimal.mend(text)
        case .duration: return Measurement.mendDuration(text)
        case .share: return Measurement.mendShare(text, quoted: scalar.quoted)
        case .clock:
            if let hours = Int(text), (0...48).contains(hours) {
                return "write \"\(hours < 10 ? "0" : "")\(hours):00\""
            }
            return nil
        case .rate:
            let (number, unit) = Measurement.parts(text)
            return unit.isEmpty && Decimal.value(number) != nil
                ? "name the unit: \(number) per s, \(number) per min or \(number) per h" : nil
        case .weekdays: return "the days are \(Weekdays.names.joined(separator: ", "))"
        }
    }

    /// The schema of a value of this kind.
    var schema: JSON {
        switch self {
        case .text: ["type": ["string", "number", "boolean"]]
        case .word(let words): ["enum": .list(words.map { .text($0) })]
        case .boolean: ["type": "boolean"]
        case .number(.any): ["type": "number"]
        case .number(.zeroOrMore): ["type": "number", "minimum": 0]
        case .number(.positive): ["type": "number", "exclusiveMinimum": 0]
        case .whole(let from, .max): ["type": "integer", "minimum": .number(Double(from))]
        case .whole(let from, let to):
            ["type": "integer", "minimum": .number(Double(from)), "maximum": .number(Double(to))]
        case .duration: ["$ref": "#/$defs/duration"]
        case .share: ["$ref": "#/$defs/share"]
        case .clock: ["$ref": "#/$defs/clock"]
        case .rate: ["$ref": "#/$defs/rate"]
        case .weekdays: ["$ref": "#/$defs/weekdays"]
        case .bound: ["type": ["number", "string"]]
        }
    }
}
