import Randomness

// Contacts of classes with fuller ways: the menu, and customers who call again.
extension CallCenter {
    /// The latent draws of the contact at hand, kept for when they are needed.
    mutating func keepLatentDraws(_ slot: Int, _ contact: MadeContact) {
        let detail = calls.details + slot
        detail.pointee = CallDetail()
        detail.pointee.patienceSeconds = contact.patienceSeconds
        detail.pointee.balkingUniform = contact.balkingUniform
        detail.pointee.issueArrivedAt = now
        detail.pointee.arrivedAt = now
        calls.calls[slot].joinOrder = 0
    }

    /// Through the door: blocked, into the menu, or straight to a human.
    mutating func enterCentre(_ slot: Int, _ customerClass: Int, _ cell: ClassCell) {
        if model.lines < .max && linesInUse > model.lines {
            turnAway(slot, as: .blocked, cell)
            return
        }
        guard let menu = classes[customerClass].menu else {
            askForAgent(slot, customerClass, nil, cell)
            return
        }
        let call = calls.calls[slot]
        let seconds = later.draw(
            menu.takes, classes[customerClass].stream, call.number, calls.details[slot].attempt, .menu)
        cell[.menuSeconds] += seconds
        calls.calls[slot].state = .inMenu
        events.schedule(slot, at: now + seconds)
    }

    /// The menu is over: the customer has gone, is served, or wants a human. Patience starts now, not in the menu.
    mutating func leaveMenu(_ slot: Int) {
        let customerClass = Int(calls.calls[slot].customerClass)
        let cell = cell(row: Int(calls.calls[slot].row), customerClass: customerClass)
        guard let menu = classes[customerClass].menu else { preconditionFailure("a menu that is not there") }
        let uniform = later.uniform(
            classes[customerClass].stream, calls.calls[slot].number, calls.details[slot].attempt, .menuChoice)
        if uniform < menu.leaves {
            cell[.leftInMenu] += 1
            if log != nil { record(slot, as: .leftInMenu) }
            leaveUnanswered(slot, mayRedial: false)
            giveBack(slot)
        } else if uniform < menu.leaves + menu.selfServed {
            cell[.selfServed] += 1
            if log != nil { record(slot, as: .selfServed) }
            resolveIssue(slot)
            if calls.calls[slot].customer >= 0 { goThinking(calls.calls[slot].customer) }
            giveBack(slot)
        } else {
            events.cancel(slot)
            calls.calls[slot].state = .waiting
            calls.calls[slot].joinedAt = now
            askForAgent(slot, customerClass, nil, cell)
        }
    }

    /// Whoever was to call again does.
    mutating func callBackIn() {
        let back = returns.takeFirst()
        controls.scheduleInSlotOrder(Control.returns, at: returns.clocks.firstTime)
        if arrived == rowEndsAtArrival {
            beginRowAtArrival()
            if !isOpen { return }
        }
        arrived += 1
        let customerClass = Int(back.customerClass)
        let cell = cell(row: row, customerClass: customerClass)
        cell[.arrivals] += 1
        cell[back.isReconnect ? .reconnects : .redials] += 1
        if calls.isFull && !makeRoom() { return }
        let slot = calls.take()
        let traits = classes + customerClass
        var call = calls.calls[slot]
        call.joinedAt = now
        call.talkSeconds = back.talkSeconds
        call.afterCallSeconds = back.afterCallSeconds
        call.row = Int32(row)
        call.customerClass = back.customerClass
        call.customer = back.customer
        call.number = back.number
        call.leg = .first
        call.state = .waiting
        call.joinOrder = 0
        if back.talksAnew {
            call.talkSeconds = drawTalk(customerClass, back.number, back.attempt)
            call.afterCallSeconds =
                drawLater(traits.pointee.afterCall, customerClass, back.number, back.attempt, .afterCall) ?? 0
        }
        calls.calls[slot] = call
        var detail = CallDetail()
        detail.issueArrivedAt = back.issueArrivedAt
        detail.arrivedAt = now
        detail.attempt = back.attempt
        detail.patienceSeconds =
            drawLater(traits.pointee.patience, customerClass, back.number, back.attempt, .patience) ?? .infinity
        detail.balkingUniform = later.uniform(traits.pointee.stream, back.number, back.attempt, .balking)
        calls.details[slot] = detail
        enterCentre(slot, customerClass, cell)
    }

    /// Talk time of a later contact: seconds, or a uniform where groups differ in its shape.
    mutating func drawTalk(_ customerClass: Int, _ number: UInt64, _ attempt: Int32) -> Double {
        if traits[customerClass].drawsTalkAsUniform {
            return later.uniform(classes[customerClass].stream, number, attempt, .handleTime)
        }
        return drawLater(classes[customerClass].handleTime, customerClass, number, attempt, .handleTime) ?? 0
    }

    /// nil where the class has no such distribution.
    mutating func drawLater(
        _ draws: [TimedDraw], _ customerClass: Int, _ number: UInt64, _ attempt: Int32, _ cause: Cause
    ) -> Double? {
        guard !draws.isEmpty else { return nil }
        let distribution =
            draws.count == 1 ? draws[0].distribution : draws.inForce(at: now, model.timeline.openings)
        return later.draw(distribution, classes[customerClass].stream, number, attempt, cause)
    }
}
