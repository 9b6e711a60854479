import Randomness

extension Reading {
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
}
