import Randomness

// The clocks and the ends of promises: windows open, customers give up, promises expire, each gets its one state.
extension CallCenter {
    /// The control of promises stands at the earliest of their clocks.
    mutating func schedulePromises() {
        guard controls.time(of: Control.promises) != promiseBook.clocks.firstTime else { return }
        controls.scheduleInSlotOrder(Control.promises, at: promiseBook.clocks.firstTime)
    }

    /// A promise's own time has come.
    mutating func minutePasses() {
        let place = promiseBook.clocks.firstSlot
        let promise = promiseBook.promises[place]
        if promise.givesUpAt <= now {
            promiseBook.promises[place].givesUpAt = promise.isDialling ? promise.givesUpAt : .infinity
            if promise.isDialling { promiseBook.clocks.cancel(place) } else { giveUp(place) }
        } else if promise.expiresAt <= now {
            if promise.isDialling {
                promiseBook.clocks.cancel(place)
            } else {
                if log != nil { log!.recordCause(place, .expired) }
                closeUnkept(place)
                lose(promise)
            }
        } else if promise.mayDialFrom <= now {
            promiseBook.makeReady(place)
            schedulePromises()
            if worksPromises { putIdleToWork(servingClass: Int(promise.customerClass)) }
        } else {
            comeWithinReach(place)
        }
        schedulePromises()
    }

    /// What an idle agent may do can hang on others too. Where customers are dialled before an agent is there: on how many
    /// ring, on who else is idle to speak to them, on a place in line that has gone. Where a group comes to promises after a
    /// delay: on whether somebody else took the one that was due before. There, after every event, all idle agents look
    /// again, until nobody finds anything.
    mutating func lookAgain() {
        var before: Int
        repeat {
            before = underWay
            for group in 0..<model.groups.count { putIdleToWork(group) }
        } while underWay != before
    }

    /// Agents with something in hand, and customers who ring before an agent is there.
    private var underWay: Int { agents.busyAgents + ringingAhead.reduce(0, +) }

    /// A promise has waited for as long as another group leaves it to the class's own.
    private mutating func comeWithinReach(_ place: Int) {
        let customerClass = Int(promiseBook.promises[place].customerClass)
        promiseBook.promises[place].overflowsAt = nextOverflow(of: promiseBook.promises[place])
        promiseBook.setClock(place)
        schedulePromises()
        guard worksPromises else { return }
        putOverflowToWork(of: customerClass)
    }

    /// The customer waits no longer: calls again, or goes elsewhere.
    mutating func giveUp(_ place: Int) {
        let promise = promiseBook.promises[place]
        let customerClass = Int(promise.customerClass)
        closePromise(place, as: .gaveUp)
        guard let callbacks = classes[customerClass].callbacks,
            later.uniform(classes[customerClass].stream, promise.number, promise.attempt, .callsAgain)
                < callbacks.callsAgain,
            enterReturn(
                PendingReturn(
                    customerClass: promise.customerClass, number: promise.number, attempt: promise.attempt + 1,
                    issueArrivedAt: promise.issueArrivedAt, isReconnect: false, talksAnew: false,
                    talkSeconds: promise.callerTalkSeconds, afterCallSeconds: promise.afterCallSeconds,
                    customer: promise.customer), at: now)
        else {
            lose(promise)
            return
        }
    }

    /// The issue is abandoned for good.
    mutating func lose(_ promise: Promise) {
        cell(row: Int(promise.row), customerClass: Int(promise.customerClass))[.issuesLost] += 1
        if promise.customer >= 0 { goThinking(promise.customer) }
    }

    /// Closes a promise whose customer no agent spoke to and who did not give up either.
    mutating func closeUnkept(_ place: Int) {
        let promise = promiseBook.promises[place]
        closePromise(place, as: promise.to > promiseHorizon ? .open : promise.attempts == 0 ? .missed : .unreached)
    }

    /// Gives the promise its one state, and counts it on its three clocks.
    mutating func closePromise(_ place: Int, as state: PromiseState) {
        let promise = promiseBook.promises[place]
        let customerClass = Int(promise.customerClass)
        let cell = cell(row: Int(promise.row), customerClass: customerClass)
        if promise.slotInLine >= 0 {
            let slot = Int(promise.slotInLine)
            floor.lines[customerClass].endPromised(at: now)
            floor.lines[customerClass].leave(slot, in: calls.calls, at: now)
            offTheLine -= 1
            giveBack(slot)
        }
        if promise.isFollowUp {
            countFollowUp(promise, state, cell)
        } else {
            cell[state.count] += 1
            if promise.to <= promiseHorizon {
                cell[.promisesDue] += 1
                if state == .kept { cell[.promisesKeptDue] += 1 }
                if promise.firstDialAt >= promise.from && promise.firstDialAt <= promise.to {
                    cell[.promisesDialledDue] += 1
                }
                if promise.reachedAt >= promise.from && promise.reachedAt <= promise.to {
                    cell[.promisesReachedDue] += 1
                }
            }
            let lateness = max(0, now - promise.to)
            cell[.latenessSeconds] = max(cell[.latenessSeconds], lateness)
            if state.rawValue > PromiseState.late.rawValue {
                countHistogram(now - promise.madeAt, .callbackNever, customerClass, row: Int(promise.row))
                if promise.to < .infinity {
                    countHistogram(lateness, .latenessNever, customerClass, row: Int(promise.row))
                }
            }
        }
        if log != nil { log!.recordEnd(place, as: state, at: now) }
        promiseBook.close(place)
        schedulePromises()
    }

    /// A promise that stood in a line which is no more: it stays open.
    mutating func reopenPromise(_ place: Int) {
        promiseBook.promises[place].slotInLine = -1
        promiseBook.promises[place].overflowsAt = nextOverflow(of: promiseBook.promises[place])
        promiseBook.makeReady(place)
        schedulePromises()
    }

    /// What is still open at the end.
    mutating func closeOpenPromises() {
        for place in 0..<promiseBook.capacity where promiseBook.promises[place].isOpen {
            closeUnkept(place)
        }
    }

    /// Promises are worked off while open; after the last closing time too, as long as those on hold are served.
    var worksPromises: Bool { isOpen || (isOver && !model.timeline.hangsUpAtClose) }
}

extension PromiseState {
    /// Where it is counted.
    var count: ClassCount {
        switch self {
        case .early: .promisesEarly
        case .kept: .promisesKept
        case .late: .promisesLate
        case .gaveUp: .promisesGaveUp
        case .dropped: .promisesDropped
        case .open: .promisesOpen
        case .missed: .promisesMissed
        case .unreached: .promisesUnreached
        }
    }
}
