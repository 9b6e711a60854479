import Foundation
import Scenarios

/// A few measures, as a caller would hand them over.
let someMeasures = [
    MeasureWord(name: "service_level", unit: .share, hasThreshold: true, forGroups: false),
    MeasureWord(name: "asa", unit: .seconds, hasThreshold: false, forGroups: false),
    MeasureWord(name: "abandonment", unit: .share, hasThreshold: false, forGroups: false),
    MeasureWord(name: "occupancy", unit: .share, hasThreshold: false, forGroups: true),
    MeasureWord(name: "queue_max", unit: .count, hasThreshold: false, forGroups: false),
    MeasureWord(name: "overtime_hours", unit: .hours, hasThreshold: false, forGroups: true),
    MeasureWord(name: "cost", unit: .money, hasThreshold: false, forGroups: false),
]

/// A small bank: the scenario that cases change in one place.
let bank = """
    holdfast: 1
    name: Bank
    day: {opens: "07:00", closes: "24:00", interval: 30 min}
    customers:
      retail:
        arrivals: {per_hour: 60}
        handle_time: {lognormal: {mean: 188 s, cv: 1.27}}
        patience: {exponential: {mean: 10 min}}
      private:
        arrivals: {per_hour: 6}
        handle_time: {gamma: {mean: 6 min, cv: 0.7}}
        patience: {weibull: {mean: 4 min, shape: 0.8}}
    agents:
      generalists: {serves: [retail], staff: 5}
      seniors: {serves: {private: {}, retail: {speed: 1.1}}, staff: 3}
    targets:
      - {measure: service_level, within: 20 s, at_least: 80%}

    """

/// The bank with the first occurrence of each text replaced by another.
func bank(_ replacements: (String, String)...) -> String {
    var text = bank
    for (old, new) in replacements {
        guard let range = text.range(of: old) else { fatalError("the bank has no \(old)") }
        text.replaceSubrange(range, with: new)
    }
    return text
}

/// Where the files of a folder beside the tests lie.
func folder(_ name: String) -> String {
    Bundle.module.resourcePath! + "/" + name
}

/// Reads a text as the file `bank.yaml`.
func read(_ text: String, changes: [String] = [], directory: String = "") throws(ScenarioError) -> ReadScenario {
    var parsed: [Change] = []
    for change in changes { parsed.append(try Change(change)) }
    return try ScenarioReader(measures: someMeasures).read(
        text: text, named: "bank.yaml", directory: directory, changes: parsed)
}

/// What people are told about a text: its faults, or else its warnings and notes; empty when all is well.
func told(_ text: String, changes: [String] = [], directory: String = "") -> String {
    do {
        return try read(text, changes: changes, directory: directory).warnings.map { $0.rendered() }
            .joined(separator: "\n")
    } catch {
        return error.rendered()
    }
}
