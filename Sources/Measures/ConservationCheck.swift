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
    private var ends = [Double](repeating: 0, count: ConservationCheck.endCounts.count)
    private var violations: [String] = []
    private var further = 0

    /// More than these are only counted.
    static let violationsListed = 20
    static let endCounts: [(name: String, count: ClassCount)] = [
        ("blocked", .blocked), ("left_in_menu", .leftInMenu), ("self_served", .selfServed), ("balked", .balked),
        ("answered", .answered), ("abandoned", .abandoned), ("callbacks_accepted", .callbackAccepted),
        ("hung_up_at_close", .hungUpAtClose), ("in_system", .inSystem),
    ]

    public init(plan: TallyPlan) { self.plan = plan }

    /// The ends of all contacts so far, and what did not add up.
    public var result: Conservation {
        var listed = violations
        if further > 0 { listed.append("… and \(further) more") }
        return Conservation(
            holds: violations.isEmpty, violations: listed, arrivals: arrivals,
            ends: zip(Self.endCounts, ends).map { ($0.name, $1) })
    }

    /// Checks one replication; `replication` counts from 1.
    public mutating func add(_ counts: Counts, replication: Int) {
        if let place = counts.values.firstIndex(where: { !$0.isFinite }) {
            return report("replication \(replication): count \(place) is \(counts.values[place])")
        }
        let layout = counts.layout
        for row in 0..<layout.rows {
            for customerClass in 0..<layout.classes { checkEnds(counts, row, customerClass, replication) }
            for group in 0..<layout.groups { checkTime(counts, row, group, replication) }
            checkAnswered(counts, row, replication)
        }
        for customerClass in 0..<layout.classes { checkWaits(counts, customerClass, replication) }
    }

    private mutating func checkEnds(_ counts: Counts, _ row: Int, _ customerClass: Int, _ replication: Int) {
        func count(_ count: ClassCount) -> Double { counts[row: row, customerClass: customerClass, count] }
        let arrived = count(.arrivals)
        var ended = 0.0
        for (index, end) in Self.endCounts.enumerated() {
            let number = count(end.count)
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
        let offered =
            count(.answered) + count(.abandoned) + count(.balked) + count(.callbackAccepted) + count(.hungUpAtClose)
            + count(.inSystem)
        if count(.delayed) > offered {
            report("\(place()): \(number(count(.delayed))) had to wait, but \(number(offered)) were offered")
        }
        if count(.shortAbandoned) > count(.abandoned) {
            report("\(place()): more short abandons than abandons")
        }
        for threshold in plan.thresholds.indices {
            let answered = counts[row: row, customerClass: customerClass, .answeredWithin, threshold: threshold]
            let abandoned = counts[row: row, customerClass: customerClass, .abandonedWithin, threshold: threshold]
            if answered > count(.answered) || abandoned > count(.abandoned) {
                report(
                    "\(place()): more contacts within \(Measure.spanText(plan.thresholds[threshold])) than there were")
            }
        }
    }

    private mutating func checkTime(_ counts: Counts, _ row: Int, _ group: Int, _ replication: Int) {
        guard !plan.groups[group].isUnlimited else { return }
        func seconds(_ count: GroupCount) -> Double { counts[row: row, group: group, count] }
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

    private mutating func checkAnswered(_ counts: Counts, _ row: Int, _ replication: Int) {
        let layout = counts.layout
        var byClass = (contacts: 0.0, seconds: 0.0)
        for customerClass in 0..<layout.classes {
            byClass.contacts += counts[row: row, customerClass: customerClass, .answered]
            byClass.seconds += counts[row: row, customerClass: customerClass, ClassCount.handleSeconds]
        }
        var byGroup = (contacts: 0.0, seconds: 0.0)
        for group in 0..<layout.groups {
            byGroup.contacts += counts[row: row, group: group, .answered]
            byGroup.seconds += counts[row: row, group: group, GroupCount.handleSeconds]
        }
        let place = "\(interval(row)), replication \(replication)"
        if byClass.contacts != byGroup.contacts {
            report(
                "\(place): \(number(byClass.contacts)) contacts answered by class,"
                    + " but \(number(byGroup.contacts)) by group")
        }
        if differs(byClass.seconds, byGroup.seconds) {
            report("\(place): handle time of \(byClass.seconds) s by class, but \(byGroup.seconds) s by group")
        }
    }

    private mutating func checkWaits(_ counts: Counts, _ customerClass: Int, _ replication: Int) {
        let layout = counts.layout
        func sum(_ count: ClassCount) -> Double {
            (0..<layout.rows).reduce(0) { $0 + counts[row: $1, customerClass: customerClass, count] }
        }
        let place = "class \(plan.classes[customerClass].name), replication \(replication)"
        let waits = sum(.answeredWaitSeconds) + sum(.abandonedWaitSeconds) + sum(.otherWaitSeconds)
        if differs(waits, sum(.queueSeconds)) {
            report("\(place): waits of \(waits) s in all, but the line held \(sum(.queueSeconds)) s")
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
                report("\(place): \(number(sum(count))) \(end), but \(kept) waits in their histogram")
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
