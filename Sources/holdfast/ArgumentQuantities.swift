/// Spans of time, shares and counts as people type them behind an option, in the words of a scenario.
enum ArgumentQuantities {
    /// Why a text is not the quantity, as a sentence.
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    static let secondsInUnit: [(unit: String, seconds: Double)] = [
        ("ms", 0.001), ("s", 1), ("min", 60), ("h", 3600), ("d", 86_400),
    ]

    /// Seconds from `20s`, `20 s`, `4min` or `1.5 h`, above 0.
    static func duration(_ text: String) throws -> Double {
        let (number, unit) = split(text)
        guard let value = number else {
            throw Fault(description: "expected a time such as 20s, 4min or 1h, found \"\(text)\"")
        }
        if unit.isEmpty {
            throw Fault(description: "expected a time with its unit, such as \(text)s or \(text)min, found \"\(text)\"")
        }
        guard let seconds = secondsInUnit.first(where: { $0.unit == unit })?.seconds else {
            throw Fault(description: "expected a unit among ms, s, min, h and d, found \"\(unit)\" in \"\(text)\"")
        }
        guard value > 0, value * seconds <= 1e9 else {
            throw Fault(description: "expected a time above 0 and of at most 1000000000 s, found \"\(text)\"")
        }
        return value * seconds
    }

    /// A share of 0–1 from `80%`, `80 %` or `0.8`, both ends left out.
    static func share(_ text: String) throws -> Double {
        let (number, unit) = split(text)
        guard let value = number, unit == "%" || unit.isEmpty else {
            throw Fault(description: "expected a share such as 80% or 0.8, found \"\(text)\"")
        }
        if unit.isEmpty, value >= 1 {
            throw Fault(description: "expected a share such as 80% or 0.8, found \"\(text)\"; did you mean \(text)%?")
        }
        let share = unit == "%" ? value / 100 : value
        guard share > 0, share < 1 else {
            throw Fault(description: "expected a share above 0 and below 100%, found \"\(text)\"")
        }
        return share
    }

    /// A number above 0, such as 360 or 12.5.
    static func positive(_ text: String) throws -> Double {
        let (number, unit) = split(text)
        guard let value = number, unit.isEmpty, value > 0 else {
            throw Fault(description: "expected a number above 0, found \"\(text)\"")
        }
        return value
    }

    /// A whole number from 1 to `most`, such as 50.
    static func count(upTo most: Int) -> @Sendable (String) throws -> Int {
        { text in
            guard let value = Int(text), (1...most).contains(value) else {
                throw Fault(description: "expected a whole number from 1 to \(most), found \"\(text)\"")
            }
            return value
        }
    }

    /// The decimal number at the start of a text (nil when there is none, or it is not finite), and what follows it.
    static func split(_ text: String) -> (number: Double?, unit: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
        let unit = text[digits.endIndex...].drop { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }
        let value = digits.hasPrefix("+") ? nil : Double(String(digits))
        return (value.flatMap { $0.isFinite ? $0 : nil }, String(unit))
    }
}
