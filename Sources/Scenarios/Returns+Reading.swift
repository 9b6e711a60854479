import Randomness

extension Reading {
    /// What comes before and after a contact of a class: the menu, who comes back, what is promised.
    func addWays(_ node: Written, _ hours: Hours?, to customers: inout CustomerClass) {
        customers.menu = node["menu"].flatMap(menu)
        customers.redials = node["redials"].flatMap(redials)
        if let at = node["unresolved"] {
            customers.unresolved = at["probability"]?.number(.share) ?? 0
            customers.reconnects = reconnects(at)
        }
        customers.followUp = node["follow_up"].flatMap { followUp($0, hours) }
    }

    private func menu(_ node: Written) -> Menu? {
        let leaves = node["leaves"]?.number(.share) ?? 0
        let selfServed = node["self_served"]?.number(.share) ?? 0
        if leaves + selfServed > 1 + 1e-9 {
            error(
                node.place,
                "expected leaves and self_served of at most 100% together, found "
                    + "\(Self.percent(leaves + selfServed))")
        }
        guard let takes = node["takes"].flatMap(ending) else { return nil }
        return Menu(takes: takes, leaves: leaves, selfServed: selfServed)
    }

    private func redials(_ node: Written) -> Returns? {
        guard let probability = node["probability"], let after = node["after"].flatMap(gaps) else { return nil }
        return Returns(probability: shares(probability), after: after, atMost: node["at_most"]?.whole())
    }

    private func reconnects(_ node: Written) -> Returns? {
        guard let at = node["reconnects_after"] else {
            for key in ["reconnects", "at_most"] {
                guard let at = node[key] else { continue }
                error(at.place, "expected \(key) only with reconnects_after, found it alone")
            }
            return nil
        }
        guard let after = gaps(at) else { return nil }
        return Returns(
            probability: node["reconnects"].map(shares) ?? [1], after: after, atMost: node["at_most"]?.whole())
    }

    private func shares(_ node: Written) -> [Double] { (node.list ?? [node]).compactMap { $0.number(.share) } }

    private func followUp(_ node: Written, _ hours: Hours?) -> FollowUp? {
        let clock = clock(node, hours)
        guard let share = node["probability"]?.number(.share), let due = node["due_within"]?.seconds(),
            let work = node["work"].flatMap(ending)
        else { return nil }
        return FollowUp(
            share: share, dueWithin: due, clock: clock, work: work,
            serve: node["serve"].flatMap(serving) ?? .inboundFirst)
    }

    /// Gives each class's follow-ups the groups who do them. A group that serves nobody does nothing else, and must be one.
    func applyFollowUps(_ classes: inout [ReadClass], _ groups: [ReadGroup]) {
        let positions = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.agents.name, $0) })
        for position in classes.indices {
            guard let at = classes[position].node["follow_up"]?["by"] else { continue }
            var by: [Int] = []
            for entry in at.list ?? [at] {
                guard let name = entry.word,
                    let group = self.position(of: name, "group", in: positions, at: entry.place)
                else { continue }
                if by.contains(group) {
                    error(entry.place, "expected each group once, found \(quote(name)) a second time")
                } else {
                    by.append(group)
                }
            }
            classes[position].customers.followUp?.by = by
        }
        let named = Set(classes.flatMap { $0.customers.followUp?.by ?? [] })
        for (group, one) in groups.enumerated()
        where one.node["serves"]?.word == "nobody" && !named.contains(group) && one.agents.background == nil {
            error(
                one.place, "expected work for \(quote(one.agents.name)), who serves nobody, found none",
                "name it in by of a class's follow_up, or give it background work")
        }
    }

    static func percent(_ share: Double) -> String { Decimal.text((share * 1e8).rounded() / 1e6) + "%" }
}
