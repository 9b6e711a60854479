import Engine

/// How single days fare against the targets: a day's own value, whether it meets the bound, and whether it meets all.
///
/// A day is a replication, or each day of a longer horizon; then what happens outside the intervals, after closing
/// time, belongs to no single day and is left out here.
struct DayTally: Sendable {
    /// Per target: days met over days judged.
    private(set) var met: [PairMoments]
    /// Per target: sum of the days' own values over days judged.
    private(set) var values: [PairMoments]
    private(set) var metAll = PairMoments()
    private(set) var counts: [DayCount]

    private var replication: [(met: Double, judged: Double, value: Double)]
    /// The latest replication: days that met every target, days judged.
    private(set) var all = (met: 0.0, judged: 0.0)

    init(targets: Int) {
        met = .init(repeating: PairMoments(), count: targets)
        values = met
        counts = .init(repeating: DayCount(met: 0, judged: 0), count: targets)
        replication = .init(repeating: (0, 0, 0), count: targets)
    }

    mutating func beginReplication() {
        replication = replication.map { _ in (0, 0, 0) }
        all = (0, 0)
    }

    /// Judges one day.
    /// - Parameter values: the day's own value for each target; nil where it has none, or is judged by interval.
    mutating func judge(_ values: [Double?], by targets: [TargetSpec]) {
        var isJudged = false
        var isMet = true
        for (index, target) in targets.enumerated() {
            guard let value = values[index] else { continue }
            let meets = target.isMet(by: value)
            replication[index].met += meets ? 1 : 0
            replication[index].judged += 1
            replication[index].value += value
            counts[index].met += meets ? 1 : 0
            counts[index].judged += 1
            isJudged = true
            isMet = isMet && meets
        }
        if isJudged {
            all.judged += 1
            all.met += isMet ? 1 : 0
        }
    }

    mutating func endReplication(isFirst: Bool) {
        for index in replication.indices {
            let day = replication[index]
            met[index].add(day.met, day.judged, isFirst: isFirst)
            values[index].add(day.value, day.judged, isFirst: isFirst)
        }
        metAll.add(all.met, all.judged, isFirst: isFirst)
    }
}

/// Where one day's numbers lie.
struct DayPlace {
    let row: Int
    let histogramRows: [Int]
    let counts: Counts
}

extension RunTally {
    /// Each target's measure on one day alone; nil when the day has no data for it, or the target is over intervals.
    func targetValues(at place: DayPlace) -> [Double?] {
        plan.targets.map { target in
            target.over == .eachInterval
                ? nil : value(of: target.measure, target.scope, threshold: plan.threshold(of: target), at: place)
        }
    }

    private func value(of measure: Measure, _ scope: Scope, threshold: Int?, at place: DayPlace) -> Double? {
        func ratio(_ pair: (x: Double, y: Double)) -> Double? { pair.y > 0 ? pair.x / pair.y : nil }
        func ofClass(_ index: Int) -> Double? {
            classProgram.cell(measure.name, threshold: threshold).flatMap { cell in
                rows.withClass(place.row, index) { ratio(classProgram.pair(cell, in: $0)) }
            }
        }
        func ofGroup(_ index: Int) -> Double? {
            groupProgram.cell(measure.name, threshold: nil).flatMap { cell in
                rows.withGroup(place.row, index) { ratio(groupProgram.pair(cell, in: $0)) }
            }
        }
        func classes(_ name: String) -> [Double] {
            guard let measure = Measure.named(name) else { return [] }
            return plan.classes.indices.compactMap {
                value(of: measure, .customerClass($0), threshold: threshold, at: place)
            }
        }
        guard let kind = kind(of: measure, in: scope) else { return nil }
        switch (kind, scope) {
        case (.quantile, .whole), (.mean, .whole):
            return kind.statistic.flatMap { statistic($0.statistic, $0.waits, Array(plan.classes.indices), at: place) }
        case (.quantile, .customerClass(let index)), (.mean, .customerClass(let index)):
            return kind.statistic.flatMap { statistic($0.statistic, $0.waits, [index], at: place) }
        case (.ratioBetweenClasses(let name), _): return Self.ratioBetween(classes(name))
        case (.gapBetweenClasses(let name), _): return Self.gapBetween(classes(name))
        case (.cost, _): return plan.prices.isEmpty ? nil : rows.cost(place.row)
        case (.daysMeetingTargets, _), (.agentOccupancy, _), (.calibrationError, _): return nil
        case (_, .customerClass(let index)): return ofClass(index)
        case (_, .group(let index)): return ofGroup(index)
        case (_, .whole):
            return measure.isForClasses ? ofClass(layout.classes) : ofGroup(layout.groups)
        }
    }

    private func statistic(
        _ statistic: WaitStatistic, _ whose: Measure.Waits, _ classes: [Int], at place: DayPlace
    ) -> Double? {
        guard (whose.ends + whose.censored).allSatisfy({ $0.rawValue < layout.kinds }) else { return nil }
        func bins(_ ends: [WaitHistogram.End]) -> [UInt64] {
            var bins = [UInt64](repeating: 0, count: WaitHistogram.bins)
            for row in place.histogramRows {
                for customerClass in classes {
                    for end in ends {
                        let start = layout.histogram(row: row, customerClass: customerClass, of: end)
                        for filled in place.counts.histograms[start..<(start + WaitHistogram.bins)] {
                            bins[filled.place - start] += filled.number
                        }
                    }
                }
            }
            return bins
        }
        return statistic.value(
            ended: bins(whose.ends), censored: whose.censored.isEmpty ? [] : bins(whose.censored),
            edges: Quantile.fineEdges)
    }

    /// The highest divided by the lowest; nil with fewer than two values or a lowest of zero.
    static func ratioBetween(_ values: [Double]) -> Double? {
        guard values.count > 1, let low = values.min(), let high = values.max(), low > 0 else { return nil }
        return high / low
    }

    /// The highest less the lowest; nil with fewer than two values.
    static func gapBetween(_ values: [Double]) -> Double? {
        guard values.count > 1, let low = values.min(), let high = values.max() else { return nil }
        return high - low
    }
}
