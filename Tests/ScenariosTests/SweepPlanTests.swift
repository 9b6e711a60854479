import Testing

@testable import Scenarios

/// Which points a sweep has, and what is changed at each.
@Suite struct SweepPlanTests {
    private func plan(_ text: String) throws -> SweepPlan {
        try SweepFile(
            text: "sweep: 1\nscenario: a.yaml\n" + text, named: "sweep.yaml", directory: "", seed: nil
        ).plan
    }

    private func points(_ plan: SweepPlan) -> [[String]] { (1...plan.points).map(plan.values(of:)) }

    @Test func aGridHasEveryCombinationTheLastAxisMovingFastest() throws {
        let plan = try plan(
            """
            axes:
              agents.a.staff: [3, [4, 5]]
              customers.b.handle_time.constant: {from: 2 min, to: 3 min, by: 0.5 min}
              policy.quote: ["none"]
            set: {costs.agent_hour: 28}
            """)
        #expect(
            points(plan) == [
                ["3", "2 min", "none"], ["3", "2.5 min", "none"], ["3", "3 min", "none"],
                ["[4, 5]", "2 min", "none"], ["[4, 5]", "2.5 min", "none"], ["[4, 5]", "3 min", "none"],
            ])
        #expect(
            try plan.changes(of: 5).map(\.text) == [
                "costs.agent_hour=28", "agents.a.staff=[4, 5]", "customers.b.handle_time.constant=\"2.5 min\"",
                "policy.quote=\"none\"",
            ])
        #expect(plan.pointsToCheck == [1, 2, 3, 4])
    }

    /// What is computed in binary shows none of its tail: 0.1 · 3 is 0.3.
    @Test(arguments: [
        ("{from: 0, to: 0.5, by: 0.1}", ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]),
        ("{from: 40%, to: 60%, steps: 3}", ["40%", "50%", "60%"]),
        ("{from: -2, to: 1, steps: 4}", ["-2", "-1", "0", "1"]),
        ("{from: 1 h, to: 2 h, steps: 4}", ["1 h", "1.33333333333 h", "1.66666666667 h", "2 h"]),
    ]) func aRangeIsEvenlySpaced(range: String, values: [String]) throws {
        #expect(try points(plan("axes: {agents.*.staff+: \(range)}")).map { $0[0] } == values)
    }

    @Test func sobolPointsLieOnTheAxes() throws {
        let plan = try plan(
            """
            axes:
              customers.a.handle_time.constant: {from: 2 min, to: 4 min}
              agents.a.staff: [10, 11, 12, 13]
            design: sobol
            points: 4
            """)
        // (½, ½), (¾, ¼), (¼, ¾), (⅜, ⅜): each of four values has a quarter of its axis.
        #expect(points(plan) == [["3 min", "12"], ["3.5 min", "11"], ["2.5 min", "13"], ["2.75 min", "11"]])
    }

    @Test func aLatinHypercubeHasEachValueAsOften() throws {
        let text = "axes: {agents.a.staff: [1, 2, 3, 4], agents.b.staff: {from: 0, to: 20}}\n"
        let plan = try plan(text + "design: latin_hypercube\npoints: 20\n")
        for value in 1...4 { #expect(points(plan).filter { $0[0] == "\(value)" }.count == 5) }
        #expect(Set(points(plan).compactMap { Double($0[1]).map { Int($0) } }) == Set(0..<20))
        #expect(try points(self.plan(text + "design: latin_hypercube\npoints: 20\nseed: 1\n")) == points(plan))
        #expect(try points(self.plan(text + "design: latin_hypercube\npoints: 20\nseed: 2\n")) != points(plan))
    }

    /// Two points, then the first with one axis at a time from the second.
    @Test func saltelliArrangesPairs() throws {
        let plan = try plan(
            """
            axes: {a.x: {from: 0, to: 1}, b.x: {from: 0, to: 1}, c.x: {from: 0, to: 1}}
            design: saltelli
            points: 50
            """)
        #expect(plan.points == 50 * 5)
        let all = points(plan)
        for start in stride(from: 0, to: all.count, by: 5) {
            let (a, b) = (all[start], all[start + 1])
            for axis in 0..<3 {
                var mixed = a
                mixed[axis] = b[axis]
                #expect(all[start + 2 + axis] == mixed)
            }
        }
    }

    @Test func whatDiffersInItsPointsDiffersInWords() throws {
        let texts = [
            "axes: {a.x: [1, 2]}", "axes: {a.x: [1, 3]}", "axes: {a.x+: [1, 2]}", "axes: {a.x: [1, 2]}\nset: {b: 1}",
            "axes: {a.x: {from: 1, to: 2, steps: 2}}", "axes: {a.x: {from: 1, to: 2, steps: 3}}",
            "axes: {a.x: [1, 2]}\ndesign: sobol\npoints: 2", "axes: {a.x: [1, 2]}\ndesign: latin_hypercube\npoints: 2",
        ]
        let words = try texts.map { try plan($0 + "\n").described }
        #expect(Set(words).count == texts.count)
    }
}
