import Randomness

// Contacts passed on from class to class: all must come to an end, and nobody may wait for somebody who cannot come.
extension Reading {
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
                transfers.append(Transfer(to: to, share: share, warm: entry["warm"].flatMap(warm)))
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

    private func warm(_ node: Written) -> WarmTransfer? {
        guard let handOver = node["hand_over"].flatMap(ending) else { return nil }
        return WarmTransfer(handOver: handOver, waitsAtMost: node["waits_at_most"]?.seconds())
    }
}

/// Warm transfers in which agents would wait for one another, and nobody comes.
extension Capacity {
    /// Errors: a first agent who may wait for ever, since all who could answer may be waiting just so.
    ///
    /// An agent is sure to be free again where every customer whom the agent may stay with without end is one whom some
    /// group can answer that is sure to be free again. What is left are groups that wait for one another, or for themselves.
    func checkWarmTransfers() {
        var isFree = [Bool](repeating: false, count: groups.count)
        func mayWaitForEver(_ from: Int, _ transfer: Transfer) -> Bool {
            guard let warm = transfer.warm, transfer.share > 0, warm.waitsAtMost == nil else { return false }
            let answering = groupsServing(transfer.to)
            if answering.contains(where: { groups[$0].agents.staffing == .unlimited }) { return false }
            // Somebody else must be able to come, whatever the customer's patience.
            if answering.count == 1, groupsServing(from).contains(answering[0]), isOneAgent(answering[0]) {
                return true
            }
            guard classes[transfer.to].customers.patience.isEmpty else { return false }
            return !answering.contains { isFree[$0] }
        }
        var changes = true
        while changes {
            changes = false
            for group in groups.indices where !isFree[group] {
                let waits = classes.indices.contains { position in
                    groupsServing(position).contains(group)
                        && classes[position].customers.transfers.contains { mayWaitForEver(position, $0) }
                }
                if !waits {
                    isFree[group] = true
                    changes = true
                }
            }
        }
        for (position, one) in classes.enumerated() {
            for (transfer, node) in zip(one.customers.transfers, one.node["transfers"]?.list ?? [])
            where mayWaitForEver(position, transfer) {
                guard let at = node["warm"] else { continue }
                let answering = groupsServing(transfer.to)
                let names = enumerate(answering.map { quote(groups[$0].agents.name) })
                reading.error(
                    at.place,
                    "expected waits_at_most in warm, since "
                        + (answering.allSatisfy(isOneAgent) && answering.count == 1
                            ? "\(names) has one agent, who would wait for nobody but themselves"
                            : "the agents of \(names) may all be waiting for one another") + ", found none",
                    "write waits_at_most: 2 min, or the like")
            }
        }
    }

    private func isOneAgent(_ group: Int) -> Bool { mostAgents(groups[group].agents).map { $0 <= 1 } ?? false }
}
