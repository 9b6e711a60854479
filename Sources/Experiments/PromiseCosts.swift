import Measures
import Scenarios

/// What promises cost the callers on hold: the seconds that all of them hold, day by day, under ways to promise that meet
/// the same customers.
///
/// Whoever is promised a callback holds no longer, and takes an agent from those who do when it is made. The first is seen
/// beside no callbacks at all; the second alone beside promises that nobody works off: the same customers hang up, and no
/// agent is taken from anybody.
struct PromiseCosts {
    let trials: PromiseTrials
    let confidence: Double
    let replications: Range<Int>

    /// One day under one of the ways.
    struct Day: Sendable {
        /// The seconds of all callers on hold, in sum.
        var heldSeconds: Double
        var promises: Double
    }

    func costs(
        table: Scenario, usual: Scenario, none: Scenario, unworked: Scenario
    ) throws(RunError) -> [PromiseCost] {
        let bare = try trials.days(none, replications)
        let left = try trials.days(unworked, replications)
        var costs: [PromiseCost] = []
        for (name, scenario) in [("this table", table), ("30 minutes always", usual)] {
            let days = try trials.days(scenario, replications)
            costs.append(
                PromiseCost(
                    name: name, besideNone: perPromise(days, beside: bare),
                    besideUnworked: perPromise(days, beside: left)))
        }
        return costs
    }

    private func perPromise(_ days: [Day], beside others: [Day]) -> Estimate {
        var tally = ShareTally(limits: .none)
        for (day, other) in zip(days, others) { tally.add(day.heldSeconds - other.heldSeconds, of: day.promises) }
        return tally.estimate(confidence: confidence)
    }

    /// Promises that expire as soon as they are made, to customers who wait for nothing.
    static func unworked(_ scenario: Scenario, classes: Set<Int>) -> Scenario {
        var scenario = scenario
        for position in classes {
            scenario.classes[position].callbacks?.dial.expiresAfter = 1e-3
            scenario.classes[position].callbacks?.serve = .inboundFirst
            scenario.classes[position].callbacks?.givesUp = nil
        }
        return scenario
    }
}
