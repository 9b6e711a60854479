/// Numbers as people write them: decimal digits, at most one point, perhaps an exponent.
package enum Decimal {
    /// The value of a text that is nothing but one finite decimal number; nil for all else, `0x10`, `1_000`, `010`,
    /// `.inf` and `1e999` included.
    package static func value(_ text: some StringProtocol) -> Double? {
        let bytes = Array(text.utf8)
        var index = 0
        if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
        let whole = digits(bytes, &index)
        if whole.count > 1, bytes[whole.lowerBound] == 0x30 { return nil }
        var fraction = 0..<0
        if index < bytes.count, bytes[index] == 0x2E {
            index += 1
            fraction = digits(bytes, &index)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        if index < bytes.count, bytes[index] | 0x20 == 0x65 {
            index += 1
            if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
            if digits(bytes, &index).isEmpty { return nil }
        }
        guard index == bytes.count, let value = Double(String(text)), value.isFinite else { return nil }
        return value
    }

    private static func digits(_ bytes: [UInt8], _ index: inout Int) -> Range<Int> {
        let start = index
        while index < bytes.count, 0x30...0x39 ~= bytes[index] { index += 1 }
        return start..<index
    }

    /// How to mend a text that is almost a number.
    static func mend(_ text: String) -> String? {
        let lower = text.lowercased()
        let signless = lower.drop { $0 == "-" || $0 == "+" }
        if [".inf", ".nan", "inf", "nan", "infinity"].contains(String(signless)) { return "numbers are finite" }
        if signless.hasPrefix("0x") || signless.hasPrefix("0b") || signless.hasPrefix("0o") {
            return "write the number in decimal digits"
        }
        if lower.contains("_"), value(lower.replacing("_", with: "")) != nil {
            return "write it without underscores: \(lower.replacing("_", with: ""))"
        }
        if signless.count > 1, signless.hasPrefix("0"), signless.allSatisfy(\.isWholeNumber) {
            let plain = signless.drop { $0 == "0" }
            return "write \(plain.isEmpty ? "0" : plain): a leading zero means octal to some readers of YAML"
        }
        if signless.contains(","), signless.allSatisfy({ $0.isWholeNumber || $0 == "," || $0 == "." }) {
            return "decimals are written with a point, and thousands without a mark"
        }
        if let exponent = signless.firstIndex(of: "e"), value(signless[..<exponent]) != nil,
            value("1" + signless[exponent...]) == nil, Double(String(signless)) != nil
        {
            return "numbers are finite"
        }
        return nil
    }

    /// A number without needless digits: `3`, `2.5`.
    package static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return "\(value)"
    }
}
