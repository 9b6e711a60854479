import Testing

@testable import Engine

/// The event list against a plain array that is sorted whenever one asks.
@Suite struct EventListTests {
    /// What is to come, as a list of (time, tie, slot).
    private struct Reference {
        var events: [(time: Double, tie: Int, slot: Int)] = []
        var scheduled = 0

        mutating func schedule(_ slot: Int, at time: Double) {
            cancel(slot)
            scheduled += 1
            events.append((time, scheduled, slot))
        }

        mutating func cancel(_ slot: Int) { events.removeAll { $0.slot == slot } }

        var first: (time: Double, tie: Int, slot: Int)? {
            events.filter { $0.time < .infinity }.min { ($0.time, $0.tie) < ($1.time, $1.tie) }
        }
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func agreesWithASortedArray(slots: Int) {
        var dice = Dice(UInt64(slots))
        var list = EventList(slots: slots)
        var reference = Reference()
        var slots = slots
        for step in 0..<6_000 {
            if step == 2_000 || step == 4_000 {
                slots += dice.whole(1...(2 * slots))
                list.grow(to: slots)
            }
            let slot = dice.whole(0...(slots - 1))
            switch dice.whole(0...9) {
            case 0...5:
                // Few different times, so that ties are common.
                let time = dice.says(0.1) ? EventList.never : Double(dice.whole(0...20)) * 0.5
                list.schedule(slot, at: time)
                reference.schedule(slot, at: time)
            case 6:
                list.cancel(slot)
                reference.cancel(slot)
            default:
                if let first = reference.first {
                    #expect(list.firstSlot == first.slot, "step \(step)")
                    list.cancel(list.firstSlot)
                    reference.cancel(first.slot)
                }
            }
            let expected = reference.first?.time ?? EventList.never
            #expect(list.firstTime == expected, "step \(step)")
            guard list.firstTime == expected else { return }
        }
        #expect(list.leaves >= slots)
        for slot in 0..<slots {
            #expect(list.time(of: slot) == reference.events.first { $0.slot == slot }?.time ?? EventList.never)
        }
    }

    @Test func firstScheduledComesFirstAtOneTime() {
        var list = EventList(slots: 8)
        for slot in [5, 2, 7, 0] { list.schedule(slot, at: 3) }
        // Scheduled anew, it goes to the back even at the same time.
        list.schedule(2, at: 3)
        var order: [Int] = []
        while list.firstTime < EventList.never {
            order.append(list.firstSlot)
            list.cancel(list.firstSlot)
        }
        #expect(order == [5, 7, 0, 2])
    }

    @Test func lowestSlotComesFirstWhereAskedFor() {
        var list = EventList(slots: 8)
        for slot in [5, 2, 7, 0] { list.scheduleInSlotOrder(slot, at: 3) }
        var order: [Int] = []
        while list.firstTime < EventList.never {
            order.append(list.firstSlot)
            list.cancel(list.firstSlot)
        }
        #expect(order == [0, 2, 5, 7])
    }

    @Test func tellsTheSmallestAndTheLargestTimesApart() {
        let times = [0, Double.leastNonzeroMagnitude, 1, 1.0.nextUp, 86_400, 1e300, Double.greatestFiniteMagnitude]
        var list = EventList(slots: times.count)
        for (slot, time) in times.enumerated().reversed() { list.schedule(slot, at: time) }
        for (slot, time) in times.enumerated() {
            #expect(list.firstSlot == slot && list.firstTime == time)
            list.cancel(slot)
        }
        #expect(list.firstTime == EventList.never)
    }

    @Test func forgetsEverythingWhenCleared() {
        var list = EventList(slots: 4)
        list.schedule(3, at: 1)
        list.clear()
        #expect(list.firstTime == EventList.never)
        list.schedule(1, at: EventList.never)
        #expect(list.firstTime == EventList.never)
    }
}
