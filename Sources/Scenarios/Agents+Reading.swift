import Randomness

extension Reading {
    /// A group with where it stands.
    struct ReadGroup {
        var agents: AgentGroup
        var place: Place
        var node: Written

        /// Whether the class is among those that the group serves.
        func serves(_ position: Int) -> Bool { agents.skills.contains { $0.customerClass == position } }
    }

    /// All groups in the order of the file.
    func groups(_ root: Written, _ classes: [ReadClass], _ hours: Hours?) -> [ReadGroup] {
        guard let pairs = root["agents"]?.map else { return [] }
        if pairs.count > Keys.mostClasses, let at = root["agents"] {
            error(at.place, "expected at most \(Keys.mostClasses) groups of agents, found \(pairs.count)")
            return []
        }
        let positions = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1.customers.name, $0) })
        return pairs.map { pair in
            let node = pair.value
            let staffing = staffing(node, hours)
            let shrinkage = node["shrinkage"]?.number(.share) ?? 0
            if shrinkage > 0, case .headcount(_, .present) = staffing, let at = node["shrinkage"] {
                error(
                    at.place, "expected shrinkage only of rostered agents, found staff that is present",
                    "write staff: {per_interval: …, means: rostered}")
            }
            if shrinkage > 0, case .unlimited = staffing, let at = node["shrinkage"] {
                error(at.place, "expected no shrinkage of unlimited staff")
            }
            var group = AgentGroup(
                name: pair.name, skills: skills(node, positions), staffing: staffing ?? .unlimited, shrinkage: shrinkage
            )
            addRules(node, positions, to: &group)
            group.mayWork = node["may_work"].flatMap { shiftChoices($0, node, hours) }
            return ReadGroup(agents: group, place: pair.place, node: node)
        }
    }

    private func skills(_ node: Written, _ positions: [String: Int]) -> [Skill] {
        var skills: [Skill] = []
        var seen: Set<Int> = []
        func add(_ name: String, _ place: Place, _ details: Written?) {
            guard let position = self.position(of: name, "class", in: positions, at: place) else { return }
            guard seen.insert(position).inserted else {
                error(place, "expected each class once, found \(quote(name)) a second time")
                return
            }
            skills.append(
                Skill(
                    customerClass: position, speed: details?["speed"]?.number(.number(.positive)) ?? 1,
                    handleTime: details?["handle_time"].flatMap(ending)))
        }
        guard let serves = node["serves"] else { return [] }
        for entry in serves.list ?? [] {
            if let name = entry.word { add(name, entry.place, nil) }
        }
        for pair in serves.map ?? [] { add(pair.name, pair.place, pair.value) }
        return skills
    }

    /// The position of a name among known ones; nil, with a fault, when it is not among them.
    func position(of name: String, _ noun: String, in positions: [String: Int], at place: Place) -> Int? {
        // Where there are none at all, that is the fault, and told already.
        if positions.isEmpty { return nil }
        if let position = positions[name] { return position }
        let known = positions.sorted { $0.value < $1.value }.map(\.key)
        error(
            place, "expected the name of a \(noun), found \(quote(name))",
            Suggestion.sentence(for: name, among: known)
                ?? "the names are \(enumerate(Array(known.prefix(20))))")
        return nil
    }

    // MARK: Rules

    /// What agents of a group do beside answering, and what they are spared.
    func addRules(_ node: Written, _ positions: [String: Int], to group: inout AgentGroup) {
        for key in ["occupancy_ceiling", "pause"] where node["shifts"] == nil {
            guard let pair = node.map?.first(where: { $0.name == key }) else { continue }
            error(
                pair.place, "expected \(key) only of named agents, found a group without shifts",
                "name them by shifts: [{agents: 3, from: \"07:00\", to: \"15:30\"}]")
        }
        for key in ["background", "reserves"] where node["staff"]?.word == "unlimited" {
            guard let pair = node.map?.first(where: { $0.name == key }) else { continue }
            error(pair.place, "expected no \(key) of unlimited staff, of whom somebody is always idle")
        }
        group.occupancyCeiling = node["occupancy_ceiling"].flatMap(inner)
        if let at = node["pause"], let contacts = at["after"]?.whole(), let seconds = at["for"]?.seconds() {
            group.pauseAfter = PauseRule(contacts: contacts, seconds: seconds)
        }
        if let at = node["background"], let takes = at["takes"].flatMap(gaps),
            let idle = at["while_idle_at_least"]?.whole()
        {
            // Work without end that takes no time would never end.
            if takes.mean < 1 {
                expected("background work that takes a second or more in the mean", at: at["takes"] ?? at)
            }
            group.background = BackgroundWork(takes: takes, whileIdleAtLeast: idle)
        }
        for pair in node["reserves"]?.map ?? [] {
            guard let position = position(of: pair.name, "class", in: positions, at: pair.place),
                let agents = pair.value.whole()
            else { continue }
            guard group.skills.contains(where: { $0.customerClass == position }) else {
                error(pair.place, "expected a class that \(quote(group.name)) serves, found \(quote(pair.name))")
                continue
            }
            group.reserves.append(Reserve(customerClass: position, agents: agents))
        }
    }

    // MARK: Staffing

    private func staffing(_ node: Written, _ hours: Hours?) -> Staffing? {
        if let shifts = node["shifts"] {
            if case .steady = hours {
                error(shifts.place, "expected staff, one number, since a horizon has no clock; found shifts")
                return nil
            }
            return .shifts(self.shifts(shifts, hours))
        }
        guard let staff = node["staff"], let hours else { return nil }
        if staff.word == "unlimited" { return .unlimited }
        let means = staff["means"]?.word.flatMap(HeadcountMeaning.init(rawValue:)) ?? .present
        let numbers = staff["per_interval"] ?? staff
        if let count = numbers.number(.whole(0, Keys.mostAgents)) {
            switch hours {
            case .steady: return .headcount([[count]], means: means)
            case .calendar(let calendar):
                let table = calendar.kinds.indices.map {
                    [Double](repeating: count, count: calendar.intervals(ofKind: $0))
                }
                return .headcount(table, means: means)
            }
        }
        if numbers.scalar != nil { return nil }
        guard case .calendar(let calendar) = hours else {
            error(numbers.place, "expected one number, since a horizon has no intervals; found \(numbers.described)")
            return nil
        }
        return table(numbers, .whole(0, Keys.mostAgents), noun: "whole numbers", calendar: calendar)
            .map { .headcount($0, means: means) }
    }

    private func shifts(_ node: Written, _ hours: Hours?) -> [Shift] {
        var shifts: [Shift] = []
        for entry in node.list ?? [] {
            guard let agents = entry["agents"]?.whole(), let fromAt = entry["from"], let from = fromAt.clock(),
                let toAt = entry["to"], var to = toAt.clock()
            else { continue }
            guard from < 86_400 else {
                expected("a start before \"24:00\"", at: fromAt)
                continue
            }
            if to <= from { to += 86_400 }
            guard to - from <= 86_400 else {
                expected("at most 24 h from the start of a shift", at: toAt)
                continue
            }
            shifts.append(
                Shift(
                    agents: agents, from: from, to: to, breaks: breaks(entry["breaks"], from: from, to: to),
                    weekdays: weekdaysWorked(entry, hours)))
        }
        return shifts
    }

    /// The weekdays of a shift; all seven unless given.
    func weekdaysWorked(_ entry: Written, _ hours: Hours?) -> Set<Int> {
        guard let on = entry["on"], let days = self.weekdays(on) else { return Set(0..<7) }
        let weekdays = Set(days)
        if days.count != weekdays.count { error(on.place, "expected each weekday once") }
        if case .calendar(let calendar) = hours, calendar.kinds.map(\.name) == ["every day"] {
            error(on.place, "expected no weekdays, since all days are alike", "weekdays need a calendar")
        }
        return weekdays
    }

    private func breaks(_ node: Written?, from: Double, to: Double) -> [Break] {
        var breaks: [Break] = []
        for entry in node?.list ?? [] {
            guard let at = entry["at"], var start = at.clock(),
                let length = entry["for"]?.number(.duration(positive: true))
            else { continue }
            // A night shift's break after midnight belongs to the day after the shift's own.
            if start < from { start += 86_400 }
            guard start + length <= to else {
                error(
                    at.place,
                    "expected a break within the shift from \(Measurement.clockText(from)) to \(Measurement.clockText(to)), "
                        + "found one from \(Measurement.clockText(start)) to \(Measurement.clockText(start + length))")
                continue
            }
            if let last = breaks.last, start < last.at + last.length {
                expected("breaks in order that do not overlap", at: at)
            }
            breaks.append(Break(at: start, length: length))
        }
        return breaks
    }
}
