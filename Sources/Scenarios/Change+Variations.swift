extension Change {
    /// The last name of the path with what it is set to: `staff+=1` of `agents.*.staff+=1`.
    public var short: String {
        guard case .name = path.last, let column = columns.last else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(column - 1)))
    }

    /// The changes that `PATH=[a, b, c]` or `PATH=a,b,c` stands for, each with one of the values: `PATH=a`, `PATH=b`,
    /// `PATH=c`.
    ///
    /// The list is YAML's flow form, its own brackets may be left away; what stands in it may be any value, lists and maps
    /// included. `PATH*=…` and `PATH+=…` vary by factors and by what is added.
    ///
    /// - Throws: `ScenarioError` with one fault, whose column is that in `text`.
    public static func variations(_ text: String) throws(ScenarioError) -> [Change] {
        let whole = try Change(text)
        func fault(_ message: String) -> ScenarioError {
            ScenarioError(
                faults: [
                    ScenarioFault(
                        file: "--vary", line: 0, column: whole.valueColumn, message: message,
                        suggestion: "such as agents.seniors.staff=[10, 11, 12] or agents.*.staff+=[0, 1, 2]",
                        sourceLine: text)
                ])
        }
        let trimmed = Self.trimmed(Array(whole.value.unicodeScalars))
        let bare = Self.entries(of: trimmed[...])
        let isBracketed = bare.count == 1 && trimmed.first == "[" && trimmed.last == "]"
        guard isBracketed || bare.count > 1 else {
            throw fault("expected values with commas between them, found \(quote(whole.value))")
        }
        let values = isBracketed ? Self.entries(of: trimmed.dropFirst().dropLast()) : bare
        guard !values.isEmpty, values.allSatisfy({ !$0.isEmpty }) else {
            throw fault("expected values between the commas, found \(quote(whole.value))")
        }
        let path = String(String.UnicodeScalarView(text.unicodeScalars.prefix(whole.valueColumn - 1)))
        return try values.map { (value) throws(ScenarioError) in try Change(path + value) }
    }

    /// Entries of a flow list: split at commas that stand in no brackets, braces or quotes.
    private static func entries(of inside: ArraySlice<Unicode.Scalar>) -> [String] {
        var entries: [[Unicode.Scalar]] = [[]]
        var depth = 0
        var open: Unicode.Scalar?
        for scalar in inside {
            if let quote = open {
                if scalar == quote { open = nil }
            } else if scalar == "\"" || scalar == "'" {
                open = scalar
            } else if scalar == "[" || scalar == "{" {
                depth += 1
            } else if scalar == "]" || scalar == "}" {
                depth -= 1
            } else if scalar == ",", depth == 0 {
                entries.append([])
                continue
            }
            entries[entries.count - 1].append(scalar)
        }
        return entries.map { String(String.UnicodeScalarView(trimmed($0))) }
    }

    private static func trimmed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        Array(
            scalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }.reversed())
    }
}
