import Engine
import Testing

@testable import Measures

/// One fault at a time is put into a day that adds up; the whole message is compared.
@Suite struct ConservationTests {
    private let day = SyntheticDay()

    private func violations(_ fault: (inout Counts) -> Void) -> [String] {
        var random = TestStream(51)
        var counts = day.counts(&random)
        fault(&counts)
        for group in day.plan.groups.indices { day.balanceWork(of: group, in: &counts) }
        var check = ConservationCheck(plan: day.plan)
        check.add(counts, replication: 7)
        #expect(check.result.holds == check.result.violations.isEmpty)
        return check.result.violations
    }

    @Test func aDayThatAddsUp() {
        #expect(violations { _ in }.isEmpty)
    }

    @Test func anArrivalWithoutEnd() {
        let found = violations { counts in
            counts[row: 2, customerClass: 1, .arrivals] = 40
            counts[row: 2, customerClass: 1, .fresh] = 40
            counts[row: 2, customerClass: 1, .inSystem] =
                39 - counts[row: 2, customerClass: 1, .answered] - counts[row: 2, customerClass: 1, .abandoned]
        }
        #expect(found.first == "class private, day 1 10:00, replication 7: 40 arrivals, but 39 ends")
        // Whoever is still in the system has waited, too.
        #expect(found.count == 2 && found[1].hasSuffix(" waits in their histogram"))
    }

    @Test func aContactAnsweredByNobody() {
        let found = violations { $0[row: 0, group: 1, .answered] += 1 }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("day 1 08:00, replication 7: ") == true)
        #expect(found.first?.hasSuffix(" by group") == true)
    }

    @Test func handleTimeThatNobodySpent() {
        let found = violations { counts in
            counts[row: 1, group: 0, .handleSeconds] = 100
            counts[row: 1, group: 1, .handleSeconds] = 100
            counts[row: 1, customerClass: 0, .handleSeconds] = 100
            counts[row: 1, customerClass: 1, .handleSeconds] = 101
        }
        #expect(found == ["day 1 09:00, replication 7: handle time of 201.0 s by class, but 200.0 s by group"])
    }

    @Test func busyWhileAbsent() {
        let found = violations { counts in
            counts[row: 3, group: 0, .busySeconds] = 500
            counts[row: 3, group: 0, .presentSeconds] = 400
        }
        #expect(
            found == [
                "group generalists, day 1 11:00, replication 7: busy for 500.0 s within the roster,"
                    + " but present for 400.0 s"
            ])
    }

    @Test func presentOffTheRoster() {
        let found = violations { counts in
            counts[row: 3, group: 0, .scheduledSeconds] = 12000
            counts[row: 3, group: 0, .presentSeconds] = 12001
        }
        #expect(
            found == [
                "group generalists, day 1 11:00, replication 7: present for 12001.0 s, but scheduled for 12000.0 s"
            ])
    }

    @Test func moreOvertimeThanWork() {
        let found = violations { $0[row: 4, group: 1, .overtimeSeconds] = 700 }
        #expect(found == ["group seniors, outside the intervals, replication 7: more overtime than busy time"])
    }

    @Test func waitsThatTheLineNeverHeld() {
        let found = violations { $0[row: 0, customerClass: 0, .queueSeconds] += 1 }
        #expect(found.count == 1 && found[0].hasPrefix("class retail, replication 7: waits of "))
    }

    @Test func aWaitMissingFromTheHistogram() {
        let found = violations { counts in
            let start = day.layout.histogram(row: 0, customerClass: 1, of: .unanswered)
            for bin in start..<(start + WaitHistogram.bins) where counts.histograms[bin] > 0 {
                counts.histograms[bin] -= 1
                break
            }
        }
        #expect(found.count == 1 && found[0].hasSuffix(" waits in their histogram"))
    }

    @Test func moreDelayedThanOffered() {
        let found = violations { $0[row: 0, customerClass: 0, .delayed] = 5000 }
        #expect(found.count == 1 && found[0].hasPrefix("class retail, day 1 08:00, replication 7: 5000 had to wait"))
    }

    @Test func moreWithinThanThereAre() {
        let found = violations { $0[row: 0, customerClass: 0, .answeredWithin, threshold: 1] = 5000 }
        #expect(
            found == ["class retail, day 1 08:00, replication 7: more contacts within 1 min than there were"])
    }

    @Test func aNumberThatIsNone() {
        let found = violations { $0[lengthOfRow: 0] = .nan }
        #expect(found.count == 1 && found[0].hasSuffix(" is nan"))
    }

    @Test func manyFaultsAreCounted() {
        var random = TestStream(52)
        var check = ConservationCheck(plan: day.plan)
        var counts = day.counts(&random)
        counts[row: 0, customerClass: 0, .arrivals] += 1
        counts[row: 0, customerClass: 0, .fresh] += 1
        for replication in 1...30 { check.add(counts, replication: replication) }
        #expect(check.result.violations.count == 21)
        #expect(check.result.violations.last == "… and 10 more")
    }
}
