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
        if case .finitePopulation = customers.arrivals.process {
            for key in ["redials", "unresolved"] {
                guard let at = node[key] else { continue }
                error(at.place, "expected no \(key) in a finite population, whose customers call again by themselves")
            }
        }
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
        guard let circle = Self.circle(of: classes.map { $0.customers.transfers.map(\.to) }) else { return }
        let entries = classes[circle[0]].node["transfers"]?.list ?? []
        let transfers = classes[circle[0]].customers.transfers
        let at = zip(entries, transfers).first { $0.1.to == circle[1] }?.0
        error(
            at?["to"]?.place ?? classes[circle[0]].place,
            "expected transfers that come to an end, found a circle: "
                + circle.map { quote(classes[$0].customers.name) }.joined(separator: " to "))
    }

    /// A circle of steps, its first position at both ends; nil when every way comes to an end. - Complexity: O(steps)
    private static func circle(of steps: [[Int]]) -> [Int]? {
        // Whatever only leads to an end is taken away, from the ends on.
        var from = [[Int]](repeating: [], count: steps.count)
        for (position, next) in steps.enumerated() { for to in next { from[to].append(position) } }
        var left = steps.map(\.count)
        var ends = steps.indices.filter { left[$0] == 0 }
        while let end = ends.popLast() {
            for position in from[end] {
                left[position] -= 1
                if left[position] == 0 { ends.append(position) }
            }
        }
        // From what remains there is always a step to what remains.
        guard var position = steps.indices.first(where: { left[$0] > 0 }) else { return nil }
        var way: [Int] = []
        var met: [Int: Int] = [:]
        while met[position] == nil {
            met[position] = way.count
            way.append(position)
            guard let next = steps[position].first(where: { left[$0] > 0 }) else { return nil }
            position = next
        }
        way.removeFirst(met[position] ?? 0)
        let first = way.indices.min { way[$0] < way[$1] } ?? 0
        return way[first...] + way[..<first] + [way[first]]
    }

    private static func percent(_ share: Double) -> String { Decimal.text((share * 1e8).rounded() / 1e6) + "%" }
}
