extension Reading {
    /// Which waiting contact is served next: gives the rule, and each class its rank or points, each group its list.
    func applyWaiting(_ root: Written, _ classes: inout [ReadClass], _ groups: inout [ReadGroup]) -> WaitingRule {
        guard let waiting = root["policy"]?["waiting"] else { return .firstComeFirstServed }
        if let at = waiting["priority"] {
            if let list = at.list { rank(list, at, &classes) }
            return .priority
        }
        if let pairs = waiting["growing"]?.map {
            grow(pairs, &classes)
            return .growing
        }
        if let at = waiting["group_preference"], let pairs = at.map {
            prefer(pairs, at, classes, &groups)
            return .groupPreference
        }
        return .firstComeFirstServed
    }

    private func rank(_ list: [Written], _ node: Written, _ classes: inout [ReadClass]) {
        let positions = positions(of: classes)
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

    private func grow(_ pairs: [Written.Pair], _ classes: inout [ReadClass]) {
        let positions = positions(of: classes)
        for pair in pairs {
            guard let position = position(of: pair.name, "class", in: positions, at: pair.place) else { continue }
            classes[position].customers.headStart = pair.value["head_start"]?.number(.number(.zeroOrMore)) ?? 0
            classes[position].customers.pointsPerSecond = pair.value["per_second"]?.number(.number(.zeroOrMore)) ?? 1
        }
    }

    /// Puts the skills of each group into the order of its list; a group with one skill needs no list.
    private func prefer(
        _ pairs: [Written.Pair], _ node: Written, _ classes: [ReadClass], _ groups: inout [ReadGroup]
    ) {
        let classPositions = positions(of: classes)
        let groupPositions = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.agents.name, $0) })
        var listed: Set<Int> = []
        var known = true
        for pair in pairs {
            guard let group = position(of: pair.name, "group", in: groupPositions, at: pair.place) else {
                known = false
                continue
            }
            listed.insert(group)
            let name = quote(pair.name)
            let served = groups[group].agents.skills
            var skills: [Skill] = []
            var complete = true
            for entry in pair.value.list ?? [] {
                guard let word = entry.word,
                    let position = position(of: word, "class", in: classPositions, at: entry.place)
                else {
                    complete = false
                    continue
                }
                guard let skill = served.first(where: { $0.customerClass == position }) else {
                    error(entry.place, "expected a class that \(name) serves, found \(quote(word))")
                    continue
                }
                guard !skills.contains(skill) else {
                    error(entry.place, "expected each class once, found \(quote(word)) a second time")
                    continue
                }
                skills.append(skill)
            }
            let missing = served.filter { !skills.contains($0) }
                .map { quote(classes[$0.customerClass].customers.name) }
            guard complete, missing.isEmpty else {
                if complete {
                    error(
                        pair.value.place,
                        "expected every class that \(name) serves, found none of \(enumerate(missing))")
                }
                continue
            }
            groups[group].agents.skills = skills
        }
        let missing = groups.indices.filter { groups[$0].agents.skills.count > 1 && !listed.contains($0) }
            .map { quote(groups[$0].agents.name) }
        if known, !missing.isEmpty {
            error(
                node.place,
                "expected a list for every group that serves several classes, found none for "
                    + enumerate(missing))
        }
    }

    private func positions(of classes: [ReadClass]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1.customers.name, $0) })
    }

    // MARK: Overflow

    /// Gives each class the groups that serve it only after a delay.
    ///
    /// A group that names the class among those it serves keeps its speed for it; any other takes the class's own times.
    /// Some group serves the class at once.
    func applyOverflow(_ root: Written, _ classes: inout [ReadClass], _ groups: [ReadGroup]) {
        guard let at = root["policy"]?["overflow"], let pairs = at.map else { return }
        let positions = positions(of: classes)
        let groupPositions = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.agents.name, $0) })
        for pair in pairs {
            guard let position = position(of: pair.name, "class", in: positions, at: pair.place) else { continue }
            let name = quote(pair.name)
            let serving = groups.indices.filter { groups[$0].serves(position) }
            var overflow: [Overflow] = []
            for entry in pair.value.list ?? [pair.value] {
                guard let toAt = entry["to"], let word = toAt.word, let after = entry["after"]?.seconds(),
                    let to = self.position(of: word, "group", in: groupPositions, at: toAt.place)
                else { continue }
                guard !overflow.contains(where: { $0.to == to }) else {
                    error(toAt.place, "expected each group once, found \(quote(word)) a second time")
                    continue
                }
                overflow.append(Overflow(to: to, after: after))
            }
            if !serving.isEmpty, serving.allSatisfy({ group in overflow.contains { $0.to == group } }) {
                error(pair.place, "expected a group that serves \(name) at once, found only overflow")
            }
            classes[position].customers.overflow = overflow
        }
    }
}
