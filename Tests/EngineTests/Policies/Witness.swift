@testable import Engine

/// Somebody who stands beside an open centre and only sees who calls, who holds, and which agent talks with whom until
/// when. Notes what the policy did not allow. Everything is looked up in the contacts' own stories, nothing asked of the
/// engine.
struct Witness {
    private let model: CenterModel
    /// In the order in which waits ended.
    private let log: [CallRecord]
    /// Times this near are the same: the stories give lengths of time, and their sums are rounded.
    private let grain = 1e-9

    /// What was not allowed, in words.
    private(set) var faults: [String] = []
    /// Choices among several classes, and those of them that did not fall on whoever had held longest.
    private(set) var choices = 0
    private(set) var notTheFirst = 0
    /// Picks among several idle agents.
    private(set) var picks = 0
    /// Where the pick stood in the order of idleness and in the order of groups, each from −½ to ½; and the variance of
    /// such places when all are equally likely.
    private(set) var idlenessPlaces = 0.0
    private(set) var groupPlaces = 0.0
    private(set) var placeVariance = 0.0

    /// - Parameters:
    ///   - routing: the policy whose statement is held against the centre; the centre's own unless given.
    ///   - idleRule: likewise the rule for idle agents.
    init(_ model: CenterModel, _ log: [CallRecord], routing: Routing? = nil, idleRule: IdleRule? = nil) {
        self.model = model
        self.log = log
        let open = (model.timeline.openings[0].opens..<model.timeline.openings[0].closes)
        for (place, record) in log.enumerated() {
            guard record.end == .answered, open.contains(record.waitedUntil) else { continue }
            checkSkill(record)
            checkOrder(record, at: place, routing ?? model.routing)
            if record.waitSeconds == 0 { checkAgent(record, at: place, idleRule) }
        }
        for group in model.groups.indices { checkNobodyIdles(group, until: open.upperBound) }
    }

    private func freeAt(_ record: CallRecord) -> Double {
        record.waitedUntil + (record.talkSeconds ?? 0) + (record.afterCallSeconds ?? 0)
    }

    /// Agents of a group with a contact, when the story at a place is about to begin.
    private func busy(_ group: Int, before place: Int) -> Int {
        let time = log[place].waitedUntil
        return log[..<place].count { $0.group == group && freeAt($0) > time + grain }
    }

    private mutating func fault(_ record: CallRecord, _ what: String) {
        faults.append("contact \(record.number) of class \(record.customerClass), at \(record.waitedUntil) s: \(what)")
    }

    /// (a) The agent has the skill, and the contact has held for as long as another group leaves it to its own.
    private mutating func checkSkill(_ record: CallRecord) {
        guard let group = record.group, let after = model.secondsUntil(group, mayTake: record.customerClass) else {
            return fault(record, "taken by a group without the skill")
        }
        if record.waitSeconds < after - grain { fault(record, "taken by another group too early") }
    }

    /// (c) Of those whom the agent may take, the contact is the one whom the policy puts first.
    private mutating func checkOrder(_ record: CallRecord, at place: Int, _ routing: Routing) {
        let time = record.waitedUntil
        let group = record.group!
        let idle = model.agents(of: group, at: time) - busy(group, before: place)
        if idle < 1 { return fault(record, "taken by more agents than there are") }
        let able = log[place...].filter { other in
            guard other.arrivedAt < time || other == record,
                let after = model.secondsUntil(group, mayTake: other.customerClass)
            else { return false }
            return other.arrivedAt + after <= time + grain && idle > model.kept(by: group, from: other.customerClass)
        }
        let holding = able.map { Holding(customerClass: $0.customerClass, joinedAt: $0.arrivedAt) }
        guard let next = routing.next(of: holding, for: group, in: model, at: time), able.contains(record) else {
            return fault(record, "taken by an agent kept for others")
        }
        if able[next] != record {
            fault(record, "taken before contact \(able[next].number) of class \(able[next].customerClass)")
        }
        if Set(able.map(\.customerClass)).count > 1 {
            choices += 1
            if able.contains(where: { $0.arrivedAt < record.arrivedAt }) { notTheFirst += 1 }
        }
    }

    /// (c) Of the agents who are free for a contact, the one whom the rule puts first.
    private mutating func checkAgent(_ record: CallRecord, at place: Int, _ rule: IdleRule?) {
        let customers = model.classes[record.customerClass]
        let time = record.waitedUntil
        let groups = customers.groups.filter { group in
            model.agents(of: group, at: time) - busy(group, before: place)
                > model.kept(by: group, from: record.customerClass)
        }
        let idle = groups.flatMap { idleAgents(of: $0, before: place) }
        guard let chosen = idle.firstIndex(where: { $0.group == record.group && $0.person == record.agent }) else {
            return fault(record, "went to an agent who is not idle")
        }
        if idle.count < 2 { return }
        picks += 1
        if !(rule ?? customers.idleRule).allows(idle[chosen], of: idle, groups: customers.groups) {
            fault(record, "went to agent \(idle[chosen]) of \(idle)")
        }
        let sameIdleness = idle.count { $0.idleSince == idle[chosen].idleSince }
        let longerIdle = idle.count { $0.idleSince < idle[chosen].idleSince }
        let earlierGroup = idle.count { $0.group < idle[chosen].group }
        let sameGroup = idle.count { $0.group == idle[chosen].group }
        let count = Double(idle.count)
        // Among equals the place in the middle.
        idlenessPlaces += (Double(longerIdle) + Double(sameIdleness) / 2) / count - 0.5
        groupPlaces += (Double(earlierGroup) + Double(sameGroup) / 2) / count - 0.5
        placeVariance += (1 - 1 / (count * count)) / 12
    }

    /// Named agents one by one. Anonymous ones are told apart only by how many of their group are busy: their idle times
    /// are all alike.
    private func idleAgents(of group: Int, before place: Int) -> [IdleAgent] {
        let time = log[place].waitedUntil
        let agents = model.agents(of: group, at: time)
        guard case .roster = model.groups[group].staffing else {
            let busy = busy(group, before: place)
            return [
                IdleAgent(group: group, person: nil, idleSince: 0, occupancy: Double(busy) / Double(agents))
            ]
        }
        return (0..<agents).compactMap { person in
            let done = log[..<place].filter { $0.group == group && $0.agent == person }
            let free = done.map(freeAt).max() ?? 0
            if free > time + grain { return nil }
            let work = done.reduce(0) { $0 + freeAt($1) - $1.waitedUntil }
            return IdleAgent(group: group, person: person, idleSince: free, occupancy: work / time)
        }
    }

    /// (b) No agent of the group is idle while a contact that they may take waits, but for those kept for others.
    private mutating func checkNobodyIdles(_ group: Int, until closes: Double) {
        let work = log.filter { $0.group == group }.map { (from: $0.waitedUntil, to: freeAt($0)) }
        let moments =
            (work.flatMap { [$0.from, $0.to] } + model.timeline.rows.map(\.start)).filter { $0 < closes }.sorted()
        let idle = moments.map { moment in
            model.agents(of: group, at: moment + grain)
                - work.count { $0.from <= moment + grain && $0.to > moment + grain }
        }
        for record in log {
            guard let after = model.secondsUntil(group, mayTake: record.customerClass) else { continue }
            let kept = model.kept(by: group, from: record.customerClass)
            let until = min(record.waitedUntil, closes) - grain
            let from = record.arrivedAt + after
            guard from < until else { continue }
            let first = moments.lastIndex { $0 <= from } ?? 0
            for place in first..<moments.count where moments[place] + grain < until && idle[place] > kept {
                // What was so when it joined has ended before it did.
                if place + 1 < moments.count && moments[place + 1] <= from + grain { continue }
                fault(record, "an agent of group \(group) was idle at \(max(from, moments[place])) s while it held")
                break
            }
        }
    }
}
