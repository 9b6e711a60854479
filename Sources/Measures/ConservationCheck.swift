import Engine

/// Whether what was counted adds up, replication by replication.
///
/// Whole numbers must agree exactly; sums of times to a billionth of their size, which rounding alone can reach.
/// Checked per class and interval: arrivals are the sum of their ends, and of fresh contacts, redials and reconnects;
/// promises and follow-ups are the sum of their states; parts are no larger than the whole. Per class: the waits, on
/// whichever leg, add up to the integral of its line (Little, 1961). Between classes and groups: contacts answered and
/// their handle time, later legs, callbacks. Per group and interval: busy time within the roster is no longer than the
/// time present, and that no longer than the roster; and, unless a steady run cuts work off, busy time in all is the
/// sum of its parts. Histograms hold as many waits as were counted.
public struct ConservationCheck: Sendable {
    let plan: TallyPlan
    private var arrivals = 0.0
    var promises = [Double](repeating: 0, count: 1 + ConservationCheck.promiseStates.count)
    var followUps = [Double](repeating: 0, count: 1 + ConservationCheck.followUpStates.count)
    var legs = [Double](repeating: 0, count: 1 + ConservationCheck.legNames.count)
    var busy = [Double](repeating: 0, count: 1 + ConservationCheck.busyParts.count)
    private var line = [Double](repeating: 0, count: 1 + ConservationCheck.lineParts.count)
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
    static let legNames = ["answered", "transfers", "callbacks"]
    /// What agents are busy with.
    static let busyParts: [(name: String, count: GroupCount)] = [
        ("answers", .handleSeconds), ("later_legs", .laterLegSeconds), ("ringing", .ringingSeconds),
        ("follow_ups", .followUpSeconds), ("background", .backgroundSeconds), ("warm_transfers", .warmTransferSeconds),
    ]
    /// Whose waits fill the lines.
    private static let lineParts: [(name: String, count: ClassCount)] = [
        ("answered", .answeredWaitSeconds), ("abandoned", .abandonedWaitSeconds), ("others", .otherWaitSeconds),
        ("later_legs", .laterLegWaitSeconds),
    ]
    static let thresholdCounts = ThresholdCount.allCases.count
    private static let firstEnd = ClassCount.blocked.rawValue

    public init(plan: TallyPlan) { self.plan = plan }

    /// The ends of all contacts so far, and what did not add up.
    public var result: Conservation {
        var listed = violations
        if further > 0 { listed.append("… and \(further) more") }
        return Conservation(
            holds: violations.isEmpty, violations: listed, arrivals: arrivals,
            ends: zip(Self.endNames, ends).map { ($0, $1) },
            promises: zip(["made"] + Self.promiseStates.map(\.name), promises).map { ($0, $1) },
            followUps: zip(["made"] + Self.followUpStates.map(\.name), followUps).map { ($0, $1) },
            legs: zip(["legs"] + Self.legNames, legs).map { ($0, $1) },
            busySeconds: plan.observationKind == .batch || plan.groups.allSatisfy(\.isUnlimited)
                ? [] : zip(["busy"] + Self.busyParts.map(\.name), busy).map { ($0, $1) },
            lineSeconds: zip(["line"] + Self.lineParts.map(\.name), line).map { ($0, $1) })
    }

    /// Checks one replication; `replication` counts from 1.
    public mutating func add(_ counts: Counts, replication: Int) { add(counts, replication: replication, waits: nil) }

    /// - Parameter waits: in the histograms, by class and end, where they were counted already.
    mutating func add(_ counts: Counts, replication: Int, waits: [UInt64]?) {
        // A sum is finite only if all its terms are; the place matters only when it is not.
        if !counts.values.reduce(0, +).isFinite, let place = counts.values.firstIndex(where: { !$0.isFinite }) {
            return report("replication \(replication): count \(place) is \(counts.values[place])")
        }
        let layout = counts.layout
        let places = CellPlaces(layout)
        for row in 0..<layout.rows {
            for customerClass in 0..<layout.classes {
                checkEnds(counts, places, row, customerClass, replication)
                checkPromises(counts, places, row, customerClass, replication)
            }
            for group in 0..<layout.groups { checkTime(counts, places, row, group, replication) }
            checkAnswered(counts, places, row, replication)
        }
        for customerClass in 0..<layout.classes { checkWaits(counts, customerClass, waits, replication) }
        if plan.observationKind != .batch {
            for group in 0..<layout.groups { checkParts(counts, places, group, replication) }
            checkFollowUpsDone(counts, places, replication)
        }
    }

    private mutating func checkEnds(
        _ counts: Counts, _ places: CellPlaces, _ row: Int, _ customerClass: Int, _ replication: Int
    ) {
        let cell = places.cell(row: row, customerClass: customerClass)
        func count(_ count: ClassCount) -> Double { counts.values(count, in: cell) }
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
        let attempts = count(.fresh) + count(.redials) + count(.reconnects)
        if arrived != attempts {
            report(
                "\(place()): \(number(arrived)) arrivals, but \(number(attempts)) fresh contacts, redials and reconnects"
            )
        }
        let legs = count(.transfersAnswered) + count(.transfersAbandoned) + count(.transfersLeft)
        if count(.transfersIn) != legs {
            report("\(place()): \(number(count(.transfersIn))) transferred in, but \(number(legs)) ends of such legs")
        }
        let answered = count(.answered)
        if count(.transferred) > answered + count(.callbacksConnected)
            || count(.handOvers) > count(.transfersAnswered)
        {
            report("\(place()): more contacts passed on, or handed over, than were answered")
        }
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
        func ofClasses(_ count: ClassCount) -> Double {
            (0..<places.classes).reduce(0) {
                $0 + counts.values(count, in: places.cell(row: row, customerClass: $1))
            }
        }
        func ofGroups(_ count: GroupCount) -> Double {
            (0..<places.groups).reduce(0) { $0 + counts.values[places.cell(row: row, group: $1) + count.rawValue] }
        }
        func place() -> String { "\(interval(row)), replication \(replication)" }
        let kinds: [(String, ClassCount, GroupCount)] = [
            ("contacts answered", .answered, .answered), ("transferred legs", .transfersAnswered, .transferLegs),
            ("callbacks connected", .callbacksConnected, .callbackLegs),
        ]
        for (kind, (name, ofClass, ofGroup)) in kinds.enumerated() {
            let byClass = ofClasses(ofClass)
            let byGroup = ofGroups(ofGroup)
            legs[0] += byGroup
            legs[kind + 1] += byClass
            if byClass != byGroup {
                report("\(place()): \(number(byClass)) \(name) by class, but \(number(byGroup)) by group")
            }
        }
        let byClass = ofClasses(.handleSeconds)
        let byGroup = ofGroups(.handleSeconds)
        if differs(byClass, byGroup) {
            report("\(place()): handle time of \(byClass) s by class, but \(byGroup) s by group")
        }
    }

    private mutating func checkWaits(
        _ counts: Counts, _ customerClass: Int, _ inHistograms: [UInt64]?, _ replication: Int
    ) {
        let layout = counts.layout
        let places = CellPlaces(layout)
        func sum(_ count: ClassCount) -> Double {
            var total = 0.0
            for row in 0..<layout.rows {
                total += counts.values(count, in: places.cell(row: row, customerClass: customerClass))
            }
            return total
        }
        func place() -> String { "class \(plan.classes[customerClass].name), replication \(replication)" }
        var waits = 0.0
        for (index, part) in Self.lineParts.enumerated() {
            let seconds = sum(part.count)
            waits += seconds
            line[index + 1] += seconds
        }
        let held = sum(.queueSeconds)
        line[0] += held
        if differs(waits, held) {
            report("\(place()): waits of \(waits) s in all, but the line held \(held) s")
        }
        var kinds: [(end: WaitHistogram.End, number: Double)] = [
            (.answered, sum(.answered)),
            (.unanswered, sum(.abandoned) + sum(.hungUpAtClose) + sum(.inSystem) + sum(.acceptedOnHold)),
        ]
        if layout.kinds > WaitHistogram.End.callbackNever.rawValue {
            let never = Self.promiseStates.dropFirst(3).reduce(0) { $0 + sum($1.count) }
            kinds += [(.callback, sum(.callbacksConnected)), (.callbackNever, never)]
        }
        for (end, counted) in kinds {
            let kept =
                inHistograms.map { $0[customerClass * layout.kinds + end.rawValue] }
                ?? Self.waits(counts, customerClass, end)
            if Double(kept) != counted {
                report("\(place()): \(number(counted)) \(end), but \(kept) waits in their histogram")
            }
        }
    }

    private static func waits(_ counts: Counts, _ customerClass: Int, _ end: WaitHistogram.End) -> UInt64 {
        (0..<counts.layout.histogramRows).reduce(0) { kept, row in
            let start = counts.layout.histogram(row: row, customerClass: customerClass, of: end)
            return kept &+ counts.histograms.total(in: start..<(start + WaitHistogram.bins))
        }
    }

    /// More than rounding could explain: times are sums of differences of clock readings, each good to the size of
    /// the clock's last digit.
    func differs(_ a: Double, _ b: Double) -> Bool { abs(a - b) > 1e-4 + 1e-9 * max(abs(a), abs(b)) }

    func interval(_ row: Int) -> String {
        guard row < plan.intervals.count else { return "outside the intervals" }
        let interval = plan.intervals[row]
        if plan.observationKind == .batch { return "batch \(row + 1)" }
        return "day \(interval.day) \(interval.start)"
    }

    func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }

    mutating func report(_ violation: String) {
        if violations.count < Self.violationsListed { violations.append(violation) } else { further += 1 }
    }
}

extension Counts {
    /// A count of the class whose cell starts here; zero where this layout does not keep it.
    func values(_ count: ClassCount, in cell: Int) -> Double { layout.offset(count).map { values[cell + $0] } ?? 0 }
}
