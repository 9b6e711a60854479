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
        // A run by contacts to which nobody comes any more would otherwise go on with this for ever.
        if let background = model.groups[group].background, isOpen, idle > background.keepsIdle,
            goesOnByItself || somethingHappensToAContact
        {
            return .background
        }
        return .nothing
    }

    /// The promise that is due first among those the group may take now and whose rule agrees; of places in line the one
    /// that comes first in it. -1 when there is none.
    private mutating func earliestPromise(for group: Int, idle: Int, beforeCallers: Bool) -> Int {
        var chosen = -1
        for place in floor.promisedWork(of: group) {
            let work = floor.promised + place
            let kind = Int(work.pointee.kind)
            guard promiseBook.readyCount[kind] > 0, idle > work.pointee.keepsIdle else { continue }
            let customerClass = kind / 2
            let first = promiseBook.ready[kind].firstSlot
            let promise = promiseBook.promises + first
            // To a group that serves the class only after a delay the first due must have waited for so long.
            guard chosen < 0 || isSooner(first, than: chosen, for: group),
                promise.pointee.waitsSince + work.pointee.after <= now,
                promise.pointee.isFollowUp || mayBeDialled(customerClass, group: group, idle: idle),
                beforeCallers
                    ? work.pointee.serving.comesBeforeCallers(
                        promise, ready: promiseBook.readyCount[kind],
                        asked: AgentAsking(group: group, idle: idle, time: now), on: floor, Policy.self)
                    : idle >= work.pointee.leastIdle
            else { continue }
            chosen = first
        }
        return chosen
    }

    /// Whether one promise is worked off before another: by due time; of two places in line, as the line goes.
    private mutating func isSooner(_ a: Int, than b: Int, for group: Int) -> Bool {
        let (a, b) = (promiseBook.promises + a, promiseBook.promises + b)
        guard a.pointee.keepsPlace && b.pointee.keepsPlace else { return a.pointee.to < b.pointee.to }
        return Policy.prefers(a.pointee.contender, to: b.pointee.contender, for: group, on: floor, at: now)
    }

    /// Where customers are dialled before an agent is there, no more ring at once than agents are idle in the groups that serve
    /// them without delay, less those kept free for others; one at least.
    /// - Parameters:
    ///   - group: whose agent asks.
    ///   - idle: its idle agents, the one who asks included.
    mutating func mayBeDialled(_ customerClass: Int, group: Int, idle: Int) -> Bool {
        guard traits[customerClass].isDialledFirst else { return true }
        var idleInAll = 0
        for place in 0..<traits[customerClass].groupCount {
            let other = Int(traits[customerClass].groups[place])
            if agents.groups[other].capacity >= .max / 4 { return true }
            let idleThere =
                other == group ? idle : agents.groups[other].capacity - agents.groups[other].busy
            idleInAll += max(0, idleThere - traits[customerClass].keepsIdle[place])
        }
        return ringingAhead[customerClass] < max(1, idleInAll)
    }

    // MARK: Follow-ups

    /// A share of contacts ends in a commitment.
    /// - Returns: true when this one does.
    mutating func promiseFollowUp(_ slot: Int) -> Bool {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        guard let followUps = classes[customerClass].followUps else { return false }
        let stream = customerStream(slot)
        let attempt = calls.details[slot].attempt
        guard later.uniform(stream, call.number, attempt, .followUp) < followUps.share else { return false }
        var promise = Promise.blank
        promise.isFollowUp = true
        promise.customerClass = call.customerClass
        promise.row = call.row
        promise.number = call.number
        promise.attempt = attempt
        promise.issueArrivedAt = calls.details[slot].issueArrivedAt
        promise.originClass = calls.details[slot].originClass
        promise.originRow = calls.details[slot].originRow
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
        return true
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

    /// Done; a follow-up is kept or late by the time at which it is finished, and with it the issue is solved.
    @inline(never)
    mutating func finishDeskWork(_ slot: Int) {
        offTheLine -= 1
        guard calls.calls[slot].leg == .followUp else { return }
        let place = Int(calls.details[slot].promise)
        closePromise(place, as: now <= promiseBook.promises[place].to ? .kept : .late)
        resolveIssue(slot, isFirstContact: false)
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

    /// Whether a contact is here to which something will happen: nobody is on the way where a whole finite population is in
    /// the centre, until one of them has been served. O(slots).
    private var somethingHappensToAContact: Bool {
        @inline(never) get {
            for slot in 0..<calls.capacity
            where calls.calls[slot].state != .free && calls.calls[slot].leg != .background
                && events.time(of: slot) < .infinity
            {
                return true
            }
            return false
        }
    }

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
