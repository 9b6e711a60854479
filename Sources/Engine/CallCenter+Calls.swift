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
        // What comes next is entered before what is at hand is counted.
        let contact = sources[customerClass].contact
        let madeABatch = sources[customerClass].advance()
        arrivals.scheduleInSlotOrder(customerClass, at: sources[customerClass].nextTime)
        arrive(customerClass, contact, customer: -1)
        if madeABatch && !goesOn(RunPosition(seconds: now, contacts: arrived)) {
            fault = .stopped(beforeRow: row)
        }
    }

    @inline(__always)
    mutating func arrive(_ customerClass: Int, _ contact: MadeContact, customer: Int32) {
        if calls.isFull && !makeRoom() { return }
        arrived &+= 1
        let cell = cell(row: row, customerClass: customerClass)
        cell[.arrivals] += 1
        let slot = takeSlot(customerClass, contact, customer)
        if !traits[customerClass].isDirect {
            arriveForMore(slot, customerClass, contact, cell)
        } else if limitsLines && linesInUse > model.lines {
            if !traits[customerClass].isPlain { keepLatentDraws(slot, contact) }
            turnAway(slot, as: .blocked, cell)
        } else {
            askForAgent(slot, customerClass, contact, cell)
        }
    }

    @inline(never)
    private mutating func arriveForMore(
        _ slot: Int, _ customerClass: Int, _ contact: MadeContact, _ cell: ClassCell
    ) {
        cell[.fresh] += 1
        keepLatentDraws(slot, contact)
        enterCentre(slot, customerClass, cell)
    }

    /// Wants an agent: answered by an idle one, or must wait.
    /// - Parameter contact: nil when its latent draws have been kept already.
    @inline(__always)
    mutating func askForAgent(_ slot: Int, _ customerClass: Int, _ contact: MadeContact?, _ cell: ClassCell) {
        let group = idleGroup(for: customerClass)
        if group >= 0 {
            let agent = occupyIdle(group, for: customerClass)
            answerAtOnce(slot, customerClass, group: group, agent: agent, cell)
        } else {
            mustWait(slot, customerClass, contact, cell)
        }
    }

    /// Nobody is free: blocked, balks, takes a callback, or holds.
    @inline(__always)
    private mutating func mustWait(
        _ slot: Int, _ customerClass: Int, _ contact: MadeContact?, _ cell: ClassCell
    ) {
        let isPlain = traits[customerClass].isPlain
        if !isPlain, let contact { keepLatentDraws(slot, contact) }
        if floor.lines[customerClass].onHold >= traits[customerClass].waitingPlaces {
            turnAway(slot, as: .blocked, cell)
            return
        }
        cell[.delayed] += 1
        guard isPlain, let contact else {
            if !isOpen && model.timeline.hangsUpAtClose {
                // Comes out of the menu after closing: hung up on like those who were on hold then.
                leaveUnserved(slot, as: .hungUpAtClose)
            } else {
                hearAndDecide(slot, customerClass, cell)
            }
            return
        }
        if traits[customerClass].balks
            && contact.balkingUniform
                < classes[customerClass].balkingShare(waiting: floor.lines[customerClass].onHold)
        {
            turnAway(slot, as: .balked, cell)
            return
        }
        if traits[customerClass].hasPatience { events.schedule(slot, at: now + contact.patienceSeconds) }
        hold(slot, customerClass)
    }

    /// Joins the line. If nothing else happens, what happens next is that its patience ends.
    @inline(__always)
    mutating func hold(_ slot: Int, _ customerClass: Int) {
        joined &+= 1
        calls.calls[slot].joinOrder = joined
        calls.calls[slot].state = .waiting
        floor.lines[customerClass].join(slot, in: calls.calls, at: now)
    }

    /// The first of a line is answered by an agent who is already counted as busy.
    /// - Parameter finished: the slot of the contact that the agent has just finished, which is not given back yet; -1 when there
    ///   is none. Whoever is answered moves there: the next event of that slot is then entered in one replay of the event
    ///   list instead of two, and the end of the patience stays behind in a free slot, to be overwritten or passed over.
    @inline(__always)
    mutating func answerFirst(of customerClass: Int, group: Int, agent: Int32, inPlaceOf finished: Int = -1) {
        var slot = Int(floor.lines[customerClass].first)
        if hasGhosts { settleGhosts(passedBy: calls.calls[slot], group: group) }
        floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
        if calls.calls[slot].leg != .first || calls.calls[slot].state != .waiting {
            if finished >= 0 { giveBack(finished) }
            answerLaterLeg(slot, group: group, agent: agent)
            return
        }
        if finished >= 0 {
            calls.move(slot, to: finished)
            slot = finished
        }
        let call = calls.calls + slot
        let cell = cell(row: Int(call.pointee.row), customerClass: customerClass)
        startTalk(slot, customerClass, group: group, agent: agent, cell)
        let wait = now - call.pointee.joinedAt
        cell[.answered] += 1
        cell[.answeredWaitSeconds] += wait
        countWait(wait, .answered, cell, customerClass, row: Int(call.pointee.row))
        if traits[customerClass].remembersWaits { noteWait(wait, customerClass) }
        if traits[customerClass].tracksWaits { settleQuotes(slot, wait: wait) }
    }

    /// An idle agent takes the contact that has just come. That it waited for no time is counted at the end of the run, in
    /// a class in which nothing else becomes of an arrival: see `countDirectAnswers`.
    @inline(__always)
    private mutating func answerAtOnce(
        _ slot: Int, _ customerClass: Int, group: Int, agent: Int32, _ cell: ClassCell
    ) {
        if !traits[customerClass].isDirect {
            if calls.calls[slot].leg != .first {
                answerLaterLeg(slot, group: group, agent: agent)
                return
            }
            countAnswersAtOnce(1, cell, row: Int(calls.calls[slot].row), customerClass: customerClass)
        }
        startTalk(slot, customerClass, group: group, agent: agent, cell)
        if traits[customerClass].remembersWaits { noteWait(0, customerClass) }
    }

    @inline(never)
    private mutating func noteWait(_ seconds: Double, _ customerClass: Int) { recentWaits[customerClass].note(seconds) }

    /// A caller's talk begins.
    @inline(__always)
    private mutating func startTalk(
        _ slot: Int, _ customerClass: Int, group: Int, agent: Int32, _ cell: ClassCell
    ) {
        let handle = startWork(slot, customerClass, group: group, agent: agent)
        cell[.handleSeconds] += handle
        if traits[customerClass].isDirectWithAfterCall {
            // The issue is solved when the customer hangs up, not when it has been written up.
            cell[.resolutionSeconds] -= calls.calls[slot].afterCallSeconds
        }
        let groupCell = self.cell(row: Int(calls.calls[slot].row), group: group)
        groupCell[.answered] += 1
        groupCell[.handleSeconds] += handle
        if log != nil { record(slot, as: .answered) }
    }

    /// The agent talks with the customer; the same slot now awaits the end. After-call work is added on where nothing
    /// depends on the moment between the two.
    /// - Returns: talk and after-call work, seconds.
    @inline(__always)
    mutating func startWork(_ slot: Int, _ customerClass: Int, group: Int, agent: Int32) -> Double {
        let call = calls.calls + slot
        if traits[customerClass].groupsDiffer { fitToGroup(slot, group: group) }
        let handle = call.pointee.talkSeconds + call.pointee.afterCallSeconds
        if traits[customerClass].leavesBeforeWrapUp {
            call.pointee.state = .talking
            events.schedule(slot, at: now + call.pointee.talkSeconds)
        } else {
            call.pointee.state = .wrappingUp
            events.schedule(slot, at: now + handle)
        }
        call.pointee.group = Int32(truncatingIfNeeded: group)
        call.pointee.agent = agent
        if agent >= 0 { lengthenRun(Int(agent), group: group) }
        return handle
    }

    /// The customer hangs up; the agent writes up the call.
    @inline(never)
    mutating func hangUpAfterTalk(_ slot: Int) {
        calls.calls[slot].state = .wrappingUp
        wrappingUp &+= 1
        events.schedule(slot, at: now + calls.calls[slot].afterCallSeconds)
        // What comes of the contact may take slots, and move them all.
        customerLeaves(slot)
    }

    /// The agent is done with the contact and looks for the next.
    @inline(__always)
    mutating func finish(_ slot: Int) {
        let group = Int(calls.calls[slot].group), agent = calls.calls[slot].agent
        if calls.calls[slot].leg != .first || !traits[Int(calls.calls[slot].customerClass)].isOverWithTheTalk {
            finishForMore(slot)
        }
        if agent < 0 && leavesPlaces {
            freeAgent(group, agent, finished: slot)
        } else {
            giveBack(slot)
            freeAgent(group, agent)
        }
    }

    /// Something comes of the contact, or it was none.
    @inline(never)
    private mutating func finishForMore(_ slot: Int) {
        let leg = calls.calls[slot].leg
        if leg == .followUp || leg == .background {
            finishDeskWork(slot)
        } else if traits[Int(calls.calls[slot].customerClass)].leavesBeforeWrapUp {
            wrappingUp &-= 1
        } else {
            customerLeaves(slot)
        }
    }

    /// An agent has nothing in hand: the next contact, or idle.
    /// - Parameter slot: that of the contact which an anonymous agent has just finished, where it is not given back yet; -1
    ///   elsewhere. See `answerFirst`.
    @inline(__always)
    mutating func freeAgent(_ group: Int, _ agent: Int32, finished slot: Int = -1) {
        if agent >= 0 {
            freeNamed(Int(agent), group: group)
            return
        }
        let isSurplus = agents.groups[group].busy > agents.groups[group].capacity
        let work = isSurplus ? .nothing : lookForWork(for: group, idle: idleWithOneMore(group))
        if case .caller(let line) = work {
            answerFirst(of: line, group: group, agent: -1, inPlaceOf: slot)
            return
        }
        if slot >= 0 { giveBack(slot) }
        if case .nothing = work {
            if hasGhosts && !isSurplus { settleGhosts(beside: group, idle: idleWithOneMore(group)) }
            agents.release(group: group, at: now)
        } else {
            startOtherWork(work, group: group, agent: -1)
        }
    }

    /// Patience ends before an agent is free.
    @inline(__always)
    mutating func abandon(_ slot: Int) {
        let call = calls.calls + slot
        let customerClass = Int(call.pointee.customerClass)
        floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
        if call.pointee.leg != .first {
            abandonLaterLeg(slot)
            return
        }
        let row = Int(call.pointee.row)
        let wait = now - call.pointee.joinedAt
        let cell = cell(row: row, customerClass: customerClass)
        if log != nil { record(slot, as: .abandoned) }
        leaveUnanswered(slot, mayRedial: true)
        giveBack(slot)
        cell[.abandoned] += 1
        cell[.abandonedWaitSeconds] += wait
        if wait <= model.shortAbandonSeconds + clockGrainSeconds { cell[.shortAbandoned] += 1 }
        countWait(wait, .unanswered, cell, customerClass, row: row)
    }

    /// On hold, and nobody will answer: hung up on at close, or still there at the end. Already out of the line.
    mutating func leaveUnserved(_ slot: Int, as end: ClassCount) {
        let call = calls.calls[slot]
        if call.leg != .first || call.state != .waiting {
            leaveLaterLegUnserved(slot, as: end)
            return
        }
        let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
        cell[end] += 1
        countUnansweredWait(call, cell)
        if log != nil { record(slot, as: end) }
        if end != .inSystem { leaveUnanswered(slot, mayRedial: true) }
        giveBack(slot)
    }

    /// Goes without ever having been on hold: blocked or balked.
    @inline(never)
    mutating func turnAway(_ slot: Int, as end: ClassCount, _ cell: ClassCell) {
        cell[end] += 1
        if log != nil { record(slot, as: end) }
        leaveUnanswered(slot, mayRedial: end == .blocked)
        giveBack(slot)
    }

    /// The slot is free again.
    @inline(__always)
    mutating func giveBack(_ slot: Int) {
        events.cancel(slot)
        calls.give(back: slot)
    }

    /// Contacts that occupy a trunk line: those in the menu, on hold and in talk; not those being written up, nor what
    /// agents do without a caller on the line.
    @inline(__always) var linesInUse: Int { calls.inUse &- wrappingUp &- offTheLine }

    /// Puts the contact at hand into a slot; there must be one.
    @inline(__always)
    private mutating func takeSlot(_ customerClass: Int, _ contact: MadeContact, _ customer: Int32) -> Int {
        let slot = calls.take()
        let call = calls.calls + slot
        call.pointee.joinedAt = now
        call.pointee.talkSeconds = contact.talk
        call.pointee.afterCallSeconds = contact.afterCallSeconds
        call.pointee.row = Int32(truncatingIfNeeded: row)
        call.pointee.customerClass = Int32(truncatingIfNeeded: customerClass)
        call.pointee.customer = customer
        call.pointee.number = contact.number
        call.pointee.leg = .first
        call.pointee.state = .waiting
        return slot
    }

    /// - Returns: false when there are too many contacts to tell apart.
    @inline(never)
    mutating func makeRoom() -> Bool {
        guard calls.capacity < EventList.mostSlots else {
            fault = .tooManyContacts(atSeconds: now)
            return false
        }
        calls.grow(toAtMost: EventList.mostSlots)
        events.grow(to: calls.capacity)
        return true
    }

    /// Talk and after-call times of the group that answers: its own distribution at the customer's uniform, its speed.
    @inline(never)
    private mutating func fitToGroup(_ slot: Int, group: Int) {
        let call = calls.calls + slot
        let customerClass = Int(call.pointee.customerClass)
        // A callback with a talk time of its own brings seconds.
        if traits[customerClass].drawsTalkAsUniform
            && !(call.pointee.leg == .callback && classes[customerClass].callbacks?.handleTime != nil)
        {
            let own = model.groups[group].classes.firstIndex(of: customerClass)
                .flatMap { model.groups[group].handleTime[$0] }
            let distribution =
                own
                ?? classes[customerClass].handleTime.inForce(at: call.pointee.joinedAt, model.timeline.openings)
            call.pointee.talkSeconds = distribution.quantile(call.pointee.talkSeconds)
        }
        guard let skill = model.groups[group].classes.firstIndex(of: customerClass) else { return }
        let speed = model.groups[group].speed[skill]
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
