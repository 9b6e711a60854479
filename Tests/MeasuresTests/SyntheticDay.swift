import Engine
import Foundation

@testable import Measures

/// A small generator for tests (SplitMix64; Steele, Lea and Flood, 2014), so that they need no other module.
struct TestStream: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Between 0 and 1, both excluded.
    mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

    /// Sum of 12 uniforms less 6: close enough to normal to shake counts, and with mean 0 and variance 1 exactly.
    mutating func nearNormal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}

/// Days that add up, with known distributions, as an engine could have counted them.
struct SyntheticDay {
    var plan: TallyPlan
    var layout: CountsLayout

    init(
        classes: [ClassPlan] = [ClassPlan(name: "retail"), ClassPlan(name: "private", isLoyal: true)],
        groups: [GroupPlan] = [GroupPlan(name: "generalists"), GroupPlan(name: "seniors")],
        intervals: Int = 4, days: Int = 1, thresholds: [Double] = [20, 60], kind: ObservationKind = .day,
        targets: [TargetSpec] = [], prices: Prices = Prices(), histogramsByInterval: Bool = false,
        features: Set<Feature> = []
    ) {
        let perDay = intervals / days
        plan = TallyPlan(
            classes: classes, groups: groups,
            intervals: (0..<intervals).map { index in
                let hour = 8 + index % perDay
                return IntervalPlan(
                    day: index / perDay + 1, start: hour < 10 ? "0\(hour):00" : "\(hour):00",
                    startSeconds: Double(hour) * 3600, endSeconds: Double(hour + 1) * 3600)
            },
            thresholds: thresholds, prices: prices, observationKind: kind, targets: targets,
            features: features)
        layout = CountsLayout(
            intervals: intervals, classes: classes.count, groups: groups.count, thresholds: thresholds.count,
            histogramsByInterval: histogramsByInterval,
            countsPromises: !features.isDisjoint(with: [.callbacks, .followUps]),
            countsQuotes: features.contains(.quotes), agents: groups.reduce(0) { $0 + $1.agents })
    }

    /// One replication. Half of the contacts wait, for a mean of 30 s times the level; of those a fifth abandon.
    /// `level` also shakes how many come, so that contacts of a day are alike, as in life.
    func counts(_ random: inout TestStream, perClass: Int = 40, level: Double = 1) -> Counts {
        var counts = Counts(layout: layout)
        for row in 0..<layout.intervals {
            counts[lengthOfRow: row] = 3600
            for customerClass in 0..<layout.classes {
                let arrivals = Int(Double(perClass) * level * (0.5 + random.uniform()))
                for _ in 0..<arrivals {
                    let waits = random.uniform() < 0.5
                    let wait = waits ? -30 * level * log(random.uniform()) : 0
                    add(
                        to: &counts, row, customerClass, group: customerClass % layout.groups, wait: wait,
                        delayed: waits, abandons: waits && random.uniform() < 0.2, handle: 200)
                }
            }
            for group in 0..<layout.groups {
                counts[row: row, group: group, .scheduledSeconds] = 4 * 3600
                counts[row: row, group: group, .presentSeconds] = 3.5 * 3600
                counts[row: row, group: group, .busySeconds] = 3600 * (1 + 2 * random.uniform())
            }
        }
        for group in 0..<layout.groups {
            counts[row: layout.outsideRow, group: group, .busySeconds] = 600
            counts[row: layout.outsideRow, group: group, .overtimeSeconds] = 600
            balanceWork(of: group, in: &counts)
        }
        return counts
    }

    /// Counts one contact in every place where an engine would.
    func add(
        to counts: inout Counts, _ row: Int, _ customerClass: Int, group: Int = 0, wait: Double, delayed: Bool? = nil,
        abandons: Bool = false, handle: Double = 0, shortWithin: Double = 5
    ) {
        func count(_ what: ClassCount, _ amount: Double = 1) {
            counts[row: row, customerClass: customerClass, what] += amount
        }
        count(.arrivals)
        count(.fresh)
        count(abandons ? .abandoned : .answered)
        count(abandons ? .abandonedWaitSeconds : .answeredWaitSeconds, wait)
        count(.queueSeconds, wait)
        if delayed ?? (wait > 0) { count(.delayed) }
        if abandons && wait <= shortWithin { count(.shortAbandoned) }
        if !abandons {
            count(.handleSeconds, handle)
            counts[row: row, group: group, .answered] += 1
            counts[row: row, group: group, .handleSeconds] += handle
        }
        for (index, threshold) in plan.thresholds.enumerated() {
            if wait <= threshold {
                counts[
                    row: row, customerClass: customerClass, abandons ? .abandonedWithin : .answeredWithin,
                    threshold: index] += 1
            }
            counts[row: row, customerClass: customerClass, .excessSeconds, threshold: index] += max(0, wait - threshold)
        }
        counts[row: row, customerClass: customerClass, .waitSeconds] = max(
            counts[row: row, customerClass: customerClass, .waitSeconds], wait)
        let start = layout.histogram(row: row, customerClass: customerClass, of: abandons ? .unanswered : .answered)
        counts.histograms[start + WaitHistogram.bin(of: wait)] += 1
    }

    /// Whatever an agent was busy with that was no contact is background work, outside the intervals.
    func balanceWork(of group: Int, in counts: inout Counts) {
        var rest = 0.0
        for row in 0..<layout.rows {
            rest += counts[row: row, group: group, .busySeconds]
            for part in [GroupCount.handleSeconds, .laterLegSeconds, .ringingSeconds, .followUpSeconds] {
                rest -= counts[row: row, group: group, part]
            }
        }
        counts[row: layout.outsideRow, group: group, .backgroundSeconds] = rest
    }

    func tally(_ days: [Counts]) -> RunTally {
        var tally = RunTally(plan: plan, layout: layout)
        for day in days { tally.add(day) }
        return tally
    }
}

extension RunTally {
    func results() -> RunResults {
        results(scenarioName: "A test", scenarioFile: "test.yaml", resolvedSHA256: "00", seed: 1)
    }
}

extension RunResults {
    func value(_ name: String) -> Double? { measures.first { $0.measure.name == name }?.estimate.value }
}

extension Measure {
    /// A measure that the tests know to exist.
    static func the(_ name: String) -> Measure {
        guard let measure = named(name) else { preconditionFailure("no measure \(name)") }
        return measure
    }
}

extension WaitCounts {
    /// Waits of one class, by how they ended, as a replication would hand them over.
    init(_ waits: [WaitHistogram.End: [Double]]) {
        self.init()
        for (end, found) in waits {
            for wait in found { self[end.rawValue * WaitHistogram.bins + WaitHistogram.bin(of: wait)] += 1 }
        }
    }
}
