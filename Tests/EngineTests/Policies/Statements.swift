@testable import Engine

// What each policy promises, written down from its description and not from its code.

/// Somebody on hold.
struct Holding {
    var customerClass: Int
    var joinedAt: Double
}

/// Somebody with nothing in hand.
struct IdleAgent {
    var group: Int
    /// Within the group; nil for an anonymous agent.
    var person: Int?
    var idleSince: Double
    /// Share of the shift so far.
    var occupancy: Double
}

extension Routing {
    /// The place, among those whom an agent of the group may take now, of the one whom the policy says is next.
    func next(of able: [Holding], for group: Int, in model: CenterModel, at time: Double) -> Int? {
        able.indices.min { a, b in
            let (before, after) = (urgency(able[a], group, model, time), urgency(able[b], group, model, time))
            return before == after ? able[a].joinedAt < able[b].joinedAt : before < after
        }
    }

    /// Lower is served first; of equals, whoever joined first.
    private func urgency(_ holding: Holding, _ group: Int, _ model: CenterModel, _ time: Double) -> Double {
        let customers = model.classes[holding.customerClass]
        switch self {
        case .firstComeFirstServed: return 0
        case .priority: return Double(customers.rank)
        case .growingPriority:
            return -(customers.headStart + customers.pointsPerSecond * (time - holding.joinedAt))
        case .groupPreference:
            return Double(model.groups[group].classes.firstIndex(of: holding.customerClass) ?? .max)
        }
    }
}

extension IdleRule {
    /// Whether the rule lets a contact go to this one of the agents who are free for it. The rule that picks at random
    /// lets any; whether it favours some is for a count of many picks to say.
    /// - Parameter groups: those of the contact's class, in order of preference.
    func allows(_ chosen: IdleAgent, of idle: [IdleAgent], groups: [Int]) -> Bool {
        let grain = 1e-9
        switch self {
        case .longestIdle: return idle.allSatisfy { chosen.idleSince <= $0.idleSince + grain }
        case .leastOccupied: return idle.allSatisfy { chosen.occupancy <= $0.occupancy + grain }
        case .preference:
            return groups.first { group in idle.contains { $0.group == group } } == chosen.group
                && idle.allSatisfy { $0.group != chosen.group || chosen.idleSince <= $0.idleSince + grain }
        case .random: return true
        }
    }
}

extension CenterModel {
    /// Seconds on hold before the group may take the class; nil when it never may.
    func secondsUntil(_ group: Int, mayTake customerClass: Int) -> Double? {
        if let overflow = classes[customerClass].overflow.first(where: { $0.group == group }) { return overflow.after }
        return classes[customerClass].groups.contains(group) ? 0 : nil
    }

    /// Idle agents whom the group keeps from a class for the sake of others.
    func kept(by group: Int, from customerClass: Int) -> Int {
        groups[group].reserves.filter { $0.customerClass != customerClass }.map(\.agents).max() ?? 0
    }
}
