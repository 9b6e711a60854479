import Randomness

// How a contact ends for the customer, and what comes of it: solved, back again, passed on, promised, or lost.
extension CallCenter {
    /// The talk is over: the customer hangs up, content or not, or is passed on.
    mutating func customerLeaves(_ slot: Int) {
        let customerClass = Int(calls.calls[slot].customerClass)
        if traits[customerClass].isDirect {
            // Callers' issues are counted at the end of the run: see `countDirectIssues`.
            if calls.calls[slot].leg != .first { resolveIssue(slot) }
        } else {
            if passOn(slot) { return }
            // Whoever is promised more work waits for that: the issue is solved when it is done.
            if !promiseFollowUp(slot) {
                if isLeftUnresolved(slot) {
                    if log != nil { recordUnresolved(slot) }
                    if leaveUnresolved(slot) { return }
                } else {
                    resolveIssue(slot)
                }
            }
        }
        if calls.calls[slot].customer >= 0 { goThinking(calls.calls[slot].customer) }
    }

    private mutating func isLeftUnresolved(_ slot: Int) -> Bool {
        let own = classes + Int(calls.calls[slot].customerClass)
        return own.pointee.unresolved > 0
            && later.uniform(
                customerStream(slot), calls.calls[slot].number, calls.details[slot].attempt, .unresolved)
                < own.pointee.unresolved
    }

    /// The issue is solved; the time it took includes the gaps between contacts.
    /// - Parameter isFirstContact: false where more than the contact was needed, whichever attempt it was.
    mutating func resolveIssue(_ slot: Int, isFirstContact: Bool = true) {
        let cell = issueCell(slot)
        cell[.issuesResolved] += 1
        if isFirstContact && calls.details[slot].attempt == 0 { cell[.issuesResolvedAtFirst] += 1 }
        cell[.resolutionSeconds] += now - calls.details[slot].issueArrivedAt
    }

    /// The stream of a customer's draws: that of the class in which the contact came in, wherever it was passed on to. Not
    /// for direct classes, whose contacts have no details.
    mutating func customerStream(_ slot: Int) -> UInt64 {
        let origin = calls.details[slot].originClass
        return classes[Int(origin < 0 ? calls.calls[slot].customerClass : origin)].stream
    }

    /// Where what becomes of an issue is counted: in the class and interval in which the contact came in, wherever it was
    /// passed on to.
    mutating func issueCell(_ slot: Int) -> ClassCell {
        let origin = calls.details[slot].originClass
        guard origin < 0 else {
            return cell(row: Int(calls.details[slot].originRow), customerClass: Int(origin))
        }
        return cell(row: Int(calls.calls[slot].row), customerClass: Int(calls.calls[slot].customerClass))
    }

    /// - Returns: true when the customer will call again about it.
    private mutating func leaveUnresolved(_ slot: Int) -> Bool {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        if comesBack(slot, by: classes[customerClass].reconnects, .reconnect, .reconnectDelay) { return true }
        issueCell(slot)[.issuesLost] += 1
        return false
    }

    /// Gone without an answer: calls again, or is lost.
    mutating func leaveUnanswered(_ slot: Int, mayRedial: Bool) {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        if !traits[customerClass].isPlain {
            if traits[customerClass].tracksWaits { leaveGhost(slot) }
            // Whoever will call again about this issue thinks of no other meanwhile.
            if mayRedial && !traits[customerClass].isDirect
                && comesBack(slot, by: classes[customerClass].redials, .redial, .redialDelay)
            {
                return
            }
            cell(row: Int(call.row), customerClass: customerClass)[.issuesLost] += 1
        }
        if call.customer >= 0 { goThinking(call.customer) }
    }

    /// Enters the customer among those who will call again, if so inclined and before the last closing time.
    mutating func comesBack(
        _ slot: Int, by model: ReturnModel?, _ cause: Cause, _ delayCause: Cause
    ) -> Bool {
        guard let model else { return false }
        let call = calls.calls[slot]
        let detail = calls.details[slot]
        let stream = customerStream(slot)
        guard later.uniform(stream, call.number, detail.attempt, cause) < model.chance(after: Int(detail.attempt))
        else { return false }
        let delay = later.draw(model.after, stream, call.number, detail.attempt, delayCause)
        // Whoever was passed on calls the number that they know, as the customer they are.
        let wasPassedOn = detail.originClass >= 0
        return enterReturn(
            PendingReturn(
                customerClass: wasPassedOn ? detail.originClass : call.customerClass, number: call.number,
                attempt: detail.attempt + 1, issueArrivedAt: detail.issueArrivedAt,
                isReconnect: cause == .reconnect, talksAnew: cause == .reconnect || wasPassedOn,
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
}
