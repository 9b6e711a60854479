import Foundation
import Randomness
import Scenarios
import Testing

/// The schema is checked against an independent validator by `schema-check.py`; here, that it is JSON and complete.
@Suite struct SchemaTests {
    private func schema() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(ScenarioSchema.json().utf8)) as? [String: Any])
    }

    @Test func isJSONOfTheDraftThatItNames() throws {
        let schema = try schema()
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect((schema["required"] as? [String]).map(Set.init) == ["holdfast", "name", "customers", "agents"])
    }

    @Test func holdsEveryFamilyOfDistributions() throws {
        let definitions = try #require(try schema()["$defs"] as? [String: Any])
        let distribution = try #require(definitions["distribution"] as? [String: Any])
        let families = try #require(distribution["oneOf"] as? [[String: Any]])
        let names = families.compactMap { ($0["required"] as? [String])?.first }
        #expect(names == Distribution.families.map(\.name))
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        let text = ScenarioSchema.json()
        let definitions = try #require(try schema()["$defs"] as? [String: Any])
        let references = text.components(separatedBy: "\"$ref\": \"#/$defs/").dropFirst().compactMap {
            $0.split(separator: "\"").first
        }
        #expect(references.count > 10)
        for reference in references { #expect(definitions[String(reference)] != nil) }
    }

    /// Every key outside of distributions stands in one of the files that the reader accepts, so that none is untried.
    @Test func everyKeyIsTried() throws {
        func names(_ value: Any) -> Set<String> {
            if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(names($1)) } }
            guard let map = value as? [String: Any] else { return [] }
            let own = (map["properties"] as? [String: Any]).map { Set($0.keys) } ?? []
            return map.reduce(into: own) { if $1.key != "$defs" { $0.formUnion(names($1.value)) } }
        }
        let files = ["every-key.yaml", "every-promise.yaml", "lists.yaml", "steady.yaml", "day.json"]
        for file in files { _ = try ScenarioReader(measures: someMeasures).read(file: folder("Accepted/" + file)) }
        let texts = try files.map {
            try String(contentsOfFile: folder("Accepted/" + $0), encoding: .utf8).replacing("\"", with: "")
        }
        let families = Set(Distribution.families.flatMap { [$0.name] + $0.forms.joined().map(\.name) })
        let keys = names(try schema()).subtracting(families)
        #expect(keys.count > 100)
        let untried = keys.filter { key in !texts.contains { $0.contains(key + ":") } }
        #expect(untried.isEmpty)
    }
}
