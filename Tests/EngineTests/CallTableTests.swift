import Testing

@testable import Engine

@Suite struct CallTableTests {
    @Test func handsOutEverySlotOnceAndTakesItBack() {
        var table = CallTable(capacity: 4, hasDetails: false)
        var dice = Dice(3)
        var held: Set<Int> = []
        for _ in 0..<5_000 {
            if dice.says(0.52) || held.isEmpty {
                if table.isFull { table.grow(toAtMost: 1 << 24) }
                let slot = table.take()
                #expect(held.insert(slot).inserted && slot < table.capacity)
                #expect(table.calls[slot].state == .free)
                table.calls[slot].state = .waiting
                table.calls[slot].number = UInt64(slot) + 1000
            } else {
                let slot = held.randomElement(using: &dice)!
                held.remove(slot)
                #expect(table.calls[slot].number == UInt64(slot) + 1000, "growing moved a contact")
                table.give(back: slot)
            }
            #expect(table.inUse == held.count)
            #expect(table.isFull == (held.count == table.capacity))
        }
        #expect(table.capacity > 4)
        table.clear()
        #expect(table.inUse == 0)
    }

    @Test func usesTheLastFreedSlotFirst() {
        var table = CallTable(capacity: 8, hasDetails: false)
        let slots = (0..<3).map { _ in table.take() }
        for slot in slots { table.calls[slot].state = .waiting }
        table.give(back: slots[1])
        table.give(back: slots[0])
        #expect(table.take() == slots[0])
        #expect(table.take() == slots[1])
    }
}

/// The line against an array of contacts, with people leaving from the middle.
@Suite struct WaitingLineTests {
    @Test func agreesWithAnArray() {
        var table = CallTable(capacity: 64, hasDetails: false)
        var line = WaitingLine()
        var dice = Dice(5)
        var reference: [Int] = []
        var joined: UInt64 = 0
        var now = 0.0
        var area = 0.0
        var longest = 0
        for _ in 0..<5_000 {
            let step = Double(dice.whole(0...3))
            area += step * Double(reference.count)
            now += step
            if reference.isEmpty || !table.isFull && dice.says(0.5) {
                let slot = table.take()
                joined += 1
                table.calls[slot].state = .waiting
                table.calls[slot].joinOrder = joined
                line.join(slot, in: table.calls, at: now)
                reference.append(slot)
                longest = max(longest, reference.count)
            } else {
                let place = dice.says(0.5) ? 0 : dice.whole(0...(reference.count - 1))
                let slot = reference.remove(at: place)
                line.leave(slot, in: table.calls, at: now)
                table.give(back: slot)
            }
            #expect(order(of: line, in: table) == reference)
            #expect(line.length == reference.count && line.isEmpty == reference.isEmpty)
            #expect(line.last == reference.last.map { Int32($0) } ?? -1)
            #expect(line.firstJoinOrder == reference.first.map { table.calls[$0].joinOrder } ?? .max)
            if dice.says(0.02) {
                let row = line.endRow(at: now)
                #expect(row.areaSeconds == area && row.longest == longest)
                area = 0
                longest = reference.count
            }
        }
    }

    private func order(of line: WaitingLine, in table: borrowing CallTable) -> [Int] {
        var slots: [Int] = []
        var slot = line.first
        while slot >= 0 {
            slots.append(Int(slot))
            slot = table.calls[Int(slot)].next
        }
        return slots
    }
}
