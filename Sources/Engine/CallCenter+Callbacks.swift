import Randomness

// Callbacks: offered, promised, dialled, and what became of each promise.
extension CallCenter {
    // MARK: Making a promise

    /// Offers a callback to whoever must wait, by the offer's rule.
    /// - Returns: true when it was accepted: the customer hangs up and has a promise.
    mutating func takesCallback(
        _ slot: Int, _ callbacks: CallbackModel, quote: Double, waiting: Int, _ cell: ClassCell
    ) -> Bool {
        switch callbacks.offer {
        case .always: break
        case .whenQuoteAtLeast(let seconds): guard quote >= seconds else { return false }
        case .whenWaitingAtLeast(let count): guard waiting >= count else { return false }
        case .afterHolding: return false
        }
        return offer(slot, callbacks, quote: quote, cell)
    }

    /// Offers a callback to somebody on hold.
    mutating func takeCallbackOnHold(_ slot: Int, _ customerClass: Int) -> Bool {
        guard let callbacks = classes[customerClass].callbacks else { return false }
        let cell = cell(row: Int(calls.calls[slot].row), customerClass: customerClass)
        let quote = calls.details[slot].quote
        return offer(slot, callbacks, quote: quote, cell)
    }

    private mutating func offer(_ slot: Int, _ callbacks: CallbackModel, quote: Double, _ cell: ClassCell) -> Bool {
        let customerClass = Int(calls.calls[slot].customerClass)
        guard promiseBook.openCount[customerClass] < callbacks.openAtMost else {
            cell[.callbacksSuppressed] += 1
            return false
        }
        cell[.callbacksOffered] += 1
        let uniform = later.uniform(
            classes[customerClass].stream, calls.calls[slot].number, calls.details[slot].attempt, .acceptance)
        guard uniform < callbacks.acceptance(atQuote: max(0, quote)) else {
            cell[.callbacksDeclined] += 1
            return false
        }
        accept(slot, callbacks, quote: quote, cell)
        return true
    }

    private mutating func accept(_ slot: Int, _ callbacks: CallbackModel, quote: Double, _ cell: ClassCell) {
        let customerClass = Int(calls.calls[slot].customerClass)
        let wasOnHold = calls.calls[slot].joinOrder > 0
        cell[.callbackAccepted] += 1
        if log != nil { log!.recordEnd(calls.calls[slot], as: .callbackAccepted, at: now) }
        let promise = makePromise(slot, callbacks, quote: quote)
        if !isKeepable(customerClass, within: promise.to - now, probability: 0.95) { cell[.promisesUnkeepable] += 1 }
        let place = promiseBook.enter(promise)
        if traits[customerClass].hasQuotes { leaveGhost(slot) }
        if case .inTurn = callbacks.promise {
            if wasOnHold {
                cell[.otherWaitSeconds] += now - calls.calls[slot].joinedAt
            } else {
                hold(slot, customerClass)
            }
            keepPlace(slot, place)
        } else {
            if wasOnHold {
                cell[.otherWaitSeconds] += now - calls.calls[slot].joinedAt
                floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
            }
            giveBack(slot)
        }
        promiseBook.setClock(place)
        schedulePromises()
        if !callbacks.isInTurn && promise.mayDialFrom <= now {
            promiseBook.makeReady(place)
            schedulePromises()
            putIdleToWork(servingClass: customerClass)
        }
    }

    /// The telephone is put down, the place in line stays.
    private mutating func keepPlace(_ slot: Int, _ place: Int) {
        let customerClass = Int(calls.calls[slot].customerClass)
        floor.lines[customerClass].becomePromised(at: now)
        offTheLine += 1
        calls.calls[slot].state = .promisedInLine
        calls.calls[slot].leg = .callback
        calls.details[slot].promise = Int32(place)
        promiseBook.promises[place].joinOrder = calls.calls[slot].joinOrder
        calls.details[slot].patienceEndsAt = .infinity
        calls.details[slot].offerAt = .infinity
        calls.details[slot].quoteAgainAt = .infinity
        promiseBook.promises[place].slotInLine = Int32(slot)
        // The place comes within reach of other groups like that of somebody on hold.
        let joinedAt = calls.calls[slot].joinedAt
        calls.details[slot].overflowAt =
            classes[customerClass].overflow.map { joinedAt + $0.after }.filter { $0 > now }.min() ?? .infinity
        events.schedule(slot, at: calls.details[slot].overflowAt)
    }

    private mutating func makePromise(_ slot: Int, _ callbacks: CallbackModel, quote: Double) -> Promise {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        let stream = classes[customerClass].stream
        let attempt = calls.details[slot].attempt
        let from: Double
        let to: Double
        switch callbacks.promise {
        case .inTurn:
            from = now
            to = quote >= 0 ? now + quote : .infinity
        case .window(let a, let b):
            from = due(after: a, callbacks.countsOpenHours)
            to = due(after: b, callbacks.countsOpenHours)
        case .keepable(let probability, let step):
            from = now
            let seconds = keepableSeconds(customerClass, probability: probability)
            to = due(after: max(step, (seconds / step).rounded(.up) * step), callbacks.countsOpenHours)
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
        if let own = callbacks.handleTime {
            promise.talkSeconds = later.draw(own, stream, call.number, attempt, .handleTime)
        }
        promise.mayDialFrom = callbacks.isInTurn ? .infinity : from
        if let givesUp = callbacks.givesUp {
            promise.givesUpAt = now + later.draw(givesUp, stream, call.number, attempt, .givesUp)
        }
        promise.expiresAt = now + callbacks.expiresAfter
        promise.isOpen = true
        return promise
    }

    /// So many seconds from now, of the calendar or of open hours.
    func due(after seconds: Double, _ countsOpenHours: Bool) -> Double {
        countsOpenHours ? model.timeline.time(after: seconds, from: now) : now + seconds
    }

    /// The wait until an agent could call back that is not exceeded with a probability, on the state seen now: those on
    /// hold whom the agents serve first and the promises already open, each a mean handle time, shared by the agents
    /// scheduled: an Erlang quantile, as for a quote (Jouini, Aksin and Dallery, 2011).
    func keepableSeconds(_ customerClass: Int, probability: Double) -> Double {
        let (ahead, completions) = workBeforeCallback(customerClass)
        if completions == 0 { return .infinity }
        if completions == .infinity { return 0 }
        return Self.percentile(probability, ahead: ahead, completions: completions, abandonment: 0)
    }

    /// Whether a window is kept with a probability by the same estimate; cheaper than finding the shortest that is.
    private func isKeepable(_ customerClass: Int, within seconds: Double, probability: Double) -> Bool {
        let (ahead, completions) = workBeforeCallback(customerClass)
        if completions == 0 { return false }
        if completions == .infinity || seconds == .infinity { return true }
        return Distribution.gammaShare(below: seconds, shape: Double(ahead + 1), scale: 1 / completions) >= probability
    }

    /// Those on hold and promises open whom the agents serve first, and how many contacts the agents complete in a second.
    private func workBeforeCallback(_ customerClass: Int) -> (ahead: Int, completions: Double) {
        let agents = agentsScheduled(for: customerClass)
        if agents >= .max / 4 { return (0, .infinity) }
        var ahead = 0
        for other in 0..<model.classes.count where competes[customerClass * model.classes.count + other] {
            ahead += floor.lines[other].onHold + promiseBook.openCount[other]
        }
        return (ahead, Double(agents) / traits[customerClass].meanHandle)
    }

    // MARK: Working it off

    /// An agent is about to call a customer back, or to work off a follow-up.
    mutating func takePromise(_ place: Int, group: Int, agent: Int32) {
        let promise = promiseBook.promises[place]
        if calls.isFull && !makeRoom() { return }
        let slot = calls.take()
        calls.calls[slot] = Call(promise)
        calls.details[slot] = CallDetail()
        calls.details[slot].promise = Int32(place)
        calls.details[slot].attempt = promise.attempt
        calls.details[slot].issueArrivedAt = promise.issueArrivedAt
        offTheLine += 1
        promiseBook.withdraw(place)
        schedulePromises()
        if promise.isFollowUp {
            startFollowUp(slot, group: group, agent: agent)
        } else {
            dial(slot, group: group, agent: agent)
        }
    }

    /// Dials the customer of a promise, or of a place in line, where the agent is not to wait for that.
    /// - Returns: false when the work is for an agent.
    mutating func dialAhead(_ work: NextWork) -> Bool {
        switch work {
        case .promise(let place, _):
            let promise = promiseBook.promises[place]
            guard !promise.isFollowUp, traits[Int(promise.customerClass)].isDialledFirst else { return false }
            takePromise(place, group: -1, agent: -1)
            return fault == nil
        case .caller(let customerClass):
            let slot = Int(floor.lines[customerClass].first)
            guard traits[customerClass].isDialledFirst, calls.calls[slot].state == .promisedInLine else {
                return false
            }
            floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
            answerLaterLeg(slot, group: -1, agent: -1)
            return true
        case .nothing, .background: return false
        }
    }

    /// It rings. The agent listens, if one is there.
    private mutating func dial(_ slot: Int, group: Int, agent: Int32) {
        let place = Int(calls.details[slot].promise)
        let customerClass = Int(calls.calls[slot].customerClass)
        guard let callbacks = classes[customerClass].callbacks else { preconditionFailure("no callbacks here") }
        assert(!promiseBook.promises[place].isDialling, "two dials at once to one customer")
        promiseBook.promises[place].isDialling = true
        promiseBook.promises[place].attempts += 1
        if promiseBook.promises[place].attempts == 1 { promiseBook.promises[place].firstDialAt = now }
        promiseBook.promises[place].mayDialFrom = .infinity
        promiseBook.setClock(place)
        schedulePromises()
        calls.calls[slot].state = .ringing
        calls.calls[slot].group = Int32(group)
        calls.calls[slot].agent = agent
        let cell = cell(row: Int(promiseBook.promises[place].row), customerClass: customerClass)
        cell[.callbackAttempts] += 1
        if group >= 0 {
            countOvertaken(promiseBook.promises[place], group: group, cell)
            cell[.callbackRingingSeconds] += callbacks.ringSeconds
            self.cell(row: row, group: group)[.ringingSeconds] += callbacks.ringSeconds
        } else {
            ringingAhead[customerClass] += 1
        }
        // A moment of its own, but for the plainest case.
        if callbacks.ringSeconds > 0 || group < 0 || callbacks.answered != [1] {
            events.schedule(slot, at: now + callbacks.ringSeconds)
        } else {
            endRinging(slot)
        }
    }

    /// Somebody answers, or nobody.
    mutating func endRinging(_ slot: Int) {
        let place = Int(calls.details[slot].promise)
        let promise = promiseBook.promises[place]
        let customerClass = Int(promise.customerClass)
        guard let callbacks = classes[customerClass].callbacks else { preconditionFailure("no callbacks here") }
        promiseBook.promises[place].isDialling = false
        let chance = callbacks.answered[min(Int(promise.attempts) - 1, callbacks.answered.count - 1)]
        let stream = classes[customerClass].stream
        let uniform = later.uniform(stream, promise.number, promise.attempt &* 1000 &+ promise.attempts, .dial)
        let group = Int(calls.calls[slot].group)
        let agent = calls.calls[slot].agent
        if group < 0 { ringingAhead[customerClass] -= 1 }
        if uniform < chance {
            promiseBook.promises[place].reachedAt = now
            // On the telephone: from here on patience decides.
            promiseBook.promises[place].givesUpAt = .infinity
            promiseBook.promises[place].expiresAt = .infinity
            promiseBook.setClock(place)
            schedulePromises()
            if group >= 0 {
                connect(slot, group: group, agent: agent)
            } else {
                awaitAgent(slot, customerClass)
                putIdleToWork(servingClass: customerClass)
            }
            return
        }
        offTheLine -= 1
        giveBack(slot)
        if promise.givesUpAt <= now {
            giveUp(place)
        } else if Int(promise.attempts) >= callbacks.attempts || promise.expiresAt <= now {
            closeUnkept(place)
            lose(promise)
        } else {
            // The pause runs from the end of the dial.
            promiseBook.promises[place].mayDialFrom = now + callbacks.pauseSeconds
            promiseBook.setClock(place)
            schedulePromises()
        }
        if group >= 0 {
            freeAgent(group, agent)
        } else if worksPromises {
            putIdleToWork(servingClass: customerClass)
        }
    }

    /// Dialled before an agent was there: the customer holds, with patience like any caller, and may hang up.
    private mutating func awaitAgent(_ slot: Int, _ customerClass: Int) {
        offTheLine -= 1
        calls.calls[slot].state = .waiting
        calls.calls[slot].joinedAt = now
        let promise = promiseBook.promises[Int(calls.details[slot].promise)]
        let patience =
            drawLater(
                classes[customerClass].patience, customerClass, promise.number,
                promise.attempt &* 1000 &+ 500 &+ promise.attempts, .patience) ?? .infinity
        let group = idleGroup(for: customerClass)
        if group >= 0 {
            connect(slot, group: group, agent: occupyIdle(group, for: customerClass))
            return
        }
        if let callbacks = classes[customerClass].callbacks, callbacks.isInTurn {
            calls.calls[slot].joinOrder = promise.joinOrder
            floor.lines[customerClass].rejoin(slot, in: calls.calls, at: now)
        } else {
            hold(slot, customerClass)
        }
        startLaterHold(slot, customerClass, patienceSeconds: patience)
    }

    /// The clocks of somebody on hold for a later leg: patience, and the way to other groups.
    mutating func startLaterHold(_ slot: Int, _ customerClass: Int, patienceSeconds: Double) {
        calls.details[slot].patienceEndsAt = now + patienceSeconds
        calls.details[slot].offerAt = .infinity
        calls.details[slot].quoteAgainAt = .infinity
        calls.details[slot].overflowAt =
            classes[customerClass].overflow.map(\.after).min().map { now + $0 } ?? .infinity
        events.schedule(slot, at: calls.details[slot].nextClock)
    }

    /// An agent answers somebody in line who is no first-time caller.
    @inline(never)
    mutating func answerLaterLeg(_ slot: Int, group: Int, agent: Int32) {
        let call = calls.calls[slot]
        if call.state == .promisedInLine {
            floor.lines[Int(call.customerClass)].endPromised(at: now)
            promiseBook.promises[Int(calls.details[slot].promise)].slotInLine = -1
            dial(slot, group: group, agent: agent)
            return
        }
        if call.leg == .callback {
            cell(row: Int(call.row), customerClass: Int(call.customerClass))[.laterLegWaitSeconds] +=
                now - call.joinedAt
            countOvertaken(
                promiseBook.promises[Int(calls.details[slot].promise)], group: group,
                cell(row: Int(call.row), customerClass: Int(call.customerClass)))
            connect(slot, group: group, agent: agent)
            lookAgainBehind(Int(call.customerClass))
            return
        }
        let cell = cell(row: Int(call.row), customerClass: Int(call.customerClass))
        cell[.transfersAnswered] += 1
        cell[.laterLegWaitSeconds] += now - call.joinedAt
        let handle = startWork(slot, group: group, agent: agent)
        let groupCell = self.cell(row: Int(call.row), group: group)
        groupCell[.transferLegs] += 1
        groupCell[.laterLegSeconds] += handle
    }

    /// Whoever took up a place kept in line holds since later than those behind: as they come first, other groups may
    /// reach them.
    mutating func lookAgainBehind(_ customerClass: Int) {
        guard traits[customerClass].isDialledFirst else { return }
        for overflow in classes[customerClass].overflow { putIdleToWork(overflow.group) }
    }

    /// Customer and agent talk: the promise has its state, by the agent's clock.
    private mutating func connect(_ slot: Int, group: Int, agent: Int32) {
        let place = Int(calls.details[slot].promise)
        let promise = promiseBook.promises[place]
        let customerClass = Int(promise.customerClass)
        let cell = cell(row: Int(promise.row), customerClass: customerClass)
        cell[.callbacksConnected] += 1
        cell[.callbackWaitSeconds] += now - promise.madeAt
        let lateness = max(0, now - promise.to)
        cell[.callbackLatenessSeconds] += lateness
        for threshold in 0..<cell.thresholds where now - promise.arrivedAt <= thresholds[threshold] + clockGrainSeconds
        {
            cell[.callbackWithin, threshold] += 1
        }
        countHistogram(now - promise.madeAt, .callback, customerClass, row: Int(promise.row))
        if promise.to < .infinity { countHistogram(lateness, .lateness, customerClass, row: Int(promise.row)) }
        closePromise(place, as: now < promise.from ? .early : now <= promise.to ? .kept : .late)
        calls.details[slot].promise = -1
        if calls.calls[slot].state != .waiting { offTheLine -= 1 }
        let handle = startWork(slot, group: group, agent: agent)
        let groupCell = self.cell(row: Int(promise.row), group: group)
        groupCell[.callbackLegs] += 1
        groupCell[.laterLegSeconds] += handle
    }

    /// Callers on hold whom this callback passes although they were there before it was promised.
    private func countOvertaken(_ promise: Promise, group: Int, _ cell: ClassCell) {
        for place in floor.classes(of: group) {
            var slot = floor.lines[Int(floor.served[place])].first
            while slot >= 0 && calls.calls[Int(slot)].joinOrder < promise.joinOrder {
                if calls.calls[Int(slot)].state == .waiting { cell[.overtaken] += 1 }
                slot = calls.calls[Int(slot)].next
            }
        }
    }
}
