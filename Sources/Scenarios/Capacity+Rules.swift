import Randomness

/// What the ways of contacts and the rules of groups do to the work and to those who can do it.
extension Capacity {
    /// Contacts of each class that ask for an agent, in the unit of `demand`, which tells those that arrive: less those
    /// who end in the menu, more those who come back unresolved and those passed on by classes from which nobody is lost.
    ///
    /// Never more than there are: what cannot be told is left out, and nil where not even the arrivals can.
    func asking(_ demand: (Int) -> Double?) -> [Double?] {
        var asking = scenario.classes.indices.map { position in
            demand(position).map { max(0, $0 * asksPerArrival(scenario.classes[position])) }
        }
        // Each class when all that pass on to it are done.
        var waitsFor = [Int](repeating: 0, count: asking.count)
        for one in scenario.classes { for transfer in one.transfers { waitsFor[transfer.to] += 1 } }
        var done = waitsFor.indices.filter { waitsFor[$0] == 0 }
        while let position = done.popLast() {
            let one = scenario.classes[position]
            for transfer in one.transfers {
                if growsWithoutEnd(one), let own = asking[position], let before = asking[transfer.to] {
                    asking[transfer.to] = before + own * transfer.share
                }
                waitsFor[transfer.to] -= 1
                if waitsFor[transfer.to] == 0 { done.append(transfer.to) }
            }
        }
        return asking
    }

    /// How often one arrival asks for an agent: not from the menu, and again when unresolved.
    private func asksPerArrival(_ one: CustomerClass) -> Double {
        let asks = 1 - (one.menu?.leaves ?? 0) - (one.menu?.selfServed ?? 0)
        guard let returns = one.reconnects else { return asks }
        let unresolved = (1 - one.transfers.map(\.share).reduce(0, +)) * one.unresolved
        var contacts = 1.0
        var share = 1.0
        for attempt in 0..<min(returns.atMost ?? 1000, 1000) {
            share *= asks * unresolved * returns.probability[min(attempt, returns.probability.count - 1)]
            contacts += share
        }
        return asks * contacts
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
    func mostAgents(_ group: AgentGroup) -> Double? {
        switch group.staffing {
        case .headcount(let table, _): table.joined().max()
        case .shifts(let shifts): Double(shifts.map(\.agents).reduce(0, +))
        case .unlimited: nil
        }
    }
}
