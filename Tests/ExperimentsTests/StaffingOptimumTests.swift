import Measures
import Scenarios
import Testing

@testable import Experiments

/// Several groups, prices, targets over anything: no cheaper plan keeps the targets on the same customers, all plans tried.
@Suite struct StaffingOptimumTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
    }

    private static func centre(
        day: String = "day: {opens: \"08:00\", closes: \"12:00\", interval: 4 h}", first: String = "per_hour: 130",
        second: String = "per_hour: 80", groups: String, policy: String = "", targets: String, costs: String = ""
    ) -> String {
        """
        holdfast: 1
        name: Skills
        \(day)
        customers:
          first: {arrivals: {\(first)}, handle_time: {exponential: {mean: 60 s}}, patience: {exponential: {mean: 90 s}}}
          second: {arrivals: {\(second)}, handle_time: {exponential: {mean: 90 s}}, patience: {exponential: {mean: 2 min}}}
        agents:
        \(groups)
        \(policy)
        targets:
        \(targets)
        \(costs)

        """
    }

    private static let two = "  firsts: {serves: [first], staff: 1}\n  both: {serves: [first, second], staff: 1}"
    private static let three =
        "  firsts: {serves: [first], staff: 1}\n  both: {serves: [first, second], staff: 1}\n"
        + "  seconds: {serves: [second], staff: 1}"
    private static let prefers = "policy: {idle_agent: {preference: [firsts, seconds, both]}}"
    private static let eachInterval =
        "  - {measure: service_level, within: 20 s, at_least: 80%, over: each_interval, for: first}\n"
        + "  - {measure: service_level, within: 20 s, at_least: 70%, over: each_interval, for: second}"
    private static let whole =
        "  - {measure: service_level, within: 20 s, at_least: 80%, for: first}\n"
        + "  - {measure: abandonment, at_most: 6%, for: second}"
    private static let hours = "day: {opens: \"08:00\", closes: \"11:00\", interval: 1 h}"

    static let cases: [Case] = [
        Case(
            testDescription: "two groups, one dearer",
            text: centre(
                groups: two, targets: eachInterval, costs: "costs: {agent_hour: {firsts: 20, both: 29}}")),
        Case(
            testDescription: "two groups, one far cheaper",
            text: centre(groups: two, targets: eachInterval, costs: "costs: {agent_hour: {firsts: 11, both: 29}}")),
        Case(testDescription: "three groups", text: centre(groups: three, policy: prefers, targets: eachInterval)),
        Case(
            testDescription: "three groups with prices",
            text: centre(
                groups: three, policy: prefers, targets: eachInterval,
                costs: "costs: {agent_hour: {firsts: 20, both: 27, seconds: 22}}")),
        Case(
            testDescription: "three groups over the whole", text: centre(groups: three, policy: prefers, targets: whole)
        ),
        Case(
            testDescription: "two groups over the whole, with prices",
            text: centre(groups: two, targets: whole, costs: "costs: {agent_hour: {firsts: 20, both: 24}}")),
        Case(
            testDescription: "one group, three intervals, over the whole",
            text: centre(
                day: hours, first: "per_interval: [40, 120, 70]", second: "per_interval: [30, 30, 60]",
                groups: "  all: {serves: [first, second], staff: 1}",
                targets: "  - {measure: service_level, within: 20 s, at_least: 80%}")),
    ]

    @Test(arguments: cases) func noCheaperPlanKeepsTheTargets(one: Case) throws {
        let scenario = try ScenarioReader(measures: MeasureWord.all)
            .read(text: one.text, named: "s.yaml", directory: "").scenario
        guard case .calendar(let calendar) = scenario.hours else { preconditionFailure("a day") }
        let cells = StaffingCells(scenario, calendar)
        let days = 60
        let results = try StaffingSearch(
            scenario, file: "s.yaml", resolvedSHA256: "", options: RunOptions(seed: 3, replications: days)
        ).results().results
        let trials = StaffingTrials(
            scenario, cells, seed: 3, threads: 2, confidence: 0.95, isInterrupted: { false }, progress: { _ in })
        // The cells hold what was found on these customers, and what was added on fresh ones: then there is nothing to say.
        let found = results.cells.map(\.agents)
        let judged = try trials.outcomes(found, 0..<days)
        #expect(judged.allSatisfy { !$0.isMissed })
        try #require(results.isMinimal, "more was added on fresh customers: choose another seed")
        let weight = cells.weight(found)
        if let least = results.least {
            #expect((least.cost ?? least.agentHours) <= (results.total.cost ?? results.total.agentHours) + 1e-9)
        }

        // Every plan that is cheaper, and to which no agent could be added without being as dear: all others have fewer.
        var plan = [Int](repeating: 0, count: cells.cells.count)
        var tried = 0
        while true {
            let own = cells.weight(plan)
            let isCheaper = own < weight - 1e-9
            if isCheaper, plan.indices.allSatisfy({ own + cells.weight($0) >= weight - 1e-9 }) {
                tried += 1
                #expect(
                    try trials.outcomes(plan, 0..<days).contains(where: \.isMissed),
                    "\(plan) is cheaper than \(found) and keeps the targets")
            }
            // The next plan in the manner of an odometer whose places end where the plan is too dear.
            if isCheaper {
                plan[0] += 1
            } else {
                guard let place = plan.indices.first(where: { plan[$0] > 0 }), place + 1 < plan.count else { break }
                plan[place] = 0
                plan[place + 1] += 1
            }
        }
        #expect(tried > 4, "a search among \(tried) plans says little")
    }
}
