import Randomness

// How a contact ends for the customer, and what comes of it: solved, back again, passed on, promised, or lost.
extension CallCenter {
    /// The talk is over: the customer hangs up, content or not, or is passed on.
    mutating func customerLeaves(_ slot: Int) {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        if !traits[customerClass].isPlain {
            if passOn(slot) { return }
            promiseFollowUp(slot)
            let attempt = calls.details[slot].attempt
            let traits = classes + customerClass
            if traits.pointee.unresolved > 0
                && later.uniform(traits.pointee.stream, call.number, attempt, .unresolved) < traits.pointee.unresolved
            {
                if leaveUnresolved(slot) { return }
            } else {
                resolveIssue(slot)
            }
        }
        if call.customer >= 0 { goThinking(call.customer) }
    }

    /// The issue is solved; the time it took includes the gaps between contacts.
    mutating func resolveIssue(_ slot: Int) {
        let call = calls.calls[slot]
        let detail = calls.details[slot]
        let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
        cell[.issuesResolved] += 1
        if detail.attempt == 0 { cell[.issuesResolvedAtFirst] += 1 }
        cell[.resolutionSeconds] += now - detail.issueArrivedAt
    }

    /// - Returns: true when the customer will call again about it.
    private mutating func leaveUnresolved(_ slot: Int) -> Bool {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        if comesBack(slot, by: classes[customerClass].reconnects, .reconnect, .reconnectDelay) { return true }
        cell(row: Int(call.row), customerClass: customerClass)[.issuesLost] += 1
        return false
    }

    /// Gone without an answer: calls again, or is lost.
    mutating func leaveUnanswered(_ slot: Int, mayRedial: Bool) {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        if !traits[customerClass].isPlain {
            if traits[customerClass].hasQuotes { leaveGhost(slot) }
            // Whoever will call again about this issue thinks of no other meanwhile.
            if mayRedial && comesBack(slot, by: classes[customerClass].redials, .redial, .redialDelay) { return }
            cell(row: Int(call.row), customerClass: customerClass)[.issuesLost] += 1
        }
        if call.customer >= 0 { goThinking(call.customer) }
    }

    /// Enters the customer among those who will call again, if so inclined and before the last closing time.
    private mutating func comesBack(
        _ slot: Int, by model: ReturnModel?, _ cause: Cause, _ delayCause: Cause
    ) -> Bool {
        guard let model else { return false }
        let call = calls.calls[slot]
        let detail = calls.details[slot]
        let stream = classes[Int(call.customerClass)].stream
        guard later.uniform(stream, call.number, detail.attempt, cause) < model.chance(after: Int(detail.attempt))
        else { return false }
        let delay = later.draw(model.after, stream, call.number, detail.attempt, delayCause)
        return enterReturn(
            PendingReturn(
                customerClass: call.customerClass, number: call.number, attempt: detail.attempt + 1,
                issueArrivedAt: detail.issueArrivedAt, isReconnect: cause == .reconnect,
                talkSeconds: call.talkSeconds, afterCallSeconds: call.afterCallSeconds, customer: call.customer),
            at: now + delay)
    }

    /// - Returns: false when no opening is left.
    mutating func enterReturn(_ back: PendingReturn, at time: Double) -> Bool {
        let opens = model.timeline.openTime(from: time)
        guard opens < .infinity, isOpen || model.timeline.contacts == nil else { return false }
        returns.enter(back, at: opens)
        controls.scheduleInSlotOrder(Control.returns, at: returns.clocks.firstTime)
        return true
    }

    // MARK: Transfers

    /// A share goes on to another line, on the same telephone call.
    /// - Returns: true when the customer is still in the centre.
    private mutating func passOn(_ slot: Int) -> Bool {
        let call = calls.calls[slot]
        let origin = classes + Int(call.customerClass)
        guard !origin.pointee.transfers.isEmpty, call.leg != .callback else { return false }
        // Each leg draws anew, or a caller passed on in a circle would go round for ever.
        let attempt = calls.details[slot].attempt
        let leg = attempt &+ 1_000_000 &* (calls.details[slot].transfers &+ 1)
        var left = later.uniform(origin.pointee.stream, call.number, leg, .transfer)
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
            ? later.uniform(origin.pointee.stream, number, leg, .handleTime)
            : later.draw(
                target.pointee.handleTime.inForce(at: now, model.timeline.openings), origin.pointee.stream, number, leg,
                .handleTime)
        passed.afterCallSeconds =
            target.pointee.afterCall.isEmpty
            ? 0
            : later.draw(
                target.pointee.afterCall.inForce(at: now, model.timeline.openings), origin.pointee.stream, number, leg,
                .afterCall)
        calls.calls[next] = passed
        var detail = calls.details[slot]
        detail.patienceSeconds =
            target.pointee.patience.isEmpty
            ? .infinity
            : later.draw(
                target.pointee.patience.inForce(at: now, model.timeline.openings), origin.pointee.stream, number, leg,
                .patience)
        detail.patienceEndsAt = .infinity
        detail.quote = -1
        detail.transfers += 1
        calls.details[next] = detail
        cell(row: row, customerClass: transfer.to)[.transfersIn] += 1
        let group = idleGroup(for: transfer.to)
        if group >= 0 {
            answerLaterLeg(next, group: group, agent: occupyIdle(group, for: transfer.to))
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
            let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
            cell[.transfersAbandoned] += 1
            if log != nil { log!.recordLaterLeg(call, at: now, isAnswered: false) }
            cell[.laterLegWaitSeconds] += now - call.joinedAt
            cell[.issuesLost] += 1
            if call.customer >= 0 { goThinking(call.customer) }
        case .first, .followUp, .background: preconditionFailure("not a later leg on hold")
        }
        giveBack(slot)
        if call.leg == .callback { lookAgainBehind(Int(call.customerClass)) }
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
            let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
            cell[.transfersLeft] += 1
            if log != nil { log!.recordLaterLeg(call, at: now, isAnswered: false) }
            cell[.laterLegWaitSeconds] += now - call.joinedAt
            if end != .inSystem {
                cell[.issuesLost] += 1
                if call.customer >= 0 { goThinking(call.customer) }
            }
            giveBack(slot)
            return
        }
        abandonLaterLeg(slot)
    }
}
