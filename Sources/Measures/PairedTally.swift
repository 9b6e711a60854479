import Engine

/// What several plans' replications on the same customers come to: each plan by itself, as a run would tell it, and its
/// paired difference to the first plan.
///
/// Only sums and histograms are kept, so memory does not grow with the number of replications.
public struct PairedTally: Sendable {
    /// One for each plan, in order; the first is the baseline.
    public private(set) var tallies: [RunTally]
    /// Observations met by every plan.
    public private(set) var observations = 0
    /// Names of measures that mean something else in a plan than in the baseline, by plan.
    let incomparable: [Set<String>]

    let rows: [Row]
    /// `row → plan`; those of the baseline stay empty.
    private var products: [PairedMoments]
    /// Replications in which anything differed from the baseline's, by plan.
    private(set) var differing: [Int]

    /// One measure in one place, and where each plan has it.
    struct Row: Sendable {
        var measure: Measure
        var within: Double?
        var place: Place
        /// By plan; nil where it has no such class, group, threshold or measure.
        var positions: [Position?]
    }

    /// A class or group goes by its name: its position may differ from plan to plan.
    enum Place: Sendable, Equatable {
        case whole
        case customerClass(String)
        case group(String)
    }

    struct Position: Sendable {
        var scope: Scope
        var threshold: Int?
        /// Nil for a measure that is found from histograms.
        var source: RunTally.Source?
    }

    /// - Parameters:
    ///   - plans: all of them with days, or all steady.
    ///   - incomparable: names of measures that are not to be compared with the baseline's, by plan.
    public init(_ plans: [(plan: TallyPlan, layout: CountsLayout)], incomparable: [Set<String>] = []) {
        let steady = plans.count { $0.plan.observationKind == .batch }
        precondition(
            plans.count > 1 && (steady == 0 || steady == plans.count),
            "a comparison needs two plans, both with days or both without")
        tallies = plans.map { RunTally(plan: $0.plan, layout: $0.layout) }
        self.incomparable = incomparable.isEmpty ? [Set<String>](repeating: [], count: plans.count) : incomparable
        rows = Self.rows(tallies)
        products = [PairedMoments](repeating: PairedMoments(), count: rows.count * plans.count)
        differing = [Int](repeating: 0, count: plans.count)
    }

    /// Adds one replication of each plan, the same replication of all; call in order of replication.
    public mutating func add(_ counts: [Counts]) {
        precondition(counts.count == tallies.count)
        for plan in tallies.indices {
            tallies[plan].add(counts[plan])
            if counts[plan].values != counts[0].values { differing[plan] += 1 }
        }
        if tallies[0].plan.observationKind == .batch {
            for row in 0..<counts[0].layout.intervals where counts.allSatisfy({ $0[lengthOfRow: row] > 0 }) {
                addObservation(tallies.map { _ in row })
            }
        } else {
            addObservation(tallies.map(\.rows.total))
        }
    }

    private mutating func addObservation(_ at: [Int]) {
        for (number, row) in rows.enumerated() {
            guard let base = row.positions[0]?.source else { continue }
            let first = tallies[0].observation(base, row: at[0])
            for plan in 1..<tallies.count {
                guard let source = row.positions[plan]?.source else { continue }
                products[number * tallies.count + plan].add(
                    first, tallies[plan].observation(source, row: at[plan]), isFirst: observations == 0)
            }
        }
        observations += 1
    }

    // MARK: One measure by itself

    /// Where a measure of sums stands, for the whole centre and at the first threshold of the baseline; nil when it is
    /// found from histograms, or when not all plans have it and mean the same by it.
    public func row(of measure: Measure) -> Int? {
        rows.firstIndex { row in
            row.measure == measure && row.place == .whole && row.positions.allSatisfy { $0?.source != nil }
        }.flatMap { found in incomparable.contains { $0.contains(measure.name) } ? nil : found }
    }

    public func within(_ row: Int) -> Double? { rows[row].within }

    /// Numerator and denominator of the replication added last, by plan.
    public func latest(_ row: Int) -> [(x: Double, y: Double)] {
        tallies.indices.map { plan in
            guard let source = rows[row].positions[plan]?.source else { return (0, 0) }
            return tallies[plan].observation(source, row: tallies[plan].rows.total)
        }
    }

    /// Numerator and denominator of a replication that comes after all those of the comparison: it is not added to it.
    public mutating func observation(_ row: Int, plan: Int, of counts: Counts) -> (x: Double, y: Double) {
        guard let source = rows[row].positions[plan]?.source else { return (0, 0) }
        return tallies[plan].observation(source, of: counts)
    }

    /// Every measure that one of the plans reports, in every place that one of them has.
    private static func rows(_ tallies: [RunTally]) -> [Row] {
        let reported = tallies.map { Set($0.plan.reported) }
        func names(_ list: (TallyPlan) -> [String]) -> [String] {
            tallies.reduce(into: []) { names, tally in
                names += list(tally.plan).filter { !names.contains($0) }
            }
        }
        let places: [Place] =
            [.whole] + names { $0.classes.map(\.name) }.map { .customerClass($0) }
            + names { $0.groups.map(\.name) }.map { .group($0) }
        let measures = Measure.all.filter { measure in reported.contains { $0.contains(measure) } }
        return places.flatMap { place in
            measures.compactMap { measure -> Row? in
                switch place {
                case .whole: break
                case .customerClass: if !measure.isForClasses { return nil }
                case .group: if !measure.isForGroups { return nil }
                }
                let having = tallies.indices.filter { reported[$0].contains(measure) }
                let within = measure.hasThreshold ? having.first.map { tallies[$0].plan.thresholds[0] } : nil
                let positions = tallies.indices.map { plan in
                    having.contains(plan) ? position(of: measure, within, place, in: tallies[plan]) : nil
                }
                return Row(measure: measure, within: within, place: place, positions: positions)
            }
        }
    }

    private static func position(
        of measure: Measure, _ within: Double?, _ place: Place, in tally: RunTally
    ) -> Position? {
        var threshold: Int?
        if let within {
            guard let index = tally.plan.thresholds.firstIndex(of: within) else { return nil }
            threshold = index
        }
        let scope: Scope
        switch place {
        case .whole: scope = .whole
        case .customerClass(let name):
            guard let index = tally.plan.classes.firstIndex(where: { $0.name == name }) else { return nil }
            scope = .customerClass(index)
        case .group(let name):
            guard let index = tally.plan.groups.firstIndex(where: { $0.name == name }) else { return nil }
            scope = .group(index)
        }
        return Position(
            scope: scope, threshold: threshold,
            source: tally.source(of: measure, threshold: threshold, scope: scope))
    }

    // MARK: What was found

    /// Confidence of each single interval, so that all those of one measure hold together with the confidence asked
    /// for, however the plans depend on one another (Bonferroni's inequality; Dunn, 1961).
    public var confidenceOfEach: Double {
        1 - (1 - tallies[0].plan.confidence) / Double(tallies.count - 1)
    }

    /// A plan's own value with its own interval, as `run` gives it.
    func estimate(_ row: Int, plan: Int) -> Estimate? {
        guard let position = rows[row].positions[plan] else { return nil }
        let tally = tallies[plan]
        var pools: [Measure.Waits: PooledWaits] = [:]
        return tally.estimate(
            rows[row].measure, threshold: position.threshold, scope: position.scope, student: tally.student, &pools)
    }

    /// The difference of a plan to the baseline; nil where one of them has no data, or the two mean different things.
    func difference(_ row: Int, plan: Int) -> PairedDifference? {
        let measure = rows[row].measure
        guard plan > 0, !incomparable[plan].contains(measure.name), let a = rows[row].positions[0],
            let b = rows[row].positions[plan], tallies.allSatisfy({ $0.observations == observations })
        else { return nil }
        let (one, other) = (tallies[0], tallies[plan])
        if let source = a.source, let otherSource = b.source {
            return PairedDifference(
                from: one.moments(source), to: other.moments(otherSource),
                products[row * tallies.count + plan], observations: observations
            )?.scaled(by: one.scale(of: measure, in: a.scope))
        }
        guard let kind = one.kind(of: measure, in: a.scope), let otherKind = other.kind(of: measure, in: b.scope)
        else { return nil }
        if let found = one.sectionedQuantile(kind, a.scope, confidence: confidenceOfEach),
            let otherFound = other.sectionedQuantile(otherKind, b.scope, confidence: confidenceOfEach)
        {
            return PairedDifference(
                from: found, to: otherFound, confidence: confidenceOfEach, differing: differing[plan])
        }
        guard let found = one.jackknifed(kind, a.threshold, a.scope),
            let otherFound = other.jackknifed(otherKind, b.threshold, b.scope)
        else { return nil }
        return PairedDifference(from: found, to: otherFound, sizes: one.waits.sizes)
    }

    /// Observations in which a plan differed from the baseline, where those were few (`PairedDifference.isSeldom`); nil
    /// elsewhere.
    func seldomDiffering(_ row: Int, plan: Int) -> Int? {
        let isOfSums = rows[row].positions[0]?.source != nil
        let found = isOfSums ? products[row * tallies.count + plan].differing : differing[plan]
        let all = isOfSums ? observations : tallies[0].replications
        return PairedDifference.isSeldom(differing: found, of: all) ? found : nil
    }

    /// Independent values behind a measure's interval: observations, or sections of them.
    func degrees(_ row: Int) -> Int {
        rows[row].positions[0]?.source == nil ? tallies[0].waits.sizes.count { $0 > 0 } : observations
    }
}
