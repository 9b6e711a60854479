import Randomness

/// What the ways of contacts and the rules of groups do to the work and to those who can do it.
extension Capacity {
    /// Contacts of a class that ask for an agent, in the unit of `demand`, which tells those that arrive: less those who
    /// end in the menu, more those who come back unresolved and those passed on by classes from which nobody is lost.
    ///
    /// Never more than there are: what cannot be told is left out.
    func asking(_ position: Int, _ demand: (Int) -> Double?, passedOnBy seen: Set<Int> = []) -> Double? {
        guard let own = demand(position), !seen.contains(position) else { return nil }
        let one = scenario.classes[position]
        let asks = 1 - (one.menu?.leaves ?? 0) - (one.menu?.selfServed ?? 0)
        let ends = 1 - one.transfers.map(\.share).reduce(0, +)
        var contacts = 1.0
        if let returns = one.reconnects {
            var share = 1.0
            for attempt in 0..<min(returns.atMost ?? 1000, 1000) {
                share *= asks * ends * one.unresolved * returns.probability[min(attempt, returns.probability.count - 1)]
                contacts += share
            }
        }
        var passedOn = 0.0
        for (origin, other) in scenario.classes.enumerated() where origin != position && growsWithoutEnd(other) {
            guard let share = other.transfers.first(where: { $0.to == position })?.share else { continue }
            passedOn += share * (asking(origin, demand, passedOnBy: seen.union([position])) ?? 0)
        }
        return max(0, own * asks * contacts + passedOn)
    }

    /// Rules that keep agents from work for ever.
    func warnOfRules() {
        for (position, group) in scenario.groups.enumerated() {
            guard let most = mostAgents(group) else { continue }
            let name = quote(group.name)
            for skill in group.skills {
                let others = group.reserves.filter { $0.customerClass != skill.customerClass }
                guard let reserve = others.max(by: { $0.agents < $1.agents }), Double(reserve.agents) >= most else {
                    continue
                }
                reading.warn(
                    groups[position].place,
                    "\(name) never serves \(quote(scenario.classes[skill.customerClass].name)): it keeps "
                        + "\(reserve.agents) idle for \(quote(scenario.classes[reserve.customerClass].name)), and "
                        + "\(Decimal.text(most)) are there at most")
            }
            if let background = group.background, Double(background.whileIdleAtLeast) >= most {
                reading.warn(
                    groups[position].place,
                    "\(name) never does its background work: \(background.whileIdleAtLeast) must stay idle, and "
                        + "\(Decimal.text(most)) are there at most")
            }
        }
    }

    /// The most agents of a group at any time; of shifts, all of them; nil when unlimited.
    private func mostAgents(_ group: AgentGroup) -> Double? {
        switch group.staffing {
        case .headcount(let table, _): table.joined().max()
        case .shifts(let shifts): Double(shifts.map(\.agents).reduce(0, +))
        case .unlimited: nil
        }
    }
}
