import Scenarios
import Testing

/// The digest tells whether two scenarios are the same.
@Suite struct ResolvedDigestTests {
    private func digest(_ text: String, _ changes: String...) throws -> String {
        try read(text, changes: changes, directory: folder("Accepted")).resolvedSHA256
    }

    @Test func commentsUnitsAndOrderMakeNoDifference() throws {
        let plain = try digest(bank)
        #expect(plain.count == 64)
        #expect(try digest("# a comment\n" + bank.replacing("{mean: 10 min}", with: "{mean: 600 s}")) == plain)
        #expect(try digest(bank.replacing("{mean: 188 s, cv: 1.27}", with: "{cv: 1.270, mean: \"188 s\"}")) == plain)
        #expect(try digest(bank.replacing("80%", with: "0.8")) == plain)
        #expect(
            try digest(bank.replacing(#"opens: "07:00", closes: "24:00""#, with: "closes: 24:00, opens: 7:00")) == plain
        )
    }

    /// Classes and groups are named, not numbered; in a list the first comes first.
    @Test func theOrderOfNamesMakesNoDifferenceAndThatOfListsDoes() throws {
        func centre(_ customers: [String], _ agents: [String], _ waiting: String) -> String {
            """
            holdfast: 1
            name: Two and two
            day: {opens: "09:00", closes: "12:00", interval: 1 h}
            customers:
            \(customers.joined(separator: "\n"))
            agents:
            \(agents.joined(separator: "\n"))
            policy: {waiting: \(waiting)}
            """
        }
        let customers = ["a", "b"].map { "  \($0): {arrivals: {per_hour: 9}, handle_time: {constant: 60 s}}" }
        let agents = ["  north: {serves: {a: {}, b: {speed: 2}}, staff: 2}", "  south: {serves: [a], staff: 1}"]
        let plain = try digest(centre(customers, agents, "{priority: [a, b]}"))
        #expect(try digest(centre(customers.reversed(), agents.reversed(), "{priority: [a, b]}")) == plain)
        let turned = agents[0].replacing("{a: {}, b: {speed: 2}}", with: "{b: {speed: 2}, a: {}}")
        #expect(try digest(centre(customers, [turned, agents[1]], "{priority: [a, b]}")) == plain)
        #expect(try digest(centre(customers, agents, "{priority: [b, a]}")) != plain)
    }

    @Test(arguments: [
        ("188 s", "189 s"), ("staff: 5", "staff: 6"), ("80%", "81%"), ("speed: 1.1", "speed: 1.2"),
        ("name: Bank", "name: Bench"),
        ("{private: {}, retail: {speed: 1.1}}", "[private, retail]"),
    ])
    func everythingElseDoes(old: String, new: String) throws {
        #expect(try digest(bank((old, new))) != digest(bank))
    }

    @Test func changesAndTablesAreInIt() throws {
        #expect(try digest(bank, "agents.generalists.staff=6") == digest(bank.replacing("staff: 5", with: "staff: 6")))
        let hours = bank.replacing(#""24:00", interval: 30 min"#, with: #""10:00", interval: 1 h"#)
        let listed = hours.replacing("{per_hour: 60}", with: "{per_interval: [1, 2, 3]}")
        let filed = hours.replacing("{per_hour: 60}", with: "{per_interval: {file: columns.csv, column: early}}")
        #expect(try digest(listed) == digest(filed))
        #expect(try digest(listed) != digest(hours))
    }
}
