import Measures

/// What a measure means, in words: its definition, formula, unit, source, and where it is given.
public enum Explain {
    /// One measure, some ten lines.
    public static func text(_ measure: Measure, palette: Palette = .plain) -> String {
        var rows = [("formula", measure.formula), ("unit", unit(measure)), ("given for", places(measure))]
        if measure.hasThreshold {
            rows.append(("threshold", "T, from the target's within or from report_within; at most T counts as within"))
        }
        if let days = days(measure) { rows += days }
        if measure.better != .neither { rows.append(("better", measure.better.rawValue)) }
        if measure.leastReplications > 2 {
            rows.append(("interval", "from \(measure.leastReplications) days on; fewer cannot say how sure it is"))
        }
        rows.append(("source", measure.source))
        if !measure.related.isEmpty { rows.append(("see also", measure.related.joined(separator: ", "))) }
        let width = rows.map(\.0.count).max() ?? 0
        let title = measure.title(within: nil).replacing("{T}", with: "T")
        var lines = [palette.bold(measure.name) + "  " + palette.shown(title), "", "  " + measure.definition, ""]
        lines += rows.map { "  " + palette.dim($0.0.padded(to: width)) + "  " + $0.1 }
        return palette.isUnicode
            ? lines.joined(separator: "\n") + "\n" : ascii(lines.joined(separator: "\n")) + "\n"
    }

    /// One of the numbers that stand beside the measures, under the name it was asked by.
    public static func text(_ number: PrintedNumber, as name: String, palette: Palette = .plain) -> String {
        var rows = [("formula", number.formula), ("unit", number.unit), ("given in", number.given)]
        if !number.related.isEmpty { rows.append(("see also", number.related.joined(separator: ", "))) }
        let width = rows.map(\.0.count).max() ?? 0
        let lines =
            [palette.bold(name), "", "  " + number.definition, ""]
            + rows.map { "  " + palette.dim($0.0.padded(to: width)) + "  " + $0.1 }
        let text = lines.joined(separator: "\n") + "\n"
        return palette.isUnicode ? text : ascii(text)
    }

    /// All measures, a line each, then what stands beside them.
    public static func list(palette: Palette = .plain) -> String {
        let names = Measure.all.map(\.name) + PrintedNumber.all.map(\.name)
        let width = names.map(\.count).max() ?? 0
        let lines =
            Measure.all.map { "  " + $0.name.padded(to: width) + "  " + $0.definition }
            + ["", "Beside the measures stand:", ""]
            + PrintedNumber.all.map { "  " + $0.name.padded(to: width) + "  " + $0.definition }
        let text =
            (lines + ["", "holdfast explain MEASURE gives the formula and the source of one."])
            .joined(separator: "\n") + "\n"
        return palette.isUnicode ? text : ascii(text)
    }

    /// The same for programs, all measures or one.
    public static func json(_ measures: [Measure], version: String) -> String {
        let entries = measures.map { measure in
            JSONValue.object([
                ("measure", .string(measure.name)), ("title", .string(measure.title)),
                ("definition", .string(measure.definition)), ("formula", .string(measure.formula)),
                ("unit", .string(measure.unit.rawValue)), ("source", .string(measure.source)),
                ("better", .string(measure.better.rawValue)), ("threshold", .bool(measure.hasThreshold)),
                ("classes", .bool(measure.isForClasses)), ("groups", .bool(measure.isForGroups)),
                ("intervals", .bool(measure.perInterval)),
            ])
        }
        return JSONValue.object([
            ("holdfast", .string(version)), ("format", .whole(1)), ("kind", .string("explain")),
            ("measures", .array(entries)),
        ]).text() + "\n"
    }

    /// One of the numbers that stand beside the measures, for programs.
    public static func json(_ number: PrintedNumber, as name: String, version: String) -> String {
        JSONValue.object([
            ("holdfast", .string(version)), ("format", .whole(1)), ("kind", .string("explain")),
            ("measures", .array([])),
            (
                "number",
                .object([
                    ("name", .string(name)), ("definition", .string(number.definition)),
                    ("formula", .string(number.formula)), ("unit", .string(number.unit)),
                    ("given", .string(number.given)),
                ])
            ),
        ]).text() + "\n"
    }

    /// The same as a table of one row; it has no source of its own.
    public static func csv(_ number: PrintedNumber, as name: String) -> String {
        let row = [name, number.unit, number.definition, number.formula, ""].map(CSVReport.quoted)
        return "measure,unit,definition,formula,source\n" + row.joined(separator: ",") + "\n"
    }

    /// A table of them: measure, unit, definition, formula, source.
    public static func csv(_ measures: [Measure]) -> String {
        let lines = measures.map { measure in
            [measure.name, measure.unit.rawValue, measure.definition, measure.formula, measure.source]
                .map(CSVReport.quoted).joined(separator: ",")
        }
        return (["measure,unit,definition,formula,source"] + lines).joined(separator: "\n") + "\n"
    }

    private static func unit(_ measure: Measure) -> String {
        switch measure.unit {
        case .share: "share: 0–1 in JSON and CSV, per cent in text"
        case .seconds: "seconds (s)"
        case .count: "a number"
        case .ratio: "a ratio: 1 is equal"
        case .hours: "hours (h)"
        case .money: "the scenario's own currency"
        }
    }

    private static func places(_ measure: Measure) -> String {
        var places = ["the whole centre"]
        if measure.isForClasses { places.append("each class") }
        if measure.isForGroups { places.append("each group") }
        if measure.perInterval { places.append("each interval") }
        return places.joined(separator: ", ")
    }

    /// What tells the certainty of the number from the spread of days.
    private static func days(_ measure: Measure) -> [(String, String)]? {
        guard measure.hasDays else { return nil }
        let all =
            measure.isRatio
            ? "the value is all days' contacts together; mean_of_days (JSON, CSV) counts each day alike"
            : "the value is a mean over replications; mean_of_days (JSON, CSV) is one over days"
        return [
            ("over days", all),
            ("", "low and high say how sure the value is; sd_of_days how far single days lie from their mean"),
        ]
    }

    private static func ascii(_ text: String) -> String {
        let plain: [Character: String] = [
            "−": "-", "×": "x", "–": "-", "≤": "<=", "≥": ">=", "⁄": "/", "β": "beta",
            "Σ": "sum of", "∫": "integral of", "²": "^2",
        ]
        return text.map { $0.isASCII ? String($0) : plain[$0] ?? "?" }.joined()
    }
}
