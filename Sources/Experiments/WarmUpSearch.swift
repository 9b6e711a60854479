import Engine
import Scenarios

/// Finds how much of a steady run's start to leave out: MSER, the marginal standard error rule (White, 1997).
///
/// One run from empty is cut into batches of equal length; the mean wait of each is noted. The best truncation is the
/// one that makes the estimated standard error of the mean of what remains smallest. MSER-5 takes batches of five
/// contacts; here they are as long as it takes for at most 1,000 of them.
struct WarmUpSearch {
    /// Share of the run to leave out, from 0 to 1/2.
    let share: Double
    /// True when the best truncation lies in the second half: the run never settles, or is too short to tell.
    let isUnsettled: Bool

    static let mostBatches = 1_000

    /// - Parameter means: the mean wait of each batch, in order.
    init(means: [Double]) {
        let count = means.count
        guard count >= 10 else {
            share = 0
            isUnsettled = true
            return
        }
        // Sums from the end, so that each truncation costs the same.
        var sum = 0.0
        var squares = 0.0
        var best = (error: Double.infinity, from: 0)
        for from in stride(from: count - 1, through: 0, by: -1) {
            sum += means[from]
            squares += means[from] * means[from]
            let kept = Double(count - from)
            let error = max(0, squares - sum * sum / kept) / (kept * kept)
            // The last few alone can agree by chance: at least five remain (White and Robinson, 2010).
            if kept >= 5 && error <= best.error { best = (error, from) }
        }
        isUnsettled = best.from * 2 > count
        share = isUnsettled ? 0.5 : Double(best.from) / Double(count)
    }

    /// Runs the scenario's model once from empty and looks at the waits.
    /// - Throws: when the work was interrupted.
    init(
        _ scenario: Scenario, _ horizon: SteadyHorizon, seed: UInt64, goesOn: @escaping @Sendable (RunPosition) -> Bool
    ) throws(RunError) {
        var pilot = scenario
        switch horizon.length {
        case .contacts(let total): pilot.hours = .steady(SteadyHorizon(length: .contacts(total), warmUp: .contacts(0)))
        case .seconds(let length): pilot.hours = .steady(SteadyHorizon(length: .seconds(length), warmUp: .seconds(0)))
        }
        var model = CompiledScenario(pilot).model
        var batches = Self.mostBatches
        if case .contacts(let total) = horizon.length { batches = max(10, min(batches, total / 5)) }
        model.timeline.rows = (0..<batches).map { batch in
            guard case .seconds(let length) = horizon.length else { return TimelineRow(start: 0, end: 0) }
            let step = length / Double(batches)
            return TimelineRow(
                start: step * Double(batch), end: batch == batches - 1 ? length : step * Double(batch + 1))
        }
        model.histogramsByInterval = false
        var means: [Double] = []
        var isFirst = true
        var wasStopped = false
        // The last number there is: no replication of the run itself uses it.
        let order = RunOrder(
            seed: seed, goesOn: goesOn,
            next: {
                defer { isFirst = false }
                return isFirst ? .max : nil
            },
            deliver: {
                if case .stopped? = $0.fault { wasStopped = true }
                means = Self.meanWaits($0.counts)
            })
        order.run(model)
        if wasStopped {
            throw RunError(kind: .interrupted, message: "Stopped while the length of the warm-up was being found.")
        }
        self.init(means: means)
    }

    private static func meanWaits(_ counts: Counts) -> [Double] {
        (0..<counts.layout.intervals).compactMap { row in
            var wait = 0.0
            var contacts = 0.0
            for position in 0..<counts.layout.classes {
                wait += counts[row: row, customerClass: position, .answeredWaitSeconds]
                wait += counts[row: row, customerClass: position, .abandonedWaitSeconds]
                contacts += counts[row: row, customerClass: position, .answered]
                contacts += counts[row: row, customerClass: position, .abandoned]
            }
            return contacts > 0 ? wait / contacts : nil
        }
    }
}

extension Scenario {
    /// The same with a warm-up that is known, and what must be said about it.
    /// - Parameter goesOn: asked now and then while it is being found; false stops the search.
    /// - Throws: when the search was stopped.
    func withKnownWarmUp(
        seed: UInt64, goesOn: @escaping @Sendable (RunPosition) -> Bool = { _ in true }
    ) throws(RunError) -> (scenario: Scenario, warnings: [String]) {
        guard case .steady(let horizon) = hours else { return (self, []) }
        var share = 0.0
        var warnings: [String] = []
        if horizon.warmUp == .found {
            let search = try WarmUpSearch(self, horizon, seed: seed, goesOn: goesOn)
            share = search.share
            if search.isUnsettled {
                warnings.append(
                    "No steady state was found: the waits still drift in the second half of the run. "
                        + "The line may grow without end, or the horizon is too short; half of it was left out.")
            }
        }
        var known = self
        switch (horizon.length, horizon.warmUp) {
        case (.contacts(let total), .contacts(let warmUp)):
            known.hours = .steady(SteadyHorizon(length: .contacts(total), warmUp: .contacts(warmUp)))
        case (.contacts(let total), _):
            known.hours = .steady(
                SteadyHorizon(length: .contacts(total), warmUp: .contacts(Int((share * Double(total)).rounded()))))
        case (.seconds(let length), .seconds(let warmUp)):
            known.hours = .steady(SteadyHorizon(length: .seconds(length), warmUp: .seconds(warmUp)))
        case (.seconds(let length), _):
            known.hours = .steady(SteadyHorizon(length: .seconds(length), warmUp: .seconds(share * length)))
        }
        return (known, warnings)
    }
}
