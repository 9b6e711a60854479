import Randomness
import Testing

@testable import Engine

/// The hazard of abandoning is multiplied once the quoted wait has passed, by what was in force when the customer
/// arrived.
@Suite struct PatienceAfterQuoteTests {
    /// One agent busy from 10 to 100,000; a menu of 20 s, a quote of 60 s, and a patience that is another from 1000 on.
    private func model(arrivals: [Double], _ before: Distribution, _ later: Distribution) -> CenterModel {
        var model = CenterModel.oneLine(
            arrivals: .trace([10] + arrivals), handle: .constant(100_000), patience: before, staffing: .headcount([1]))
        model.classes[0].patience = [TimedDraw(from: 0, before), TimedDraw(from: 1000, later)]
        model.classes[0].menu = MenuModel(takes: .constant(20))
        model.classes[0].quotes = QuoteModel(
            estimator: .fixed(60), ahead: [0], meanHandle: [100_000], meanPatience: 100)
        model.classes[0].patienceAfterQuote = 2
        return model
    }

    @Test func goesByTheHazardInForceOnArrival() throws {
        // A uniform patience up to 200 s: beyond 60 s the doubled hazard squares the share who still hold, so that whoever
        // would hold for x leaves when (200 − w) / 140 = √((200 − x) / 140).
        let plain = try uniform(to: 200)
        var model = model(arrivals: [], plain, .constant(1))
        let arrivals = (0..<40).map { 100 + Double($0) * 20 } + (0..<15).map { 982 + Double($0) }
        model.classes[0].arrivals = ArrivalModel(.trace([10] + arrivals))
        let quoted = simulateOnce(model).log.filter { $0.number > 0 && $0.joinedAt < 1020 }
        model.classes[0].patienceAfterQuote = 1
        let unmoved = simulateOnce(model).log.filter { $0.number > 0 && $0.joinedAt < 1020 }
        var moved = 0
        for before in unmoved {
            let after = try #require(quoted.first { $0.number == before.number })
            #expect(before.end == .abandoned && after.end == .abandoned)
            let x = before.waitSeconds
            guard x > 60 else {
                #expect(after.waitSeconds == x)
                continue
            }
            moved += 1
            #expect(abs(after.waitSeconds - (200 - 140 * ((200 - x) / 140).squareRoot())) < 1e-6)
        }
        #expect(unmoved.count == 55 && moved > 10)
        // Whoever came from 982 on joined after 1000, when a patience of one second was in force.
        #expect(quoted.contains { $0.joinedAt >= 1002 && $0.waitSeconds > 60 })
    }

    private func uniform(to most: Double) throws -> Distribution {
        try #require(Distribution.families.first { $0.name == "uniform" }).make([
            "from": .number(0), "to": .number(most),
        ])
    }
}
