import Foundation
import Testing

/// A policy is changed by its name, like any number of a scenario.
@Suite struct SweepPolicyTests {
    private static let centre = """
        holdfast: 1
        name: two kinds of callers, two groups
        day: {opens: "08:00", closes: "10:00", interval: 30 min}
        customers:
          sales:
            arrivals: {per_interval: [40, 60, 60, 40]}
            handle_time: {exponential: {mean: 4 min}}
            patience: {exponential: {mean: 5 min}}
          service:
            arrivals: {per_interval: [30, 40, 40, 30]}
            handle_time: {exponential: {mean: 4 min}}
            patience: {exponential: {mean: 5 min}}
        agents:
          few: {serves: [sales], shifts: [{agents: 4, from: "08:00", to: "10:00"}]}
          many: {serves: [sales, service], shifts: [{agents: 7, from: "08:00", to: "10:00"}]}
        policy:
          waiting: first_come_first_served
          idle_agent: longest_idle
          overflow: {service: {to: few, after: 5 min}}
          callbacks:
            offer: {when_waiting_at_least: 4}
            accepts: 60%
            promise: {within: 30 min}
            serve: inbound_first

        """

    /// Every name of a policy runs, meets the same customers, and does something else than the others.
    @Test(arguments: [
        (
            "policy.waiting",
            [
                "first_come_first_served", "{priority: [service, sales]}",
                "{growing: {service: {head_start: 60}, sales: {per_second: 2}}}",
                "{group_preference: {few: [sales], many: [sales, service]}}",
            ]
        ),
        ("policy.idle_agent", ["longest_idle", "least_occupied", "random", "{preference: [many, few]}"]),
        (
            "policy.callbacks.serve",
            [
                "inbound_first", "earliest_due", "{when_slack_at_most: 10 min}", "{when_idle_at_least: 2}",
                "{when_backlog_at_least: 3}",
            ]
        ),
        ("policy.overflow", ["{service: {to: few, after: 20 s}}", "{service: {to: few, after: 60 s}}"]),
        ("agents.many.reserves", ["{service: 1}", "{service: 2}"]),
        ("policy.callbacks.promise", ["{within: 30 min}", "{within: 10 min}", "{keepable: 90%}"]),
    ]) func everyPolicyIsSweptByItsName(path: String, names: [String]) throws {
        let sweep = """
            sweep: 1
            scenario: centre.yaml
            axes:
              \(path): [\(names.map { "'\($0)'" }.joined(separator: ", "))]
            replications: 20

            """.replacing("'{", with: "{").replacing("}'", with: "}")
        try SmallSweep.with(sweep) { place in
            let reserves = "many: {serves: [sales, service], reserves: {service: 1},"
            let text =
                path.hasSuffix("reserves")
                ? Self.centre.replacing("many: {serves: [sales, service],", with: reserves) : Self.centre
            try text.write(toFile: place.path("centre.yaml"), atomically: false, encoding: .utf8)
            let ended = try place.sweep("a.sqlite")
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(try Program.run("export", place.path("a.sqlite"), "-o", place.path("tables")).status == 0)
            let summary = rows(
                ofCSV: try String(contentsOfFile: place.path("tables/summary.csv"), encoding: .utf8))
            let points = names.indices.map { point in summary.filter { $0["point"] == String(point + 1) } }
            func value(_ measure: String, _ point: [[String: String]]) throws -> String {
                try #require(
                    point.first { $0["measure"] == measure && $0["class"] == "" && $0["group"] == "" }?["value"])
            }
            #expect(Set(try points.map { try value("offered", $0) }).count == 1)
            for (place, point) in points.enumerated() {
                #expect(point.first?[path] == names[place], "\(point.first?[path] ?? "")")
                for other in points[..<place] {
                    let same = zip(point, other).filter { $0["value"] == $1["value"] }.count
                    #expect(same < point.count, "\(names[place]) does what another does")
                }
            }
        }
    }
}
