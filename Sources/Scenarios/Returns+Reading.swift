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
        guard let takes = node["takes"].flatMap(distribution) else { return nil }
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
            let work = node["work"].flatMap(distribution)
        else { return nil }
        return FollowUp(
            share: share, dueWithin: due, clock: clock, work: work,
            serve: node["serve"].flatMap(serving) ?? .inboundFirst)
    }

    static func percent(_ share: Double) -> String { Decimal.text((share * 1e8).rounded() / 1e6) + "%" }
}
