import Scenarios

/// Spans of time, shares and counts as people type them behind an option, read as in a scenario.
enum ArgumentQuantities {
    /// Why a text is not the quantity, as a sentence.
    struct Fault: Error, CustomStringConvertible {
        var description: String

        init(_ expected: String, found text: String, mend: String? = nil) {
            description = "expected \(expected), found \"\(text)\"" + (mend.map { "; \($0)" } ?? "")
        }
    }

    /// Seconds from `20s`, `20 s`, `4min` or `1.5 h`, above 0.
    static func duration(_ text: String) throws -> Double {
        guard let seconds = Measurement.duration(text) else {
            throw Fault("a time such as 20s, 4min or 1h", found: text, mend: Measurement.mendDuration(text))
        }
        guard seconds > 0 else { throw Fault("a time above 0", found: text) }
        return seconds
    }

    /// A share of 0–1 from `80%`, `80 %` or `0.8`, both ends left out.
    static func share(_ text: String) throws -> Double {
        guard let share = Measurement.share(text, quoted: false) else {
            throw Fault("a share such as 80% or 0.8", found: text, mend: Measurement.mendShare(text, quoted: false))
        }
        guard share > 0, share < 1 else { throw Fault("a share above 0 and below 100%", found: text) }
        return share
    }

    /// A number above 0, such as 360 or 12.5.
    static func positive(_ text: String) throws -> Double {
        guard let value = Decimal.value(text), value > 0 else { throw Fault("a number above 0", found: text) }
        return value
    }

    /// A seed: any whole number that 64 bits hold.
    static func seed(_ text: String) throws -> UInt64 {
        guard let value = UInt64(text) else { throw Fault("a whole number from 0 to \(UInt64.max)", found: text) }
        return value
    }

    /// A whole number from 1 to `most`, such as 50.
    static func count(upTo most: Int) -> @Sendable (String) throws -> Int {
        { text in
            guard let value = Int(text), (1...most).contains(value) else {
                throw Fault("a whole number from 1 to \(most)", found: text)
            }
            return value
        }
    }
}
