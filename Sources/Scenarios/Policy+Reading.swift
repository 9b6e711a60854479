extension Reading {
    /// Gives each class its rule for idle agents.
    func applyIdleAgents(_ root: Written, _ classes: inout [ReadClass], _ groups: [ReadGroup]) {
        let positions = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.agents.name, $0) })
        func serves(_ group: Int, _ position: Int) -> Bool {
            groups[group].serves(position)
        }
        if let rule = root["policy"]?["idle_agent"].flatMap(idleAgent) {
            for position in classes.indices { classes[position].customers.idleAgent = rule }
        }
        if let at = root["policy"]?["idle_agent"]?["preference"], let order = order(at, positions) {
            let missing = groups.indices.filter { !order.contains($0) && groups[$0].node["serves"]?.word != "nobody" }
                .map { groups[$0].agents.name }
            if !missing.isEmpty {
                error(
                    at.place, "expected every group in the preference, found none of \(enumerate(missing.map(quote)))")
            }
            for position in classes.indices {
                classes[position].customers.idleAgent = .preference(order.filter { serves($0, position) })
            }
        }
        for position in classes.indices {
            guard let rule = classes[position].node["policy"]?["idle_agent"] else { continue }
            guard let at = rule["preference"] else {
                if let rule = idleAgent(rule) { classes[position].customers.idleAgent = rule }
                continue
            }
            guard let order = order(at, positions) else { continue }
            let name = quote(classes[position].customers.name)
            for (group, entry) in zip(order, at.list ?? []) where !serves(group, position) {
                error(entry.place, "expected a group that serves \(name), found \(quote(groups[group].agents.name))")
            }
            let missing = groups.indices.filter { serves($0, position) && !order.contains($0) }.map {
                groups[$0].agents.name
            }
            if !missing.isEmpty {
                error(
                    at.place,
                    "expected every group that serves \(name) in the preference, found none of \(enumerate(missing.map(quote)))"
                )
            }
            classes[position].customers.idleAgent = .preference(order)
        }
    }

    /// The positions that a list of names gives; nil after a fault.
    private func order(_ node: Written, _ positions: [String: Int]) -> [Int]? {
        guard let list = node.list else { return nil }
        var order: [Int] = []
        for entry in list {
            guard let name = entry.word, let position = position(of: name, "group", in: positions, at: entry.place)
            else { continue }
            if order.contains(position) {
                error(entry.place, "expected each group once, found \(quote(name)) a second time")
                continue
            }
            order.append(position)
        }
        return order.count == list.count ? order : nil
    }

    /// A rule that is one word; nil for a preference, and after a fault.
    private func idleAgent(_ node: Written) -> IdleAgentRule? {
        switch node.word {
        case "longest_idle": .longestIdle
        case "least_occupied": .leastOccupied
        case "random": .random
        default: nil
        }
    }
}
