import Randomness
import Testing

@testable import Engine

/// What must add up in any centre: here in random ones, against the story of every contact.
@Suite struct ConservationTests {
    static let centres: UInt64 = Invariants.areChecked ? 60 : 1500

    private static let ends: [ClassCount] = [
        .blocked, .leftInMenu, .selfServed, .balked, .answered, .abandoned, .callbackAccepted, .hungUpAtClose,
        .inSystem,
    ]

    @Test(arguments: [false, true])
    func everythingAddsUp(inWholeSeconds: Bool) {
        for seed in 0..<Self.centres {
            var making = RandomCentre(1_000_000 + seed, inWholeSeconds: inWholeSeconds)
            var model = making.make()
            for group in model.groups.indices where seed % 3 == 0 { model.groups[group].shrinkage = 0.2 }
            for replication in simulate(model, seed: seed, replications: [0, 1]) {
                #expect(replication.fault == nil)
                endsAddUp(replication, model)
                timesAddUp(replication, model)
                thresholdsAgreeWithTheLog(replication, model)
            }
        }
    }

    private func endsAddUp(_ replication: Replication, _ model: CenterModel) {
        let counts = replication.counts
        for row in 0..<counts.layout.rows {
            for position in 0..<counts.layout.classes {
                let sum = Self.ends.reduce(0) { $0 + counts[row: row, customerClass: position, $1] }
                #expect(counts[row: row, customerClass: position, .arrivals] == sum)
                for end in Self.ends {
                    let logged = replication.log.count {
                        $0.row == row && $0.customerClass == position && $0.end == end
                    }
                    #expect(counts[row: row, customerClass: position, end] == Double(logged))
                }
            }
        }
        // Each contact has one story, and a class's numbers have no gap.
        for position in 0..<counts.layout.classes {
            let numbers = replication.log.filter { $0.customerClass == position }.map(\.number).sorted()
            #expect(numbers == Array(0..<UInt64(numbers.count)))
        }
    }

    private func timesAddUp(_ replication: Replication, _ model: CenterModel) {
        let counts = replication.counts
        func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a)) }
        for position in 0..<counts.layout.classes {
            let waits: [ClassCount] = [.answeredWaitSeconds, .abandonedWaitSeconds, .otherWaitSeconds]
            let sum = waits.reduce(0) { $0 + counts.total($1, customerClass: position) }
            #expect(agree(counts.total(.queueSeconds, customerClass: position), sum), "Little's law")
            let logged = replication.log.filter { $0.customerClass == position }.reduce(0) { $0 + $1.waitSeconds }
            #expect(agree(sum, logged))
        }
        var handled = 0.0
        for group in 0..<counts.layout.groups {
            #expect(agree(counts.total(.busySeconds, group: group), counts.total(.handleSeconds, group: group)))
            let logged = replication.log.filter { $0.group == group }
            #expect(counts.total(.answered, group: group) == Double(logged.count))
            let seconds = logged.reduce(0) { $0 + $1.talkSeconds! + $1.afterCallSeconds! }
            #expect(agree(counts.total(.handleSeconds, group: group), seconds))
            handled += seconds
            #expect(counts.total(.overtimeSeconds, group: group) <= counts.total(.busySeconds, group: group) + 1e-9)
            if case .unlimited = model.groups[group].staffing { continue }
            #expect(counts.total(.presentSeconds, group: group) <= counts.total(.scheduledSeconds, group: group) + 1e-9)
        }
        #expect(agree(counts.total(.handleSeconds), handled))
        let length = (0..<counts.layout.rows).reduce(0) { $0 + counts[lengthOfRow: $1] }
        for (row, span) in model.timeline.rows.enumerated() {
            #expect(agree(counts[lengthOfRow: row], span.end - span.start))
        }
        #expect(length >= model.timeline.openings.last!.closes - 1e-9)
    }

    private func thresholdsAgreeWithTheLog(_ replication: Replication, _ model: CenterModel) {
        let counts = replication.counts
        for position in 0..<counts.layout.classes {
            let answered = replication.log.filter { $0.customerClass == position && $0.end == .answered }
            let abandoned = replication.log.filter { $0.customerClass == position && $0.end == .abandoned }
            for (place, limit) in model.thresholds.enumerated() {
                #expect(
                    counts.total(.answeredWithin, threshold: place, customerClass: position)
                        == Double(answered.count { $0.waitSeconds <= limit + 1e-6 }))
                #expect(
                    counts.total(.abandonedWithin, threshold: place, customerClass: position)
                        == Double(abandoned.count { $0.waitSeconds <= limit + 1e-6 }))
                let excess = replication.log.filter { $0.customerClass == position }
                    .reduce(0) { $0 + max(0, $1.waitSeconds - limit) }
                let counted = counts.total(.excessSeconds, threshold: place, customerClass: position)
                #expect(abs(counted - excess) <= 1e-9 * max(1, excess))
            }
            #expect(
                counts.total(.shortAbandoned, customerClass: position)
                    == Double(abandoned.count { $0.waitSeconds <= model.shortAbandonSeconds + 1e-6 }))
            #expect(counts.waitsInHistogram(.answered, customerClass: position) == UInt64(answered.count))
            let left = replication.log.count {
                $0.customerClass == position && [.abandoned, .hungUpAtClose, .inSystem].contains($0.end)
            }
            #expect(counts.waitsInHistogram(.unanswered, customerClass: position) == UInt64(left))
        }
    }
}
