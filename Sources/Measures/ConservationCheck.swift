import Engine

/// Whether what was counted adds up, replication by replication.
///
/// Whole numbers must agree exactly; sums of times to a billionth of their size, which rounding alone can reach.
/// Checked per class and interval: arrivals are the sum of their ends, parts are no larger than the whole, and the
/// waits of a class add up to the integral of its line (Little, 1961). Between classes and groups: contacts answered
/// and their handle time. Per group and interval: busy time within the roster is no longer than the time present, and
/// that no longer than the roster. Histograms hold as many waits as were counted.
public struct ConservationCheck: Sendable {
    private let plan: TallyPlan
    private var arrivals = 0.0
    private var ends = [Double](repeating: 0, count: ConservationCheck.endNames.count)
    private var violations: [String] = []
    private var further = 0

    /// More than these are only counted.
    static let violationsListed = 20
    /// The ends in the order of `ClassCount`, where they stand one after the other.
    static let endNames = [
        "blocked", "left_in_menu", "self_served", "balked", "answered", "abandoned", "callbacks_accepted",
        "hung_up_at_close", "in_system",
    ]
    private static let thresholdCounts = ThresholdCount.allCases.count
    private static let firstEnd = ClassCount.blocked.rawValue

    public init(plan: TallyPlan) { self.plan = plan }

    /// The ends of all contacts so far, and what did not add up.
    public var result: Conservation {
        var listed = violations
        if further > 0 { listed.append("… and \(further) more") }
        return Conservation(
            holds: violations.isEmpty, violations: listed, arrivals: arrivals,
            ends: zip(Self.endNames, ends).map { ($0, $1) })
    }

    /// Checks one replication; `replication` counts from 1.
    public mutating func add(_ counts: Counts, replication: Int) {
        // A sum is finite only if all its terms are; the place matters only when it is not.
        if !counts.values.reduce(0, +).isFinite, let place = counts.values.firstIndex(where: { !$0.isFinite }) {
            return report("replication \(replication): count \(place) is \(counts.values[place])")
        }
        let layout = counts.layout
        let places = CellPlaces(layout)
        for row in 0..<layout.rows {
            for customerClass in 0..<layout.classes { checkEnds(counts, places, row, customerClass, replication) }
            for group in 0..<layout.groups { checkTime(counts, places, row, group, replication) }
            checkAnswered(counts, places, row, replication)
        }
        for customerClass in 0..<layout.classes { checkWaits(counts, customerClass, replication) }
    }

    private mutating func checkEnds(
        _ counts: Counts, _ places: CellPlaces, _ row: Int, _ customerClass: Int, _ replication: Int
    ) {
        let cell = places.cell(row: row, customerClass: customerClass)
        func count(_ count: ClassCount) -> Double { counts.values[cell + count.rawValue] }
        let arrived = count(.arrivals)
        var ended = 0.0
        for index in ends.indices {
            let number = counts.values[cell + Self.firstEnd + index]
            ended += number
            ends[index] += number
        }
        arrivals += arrived
        func place() -> String {
            "class \(plan.classes[customerClass].name), \(interval(row)), replication \(replication)"
        }
        if arrived != ended {
            report("\(place()): \(number(arrived)) arrivals, but \(number(ended)) ends")
        }
        let answered = count(.answered)
        let abandoned = count(.abandoned)
        let offered =
            answered + abandoned + count(.balked) + count(.callbackAccepted) + count(.hungUpAtClose) + count(.inSystem)
        if count(.delayed) > offered {
            report("\(place()): \(number(count(.delayed))) had to wait, but \(number(offered)) were offered")
        }
        if count(.shortAbandoned) > abandoned {
            report("\(place()): more short abandons than abandons")
        }
        for threshold in 0..<counts.layout.thresholds {
            let first = cell + places.firstThreshold + threshold * Self.thresholdCounts
            let answeredWithin = counts.values[first + ThresholdCount.answeredWithin.rawValue]
            let abandonedWithin = counts.values[first + ThresholdCount.abandonedWithin.rawValue]
            if answeredWithin > answered || abandonedWithin > abandoned {
                report(
                    "\(place()): more contacts within \(Measure.spanText(plan.thresholds[threshold])) than there were")
            }
        }
    }

    private mutating func checkTime(
        _ counts: Counts, _ places: CellPlaces, _ row: Int, _ group: Int, _ replication: Int
    ) {
        guard !plan.groups[group].isUnlimited else { return }
        let cell = places.cell(row: row, group: group)
        func seconds(_ count: GroupCount) -> Double { counts.values[cell + count.rawValue] }
        func exceeds(_ part: Double, _ whole: Double) -> Bool { part > whole + 1e-6 + 1e-9 * abs(whole) }
        func place() -> String { "group \(plan.groups[group].name), \(interval(row)), replication \(replication)" }
        if exceeds(seconds(.overtimeSeconds), seconds(.busySeconds)) {
            report("\(place()): more overtime than busy time")
        }
        if exceeds(seconds(.busySeconds) - seconds(.overtimeSeconds), seconds(.presentSeconds)) {
            report(
                "\(place()): busy for \(seconds(.busySeconds) - seconds(.overtimeSeconds)) s within the roster,"
                    + " but present for \(seconds(.presentSeconds)) s")
        }
        if exceeds(seconds(.presentSeconds), seconds(.scheduledSeconds)) {
            report(
                "\(place()): present for \(seconds(.presentSeconds)) s,"
                    + " but scheduled for \(seconds(.scheduledSeconds)) s")
        }
        if seconds(.breaksLate) > seconds(.breaks) { report("\(place()): more late breaks than breaks") }
    }

    private mutating func checkAnswered(_ counts: Counts, _ places: CellPlaces, _ row: Int, _ replication: Int) {
        var byClass = (contacts: 0.0, seconds: 0.0)
        for customerClass in 0..<places.classes {
            let cell = places.cell(row: row, customerClass: customerClass)
            byClass.contacts += counts.values[cell + ClassCount.answered.rawValue]
            byClass.seconds += counts.values[cell + ClassCount.handleSeconds.rawValue]
        }
        var byGroup = (contacts: 0.0, seconds: 0.0)
        for group in 0..<places.groups {
            let cell = places.cell(row: row, group: group)
            byGroup.contacts += counts.values[cell + GroupCount.answered.rawValue]
            byGroup.seconds += counts.values[cell + GroupCount.handleSeconds.rawValue]
        }
        func place() -> String { "\(interval(row)), replication \(replication)" }
        if byClass.contacts != byGroup.contacts {
            report(
                "\(place()): \(number(byClass.contacts)) contacts answered by class,"
                    + " but \(number(byGroup.contacts)) by group")
        }
        if differs(byClass.seconds, byGroup.seconds) {
            report("\(place()): handle time of \(byClass.seconds) s by class, but \(byGroup.seconds) s by group")
        }
    }

    private mutating func checkWaits(_ counts: Counts, _ customerClass: Int, _ replication: Int) {
        let layout = counts.layout
        let places = CellPlaces(layout)
        func sum(_ count: ClassCount) -> Double {
            var total = 0.0
            for row in 0..<layout.rows {
                total += counts.values[places.cell(row: row, customerClass: customerClass) + count.rawValue]
            }
            return total
        }
        func place() -> String { "class \(plan.classes[customerClass].name), replication \(replication)" }
        let waits = sum(.answeredWaitSeconds) + sum(.abandonedWaitSeconds) + sum(.otherWaitSeconds)
        if differs(waits, sum(.queueSeconds)) {
            report("\(place()): waits of \(waits) s in all, but the line held \(sum(.queueSeconds)) s")
        }
        for (end, count) in [(WaitHistogram.End.answered, ClassCount.answered), (.abandoned, .abandoned)] {
            var kept: UInt64 = 0
            for row in 0..<layout.histogramRows {
                let start = layout.histogram(row: row, customerClass: customerClass, of: end)
                counts.histograms.withUnsafeBufferPointer { bins in
                    for bin in start..<(start + WaitHistogram.bins) { kept &+= bins[bin] }
                }
            }
            if Double(kept) != sum(count) {
                report("\(place()): \(number(sum(count))) \(end), but \(kept) waits in their histogram")
            }
        }
    }

    /// More than rounding could explain: times are sums of differences of clock readings, each good to the size of
    /// the clock's last digit.
    private func differs(_ a: Double, _ b: Double) -> Bool { abs(a - b) > 1e-4 + 1e-9 * max(abs(a), abs(b)) }

    private func interval(_ row: Int) -> String {
        guard row < plan.intervals.count else { return "outside the intervals" }
        let interval = plan.intervals[row]
        if plan.observationKind == .batch { return "batch \(row + 1)" }
        return "day \(interval.day) \(interval.start)"
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }

    private mutating func report(_ violation: String) {
        if violations.count < Self.violationsListed { violations.append(violation) } else { further += 1 }
    }
}
