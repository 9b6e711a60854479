import Randomness

@testable import Engine

// The way of a contact, rule by rule.
extension NaiveCentre {
    mutating func arrive(_ customerClass: Int, member: Int?) {
        let number = nextNumber[customerClass]
        nextNumber[customerClass] += 1
        contacts.append(
            Contact(
                customerClass: customerClass, number: number, brings: customers[customerClass][number], arrivedAt: now,
                member: member))
        let contact = contacts.count - 1
        let traits = model.classes[customerClass]
        if waiting.count + talking.count >= model.lines { return tell(contact, .blocked) }
        let free = traits.groups.filter { mayTake(customerClass, $0, idle: idleAgents($0)) }
        if let first = free.first {
            let chosen =
                switch traits.idleRule {
                case .longestIdle: free.min { idleTime($0) < idleTime($1) } ?? first
                case .leastOccupied: free.min { leastOccupancy($0) < leastOccupancy($1) } ?? first
                default: first
                }
            return answer(contact, chosen, takeIdle(chosen, leastOccupied: traits.idleRule == .leastOccupied))
        }
        let ahead = waiting.count { contacts[$0].customerClass == customerClass }
        if ahead >= traits.waitingPlaces { return tell(contact, .blocked) }
        let share = traits.balking.filter { $0.waitingAtLeast <= ahead }.last?.share ?? 0
        if contacts[contact].brings.balkingUniform < share { return tell(contact, .balked) }
        waiting.append(contact)
        if !traits.patience.isEmpty {
            contacts[contact].patienceEndsAt = now + contacts[contact].brings.patienceSeconds
        }
        contacts[contact].overflowAt = traits.overflow.map { now + $0.after }.min() ?? .infinity
        enterHoldClock(contact)
    }

    private mutating func enterHoldClock(_ contact: Int) {
        let next = min(contacts[contact].patienceEndsAt, contacts[contact].overflowAt)
        enter(.holdClock(contact: contact), level: 100, at: next)
    }

    mutating func endHold(_ contact: Int) {
        if contacts[contact].patienceEndsAt <= now {
            waiting.removeAll { $0 == contact }
            return tell(contact, .abandoned)
        }
        let moments = model.classes[contacts[contact].customerClass].overflow.map {
            contacts[contact].arrivedAt + $0.after
        }
        contacts[contact].overflowAt = moments.filter { $0 > now }.min() ?? .infinity
        enterHoldClock(contact)
        match()
    }

    mutating func tell(_ contact: Int, _ end: ClassCount) {
        let story = contacts[contact]
        stories.append(
            Story(
                customerClass: story.customerClass, number: story.number, arrivedAt: story.arrivedAt, end: end,
                waitedUntil: now, group: end == .answered ? story.group : nil,
                person: end == .answered ? story.person : nil))
        if end != .answered, end != .inSystem, let member = story.member { think(member) }
    }

    /// Some open time from now the member calls again.
    mutating func think(_ member: Int) {
        guard case .finitePopulation(_, .constant(let thinks)) = model.classes[members[member]].arrivals.process else {
            preconditionFailure("members who think for a constant time")
        }
        var left = thinks.time
        var from = now
        for opening in model.timeline.openings where opening.closes > from {
            from = max(from, opening.opens)
            if from + left < opening.closes { return enter(.callsAgain(member: member), level: 3, at: from + left) }
            left -= opening.closes - from
        }
    }

    // MARK: Agents and contacts come together

    func idleAgents(_ group: Int) -> Int {
        isNamed(group) ? idlePersons[group].count : max(0, allowed[group] - busy[group])
    }

    /// Whether enough agents of the group stay idle for the classes that some are kept for, when one takes this class.
    func mayTake(_ customerClass: Int, _ group: Int, idle: Int) -> Bool {
        idle > 0
            && model.groups[group].reserves.allSatisfy { $0.customerClass == customerClass || idle - 1 >= $0.agents }
    }

    /// Share of the shift so far that the least occupied idle agent of a group was busy; of anonymous agents, the share
    /// of them busy now.
    func leastOccupancy(_ group: Int) -> Double {
        if isNamed(group) { return idlePersons[group].map { occupancy($0.person) }.min() ?? .infinity }
        return allowed[group] > 0 ? Double(busy[group]) / Double(allowed[group]) : 1
    }

    private func occupancy(_ person: Int) -> Double {
        let shift = now - persons[person].shiftBeganAt
        return shift > 0 ? persons[person].busySeconds / shift : 0
    }

    /// Since when the longest idle agent of a group is idle; an unlimited group is the last to be asked.
    func idleTime(_ group: Int) -> Double {
        isNamed(group) ? idlePersons[group][0].since : isCounted(group) ? idleSince[group][0] : .infinity
    }

    private mutating func takeIdle(_ group: Int, leastOccupied: Bool = false) -> Int? {
        if isNamed(group) {
            let all = idlePersons[group]
            let place =
                leastOccupied
                ? all.indices.min { occupancy(all[$0].person) < occupancy(all[$1].person) } ?? 0 : 0
            return idlePersons[group].remove(at: place).person
        }
        if isCounted(group) { idleSince[group].removeFirst() }
        return nil
    }

    /// The waiting contact that a group would take next.
    /// - Parameter idle: idle agents of the group, whoever asks included.
    private func choose(_ group: Int, idle: Int) -> Int? {
        let able = waiting.filter { contact in
            let customerClass = contacts[contact].customerClass
            let held = model.classes[customerClass].overflow.filter { $0.group == group }.map(\.after).first ?? 0
            return model.groups[group].classes.contains(customerClass) && contacts[contact].arrivedAt + held <= now
                && mayTake(customerClass, group, idle: idle)
        }
        switch model.routing {
        case .firstComeFirstServed: return able.first
        case .priority:
            let best = able.map { model.classes[contacts[$0].customerClass].rank }.min()
            return able.first { model.classes[contacts[$0].customerClass].rank == best }
        case .growingPriority:
            let best = able.map(points).max()
            return able.first { points($0) == best }
        case .groupPreference:
            let list = model.groups[group].classes
            let best = list.first { wanted in able.contains { contacts[$0].customerClass == wanted } }
            return able.first { contacts[$0].customerClass == best }
        }
    }

    private func points(_ contact: Int) -> Double {
        let traits = model.classes[contacts[contact].customerClass]
        return traits.headStart + traits.pointsPerSecond * (now - contacts[contact].arrivedAt)
    }

    /// Whoever is idle takes whoever waits.
    mutating func match() {
        for group in model.groups.indices {
            while let contact = choose(group, idle: idleAgents(group)) {
                waiting.removeAll { $0 == contact }
                answer(contact, group, takeIdle(group))
            }
        }
    }

    private mutating func answer(_ contact: Int, _ group: Int, _ person: Int?) {
        agenda.removeAll { if case .holdClock(contact) = $0.what { true } else { false } }
        busy[group] += 1
        if let person, persons[person].doing != .busy {
            persons[person].doing = .busy
            persons[person].busySince = now
        }
        contacts[contact].group = group
        contacts[contact].person = person
        talking.insert(contact)
        tell(contact, .answered)

        let customerClass = contacts[contact].customerClass
        let traits = model.classes[customerClass]
        let serving = model.groups[group]
        guard let skill = serving.classes.firstIndex(of: customerClass) else {
            preconditionFailure("a group takes a contact that it does not serve")
        }
        var talk = contacts[contact].brings.talk
        if drawsTalkAsUniform(model, customerClass) {
            let own = serving.handleTime[skill]
            talk = (own ?? inForce(traits.handleTime, contacts[contact].arrivedAt)).quantile(talk)
        }
        talk /= serving.speed[skill]
        let afterCall = contacts[contact].brings.afterCallSeconds / serving.speed[skill]
        contacts[contact].afterCallSeconds = afterCall
        // The end of the talk is a moment of its own where it frees a line or sends a customer home.
        if !traits.afterCall.isEmpty
            && (model.lines < .max || contacts[contact].member != nil || !traits.isPlain)
        {
            enter(.talkEnds(contact: contact), level: 100, at: now + talk)
        } else {
            enter(.workEnds(contact: contact), level: 100, at: now + (talk + afterCall))
        }
    }

    private func inForce(_ draws: [TimedDraw], _ time: Double) -> Distribution {
        let midnight = model.timeline.openings.last { $0.opens <= time }?.midnight ?? 0
        return (draws.last { midnight + $0.from <= time } ?? draws[0]).distribution
    }

    mutating func agentIsFree(_ contact: Int) {
        let group = contacts[contact].group
        busy[group] -= 1
        if let person = contacts[contact].person { return personIsFree(person) }
        if busy[group] < allowed[group] {
            if let next = choose(group, idle: allowed[group] - busy[group]) {
                waiting.removeAll { $0 == next }
                return answer(next, group, nil)
            }
            if isCounted(group) { idleSince[group].append(now) }
        }
    }

    // MARK: Named agents

    mutating func follow(_ moment: RosterMoment, _ person: Int) {
        switch moment.kind {
        case .shiftStarts:
            persons[person].onShift = true
            persons[person].shiftBeganAt = now
            persons[person].busySeconds = 0
            persons[person].busySince = now
            if persons[person].doing == .off { comeBack(person) }
        case .shiftEnds:
            persons[person].onShift = false
            persons[person].owedBreak = 0
            if persons[person].doing != .busy {
                persons[person].doing = .off
                for group in idlePersons.indices { idlePersons[group].removeAll { $0.person == person } }
                agenda.removeAll { if case .breakEnds(person) = $0.what { true } else { false } }
            }
        case .breakIsDue:
            persons[person].owedBreak += moment.breakSeconds
            if persons[person].doing == .idle {
                idlePersons[persons[person].group].removeAll { $0.person == person }
                comeBack(person)
            }
        }
    }

    /// Nothing in hand, on shift: a break that is owed, or work.
    mutating func comeBack(_ person: Int) {
        if persons[person].owedBreak > 0 {
            persons[person].doing = .onBreak
            enter(.breakEnds(person: person), level: 2, at: now + persons[person].owedBreak)
            persons[person].owedBreak = 0
        } else if !takesNext(person) {
            persons[person].doing = .idle
            idlePersons[persons[person].group].append((person, now))
        }
    }

    /// Whether there is a contact for somebody with nothing in hand.
    private mutating func takesNext(_ person: Int) -> Bool {
        let group = persons[person].group
        guard let contact = choose(group, idle: idlePersons[group].count + 1) else { return false }
        waiting.removeAll { $0 == contact }
        answer(contact, group, person)
        return true
    }

    private mutating func personIsFree(_ person: Int) {
        let isDone = persons[person].onShift && persons[person].owedBreak > 0
        // After closing time nobody leaves a line that was promised to be served.
        let staysForLine = !isOpen && !model.timeline.hangsUpAtClose
        if !isDone, persons[person].onShift || staysForLine, takesNext(person) { return }
        persons[person].busySeconds += now - persons[person].busySince
        persons[person].doing = .off
        if persons[person].onShift { comeBack(person) }
    }
}

/// Whether some group has a talk time of its own for the class, so that the customer brings a uniform.
func drawsTalkAsUniform(_ model: CenterModel, _ customerClass: Int) -> Bool {
    let traits = model.classes[customerClass]
    return (traits.groups + traits.overflow.map(\.group)).contains { group in
        model.groups[group].classes.firstIndex(of: customerClass).map { model.groups[group].handleTime[$0] != nil }
            ?? false
    }
}
