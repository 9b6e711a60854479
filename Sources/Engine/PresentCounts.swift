import Randomness

/// How many of the rostered anonymous agents are really there, row by row: absences drawn seat by seat for each day.
///
/// An agent is absent for the whole day. So the number present in a row with n on the roster is binomial, and two rows
/// of one day share their absentees.
struct PresentCounts {
    private var counts: [[Int]]

    init(_ model: CenterModel) {
        counts = [[Int]](repeating: [], count: model.groups.count)
    }

    /// Agents present; nil where absences are not drawn.
    func present(group: Int, row: Int) -> Int? {
        counts[group].isEmpty ? nil : counts[group][min(row, counts[group].count - 1)]
    }

    mutating func draw(_ model: CenterModel, seed: UInt64, replication: UInt32) {
        for (position, group) in model.groups.enumerated() {
            guard group.shrinkage > 0, case .headcount(let rostered) = group.staffing, !rostered.isEmpty else {
                continue
            }
            let seats = rostered.max() ?? 0
            var stream = RandomStream(seed: seed, replication: replication, stream: group.stream, cause: .shrinkage)
            // Each day's absences stand at an address of their own: more seats leave those of later days as they were.
            var day = -1
            // presentUpTo[n]: agents present among the first n seats.
            var presentUpTo = [Int](repeating: 0, count: seats + 1)
            counts[position] = rostered.enumerated().map { row, agents in
                let rowDay = row < model.timeline.rows.count ? model.timeline.rows[row].day : 0
                if day < rowDay {
                    day = rowDay
                    stream.seek(number: UInt64(day))
                    for seat in 0..<seats {
                        presentUpTo[seat + 1] = presentUpTo[seat] + (stream.uniform() < group.shrinkage ? 0 : 1)
                    }
                }
                return presentUpTo[agents]
            }
        }
    }
}
