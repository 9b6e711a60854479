import Randomness

/// Looks whether the agents can do the work at all; tells where a line would grow without end, or nobody answers.
struct Capacity {
    let reading: Reading
    let scenario: Scenario
    let classes: [Reading.ReadClass]
    let groups: [Reading.ReadGroup]

    /// Errors: a class nobody serves.
    func checkSkills() {
        for (position, one) in classes.enumerated() where !groups.contains(where: { $0.serves(position) }) {
            let names = groups.map { quote($0.agents.name) }
            reading.error(
                one.place, "expected a group of agents that serves \(quote(one.customers.name)), found none",
                names.isEmpty ? nil : "add it to what \(enumerate(Array(names.prefix(20)), "or")) serves")
        }
    }

    /// Warnings: hours without agents, and more work than agents.
    func warn() {
        warnOfRules()
        switch scenario.hours {
        case .steady: warnOfOverload(demand: steadyDemand, agents: steadyAgents, grows: "without end")
        case .calendar(let calendar):
            warnOfEmptyIntervals(calendar)
            for kind in calendar.kinds.indices {
                let open = calendar.kinds[kind].closes - calendar.kinds[kind].opens
                warnOfOverload(
                    demand: { position in contacts(position, kind, calendar).map { $0.reduce(0, +) / open } },
                    agents: { group in
                        agents(group, kind, calendar).reduce(0, +) / Double(calendar.intervals(ofKind: kind))
                    },
                    grows: "all day" + (calendar.kinds.count > 1 ? " (\(calendar.kinds[kind].name))" : ""))
            }
        }
    }

    /// Groups that serve a class, at once or after a delay.
    func groupsServing(_ position: Int) -> [Int] {
        groups.indices.filter { group in
            groups[group].serves(position) || classes[position].customers.overflow.contains { $0.to == group }
        }
    }

    // MARK: Steady centres

    /// Mean contacts per second; nil when the process has none of its own.
    private func steadyDemand(_ position: Int) -> Double? {
        let arrivals = scenario.classes[position].arrivals
        let batch = arrivals.batches.isEmpty ? 1 : arrivals.batches.map { Double($0.size) * $0.share }.reduce(0, +)
        switch arrivals.process {
        case .constant(let rate): return rate * batch
        case .renewal(let gaps): return batch / gaps.mean
        default: return nil
        }
    }

    private func steadyAgents(_ group: Int) -> Double {
        switch scenario.groups[group].staffing {
        case .headcount(let table, let means):
            let present = means == .rostered ? 1 - scenario.groups[group].shrinkage : 1
            return (table.first?.first ?? 0) * present
        case .shifts: return 0
        case .unlimited: return .infinity
        }
    }

    private func warnOfOverload(demand: (Int) -> Double?, agents: (Int) -> Double, grows: String) {
        guard scenario.lines == nil else { return }
        let asking = asking(demand)
        var warned: Set<Int> = []
        for (position, one) in scenario.classes.enumerated() {
            let load = minimalWork(one, position)
            guard growsWithoutEnd(one), let load, let rate = asking[position] else { continue }
            let serving = groupsServing(position)
            guard !serving.isEmpty else { continue }
            let able = serving.map(agents).reduce(0, +)
            let offered = rate * load
            if offered >= able, able > 0, offered > 0 {
                warned.insert(position)
                let text = Decimal.text((offered * 100).rounded() / 100)
                reading.warn(
                    classes[position].place,
                    "unstable: \(quote(one.name)) brings work for \(text) agents, \(Decimal.text(able)) can serve it, and "
                        + "nobody abandons: the line grows \(grows)")
            }
        }
        for (members, serving) in islands where members.count > 1 {
            let growing = members.filter { growsWithoutEnd(scenario.classes[$0]) }
            guard growing.count > 1, warned.isDisjoint(with: growing) else { continue }
            var offered = 0.0
            for position in growing {
                guard let load = minimalWork(scenario.classes[position], position), let rate = asking[position]
                else { continue }
                offered += rate * load
            }
            let able = serving.map(agents).reduce(0, +)
            if offered >= able, able > 0, offered > 0 {
                let names = growing.map { quote(scenario.classes[$0].name) }
                reading.warn(
                    classes[growing[0]].place,
                    "unstable: \(enumerate(names)) bring work for \(Decimal.text((offered * 100).rounded() / 100)) agents, "
                        + "\(Decimal.text(able)) can serve it, and nobody abandons: the lines grow \(grows)")
            }
        }
    }

    /// True when nothing keeps a class's line short.
    func growsWithoutEnd(_ one: CustomerClass) -> Bool {
        one.patience.isEmpty && one.balking.isEmpty && one.balkingByQuote.isEmpty && one.waitingPlaces == nil
    }

    /// Seconds of work of one contact with the fastest agents that serve it.
    private func minimalWork(_ one: CustomerClass, _ position: Int) -> Double? {
        guard !one.handleTime.isEmpty else { return nil }
        let talk = one.handleTime.map(\.distribution.mean).min() ?? 0
        let after = one.afterCall.map(\.distribution.mean).min() ?? 0
        return groups.flatMap(\.agents.skills).filter { $0.customerClass == position }
            .map { (($0.handleTime?.mean ?? talk) + after) / $0.speed }.min()
    }

    /// Classes and groups that hang together by who serves whom.
    private var islands: [(classes: [Int], groups: [Int])] {
        var island = Array(scenario.classes.indices)
        func root(_ position: Int) -> Int {
            var position = position
            while island[position] != position { position = island[position] }
            return position
        }
        for group in scenario.groups {
            for skill in group.skills.dropFirst() {
                island[root(skill.customerClass)] = root(group.skills[0].customerClass)
            }
        }
        for (position, one) in scenario.classes.enumerated() {
            for overflow in one.overflow {
                if let skill = scenario.groups[overflow.to].skills.first {
                    island[root(position)] = root(skill.customerClass)
                }
            }
        }
        var result: [Int: (classes: [Int], groups: [Int])] = [:]
        for position in island.indices { result[root(position), default: ([], [])].classes.append(position) }
        for (index, group) in scenario.groups.enumerated() {
            if let first = group.skills.first {
                result[root(first.customerClass), default: ([], [])].groups.append(index)
            }
        }
        return result.sorted { $0.key < $1.key }.map(\.value)
    }
}
