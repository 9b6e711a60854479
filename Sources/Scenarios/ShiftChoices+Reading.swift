extension Reading {
    /// The shifts that a group may work; nil after a fault that leaves none.
    /// - Parameter group: the group's own entry.
    func shiftChoices(_ node: Written, _ group: Written, _ hours: Hours?) -> ShiftChoices? {
        if case .steady = hours {
            error(node.place, "expected no may_work, since a horizon has no clock")
            return nil
        }
        if group["staff"]?.word == "unlimited" {
            error(node.place, "expected no may_work of unlimited staff, who need no shifts")
            return nil
        }
        let shapes = (node["shifts"]?.list ?? []).compactMap { shiftShape($0, hours) }
        guard !shapes.isEmpty else { return nil }
        let (least, most) = limits(node)
        let needed = shapes.reduce(0) { $0 + $1.atLeast }
        if let most, needed > most, let at = node["at_most"] {
            error(
                at.place, "expected room for the \(needed) agents that at_least of its shifts asks for, found \(most)")
        }
        let count = shapes.reduce(0) { $0 + $1.count }
        guard count <= Keys.mostShiftChoices else {
            error(
                node.place,
                "expected at most \(Keys.mostShiftChoices) shifts to choose from, found \(count): starts times lengths "
                    + "times ways to place breaks", "widen the steps, or give fewer lengths or times of breaks")
            return nil
        }
        return ShiftChoices(shapes: shapes, atLeast: least, atMost: most)
    }

    private func shiftShape(_ node: Written, _ hours: Hours?) -> ShiftShape? {
        guard let startsAt = node["starts"], let starts = starts(startsAt), let lastsAt = node["lasts"],
            let lengths = spans(lastsAt)
        else { return nil }
        for (entry, start) in zip(startsAt.list ?? [startsAt], starts) where start >= 86_400 && startsAt.map == nil {
            expected("a start before \"24:00\"", at: entry)
            return nil
        }
        for (entry, length) in zip(lastsAt.list ?? [lastsAt], lengths) where length > 86_400 {
            expected("a shift of at most 24 h", at: entry)
            return nil
        }
        var breaks: [BreakChoice] = []
        for entry in node["breaks"]?.list ?? [] {
            guard let after = entry["after"].flatMap(spans), let at = entry["for"], let length = spans(at)?.first
            else { return nil }
            breaks.append(BreakChoice(after: after, length: length))
        }
        let (least, most) = limits(node)
        let shape = ShiftShape(
            starts: starts, lengths: lengths, breaks: breaks, weekdays: weekdaysWorked(node, hours),
            price: node["price"]?.number(.number(.zeroOrMore)), atLeast: least, atMost: most)
        // Placed one by one: a long list of breaks has more ways than there is time to count.
        guard breaks.reduce(1.0, { $0 * Double($1.after.count) }) <= Double(Keys.mostShiftChoices) else {
            if let at = node["breaks"] {
                error(
                    at.place, "expected at most \(Keys.mostShiftChoices) ways to place the breaks, found more",
                    "give fewer times to choose from")
            }
            return nil
        }
        for (entry, length) in zip(lastsAt.list ?? [lastsAt], lengths) where shape.breaks(inShiftOf: length).isEmpty {
            error(
                (node["breaks"] ?? entry).place,
                "expected breaks that fit, in order, into a shift of \(Measurement.durationText(length)), found none that do"
            )
            return nil
        }
        return shape
    }

    /// The starts of a shift, in seconds after midnight, each once.
    private func starts(_ node: Written) -> [Double]? {
        guard node.map != nil else {
            let starts = (node.list ?? [node]).compactMap { $0.clock() }
            if Set(starts).count < starts.count { error(node.place, "expected each start once") }
            return starts.isEmpty ? nil : starts
        }
        guard let from = node["from"]?.clock(), let toAt = node["to"], let to = toAt.clock(),
            let everyAt = node["every"],
            let every = everyAt.number(.duration(positive: true))
        else { return nil }
        guard from < 86_400, to < 86_400 else {
            expected(
                "starts before \"24:00\"", at: node["from"].flatMap { $0.clock() ?? 0 >= 86_400 ? $0 : nil } ?? toAt)
            return nil
        }
        guard to >= from else {
            expected("a last start at or after the first", at: toAt)
            return nil
        }
        guard every >= 60, every == every.rounded() else {
            expected("a step of whole seconds, at least 1 min", at: everyAt)
            return nil
        }
        return Array(stride(from: from, through: to, by: every))
    }

    /// One or several spans of time, each once, in whole seconds, as clock times are.
    private func spans(_ node: Written) -> [Double]? {
        var spans: [Double] = []
        for entry in node.list ?? [node] {
            guard let span = entry.number(.duration(positive: false)) else { return nil }
            guard span == span.rounded() else {
                expected("a span of whole seconds", at: entry)
                return nil
            }
            spans.append(span)
        }
        if Set(spans).count < spans.count { error(node.place, "expected each span of time once") }
        return spans.isEmpty ? nil : spans
    }

    private func limits(_ node: Written) -> (least: Int, most: Int?) {
        let (least, most) = (node["at_least"]?.whole() ?? 0, node["at_most"]?.whole())
        if let most, most < least, let at = node["at_most"] {
            error(at.place, "expected at_most of at least at_least, \(least), found \(most)")
        }
        return (least, most)
    }

    /// Where some shifts have a price, the others need one, or the price of an hour: money is not added to hours.
    func checkPricesOfShifts(_ groups: [ReadGroup], _ costs: Costs) {
        let shapes = groups.flatMap { $0.node["may_work"]?["shifts"]?.list ?? [] }
        guard costs.agentHour == nil, costs.agentHourOfGroup.isEmpty, shapes.contains(where: { $0["price"] != nil })
        else { return }
        for shape in shapes where shape["price"] == nil {
            error(
                shape.place, "expected a price for each shift, since some have one, found none",
                "give it a price, or all hours one: costs: {agent_hour: 25}")
        }
        for group in groups {
            guard case .headcount = group.agents.staffing, group.agents.mayWork == nil else { continue }
            error(
                group.place,
                "expected the price of an hour for \(quote(group.agents.name)), since some shifts have a price",
                "write costs: {agent_hour: 25}")
        }
    }
}
