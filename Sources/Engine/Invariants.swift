// What must be true after every event. Compiled into debug builds only.
#if INVARIANTS
extension CallCenter {
    func checkInvariants() {
        checkLines()
        checkAgents()
        checkNobodyIdlesBesideALine()
    }

    /// Each line holds its own waiting contacts, in the order in which they joined, each once.
    private func checkLines() {
        var waiting = 0
        for position in 0..<model.classes.count {
            let line = floor.lines[position]
            var slot = line.first
            var count = 0
            var before: Int32 = -1
            var order: UInt64 = 0
            while slot >= 0 {
                let call = calls.calls[Int(slot)]
                precondition(call.state == .waiting, "someone in line is not on hold")
                precondition(Int(call.customerClass) == position, "someone is in another class's line")
                precondition(call.previous == before, "a line is broken")
                precondition(call.joinOrder > order, "a line is out of order")
                order = call.joinOrder
                before = slot
                slot = call.next
                count += 1
            }
            precondition(count == line.length && line.last == before, "a line's length is wrong")
            precondition(line.length <= traits[position].waitingPlaces, "a line is longer than its places")
            precondition(
                line.firstJoinOrder == (line.first < 0 ? .max : calls.calls[Int(line.first)].joinOrder),
                "a line's head is wrong")
            waiting += count
        }
        var states = [0, 0, 0]
        for slot in 0..<calls.capacity where calls.calls[slot].state != .free {
            states[Int(calls.calls[slot].state.rawValue) - 1] += 1
        }
        precondition(states[0] == waiting, "someone on hold is in no line")
        precondition(states[1] + states[2] + waiting == calls.inUse, "slots are lost")
        precondition(model.lines == .max || calls.inUse - wrappingUp <= model.lines, "more contacts than lines")
    }

    /// Busy agents are exactly those with a contact.
    private func checkAgents() {
        var inHand = [Int](repeating: 0, count: model.groups.count)
        for slot in 0..<calls.capacity {
            let call = calls.calls[slot]
            guard call.state == .talking || call.state == .wrappingUp else { continue }
            inHand[Int(call.group)] += 1
            precondition(
                model.groups[Int(call.group)].classes.contains(Int(call.customerClass)), "an agent lacks the skill")
            precondition(events.time(of: slot) < .infinity, "a talk without end")
            if call.agent >= 0 {
                precondition(
                    agents.agents[Int(call.agent)].state == .busy, "a contact is with an agent who is not busy")
            }
        }
        for group in 0..<model.groups.count {
            let atWork = agents.groups[group]
            precondition(atWork.busy == inHand[group], "busy agents and contacts in hand differ")
            precondition(atWork.busyOvertime >= 0 && atWork.busyOvertime <= atWork.busy, "overtime is wrong")
            guard atWork.isNamed else { continue }
            var counts: [AgentState: Int] = [:]
            for agent in 0..<agents.agentCount where Int(agents.agents[agent].group) == group {
                counts[agents.agents[agent].state, default: 0] += 1
            }
            precondition(counts[.busy, default: 0] == atWork.busy, "named busy agents are miscounted")
            precondition(
                counts[.busy, default: 0] + counts[.idle, default: 0] == atWork.capacity, "capacity is miscounted")
            precondition((atWork.firstIdle < 0) == (counts[.idle, default: 0] == 0), "the idle list is wrong")
        }
    }

    /// No policy here reserves agents: nobody may be idle while a contact that they may take is on hold.
    private func checkNobodyIdlesBesideALine() {
        for group in 0..<model.groups.count where agents.groups[group].hasIdleAgent {
            for position in model.groups[group].classes {
                precondition(floor.lines[position].isEmpty, "an agent idles while a contact waits")
            }
        }
    }
}
#endif
