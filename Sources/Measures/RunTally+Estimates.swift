import CGSL
import Engine

extension RunTally {
    /// A measure's kind in a scope; nil where it says nothing there, or nothing that a group without limit has.
    func kind(of measure: Measure, in scope: Scope) -> Measure.Kind? {
        switch scope {
        case .whole:
            let rostered = plan.groups.contains { !$0.isUnlimited }
            return measure.whole.needsRoster && !rostered ? nil : measure.whole
        case .customerClass: return measure.byClass
        case .group(let index):
            guard let kind = measure.byGroup else { return nil }
            return kind.needsRoster && plan.groups[index].isUnlimited ? nil : kind
        }
    }

    /// What the replications so far say about a measure.
    ///
    /// Counts, hours and money are per replication; for a steady run that is the whole measured time, not one batch.
    ///
    /// - Parameters:
    ///   - within: the threshold in seconds, one of the plan's; the first when nil.
    ///   - scope: `.whole` unless a class or group is meant.
    ///   - interval: position of a planning interval; the whole replication when nil.
    /// - Returns: no data where the measure is not defined, or 0/0.
    public func estimate(
        _ measure: Measure, within: Double? = nil, scope: Scope = .whole, interval: Int? = nil
    ) -> Estimate {
        guard let threshold = thresholdIndex(measure, within) else { return .noData }
        var pools: [Measure.Waits: PooledWaits] = [:]
        guard let interval else {
            return estimate(measure, threshold: threshold, scope: scope, student: student, &pools)
        }
        return estimate(
            intervalMeasure(measure, threshold: threshold, scope: scope), interval: interval, student: student, &pools)
    }

    var student: ConfidenceInterval {
        ConfidenceInterval(confidence: plan.confidence, observations: observations)
    }

    /// Position of a threshold; an inner nil for a measure without one, an outer nil when there is no such threshold.
    private func thresholdIndex(_ measure: Measure, _ within: Double?) -> Int?? {
        guard measure.hasThreshold else { return .some(nil) }
        guard let within else { return plan.thresholds.isEmpty ? nil : .some(0) }
        return plan.thresholds.firstIndex(of: within).map { .some($0) }
    }

    /// What the values of a steady run's batch are multiplied by, to stand for a replication.
    var perReplication: Double {
        plan.observationKind == .batch && replications > 0 ? Double(observations) / Double(replications) : 1
    }

    /// - Parameter pools: the waits of this scope, as far as other measures have needed them.
    func estimate(
        _ measure: Measure, threshold: Int?, scope: Scope, student: ConfidenceInterval,
        _ pools: inout [Measure.Waits: PooledWaits]
    ) -> Estimate {
        believed(
            told(measure, threshold: threshold, scope: scope, student: student, &pools),
            least: measure.leastReplications)
    }

    private func told(
        _ measure: Measure, threshold: Int?, scope: Scope, student: ConfidenceInterval,
        _ pools: inout [Measure.Waits: PooledWaits]
    ) -> Estimate {
        guard observations > 0, let kind = kind(of: measure, in: scope) else { return .noData }
        let isTotal = kind.isTotal
        let scale = isTotal ? perReplication : 1
        if case .quantile(let share, let whose) = kind {
            return waits.quantile(share, whose, in: places(scope), confidence: plan.confidence, &pools)?
                .estimate(confidence: plan.confidence) ?? .noData
        }
        switch kind {
        case .classMaximum(.followUpAgeSeconds) where plan.observationKind == .batch: return .noData
        case .total, .ratio, .classMaximum, .groupMaximum:
            guard let source = source(of: measure, threshold: threshold, scope: scope) else { return .noData }
            return student.ratio(moments(source), limits: measure.limits, scale: scale, thing: measure.thing(in: kind))
        case .agentOccupancy(let place):
            let group: Int? = if case .group(let index) = scope { index } else { nil }
            guard let index = agentOccupancies.index(at: place, group: group) else { return .noData }
            return student.ratio(agentOccupancies.moments(index), limits: measure.limits)
        case .calibrationError:
            let customerClass: Int? = if case .customerClass(let index) = scope { index } else { nil }
            return calibration.error(customerClass: customerClass, confidence: plan.confidence)
        case .quantile, .mean, .ratioBetweenClasses, .gapBetweenClasses:
            guard let found = jackknifed(kind, threshold, scope) else { return .noData }
            return jackknife(found.value, found.leavingOut, measure.limits)
        case .daysMeetingTargets:
            return plan.observationKind == .batch ? .noData : student.shareOfDays(days.metAll)
        case .cost:
            guard !plan.prices.isEmpty else { return .noData }
            return student.ratio(costMoments, limits: measure.limits, scale: perReplication)
        }
    }

    /// A measure in one scope, looked up once for all planning intervals.
    struct IntervalMeasure {
        let measure: Measure
        let scope: Scope
        let kind: Measure.Kind
        /// Nil where it is none of sums.
        let source: Source?
        /// As in `ConfidenceInterval.ratio`.
        let thing: Double?
    }

    /// - Returns: nil where the measure says nothing of single intervals in this scope.
    func intervalMeasure(_ measure: Measure, threshold: Int?, scope: Scope) -> IntervalMeasure? {
        guard measure.perInterval, plan.keepsIntervals, let kind = kind(of: measure, in: scope) else { return nil }
        return IntervalMeasure(
            measure: measure, scope: scope, kind: kind,
            source: source(of: measure, threshold: threshold, scope: scope, perInterval: true),
            thing: measure.thing(in: kind))
    }

    /// A measure in one planning interval, by position.
    /// - Parameter pools: the waits of this scope in this interval, as far as other measures have needed them.
    func estimate(
        _ sought: IntervalMeasure?, interval: Int, student: ConfidenceInterval,
        _ pools: inout [Measure.Waits: PooledWaits]
    ) -> Estimate {
        guard let sought, observations > 0 else { return .noData }
        return believed(
            told(sought, interval: interval, student: student, &pools),
            least: sought.measure.leastReplicationsPerInterval)
    }

    private func told(
        _ sought: IntervalMeasure, interval: Int, student: ConfidenceInterval,
        _ pools: inout [Measure.Waits: PooledWaits]
    ) -> Estimate {
        if let source = sought.source {
            guard let moments = moments(source, interval: interval) else { return .noData }
            return student.ratio(moments, limits: sought.measure.limits, thing: sought.thing)
        }
        guard let intervalWaits, let found = sought.kind.statistic else { return .noData }
        let places = places(sought.scope).map { interval * layout.classes + $0 }
        if case .quantile(let share) = found.statistic {
            return intervalWaits.quantile(share, found.waits, in: places, confidence: plan.confidence, &pools)?
                .estimate(confidence: plan.confidence) ?? .noData
        }
        guard let value = intervalWaits.value(of: found.statistic, found.waits, in: places) else { return .noData }
        return Jackknife.estimate(
            value.value, leavingOut: value.leavingOut, sizes: intervalWaits.sizes, confidence: plan.confidence,
            limits: sought.measure.limits)
    }

    /// Mean number of agents on the roster in an interval; nil where a group is without limit.
    func agents(interval: Int) -> Double? {
        let answering = plan.groups.indices.filter { plan.groups[$0].answersContacts }
        guard replications > 0, !answering.isEmpty, !answering.contains(where: { plan.groups[$0].isUnlimited }),
            let cell = groupProgram.cell(Self.rosterCell, threshold: nil)
        else { return nil }
        let counted = answering.count == plan.groups.count ? [layout.groups] : answering
        let seconds = counted.reduce(0) { sum, scope in
            let moments = groupIntervals.moments(row: interval, scope: scope, cell: cell)
            return sum + moments.originX + moments.x / Double(replications)
        }
        let length = plan.intervals[interval].endSeconds - plan.intervals[interval].startSeconds
        return length > 0 ? seconds / length : nil
    }

    private func places(_ scope: Scope) -> [Int] {
        if case .customerClass(let index) = scope { return [index] }
        return Array(plan.classes.indices)
    }

    /// A quantile of waits with what its interval is made of; nil for a measure that is none, or without data.
    func sectionedQuantile(_ kind: Measure.Kind, _ scope: Scope, confidence: Double) -> SectionedQuantile? {
        guard case .quantile(let share, let whose) = kind else { return nil }
        return waits.quantile(share, whose, in: places(scope), confidence: confidence)
    }

    private func jackknife(_ value: Double, _ leavingOut: [Double?], _ limits: Measure.Limits) -> Estimate {
        Jackknife.estimate(
            value, leavingOut: leavingOut, sizes: waits.sizes, confidence: plan.confidence, limits: limits)
    }

    /// A measure that is no ratio of sums, and what it is with each section left out; nil where there is no data for it.
    func jackknifed(_ kind: Measure.Kind, _ threshold: Int?, _ scope: Scope) -> JackknifedValue? {
        switch kind {
        case .quantile, .mean:
            kind.statistic.flatMap { waits.value(of: $0.statistic, $0.waits, in: places(scope)) }
        case .ratioBetweenClasses(let name):
            Measure.named(name).flatMap { between($0, threshold, Self.ratioBetween) }
        case .gapBetweenClasses(let name):
            Measure.named(name).flatMap { between($0, threshold, Self.gapBetween) }
        case .total, .ratio, .classMaximum, .groupMaximum, .agentOccupancy, .calibrationError, .daysMeetingTargets,
            .cost:
            nil
        }
    }

    /// A comparison of the classes' own values of a measure, with each section left out in turn.
    private func between(
        _ measure: Measure, _ threshold: Int?, _ compare: ([Double]) -> Double?
    ) -> JackknifedValue? {
        var values: [Double] = []
        var without = [[Double]](repeating: [], count: Self.sections)
        for customerClass in plan.classes.indices {
            guard let found = sectioned(measure, threshold, customerClass) else { continue }
            values.append(found.value)
            for section in without.indices {
                if let value = found.leavingOut[section] { without[section].append(value) }
            }
        }
        guard let value = compare(values) else { return nil }
        return JackknifedValue(
            value: value, leavingOut: without.map { $0.count == values.count ? compare($0) : nil })
    }

    /// A class's value of a measure, and what it is with each section left out.
    private func sectioned(_ measure: Measure, _ threshold: Int?, _ customerClass: Int) -> JackknifedValue? {
        if let found = measure.byClass?.statistic {
            return waits.value(of: found.statistic, found.waits, in: [customerClass])
        }
        guard let cell = classProgram.cell(measure.name, threshold: threshold) else { return nil }
        let size = rows.classBase.size
        let parts = (0..<Self.sections).map { section in
            sectionSums.withUnsafeBufferPointer {
                classProgram.pair(
                    cell, in: $0.baseAddress! + (section * layout.classes + customerClass) * size)
            }
        }
        let x = parts.reduce(0) { $0 + $1.x }
        let y = parts.reduce(0) { $0 + $1.y }
        guard y > 0 else { return nil }
        return JackknifedValue(
            value: x / y, leavingOut: parts.map { y - $0.y > 0 ? (x - $0.x) / (y - $0.y) : nil })
    }
}
