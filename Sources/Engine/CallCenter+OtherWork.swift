import Randomness

// What agents do besides answering: callbacks and follow-ups by their rules, and work without end.
extension CallCenter {
    /// A promise that comes before any caller; -1 when there is none.
    @inline(never)
    mutating func urgentPromise(for group: Int, idle: Int) -> Int {
        guard worksPromises else { return -1 }
        return earliestPromise(for: group, idle: idle, beforeCallers: true)
    }

    /// What an agent does when no caller waits.
    @inline(never)
    mutating func otherWork(for group: Int, idle: Int) -> NextWork {
        if promiseBook.readyTotal > 0 && worksPromises {
            let place = earliestPromise(for: group, idle: idle, beforeCallers: false)
            if place >= 0 { return .promise(place, beforeCallers: false) }
        }
        // A run by contacts that has had its last would otherwise go on with this for ever.
        if let background = model.groups[group].background, isOpen, idle > background.keepsIdle,
            controls.firstTime < .infinity
        {
            return .background
        }
        return .nothing
    }

    /// The promise that is due first among those the group may take now and whose rule agrees; -1 when there is none.
    private mutating func earliestPromise(for group: Int, idle: Int, beforeCallers: Bool) -> Int {
        var chosen = -1
        var earliest = Double.infinity
        for place in floor.classes(of: group) where idle > floor.keepsIdle[place] {
            let customerClass = Int(floor.served[place])
            for kind in (2 * customerClass)...(2 * customerClass + 1) where promiseBook.readyCount[kind] > 0 {
                let due = promiseBook.ready[kind].firstTime
                let first = promiseBook.ready[kind].firstSlot
                let promise = promiseBook.promises + first
                // To a group that serves the class only after a delay the first due must have waited for so long.
                guard due < earliest, promise.pointee.waitsSince + floor.afterSeconds[place] <= now,
                    let serving = serving(customerClass, isFollowUp: promise.pointee.isFollowUp),
                    promise.pointee.isFollowUp || mayBeDialled(customerClass, idle: idle),
                    beforeCallers
                        ? comesBeforeCallers(promise, serving, ready: promiseBook.readyCount[kind], group, idle: idle)
                        : fillsIdleTime(serving, idle: idle)
                else { continue }
                chosen = first
                earliest = due
            }
        }
        return chosen
    }

    /// Whether a promise is so urgent that callers on hold wait for it.
    private mutating func comesBeforeCallers(
        _ promise: UnsafeMutablePointer<Promise>, _ serving: CallbackModel.Serving, ready: Int, _ group: Int, idle: Int
    ) -> Bool {
        switch serving {
        case .whenSlackAtMost(let seconds): promise.pointee.to - now <= seconds
        case .whenBacklogAtLeast(let count): ready >= count
        case .earliestDue: promise.pointee.to <= joinedNext(for: group, idle: idle)
        case .inTurn: promise.pointee.joinOrder <= firstJoinOrder(for: group)
        case .inboundFirst, .whenIdleAtLeast: false
        }
    }

    private mutating func fillsIdleTime(_ serving: CallbackModel.Serving, idle: Int) -> Bool {
        if case .whenIdleAtLeast(let agents) = serving { return idle >= agents }
        return true
    }

    /// Whoever was promised a place in line and has lost its slot (the line was closed, nobody took up the telephone)
    /// keeps the place all the same.
    private mutating func serving(_ customerClass: Int, isFollowUp: Bool) -> CallbackModel.Serving? {
        isFollowUp ? traits[customerClass].servingFollowUps : traits[customerClass].servingCallbacks
    }

    /// Where customers are dialled before an agent is there, no more ring at once than agents are idle; one at least.
    private mutating func mayBeDialled(_ customerClass: Int, idle: Int) -> Bool {
        !traits[customerClass].isDialledFirst || ringingAhead[customerClass] < max(1, idle)
    }

    /// Place in the order of joining of whoever on hold joined first, among the group's classes.
    private mutating func firstJoinOrder(for group: Int) -> UInt64 {
        var first = UInt64.max
        for place in floor.classes(of: group) {
            first = min(first, floor.lines[Int(floor.served[place])].firstJoinOrder)
        }
        return first
    }

    /// When the caller joined whom the group would answer next; below every due time when it would answer none, so that
    /// a promise comes because nobody waits, and not before somebody.
    private mutating func joinedNext(for group: Int, idle: Int) -> Double {
        let line = Policy.nextLine(for: group, on: floor, idle: idle, at: now)
        return line >= 0 ? floor.lines[line].firstJoinedAt : -.infinity
    }

    // MARK: Follow-ups

    /// A share of contacts ends in a commitment.
    mutating func promiseFollowUp(_ slot: Int) {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        guard let followUps = classes[customerClass].followUps else { return }
        let stream = classes[customerClass].stream
        let attempt = calls.details[slot].attempt
        guard later.uniform(stream, call.number, attempt, .followUp) < followUps.share else { return }
        var promise = Promise.blank
        promise.isFollowUp = true
        promise.customerClass = call.customerClass
        promise.row = call.row
        promise.number = call.number
        promise.attempt = attempt
        promise.arrivedAt = call.joinedAt
        promise.madeAt = now
        promise.from = now
        promise.to = due(after: followUps.dueWithin, followUps.countsOpenHours)
        promise.talkSeconds = later.draw(followUps.work, stream, call.number, attempt, .followUpWork)
        promise.isOpen = true
        promise.overflowsAt = nextOverflow(of: promise)
        cell(row: Int(call.row), customerClass: customerClass)[.followUpsMade] += 1
        let place = promiseBook.enter(promise)
        if log != nil { recordMade(place, slot) }
        promiseBook.makeReady(place)
        schedulePromises()
        // The agent in hand is still busy; another may be idle.
        if worksPromises { putIdleToWork(servingClass: customerClass) }
    }

    mutating func startFollowUp(_ slot: Int, group: Int, agent: Int32) {
        let work = calls.calls[slot].talkSeconds
        calls.calls[slot].leg = .followUp
        startDeskWork(slot, seconds: work, group: group, agent: agent)
        if log != nil { recordConnected(Int(calls.details[slot].promise), slot) }
        let groupCell = cell(row: row, group: group)
        groupCell[.followUps] += 1
        groupCell[.followUpSeconds] += work
    }

    /// Done; a follow-up is kept or late by the time at which it is finished.
    @inline(never)
    mutating func finishDeskWork(_ slot: Int) {
        offTheLine -= 1
        guard calls.calls[slot].leg == .followUp else { return }
        let place = Int(calls.details[slot].promise)
        closePromise(place, as: now <= promiseBook.promises[place].to ? .kept : .late)
    }

    mutating func countFollowUp(_ promise: Promise, _ state: PromiseState, _ cell: ClassCell) {
        switch state {
        case .kept: cell[.followUpsKept] += 1
        case .late: cell[.followUpsLate] += 1
        case .open: cell[.followUpsOpen] += 1
        default: cell[.followUpsMissed] += 1
        }
        if promise.to <= promiseHorizon {
            cell[.followUpsDue] += 1
            if state == .kept { cell[.followUpsKeptDue] += 1 }
        }
        let lateness = max(0, now - promise.to)
        let isDone = state == .kept || state == .late
        if isDone {
            cell[.followUpWorkSeconds] += promise.talkSeconds
            cell[.followUpLatenessSeconds] += lateness
        } else {
            cell[.followUpAgeSeconds] = max(cell[.followUpAgeSeconds], now - promise.madeAt)
        }
        countHistogram(
            lateness, isDone ? .followUpLateness : .followUpLatenessNever, Int(promise.customerClass),
            row: Int(promise.row))
    }

    // MARK: Work without end

    mutating func startBackground(group: Int, agent: Int32) {
        guard let background = model.groups[group].background else { preconditionFailure("no background work here") }
        if calls.isFull && !makeRoom() { return }
        let slot = calls.take()
        calls.calls[slot] = Call(Promise.blank)
        calls.details[slot] = CallDetail()
        calls.calls[slot].customerClass = Int32(model.groups[group].classes.first ?? 0)
        calls.calls[slot].leg = .background
        offTheLine += 1
        backgroundTasks[group] += 1
        let seconds = later.draw(
            background.takes, model.groups[group].stream, backgroundTasks[group], 0, .background)
        startDeskWork(slot, seconds: seconds, group: group, agent: agent)
        let groupCell = cell(row: row, group: group)
        groupCell[.backgroundTasks] += 1
        groupCell[.backgroundSeconds] += seconds
    }

    /// Work without a customer on the line.
    private mutating func startDeskWork(_ slot: Int, seconds: Double, group: Int, agent: Int32) {
        calls.calls[slot].group = Int32(group)
        calls.calls[slot].agent = agent
        calls.calls[slot].state = .wrappingUp
        if agent >= 0 { lengthenRun(Int(agent), group: group) }
        events.schedule(slot, at: now + seconds)
    }
}
