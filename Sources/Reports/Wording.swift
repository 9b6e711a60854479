import Measures

/// Numbers as people read them: rounded to what the interval supports, with their unit.
struct Wording {
    let palette: Palette

    /// A value and its margin, as `79.7 %` and `± 2.1`.
    struct Figure: Equatable {
        var value: String
        /// Empty without an interval.
        var margin: String

        var joined: String { margin.isEmpty ? value : value + " " + margin }
    }

    func figure(_ estimate: Estimate, _ unit: Measure.Unit) -> Figure {
        guard let value = estimate.value else { return Figure(value: "no data", margin: "") }
        let scale = Scale(unit, value)
        guard let low = estimate.low, let high = estimate.high else {
            return Figure(value: scale.text(value, decimals: scale.decimals(margin: nil)), margin: "")
        }
        if unit == .share, value == 0 || value == 1, high - low < 0.001 {
            let margin = low == high ? "\(palette.plusMinus) 0.0" : value == 0 ? "(< 0.1)" : "(> 99.9)"
            return Figure(value: scale.text(value, decimals: 1), margin: margin)
        }
        if unit == .count, value == 0, low == 0, high > 0 {
            return Figure(value: "0", margin: "(< \(Scale.fixedUp(high)))")
        }
        let down = value - low
        let up = high - value
        let decimals = scale.decimals(margin: (high - low) / 2)
        let shown = scale.text(value, decimals: decimals)
        // Near a bound of what is possible an interval is lopsided, and ± would claim too much on one side.
        if abs(up - down) > Self.lopsided * max(up, down) {
            return Figure(
                value: shown,
                margin: "(\(scale.number(low, decimals: decimals)) to \(scale.number(high, decimals: decimals)))")
        }
        return Figure(
            value: shown, margin: "\(palette.plusMinus) \(scale.number((high - low) / 2, decimals: decimals))")
    }

    /// By how much the sides of an interval differ, as a share of the longer, where ± is no longer said.
    static let lopsided = 0.2

    /// A bound as somebody wrote it: `80 %`, `20 s`, `2.5`.
    static func bound(_ value: Double, _ unit: Measure.Unit) -> String {
        switch unit {
        case .share: plain(value * 100) + " %"
        case .seconds: Measure.spanText(value)
        case .hours: plain(value) + " h"
        case .count, .ratio, .money: plain(value)
        }
    }

    /// A number without needless decimals.
    static func plain(_ value: Double) -> String {
        let rounded = (value * 1e6).rounded() / 1e6
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? grouped(Int(rounded)) : "\(rounded)"
    }

    /// A number of agents, which breaks and absences may have made a broken one: `12`, `11.6`.
    static func agents(_ number: Double) -> String {
        let tenths = (number * 10).rounded() / 10
        return Scale.fixed(tenths, tenths == tenths.rounded() ? 0 : 1)
    }

    /// `1,700`.
    static func grouped(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// Seconds of work or waiting, for remarks: `0.1 s`, `4 min`.
    static func span(_ seconds: Double) -> String {
        if seconds < 0.1 { return Scale.fixed(seconds * 1000, 0) + " ms" }
        if seconds < 10 { return Scale.fixed(seconds, 1) + " s" }
        if seconds < 120 { return Scale.fixed(seconds, 0) + " s" }
        if seconds < 7200 { return Scale.fixed(seconds / 60, 0) + " min" }
        return Scale.fixed(seconds / 3600, 0) + " h"
    }

    /// A guess at how long something will take: `less than 1 s`, `2 s`, `4 min`.
    static func forecast(_ seconds: Double) -> String {
        if seconds < 1 { return "less than 1 s" }
        return seconds < 10 ? Scale.fixed(seconds, 0) + " s" : span(seconds)
    }

    /// `1 day`, `1,700 days`.
    static func counted(_ number: Int, _ one: String, _ many: String) -> String {
        grouped(number) + " " + (number == 1 ? one : many)
    }
}

/// The unit in which a value is shown, and how fine.
struct Scale {
    private let unit: Measure.Unit
    private let factor: Double
    private let suffix: String

    init(_ unit: Measure.Unit, _ value: Double) {
        self.unit = unit
        switch unit {
        case .share: (factor, suffix) = (100, " %")
        case .seconds:
            let size = abs(value)
            (factor, suffix) = size < 120 ? (1, " s") : size < 7200 ? (1 / 60, " min") : (1 / 3600, " h")
        case .hours: (factor, suffix) = (1, " h")
        case .count, .ratio, .money: (factor, suffix) = (1, "")
        }
    }

    /// Enough for two digits of the margin, not more than three.
    func decimals(margin: Double?) -> Int {
        let usual = unit == .ratio || unit == .money ? 2 : 1
        guard let margin, margin > 0 else { return usual }
        let shown = margin * factor
        if shown >= 100 { return 0 }
        return shown >= 0.095 ? usual : shown >= 0.0095 ? 2 : 3
    }

    func text(_ value: Double, decimals: Int) -> String { number(value, decimals: decimals) + suffix }

    func number(_ value: Double, decimals: Int) -> String { Self.fixed(value * factor, decimals) }

    /// A bound above, rounded up to one digit: `3`, `0.03`.
    static func fixedUp(_ value: Double) -> String {
        var decimals = 0
        var size = value
        while size < 1 && decimals < 6 {
            size *= 10
            decimals += 1
        }
        var power = 1.0
        for _ in 0..<decimals { power *= 10 }
        return fixed((value * power - 1e-9).rounded(.up) / power, decimals)
    }

    /// A share in running text: `12.3 %`.
    static func percent(_ share: Double) -> String { fixed(share * 100, 1) + " %" }

    /// Rounded half away from zero, thousands set off.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        var power = 1.0
        for _ in 0..<decimals { power *= 10 }
        let units = (abs(value) * power).rounded()
        guard units < 1e15 else { return "\(value)" }
        let whole = Int(units) / Int(power)
        let sign = value < 0 && units > 0 ? "-" : ""
        guard decimals > 0 else { return sign + Wording.grouped(whole) }
        let rest = String(Int(units) % Int(power))
        return sign + Wording.grouped(whole) + "." + String(repeating: "0", count: decimals - rest.count) + rest
    }
}
