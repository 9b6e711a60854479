import Randomness
import Testing

@testable import Engine

/// The engine against a centre played by hand, contact by contact, in random small centres.
@Suite struct NaiveAgreementTests {
    static let centres: UInt64 = Invariants.areChecked ? 150 : 3000

    @Test(arguments: 0..<8)
    func agreesWhereNothingHappensAtOnce(eighth: UInt64) {
        for seed in 0..<(Self.centres / 8) { compare(eighth * 100_000 + seed, inWholeSeconds: false) }
    }

    @Test(arguments: 0..<8)
    func agreesWhereEverythingHappensAtOnce(eighth: UInt64) {
        for seed in 0..<(Self.centres / 8) { compare(eighth * 100_000 + seed, inWholeSeconds: true) }
    }

    /// Plays one random centre both ways.
    private func compare(_ seed: UInt64, inWholeSeconds: Bool) {
        var making = RandomCentre(seed, inWholeSeconds: inWholeSeconds)
        let model = making.make()
        let replication = simulateOnce(model, seed: seed)
        var naive = NaiveCentre(model, model.classes.indices.map { customers(of: $0, in: model, seed: seed) })
        naive.play()

        let found = replication.log.sorted { ($0.customerClass, $0.number) < ($1.customerClass, $1.number) }
        let expected = naive.stories.sorted { ($0.customerClass, $0.number) < ($1.customerClass, $1.number) }
        #expect(found.count == expected.count, "random centre \(seed): contacts")
        for (ours, theirs) in zip(found, expected) {
            let same = isSame(ours, theirs, in: model, tolerance: inWholeSeconds ? 0 : 1e-7)
            #expect(same, "random centre \(seed): \(ours) by the engine, \(theirs) by hand")
            if !same { return }
        }
        compareTimes(replication.counts, naive.sums, seed)
    }

    private func isSame(
        _ ours: CallRecord, _ theirs: NaiveCentre.Story, in model: CenterModel, tolerance: Double
    ) -> Bool {
        // The log counts persons within their group, the naive centre among all.
        let firstPerson = model.groups[..<(ours.group ?? 0)].reduce(0) { count, group in
            if case .roster(let roster) = group.staffing { count + roster.agents } else { count }
        }
        return ours.customerClass == theirs.customerClass && ours.number == UInt64(theirs.number)
            && ours.end == theirs.end && ours.group == theirs.group
            && ours.agent.map { $0 + firstPerson } == theirs.person
            && abs(ours.arrivedAt - theirs.arrivedAt) <= tolerance
            && abs(ours.waitedUntil - theirs.waitedUntil) <= tolerance
    }

    private func compareTimes(_ counts: Counts, _ sums: NaiveSums, _ seed: UInt64) {
        func agree(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) <= 1e-6 }
        for row in 0..<counts.layout.rows {
            for group in 0..<counts.layout.groups {
                let times = sums.groups[row][group]
                let place: Comment = "random centre \(seed), row \(row), group \(group)"
                #expect(agree(counts[row: row, group: group, .busySeconds], times.busy), place)
                #expect(agree(counts[row: row, group: group, .overtimeSeconds], times.overtime), place)
                #expect(agree(counts[row: row, group: group, .scheduledSeconds], times.scheduled), place)
                #expect(agree(counts[row: row, group: group, .presentSeconds], times.present), place)
            }
            for position in 0..<counts.layout.classes {
                #expect(
                    agree(counts[row: row, customerClass: position, .queueSeconds], sums.queueSeconds[row][position]),
                    "random centre \(seed), row \(row), class \(position)")
            }
        }
    }
}

/// What the customers of a class bring along, read from the engine's own source.
func customers(of position: Int, in model: CenterModel, seed: UInt64) -> [NaiveCentre.Customer] {
    var source = CallSource(
        model.classes[position], openings: model.timeline.openings,
        drawsTalkAsUniform: drawsTalkAsUniform(model, position))
    source.restart(seed: seed, replication: 0)
    var customers: [NaiveCentre.Customer] = []
    // A finite population goes on calling: more than any of the centres here can take.
    while source.nextTime < .infinity && customers.count < 2_000 {
        customers.append(
            NaiveCentre.Customer(
                arrivesAt: source.nextTime, talk: source.contact.talk,
                afterCallSeconds: source.contact.afterCallSeconds,
                patienceSeconds: source.contact.patienceSeconds, balkingUniform: source.contact.balkingUniform))
        _ = source.advance()
    }
    return customers
}
