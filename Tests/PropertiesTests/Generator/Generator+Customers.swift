@testable import Scenarios

/// Customers and agents whose rules agree with each other.
extension ScenarioGenerator {
    mutating func ruledInCustomers(_ key: Key, _ entry: Entry) -> Choice {
        switch (entry.noun, key.name) {
        case ("a class of customers", "balks"):
            return dice.says(0.3) ? .this(smallShare()) : .this(.list(balkingSteps()))
        case ("a class of customers", "waiting_places"): return .this(.value("\(dice.whole(0...8))"))
        case ("a class of customers", "transfers"):
            let to = plan.classes.shuffled(using: &dice).prefix(dice.whole(1...2))
            return .this(
                .list(
                    to.map { name in
                        guard case .map(let pairs) = self.entry(Keys.transfer) else { return .map([]) }
                        return .map(pairs.map { $0.name == "to" ? ("to", .value(ScenarioText.name(name))) : $0 })
                    }))
        case ("a class of customers", "patience"):
            // Most classes have some, so that lines stay short.
            return dice.says(0.1) ? .this(.value("none")) : .byShape
        case ("a transfer", "probability"), ("menu", "leaves"), ("menu", "self_served"),
            ("follow_up", "probability"):
            return .this(smallShare())
        case ("follow_up", "by"):
            let groups = plan.groups.shuffled(using: &dice).map { ScenarioText.value(ScenarioText.name($0)) }
            return .this(dice.says(0.5) ? groups[0] : .list(Array(groups.prefix(dice.whole(1...2)))))
        case ("redials", "after"), ("unresolved", "reconnects_after"):
            return .this(distribution(seconds: 30...900))
        default: return .byShape
        }
    }

    /// Steps that rise, by the number on hold, by the quote, or by both.
    private mutating func balkingSteps() -> [ScenarioText] {
        var steps: [ScenarioText] = []
        func step(_ name: String, _ from: String, _ share: ScenarioText) -> ScenarioText {
            .map([(name, .value(from)), ("share", share)])
        }
        if dice.says(0.6) || !plan.hearsQuotes(position) {
            for from in [0, 2, 5].prefix(dice.whole(1...3)) {
                steps.append(step("waiting_at_least", "\(from)", .value(value(.share))))
            }
        }
        if plan.hearsQuotes(position), steps.isEmpty || dice.says(0.5) {
            for from in ["0 s", "45 s", "3 min"].prefix(dice.whole(1...3)) {
                steps.append(step("quote_at_least", from, .value(value(.share))))
            }
        }
        return steps
    }

    // MARK: Agents

    mutating func ruledInAgents(_ key: Key, _ entry: Entry) -> Choice {
        switch (entry.noun, key.name) {
        case ("a group of agents", "serves"):
            let names = plan.serves[position].map { plan.classes[$0] }
            if names.isEmpty { return .this(.value("nobody")) }
            if dice.says(0.5) { return .this(.list(names.map { .value(ScenarioText.name($0)) })) }
            return .this(.map(names.map { ($0, self.entry(Keys.skill)) }))
        case ("a group of agents", "staff"): return .this(staff())
        case ("a group of agents", "shifts"):
            return .this(.list((0..<dice.whole(1...2)).map { _ in shift() }))
        case ("a group of agents", "shrinkage"):
            return [.rostered, .shifts].contains(plan.staffing[position]) ? .this(smallShare()) : .never
        case ("a group of agents", "background"): return plan.staffing[position] == .unlimited ? .never : .byShape
        case ("a group of agents", "reserves"):
            if plan.staffing[position] == .unlimited || plan.serves[position].isEmpty { return .never }
            let position = dice.one(of: plan.serves[position])
            return .this(.map([(plan.classes[position], .value("\(dice.whole(1...2))"))]))
        case ("a group of agents", "occupancy_ceiling"): return .this(innerShare())
        case ("background", "takes"): return .this(distribution(seconds: 20...300))
        case ("background", "while_idle_at_least"): return .this(.value("\(dice.whole(0...2))"))
        default: return .byShape
        }
    }

    private mutating func staff() -> ScenarioText {
        let number = ScenarioText.value("\(dice.whole(1...4))")
        let choice = plan.staffing[position]
        if choice == .unlimited { return .value("unlimited") }
        let rows = plan.kinds.map { kind in (0..<kind.intervals).map { _ in "\(dice.whole(0...4))" } }
        if choice == .plain { return plan.isSteady || dice.says(0.5) ? number : table(rows) }
        var pairs: [(name: String, holds: ScenarioText)]
        if plan.isSteady || dice.says(0.3) {
            pairs = [("per_interval", number)]
        } else if dice.says(0.3) {
            pairs = columns(rows)
        } else {
            pairs = [("per_interval", table(rows))]
        }
        if choice == .rostered { pairs.append(("means", .value("rostered"))) }
        if choice == .present, dice.says(0.5) { pairs.append(("means", .value("present"))) }
        return .map(pairs)
    }

    /// A shift within the hours of the first kind of day, or a little longer.
    private mutating func shift() -> ScenarioText {
        let kind = plan.kinds[0]
        let from = kind.opens + dice.one(of: [0, 0, 600])
        let to = max(from + 1800, plan.closes(kind) - dice.one(of: [0, 0, 900]))
        guard case .map(let pairs) = self.entry(Keys.shift) else { return .map([]) }
        return .map(
            pairs.map { pair in
                switch pair.name {
                case "agents": ("agents", .value("\(dice.whole(1...3))"))
                case "from": ("from", Self.clock(from))
                case "to": ("to", Self.clock(to > 86_400 && dice.says(0.5) ? to - 86_400 : to))
                case "on":
                    (
                        "on",
                        kind.on.count == 1 && dice.says(0.5) ? .value(kind.on[0]) : .list(kind.on.map { .value($0) })
                    )
                case "breaks":
                    (
                        "breaks",
                        .list(
                            [(from + 300, "5 min"), (from + 900, "10 min")].prefix(dice.whole(1...2)).map {
                                .map([("at", Self.clock($0.0 % 86_400)), ("for", .value($0.1))])
                            })
                    )
                default: pair
                }
            })
    }
}
