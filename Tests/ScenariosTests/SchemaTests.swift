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
}
