import Engine

extension RunTally {
    /// Where a measure of sums has its numerator and denominator from.
    enum Source: Sendable, Equatable {
        case ofClass(Int, cell: Int)
        case ofGroup(Int, cell: Int)
        case cost
        case days
        case agents(Int)
    }

    /// - Parameters:
    ///   - threshold: position in the plan's thresholds, for a measure that has one.
    ///   - perInterval: whether single planning intervals are meant, which keep fewer cells.
    /// - Returns: nil where the measure is none of sums, or says nothing in this scope.
    func source(of measure: Measure, threshold: Int?, scope: Scope, perInterval: Bool = false) -> Source? {
        guard let kind = kind(of: measure, in: scope) else { return nil }
        switch kind {
        case .cost: return plan.prices.isEmpty ? nil : .cost
        case .daysMeetingTargets: return plan.observationKind == .batch ? nil : .days
        case .quantile, .mean, .ratioBetweenClasses, .gapBetweenClasses, .calibrationError: return nil
        case .agentOccupancy(let place):
            let group: Int? = if case .group(let index) = scope { index } else { nil }
            guard plan.observationKind != .batch else { return nil }
            return agentOccupancies.index(at: place, group: group).map(Source.agents)
        case .total, .ratio, .classMaximum, .groupMaximum: break
        }
        func ofClass(_ index: Int) -> Source? {
            (perInterval ? classIntervalProgram : classProgram).cell(measure.name, threshold: threshold)
                .map { .ofClass(index, cell: $0) }
        }
        func ofGroup(_ index: Int) -> Source? {
            groupProgram.cell(measure.name, threshold: nil).map { .ofGroup(index, cell: $0) }
        }
        return switch scope {
        case .customerClass(let index): ofClass(index)
        case .group(let index): ofGroup(index)
        case .whole: measure.isForClasses ? ofClass(layout.classes) : ofGroup(layout.groups)
        }
    }

    func moments(_ source: Source) -> PairMoments {
        switch source {
        case .ofClass(let index, let cell): classMoments[index * classProgram.cells + cell]
        case .ofGroup(let index, let cell): groupMoments[index * groupProgram.cells + cell]
        case .cost: costMoments
        case .days: days.metAll
        case .agents(let index): agentOccupancies.moments(index)
        }
    }

    /// The same of one planning interval; nil for what is of whole days.
    func moments(_ source: Source, interval: Int) -> PairMoments? {
        switch source {
        case .ofClass(let index, let cell): classIntervals.moments(row: interval, scope: index, cell: cell)
        case .ofGroup(let index, let cell): groupIntervals.moments(row: interval, scope: index, cell: cell)
        case .cost: costIntervalMoments[interval]
        case .days, .agents: nil
        }
    }

    /// Numerator and denominator of the replication added last, in one of its rows: `rows.total`, or a batch's.
    func observation(_ source: Source, row: Int) -> (x: Double, y: Double) {
        switch source {
        case .ofClass(let index, let cell): rows.withClass(row, index) { classProgram.pair(cell, in: $0) }
        case .ofGroup(let index, let cell): rows.withGroup(row, index) { groupProgram.pair(cell, in: $0) }
        case .cost: (rows.cost(row), 1)
        case .days: (days.all.met, days.all.judged)
        case .agents(let index): agentOccupancies.latest[index]
        }
    }

    /// Numerator and denominator of a replication that need not be added up with the others, where that takes less.
    mutating func observation(_ source: Source, of counts: Counts) -> (x: Double, y: Double) {
        switch source {
        case .ofClass, .ofGroup, .cost: rows.fill(counts)
        case .days, .agents: add(counts)
        }
        return observation(source, row: rows.total)
    }

    /// A number of a measure in one scope is per replication, also where observations are batches.
    func scale(of measure: Measure, in scope: Scope) -> Double {
        switch kind(of: measure, in: scope) {
        case .total, .cost: perReplication
        default: 1
        }
    }
}
