import Experiments
import Foundation
import Testing

/// What more capacity does to each customer's wait, and what it does not.
@Suite struct MoreAgentsTests {
    /// One class, first come first served, nobody leaves: the k-th contact starts when all before it have started and
    /// fewer agents are busy than there are. By induction over k no start is later with more agents or shorter work.
    private static let patient = Runs(
        """
        holdfast: 1
        name: Everybody waits
        day: {opens: "08:00", closes: "12:00", interval: 1 h}
        customers:
          calls:
            arrivals: {per_interval: [50, 80, 60, 50], day_to_day_cv: 0.2}
            handle_time: {lognormal: {mean: 4 min, cv: 1.2}}
            after_call: {exponential: {mean: 20 s}}
        agents:
          all: {serves: [calls], staff: [4, 5, 5, 4]}

        """)

    @Test(
        arguments: [
            ("staff: [4, 5, 5, 4]", "staff: [5, 6, 6, 5]"), ("staff: [4, 5, 5, 4]", "staff: [4, 6, 5, 4]"),
            ("mean: 4 min", "mean: 3 min"), ("mean: 20 s", "mean: 10 s"),
            ("serves: [calls]", "serves: {calls: {speed: 1.2}}"),
        ])
    func nobodyWhoStaysWaitsLonger(was: String, becomes: String) throws {
        var shorter = 0
        for seed in 1...20 as ClosedRange<UInt64> {
            let before = try Self.patient.contacts(seed: seed)
            let after = try Self.patient.with((was, becomes)).contacts(seed: seed)
            #expect(before.count == after.count && before.count > 150)
            for (first, second) in zip(before, after) {
                #expect(first.arrivedAtSeconds == second.arrivedAtSeconds)
                #expect(second.waitSeconds <= first.waitSeconds + 1e-6, "contact \(first.contact), seed \(seed)")
                if second.waitSeconds < first.waitSeconds { shorter += 1 }
            }
        }
        #expect(shorter > 1000)
    }

    /// Where customers give up, one more agent can make somebody wait longer: see docs/more-agents.md.
    ///
    /// With one agent, the two who bring long work give up before it is their turn; with two agents, both are served,
    /// and both agents are busy when the last caller comes.
    @Test func oneMoreAgentMakesOneCallerWaitLonger() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "scenarios/features/more-agents.yaml")
        let one = Runs(
            try String(contentsOf: url, encoding: .utf8), directory: url.deletingLastPathComponent().path())
        var two = one
        two.changes = ["agents.all.staff=2"]
        let (before, after) = try (one.contacts(), two.contacts())
        #expect(before.map(\.outcome) == ["answered", "answered", "abandoned", "abandoned", "answered"])
        #expect(before.map(\.waitSeconds) == [0, 95, 60, 60, 2])
        #expect(after.map(\.outcome) == ["answered", "answered", "answered", "answered", "answered"])
        #expect(after.map(\.waitSeconds) == [0, 0, 0, 45, 932])
    }

    /// And yet on average more agents help, also where customers give up.
    @Test func onAverageMoreAgentsHelp() throws {
        let impatient = Self.patient.with(
            ("after_call: {exponential: {mean: 20 s}}", "patience: {exponential: {mean: 3 min}}"))
        let before = try impatient.results(days: 200).numbers()
        let after = try impatient.with(("[4, 5, 5, 4]", "[5, 6, 6, 5]")).results(days: 200).numbers()
        for name in ["wait_mean", "abandonment", "asa"] {
            let (high, low) = (try #require(after[name]?.high), try #require(before[name]?.low))
            #expect(high < low, "\(name)")
        }
    }
}
