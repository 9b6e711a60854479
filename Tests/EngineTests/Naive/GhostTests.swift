import Randomness
import Testing

@testable import Engine

/// The offered wait of those who left, as ghosts tell it, against literal re-runs by hand: the same centre, the same
/// customers, but one of them would wait for ever. Until that one is answered nothing else changes, so a ghost that asks
/// what the policy asks, at the moments at which it asks, is exact; only overflow has moments of its own.
@Suite struct GhostTests {
    /// How a centre of three classes and two groups chooses.
    enum Way: CaseIterable {
        case firstComeFirstServed, priority, growingPriority, groupPreference, reserve, overflow
    }

    private static let slotSeconds = 5.0
    private static let slots = 240
    private static let seeds: Range<UInt64> = 0..<(Invariants.areChecked ? 1 : 5)
    private static let shareExactInOverflow = Invariants.areChecked ? 0.65 : 0.75
    private static let leastCompared = Invariants.areChecked ? 10 : 100

    /// A class's contacts each have an interval of their own, so that the counts of an interval are those of one contact.
    private func centre(_ way: Way, _ dice: inout Dice) -> CenterModel {
        let rows = (0..<Self.slots).map {
            TimelineRow(start: Double($0) * Self.slotSeconds, end: Double($0 + 1) * Self.slotSeconds)
        }
        let closes = Double(Self.slots) * Self.slotSeconds
        var classes = (0..<3).map { position in
            let times = rows.filter { _ in dice.says(0.17) }.map { $0.start + dice.real(0.1...4.9) }
            var own = ClassModel(
                stream: UInt64(31 + position), arrivals: ArrivalModel(.trace(times)),
                handleTime: [TimedDraw(.exponential(mean: 50))], patience: [TimedDraw(.exponential(mean: 40))],
                rank: position, groups: [[0], [0, 1], [1]][position])
            own.headStart = [0, 20, 5][position]
            own.pointsPerSecond = [1, 0.5, 2][position]
            own.quotes = QuoteModel(
                estimator: .fixed(0), ahead: [0, 1, 2], meanHandle: [50, 50, 50], meanPatience: 40)
            return own
        }
        var groups = [
            GroupModel(stream: 41, classes: [0, 1], staffing: .headcount(Array(repeating: 2, count: Self.slots))),
            GroupModel(stream: 42, classes: [1, 2], staffing: .headcount(Array(repeating: 3, count: Self.slots))),
        ]
        switch way {
        case .reserve: groups[1].reserves = [(2, 1)]
        case .overflow:
            classes[1].groups = [0]
            classes[1].overflow = [(1, 30)]
        default: break
        }
        let routing: Routing =
            switch way {
            case .priority, .reserve, .overflow: .priority
            case .growingPriority: .growingPriority
            case .groupPreference: .groupPreference
            case .firstComeFirstServed: .firstComeFirstServed
            }
        return CenterModel(
            classes: classes, groups: groups,
            timeline: Timeline(rows: rows, openings: [OpenSpan(opens: 0, closes: closes, midnight: 0)]),
            thresholds: [20], routing: routing)
    }

    @Test(arguments: Way.allCases) func ghostsTellWhatALiteralRerunTells(way: Way) {
        var dice = Dice(UInt64(77 + Way.allCases.firstIndex(of: way)!))
        var (compared, exact, difference, wait, censored) = (0, 0, 0.0, 0.0, 0)
        for seed in Self.seeds {
            let model = centre(way, &dice)
            let counts = simulateOnce(model, seed: seed).counts
            let brought = model.classes.indices.map { customers(of: $0, in: model, seed: seed) }
            var naive = NaiveCentre(model, brought)
            naive.play()
            for story in naive.stories where story.end == .abandoned {
                var patient = brought
                patient[story.customerClass][story.number].patienceSeconds = .infinity
                var rerun = NaiveCentre(model, patient)
                rerun.play()
                let truth = rerun.stories.first {
                    $0.customerClass == story.customerClass && $0.number == story.number
                }!
                let row = Int(story.arrivedAt / Self.slotSeconds)
                let told = counts[row: row, customerClass: story.customerClass, .quoteErrorSeconds]
                guard counts[row: row, customerClass: story.customerClass, .quotesScored] == 1 else {
                    censored += 1
                    continue
                }
                let offered = truth.waitedUntil - story.arrivedAt
                compared += 1
                if abs(told - offered) < 1e-6 { exact += 1 }
                difference += abs(told - offered)
                wait += offered
            }
        }
        #expect(compared >= Self.leastCompared && censored == 0, "\(compared) compared, \(censored) never told")
        if way == .overflow {
            // The ghost has no clock: it is told of the other group's agent only when one of that group next looks for
            // work. Found here: 147 of 179 exact, 0.36 s off in the mean of 39.2 s.
            #expect(Double(exact) > Self.shareExactInOverflow * Double(compared), "\(exact) exact of \(compared)")
            #expect(difference < 0.02 * wait, "off by \(difference) s of \(wait) s")
        } else {
            #expect(exact == compared, "off by \(difference) s of \(wait) s")
        }
    }
}
