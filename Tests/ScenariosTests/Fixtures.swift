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

/// Reads a text as the file `day.yaml` beside the fixtures' tables.
func read(_ text: String, _ changes: String..., directory: String = "") throws -> ReadScenario {
    var parsed: [Change] = []
    for change in changes { parsed.append(try Change(change)) }
    return try ScenarioReader(measures: someMeasures).read(
        text: text, named: "day.yaml", directory: directory, changes: parsed)
}

/// All that is wrong with a text, as people read it; empty when it can be read.
func faults(_ text: String, _ changes: String..., directory: String = "") -> String {
    do {
        var parsed: [Change] = []
        for change in changes { parsed.append(try Change(change)) }
        _ = try ScenarioReader(measures: someMeasures).read(
            text: text, named: "day.yaml", directory: directory, changes: parsed)
        return ""
    } catch let error as ScenarioError {
        return error.rendered()
    } catch {
        return "something else: \(error)"
    }
}

/// Warnings and notes of a text, as people read them.
func warnings(_ text: String, _ changes: String..., directory: String = "") throws -> String {
    var parsed: [Change] = []
    for change in changes { parsed.append(try Change(change)) }
    let found = try ScenarioReader(measures: someMeasures).read(
        text: text, named: "day.yaml", directory: directory, changes: parsed
    ).warnings
    return found.map { $0.rendered() }.joined(separator: "\n")
}

/// A scenario of two classes and two groups, three hours long, with parts that tests replace.
func scenario(
    head: String = "holdfast: 1\nname: Test",
    hours: String = "day: {opens: \"09:00\", closes: \"12:00\", interval: 1 h}",
    arrivals: String = "{per_hour: 6}", handle: String = "{exponential: {mean: 3 min}}",
    more: String = "", staff: String = "staff: 3", rest: String = ""
) -> String {
    """
    \(head)
    \(hours)
    customers:
      retail:
        arrivals: \(arrivals)
        handle_time: \(handle)
        patience: {exponential: {mean: 2 min}}
        \(more)
    agents:
      desk:
        serves: [retail]
        \(staff)
    \(rest)
    """
}
