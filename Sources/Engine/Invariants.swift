#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What must be true of the engine's tables, looked at while it runs, which takes many times as long then. The environment
/// asks for it: `HOLDFAST_INVARIANTS=1` after every event; `=32` after the first 2,000 of each replication and one in 32 of
/// the others, where replications are long and many. Debug builds look after every event unless asked otherwise.
enum Invariants {
    static let always = 2000
    /// Of the events behind the first `always`; 0 where nothing is looked at.
    static let oneIn = oneIn(asked: getenv("HOLDFAST_INVARIANTS").map { String(cString: $0) })
    static var areChecked: Bool { oneIn > 0 }

    /// What is no number asks for all: nobody is left unchecked for a slip of the pen.
    static func oneIn(asked: String?) -> Int {
        if let asked { return max(0, Int(asked) ?? 1) }
        #if DEBUG
        return 1
        #else
        return 0
        #endif
    }
}

/// Ends the program with these words where the engine contradicts itself: in every build, where a precondition would end
/// an optimised one without a word.
private func require(_ holds: Bool, _ otherwise: StaticString) {
    if !holds { fatalError("the engine contradicts itself: \(otherwise)") }
}

extension CallCenter {
    @inline(never)
    mutating func checkAfterEvent() {
        eventsSeen += 1
        if eventsSeen <= Invariants.always || eventsSeen.isMultiple(of: Invariants.oneIn) { checkInvariants() }
    }

    private mutating func checkInvariants() {
        checkLines()
        checkSlots()
        checkPromises()
        checkAgents()
        checkNobodyIdlesBesideALine()
        checkWhatIsRemembered()
    }

    /// What is worked out ahead, so that not every contact asks for it again, is what asking would give.
    private mutating func checkWhatIsRemembered() {
        for position in 0..<model.classes.count {
            require(
                scheduledAgents[position] < 0 || scheduledAgents[position] == countAgents(for: position),
                "the staff has changed unseen")
        }
        guard promiseBook.urgentFrom > now else { return }
        for group in 0..<model.groups.count {
            require(
                urgentPromise(for: group, idle: idleWithOneMore(group)) < 0, "a promise is urgent before its time")
        }
    }

    /// Nothing is left of a replication that came to its end.
    @inline(never)
    func checkNothingIsLeft() {
        require(calls.inUse == 0, "a contact is left in its slot")
        require(wrappingUp == 0 && offTheLine == 0, "lines are miscounted")
        require(accompanying == 0, "an agent is left waiting with a customer")
        for place in 0..<promiseBook.capacity {
            require(!promiseBook.promises[place].isOpen, "a promise has no state")
        }
        for position in 0..<model.classes.count {
            require(promiseBook.openCount[position] == 0, "open promises are miscounted")
            require(floor.lines[position].isEmpty && floor.lines[position].promised == 0, "a line is left")
        }
        for group in 0..<model.groups.count {
            require(agents.groups[group].busy == 0, "an agent is left busy with nothing")
        }
    }

    /// Each line holds its own waiting contacts, in the order in which they joined, each once.
    private func checkLines() {
        require(
            model.classes.count == 1
                || floor.onHold.pointee.number
                    == (0..<model.classes.count).reduce(0) { $0 + floor.lines[$1].onHold },
            "those on hold in all lines together are miscounted")
        for position in 0..<model.classes.count {
            let line = floor.lines[position]
            var slot = line.first
            var (count, promised, later) = (0, 0, 0)
            var before: Int32 = -1
            var order: UInt64 = 0
            while slot >= 0 {
                let call = calls.calls[Int(slot)]
                require(call.state == .waiting || call.state == .promisedInLine, "someone in line is not on hold")
                require(Int(call.customerClass) == position, "someone is in another class's line")
                require(call.previous == before, "a line is broken")
                require(call.joinOrder > order, "a line is out of order")
                order = call.joinOrder
                before = slot
                slot = call.next
                count += 1
                if call.state == .promisedInLine { promised += 1 } else if call.leg != .first { later += 1 }
            }
            require(count == line.length && line.last == before, "a line's length is wrong")
            require(promised == line.promised, "places kept for callbacks are miscounted")
            require(
                line.onHold - later <= traits[position].waitingPlaces, "a line is longer than its places")
            require(
                line.firstJoinOrder == (line.first < 0 ? .max : calls.calls[Int(line.first)].joinOrder),
                "a line's head is wrong")
        }
    }

    /// Every slot in use is of one kind, and those without a caller on the telephone are counted.
    private func checkSlots() {
        var (used, inLine, quiet, writing) = (0, 0, 0, 0)
        var firstLegs = 0
        var withCustomers = 0
        for slot in 0..<calls.capacity {
            let call = calls.calls[slot]
            if call.state == .free {
                require(leavesPlaces || events.time(of: slot) == .infinity, "an event for nobody")
                continue
            }
            require(events.time(of: slot) >= now, "an event of somebody else")
            used += 1
            switch call.state {
            case .free: break
            case .waiting: inLine += 1
            case .promisedInLine:
                inLine += 1
                quiet += 1
            case .ringing, .handingOver: quiet += 1
            case .accompanying:
                quiet += 1
                withCustomers += 1
                let other = Int(calls.details[slot].otherLeg)
                require(
                    other >= 0 && calls.calls[other].state == .waiting
                        && Int(calls.details[other].otherLeg) == slot, "an agent waits with nobody")
            case .wrappingUp where call.leg == .followUp || call.leg == .background: quiet += 1
            case .wrappingUp where traits[Int(call.customerClass)].leavesBeforeWrapUp: writing += 1
            case .inMenu, .talking, .wrappingUp: break
            }
            let holdsALine = ![.wrappingUp, .accompanying, .handingOver].contains(call.state)
            if call.leg == .first && holdsALine { firstLegs += 1 }
        }
        require(used == calls.inUse, "slots are lost")
        require(
            inLine == (0..<model.classes.count).reduce(0) { $0 + floor.lines[$1].length },
            "someone on hold is in no line")
        require(quiet == offTheLine, "slots without a telephone line are miscounted")
        require(writing == wrappingUp, "contacts being written up are miscounted")
        require(withCustomers == accompanying, "agents who wait with customers are miscounted")
        // Later legs have a line of their own kind: a callback is dialled out, a transfer keeps the caller's.
        require(model.lines == .max || firstLegs <= model.lines, "more callers than lines")
    }

    /// Each open promise waits, rings, or has its customer on the telephone: one of them.
    private func checkPromises() {
        var open = [Int](repeating: 0, count: model.classes.count)
        var slots = [Int](repeating: 0, count: promiseBook.capacity)
        var ringing = slots
        for slot in 0..<calls.capacity where calls.calls[slot].state != .free {
            let call = calls.calls[slot]
            guard call.leg == .callback || call.leg == .followUp, calls.details[slot].promise >= 0 else { continue }
            let place = Int(calls.details[slot].promise)
            slots[place] += 1
            if call.state == .ringing { ringing[place] += 1 }
            require(promiseBook.promises[place].isOpen, "a contact works off a promise that is closed")
            require(
                call.state != .promisedInLine || Int(promiseBook.promises[place].slotInLine) == slot,
                "a promise does not know its place in line")
        }
        for place in 0..<promiseBook.capacity where promiseBook.promises[place].isOpen {
            let promise = promiseBook.promises[place]
            if !promise.isFollowUp { open[Int(promise.customerClass)] += 1 }
            require(slots[place] <= 1, "two contacts work off one promise")
            require(promise.isDialling == (ringing[place] == 1), "a dial is miscounted")
            require(slots[place] == 0 || !promiseBook.isReady(place), "a promise is worked off and up for taking")
            require(promiseBook.clocks.time(of: place) >= now, "a promise's clock was overlooked")
        }
        for position in 0..<model.classes.count {
            require(promiseBook.openCount[position] == open[position], "open promises are miscounted")
        }
    }

    /// Busy agents are exactly those with a contact.
    private func checkAgents() {
        var inHand = [Int](repeating: 0, count: model.groups.count)
        for slot in 0..<calls.capacity {
            let call = calls.calls[slot]
            let isInHand =
                [.talking, .wrappingUp, .accompanying, .handingOver].contains(call.state)
                || (call.state == .ringing && call.group >= 0)
            guard isInHand else { continue }
            inHand[Int(call.group)] += 1
            require(
                call.leg == .background || reaches[Int(call.group) * model.classes.count + Int(call.customerClass)],
                "an agent lacks the skill")
            require(
                events.time(of: slot) < .infinity || call.state == .accompanying, "a talk without end")
            if call.agent >= 0 {
                require(
                    agents.agents[Int(call.agent)].state == .busy, "a contact is with an agent who is not busy")
            }
        }
        for group in 0..<model.groups.count {
            let atWork = agents.groups[group]
            require(atWork.busy == inHand[group], "busy agents and contacts in hand differ")
            require(atWork.busyOvertime >= 0 && atWork.busyOvertime <= atWork.busy, "overtime is wrong")
            guard atWork.isNamed else { continue }
            var counts: [AgentState: Int] = [:]
            for agent in 0..<agents.agentCount where Int(agents.agents[agent].group) == group {
                counts[agents.agents[agent].state, default: 0] += 1
            }
            require(counts[.busy, default: 0] == atWork.busy, "named busy agents are miscounted")
            require(
                counts[.busy, default: 0] + counts[.idle, default: 0] == atWork.capacity, "capacity is miscounted")
            require((atWork.firstIdle < 0) == (counts[.idle, default: 0] == 0), "the idle list is wrong")
        }
    }

    /// Nobody may be idle while a contact that they may take is on hold: by skill, by reserve, by the time it has held.
    /// Nor beside a promise that is up for taking, or work without end.
    private mutating func checkNobodyIdlesBesideALine() {
        for group in 0..<model.groups.count where agents.groups[group].hasIdleAgent {
            let idle = agents.groups[group].capacity - agents.groups[group].busy
            // For every idle agent a customer rings whose place in line comes before all others.
            if case .caller(let line) = nextWork(for: group, idle: idle), isPlaceToDialAhead(line),
                !mayBeDialled(line, group: group, idle: idle)
            {
                continue
            }
            for place in floor.classes(of: group) where !floor.lines[Int(floor.served[place])].isEmpty {
                // A contact's time to overflow may be this very moment, its event not yet handled.
                let mayTake =
                    floor.hasIdleToSpare(place, idle: idle)
                    && floor.lines[Int(floor.served[place])].firstJoinedAt + floor.afterSeconds[place] < now
                require(!mayTake, "an agent idles while a contact waits")
            }
            switch nextWork(for: group, idle: idle) {
            case .nothing, .caller: break
            case .promise: require(controls.firstTime <= now, "an agent idles beside a promise")
            case .background: require(false, "an agent idles beside work without end")
            }
        }
    }
}
