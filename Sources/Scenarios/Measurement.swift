/// A number and its unit, as people write them: `20 s`, `80 %`, `2 per min`.
package enum Measurement {
    /// Seconds in each unit of time, the units that a scenario knows.
    static let timeUnits: [(name: String, seconds: Double)] = [
        ("ms", 0.001), ("s", 1), ("min", 60), ("h", 3600), ("d", 86_400),
    ]
    /// Longer spans than this (some thousand years) are taken for a slip.
    static let longestSeconds: Double = 1e11

    /// The number and the unit of a text; the unit is empty when there is none.
    package static func parts(_ text: String) -> (number: Substring, unit: Substring) {
        let number = text.prefix { $0.isASCII && ($0.isWholeNumber || ".+-_,".contains($0)) }
        let rest = text[number.endIndex...]
        if let letter = rest.first, letter == "e" || letter == "E" {
            let exponent = rest.dropFirst().prefix { $0.isASCII && ($0.isWholeNumber || "+-".contains($0)) }
            if !exponent.isEmpty {
                return (text[..<exponent.endIndex], rest[exponent.endIndex...].drop(while: isSpace))
            }
        }
        return (number, rest.drop(while: isSpace))
    }

    /// Plain, no-break, thin and narrow no-break spaces, all of which people put before a unit.
    static func isSpace(_ character: Character) -> Bool { " \u{A0}\u{2009}\u{202F}".contains(character) }

    /// Seconds of a span of time; a plain 0 needs no unit.
    package static func duration(_ text: String) -> Double? {
        let (number, unit) = parts(text)
        guard let value = Decimal.value(number) else { return nil }
        if unit.isEmpty { return value == 0 ? 0 : nil }
        guard let seconds = timeUnits.first(where: { $0.name == unit })?.seconds else { return nil }
        let length = value * seconds
        return length.magnitude <= longestSeconds ? length : nil
    }

    /// How to mend a text that is almost a span of time.
    package static func mendDuration(_ text: String) -> String? {
        let (number, unit) = parts(text)
        guard let value = Decimal.value(number) else {
            return unit.isEmpty || timeUnits.contains { $0.name == unit }
                ? Decimal.mend(String(number)) : Decimal.mend(text)
        }
        if unit.isEmpty {
            if value < 0 { return nil }
            return "name the unit: \(number) ms, \(number) s, \(number) min, \(number) h or \(number) d"
        }
        if timeUnits.contains(where: { $0.name == unit }) {
            return value > 0 ? "a span of time is at most \(Decimal.text(longestSeconds)) s" : nil
        }
        let known = [
            "sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "minute": "min",
            "minutes": "min", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d",
            "msec": "ms", "millisecond": "ms", "milliseconds": "ms",
        ]
        if let meant = known[unit.lowercased()] ?? timeUnits.first(where: { $0.name == unit.lowercased() })?.name {
            return "write \(number) \(meant)"
        }
        return "the units are ms, s, min, h and d"
    }

    /// A share between 0 and 1 from `80%`, `80 %` or `0.8`.
    package static func share(_ text: String, quoted: Bool) -> Double? {
        let (number, unit) = parts(text)
        guard let value = Decimal.value(number) else { return nil }
        let share: Double
        switch unit {
        case "%": share = value / 100
        case "" where !quoted: share = value
        default: return nil
        }
        return share >= 0 && share <= 1 ? share : nil
    }

    /// How to mend a text that is almost a share.
    package static func mendShare(_ text: String, quoted: Bool) -> String? {
        let (number, unit) = parts(text)
        guard let value = Decimal.value(number) else {
            return unit.isEmpty || unit == "%" ? Decimal.mend(String(number)) : nil
        }
        if unit.isEmpty {
            if quoted, value >= 0, value <= 1 { return "write it without quotes" }
            return value > 1 && value <= 100 ? "write \(number)%: without the sign, 1 means 100 %" : nil
        }
        if unit == "%" { return "a share lies between 0 and 100 %" }
        return nil
    }

    /// A rate per second from `2 per min`.
    static func rate(_ text: String) -> Double? {
        let (number, unit) = parts(text)
        guard let value = Decimal.value(number) else { return nil }
        if unit.isEmpty { return value == 0 ? 0 : nil }
        guard unit.hasPrefix("per ") else { return nil }
        let name = unit.dropFirst(4).drop(while: isSpace)
        guard let seconds = timeUnits.first(where: { $0.name == name })?.seconds else { return nil }
        return value / seconds
    }

    /// Seconds after midnight from `07:00` or `07:00:30`; hours to 48, for nights that stay open.
    static func clock(_ text: some StringProtocol) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, (1...2).contains(parts[0].utf8.count) else { return nil }
        var values: [Double] = []
        for part in parts {
            guard part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let value = Int(part) else { return nil }
            values.append(Double(value))
        }
        guard parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }), values[1] < 60, values.count < 3 || values[2] < 60
        else { return nil }
        let seconds = values[0] * 3600 + values[1] * 60 + (values.count == 3 ? values[2] : 0)
        return seconds <= 172_800 ? seconds : nil
    }

    /// A clock time as people write it: `07:00`, with seconds where there are any.
    static func clockText(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let minutes = two(whole / 3600) + ":" + two(whole / 60 % 60)
        return whole % 60 == 0 ? minutes : minutes + ":" + two(whole % 60)
    }

    /// A span of time in the largest unit that keeps it whole: `30 min`.
    static func durationText(_ seconds: Double) -> String {
        if seconds == 0 { return "0 s" }
        for unit in timeUnits.reversed() {
            let count = seconds / unit.seconds
            if count >= 1, count == count.rounded() { return "\(Decimal.text(count)) \(unit.name)" }
        }
        return "\(seconds) s"
    }
}
