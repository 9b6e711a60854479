import Randomness

// The way of one call: arrive → answered at once, or on hold → abandon, or answered → talk → after-call work → finish.
extension CallCenter {
    /// A contact of a class arrives that its source has made.
    @inline(__always)
    mutating func takeArrival(_ customerClass: Int) {
        if arrived == rowEndsAtArrival {
            beginRowAtArrival()
            if !isOpen { return }
        }
        arrive(customerClass, customer: -1)
        let madeABatch = sources[customerClass].advance()
        controls.scheduleInSlotOrder(Control.firstClass &+ customerClass, at: sources[customerClass].nextTime)
        if madeABatch && !goesOn(RunPosition(seconds: now, contacts: arrived)) {
            fault = .stopped(beforeRow: row)
        }
    }

    @inline(__always)
    mutating func arrive(_ customerClass: Int, customer: Int32) {
        arrived &+= 1
        let cell = cell(row: row, customerClass: customerClass)
        cell[.arrivals] += 1
        if model.lines < .max && linesInUse >= model.lines {
            turnAway(customerClass, customer, as: .blocked, cell)
            return
        }
        let group = idleGroup(for: customerClass)
        if group >= 0 {
            let slot = takeSlot(customerClass, customer)
            guard slot >= 0 else { return }
            let agent = agents.occupy(group: group, at: now)
            answerAtOnce(slot, group: group, agent: agent, cell)
        } else {
            mustWait(customerClass, customer, cell)
        }
    }

    /// Nobody is free: blocked, balks, or holds.
    @inline(__always)
    private mutating func mustWait(_ customerClass: Int, _ customer: Int32, _ cell: ClassCell) {
        let waiting = floor.lines[customerClass].length
        if waiting >= traits[customerClass].waitingPlaces {
            turnAway(customerClass, customer, as: .blocked, cell)
            return
        }
        cell[.delayed] += 1
        if traits[customerClass].balks
            && sources[customerClass].balkingUniform < model.classes[customerClass].balkingShare(waiting: waiting)
        {
            turnAway(customerClass, customer, as: .balked, cell)
            return
        }
        let slot = takeSlot(customerClass, customer)
        guard slot >= 0 else { return }
        hold(slot, customerClass)
    }

    /// Joins the line. If nothing else happens, what happens next is that its patience ends.
    @inline(__always)
    private mutating func hold(_ slot: Int, _ customerClass: Int) {
        joined &+= 1
        calls.calls[slot].joinOrder = joined
        calls.calls[slot].state = .waiting
        floor.lines[customerClass].join(slot, in: calls.calls, at: now)
        if traits[customerClass].hasPatience {
            events.schedule(slot, at: now + sources[customerClass].patienceSeconds)
        }
    }

    /// The first waiting contact of a line is answered by an agent who is already counted as busy.
    @inline(__always)
    mutating func answerFirst(of customerClass: Int, group: Int, agent: Int32) {
        let slot = Int(floor.lines[customerClass].first)
        floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
        let call = calls.calls + slot
        let wait = now - call.pointee.joinedAt
        let cell = cell(row: Int(call.pointee.row), customerClass: customerClass)
        cell[.answered] += 1
        cell[.answeredWaitSeconds] += wait
        countWait(wait, .answered, cell, customerClass, row: Int(call.pointee.row))
        startTalk(slot, group: group, agent: agent, cell)
    }

    @inline(__always)
    private mutating func answerAtOnce(_ slot: Int, group: Int, agent: Int32, _ cell: ClassCell) {
        cell[.answered] += 1
        for threshold in 0..<cell.thresholds { cell[.answeredWithin, threshold] += 1 }
        histograms[layout.histogram(row: row, customerClass: Int(calls.calls[slot].customerClass), of: .answered)] += 1
        startTalk(slot, group: group, agent: agent, cell)
    }

    /// The talk begins; the same slot now awaits its end. After-call work is added on where nothing depends on the
    /// moment between the two.
    @inline(__always)
    private mutating func startTalk(_ slot: Int, group: Int, agent: Int32, _ cell: ClassCell) {
        let call = calls.calls + slot
        let customerClass = Int(call.pointee.customerClass)
        if traits[customerClass].groupsDiffer { fitToGroup(slot, group: group) }
        call.pointee.group = Int32(truncatingIfNeeded: group)
        call.pointee.agent = agent
        let handle = call.pointee.talkSeconds + call.pointee.afterCallSeconds
        cell[.handleSeconds] += handle
        let groupCell = self.cell(row: Int(call.pointee.row), group: group)
        groupCell[.answered] += 1
        groupCell[.handleSeconds] += handle
        if agent >= 0 { lengthenRun(Int(agent), group: group) }
        if log != nil {
            log!.recordAnswered(call.pointee, at: now, agent: agent >= 0 ? Int(agent) - agents.firstAgent[group] : nil)
        }
        if traits[customerClass].leavesBeforeWrapUp {
            call.pointee.state = .talking
            events.schedule(slot, at: now + call.pointee.talkSeconds)
        } else {
            call.pointee.state = .wrappingUp
            events.schedule(slot, at: now + handle)
        }
    }

    /// The customer hangs up; the agent writes up the call.
    mutating func hangUpAfterTalk(_ slot: Int) {
        let call = calls.calls + slot
        call.pointee.state = .wrappingUp
        wrappingUp &+= 1
        if call.pointee.customer >= 0 { goThinking(call.pointee.customer) }
        events.schedule(slot, at: now + call.pointee.afterCallSeconds)
    }

    /// The agent is done with the contact and looks for the next.
    @inline(__always)
    mutating func finish(_ slot: Int) {
        let call = calls.calls[slot]
        let group = Int(call.group)
        if traits[Int(call.customerClass)].leavesBeforeWrapUp {
            wrappingUp &-= 1
        } else if call.customer >= 0 {
            goThinking(call.customer)
        }
        events.cancel(slot)
        calls.give(back: slot)
        if call.agent >= 0 {
            freeNamed(Int(call.agent), group: group)
            return
        }
        if agents.groups[group].busy <= agents.groups[group].capacity {
            let line = Policy.nextLine(for: group, on: floor)
            if line >= 0 {
                answerFirst(of: line, group: group, agent: -1)
                return
            }
        }
        agents.release(group: group, at: now)
    }

    /// Patience ends before an agent is free.
    @inline(__always)
    mutating func abandon(_ slot: Int) {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
        let wait = now - call.joinedAt
        let cell = cell(row: Int(call.row), customerClass: customerClass)
        cell[.abandoned] += 1
        cell[.abandonedWaitSeconds] += wait
        if wait <= model.shortAbandonSeconds + clockGrainSeconds { cell[.shortAbandoned] += 1 }
        countWait(wait, .abandoned, cell, customerClass, row: Int(call.row))
        if log != nil { log!.recordEnd(call, as: .abandoned, at: now) }
        if call.customer >= 0 { goThinking(call.customer) }
        events.cancel(slot)
        calls.give(back: slot)
    }

    /// On hold, and nobody will answer: hung up on at close, or still there at the end. Already out of the line.
    mutating func leaveUnserved(_ slot: Int, as end: ClassCount) {
        let call = calls.calls[slot]
        let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
        cell[end] += 1
        let wait = now - call.joinedAt
        cell[.otherWaitSeconds] += wait
        for threshold in 0..<cell.thresholds {
            cell[.excessSeconds, threshold] += max(0, wait - thresholds[threshold])
        }
        cell[.waitSeconds] = max(cell[.waitSeconds], wait)
        if log != nil { log!.recordEnd(call, as: end, at: now) }
        if call.customer >= 0 && end != .inSystem { goThinking(call.customer) }
        events.cancel(slot)
        calls.give(back: slot)
    }

    /// Goes without ever having been in the centre: blocked or balked.
    private mutating func turnAway(_ customerClass: Int, _ customer: Int32, as end: ClassCount, _ cell: ClassCell) {
        cell[end] += 1
        if log != nil {
            log!.recordTurnedAway(customerClass, sources[customerClass].number, as: end, row: row, at: now)
        }
        if customer >= 0 { goThinking(customer) }
    }

    /// Contacts that occupy a trunk line: those on hold and in talk, not those being written up.
    @inline(__always) private var linesInUse: Int { calls.inUse &- wrappingUp }

    /// Puts the contact at hand into a slot; -1 when there are too many to tell apart.
    @inline(__always)
    private mutating func takeSlot(_ customerClass: Int, _ customer: Int32) -> Int {
        if calls.isFull && !makeRoom() { return -1 }
        let slot = calls.take()
        let call = calls.calls + slot
        call.pointee.joinedAt = now
        call.pointee.talkSeconds = sources[customerClass].talk
        call.pointee.afterCallSeconds = sources[customerClass].afterCallSeconds
        call.pointee.row = Int32(truncatingIfNeeded: row)
        call.pointee.customerClass = Int32(truncatingIfNeeded: customerClass)
        call.pointee.customer = customer
        call.pointee.number = sources[customerClass].number
        return slot
    }

    private mutating func makeRoom() -> Bool {
        guard calls.capacity < EventList.mostSlots else {
            fault = .tooManyContacts(atSeconds: now)
            return false
        }
        calls.grow()
        events.grow(to: calls.capacity)
        return true
    }

    /// A group with an idle agent for the class, by its rule; -1 when all are busy.
    @inline(__always)
    private func idleGroup(for customerClass: Int) -> Int {
        let eligible = traits[customerClass].groups
        var chosen = -1
        var idleSince = Double.infinity
        for place in 0..<traits[customerClass].groupCount {
            let group = Int(eligible[place])
            guard agents.groups[group].hasIdleAgent else { continue }
            if !traits[customerClass].prefersLongestIdle { return group }
            let since = agents.longestIdleSince(group: group)
            if since < idleSince || chosen < 0 {
                idleSince = since
                chosen = group
            }
        }
        return chosen
    }

    /// Talk and after-call times of the group that answers: its own distribution at the customer's uniform, its speed.
    private mutating func fitToGroup(_ slot: Int, group: Int) {
        let call = calls.calls + slot
        let customerClass = Int(call.pointee.customerClass)
        guard
            let place = (0..<traits[customerClass].groupCount).first(where: {
                traits[customerClass].groups[$0] == group
            })
        else { preconditionFailure("a contact reached a group that does not serve it") }
        if traits[customerClass].drawsTalkAsUniform {
            let skill = model.groups[group].classes.firstIndex(of: customerClass).unsafelyUnwrapped
            let distribution =
                model.groups[group].handleTime[skill]
                ?? model.classes[customerClass].handleTime.inForce(at: call.pointee.joinedAt, model.timeline.openings)
            call.pointee.talkSeconds = distribution.quantile(call.pointee.talkSeconds)
        }
        let speed = traits[customerClass].speed[place]
        if speed != 1 {
            call.pointee.talkSeconds /= speed
            call.pointee.afterCallSeconds /= speed
        }
    }
}

extension ClassModel {
    /// Share who leave at once on finding so many waiting.
    func balkingShare(waiting: Int) -> Double {
        balking.last { $0.waitingAtLeast <= waiting }?.share ?? 0
    }
}
