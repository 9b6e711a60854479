extension Reading {
    /// Gives each class its rank and its rule for idle agents.
    func applyPolicy(_ root: Written, _ classes: inout [ReadClass], _ groups: [ReadGroup]) {
        if let waiting = root["policy"]?["waiting"]?["priority"], let list = waiting.list {
            rank(list, waiting, &classes)
        }
        let positions = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.agents.name, $0) })
        func serves(_ group: Int, _ position: Int) -> Bool {
            groups[group].agents.skills.contains { $0.customerClass == position }
        }
        if let at = root["policy"]?["idle_agent"]?["preference"], let order = order(at, positions) {
            let missing = groups.indices.filter { !order.contains($0) }.map { groups[$0].agents.name }
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
                if rule.word == "longest_idle" { classes[position].customers.idleAgent = .longestIdle }
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

    private func rank(_ list: [Written], _ node: Written, _ classes: inout [ReadClass]) {
        let positions = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1.customers.name, $0) })
        var ranked: Set<Int> = []
        var complete = true
        for (rank, entry) in list.enumerated() {
            for word in entry.list ?? [entry] {
                guard let name = word.word, let position = position(of: name, "class", in: positions, at: word.place)
                else {
                    complete = false
                    continue
                }
                guard ranked.insert(position).inserted else {
                    error(word.place, "expected each class once, found \(quote(name)) a second time")
                    continue
                }
                classes[position].customers.priority = rank
            }
        }
        let missing = classes.indices.filter { !ranked.contains($0) }.map { quote(classes[$0].customers.name) }
        if complete, !missing.isEmpty {
            error(node.place, "expected every class in the order of priority, found none of \(enumerate(missing))")
        }
    }
}
