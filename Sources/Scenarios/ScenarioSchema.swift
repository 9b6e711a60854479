import Randomness

/// The JSON Schema (draft 2020-12) of a scenario, made from the tables of keys that the reader itself uses.
public enum ScenarioSchema {
    /// The schema as text.
    public static func json() -> String {
        let root: JSON = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A Holdfast scenario",
            "description": "A call centre: its hours, customers, agents, policies and targets.",
        ]
        return root.with(members(Shape.entry(Keys.scenario)) + [("$defs", definitions)]).rendered() + "\n"
    }

    private static var definitions: JSON {
        .map([
            (
                "duration",
                anyOf(
                    [["const": 0], ["type": "string", "pattern": .text(durationPattern)]],
                    "A span of time: 20 s, 30 min, 1.5 h, 2 d, 250 ms; 0 needs no unit.")
            ),
            (
                "share",
                anyOf(
                    [
                        ["type": "number", "minimum": 0, "maximum": 1],
                        ["type": "string", "pattern": .text("^[+-]?\(number)\(space)*%$")],
                    ], "A share: 80% or 0.8.")
            ),
            (
                "clock",
                .map([
                    ("type", "string"), ("pattern", "^[0-9]{1,2}:[0-5][0-9](:[0-5][0-9])?$"),
                    ("description", "A clock time: \"07:00\"; past midnight to \"48:00\"."),
                ])
            ),
            (
                "rate",
                anyOf(
                    [
                        ["const": 0],
                        ["type": "string", "pattern": .text("^\\+?\(number)\(space)*per\(space)+(ms|s|min|h|d)$")],
                    ], "A rate: 2 per min.")
            ),
            (
                "weekdays",
                .map([
                    ("type", "string"), ("pattern", .text("^ *\(day)( *- *\(day))? *(, *\(day)( *- *\(day))? *)*$")),
                    ("description", "Days of the week: fri, sun-thu."),
                ])
            ),
            ("distribution", distribution(with: [])),
            ("timedDistribution", ["anyOf": [["$ref": "#/$defs/distribution"], byTime(beside: [])]]),
        ])
    }

    private static let number = "([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?"
    private static let space = "[ \\u00a0\\u2009\\u202f]"
    private static let day = "(mon|tue|wed|thu|fri|sat|sun)"
    private static var durationPattern: String { "^([+-]?0|[+-]?0\\.0*|\\+?\(number)\(space)*(ms|s|min|h|d))$" }

    private static func anyOf(_ schemas: [JSON], _ description: String) -> JSON {
        .map([("description", .text(description)), ("anyOf", .list(schemas))])
    }

    private static func schema(_ shape: Shape) -> JSON { .map(members(shape)) }

    private static func members(_ shape: Shape) -> [(String, JSON)] {
        switch shape {
        case .scalar(let kinds) where kinds.count == 1: content(kinds[0].schema)
        case .scalar(let kinds): [("anyOf", .list(kinds.map(\.schema)))]
        case .list(let element, _): [("type", "array"), ("items", schema(element)), ("minItems", 1)]
        case .entry(let entry): members(entry)
        case .named(let element, _):
            [("type", "object"), ("additionalProperties", schema(element)), ("minProperties", 1)]
        case .byDay(let element):
            [
                ("type", "object"), ("propertyNames", ["$ref": "#/$defs/weekdays"]),
                ("additionalProperties", schema(element)), ("minProperties", 1),
            ]
        case .oneOf(let shapes): [("anyOf", .list(shapes.map(schema)))]
        case .distribution: [("$ref", "#/$defs/distribution")]
        case .timedDistribution: [("$ref", "#/$defs/timedDistribution")]
        case .timedDistributionBeside(let keys):
            [("anyOf", .list([distribution(with: [], beside: keys), byTime(beside: keys)]))]
        }
    }

    private static func content(_ json: JSON) -> [(String, JSON)] {
        if case .map(let pairs) = json { pairs } else { [] }
    }

    private static func members(_ entry: Entry) -> [(String, JSON)] {
        let properties = entry.keys.map { key in
            (key.name, JSON.map([("description", .text(key.explains))] + members(key.holds)))
        }
        var pairs: [(String, JSON)] = [
            ("type", "object"), ("properties", .map(properties)), ("additionalProperties", false),
        ]
        let required = entry.keys.filter { $0.required && $0.unless == nil }.map { JSON.text($0.name) }
        if !required.isEmpty { pairs.append(("required", .list(required))) }
        var groups = entry.exactlyOne.map { group in
            JSON.map([("oneOf", .list(group.map { ["required": [.text($0)]] }))])
        }
        groups += entry.keys.compactMap { key in
            key.unless.map { other in
                let word = JSON.map([("const", .text(other.word))])
                let spared = JSON.map([
                    ("properties", .map([(other.key, word)])), ("required", .list([.text(other.key)])),
                ])
                let stands = JSON.map([("required", .list([.text(key.name)]))])
                return JSON.map([("anyOf", .list([stands, spared]))])
            }
        }
        if !groups.isEmpty { pairs.append(("allOf", .list(groups))) }
        if !entry.together.isEmpty {
            let dependent = entry.together.flatMap { group in
                group.map { name in (name, JSON.list(group.filter { $0 != name }.map { .text($0) })) }
            }
            pairs.append(("dependentRequired", .map(dependent)))
        }
        return pairs
    }

    // MARK: Distributions

    /// A map of exactly one family, beside keys that always stand there and keys that may.
    private static func distribution(with always: [Key], beside: [Key] = []) -> JSON {
        let families = Distribution.families.map { family in
            JSON.map([
                ("description", .text(family.convention)), ("type", "object"),
                (
                    "properties",
                    .map((always + beside).map { ($0.name, schema($0.holds)) } + [(family.name, parameters(family))])
                ),
                ("required", .list(always.map { .text($0.name) } + [.text(family.name)])),
                ("additionalProperties", false),
            ])
        }
        return ["oneOf": .list(families)]
    }

    private static func byTime(beside: [Key]) -> JSON {
        let list: JSON = ["type": "array", "minItems": 1, "items": distribution(with: [Keys.timed])]
        return [
            "type": "object", "required": .list([.text(Keys.byTime)]), "additionalProperties": false,
            "properties": .map([(Keys.byTime, list)] + beside.map { ($0.name, schema($0.holds)) }),
        ]
    }

    private static func parameters(_ family: DistributionFamily) -> JSON {
        var forms: [JSON] = []
        if let bare = family.bare {
            forms.append(schema(Shape.of(bare.kind)))
            if bare.kind.cell != nil { forms.append(object([("file", text), ("column", text)])) }
        }
        for form in family.forms {
            forms.append(object(form.map { ($0.name, schema(Shape.of($0.kind))) }))
            if form.contains(where: { $0.kind.cell != nil }) {
                let columns = form.map { ($0.name, $0.kind.cell != nil ? text : schema(Shape.of($0.kind))) }
                forms.append(object([("file", text)] + columns))
            }
        }
        return forms.count == 1 ? forms[0] : ["anyOf": .list(forms)]
    }

    private static let text: JSON = ["type": "string"]

    private static func object(_ properties: [(String, JSON)]) -> JSON {
        [
            "type": "object", "properties": .map(properties), "required": .list(properties.map { .text($0.0) }),
            "additionalProperties": false,
        ]
    }
}
