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

    // MARK: Transfers

    /// Gives each class its transfers, which must come to an end.
    func applyTransfers(_ classes: inout [ReadClass]) {
        let positions = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1.customers.name, $0) })
        for position in classes.indices {
            guard let at = classes[position].node["transfers"], let list = at.list else { continue }
            var transfers: [Transfer] = []
            for entry in list {
                guard let toAt = entry["to"], let name = toAt.word, let share = entry["probability"]?.number(.share),
                    let to = self.position(of: name, "class", in: positions, at: toAt.place)
                else { continue }
                if transfers.contains(where: { $0.to == to }) {
                    error(toAt.place, "expected each class once, found \(quote(name)) a second time")
                }
                transfers.append(Transfer(to: to, share: share))
            }
            let sum = transfers.map(\.share).reduce(0, +)
            if sum > 1 + 1e-9 {
                error(at.place, "expected transfers of at most 100% together, found \(Self.percent(sum))")
            }
            classes[position].customers.transfers = transfers
        }
        let endless = Self.endless(classes.map(\.customers.transfers))
        for position in endless {
            error(
                classes[position].node["transfers"]?.place ?? classes[position].place,
                "expected transfers that come to an end, found none for "
                    + "\(quote(classes[position].customers.name)): everybody is passed on for ever")
        }
    }

    /// Classes whose contacts are passed on for ever. - Complexity: O(transfers)
    private static func endless(_ transfers: [[Transfer]]) -> [Int] {
        // A contact may end where some are not passed on, and wherever it may go to such a place.
        var from = [[Int]](repeating: [], count: transfers.count)
        for (position, list) in transfers.enumerated() {
            for transfer in list where transfer.share > 0 { from[transfer.to].append(position) }
        }
        var mayEnd = transfers.map { $0.map(\.share).reduce(0, +) < 1 - 1e-9 }
        var ends = mayEnd.indices.filter { mayEnd[$0] }
        while let end = ends.popLast() {
            for position in from[end] where !mayEnd[position] {
                mayEnd[position] = true
                ends.append(position)
            }
        }
        return mayEnd.indices.filter { !mayEnd[$0] }
    }

    private static func percent(_ share: Double) -> String { Decimal.text((share * 1e8).rounded() / 1e6) + "%" }
}
