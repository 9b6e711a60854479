import Randomness

/// What a free agent does next.
enum NextWork {
    case nothing
    /// The first waiting contact of a class.
    case caller(Int)
    /// A promise, by its place in the book; whether it comes before callers on hold, or only because there are none.
    case promise(Int, beforeCallers: Bool)
    case background
}

// Which agent takes a contact, and what an agent takes.
extension CallCenter {
    /// A group with an idle agent for the class, by its rule; -1 when none is free for it.
    @inline(__always)
    mutating func idleGroup(for customerClass: Int) -> Int {
        let own = traits + customerClass
        if !own.pointee.takesFirstGroup { return bestIdleGroup(for: customerClass) }
        var place = 0
        while place < own.pointee.groupCount {
            let group = Int(own.pointee.groups[place])
            if own.pointee.hasIdleToSpare(place, idle: agents.groups[group].idle) { return group }
            place &+= 1
        }
        return -1
    }

    /// Of several groups with an idle agent, the one that comes first by the rule.
    @inline(never)
    private mutating func bestIdleGroup(for customerClass: Int) -> Int {
        let own = traits + customerClass
        var chosen = -1
        var best = Double.infinity
        for place in 0..<own.pointee.groupCount {
            let group = Int(own.pointee.groups[place])
            let idle = agents.groups[group].idle
            guard own.pointee.hasIdleToSpare(place, idle: idle) else { continue }
            let order = own.pointee.idleRule.order(
                of: group, idle: idle, among: agents, at: now, draws: &routingDraws)
            if order < best || chosen < 0 {
                best = order
                chosen = group
            }
        }
        return chosen
    }

    /// An idle agent of the group takes a contact of the class, by the class's rule. Gives the agent; -1 if anonymous.
    @inline(__always)
    mutating func occupyIdle(_ group: Int, for customerClass: Int) -> Int32 {
        agents.groups[group].isNamed
            ? occupyNamed(group, for: customerClass) : agents.occupyAnonymous(group: group, at: now)
    }

    @inline(never)
    private mutating func occupyNamed(_ group: Int, for customerClass: Int) -> Int32 {
        if traits[customerClass].picksLongestIdle { return agents.occupy(group: group, at: now) }
        let chosen = traits[customerClass].idleRule.agent(of: group, among: agents, at: now, draws: &routingDraws)
        return agents.occupy(named: chosen, group: group, at: now)
    }

    /// What an agent of the group takes next.
    /// - Parameter idle: idle agents of the group, the one who asks included.
    @inline(__always)
    mutating func nextWork(for group: Int, idle: Int) -> NextWork {
        if promiseBook.urgentFrom <= now {
            let place = urgentPromise(for: group, idle: idle)
            if place >= 0 { return .promise(place, beforeCallers: true) }
        }
        let line = Policy.nextLine(for: group, on: floor, idle: idle, at: now)
        if line >= 0 { return .caller(line) }
        return promiseBook.readyTotal > 0 || hasBackground ? otherWork(for: group, idle: idle) : .nothing
    }

    /// What an agent of the group does next, after the customers have been dialled who are dialled before an agent is
    /// there: they cost the agent nothing, and the agent looks on.
    @inline(__always)
    mutating func lookForWork(for group: Int, idle: Int) -> NextWork {
        if hasOtherWork {
            return dialsCustomersFirst
                ? lookForWorkDialling(for: group, idle: idle) : nextWork(for: group, idle: idle)
        }
        let line = Policy.nextLine(for: group, on: floor, idle: idle, at: now)
        return line >= 0 ? .caller(line) : .nothing
    }

    // Rare ways are kept out of line, so that the common one stays small.

    @inline(never)
    private mutating func lookForWorkDialling(for group: Int, idle: Int) -> NextWork {
        var work = nextWork(for: group, idle: idle)
        while dialAhead(work, group: group, idle: idle) { work = nextWork(for: group, idle: idle) }
        // As many ring already as agents are idle: nobody behind this place in line is answered before it.
        if case .caller(let customerClass) = work, isPlaceToDialAhead(customerClass) { return .nothing }
        return work
    }

    @inline(never)
    mutating func startOtherWork(_ work: NextWork, group: Int, agent: Int32) {
        switch work {
        case .nothing, .caller: break
        case .promise(let place, let beforeCallers):
            if hasGhosts && !beforeCallers { settleGhosts(beside: group, idle: idleWithOneMore(group)) }
            takePromise(place, group: group, agent: agent)
        case .background:
            if hasGhosts { settleGhosts(beside: group, idle: idleWithOneMore(group)) }
            startBackground(group: group, agent: agent)
        }
    }

    /// An agent who is already counted as busy begins.
    /// - Returns: false when there is nothing to begin.
    @inline(__always)
    mutating func start(_ work: NextWork, group: Int, agent: Int32) -> Bool {
        switch work {
        case .nothing: return false
        case .caller(let line): answerFirst(of: line, group: group, agent: agent)
        case .promise, .background: startOtherWork(work, group: group, agent: agent)
        }
        return true
    }

    /// Idle agents of a group, with one who is counted as busy and asks.
    func idleWithOneMore(_ group: Int) -> Int {
        agents.groups[group].idle &+ 1
    }

    /// Idle agents of a group take whatever there is for them.
    mutating func putIdleToWork(_ group: Int) {
        while agents.groups[group].hasIdleAgent {
            let idle = agents.groups[group].capacity - agents.groups[group].busy
            let work = lookForWork(for: group, idle: idle)
            if case .nothing = work {
                if hasGhosts { settleGhosts(beside: group, idle: idle) }
                return
            }
            _ = start(work, group: group, agent: agents.occupy(group: group, at: now))
        }
    }

    /// All groups' idle agents look again: something has become due, or a contact has come within their reach.
    mutating func putIdleToWork(servingClass customerClass: Int) {
        for group in 0..<model.groups.count where reaches[group * model.classes.count + customerClass] {
            putIdleToWork(group)
        }
    }
}
