import Measures

/// After which replications a run looks at its precision: a fixed list, so that where it stops depends on the scenario
/// and the options alone, never on which thread was quicker.
///
/// The first look is at a hundred observations, and each further one a tenth later: 100, 110, 121, 134, … Intervals at
/// a stopping point are a little too short, since a run is likelier to stop where the spread looks small by chance
/// (Chow and Robbins, 1965; Law and Kelton, 1982), most of all after few observations and for lopsided ones. Looking
/// later and seldom, and stopping only when two looks in a row agree, keeps the loss small: see docs/precision.md.
enum PrecisionSchedule {
    /// The fewest observations, days or batches, from which a measure's precision is believed: of those that are made on
    /// a few bad days (shares of promises, lateness) twice as many as at a day chosen beforehand, since a run that has
    /// seen few of them stops sooner.
    static func floor(for measure: Measure) -> Int { max(100, 2 * measure.leastReplications) }

    /// The look after the one at `replications`.
    static func look(after replications: Int) -> Int { replications + (replications + 9) / 10 }

    /// Looks in a row at which every number must be precise enough.
    static let looksInAgreement = 2

    /// Observations after which a number without any data is given up.
    static let hopelessAfter = 1_000
}

/// Watches numbers become precise, those of a run or the differences of a comparison, and says when they are precise
/// enough.
public struct PrecisionWatch: Sendable {
    let goals: [PrecisionGoal]
    /// Observations that each replication brings: 1, or the batches of a steady run.
    private let perReplication: Int
    /// The most replications that are allowed.
    let most: Int
    /// The next scheduled look, in replications.
    private(set) var nextLook: Int
    /// The next glance at how far there is to go, for the progress line only.
    private var nextGlance = 10
    private var agreeing = 0
    /// Replications after which the end is expected.
    private(set) var expected: Int

    /// - Parameters:
    ///   - plan: of the run, or of a comparison's baseline.
    ///   - most: the most replications that are allowed.
    /// - Precondition: there are goals.
    public init(_ goals: [PrecisionGoal], plan: TallyPlan, most: Int) {
        self.goals = goals
        self.most = most
        perReplication = plan.observationKind == .batch ? CompiledScenario.batches : 1
        let floor = goals.map { Self.floor(for: $0, plan) }.max() ?? 1
        nextLook = (floor + perReplication - 1) / perReplication
        expected = min(most, PrecisionSchedule.look(after: nextLook))
    }

    private static func floor(for goal: PrecisionGoal, _ plan: TallyPlan) -> Int {
        switch goal.subject {
        case .measure(let measure, _, _): PrecisionSchedule.floor(for: measure)
        case .target(let index): PrecisionSchedule.floor(for: plan.targets[index].measure)
        }
    }

    /// Looks at a run, when a look is due.
    /// - Returns: why the run ends here; nil when it goes on.
    public mutating func ending(_ tally: RunTally) -> PrecisionReport.Ending? {
        let goals = goals
        return ending(tally.replications, observations: tally.observations) { goals.map(tally.outcome) }
    }

    /// Looks at the differences of a comparison, when a look is due.
    /// - Returns: why the comparison ends here; nil when it goes on.
    public mutating func ending(_ tally: PairedTally) -> PrecisionReport.Ending? {
        let goals = goals
        return ending(tally.tallies[0].replications, observations: tally.observations) {
            goals.flatMap(tally.outcomes)
        }
    }

    private mutating func ending(
        _ done: Int, observations: Int, _ outcomes: () -> [PrecisionOutcome]
    ) -> PrecisionReport.Ending? {
        guard done >= min(nextLook, nextGlance) else { return nil }
        let outcomes = outcomes()
        if let growth = outcomes.compactMap(\.growth).max() {
            expected = min(most, max(Int(min(1e9, growth * Double(done))), nextLook, done + 1))
        }
        nextGlance = 2 * done
        guard done >= nextLook else { return nil }
        nextLook = PrecisionSchedule.look(after: done)
        agreeing = outcomes.allSatisfy { $0.isNarrow && $0.differsOftenEnough } ? agreeing + 1 : 0
        if agreeing >= PrecisionSchedule.looksInAgreement { return .reached }
        let isHopeless = outcomes.contains { $0.estimate.value == nil || $0.wantedHalfWidth == nil }
        return isHopeless && observations >= PrecisionSchedule.hopelessAfter ? .noData : nil
    }

    /// What became of the goals of a run.
    /// - Parameter ending: why the run ended. One that did all its replications, or was cut off by the clock, did not
    ///   end because of what it saw, so that one look is enough to tell.
    func report(_ tally: RunTally, ending: PrecisionReport.Ending) -> PrecisionReport {
        report(goals.map(tally.outcome), observations: tally.observations, ending: ending)
    }

    /// The same of a comparison.
    func report(_ tally: PairedTally, ending: PrecisionReport.Ending) -> PrecisionReport {
        report(goals.flatMap(tally.outcomes), observations: tally.observations, ending: ending)
    }

    private func report(
        _ found: [PrecisionOutcome], observations: Int, ending: PrecisionReport.Ending
    ) -> PrecisionReport {
        let isChosen = ending == .reached || ending == .replications
        let outcomes = found.map { found in
            var outcome = found
            let isEnough =
                isChosen || observations >= PrecisionSchedule.floor(for: outcome.measure) && outcome.differsOftenEnough
            outcome.reached = isEnough && outcome.isNarrow
            return outcome
        }
        let isReached = outcomes.allSatisfy(\.reached) && ending != .interrupted
        return PrecisionReport(outcomes: outcomes, ending: isReached ? .reached : ending)
    }
}
