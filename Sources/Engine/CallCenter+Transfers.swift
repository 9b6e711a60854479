import Randomness

// Contacts passed on to another line: cold, and the agent is free at once; or warm, and the agent stays with the customer
// until the next one has taken over.
extension CallCenter {
    /// A share goes on to another line, on the same telephone call.
    /// - Returns: true when the customer is still in the centre.
    mutating func passOn(_ slot: Int) -> Bool {
        let call = calls.calls[slot]
        let origin = classes + Int(call.customerClass)
        guard !origin.pointee.transfers.isEmpty else { return false }
        let stream = customerStream(slot)
        // Each leg draws anew, or a caller passed on in a circle would go round for ever.
        let attempt = calls.details[slot].attempt
        let leg = attempt &+ 1_000_000 &* (calls.details[slot].transfers &+ 1)
        var left = later.uniform(stream, call.number, leg, .transfer)
        guard
            let transfer = origin.pointee.transfers.first(where: { transfer in
                if left < transfer.share { return true }
                left -= transfer.share
                return false
            })
        else { return false }
        if calls.isFull && !makeRoom() { return false }
        let next = calls.take()
        let number = call.number
        let target = classes + transfer.to
        var passed = call
        passed.customerClass = Int32(transfer.to)
        passed.joinedAt = now
        passed.leg = .transferred
        passed.state = .waiting
        passed.row = Int32(row)
        passed.talkSeconds =
            traits[transfer.to].drawsTalkAsUniform
            ? later.uniform(stream, number, leg, .handleTime)
            : later.draw(
                target.pointee.handleTime.inForce(at: now, model.timeline.openings), stream, number, leg, .handleTime)
        passed.afterCallSeconds =
            target.pointee.afterCall.isEmpty
            ? 0
            : later.draw(
                target.pointee.afterCall.inForce(at: now, model.timeline.openings), stream, number, leg, .afterCall)
        calls.calls[next] = passed
        var detail = calls.details[slot]
        detail.patienceSeconds =
            target.pointee.patience.isEmpty
            ? .infinity
            : later.draw(
                target.pointee.patience.inForce(at: now, model.timeline.openings), stream, number, leg, .patience)
        detail.patienceEndsAt = .infinity
        detail.quote = -1
        detail.inLineAtJoining = -1
        detail.transfers += 1
        detail.otherLeg = -1
        if detail.originClass < 0 {
            detail.originClass = call.customerClass
            detail.originRow = call.row
        }
        calls.details[next] = detail
        if call.leg != .transferred {
            cell(row: Int(call.row), customerClass: Int(call.customerClass))[.transferred] += 1
        }
        cell(row: row, customerClass: transfer.to)[.transfersIn] += 1
        if let warm = transfer.warm {
            calls.details[next].handOverSeconds = later.draw(
                warm.handOver, stream, number, leg, .handOver)
            accompany(slot, to: next, atMost: warm.waitsAtMost)
        }
        let group = idleGroup(for: transfer.to)
        if group >= 0 {
            answerLaterLeg(next, group: group, agent: occupyIdle(group, for: transfer.to))
        } else if !isOpen && model.timeline.hangsUpAtClose {
            // Hung up on like those who were on hold when the centre closed: nobody will come.
            leaveLaterLegUnserved(next, as: .hungUpAtClose)
        } else {
            hold(next, transfer.to)
            startLaterHold(next, transfer.to, patienceSeconds: detail.patienceSeconds)
        }
        return true
    }

    /// A transferred caller, or a customer reached by a callback, gives up on hold. Already out of the line.
    @inline(never)
    mutating func abandonLaterLeg(_ slot: Int) {
        let call = calls.calls[slot]
        switch call.leg {
        case .callback:
            closePromise(Int(calls.details[slot].promise), as: .dropped)
            let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
            cell[.issuesLost] += 1
            cell[.laterLegWaitSeconds] += now - call.joinedAt
            if call.customer >= 0 { goThinking(call.customer) }
        case .transferred:
            if calls.details[slot].otherLeg >= 0 { stopAccompanying(Int(calls.details[slot].otherLeg)) }
            let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
            cell[.transfersAbandoned] += 1
            if log != nil { log!.recordLaterLegUnanswered(call, calls.details[slot], at: now) }
            cell[.laterLegWaitSeconds] += now - call.joinedAt
            leaveLaterLine(slot)
        case .first, .followUp, .background: preconditionFailure("not a later leg on hold")
        }
        giveBack(slot)
        if call.leg == .callback { lookAgainBehind(Int(call.customerClass)) }
    }

    /// Passed on and gone without another answer: calls again, as those of this line do, or is lost.
    private mutating func leaveLaterLine(_ slot: Int) {
        let call = calls.calls[slot]
        if comesBack(slot, by: classes[Int(call.customerClass)].redials, .redial, .redialDelay) { return }
        issueCell(slot)[.issuesLost] += 1
        if call.customer >= 0 { goThinking(call.customer) }
    }

    /// A later leg that nobody will answer any more: at closing, or at the end. Already out of the line.
    mutating func leaveLaterLegUnserved(_ slot: Int, as end: ClassCount) {
        let call = calls.calls[slot]
        if call.state == .promisedInLine {
            // Its promise stands; the end of the run decides its state.
            floor.lines[Int(call.customerClass)].endPromised(at: now)
            offTheLine -= 1
            reopenPromise(Int(calls.details[slot].promise))
            giveBack(slot)
            return
        }
        if call.leg == .transferred {
            if calls.details[slot].otherLeg >= 0 { stopAccompanying(Int(calls.details[slot].otherLeg)) }
            let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
            cell[.transfersLeft] += 1
            if log != nil { log!.recordLaterLegUnanswered(call, calls.details[slot], at: now, as: end) }
            cell[.laterLegWaitSeconds] += now - call.joinedAt
            if end != .inSystem { leaveLaterLine(slot) }
            giveBack(slot)
            return
        }
        abandonLaterLeg(slot)
    }

    // MARK: Warm transfers

    /// The customer has been passed on and the agent stays. Comes from the talk's end, so that after-call work has been
    /// entered; it must wait.
    private mutating func accompany(_ first: Int, to second: Int, atMost seconds: Double) {
        assert(calls.calls[first].state == .wrappingUp && calls.calls[second].joinedAt == now)
        calls.calls[first].state = .accompanying
        calls.details[first].otherLeg = Int32(truncatingIfNeeded: second)
        calls.details[second].otherLeg = Int32(truncatingIfNeeded: first)
        // One customer, one telephone line: it is the second leg's.
        wrappingUp -= 1
        offTheLine += 1
        accompanying += 1
        events.schedule(first, at: now + seconds)
    }

    /// The second agent has answered: both are busy with the customer for the time of the hand-over, and only then does
    /// the second's own talk begin.
    mutating func handOver(to second: Int) {
        let first = Int(calls.details[second].otherLeg)
        let seconds = calls.details[second].handOverSeconds
        part(first, second)
        calls.calls[first].state = .handingOver
        events.schedule(first, at: now + seconds)
        events.schedule(second, at: events.time(of: second) + seconds)
        cell(row: row, group: Int(calls.calls[first].group))[.warmTransferSeconds] += seconds
        cell(row: row, group: Int(calls.calls[second].group))[.warmTransferSeconds] += seconds
        cell(row: Int(calls.calls[second].row), customerClass: Int(calls.calls[second].customerClass))[.handOvers] += 1
    }

    /// The customer has gone, or has held for so long that the agent leaves them to the next one.
    mutating func stopAccompanying(_ first: Int) {
        part(first, Int(calls.details[first].otherLeg))
        endHandOver(first)
    }

    /// The first agent waits no longer.
    private mutating func part(_ first: Int, _ second: Int) {
        assert(calls.calls[first].state == .accompanying)
        calls.details[first].otherLeg = -1
        calls.details[second].otherLeg = -1
        accompanying -= 1
        cell(row: row, group: Int(calls.calls[first].group))[.warmTransferSeconds] += now - calls.calls[second].joinedAt
    }

    /// The first agent is alone: writes up the contact, and is then free. That is an event even where it takes no time,
    /// so that nobody takes up new work in the middle of what has just happened.
    mutating func endHandOver(_ first: Int) {
        calls.calls[first].state = .wrappingUp
        offTheLine -= 1
        wrappingUp += 1
        events.schedule(first, at: now + calls.calls[first].afterCallSeconds)
    }

    /// Nothing is left to happen, but agents wait with customers for agents who do the same, or have gone home. These
    /// customers are in the system at the end; their agents are free, and serve who else is on hold.
    mutating func endVainHandOvers() {
        for slot in 0..<calls.capacity
        where calls.calls[slot].state == .waiting && calls.calls[slot].leg == .transferred
            && calls.details[slot].otherLeg >= 0
        {
            floor.lines[Int(calls.calls[slot].customerClass)].leave(slot, in: calls.calls, at: now)
            leaveLaterLegUnserved(slot, as: .inSystem)
        }
    }
}
