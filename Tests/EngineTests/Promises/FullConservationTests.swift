import Randomness
import Testing

@testable import Engine

/// What must add up whatever ways the contacts go.
@Suite struct FullConservationTests {
    /// Of each eighth: 10,000 in all, but for debug builds, which look at every table after every event.
    #if DEBUG
    static let centres: UInt64 = 200
    #else
    static let centres: UInt64 = 1250
    #endif

    @Test(arguments: 0..<8)
    func everythingAddsUp(eighth: UInt64) {
        for seed in (eighth * 100_000)..<(eighth * 100_000 + Self.centres) { everythingAddsUp(seed: seed) }
    }

    /// In 667 an agent came free, and with that one more customer might ring for another group; in 100,448 a promise was taken,
    /// and the next was one that the group beside it might take. Nobody looked.
    @Test(arguments: [667, 100_448] as [UInt64])
    func everythingAddsUp(seed: UInt64) {
        let inWholeSeconds = seed % 2 == 0
        var plain = RandomCentre(3_000_000 + seed, inWholeSeconds: inWholeSeconds)
        var full = FullCentre(seed, inWholeSeconds: inWholeSeconds)
        let model = full.make(from: plain.make())
        let replication = simulateOnce(model, seed: seed)
        #expect(replication.fault == nil, "centre \(seed)")
        contactsAddUp(replication, seed)
        promisesAddUp(replication, model, seed)
        timesAddUp(replication, model, seed)
        recordsAreWhatWasCounted(replication, seed)
        expectAgentsAddUp(replication.counts, in: model, "centre \(seed)")
    }

    private func contactsAddUp(_ replication: Replication, _ seed: UInt64) {
        let counts = replication.counts
        for row in 0..<counts.layout.rows {
            for position in 0..<counts.layout.classes {
                func of(_ count: ClassCount) -> Double { counts[row: row, customerClass: position, count] }
                let place: Comment = "centre \(seed), row \(row), class \(position)"
                #expect(of(.arrivals) == ClassCount.ends.reduce(0) { $0 + of($1) }, place)
                #expect(of(.arrivals) == of(.fresh) + of(.redials) + of(.reconnects), place)
                #expect(
                    of(.transfersIn) == of(.transfersAnswered) + of(.transfersAbandoned) + of(.transfersLeft), place)
                #expect(of(.transferred) <= of(.answered) + of(.callbacksConnected), place)
                #expect(of(.handOvers) <= of(.transfersAnswered), place)
                #expect(of(.callbacksOffered) == of(.callbackAccepted) + of(.callbacksDeclined), place)
                for end in ClassCount.ends {
                    let logged = replication.log.count {
                        $0.row == row && $0.customerClass == position && $0.end == end
                    }
                    #expect(of(end) == Double(logged), "\(end), centre \(seed)")
                }
            }
        }
        // An issue is solved or lost at most once; what is neither is under way when the run ends.
        let settled = counts.total(.issuesResolved) + counts.total(.issuesLost)
        #expect(settled <= counts.total(.fresh), "centre \(seed): \(settled) issues of \(counts.total(.fresh))")
    }

    private func promisesAddUp(_ replication: Replication, _ model: CenterModel, _ seed: UInt64) {
        let counts = replication.counts
        let states: [ClassCount] = [
            .promisesEarly, .promisesKept, .promisesLate, .promisesGaveUp, .promisesDropped, .promisesOpen,
            .promisesMissed, .promisesUnreached,
        ]
        for row in 0..<counts.layout.rows {
            for position in 0..<counts.layout.classes {
                func of(_ count: ClassCount) -> Double { counts[row: row, customerClass: position, count] }
                let place: Comment = "centre \(seed), row \(row), class \(position)"
                #expect(of(.callbackAccepted) == states.reduce(0) { $0 + of($1) }, place)
                #expect(of(.callbacksConnected) == of(.promisesEarly) + of(.promisesKept) + of(.promisesLate), place)
                #expect(
                    of(.followUpsMade) == of(.followUpsKept) + of(.followUpsLate) + of(.followUpsOpen)
                        + of(.followUpsMissed), place)
                #expect(of(.promisesKeptDue) <= of(.promisesReachedDue) || of(.promisesLate) > 0, place)
                #expect(of(.promisesDue) <= of(.callbackAccepted), place)
                if let callbacks = model.classes[position].callbacks {
                    #expect(of(.callbackAttempts) <= of(.callbackAccepted) * Double(callbacks.attempts), place)
                }
            }
        }
    }

    /// What is written down of each promise, dial and quote comes to the counts; and belongs to a contact.
    private func recordsAreWhatWasCounted(_ replication: Replication, _ seed: UInt64) {
        let counts = replication.counts
        let place: Comment = "centre \(seed)"
        let callbacks = replication.promises.filter { !$0.isFollowUp }
        let followUps = replication.promises.filter(\.isFollowUp)
        for state in PromiseState.allCases {
            #expect(Double(callbacks.count { $0.state == state }) == counts.total(state.count), place)
        }
        #expect(Double(callbacks.count) == counts.total(.callbackAccepted), place)
        #expect(Double(followUps.count) == counts.total(.followUpsMade), place)
        #expect(Double(followUps.count { $0.state == .kept }) == counts.total(.followUpsKept), place)
        #expect(Double(followUps.count { $0.state == .late }) == counts.total(.followUpsLate), place)
        #expect(Double(followUps.count { $0.state == .open }) == counts.total(.followUpsOpen), place)
        #expect(Double(callbacks.reduce(0) { $0 + $1.dials.count }) == counts.total(.callbackAttempts), place)
        #expect(Double(replication.quotes.count) == counts.total(.quotesMade), place)
        let waited = callbacks.reduce(0) { $0 + ($1.connectedAt ?? $1.madeAt) - $1.madeAt }
        let worked = followUps.reduce(0) { $0 + ($1.workSeconds ?? 0) }
        for (written, counted) in [
            (waited, counts.total(.callbackWaitSeconds)), (worked, counts.total(.followUpWorkSeconds)),
        ] {
            #expect(abs(written - counted) <= 1e-9 * max(1, counted), place)
        }
        for promise in replication.promises {
            // Connected or a cause, never both.
            #expect((promise.connectedAt == nil) == (promise.cause != nil), place)
            let dialled = promise.dials.flatMap { [$0.at, $0.endedAt ?? .nan] }
            #expect(zip(dialled, dialled.dropFirst()).allSatisfy { $0 <= $1 }, place)
            #expect(promise.dials.dropLast().allSatisfy { !$0.isReached }, place)
            #expect((promise.reachedAt != nil) == (promise.dials.last?.isReached ?? false), place)
        }
        let known = Set(replication.log.map(\.identity))
        #expect(known.count == replication.log.count, place)
        let told =
            replication.promises.map(\.contact) + replication.laterLegs.map(\.contact)
            + replication.quotes.map(\.contact) + replication.unresolved
        #expect(told.allSatisfy(known.contains), place)
        for record in replication.log {
            #expect(record.issueArrivedAt <= record.arrivedAt && record.arrivedAt <= record.joinedAt, place)
            #expect(record.attempt > 0 || record.issueArrivedAt == record.arrivedAt, place)
            // An attempt follows another.
            var before = record.identity
            before.attempt -= 1
            #expect(record.attempt == 0 || known.contains(before), place)
        }
    }

    private func timesAddUp(_ replication: Replication, _ model: CenterModel, _ seed: UInt64) {
        let counts = replication.counts
        func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a)) }
        for position in 0..<counts.layout.classes {
            let waits: [ClassCount] = [
                .answeredWaitSeconds, .abandonedWaitSeconds, .otherWaitSeconds, .laterLegWaitSeconds,
            ]
            let sum = waits.reduce(0) { $0 + counts.total($1, customerClass: position) }
            let area = counts.total(.queueSeconds, customerClass: position)
            #expect(agree(area, sum), "Little's law: \(area) and \(sum), centre \(seed)")
        }
        for group in 0..<counts.layout.groups {
            let parts: [GroupCount] = [
                .handleSeconds, .laterLegSeconds, .ringingSeconds, .followUpSeconds, .backgroundSeconds,
                .warmTransferSeconds,
            ]
            let sum = parts.reduce(0) { $0 + counts.total($1, group: group) }
            let busy = counts.total(.busySeconds, group: group)
            #expect(agree(busy, sum), "busy \(busy), parts \(sum), centre \(seed)")
        }
        let legs = (0..<counts.layout.groups).reduce(0.0) {
            $0 + counts.total(.answered, group: $1) + counts.total(.callbackLegs, group: $1)
                + counts.total(.transferLegs, group: $1)
        }
        #expect(
            legs == counts.total(.answered) + counts.total(.callbacksConnected) + counts.total(.transfersAnswered),
            "centre \(seed)")
    }
}
