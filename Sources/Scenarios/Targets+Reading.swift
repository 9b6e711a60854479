extension Reading {
    /// All targets that could be understood.
    func targets(_ root: Written, _ classes: [ReadClass], _ groups: [ReadGroup], _ hours: Hours?) -> [Target] {
        (root["targets"]?.list ?? []).compactMap { target($0, classes, groups, hours) }
    }

    private func target(
        _ node: Written, _ classes: [ReadClass], _ groups: [ReadGroup], _ hours: Hours?
    ) -> Target? {
        guard let at = node["measure"], let name = at.word else { return nil }
        guard let measure = measures.first(where: { $0.name == name }) else {
            let known = measures.map(\.name)
            error(
                at.place, "expected the name of a measure, found \(quote(name))",
                Suggestion.sentence(for: name, among: known) ?? "the measures are \(enumerate(known))")
            return nil
        }
        if measure.hasThreshold, node["within"] == nil {
            error(node.place, "expected the key within in a target of \(name), found none", "such as within: 20 s")
        }
        if !measure.hasThreshold, let within = node["within"] {
            error(within.place, "expected no threshold, since \(name) has none")
        }
        let scope = scope(node, measure, classes, groups)
        let bound: Bound = node["at_least"] != nil ? .atLeast : .atMost
        guard let boundAt = node[bound.rawValue], let value = self.bound(boundAt, measure) else { return nil }
        let over = node["over"]?.word.flatMap(TargetPeriod.init(rawValue:)) ?? .run
        if case .steady = hours, over != .run, let overAt = node["over"] {
            error(overAt.place, "expected run, since a horizon has no \(over == .day ? "days" : "intervals")")
        }
        let share = node["share_of_days"]
        if over == .day, share == nil {
            error(node.place, "expected the key share_of_days with over: day, found none", "such as share_of_days: 90%")
        }
        if over != .day, let share {
            error(share.place, "expected share_of_days only with over: day")
        }
        return Target(
            measure: name, within: node["within"]?.seconds(), scope: scope, bound: bound, value: value, over: over,
            shareOfDays: share?.number(.share))
    }

    private func scope(
        _ node: Written, _ measure: MeasureWord, _ classes: [ReadClass], _ groups: [ReadGroup]
    ) -> String? {
        guard let at = node["for"], let name = at.word else { return nil }
        let classNames = classes.map(\.customers.name)
        let groupNames = groups.map(\.agents.name)
        let known = classNames + (measure.forGroups ? groupNames : [])
        if classNames.contains(name), groupNames.contains(name), measure.forGroups {
            error(at.place, "expected one name for one thing, found \(quote(name)) as both a class and a group")
            return nil
        }
        guard known.contains(name) else {
            error(
                at.place,
                groupNames.contains(name)
                    ? "expected a class, since \(measure.name) is not measured by group, found the group \(quote(name))"
                    : "expected the name of a class\(measure.forGroups ? " or group" : ""), found \(quote(name))",
                Suggestion.sentence(for: name, among: known)
                    ?? "the names are \(enumerate(known.prefix(20).map { $0 }))")
            return nil
        }
        return name
    }

    /// A bound in the measure's own unit: shares as 0–1, times in seconds, hours in hours.
    private func bound(_ node: Written, _ measure: MeasureWord) -> Double? {
        let kind: ScalarKind =
            switch measure.unit {
            case .share: .share
            case .seconds, .hours: .duration(positive: false)
            case .count, .perThousand: .number(.zeroOrMore)
            case .ratio, .money: .number(.any)
            }
        guard let value = value(node, kind) else { return nil }
        return measure.unit == .hours ? value / 3600 : value
    }

    /// Prices as they are named.
    func costs(_ root: Written, _ groups: [ReadGroup]) -> Costs {
        func price(_ key: String) -> Double? { root["costs"]?[key]?.number(.number(.zeroOrMore)) }
        var costs = Costs(
            agentHour: price("agent_hour"), overtimeHour: price("overtime_hour"), lostContact: price("lost_contact"),
            waitingMinute: price("waiting_minute"))
        costs.brokenPromise = price("broken_promise")
        if let hours = root["costs"]?["agent_hour"], hours.map != nil {
            costs.agentHourOfGroup = prices(hours, groups)
        }
        return costs
    }

    /// A price for each group that is paid by the hour; unlimited ones are not.
    private func prices(_ node: Written, _ groups: [ReadGroup]) -> [Double] {
        let positions = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.agents.name, $0) })
        var prices = [Double](repeating: 0, count: groups.count)
        var named: Set<Int> = []
        for pair in node.map ?? [] {
            guard let position = position(of: pair.name, "group", in: positions, at: pair.place) else { continue }
            named.insert(position)
            prices[position] = pair.value.number(.number(.zeroOrMore)) ?? 0
        }
        let missing = groups.indices.filter { !named.contains($0) && groups[$0].agents.staffing != .unlimited }
        if !missing.isEmpty, !hasErrors {
            error(
                node.place,
                "expected a price for each group of agents, found none for "
                    + enumerate(missing.prefix(8).map { quote(groups[$0].agents.name) }))
        }
        return prices
    }
}
