import Engine
import Measures
import Scenarios

extension TallyPlan {
    init(
        _ scenario: Scenario, _ timeline: Timeline, _ order: ClassAndGroupOrder, thresholds: [Double],
        confidence: Double
    ) {
        self.init(
            classes: order.classes.map {
                ClassPlan(
                    name: scenario.classes[$0].name, isLoyal: scenario.classes[$0].loyal,
                    hasMenu: scenario.classes[$0].menu != nil, value: scenario.classes[$0].value)
            },
            groups: order.groups.map {
                GroupPlan(
                    name: scenario.groups[$0].name, isUnlimited: scenario.groups[$0].staffing == .unlimited,
                    answersContacts: scenario.answersContacts(group: $0),
                    agents: scenario.groups[$0].staffing.namedAgents)
            },
            intervals: timeline.rows.map { row in
                let midnight = Double(row.day) * secondsPerDay
                return IntervalPlan(
                    day: row.day + 1, start: clockTime(row.start - midnight), startSeconds: row.start - midnight,
                    endSeconds: row.end - midnight)
            },
            thresholds: thresholds, confidence: confidence,
            prices: Prices(
                agentHour: scenario.costs.agentHour,
                agentHourOfGroup: scenario.costs.agentHourOfGroup.isEmpty
                    ? [] : order.groups.map { scenario.costs.agentHourOfGroup[$0] },
                overtimeHour: scenario.costs.overtimeHour,
                lostContact: scenario.costs.lostContact, waitingMinute: scenario.costs.waitingMinute,
                brokenPromise: scenario.costs.brokenPromise),
            observationKind: scenario.hours.observation,
            targets: scenario.targets.map { TargetSpec($0, in: scenario, order, firstThreshold: thresholds[0]) },
            features: scenario.features)
        quotesAreApproximate = scenario.quotesAreApproximate
    }
}

extension Staffing {
    /// Agents on shifts; 0 where agents are only a number.
    var namedAgents: Int {
        if case .shifts(let shifts) = self { return shifts.reduce(0) { $0 + $1.agents } }
        return 0
    }
}

extension Scenario {
    /// What it uses beyond the plain way of a contact.
    var features: Set<Feature> {
        var features: Set<Feature> = []
        for customers in classes {
            if customers.menu != nil { features.insert(.menu) }
            if customers.quotes?.isAnnounced == true { features.insert(.quotes) }
            if customers.callbacks != nil { features.insert(.callbacks) }
            if customers.followUp != nil { features.insert(.followUps) }
            if customers.redials != nil || customers.unresolved > 0 { features.insert(.returns) }
            if !customers.transfers.isEmpty { features.insert(.transfers) }
        }
        if Set(classes.map(\.value)).count > 1 { features.insert(.values) }
        if groups.contains(where: { $0.staffing.namedAgents > 0 }) { features.insert(.shifts) }
        return features
    }

    /// Whether what somebody would have waited who heard a quote and left may be off. It is exact where nobody who comes
    /// later can be served before, so that nothing ahead of that place hangs on who stands in it: all whom the same
    /// agents serve form one line, first come first served, and no promise is worked off before callers.
    var quotesAreApproximate: Bool {
        let passes = classes.contains { customers in
            customers.callbacks != nil || !customers.overflow.isEmpty || !customers.transfers.isEmpty
                || customers.followUp.map { $0.serve != .inboundFirst } ?? false
        }
        if passes || groups.contains(where: { !$0.reserves.isEmpty }) {
            return classes.contains { $0.quotes != nil }
        }
        func served(by group: AgentGroup) -> Set<Int> { Set(group.skills.map(\.customerClass)) }
        return classes.indices.filter { classes[$0].quotes != nil }.contains { position in
            let lines = Set(groups.map(served).filter { $0.contains(position) })
            let isAlone = lines == [[position]]
            return !isAlone && (lines.count > 1 || waiting != .firstComeFirstServed)
        }
    }
}

extension Hours {
    /// What one independent observation is.
    var observation: ObservationKind {
        switch self {
        case .steady: .batch
        case .calendar(let calendar): calendar.openings.count == 1 ? .day : .horizon
        }
    }
}

extension TargetSpec {
    init(_ target: Target, in scenario: Scenario, _ order: ClassAndGroupOrder, firstThreshold: Double) {
        guard let measure = Measure.named(target.measure) else {
            preconditionFailure("the reader knows the measures that a target may name")
        }
        var scope = Scope.whole
        if let name = target.scope {
            if let position = scenario.classes.firstIndex(where: { $0.name == name }) {
                scope = .customerClass(order.modelClass[position])
            } else if let position = scenario.groups.firstIndex(where: { $0.name == name }) {
                scope = .group(order.modelGroup[position])
            }
        }
        let period: Period =
            switch target.over {
            case .run: .run
            case .eachInterval: .eachInterval
            case .day: .day
            }
        self.init(
            measure: measure, within: measure.hasThreshold ? target.within ?? firstThreshold : nil, scope: scope,
            bound: target.bound == .atLeast ? .atLeast : .atMost, value: target.value, over: period,
            shareOfDays: target.shareOfDays)
    }
}

extension MeasureWord {
    /// The measures that a scenario may name in its targets.
    public static let all = Measure.all.map(MeasureWord.init)

    init(_ measure: Measure) {
        let unit: Unit =
            switch measure.unit {
            case .share: .share
            case .seconds: .seconds
            case .count: .count
            case .ratio: .ratio
            case .hours: .hours
            case .money: .money
            }
        self.init(
            name: measure.name, unit: unit, hasThreshold: measure.hasThreshold, forGroups: measure.isForGroups)
    }
}
