import QueueTheory
import Testing

@Suite struct FewestAgentsTests {
    static let targets: [TheoryTarget] = [
        .serviceLevel(within: 20, atLeast: 0.8), .serviceLevel(within: 0, atLeast: 0.95),
        .serviceLevel(within: 60, atLeast: 0.999999), .abandonment(atMost: 0.02), .asa(atMost: 5),
        .delayed(atMost: 0.1), .occupancy(atMost: 0.85),
    ]

    /// Against a search from one agent upwards, which needs no monotonicity.
    @Test(arguments: targets) func isTheFirstThatMeetsTheTarget(target: TheoryTarget) throws {
        for arrivals in [0.0005, 0.02, 0.1, 0.4] {
            for patience in [60, 300, Double.infinity] {
                let line = try CallLine(arrivalsPerSecond: arrivals, handleTime: 240, patience: patience)
                let first = try #require(
                    (1...400).first { agents in
                        (try? line.steadyState(agents: agents)).map(target.isMet) ?? false
                    })
                let found = try line.fewestAgents(meeting: [target])
                #expect(found.agents == first, "\(arrivals) arrivals, patience \(patience)")
                #expect(target.isMet(by: found.state))
                if let oneLess = found.oneLess {
                    #expect(oneLess.agents == first - 1 && !target.isMet(by: oneLess))
                }
                #expect(found.deciding == target)
            }
        }
    }

    @Test func severalTargetsAreAllMetAndTheDecidingOneIsNamed() throws {
        let line = try CallLine(arrivalsPerSecond: 0.2, handleTime: 180, patience: 300)
        let alone = try Self.targets.map { try line.fewestAgents(meeting: [$0]).agents }
        let together = try line.fewestAgents(meeting: Self.targets)
        #expect(together.agents == alone.max())
        #expect(try line.fewestAgents(meeting: [together.deciding]).agents == together.agents)
    }

    /// Fewest trunks for a loss of 1 %: with 100 erlangs it is 117 by the recursion.
    @Test func trunksForALoss() throws {
        let line = try CallLine(arrivalsPerSecond: 0.5, handleTime: 200, room: .waitingPlaces(0))
        let found = try line.fewestAgents(meeting: [.blocking(atMost: 0.01)])
        #expect(found.agents == 117)
        #expect(try #require(found.oneLess).blocking > 0.01)
    }

    @Test func aLargeCentreIsSolved() throws {
        let line = try CallLine(arrivalsPerSecond: 400, handleTime: 250)
        let found = try line.fewestAgents(meeting: [.serviceLevel(within: 20, atLeast: 0.8)])
        #expect(found.agents > 100_000 && found.agents < 100_100)
        #expect(try #require(found.oneLess).serviceLevel(within: 20) < 0.8)
        #expect(found.state.serviceLevel(within: 20) >= 0.8)
    }

    @Test func tooFewLinesAreSaidSo() throws {
        let line = try CallLine(arrivalsPerSecond: 0.5, handleTime: 200, room: .lines(90))
        #expect(
            throws: TheoryError.unreachable(
                "the 90 lines are too few: even with an agent on each of them the target is missed; more lines are needed"
            )
        ) {
            try line.fewestAgents(meeting: [.blocking(atMost: 0.01)])
        }
    }

    @Test(arguments: [
        (
            TheoryTarget.serviceLevel(within: 20, atLeast: 1),
            "expected a service level above 0 and below 100 %, found 100.0 %"
        ),
        (.serviceLevel(within: -1, atLeast: 0.8), "expected a service level within 0 s or more, found -1.0 s"),
        (.abandonment(atMost: 0), "expected a bound above 0 and below 100 %, found 0.0 %"),
        (.asa(atMost: 0), "expected an average speed of answer above 0 s, found 0.0 s"),
    ])
    func boundsThatNobodyCanKeepAreRefused(target: TheoryTarget, words: String) throws {
        let line = try CallLine(arrivalsPerSecond: 0.2, handleTime: 180)
        #expect(throws: TheoryError.argument(words)) { try line.fewestAgents(meeting: [target]) }
    }
}
