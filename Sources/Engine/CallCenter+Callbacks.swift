import Randomness

// Callbacks worked off: dialled, reached or not, connected.
extension CallCenter {
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
        calls.details[slot].originClass = promise.originClass
        calls.details[slot].originRow = promise.originRow
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
    /// - Parameter idle: idle agents of the group, the one who asks included.
    mutating func dialAhead(_ work: NextWork, group: Int, idle: Int) -> Bool {
        switch work {
        case .promise(let place, _):
            let promise = promiseBook.promises[place]
            guard !promise.isFollowUp, traits[Int(promise.customerClass)].isDialledFirst else { return false }
            takePromise(place, group: -1, agent: -1)
            return fault == nil
        case .caller(let customerClass):
            let slot = Int(floor.lines[customerClass].first)
            guard isPlaceToDialAhead(customerClass), mayBeDialled(customerClass, group: group, idle: idle) else {
                return false
            }
            floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
            answerLaterLeg(slot, group: -1, agent: -1)
            return true
        case .nothing, .background: return false
        }
    }

    /// Whether the first of a line is a place kept for a customer who is dialled before an agent is there.
    mutating func isPlaceToDialAhead(_ customerClass: Int) -> Bool {
        traits[customerClass].isDialledFirst
            && calls.calls[Int(floor.lines[customerClass].first)].state == .promisedInLine
    }

    /// It rings. The agent listens, if one is there.
    private mutating func dial(_ slot: Int, group: Int, agent: Int32) {
        let place = Int(calls.details[slot].promise)
        let customerClass = Int(calls.calls[slot].customerClass)
        guard let callbacks = traits[customerClass].callbacks else { preconditionFailure("no callbacks here") }
        assert(!promiseBook.promises[place].isDialling, "two dials at once to one customer")
        promiseBook.promises[place].isDialling = true
        promiseBook.promises[place].attempts += 1
        if promiseBook.promises[place].attempts == 1 { promiseBook.promises[place].firstDialAt = now }
        promiseBook.promises[place].mayDialFrom = .infinity
        if log != nil { recordDial(place, group: group, agent: agent) }
        promiseBook.setClock(place)
        schedulePromises()
        calls.calls[slot].state = .ringing
        calls.calls[slot].group = Int32(group)
        calls.calls[slot].agent = agent
        let cell = cell(row: Int(promiseBook.promises[place].row), customerClass: customerClass)
        cell[.callbackAttempts] += 1
        if group >= 0 {
            countOvertaken(promiseBook.promises[place], group: group, cell)
            cell[.callbackRingingSeconds] += callbacks.pointee.ringSeconds
            self.cell(row: row, group: group)[.ringingSeconds] += callbacks.pointee.ringSeconds
        } else {
            ringingAhead[customerClass] += 1
        }
        // A moment of its own, but for the plainest case.
        if callbacks.pointee.ringSeconds > 0 || group < 0 || callbacks.pointee.answered != [1] {
            events.schedule(slot, at: now + callbacks.pointee.ringSeconds)
        } else {
            endRinging(slot)
        }
    }

    /// Somebody answers, or nobody.
    mutating func endRinging(_ slot: Int) {
        let place = Int(calls.details[slot].promise)
        let promise = promiseBook.promises[place]
        let customerClass = Int(promise.customerClass)
        guard let callbacks = traits[customerClass].callbacks else { preconditionFailure("no callbacks here") }
        promiseBook.promises[place].isDialling = false
        let group = Int(calls.calls[slot].group)
        let agent = calls.calls[slot].agent
        if group < 0 { ringingAhead[customerClass] -= 1 }
        let isReached = traits[customerClass].alwaysAnswers || takesUpTheTelephone(promise, callbacks)
        if log != nil { log!.recordDialEnd(place, at: now, isReached: isReached) }
        if isReached {
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
        } else if Int(promise.attempts) >= callbacks.pointee.attempts || promise.expiresAt <= now {
            if log != nil { log!.recordCause(place, promise.expiresAt <= now ? .expired : .attemptsUsedUp) }
            closeUnkept(place)
            lose(promise)
        } else {
            // The pause runs from the end of the dial.
            promiseBook.promises[place].mayDialFrom = now + callbacks.pointee.pauseSeconds
            promiseBook.setClock(place)
            schedulePromises()
        }
        if group >= 0 {
            freeAgent(group, agent)
        } else {
            putIdleToWork(servingClass: customerClass)
        }
    }

    /// Whether the customer answers this dial.
    private mutating func takesUpTheTelephone(_ promise: Promise, _ callbacks: UnsafeMutablePointer<CallbackModel>)
        -> Bool
    {
        let chance = callbacks.pointee.chanceOfAnswer(
            attempt: Int(promise.attempts), clock: now.truncatingRemainder(dividingBy: 86_400))
        let stream = classes[Int(promise.customerClass)].stream
        return later.uniform(stream, promise.number, promise.attempt &* 1000 &+ promise.attempts, .dial) < chance
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
        if !isOpen && model.timeline.hangsUpAtClose {
            // It rang over closing time: hung up on like those who were on hold then.
            abandonLaterLeg(slot)
            return
        }
        if let callbacks = traits[customerClass].callbacks, callbacks.pointee.isInTurn {
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
        calls.details[slot].overflowAt = now + traits[customerClass].overflowsAfter
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
        cell[.transferWaitSeconds] += now - call.joinedAt
        let handle = startWork(slot, Int(call.customerClass), group: group, agent: agent)
        if log != nil {
            log!.recordLaterLegAnswered(
                calls.calls[slot], calls.details[slot], at: now,
                agent: agent >= 0 ? Int(agent) - agents.firstAgent[group] : nil)
        }
        let groupCell = self.cell(row: Int(call.row), group: group)
        groupCell[.transferLegs] += 1
        groupCell[.laterLegSeconds] += handle
        if calls.details[slot].otherLeg >= 0 { handOver(to: slot) }
    }

    /// Whoever took up a place kept in line holds since later than those behind: as they come first, other groups may
    /// reach them.
    mutating func lookAgainBehind(_ customerClass: Int) {
        guard traits[customerClass].isDialledFirst else { return }
        putOverflowToWork(of: customerClass)
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
        let handle = startWork(slot, customerClass, group: group, agent: agent)
        if log != nil { recordConnected(place, slot) }
        let groupCell = self.cell(row: Int(promise.row), group: group)
        groupCell[.callbackLegs] += 1
        groupCell[.laterLegSeconds] += handle
    }

    /// Callers on hold whom this callback passes although they were there before it was promised.
    private mutating func countOvertaken(_ promise: Promise, group: Int, _ cell: ClassCell) {
        for place in floor.classes(of: group) {
            var slot = floor.lines[Int(floor.served[place])].first
            while slot >= 0 && calls.calls[Int(slot)].joinOrder < promise.joinOrder {
                if calls.calls[Int(slot)].state == .waiting { cell[.overtaken] += 1 }
                slot = calls.calls[Int(slot)].next
            }
        }
    }
}
