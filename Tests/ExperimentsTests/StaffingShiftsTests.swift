import Measures
import Scenarios
import Testing

@testable import Experiments

/// Shifts that keep the targets: judged in force, none to spare, and read back from what is written.
@Suite struct StaffingShiftsTests {
    static let text = """
        holdfast: 1
        name: On shifts
        day: {opens: "08:00", closes: "14:00", interval: 1 h}
        customers:
          sales: {arrivals: {per_interval: [40, 90, 120, 110, 80, 50]}, handle_time: {lognormal: {mean: 3 min, cv: 1.2}}, patience: {exponential: {mean: 2 min}}}
          service: {arrivals: {per_hour: 25}, handle_time: {gamma: {mean: 4 min, cv: 0.7}}, patience: {exponential: {mean: 4 min}}}
        agents:
          juniors:
            serves: [sales]
            staff: [3, 4, 5, 5, 4, 3]
            may_work:
              shifts:
                - {starts: {from: "08:00", to: "10:00", every: 30 min}, lasts: 4 h, breaks: [{after: [90 min, 2 h, 150 min], for: 20 min}]}
                - {starts: ["10:00", "12:00"], lasts: 2 h}
          seniors:
            serves: [sales, service]
            staff: 3
            may_work:
              at_least: 3
              at_most: 12
              shifts: [{starts: "08:00", lasts: [3 h, 6 h], breaks: [{after: 1.5 h, for: 10 min}]}, {starts: "11:00", lasts: 3 h}]
        policy: {idle_agent: {preference: [juniors, seniors]}}
        targets:
          - {measure: service_level, within: 20 s, at_least: 75%, over: each_interval}
        costs: {agent_hour: {juniors: 20, seniors: 30}}

        """

    static func scenario(_ text: String) throws -> Scenario {
        try ScenarioReader(measures: MeasureWord.all).read(text: text, named: "s.yaml", directory: "").scenario
    }

    @Test func keepsTheTargetsWithShiftsInForce() throws {
        let scenario = try Self.scenario(Self.text)
        let days = 100
        let (results, plan) = try StaffingSearch(
            scenario, file: "s.yaml", resolvedSHA256: "", options: RunOptions(seed: 4, replications: days)
        ).results()
        let shifts = try #require(results.shifts)
        #expect(results.isKept && shifts.isProven && plan.staff.isEmpty && plan.shifts.count == 2)
        // No cheaper than the cheapest cover of the numbers may be, no dearer than what is told.
        #expect(shifts.coverBound == shifts.cover.cost)
        let cost = shifts.shifts.reduce(0) { $0 + $1.cost }
        #expect((cost - (results.total.cost ?? 0)).magnitude < 1e-6)
        #expect(results.total.agentHours >= 0 && shifts.needed.agentHours > 0)
        let seniors = shifts.shifts.filter { $0.group == "seniors" }.reduce(0) { $0 + $1.agents }
        #expect(seniors >= 3 && seniors <= 12)

        // The plan by itself, as run takes it: on the customers of the search every target is kept, and with one agent
        // less on any shift one is missed.
        var staffed = scenario
        for (name, worked) in plan.shifts {
            let group = try #require(scenario.groups.firstIndex { $0.name == name })
            staffed.groups[group].staffing = .shifts(worked)
        }
        guard case .calendar(let calendar) = scenario.hours else { preconditionFailure("a day") }
        let trials = StaffingTrials(
            scenario, StaffingCells(scenario, calendar), seed: 4, threads: 2, confidence: 0.95,
            isInterrupted: { false }, progress: { _ in })
        #expect(try !trials.outcomes(of: staffed, 0..<days).contains(where: \.isMissed))
        for group in staffed.groups.indices {
            guard case .shifts(let worked) = staffed.groups[group].staffing else { continue }
            let isAsked = staffed.groups[group].name == "seniors" && seniors == 3
            for position in worked.indices where !isAsked {
                var less = worked
                less[position].agents -= 1
                var spared = staffed
                spared.groups[group].staffing = .shifts(less)
                #expect(
                    try trials.outcomes(of: spared, 0..<days).contains(where: \.isMissed),
                    "\(staffed.groups[group].name): \(worked[position])")
            }
        }
    }

    /// A centre on shifts may be asked again, and gives the same: what is written is what the search started from.
    @Test func mayBeAskedAgain() throws {
        let scenario = try Self.scenario(Self.text)
        func search(_ scenario: Scenario) throws -> (results: StaffingResults, plan: StaffingPlan) {
            try StaffingSearch(
                scenario, file: "s.yaml", resolvedSHA256: "", options: RunOptions(seed: 4, replications: 40)
            ).results()
        }
        let first = try search(scenario)
        var staffed = scenario
        for (name, worked) in first.plan.shifts {
            let group = try #require(scenario.groups.firstIndex { $0.name == name })
            staffed.groups[group].staffing = .shifts(worked)
        }
        let second = try search(staffed)
        #expect(second.results.shifts == first.results.shifts)
        #expect(second.results.before.cost == first.results.total.cost)
        #expect(second.results.before.agentHours == first.results.total.agentHours)
    }

    @Test func refusesWhatNoShiftCovers() throws {
        let text = Self.text.replacing("starts: {from: \"08:00\"", with: "starts: {from: \"08:30\"")
        let error = #expect(throws: RunError.self) {
            try StaffingSearch(
                Self.scenario(text), file: "s.yaml", resolvedSHA256: "", options: RunOptions(replications: 20)
            ).results()
        }
        #expect(
            error?.message.hasPrefix("No shift that \"juniors\" may work covers 08:00 to 08:30, when ") ?? false,
            "\(error?.message ?? "")")
    }
}
