import Engine
import Measures
import Randomness
import Scenarios

/// A scenario made ready: the engine's tables and the plan by which its counts are summed. The only place where what a
/// person writes meets the engine.
///
/// Classes and groups are laid out in the order of their names, whatever their order in the file, so that permuting the
/// file changes no bit of a result; `classOrder` and `groupOrder` lead back.
public struct CompiledScenario: Sendable {
    public var model: CenterModel
    public var plan: TallyPlan
    /// Position in the scenario of each class, of each group, of the model.
    let classOrder: [Int]
    let groupOrder: [Int]

    /// Batches into which a steady run is cut.
    public static let batches = 30

    /// - Precondition: the scenario has been checked by its reader.
    public init(_ scenario: Scenario, confidence: Double = 0.95, quantilesByInterval: Bool = false) {
        classOrder = scenario.classes.indices.sorted { scenario.classes[$0].name < scenario.classes[$1].name }
        groupOrder = scenario.groups.indices.sorted { scenario.groups[$0].name < scenario.groups[$1].name }
        let classOrder = classOrder
        let groupOrder = groupOrder
        let timeline = Timeline(scenario.hours)
        let order = ClassAndGroupOrder(classes: classOrder, groups: groupOrder)
        let thresholds = scenario.thresholds
        plan = TallyPlan(scenario, timeline, order, thresholds: thresholds, confidence: confidence)
        model = CenterModel(
            classes: classOrder.map { ClassModel(scenario.classes[$0], at: $0, in: scenario, order) },
            groups: groupOrder.map { GroupModel(scenario.groups[$0], in: scenario, order) },
            timeline: timeline, lines: scenario.lines ?? .max, thresholds: thresholds,
            shortAbandonSeconds: scenario.shortAbandonWithin,
            routing: Routing(scenario),
            histogramsByInterval: plan.needsHistogramsByInterval || quantilesByInterval)
    }

    /// Puts the results' classes and groups in the order of the file.
    func putInFileOrder(_ results: inout RunResults) {
        results.classes = inFileOrder(results.classes, classOrder)
        results.groups = inFileOrder(results.groups, groupOrder)
        for interval in results.intervals.indices {
            results.intervals[interval].classes = inFileOrder(results.intervals[interval].classes, classOrder)
            results.intervals[interval].groups = inFileOrder(results.intervals[interval].groups, groupOrder)
        }
    }

    private func inFileOrder(_ scopes: [ScopeResults], _ order: [Int]) -> [ScopeResults] {
        guard scopes.count == order.count else { return scopes }
        return zip(order, scopes).sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// Where each class and group of a scenario stands in the model.
struct ClassAndGroupOrder {
    /// Position in the scenario by position in the model.
    let classes: [Int]
    let groups: [Int]
    /// Position in the model by position in the scenario.
    let modelClass: [Int]
    let modelGroup: [Int]

    init(classes: [Int], groups: [Int]) {
        self.classes = classes
        self.groups = groups
        modelClass = classes.indices.map { position in classes.firstIndex(of: position)! }
        modelGroup = groups.indices.map { position in groups.firstIndex(of: position)! }
    }
}

extension Scenario {
    /// Every threshold in seconds that waits are counted against: that of the first target that names one comes first,
    /// then those of `report_within`, then the other targets'. Twenty seconds where none is named.
    var thresholds: [Double] {
        var all = [targets.lazy.compactMap(\.within).first ?? reportWithin.first ?? 20]
        for seconds in reportWithin + targets.compactMap(\.within) where !all.contains(seconds) { all.append(seconds) }
        return all
    }
}

extension ClassModel {
    init(
        _ customers: CustomerClass, at position: Int, in scenario: Scenario, _ order: ClassAndGroupOrder
    ) {
        // A group to which the class overflows has the skill, and yet does not serve it at once.
        let serving = scenario.groups.indices.filter { group in
            scenario.groups[group].skills.contains { $0.customerClass == position }
                && !customers.overflow.contains { $0.to == group }
        }
        var preferred: [Int] = []
        if case .preference(let groups) = customers.idleAgent { preferred = groups.filter(serving.contains) }
        let others = order.groups.filter { serving.contains($0) && !preferred.contains($0) }
        self.init(
            stream: RandomStream.identifier(of: customers.stream),
            arrivals: ArrivalModel(customers.arrivals, scenario.hours, stream: customers.stream),
            handleTime: customers.handleTime.map { TimedDraw(from: $0.from, $0.distribution) },
            afterCall: customers.afterCall.map { TimedDraw(from: $0.from, $0.distribution) },
            patience: customers.patience.map { TimedDraw(from: $0.from, $0.distribution) },
            balking: customers.balking.map { ($0.waitingAtLeast, $0.share) },
            waitingPlaces: customers.waitingPlaces ?? .max,
            rank: customers.priority,
            groups: (preferred + others).map { order.modelGroup[$0] },
            idleRule: IdleRule(customers.idleAgent))
        addPolicies(of: customers, at: position, in: scenario, order)
    }
}

extension GroupModel {
    init(_ group: AgentGroup, in scenario: Scenario, _ order: ClassAndGroupOrder) {
        // A group's own list counts only where the policy goes by it.
        let skills =
            scenario.waiting == .groupPreference
            ? group.skills
            : group.skills.sorted {
                (scenario.classes[$0.customerClass].priority, order.modelClass[$0.customerClass])
                    < (scenario.classes[$1.customerClass].priority, order.modelClass[$1.customerClass])
            }
        var shrinkage = group.shrinkage
        if case .headcount(_, means: .present) = group.staffing { shrinkage = 0 }
        self.init(
            stream: RandomStream.identifier(of: group.name),
            classes: skills.map { order.modelClass[$0.customerClass] },
            speed: skills.map(\.speed),
            handleTime: skills.map(\.handleTime),
            staffing: StaffingModel(group.staffing, scenario.hours),
            shrinkage: shrinkage)
        addRules(of: group, order)
    }
}

extension StaffingModel {
    init(_ staffing: Staffing, _ hours: Hours) {
        switch staffing {
        case .unlimited: self = .unlimited
        case .headcount(let table, means: _):
            switch hours {
            case .steady: self = .headcount(table[0].map { Int($0) })
            case .calendar(let calendar):
                self = .headcount(calendar.openings.flatMap { table[$0.kind].map { Int($0) } })
            }
        case .shifts(let shifts):
            guard case .calendar(let calendar) = hours else {
                preconditionFailure("shifts need days; the reader refuses them in a steady centre")
            }
            self = .roster(Roster(shifts, calendar))
        }
    }
}

extension Roster {
    /// Each shift's agents are the same persons on every day that they work.
    init(_ shifts: [Shift], _ calendar: OpeningCalendar) {
        var moments: [RosterMoment] = []
        var firstAgent = 0
        for shift in shifts {
            for opening in calendar.openings where shift.weekdays.contains(opening.weekday) {
                let midnight = opening.midnight
                let day = opening.day - 1
                for agent in firstAgent..<(firstAgent + shift.agents) {
                    moments.append(
                        RosterMoment(time: midnight + shift.from, agent: agent, kind: .shiftStarts, day: day))
                    for pause in shift.breaks {
                        moments.append(
                            RosterMoment(
                                time: midnight + pause.at, agent: agent, kind: .breakIsDue,
                                breakSeconds: pause.length, day: day))
                    }
                    moments.append(RosterMoment(time: midnight + shift.to, agent: agent, kind: .shiftEnds, day: day))
                }
            }
            firstAgent += shift.agents
        }
        self.init(agents: firstAgent, moments: moments)
    }
}

extension IdleRule {
    init(_ rule: IdleAgentRule) {
        self =
            switch rule {
            case .longestIdle: .longestIdle
            case .leastOccupied: .leastOccupied
            case .preference: .preference
            case .random: .random
            }
    }
}
