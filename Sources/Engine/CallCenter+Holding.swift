import Randomness

// What a customer with a fuller way hears on finding everybody busy, and the clocks that run while holding.
extension CallCenter {
    /// Hears a quote; balks, takes a callback, or holds.
    mutating func hearAndDecide(_ slot: Int, _ customerClass: Int, _ cell: ClassCell) {
        let own = traits + customerClass
        let waiting = floor.lines[customerClass].onHold
        if own.pointee.recordsWaits { calls.details[slot].inLineAtJoining = Int32(inLine(besides: slot)) }
        let quote = own.pointee.hasQuotes ? announce(slot, customerClass) : -1
        if own.pointee.mayBalk && balks(slot, customerClass, waiting: waiting, quote: quote) {
            turnAway(slot, as: .balked, cell)
            return
        }
        if own.pointee.isOfferedAtOnce && takesCallback(slot, customerClass, quote: quote, waiting: waiting, cell) {
            return
        }
        hold(slot, customerClass)
        setClocks(slot, customerClass)
    }

    private mutating func balks(_ slot: Int, _ customerClass: Int, waiting: Int, quote: Double) -> Bool {
        let own = classes + customerClass
        var share = own.pointee.balkingShare(waiting: waiting)
        if quote >= 0 { share = max(share, own.pointee.balkingByQuote.last { $0.quoteAtLeast <= quote }?.share ?? 0) }
        return calls.details[slot].balkingUniform < share
    }

    /// The earliest of the clocks of someone on hold goes into the event list.
    @inline(__always)
    private mutating func setClocks(_ slot: Int, _ customerClass: Int) {
        let patienceEndsAt = now + patience(slot, customerClass)
        calls.details[slot].patienceEndsAt = patienceEndsAt
        if traits[customerClass].holdsOnlyForPatience {
            events.schedule(slot, at: patienceEndsAt)
        } else {
            setFurtherClocks(slot, customerClass)
        }
    }

    @inline(never)
    private mutating func setFurtherClocks(_ slot: Int, _ customerClass: Int) {
        let own = traits + customerClass
        let detail = calls.details + slot
        detail.pointee.offerAt = now + own.pointee.offersAfter
        detail.pointee.overflowAt = now + own.pointee.overflowsAfter
        detail.pointee.quoteAgainAt = now + own.pointee.quotesAgainAfter
        events.schedule(slot, at: detail.pointee.nextClock)
    }

    /// Patience in seconds from joining, with the hazard multiplied once the quoted wait has passed: exact, by
    /// inverting the cumulative hazard, so that the customer's own draw is stretched and not drawn again.
    @inline(__always)
    mutating func patience(_ slot: Int, _ customerClass: Int) -> Double {
        traits[customerClass].quoteMovesPatience
            ? movedPatience(slot, customerClass) : calls.details[slot].patienceSeconds
    }

    @inline(never)
    private mutating func movedPatience(_ slot: Int, _ customerClass: Int) -> Double {
        let detail = calls.details[slot]
        let factor = classes[customerClass].patienceAfterQuote
        guard detail.quote >= 0, detail.patienceSeconds < .infinity else { return detail.patienceSeconds }
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
        if calls.details[slot].patienceEndsAt <= now { return abandon(slot) }
        let detail = calls.details[slot]
        if detail.offerAt <= now {
            calls.details[slot].offerAt = .infinity
            if takeCallbackOnHold(slot, customerClass) { return }
        } else if detail.quoteAgainAt <= now {
            quoteAgain(slot, customerClass)
        } else if detail.overflowAt <= now {
            calls.details[slot].overflowAt = classes[customerClass].overflow.next(
                waitingSince: calls.calls[slot].joinedAt, after: now)
        }
        events.schedule(slot, at: calls.details[slot].nextClock)
        if detail.overflowAt <= now { putOverflowToWork(of: customerClass) }
    }

    private mutating func quoteAgain(_ slot: Int, _ customerClass: Int) {
        let detail = calls.details[slot]
        _ = announce(slot, customerClass)
        // After the last closing time, with nobody at work, announcements would go on for ever; agents who themselves wait
        // for another do not count.
        let somebodyMayAnswer = !isOver || goesOnByItself || agents.busyAgents > accompanying
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
