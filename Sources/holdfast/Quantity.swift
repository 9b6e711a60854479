/// Numbers as a reader of a screen wants them.
enum Quantity {
    static let none = "–"

    /// A share as `79.7 %`; what would round to 0 or 100 without being it says so.
    static func share(_ share: Double?) -> String {
        guard let share else { return none }
        if share > 0, share < 0.0005 { return "< 0.1 %" }
        if share < 1, share >= 0.9995 { return "> 99.9 %" }
        return fixed(share * 100, 1) + " %"
    }

    /// A time as `8.7 s`, `3.4 min` or `2.0 h`.
    static func span(_ seconds: Double?) -> String {
        guard let seconds else { return none }
        if seconds > 0, seconds < 0.05 { return "< 0.1 s" }
        if seconds < 120 { return fixed(seconds, 1) + " s" }
        if seconds < 7200 { return fixed(seconds / 60, 1) + " min" }
        if seconds < 1e9 { return fixed(seconds / 3600, 1) + " h" }
        return "> 30 years"
    }

    /// A time that somebody chose, in the largest unit that needs no decimals: `20 s`, `30 min`.
    static func time(_ seconds: Double) -> String {
        if seconds >= 3600, seconds.truncatingRemainder(dividingBy: 3600) == 0 { return "\(plain(seconds / 3600)) h" }
        if seconds >= 60, seconds.truncatingRemainder(dividingBy: 60) == 0 { return "\(plain(seconds / 60)) min" }
        return "\(plain(seconds)) s"
    }

    /// A time as it stands behind "per": `30 min`, but `hour` for 1 h.
    static func one(_ seconds: Double) -> String {
        let names: [Double: String] = [1: "second", 60: "minute", 3600: "hour", 86_400: "day"]
        return names[seconds] ?? time(seconds)
    }

    /// A share that somebody typed, with its unit set off.
    static func bound(_ text: String) -> String {
        text.hasSuffix("%") ? text.dropLast().filter { $0 != " " } + " %" : text
    }

    /// A number without needless decimals: `360`, `12.5`.
    static func plain(_ value: Double) -> String {
        let rounded = (value * 1e6).rounded() / 1e6
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : "\(rounded)"
    }

    /// A number with this many decimals, rounded half away from zero.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let units = (abs(value) * scale).rounded()
        guard units < 1e15 else { return "\(value)" }
        let whole = Int(units)
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(whole) }
        let digits = String(whole % Int(scale))
        let zeros = String(repeating: "0", count: decimals - digits.count)
        return "\(sign)\(whole / Int(scale)).\(zeros)\(digits)"
    }
}
