import Randomness
import Testing

@testable import Engine

/// Who is absent on a day depends on the seat and the day only.
@Suite struct AbsenceTests {
    /// Agents present in each row of one day after another, 30 rows of a day each.
    private func present(_ staff: [Int]) -> [Int] {
        var model = CenterModel.oneLine(
            arrivals: .trace([]), handle: .constant(1), staffing: .headcount(staff), closes: Double(staff.count))
        model.timeline.rows = staff.indices.map { TimelineRow(start: Double($0), end: Double($0 + 1), day: $0) }
        model.groups[0].shrinkage = 0.3
        let counts = simulateOnce(model).counts
        return staff.indices.map { Int(counts[row: $0, group: 0, .presentSeconds].rounded()) }
    }

    @Test func moreSeatsOnOneDayLeaveTheOthersAsTheyWere() {
        var staff = [Int](repeating: 20, count: 30)
        let base = present(staff)
        staff[3] = 200
        let more = present(staff)
        #expect(Set(base).count > 3, "days differ")
        #expect(more[3] > base[3])
        #expect(
            more.enumerated().filter { $0.offset != 3 }.map(\.element)
                == base.enumerated().filter { $0.offset != 3 }.map(\.element))
    }

    @Test func moreNamedAgentsLeaveTheOthersAsTheyWere() {
        func scheduled(_ agents: Int) -> [Double] {
            var model = CenterModel.oneLine(
                arrivals: .trace([]), handle: .constant(1),
                staffing: .roster(
                    Roster(
                        agents: agents,
                        moments: (0..<30).flatMap { day in
                            // Only the first five are ever counted: the others come on the last day alone.
                            (0..<(day == 29 ? agents : 5)).flatMap { agent in
                                [
                                    RosterMoment(time: Double(day), agent: agent, kind: .shiftStarts, day: day),
                                    RosterMoment(time: Double(day) + 0.5, agent: agent, kind: .shiftEnds, day: day),
                                ]
                            }
                        })), closes: 30)
            model.timeline.rows = (0..<30).map { TimelineRow(start: Double($0), end: Double($0 + 1), day: $0) }
            model.groups[0].shrinkage = 0.3
            let counts = simulateOnce(model).counts
            return (0..<29).map { counts[row: $0, group: 0, .presentSeconds] }
        }
        #expect(Set(scheduled(5)).count > 2)
        #expect(scheduled(5) == scheduled(40))
    }
}
