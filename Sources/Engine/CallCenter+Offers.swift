import Randomness

// Callbacks offered and accepted: what is promised, and whether it can be kept.
extension CallCenter {
    /// Offers a callback to whoever must wait, by the offer's rule.
    /// - Returns: true when it was accepted: the customer hangs up and has a promise.
    mutating func takesCallback(
        _ slot: Int, _ customerClass: Int, quote: Double, waiting: Int, _ cell: ClassCell
    ) -> Bool {
        guard let callbacks = traits[customerClass].callbacks else { return false }
        switch callbacks.pointee.offer {
        case .always: break
        case .whenQuoteAtLeast(let seconds): guard quote >= seconds else { return false }
        case .whenWaitingAtLeast(let count): guard waiting >= count else { return false }
        case .afterHolding: return false
        }
        return offer(slot, customerClass, quote: quote, cell)
    }

    /// Offers a callback to somebody on hold.
    mutating func takeCallbackOnHold(_ slot: Int, _ customerClass: Int) -> Bool {
        let cell = cell(row: Int(calls.calls[slot].row), customerClass: customerClass)
        let quote = calls.details[slot].quote
        return offer(slot, customerClass, quote: quote, cell)
    }

    private mutating func offer(_ slot: Int, _ customerClass: Int, quote: Double, _ cell: ClassCell) -> Bool {
        guard let callbacks = traits[customerClass].callbacks else { return false }
        guard promiseBook.openCount[customerClass] < callbacks.pointee.openAtMost else {
            cell[.callbacksSuppressed] += 1
            return false
        }
        cell[.callbacksOffered] += 1
        let uniform = later.uniform(
            classes[customerClass].stream, calls.calls[slot].number, calls.details[slot].attempt, .acceptance)
        let anyway = traits[customerClass].acceptsAnyway
        guard uniform < (anyway >= 0 ? anyway : callbacks.pointee.acceptance(atQuote: max(0, quote))) else {
            cell[.callbacksDeclined] += 1
            return false
        }
        accept(slot, callbacks, quote: quote, cell)
        return true
    }

    private mutating func accept(
        _ slot: Int, _ callbacks: UnsafeMutablePointer<CallbackModel>, quote: Double, _ cell: ClassCell
    ) {
        let customerClass = Int(calls.calls[slot].customerClass)
        let wasOnHold = calls.calls[slot].joinOrder > 0
        cell[.callbackAccepted] += 1
        if wasOnHold {
            cell[.acceptedOnHold] += 1
            countUnansweredWait(calls.calls[slot], cell)
        }
        if log != nil { record(slot, as: .callbackAccepted) }
        let inLineBefore = log != nil ? inLine(besides: slot) : 0
        let promise = makePromise(slot, callbacks, quote: quote)
        if !isKeepable(customerClass, until: promise.to) { cell[.promisesUnkeepable] += 1 }
        let place = promiseBook.enter(promise)
        if log != nil { recordCallbackMade(place, slot, inLine: inLineBefore) }
        if traits[customerClass].tracksWaits { leaveGhost(slot) }
        if case .inTurn = callbacks.pointee.promise {
            if !wasOnHold { hold(slot, customerClass) }
            keepPlace(slot, place)
        } else {
            if wasOnHold { floor.lines[customerClass].leave(slot, in: calls.calls, at: now) }
            giveBack(slot)
        }
        if promise.mayDialFrom <= now {
            promiseBook.makeReady(place)
            schedulePromises()
            putIdleToWork(servingClass: customerClass)
        } else {
            promiseBook.setClock(place)
            schedulePromises()
        }
    }

    /// The telephone is put down, the place in line stays.
    private mutating func keepPlace(_ slot: Int, _ place: Int) {
        let customerClass = Int(calls.calls[slot].customerClass)
        floor.lines[customerClass].becomePromised(at: now)
        offTheLine += 1
        calls.calls[slot].state = .promisedInLine
        calls.calls[slot].leg = .callback
        // What is talked of in a callback may take a time of its own.
        calls.calls[slot].talkSeconds = promiseBook.promises[place].talkSeconds
        calls.details[slot].promise = Int32(place)
        promiseBook.promises[place].joinOrder = calls.calls[slot].joinOrder
        calls.details[slot].patienceEndsAt = .infinity
        calls.details[slot].offerAt = .infinity
        calls.details[slot].quoteAgainAt = .infinity
        promiseBook.promises[place].slotInLine = Int32(slot)
        // The place comes within reach of other groups like that of somebody on hold; at this very moment, perhaps, when
        // the offer came just as the time to overflow did.
        calls.details[slot].overflowAt = classes[customerClass].overflow.next(
            waitingSince: calls.calls[slot].joinedAt, after: now, orAtOnce: true)
        events.schedule(slot, at: calls.details[slot].overflowAt)
    }

    private mutating func makePromise(_ slot: Int, _ callbacks: UnsafeMutablePointer<CallbackModel>, quote: Double)
        -> Promise
    {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        let stream = classes[customerClass].stream
        let attempt = calls.details[slot].attempt
        let from: Double
        let to: Double
        switch callbacks.pointee.promise {
        case .inTurn:
            from = now
            to = quote >= 0 ? now + quote : .infinity
        case .window(let a, let b):
            from = due(after: a, callbacks.pointee.countsOpenHours)
            to = due(after: b, callbacks.pointee.countsOpenHours)
        case .atTime(let time, let tolerance):
            let moment = model.timeline.next(time, from: now, inOpenHours: callbacks.pointee.countsOpenHours)
            from = max(now, moment - tolerance)
            to = moment + tolerance
        case .keepable(let probability, let step):
            from = now
            var seconds = keepableSeconds(customerClass, probability: probability)
            // A calendar that runs on while the centre is closed makes the window longer.
            if !callbacks.pointee.countsOpenHours {
                let worked = model.timeline.workTime(after: seconds, from: now)
                if worked > now + seconds && worked < .infinity { seconds = worked - now }
            }
            to = due(after: max(step, (seconds / step).rounded(.up) * step), callbacks.pointee.countsOpenHours)
        case .table(let table):
            from = now
            let place = table.place(at: now, inLine: inLine(besides: slot))
            to = due(after: table.windows[place], callbacks.pointee.countsOpenHours)
        }
        var promise = Promise.blank
        promise.customerClass = call.customerClass
        promise.row = call.row
        promise.number = call.number
        promise.attempt = attempt
        promise.issueArrivedAt = calls.details[slot].issueArrivedAt
        promise.arrivedAt = call.joinedAt
        promise.madeAt = now
        promise.from = from
        promise.to = to
        promise.joinOrder = joined + 1
        promise.customer = call.customer
        promise.talkSeconds = call.talkSeconds
        promise.callerTalkSeconds = call.talkSeconds
        promise.afterCallSeconds = call.afterCallSeconds
        if let own = callbacks.pointee.handleTime {
            promise.talkSeconds = later.draw(own, stream, call.number, attempt, .handleTime)
        }
        promise.keepsPlace = callbacks.pointee.isInTurn
        promise.mayDialFrom = callbacks.pointee.isInTurn ? .infinity : from
        if let givesUp = callbacks.pointee.givesUp {
            promise.givesUpAt = now + later.draw(givesUp, stream, call.number, attempt, .givesUp)
        }
        promise.expiresAt = now + callbacks.pointee.expiresAfter
        // A place in line has a clock of its own.
        if !callbacks.pointee.isInTurn { promise.overflowsAt = nextOverflow(of: promise) }
        promise.isOpen = true
        return promise
    }

    /// So many seconds from now, of the calendar or of open hours.
    mutating func due(after seconds: Double, _ countsOpenHours: Bool) -> Double {
        countsOpenHours ? model.timeline.dueTime(after: seconds, from: now) : now + seconds
    }

    /// The wait until an agent could call back that is not exceeded with a probability, on the state seen now: those on
    /// hold whom the agents serve first and the promises already open, each a mean handle time, shared by the agents
    /// scheduled: an Erlang quantile, as for a quote (Jouini, Aksin and Dallery, 2011).
    mutating func keepableSeconds(_ customerClass: Int, probability: Double) -> Double {
        let (ahead, completions) = workBeforeCallback(customerClass)
        if completions == 0 { return .infinity }
        if completions == .infinity { return 0 }
        return Self.percentile(probability, ahead: ahead, completions: completions, abandonment: 0)
    }

    /// Whether a promise is kept with 95 % by the same estimate; cheaper than finding the shortest that is. What closed
    /// hours take from the time until it is due is no time for it.
    private mutating func isKeepable(_ customerClass: Int, until due: Double) -> Bool {
        let seconds = model.timeline.workSeconds(from: now, to: due)
        let (ahead, completions) = workBeforeCallback(customerClass)
        if completions == 0 { return false }
        if completions == .infinity || seconds == .infinity { return true }
        return Self.sufficesFor95(completions * seconds, stages: ahead + 1)
    }

    /// Whether so many expected completions are enough, with 95 %, for a number of stages to be over: whether an Erlang
    /// variable of unit rate is at most that. Far from the border the approximation of Wilson and Hilferty (1931), which
    /// is within 1.5 % of the quantile, decides; near it the incomplete gamma function.
    static func sufficesFor95(_ completions: Double, stages: Int) -> Bool {
        let shape = Double(stages)
        let root = 1 - 1 / (9 * shape) + 1.644853627 / (3 * shape.squareRoot())
        let quantile = shape * root * root * root
        if abs(completions - quantile) > 0.03 * quantile { return completions > quantile }
        return Distribution.gammaShare(below: completions, shape: shape, scale: 1) >= 0.95
    }

    /// Those on hold and promises open whom the agents serve first, and how many contacts the agents complete in a second.
    private mutating func workBeforeCallback(_ customerClass: Int) -> (ahead: Int, completions: Double) {
        let agents = agentsAtMeanPace(for: customerClass)
        if agents == .infinity { return (0, .infinity) }
        return (inLine(sharingAgentsWith: customerClass), agents / traits[customerClass].meanHandle)
    }

    /// Customers on hold, or promised a callback that is still open, of all classes that the agents of this one serve.
    @inline(__always)
    private func inLine(sharingAgentsWith customerClass: Int) -> Int {
        var count = 0
        for other in 0..<model.classes.count where competes[customerClass * model.classes.count + other] {
            count += floor.lines[other].onHold + promiseBook.openCount[other]
        }
        return count
    }

    /// The same without the contact itself, which may be on hold.
    @inline(never)
    func inLine(besides slot: Int) -> Int {
        let call = calls.calls[slot]
        return inLine(sharingAgentsWith: Int(call.customerClass)) - (call.joinOrder > 0 ? 1 : 0)
    }
}
