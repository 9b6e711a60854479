import Randomness
import Testing

@testable import Engine

/// The replications of a model with these numbers, in this order, on one thread, with every contact's story.
func simulate(
    _ model: CenterModel, seed: UInt64 = 1, replications: [UInt32] = [0],
    goesOn: @escaping (RunPosition) -> Bool = { _ in true }
) -> [Replication] {
    var done: [Replication] = []
    var place = 0
    RunOrder(
        seed: seed, logs: .everything, goesOn: goesOn,
        next: {
            guard place < replications.count else { return nil }
            defer { place += 1 }
            return replications[place]
        },
        deliver: { done.append($0) }
    ).run(model)
    return done
}

/// One replication.
func simulateOnce(_ model: CenterModel, seed: UInt64 = 1) -> Replication { simulate(model, seed: seed)[0] }

extension CallRecord {
    /// When the wait ended: answered, abandoned, hung up on, or given up at the end.
    var waitedUntil: Double { joinedAt + waitSeconds }
}

extension Counts {
    /// A count summed over all rows; over all classes unless one is given.
    func total(_ count: ClassCount, customerClass: Int? = nil) -> Double {
        var sum = 0.0
        for row in 0..<layout.rows {
            for position in customerClass.map({ $0..<($0 + 1) }) ?? 0..<layout.classes {
                sum += self[row: row, customerClass: position, count]
            }
        }
        return sum
    }

    /// A count against a threshold, summed over all rows.
    func total(_ count: ThresholdCount, threshold: Int, customerClass: Int) -> Double {
        (0..<layout.rows).reduce(0) { $0 + self[row: $1, customerClass: customerClass, count, threshold: threshold] }
    }

    /// A group's count summed over all rows.
    func total(_ count: GroupCount, group: Int) -> Double {
        (0..<layout.rows).reduce(0) { $0 + self[row: $1, group: group, count] }
    }

    /// All waits of a kind in the histograms of one class.
    func waitsInHistogram(_ end: WaitHistogram.End, customerClass: Int) -> UInt64 {
        (0..<layout.histogramRows).reduce(0) { sum, row in
            let start = layout.histogram(row: row, customerClass: customerClass, of: end)
            return sum + histograms.total(in: start..<(start + WaitHistogram.bins))
        }
    }
}

extension CenterModel {
    /// The smallest whole centre: one class, one group, open from 0 to `closes`, one row.
    static func oneLine(
        arrivals: ArrivalProcess, handle: Distribution, afterCall: Distribution? = nil, patience: Distribution? = nil,
        staffing: StaffingModel, closes: Double = 10_000, hangsUpAtClose: Bool = false, lines: Int = .max,
        thresholds: [Double] = [20]
    ) -> CenterModel {
        CenterModel(
            classes: [
                ClassModel(
                    stream: 11, arrivals: ArrivalModel(arrivals), handleTime: [TimedDraw(handle)],
                    afterCall: afterCall.map { [TimedDraw($0)] } ?? [],
                    patience: patience.map { [TimedDraw($0)] } ?? [], groups: [0])
            ],
            groups: [GroupModel(stream: 12, classes: [0], staffing: staffing)],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: closes)],
                openings: [OpenSpan(opens: 0, closes: closes, midnight: 0)], hangsUpAtClose: hangsUpAtClose),
            lines: lines, thresholds: thresholds)
    }
}

/// Times of a list, each as likely as another: for models in which everything happens at whole seconds.
func anyOf(_ seconds: [Double]) -> Distribution {
    do {
        return try Distribution.families.first { $0.name == "empirical" }!.make(["values": .list(seconds)])
    } catch {
        preconditionFailure("a list of times is a distribution: \(error)")
    }
}

/// Where agents are named, their own times are those of their group: busy, and at work in all.
func expectAgentsAddUp(_ counts: Counts, in model: CenterModel, _ place: Comment? = nil) {
    var first = 0
    for (group, staff) in model.groups.enumerated() {
        guard case .roster(let roster) = staff.staffing else { continue }
        let agents = first..<(first + roster.agents)
        first += roster.agents
        let busy = agents.reduce(0) { $0 + counts[agent: $1, .busySeconds] }
        let atWork = busy + agents.reduce(0) { $0 + counts[agent: $1, .idleSeconds] }
        let present = counts.total(.presentSeconds, group: group) + counts.total(.overtimeSeconds, group: group)
        #expect(abs(busy - counts.total(.busySeconds, group: group)) <= 1e-9 * max(1, busy), place)
        #expect(abs(atWork - present) <= 1e-9 * max(1, atWork), place)
    }
}
