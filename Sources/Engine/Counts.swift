/// What is summed for each customer class in each interval. A contact is counted in the interval in which it arrived,
/// except for the areas (`queueSeconds`), which are split at the borders of intervals.
public enum ClassCount: Int, CaseIterable, Sendable {
    case arrivals
    /// The ends of a contact; every arrival comes to exactly one.
    case blocked, leftInMenu, selfServed, balked, answered, abandoned, callbackAccepted, hungUpAtClose, inSystem
    /// Contacts that asked for an agent and found that they had to wait, those who balked included.
    case delayed
    /// Abandonments after at most the scenario's short-abandonment time.
    case shortAbandoned
    case answeredWaitSeconds, abandonedWaitSeconds
    /// Time on hold of those hung up on at close or still waiting at the end.
    case otherWaitSeconds
    /// Talk and after-call work of the contacts answered.
    case handleSeconds
    /// Integral of the number waiting over time.
    case queueSeconds

    // Issues: what a customer wants solved, over all the contacts that it takes.
    case fresh, redials, reconnects
    case issuesResolved, issuesResolvedAtFirst, issuesLost
    /// From the first arrival to the end of the contact that resolved the issue, in sum.
    case resolutionSeconds

    /// Time in the menu.
    case menuSeconds
    /// Later legs of transferred contacts, counted in the class that takes them; no arrivals.
    case transfersIn, transfersAnswered, transfersAbandoned, transfersLeft
    case laterLegWaitSeconds
    /// Answered contacts that were passed on, counted once, in the class in which they came.
    case transferred
    /// Time on hold of the later legs that were answered.
    case transferWaitSeconds
    /// Later legs that the first agent handed over in person.
    case handOvers

    // Kept only where a class has quotes, callbacks or follow-ups: see `isRarer`.

    // Quotes: each announcement against the wait that remained.
    case quotesMade, quotesScored
    /// Σ (wait − quote), Σ |wait − quote|, and how often the wait was longer.
    case quoteErrorSeconds, quoteAbsoluteErrorSeconds, quotesExceeded
    /// Of the scored, those that announced a percentile β; those of them that the wait did not exceed; Σ β, and
    /// Σ β (wait − quote)+ + (1 − β) (quote − wait)+.
    case percentilesScored, percentilesCovered, percentileSum, pinballSeconds

    // Callbacks: offers, then the promises by their state, which sum to `callbackAccepted`.
    case callbacksOffered, callbacksSuppressed, callbacksDeclined
    /// Of those who accepted, the ones who had joined the line: their wait there is in `otherWaitSeconds`.
    case acceptedOnHold
    case promisesEarly, promisesKept, promisesLate, promisesGaveUp, promisesDropped, promisesOpen, promisesMissed
    case promisesUnreached
    /// Promises whose due time lies within the horizon, and of those the kept by each of the three clocks.
    case promisesDue, promisesKeptDue, promisesDialledDue, promisesReachedDue
    /// Not keepable with 95 % on the state of the line when made.
    case promisesUnkeepable
    case callbackAttempts, callbackRingingSeconds
    /// Callbacks that an agent connected to; from the promise until then, in sum; beyond the due time, in sum.
    case callbacksConnected, callbackWaitSeconds, callbackLatenessSeconds
    /// Callers on hold who were passed by a callback made after their arrival.
    case overtaken

    // Follow-ups by their state.
    case followUpsMade, followUpsKept, followUpsLate, followUpsOpen, followUpsMissed
    /// Follow-ups whose due time lies within the horizon, and those of them finished by then.
    case followUpsDue, followUpsKeptDue
    case followUpWorkSeconds, followUpLatenessSeconds

    /// How many every scenario keeps, and how many there are in all (`allCases.count`), known to the compiler. Plain
    /// contacts touch the former only: the narrower their cells, the more of them a processor has at hand.
    static var plainNumber: Int { 33 }
    static var number: Int { 74 }
    /// Of quotes, callbacks and follow-ups; a layout without these keeps no room for it, and reads it as zero.
    public var isRarer: Bool { rawValue >= Self.plainNumber }

    /// The ends that a contact can come to: each arrival comes to exactly one.
    public static let ends: [ClassCount] = [
        .blocked, .leftInMenu, .selfServed, .balked, .answered, .abandoned, .callbackAccepted, .hungUpAtClose,
        .inSystem,
    ]

    /// As reports and traces write it: the case's name in snake case.
    public var name: String {
        if self == .callbackAccepted { return "callbacks_accepted" }
        return "\(self)".reduce(into: "") { text, letter in
            if letter.isUppercase { text += "_" + letter.lowercased() } else { text.append(letter) }
        }
    }
}

/// What is summed for each class in each interval against each threshold.
public enum ThresholdCount: Int, CaseIterable, Sendable {
    /// Answered, abandoned, with a wait of at most the threshold.
    case answeredWithin, abandonedWithin
    /// Sum of (wait − threshold)+ over all who joined the line.
    case excessSeconds
    /// Callbacks connected within the threshold of the customer's arrival.
    case callbackWithin

    /// Numbers for each threshold: `allCases.count`, known to the compiler.
    static var stride: Int { 4 }
}

/// What is kept as the largest value for each class in each interval.
public enum ClassMaximum: Int, CaseIterable, Sendable {
    case queue, waitSeconds
    // Kept with the rarer counts.
    /// Of callbacks, connected or not, beyond their due time; of the never connected, to the moment when hope ended.
    case latenessSeconds
    /// From the promise of a follow-up to the end of the run, of those then open or missed.
    case followUpAgeSeconds

    static var plainNumber: Int { 2 }
    public var isRarer: Bool { rawValue >= Self.plainNumber }
}

/// What is summed for each agent group in each interval. Busy time is split at the borders of intervals.
public enum GroupCount: Int, CaseIterable, Sendable {
    /// Contacts taken, counted where they arrived.
    case answered
    /// Talk and after-call work of the contacts taken, counted where they arrived.
    case handleSeconds
    /// Integral of the number of busy agents.
    case busySeconds
    /// The part of `busySeconds` beyond the roster: after a shift's end, above the headcount, after closing time.
    case overtimeSeconds
    /// Integral of the number of agents at work within the roster: not absent, not on a break.
    case presentSeconds
    /// Integral of the number of agents on the roster: what is paid, overtime apart.
    case scheduledSeconds
    /// Legs and work that are no answered callers: callbacks, later legs of transfers, follow-ups, background work.
    case callbackLegs, transferLegs, followUps, backgroundTasks
    /// Parts of `busySeconds` besides `handleSeconds`, counted when they begin.
    case laterLegSeconds, ringingSeconds, followUpSeconds, backgroundSeconds
    /// The part that warm transfers take, counted when the hand-over begins or fails: of the first agent from the end of
    /// the talk to that of the hand-over, of the second the hand-over.
    case warmTransferSeconds
    /// Breaks begun; those begun after their time, because a contact was in hand; by how long, in sum.
    case breaks, breaksLate, breakLateSeconds
    /// Intervals in which a named agent was at work within the roster, agent by agent; those of them in which the agent
    /// was busy for more than so many per cent of the time at work.
    case agentIntervals, agentIntervalsAbove85, agentIntervalsAbove90, agentIntervalsAbove95
}

/// What is summed for each named agent over a replication: overtime included, what lies outside a steady run's rows not.
public enum AgentCount: Int, CaseIterable, Sendable {
    case busySeconds
    /// Waiting for work.
    case idleSeconds
}

/// What is summed for each class and each bin of quotes: the announcements, what they said, what was true.
public enum CalibrationCount: Int, CaseIterable, Sendable {
    case announcements, quoteSeconds, waitSeconds
    /// Announcements that the wait exceeded.
    case exceeded
}

/// Bins of announced waits, by their upper edges, which are inclusive; the last has none.
public enum QuoteBins {
    public static let upperEdges: [Double] = [0, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, .infinity]
    public static let count = upperEdges.count

    /// The bin of an announced wait in seconds; below zero counts as zero.
    static func bin(of quote: Double) -> Int { upperEdges.firstIndex { quote <= $0 + clockGrainSeconds } ?? count - 1 }
}

/// What is kept as the largest value for each group in each interval.
public enum GroupMaximum: Int, CaseIterable, Sendable {
    /// Contacts that one agent took without a pause.
    case longestRun
}

/// Where each count lies: one flat array for everything that happened in a replication.
///
/// Rows are the intervals in order of time and one more, the last, for what happens outside them: after closing time,
/// or in the warm-up of a steady run. `row → class → counts`, then `row → group → counts`, then each row's length, then
/// the most on hold at once in each, then `class → bin → calibration`, then `agent → counts`.
public struct CountsLayout: Sendable, Equatable {
    public let intervals: Int
    public let classes: Int
    public let groups: Int
    public let thresholds: Int
    /// True when waits are kept as a histogram for each interval too, not only for the whole horizon.
    public let histogramsByInterval: Bool
    /// Histograms of each class: waits only, those of callbacks too, or those of follow-ups too.
    public let kinds: Int
    /// Whether classes have the counts of quotes, callbacks and follow-ups, and whether quotes are calibrated.
    public let keepsRarer: Bool
    public let calibratesQuotes: Bool
    /// Named agents, group after group.
    public let agents: Int

    /// Numbers of one class, of one group, in one row.
    public let classStride: Int
    public let groupStride: Int
    private let rarerStart: Int
    let classMaximaStart: Int
    private let groupMaximaStart: Int
    private let groupsStart: Int
    private let lengthsStart: Int
    private let queuesStart: Int
    private let calibrationStart: Int
    private let agentsStart: Int

    public init(
        intervals: Int, classes: Int, groups: Int, thresholds: Int, histogramsByInterval: Bool,
        countsPromises: Bool = false, countsFollowUps: Bool = true, countsQuotes: Bool = false, agents: Int = 0
    ) {
        keepsRarer = countsPromises || countsQuotes
        calibratesQuotes = countsQuotes
        self.agents = agents
        let last: WaitHistogram.End =
            !countsPromises ? .unanswered : countsFollowUps ? .followUpLatenessNever : .latenessNever
        kinds = last.rawValue + 1
        self.intervals = intervals
        self.classes = classes
        self.groups = groups
        self.thresholds = thresholds
        self.histogramsByInterval = histogramsByInterval
        rarerStart = ClassCount.plainNumber + ThresholdCount.stride * thresholds
        classMaximaStart = rarerStart + (keepsRarer ? ClassCount.number - ClassCount.plainNumber : 0)
        classStride = classMaximaStart + (keepsRarer ? ClassMaximum.allCases.count : ClassMaximum.plainNumber)
        groupMaximaStart = GroupCount.allCases.count
        groupStride = groupMaximaStart + GroupMaximum.allCases.count
        groupsStart = (intervals + 1) * classes * classStride
        lengthsStart = groupsStart + (intervals + 1) * groups * groupStride
        queuesStart = lengthsStart + intervals + 1
        calibrationStart = queuesStart + intervals + 1
        agentsStart =
            calibrationStart + (countsQuotes ? classes * QuoteBins.count * CalibrationCount.allCases.count : 0)
    }

    /// The row of what happens outside the intervals.
    public var outsideRow: Int { intervals }
    public var rows: Int { intervals + 1 }

    /// Numbers in all.
    public var size: Int { agentsStart + agents * AgentCount.allCases.count }

    // On the way of every contact, and all of it small: sums and products that cannot overflow are not checked.
    public func cell(row: Int, customerClass: Int) -> Int { (row &* classes &+ customerClass) &* classStride }
    public func cell(row: Int, group: Int) -> Int { groupsStart &+ (row &* groups &+ group) &* groupStride }

    /// Where a count lies in a class's cell; nil for one that this layout does not keep.
    public func offset(_ count: ClassCount) -> Int? {
        guard count.isRarer else { return count.rawValue }
        return keepsRarer ? rarerStart + count.rawValue - ClassCount.plainNumber : nil
    }
    public func offset(_ count: ThresholdCount, threshold: Int) -> Int {
        ClassCount.plainNumber + threshold * ThresholdCount.stride + count.rawValue
    }
    public func offset(_ maximum: ClassMaximum) -> Int? {
        maximum.isRarer && !keepsRarer ? nil : classMaximaStart + maximum.rawValue
    }
    /// What adds up in a class's cell, and what of it is a largest value.
    public var classSums: Range<Int> { 0..<classMaximaStart }
    public var classMaxima: Range<Int> { classMaximaStart..<classStride }
    public func offset(_ count: GroupCount) -> Int { count.rawValue }
    public func offset(_ maximum: GroupMaximum) -> Int { groupMaximaStart + maximum.rawValue }
    /// Where the length of a row in seconds lies.
    public func length(row: Int) -> Int { lengthsStart + row }
    /// Where the most contacts of all classes on hold at once in a row lies.
    public func longestQueue(row: Int) -> Int { queuesStart + row }
    /// Where a class's announcements of a bin of `QuoteBins` are summed up; only where quotes are calibrated.
    public func calibration(_ count: CalibrationCount, customerClass: Int, bin: Int) -> Int {
        calibrationStart + (customerClass * QuoteBins.count + bin) * CalibrationCount.allCases.count + count.rawValue
    }
    /// Where a named agent's count lies.
    public func offset(_ count: AgentCount, agent: Int) -> Int {
        agentsStart + agent * AgentCount.allCases.count + count.rawValue
    }

    /// Rows that have a histogram of their own: the whole horizon, or each interval and the outside.
    public var histogramRows: Int { histogramsByInterval ? rows : 1 }
    /// Where the histogram of a class, a row and a kind of end starts.
    public func histogram(row: Int, customerClass: Int, of end: WaitHistogram.End) -> Int {
        (((histogramsByInterval ? row : 0) &* classes &+ customerClass) &* kinds &+ end.rawValue) &* WaitHistogram.bins
    }
    /// Where all histograms of a row start and end, those of every class and kind.
    public func histograms(ofRow row: Int) -> Range<Int> {
        let start = histogram(row: row, customerClass: 0, of: .answered)
        return start..<(start + classes * kinds * WaitHistogram.bins)
    }
    public var histogramSize: Int { histogramRows * classes * kinds * WaitHistogram.bins }
}

/// Everything that was counted in one replication: a value that can cross threads and be merged in order.
public struct Counts: Sendable {
    public let layout: CountsLayout
    public var values: [Double]
    /// Waits of the answered and of those who abandoned; see `WaitHistogram`.
    public var histograms: WaitCounts

    public init(layout: CountsLayout) {
        self.layout = layout
        values = [Double](repeating: 0, count: layout.size)
        histograms = WaitCounts()
    }

    public init(layout: CountsLayout, values: [Double], histograms: WaitCounts) {
        precondition(
            values.count == layout.size && (histograms.bins.last?.place ?? 0) < layout.histogramSize,
            "counts of another layout")
        self.layout = layout
        self.values = values
        self.histograms = histograms
    }

    public subscript(row row: Int, customerClass customerClass: Int, count: ClassCount) -> Double {
        get { layout.offset(count).map { values[layout.cell(row: row, customerClass: customerClass) + $0] } ?? 0 }
        set {
            guard let offset = layout.offset(count) else { preconditionFailure("this layout does not keep \(count)") }
            values[layout.cell(row: row, customerClass: customerClass) + offset] = newValue
        }
    }
    public subscript(
        row row: Int, customerClass customerClass: Int, count: ThresholdCount, threshold threshold: Int
    ) -> Double {
        get {
            values[layout.cell(row: row, customerClass: customerClass) + layout.offset(count, threshold: threshold)]
        }
        set {
            values[layout.cell(row: row, customerClass: customerClass) + layout.offset(count, threshold: threshold)] =
                newValue
        }
    }
    public subscript(row row: Int, customerClass customerClass: Int, maximum: ClassMaximum) -> Double {
        get { layout.offset(maximum).map { values[layout.cell(row: row, customerClass: customerClass) + $0] } ?? 0 }
        set {
            guard let offset = layout.offset(maximum) else {
                preconditionFailure("this layout does not keep \(maximum)")
            }
            values[layout.cell(row: row, customerClass: customerClass) + offset] = newValue
        }
    }
    public subscript(row row: Int, group group: Int, count: GroupCount) -> Double {
        get { values[layout.cell(row: row, group: group) + layout.offset(count)] }
        set { values[layout.cell(row: row, group: group) + layout.offset(count)] = newValue }
    }
    public subscript(row row: Int, group group: Int, maximum: GroupMaximum) -> Double {
        get { values[layout.cell(row: row, group: group) + layout.offset(maximum)] }
        set { values[layout.cell(row: row, group: group) + layout.offset(maximum)] = newValue }
    }
    /// Seconds that a row lasted.
    public subscript(lengthOfRow row: Int) -> Double {
        get { values[layout.length(row: row)] }
        set { values[layout.length(row: row)] = newValue }
    }
    /// The most contacts of all classes on hold at once in a row.
    public subscript(longestQueueOfRow row: Int) -> Double {
        get { values[layout.longestQueue(row: row)] }
        set { values[layout.longestQueue(row: row)] = newValue }
    }
    public subscript(agent agent: Int, count: AgentCount) -> Double {
        get { values[layout.offset(count, agent: agent)] }
        set { values[layout.offset(count, agent: agent)] = newValue }
    }
    public subscript(customerClass customerClass: Int, quoteBin bin: Int, count: CalibrationCount) -> Double {
        get { values[layout.calibration(count, customerClass: customerClass, bin: bin)] }
        set { values[layout.calibration(count, customerClass: customerClass, bin: bin)] = newValue }
    }
}
