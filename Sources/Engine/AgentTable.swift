/// What a named agent is doing.
enum AgentState: UInt8 {
    /// Not at work: before or after a shift, or absent for the day.
    case off
    case idle
    case busy
    case onBreak
}

/// One named agent.
struct Agent {
    var group: Int32
    var state: AgentState
    /// The shift is over: goes when the contact in hand is finished.
    var leaves: Bool
    /// Absent for the day whose moments are being read.
    var absentOnDay: Int32
    /// Neighbours among the idle of the group, longest idle first; -1 where there is none.
    var next: Int32
    var previous: Int32
    var idleSince: Double
    /// Break time owed because a contact was in hand when a break was due, and when the first of it was due.
    var owedBreakSeconds: Double
    var breakDueAt: Double
    /// Contacts taken without a pause, the one in hand included.
    var run: Int32
    /// Since the shift began: busy time, but for the present spell, and when that began.
    var shiftBeganAt: Double
    var busySeconds: Double
    var busySince: Double
    /// Of the shift, breaks taken.
    var breakSeconds = 0.0
    /// Away for a pause between contacts, which is no break.
    var isResting = false
    /// Since the row began.
    var load = AgentLoad()
    /// Up to when the load is counted.
    var loadCountedTo = 0.0
}

/// How a named agent's time at work was spent, in seconds.
struct AgentLoad {
    var busySeconds = 0.0
    var idleSeconds = 0.0
    /// The part of `busySeconds` after the end of a shift.
    var overtimeSeconds = 0.0

    var atWorkSeconds: Double { busySeconds + idleSeconds }
}

/// One agent group at work: how many may take contacts, how many have one.
///
/// A group has an idle agent exactly when `busy < capacity`, whether its agents are counted or named.
struct GroupAtWork {
    var isNamed: Bool
    /// Agents who may be busy at once: the headcount, or the named agents who are idle or busy.
    var capacity: Int
    var busy: Int
    /// Of the busy, those beyond the roster.
    var busyOvertime: Int
    /// Anonymous agents on the roster now: 0 when closed, though `capacity` stays to serve those waiting.
    var rostered: Int
    /// Paid and at work within the roster.
    var scheduled: Int
    var present: Int

    /// Integrals since the row began, up to the two times below.
    var busySeconds: Double
    var overtimeSeconds: Double
    var scheduledSeconds: Double
    var presentSeconds: Double
    var busyChangedAt: Double
    var rosterChangedAt: Double

    /// Longest and last of the idle named agents; -1 where there is none.
    var firstIdle: Int32
    var lastIdle: Int32
    var longestRun: Int32

    @inline(__always) var hasIdleAgent: Bool { busy < capacity }

    @inline(__always)
    mutating func accrueBusy(to time: Double) {
        let seconds = time - busyChangedAt
        busySeconds += Double(busy) * seconds
        overtimeSeconds += Double(busyOvertime) * seconds
        busyChangedAt = time
    }

    mutating func accrueRoster(to time: Double) {
        let seconds = time - rosterChangedAt
        scheduledSeconds += Double(scheduled) * seconds
        presentSeconds += Double(present) * seconds
        rosterChangedAt = time
    }

    /// One more, or one less, of the anonymous agents is busy.
    @inline(__always)
    mutating func changeBusy(by step: Int, at time: Double) {
        accrueBusy(to: time)
        busy &+= step
        busyOvertime = max(0, busy &- rostered)
    }
}

/// All groups and named agents.
struct AgentTable: ~Copyable {
    let groups: UnsafeMutablePointer<GroupAtWork>
    let groupCount: Int
    let agents: UnsafeMutablePointer<Agent>
    let agentCount: Int
    /// Position of each group's first named agent.
    let firstAgent: [Int]
    /// For groups of anonymous agents among whom the longest idle matters: since when each is idle. Others stay empty.
    let idleTimes: UnsafeMutablePointer<IdleTimes>

    init(_ model: CenterModel) {
        var first: [Int] = []
        var total = 0
        for group in model.groups {
            first.append(total)
            if case .roster(let roster) = group.staffing { total += roster.agents }
        }
        firstAgent = first
        agentCount = total
        groupCount = model.groups.count
        groups = .allocate(capacity: groupCount)
        agents = .allocate(capacity: max(1, total))
        idleTimes = .allocate(capacity: groupCount)
        let compared = Set(
            model.classes.filter { $0.idleRule == .longestIdle && $0.groups.count > 1 }.flatMap(\.groups))
        for (position, group) in model.groups.enumerated() {
            var most = 0
            if case .headcount(let counts) = group.staffing, compared.contains(position) { most = counts.max() ?? 0 }
            (idleTimes + position).initialize(to: IdleTimes(capacity: most))
        }
        clear(model)
    }

    deinit {
        for group in 0..<groupCount { idleTimes[group].free() }
        idleTimes.deallocate()
        groups.deallocate()
        agents.deallocate()
    }

    /// Everybody is at home.
    mutating func clear(_ model: CenterModel) {
        for (position, group) in model.groups.enumerated() {
            var isNamed = false
            if case .roster(let roster) = group.staffing {
                isNamed = true
                for agent in firstAgent[position]..<(firstAgent[position] + roster.agents) {
                    agents[agent] = Agent(
                        group: Int32(position), state: .off, leaves: false, absentOnDay: -1, next: -1, previous: -1,
                        idleSince: 0, owedBreakSeconds: 0, breakDueAt: 0, run: 0, shiftBeganAt: 0,
                        busySeconds: 0, busySince: 0)
                }
            }
            groups[position] = GroupAtWork(
                isNamed: isNamed, capacity: 0, busy: 0, busyOvertime: 0, rostered: 0, scheduled: 0, present: 0,
                busySeconds: 0, overtimeSeconds: 0, scheduledSeconds: 0, presentSeconds: 0, busyChangedAt: 0,
                rosterChangedAt: 0, firstIdle: -1, lastIdle: -1, longestRun: 0)
            idleTimes[position].clear()
        }
    }

    var busyAgents: Int { (0..<groupCount).reduce(0) { $0 + groups[$1].busy } }

    /// Since when the longest idle agent of a group that has one is idle.
    @inline(__always)
    func longestIdleSince(group: Int) -> Double {
        if groups[group].isNamed { return agents[Int(groups[group].firstIdle)].idleSince }
        return idleTimes[group].isTracked ? idleTimes[group].oldest : .infinity
    }

    /// How busy the group's least busy idle agent was so far: the share of a named agent's shift, or of the anonymous
    /// agents now.
    func leastOccupancy(group: Int, at time: Double) -> Double {
        guard groups[group].isNamed else {
            return groups[group].capacity > 0 ? Double(groups[group].busy) / Double(groups[group].capacity) : 1
        }
        return occupancy(of: leastOccupied(group: group, at: time), at: time)
    }

    /// An idle agent of the group takes a contact. Gives the agent's position; -1 if anonymous.
    @inline(__always)
    mutating func occupy(group: Int, at time: Double) -> Int32 {
        if groups[group].isNamed { return occupy(named: groups[group].firstIdle, group: group, at: time) }
        if idleTimes[group].isTracked { idleTimes[group].removeOldest() }
        groups[group].changeBusy(by: 1, at: time)
        return -1
    }

    /// An anonymous agent has finished and finds nothing to do.
    @inline(__always)
    mutating func release(group: Int, at time: Double) {
        groups[group].changeBusy(by: -1, at: time)
        if idleTimes[group].isTracked && groups[group].hasIdleAgent { idleTimes[group].append(time) }
    }

    /// The number of anonymous agents changes. When it drops, the idle leave first.
    mutating func setHeadcount(group: Int, capacity: Int, rostered: Int, present: Int, scheduled: Int, at time: Double)
    {
        groups[group].accrueBusy(to: time)
        groups[group].accrueRoster(to: time)
        if idleTimes[group].isTracked {
            let idle = max(0, capacity - groups[group].busy)
            while idleTimes[group].count > idle { idleTimes[group].removeOldest() }
            while idleTimes[group].count < idle { idleTimes[group].append(time) }
        }
        groups[group].capacity = capacity
        groups[group].rostered = rostered
        groups[group].present = present
        groups[group].scheduled = scheduled
        groups[group].busyOvertime = max(0, groups[group].busy - rostered)
    }
}

// Named agents.
extension AgentTable {
    /// Share of the shift so far that an idle agent was busy.
    private func occupancy(of agent: Int32, at time: Double) -> Double {
        guard agent >= 0 else { return .infinity }
        let shift = time - agents[Int(agent)].shiftBeganAt
        return shift > 0 ? agents[Int(agent)].busySeconds / shift : 0
    }

    /// The idle agent of a group with the lowest occupancy; of equals the longest idle.
    func leastOccupied(group: Int, at time: Double) -> Int32 {
        var chosen = groups[group].firstIdle
        var agent = chosen
        while agent >= 0 {
            if occupancy(of: agent, at: time) < occupancy(of: chosen, at: time) { chosen = agent }
            agent = agents[Int(agent)].next
        }
        return chosen
    }

    /// The idle agent at a place in the order of idleness, from 0.
    func idleAgent(group: Int, at place: Int) -> Int32 {
        var agent = groups[group].firstIdle
        for _ in 0..<place where agent >= 0 { agent = agents[Int(agent)].next }
        return agent
    }

    /// Counts what an agent has done since this was last asked: call it before the agent's state changes.
    func accrueLoad(_ agent: Int, to time: Double) {
        let agent = agents + agent
        let seconds = time - agent.pointee.loadCountedTo
        agent.pointee.loadCountedTo = time
        switch agent.pointee.state {
        case .busy:
            agent.pointee.load.busySeconds += seconds
            if agent.pointee.leaves { agent.pointee.load.overtimeSeconds += seconds }
        case .idle: agent.pointee.load.idleSeconds += seconds
        case .off, .onBreak: break
        }
    }

    /// One of the idle named agents takes a contact.
    mutating func occupy(named agent: Int32, group: Int, at time: Double) -> Int32 {
        unlinkIdle(Int(agent), at: time)
        agents[Int(agent)].state = .busy
        agents[Int(agent)].run = 0
        agents[Int(agent)].busySince = time
        groups[group].accrueBusy(to: time)
        groups[group].busy += 1
        return agent
    }

    /// A named agent has nothing in hand and waits for the next contact.
    mutating func becomeIdle(_ agent: Int, at time: Double) {
        let group = Int(agents[agent].group)
        accrueLoad(agent, to: time)
        agents[agent].state = .idle
        agents[agent].idleSince = time
        agents[agent].next = -1
        agents[agent].previous = groups[group].lastIdle
        if groups[group].lastIdle >= 0 {
            agents[Int(groups[group].lastIdle)].next = Int32(agent)
        } else {
            groups[group].firstIdle = Int32(agent)
        }
        groups[group].lastIdle = Int32(agent)
    }

    /// About to be idle no longer.
    mutating func unlinkIdle(_ agent: Int, at time: Double) {
        accrueLoad(agent, to: time)
        let group = Int(agents[agent].group)
        let next = agents[agent].next, previous = agents[agent].previous
        if previous >= 0 { agents[Int(previous)].next = next } else { groups[group].firstIdle = next }
        if next >= 0 { agents[Int(next)].previous = previous } else { groups[group].lastIdle = previous }
    }
}

/// Since when each idle anonymous agent of a group is idle, oldest first: a ring.
struct IdleTimes {
    private let times: UnsafeMutablePointer<Double>?
    private let mask: Int
    private var first = 0
    private(set) var count = 0

    /// - Parameter capacity: the most agents ever idle; 0 keeps nothing.
    init(capacity: Int) {
        guard capacity > 0 else {
            times = nil
            mask = 0
            return
        }
        var size = 1
        while size < capacity { size <<= 1 }
        times = .allocate(capacity: size)
        mask = size - 1
    }

    func free() { times?.deallocate() }

    @inline(__always) var isTracked: Bool { times != nil }
    @inline(__always) var oldest: Double { count > 0 ? times.unsafelyUnwrapped[first & mask] : .infinity }

    mutating func clear() {
        first = 0
        count = 0
    }

    @inline(__always)
    mutating func append(_ time: Double) {
        assert(count <= mask)
        times.unsafelyUnwrapped[(first &+ count) & mask] = time
        count &+= 1
    }

    @inline(__always)
    mutating func removeOldest() {
        assert(count > 0)
        first &+= 1
        count &-= 1
    }
}
