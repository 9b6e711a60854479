extension RunTally {
    /// Every target's outcome so far; one over each interval has an outcome for each interval.
    public func targets() -> [TargetResult] { targetResults(student) }

    func targetResults(_ student: ConfidenceInterval) -> [TargetResult] {
        plan.targets.enumerated().flatMap { index, target -> [TargetResult] in
            target.over == .eachInterval ? overIntervals(target, student) : [targetResult(index, student)]
        }
    }

    /// The one outcome of a target that is not over each interval.
    func targetResult(_ index: Int, _ student: ConfidenceInterval) -> TargetResult {
        let target = plan.targets[index]
        return target.over == .day ? overDays(target, index, student) : overRun(target, index, student)
    }

    private func overRun(_ target: TargetSpec, _ index: Int, _ student: ConfidenceInterval) -> TargetResult {
        var pools: [Measure.Waits: PooledWaits] = [:]
        let found = estimate(
            target.measure, threshold: plan.threshold(of: target), scope: target.scope, student: student, &pools)
        return result(target, found, bound: target.bound, value: target.value, days: dayCount(index))
    }

    private func overDays(_ target: TargetSpec, _ index: Int, _ student: ConfidenceInterval) -> TargetResult {
        guard plan.observationKind != .batch, replications > 0 else {
            return result(target, .noData, bound: target.bound, value: target.value)
        }
        guard let share = target.shareOfDays else {
            let found = student.ratio(
                days.values[index], limits: target.measure.limits == .nonnegative ? .nonnegative : .shareOfTime)
            return result(target, found, bound: target.bound, value: target.value, days: dayCount(index))
        }
        let found = student.shareOfDays(days.met[index])
        return result(target, found, bound: .atLeast, value: share, days: dayCount(index))
    }

    private func overIntervals(_ target: TargetSpec, _ student: ConfidenceInterval) -> [TargetResult] {
        guard plan.observationKind != .batch else {
            return [result(target, .noData, bound: target.bound, value: target.value)]
        }
        let sought = intervalMeasure(target.measure, threshold: plan.threshold(of: target), scope: target.scope)
        return plan.intervals.enumerated().map { row, interval in
            var pools: [Measure.Waits: PooledWaits] = [:]
            let found = estimate(sought, interval: row, student: student, &pools)
            return result(
                target, found, bound: target.bound, value: target.value, interval: (interval.day, interval.start))
        }
    }

    private func dayCount(_ index: Int) -> DayCount? {
        plan.observationKind == .batch || days.counts[index].judged == 0 ? nil : days.counts[index]
    }

    private func result(
        _ target: TargetSpec, _ found: Estimate, bound: TargetSpec.Bound, value: Double,
        interval: (day: Int, start: String)? = nil, days: DayCount? = nil
    ) -> TargetResult {
        let scope: String? =
            switch target.scope {
            case .whole: nil
            case .customerClass(let index): plan.classes[index].name
            case .group(let index): plan.groups[index].name
            }
        let verdict = Verdict.of(
            found, bound, value, isCount: target.measure.unit == .count && target.measure.isPerReplication)
        return TargetResult(
            measure: target.measure, within: plan.threshold(of: target).map { plan.thresholds[$0] }, scope: scope,
            atLeast: target.bound == .atLeast ? target.value : nil,
            atMost: target.bound == .atMost ? target.value : nil, over: target.over.rawValue,
            shareOfDays: target.shareOfDays, interval: interval, estimate: found, verdict: verdict,
            replicationsToDecide: verdict == .undecided ? replicationsToDecide(found, value) : nil,
            replicationsForInterval: found.value != nil && found.low == nil
                ? replicationsForInterval(target, isOverIntervals: interval != nil) : nil, days: days)
    }

    /// Replications with as many days as an interval of the target's measure needs; nil where there are as many.
    private func replicationsForInterval(_ target: TargetSpec, isOverIntervals: Bool) -> Int? {
        let measure = target.measure
        let least = isOverIntervals ? measure.leastReplicationsPerInterval : measure.leastReplications
        guard target.over != .day, let daysSeen, replications > 0, daysSeen < least else { return nil }
        let days = daysSeen / replications
        return (least + days - 1) / days
    }

    /// For a steady run, whole runs of the present length.
    private func replicationsToDecide(_ found: Estimate, _ bound: Double) -> Int? {
        guard
            let needed = Verdict.observationsToDecide(found, bound, observations: observations)
        else { return nil }
        guard plan.observationKind == .batch else { return needed }
        let batches = Double(observations) / Double(replications)
        return max(replications + 1, Int((Double(needed) / batches).rounded(.up)))
    }
}
