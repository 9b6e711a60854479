import Randomness

// What a customer with a fuller way hears on finding everybody busy, and the clocks that run while holding.
extension CallCenter {
    /// Hears a quote; balks, takes a callback, or holds.
    mutating func hearAndDecide(_ slot: Int, _ customerClass: Int, _ cell: ClassCell) {
        let traits = classes + customerClass
        let waiting = floor.lines[customerClass].onHold
        let quote = traits.pointee.quotes == nil ? -1 : announce(slot, customerClass)
        var balks = traits.pointee.balkingShare(waiting: waiting)
        if quote >= 0 {
            balks = max(balks, traits.pointee.balkingByQuote.last { $0.quoteAtLeast <= quote }?.share ?? 0)
        }
        if calls.details[slot].balkingUniform < balks {
            turnAway(slot, as: .balked, cell)
            return
        }
        if let callbacks = traits.pointee.callbacks,
            takesCallback(slot, callbacks, quote: quote, waiting: waiting, cell)
        {
            return
        }
        hold(slot, customerClass)
        setClocks(slot, customerClass, quote: quote)
    }

    /// The earliest of the clocks of someone on hold goes into the event list.
    private mutating func setClocks(_ slot: Int, _ customerClass: Int, quote: Double) {
        let traits = classes + customerClass
        calls.details[slot].patienceEndsAt = now + patience(slot, customerClass)
        if let callbacks = traits.pointee.callbacks, case .afterHolding(let seconds) = callbacks.offer {
            calls.details[slot].offerAt = now + seconds
        }
        if let after = traits.pointee.overflow.map(\.after).min() { calls.details[slot].overflowAt = now + after }
        if let again = traits.pointee.quotes?.repeatEvery { calls.details[slot].quoteAgainAt = now + again }
        events.schedule(slot, at: calls.details[slot].nextClock)
    }

    /// Patience in seconds from joining, with the hazard multiplied once the quoted wait has passed: exact, by
    /// inverting the cumulative hazard, so that the customer's own draw is stretched and not drawn again.
    mutating func patience(_ slot: Int, _ customerClass: Int) -> Double {
        let detail = calls.details[slot]
        let factor = classes[customerClass].patienceAfterQuote
        guard factor != 1, detail.quote >= 0, detail.patienceSeconds < .infinity else { return detail.patienceSeconds }
        let change = detail.quotedAt - calls.calls[slot].joinedAt + detail.quote
        guard detail.patienceSeconds > change, let draw = classes[customerClass].patience.first else {
            return detail.patienceSeconds
        }
        let distribution =
            classes[customerClass].patience.count == 1
            ? draw.distribution
            : classes[customerClass].patience.inForce(
                at: detail.arrivedAt, model.timeline.openings)
        let before = distribution.cumulativeHazard(change)
        let beyond = distribution.cumulativeHazard(detail.patienceSeconds) - before
        guard factor > 0 else { return .infinity }
        return distribution.quantile(cumulativeHazard: before + beyond / factor)
    }

    /// One of the clocks of someone on hold has run out: the one that is due now.
    mutating func endHold(_ slot: Int) {
        let customerClass = Int(calls.calls[slot].customerClass)
        guard !traits[customerClass].isPlain || calls.calls[slot].leg != .first else { return abandon(slot) }
        let detail = calls.details[slot]
        if detail.patienceEndsAt <= now { return abandon(slot) }
        if detail.offerAt <= now {
            calls.details[slot].offerAt = .infinity
            if takeCallbackOnHold(slot, customerClass) { return }
        } else if detail.quoteAgainAt <= now {
            quoteAgain(slot, customerClass)
        } else if detail.overflowAt <= now {
            // Moments are compared, not spans: joining + delay − joining may fall short of the delay.
            let joinedAt = calls.calls[slot].joinedAt
            calls.details[slot].overflowAt =
                classes[customerClass].overflow.map { joinedAt + $0.after }.filter { $0 > now }.min()
                ?? .infinity
        }
        events.schedule(slot, at: calls.details[slot].nextClock)
        if detail.overflowAt <= now {
            for overflow in classes[customerClass].overflow { putIdleToWork(overflow.group) }
        }
    }

    private mutating func quoteAgain(_ slot: Int, _ customerClass: Int) {
        let detail = calls.details[slot]
        _ = announce(slot, customerClass)
        // After the last closing time, with nobody at work, announcements would go on for ever; agents who themselves wait
        // for another do not count.
        let somebodyMayAnswer = !isOver || controls.firstTime < .infinity || agents.busyAgents > accompanying
        calls.details[slot].quoteAgainAt = .infinity
        if somebodyMayAnswer, let again = classes[customerClass].quotes?.repeatEvery {
            calls.details[slot].quoteAgainAt = now + again
        }
        // Once the hazard has been multiplied it is not multiplied again.
        let hasChanged = detail.quotedAt + detail.quote <= now
        if !hasChanged {
            calls.details[slot].patienceEndsAt =
                max(now, calls.calls[slot].joinedAt + patience(slot, customerClass))
        }
    }
}
