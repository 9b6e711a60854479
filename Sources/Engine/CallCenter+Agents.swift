// Named agents: their shifts and breaks, and what they do when a contact is finished.
extension CallCenter {
    mutating func beginRoster() {
        roster.restart(model, agents, seed: seed, replication: replication)
        controls.scheduleInSlotOrder(Control.roster, at: roster.nextTime)
    }

    /// The next moment of the roster.
    mutating func readRoster() {
        let moment = roster.next()
        controls.scheduleInSlotOrder(Control.roster, at: roster.nextTime)
        switch moment.kind {
        case .shiftStarts: startShift(moment.agent, isAbsent: moment.isAbsent)
        case .breakIsDue: if !moment.isAbsent { breakIsDue(moment.agent, seconds: moment.breakSeconds) }
        case .shiftEnds: endShift(moment.agent, isAbsent: moment.isAbsent)
        }
    }

    private mutating func startShift(_ agent: Int, isAbsent: Bool) {
        let group = Int(agents.agents[agent].group)
        agents.groups[group].accrueRoster(to: now)
        agents.groups[group].scheduled += 1
        if isAbsent { return }
        agents.groups[group].present += 1
        agents.agents[agent].shiftBeganAt = now
        agents.agents[agent].breakSeconds = 0
        agents.agents[agent].isResting = false
        agents.agents[agent].busySeconds = 0
        agents.agents[agent].busySince = now
        if agents.agents[agent].state == .busy {
            // Still with a contact of the shift before: no longer overtime.
            agents.accrueLoad(agent, to: now)
            agents.groups[group].accrueBusy(to: now)
            agents.groups[group].busyOvertime -= 1
            agents.agents[agent].leaves = false
            return
        }
        agents.agents[agent].leaves = false
        agents.groups[group].capacity += 1
        if agents.agents[agent].owedBreakSeconds > 0 { takeOwedBreak(agent) } else { seekWork(agent) }
    }

    /// Whoever is with a contact finishes it first.
    private mutating func endShift(_ agent: Int, isAbsent: Bool) {
        let group = Int(agents.agents[agent].group)
        agents.groups[group].accrueRoster(to: now)
        agents.groups[group].scheduled -= 1
        if isAbsent { return }
        agents.agents[agent].owedBreakSeconds = 0
        switch agents.agents[agent].state {
        case .idle:
            agents.unlinkIdle(agent, at: now)
            agents.groups[group].present -= 1
            agents.groups[group].capacity -= 1
            agents.agents[agent].state = .off
        case .busy:
            agents.groups[group].present -= 1
            agents.groups[group].accrueBusy(to: now)
            agents.groups[group].busyOvertime += 1
            agents.accrueLoad(agent, to: now)
            agents.agents[agent].leaves = true
        case .onBreak:
            roster.breakEnds.cancel(agent)
            controls.scheduleInSlotOrder(Control.breakEnds, at: roster.breakEnds.firstTime)
            agents.agents[agent].state = .off
        case .off:
            preconditionFailure("a shift ends that did not start")
        }
    }

    /// A break waits for the contact in hand, and for the break before it.
    private mutating func breakIsDue(_ agent: Int, seconds: Double) {
        switch agents.agents[agent].state {
        case .idle:
            agents.unlinkIdle(agent, at: now)
            startBreak(agent, seconds: seconds, dueAt: now)
        case .onBreak where agents.agents[agent].isResting:
            // A pause is a rest between contacts: the break takes its place.
            agents.agents[agent].isResting = false
            takeUpBreak(agent, seconds: seconds, dueAt: now)
        case .busy, .onBreak, .off:
            // Off: the break is the first thing in a shift that starts at this moment.
            if agents.agents[agent].owedBreakSeconds == 0 { agents.agents[agent].breakDueAt = now }
            agents.agents[agent].owedBreakSeconds += seconds
        }
    }

    private mutating func startBreak(_ agent: Int, seconds: Double, dueAt: Double) {
        let group = Int(agents.agents[agent].group)
        agents.groups[group].accrueRoster(to: now)
        agents.groups[group].present -= 1
        agents.groups[group].capacity -= 1
        agents.agents[agent].state = .onBreak
        takeUpBreak(agent, seconds: seconds, dueAt: dueAt)
    }

    /// Somebody who is not at work is on a break from now on.
    private mutating func takeUpBreak(_ agent: Int, seconds: Double, dueAt: Double) {
        roster.breakEnds.schedule(agent, at: now + seconds)
        controls.scheduleInSlotOrder(Control.breakEnds, at: roster.breakEnds.firstTime)
        agents.agents[agent].breakSeconds += seconds
        let cell = cell(row: row, group: Int(agents.agents[agent].group))
        cell[.breaks] += 1
        if now > dueAt {
            cell[.breaksLate] += 1
            cell[.breakLateSeconds] += now - dueAt
        }
    }

    mutating func endBreak() {
        let agent = roster.breakEnds.firstSlot
        roster.breakEnds.cancel(agent)
        controls.scheduleInSlotOrder(Control.breakEnds, at: roster.breakEnds.firstTime)
        let group = Int(agents.agents[agent].group)
        agents.groups[group].accrueRoster(to: now)
        agents.groups[group].present += 1
        agents.groups[group].capacity += 1
        agents.agents[agent].isResting = false
        if agents.agents[agent].owedBreakSeconds > 0 { takeOwedBreak(agent) } else { seekWork(agent) }
    }

    private mutating func takeOwedBreak(_ agent: Int) {
        let seconds = agents.agents[agent].owedBreakSeconds
        agents.agents[agent].owedBreakSeconds = 0
        startBreak(agent, seconds: seconds, dueAt: agents.agents[agent].breakDueAt)
    }

    /// A named agent with nothing in hand, and not yet counted as busy, takes what there is, or idles.
    private mutating func seekWork(_ agent: Int) {
        let group = Int(agents.agents[agent].group)
        let idle = agents.groups[group].capacity - agents.groups[group].busy
        let work = lookForWork(for: group, idle: idle)
        if case .nothing = work {
            if hasGhosts { settleGhosts(beside: group, idle: idle) }
            agents.becomeIdle(agent, at: now)
            return
        }
        agents.accrueLoad(agent, to: now)
        agents.agents[agent].state = .busy
        agents.agents[agent].run = 0
        agents.agents[agent].busySince = now
        agents.groups[group].accrueBusy(to: now)
        agents.groups[group].busy += 1
        _ = start(work, group: group, agent: Int32(agent))
    }

    /// A named agent has finished a contact: home, break, pause, the next contact, or idle. Nobody leaves a line that
    /// the centre has promised to serve after closing time.
    mutating func freeNamed(_ agent: Int, group: Int) {
        let staysForLine = !isOpen && !model.timeline.hangsUpAtClose
        if !agents.agents[agent].leaves {
            if agents.agents[agent].owedBreakSeconds > 0 {
                putDown(agent, group: group)
                takeOwedBreak(agent)
                return
            }
            let pause = pauseDue(agent, group: group)
            if pause > 0 {
                putDown(agent, group: group)
                rest(agent, seconds: pause)
                return
            }
        }
        if !agents.agents[agent].leaves || staysForLine {
            let work = lookForWork(for: group, idle: idleWithOneMore(group))
            if start(work, group: group, agent: Int32(agent)) { return }
        }
        putDown(agent, group: group)
        if agents.agents[agent].leaves {
            agents.groups[group].busyOvertime -= 1
            agents.groups[group].capacity -= 1
            agents.agents[agent].leaves = false
            agents.agents[agent].state = .off
        } else {
            if hasGhosts {
                settleGhosts(beside: group, idle: agents.groups[group].capacity - agents.groups[group].busy)
            }
            agents.becomeIdle(agent, at: now)
        }
    }

    /// Seconds of rest that are due after a contact: after so many in a row, or above the ceiling of occupancy; then as
    /// long as it takes to come back to the ceiling. Breaks are no part of the time it is a share of, pauses are.
    private mutating func pauseDue(_ agent: Int, group: Int) -> Double {
        let rules = model.groups[group]
        if let pause = rules.pauseAfter, Int(agents.agents[agent].run) >= pause.contacts { return pause.seconds }
        guard let ceiling = rules.occupancyCeiling else { return 0 }
        let worked = agents.agents[agent].busySeconds + (now - agents.agents[agent].busySince)
        let atWork = now - agents.agents[agent].shiftBeganAt - agents.agents[agent].breakSeconds
        return max(0, worked / ceiling - atWork)
    }

    /// A pause: like a break, but never late.
    private mutating func rest(_ agent: Int, seconds: Double) {
        let group = Int(agents.agents[agent].group)
        agents.groups[group].accrueRoster(to: now)
        agents.groups[group].present -= 1
        agents.groups[group].capacity -= 1
        agents.agents[agent].state = .onBreak
        agents.agents[agent].isResting = true
        roster.breakEnds.schedule(agent, at: now + seconds)
        controls.scheduleInSlotOrder(Control.breakEnds, at: roster.breakEnds.firstTime)
    }

    private mutating func putDown(_ agent: Int, group: Int) {
        agents.accrueLoad(agent, to: now)
        agents.agents[agent].busySeconds += now - agents.agents[agent].busySince
        agents.groups[group].accrueBusy(to: now)
        agents.groups[group].busy -= 1
    }

    @inline(__always)
    mutating func lengthenRun(_ agent: Int, group: Int) {
        agents.agents[agent].run += 1
        agents.groups[group].longestRun = max(agents.groups[group].longestRun, agents.agents[agent].run)
    }
}
