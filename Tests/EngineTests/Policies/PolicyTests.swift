import Testing

@testable import Engine

/// Every policy does what it says, seen from outside. A new policy or rule is tested as soon as it is a case of its enum
/// and has its statement in `Statements.swift`, which does not compile without it.
@Suite struct PolicyTests {
    private static let seeds: Range<UInt64> = 0..<(Invariants.areChecked ? 2 : 12)

    /// (a) no agent without the skill, (b) no idle agent while a contact it may take waits, unless the policy keeps it
    /// for others, (c) the order of service and the choice of agents as the policy states.
    @Test(arguments: Routing.allCases, IdleRule.allCases) func doesWhatItSays(routing: Routing, idleRule: IdleRule) {
        var (choices, notTheFirst, picks) = (0, 0, 0)
        var (idleness, groups, variance) = (0.0, 0.0, 0.0)
        for centre in PolicyCentre.all(routing, idleRule) {
            for seed in Self.seeds {
                let model = centre.make(seed)
                let witness = Witness(model, simulateOnce(model, seed: seed).log)
                #expect(witness.faults.isEmpty, "\(centre), seed \(seed): \(witness.faults.first ?? "")")
                choices += witness.choices
                notTheFirst += witness.notTheFirst
                guard centre.isNamed else { continue }
                picks += witness.picks
                idleness += witness.idlenessPlaces
                groups += witness.groupPlaces
                variance += witness.placeVariance
            }
        }
        // Enough was seen to tell.
        #expect(
            choices > 100 * Self.seeds.count && picks > 100 * Self.seeds.count, "\(choices) choices, \(picks) picks")
        #expect((notTheFirst == 0) == (routing == .firstComeFirstServed), "\(notTheFirst) not the first")
        if idleRule == .random {
            // Fixed seeds; a fair pick fails once in 15,000.
            #expect(idleness.magnitude < 4 * variance.squareRoot(), "by idleness: \(idleness), variance \(variance)")
            #expect(groups.magnitude < 4 * variance.squareRoot(), "by group: \(groups), variance \(variance)")
        }
    }

    /// The witness would see it: what one policy does is not what another says.
    @Test(arguments: Routing.allCases, Routing.allCases)
    func noPolicyPassesForAnother(does: Routing, says: Routing) {
        let centre = PolicyCentre(
            routing: does, idleRule: .longestIdle, overflows: false, reserves: false, isNamed: true)
        let faults = Self.seeds.reduce(0) { sum, seed in
            let model = centre.make(seed)
            return sum + Witness(model, simulateOnce(model, seed: seed).log, routing: says).faults.count
        }
        #expect((faults == 0) == (does == says), "\(faults) faults")
    }

    /// Nor is what one rule for idle agents does what another says. The random rule says nothing about a single pick; its
    /// picks over many contacts are counted.
    @Test(arguments: IdleRule.allCases, IdleRule.allCases)
    func noRuleForIdleAgentsPassesForAnother(does: IdleRule, says: IdleRule) {
        let centre = PolicyCentre(
            routing: .firstComeFirstServed, idleRule: does, overflows: false, reserves: false, isNamed: true)
        var (faults, idleness, variance) = (0, 0.0, 0.0)
        for seed in Self.seeds {
            let model = centre.make(seed)
            let witness = Witness(model, simulateOnce(model, seed: seed).log, idleRule: says)
            faults += witness.faults.count
            idleness += witness.idlenessPlaces
            variance += witness.placeVariance
        }
        if says == .random {
            // Whoever was busy least may well have been idle longest: that rule is told apart by its statement alone.
            if does == .leastOccupied { return }
            // Too few contacts there to tell another rule from chance.
            if Invariants.areChecked && does != .random { return }
            #expect((idleness.magnitude < 4 * variance.squareRoot()) == (does == .random), "\(idleness), \(variance)")
        } else {
            #expect((faults == 0) == (does == says), "\(faults) faults")
        }
    }
}
