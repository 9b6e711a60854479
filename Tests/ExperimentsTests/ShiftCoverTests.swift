import Measures
import Scenarios
import Testing

@testable import Experiments

/// The cheapest shifts that cover a need: against every other choice, and in words where there are none.
@Suite struct ShiftCoverTests {
    private static func text(
        _ mayWork: String, hours: String = "day: {opens: \"08:00\", closes: \"13:00\", interval: 1 h}"
    ) -> String {
        """
        holdfast: 1
        name: Shifts
        \(hours)
        customers:
          callers: {arrivals: {per_hour: 30}, handle_time: {exponential: {mean: 2 min}}, patience: {exponential: {mean: 2 min}}}
        agents:
          team: {serves: [callers], staff: 3, may_work: \(mayWork)}

        """
    }

    private static func cover(_ text: String) throws -> (cover: ShiftCover, calendar: OpeningCalendar) {
        let scenario = try ScenarioReader(measures: MeasureWord.all).read(text: text, named: "s.yaml", directory: "")
            .scenario
        guard case .calendar(let calendar) = scenario.hours else { preconditionFailure("a day") }
        return (ShiftCover(scenario, group: 0, calendar), calendar)
    }

    private static let several = """
        {shifts: [{starts: ["08:00", "10:00"], lasts: 3 h, at_most: 6},
                  {starts: "08:00", lasts: 5 h, breaks: [{after: [2 h, 150 min], for: 30 min}], price: 4},
                  {starts: "11:00", lasts: 2 h, price: 2.5}]}
        """

    /// A need that covers nobody's break but everybody's hours, against all ways to staff five shifts.
    @Test(arguments: 0..<40) func findsTheCheapest(seed: Int) throws {
        let text = Self.text(Self.several) + "costs: {agent_hour: 1}\n"
        let (cover, _) = try Self.cover(text)
        #expect(cover.columns.count == 5)
        var state = UInt64(seed &* 77 &+ 5)
        func whole(_ most: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % (most + 1)
        }
        let need = (0..<5).map { _ in whole(3) }
        let found = try cover.cheapest([need], within: 30) { true }
        #expect(found.isProven)
        #expect(zip(cover.covered(found.values)[0], need).allSatisfy { $0 >= $1 })

        // By minutes, without the cover's own slots.
        func keeps(_ counts: [Int]) -> Bool {
            stride(from: 8 * 3600.0, to: 13 * 3600, by: 600).allSatisfy { from in
                let there = zip(counts, cover.columns).reduce(0) { sum, pair in
                    let shift = pair.1.shift
                    let isThere =
                        shift.from <= from && from + 600 <= shift.to
                        && !shift.breaks.contains { $0.at < from + 600 && $0.at + $0.length > from }
                    return isThere ? sum + pair.0 : sum
                }
                return there >= need[Int(from / 3600) - 8]
            } && counts.indices.filter { cover.columns[$0].shape == 0 }.reduce(0) { $0 + counts[$1] } <= 6
        }
        func cost(_ counts: [Int]) -> Double { zip(counts, cover.columns).reduce(0) { $0 + Double($1.0) * $1.1.cost } }
        #expect(keeps(found.values) && (cost(found.values) - found.cost).magnitude < 1e-9)
        var counts = [0, 0, 0, 0, 0]
        var cheapest = Double.infinity
        // More than six of a shift are never of use: three at a time, and at most half of them on a break.
        while true {
            if cost(counts) < cheapest, keeps(counts) { cheapest = cost(counts) }
            guard let place = counts.firstIndex(where: { $0 < 6 }) else { break }
            for lower in 0..<place { counts[lower] = 0 }
            counts[place] += 1
        }
        #expect((found.cost - cheapest).magnitude < 1e-9, "\(found) against \(cheapest) for \(need)")
    }

    /// On top of those who are there already, only what is missing.
    @Test func addsOnTop() throws {
        let (cover, _) = try Self.cover(
            Self.text("{shifts: [{starts: [\"08:00\", \"10:00\"], lasts: 3 h, at_most: 5}]}"))
        let more = try cover.cheapest([[0, 0, 4, 0, 0]], onTopOf: [1, 2], within: 10) { true }
        #expect(more.values.reduce(0, +) == 1)
        #expect(throws: RunError.self) { try cover.cheapest([[0, 0, 6, 0, 0]], onTopOf: [1, 2], within: 10) { true } }
    }

    @Test(
        arguments: [
            (
                "{shifts: [{starts: \"09:00\", lasts: 4 h}]}", [2, 1, 1, 1, 1],
                "No shift that \"team\" may work covers 08:00 to 09:00, when 2 agents are needed. Add a start, a length or "
                    + "another time for a break to its may_work."
            ),
            (
                "{shifts: [{starts: \"08:00\", lasts: 5 h, breaks: [{after: 2 h, for: 20 min}]}]}", [1, 1, 1, 1, 1],
                "No shift that \"team\" may work covers 10:00 to 10:20, when 1 agent is needed. Add a start, a length or "
                    + "another time for a break to its may_work."
            ),
            (
                "{at_most: 3, shifts: [{starts: \"08:00\", lasts: 5 h}]}", [1, 5, 1, 1, 1],
                "The shifts that \"team\" may work cannot cover its need: from 09:00 to 10:00 2 of the 5 agents needed are "
                    + "missing. Raise at_most in its may_work, or add shifts."
            ),
        ] as [(String, [Int], String)])
    func saysWhatCannotBeCovered(mayWork: String, need: [Int], message: String) throws {
        let (cover, _) = try Self.cover(Self.text(mayWork))
        let error = #expect(throws: RunError.self) { try cover.cheapest([need], within: 10) { true } }
        #expect(error?.message == message, "\(error?.message ?? "")")
    }

    /// What must be worked is, whatever the need.
    @Test func keepsWhatMustBeWorked() throws {
        let (cover, _) = try Self.cover(
            Self.text(
                "{at_least: 4, shifts: [{starts: \"08:00\", lasts: 5 h, at_least: 1}, {starts: \"08:00\", lasts: 2 h}]}"
            ))
        let found = try cover.cheapest([[0, 0, 0, 0, 0]], within: 10) { true }
        #expect(found.values == [1, 3])
        #expect(!cover.maySpare(0, found.values) && !cover.maySpare(1, found.values))
        #expect(cover.maySpare(1, [1, 4]) && !cover.maySpare(0, [1, 4]))
    }

    /// Nights reach into the next morning, but not into the first of the run, nor into a day after a closed one.
    @Test func nightsReachIntoTheNextDay() throws {
        let week = "calendar: {interval: 8 h, days: 7, week: [{on: mon-fri, opens: \"00:00\", closes: \"24:00\"}]}"
        let shifts =
            "{shifts: [{starts: [\"00:00\", \"08:00\", \"16:00\"], lasts: 8 h}, {starts: \"20:00\", lasts: 8 h, on: mon-thu}]}"
        let (cover, calendar) = try Self.cover(Self.text(shifts, hours: week))
        #expect(calendar.openings.count == 5)
        let found = try cover.cheapest([[2, 3, 2]], within: 10) { true }
        #expect(found.isProven)
        // Nobody comes to the first morning from a night before: seven agents a day are the fewest.
        #expect(found.cost == 7 * 8 * 5)
        let covered = cover.covered(found.values)
        #expect(zip(covered[0], [2, 3, 2]).allSatisfy { $0 >= $1 })
    }
}
