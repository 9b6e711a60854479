extension RunTally {
    /// How precise the number of a goal is by now, without working out any other: cheap enough to be asked often.
    /// `reached` is left to those who know the rule of stopping.
    public func outcome(of goal: PrecisionGoal) -> PrecisionOutcome {
        switch goal.subject {
        case .measure(let measure, let within, let name):
            return PrecisionOutcome(
                measure: measure, within: measure.hasThreshold ? within ?? plan.thresholds.first : nil, scope: name,
                wanted: goal.wanted,
                estimate: scope(named: name).map { estimate(measure, within: within, scope: $0) } ?? .noData)
        case .target(let index):
            precondition(plan.targets[index].over != .eachInterval, "a target over each interval has many numbers")
            let found = targetResult(index, student)
            return PrecisionOutcome(
                measure: found.measure, within: found.within, scope: found.scope, over: found.over,
                shareOfDays: found.shareOfDays, wanted: goal.wanted, estimate: found.estimate)
        }
    }

    /// The whole centre when nil; nil when there is no class or group of this name.
    private func scope(named name: String?) -> Scope? {
        guard let name else { return .whole }
        if let index = plan.classes.firstIndex(where: { $0.name == name }) { return .customerClass(index) }
        return plan.groups.firstIndex { $0.name == name }.map { .group($0) }
    }
}
