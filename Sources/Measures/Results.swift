/// Everything that a run found, ready to be written in any format. Times are seconds, shares 0–1.
public struct RunResults: Sendable {
    public var scenarioName: String
    public var scenarioFile: String
    /// SHA-256 of the scenario with its tables and all changes applied.
    public var resolvedSHA256: String
    public var seed: UInt64
    /// Independent replications that were finished (a steady run counts its batches in `observations`).
    public var replications: Int
    /// Observations behind each interval: replications, or batches of a steady run.
    public var observations: Int
    public var observationKind: ObservationKind
    public var confidence: Double
    /// True when the run was stopped before all replications were done.
    public var partial: Bool

    public var measures: [MeasuredValue]
    public var classes: [ScopeResults]
    public var groups: [ScopeResults]
    public var intervals: [IntervalResults]
    /// The measures that have a threshold, at each threshold of the scenario; the first is that of `measures`.
    public var within: [WithinResults]
    /// Waits of all who joined the line, and other distributions, by name.
    public var distributions: [DistributionResults]
    public var targets: [TargetResult]
    /// What a good service owes its customers, principle by principle.
    public var scorecard: [ScorecardEntry]
    /// What quotes came to, by what was announced; nil where the scenario has none.
    public var calibration: CalibrationResults?
    /// True when the measures of quotes are approximate in this scenario: see `isApproximate`.
    public var quotesAreApproximate = false
    public var conservation: Conservation
    /// Plain sentences that the reader must see: few replications, an unstable line, no data.
    public var warnings: [String]
    public var timing: Timing?
    /// What became of the precision that was asked for; nil where none was.
    public var precision: PrecisionReport?

    public init(
        scenarioName: String, scenarioFile: String, resolvedSHA256: String, seed: UInt64, replications: Int,
        observations: Int, observationKind: ObservationKind, confidence: Double, partial: Bool,
        measures: [MeasuredValue], classes: [ScopeResults], groups: [ScopeResults], intervals: [IntervalResults],
        within: [WithinResults], distributions: [DistributionResults], targets: [TargetResult],
        scorecard: [ScorecardEntry] = [], conservation: Conservation, warnings: [String], timing: Timing?
    ) {
        self.scenarioName = scenarioName
        self.scenarioFile = scenarioFile
        self.resolvedSHA256 = resolvedSHA256
        self.seed = seed
        self.replications = replications
        self.observations = observations
        self.observationKind = observationKind
        self.confidence = confidence
        self.partial = partial
        self.measures = measures
        self.classes = classes
        self.groups = groups
        self.intervals = intervals
        self.within = within
        self.distributions = distributions
        self.targets = targets
        self.scorecard = scorecard
        self.conservation = conservation
        self.warnings = warnings
        self.timing = timing
    }
}

extension RunResults {
    /// True for a measure that this scenario does not allow to be found exactly. What somebody would have waited who
    /// left is known exactly only where all are served first come, first served, in one line.
    public func isApproximate(_ measure: Measure) -> Bool {
        quotesAreApproximate && measure.features == [.quotes]
    }
}

/// What one independent observation is.
public enum ObservationKind: String, Sendable, Equatable {
    case day
    /// Several days or a week.
    case horizon
    case batch
}

/// A number with its confidence interval; nil is "no data" (0/0), and an interval needs two observations.
public struct Estimate: Sendable, Equatable {
    public var value: Double?
    public var low: Double?
    public var high: Double?

    public init(value: Double?, low: Double? = nil, high: Double? = nil) {
        self.value = value
        self.low = low
        self.high = high
    }

    public static let noData = Estimate(value: nil)
}

/// One measure's estimate in one place.
public struct MeasuredValue: Sendable, Equatable {
    public var measure: Measure
    public var estimate: Estimate
    /// The threshold in seconds, where the measure has one.
    public var within: Double?
    /// The same measure day by day; nil where it has no days, or is found from all waits together.
    public var days: DaysApart?

    public init(measure: Measure, estimate: Estimate, within: Double? = nil, days: DaysApart? = nil) {
        self.measure = measure
        self.estimate = estimate
        self.within = within
        self.days = days
    }
}

/// The measures of one class or group.
public struct ScopeResults: Sendable {
    public var name: String
    public var measures: [MeasuredValue]

    public init(name: String, measures: [MeasuredValue]) {
        self.name = name
        self.measures = measures
    }
}

/// The measures of one planning interval.
public struct IntervalResults: Sendable {
    /// 1 for the first day.
    public var day: Int
    /// Clock time of the start, as `07:00`.
    public var start: String
    /// Seconds after midnight of the interval's day; `end` may pass 24 h.
    public var startSeconds: Double
    public var endSeconds: Double
    public var measures: [MeasuredValue]
    public var classes: [ScopeResults]
    public var groups: [ScopeResults]
    /// Mean number of agents on the roster, of all groups that answer contacts; nil where one is unlimited.
    public var agents: Double?

    public init(
        day: Int, start: String, startSeconds: Double, endSeconds: Double, measures: [MeasuredValue],
        classes: [ScopeResults], groups: [ScopeResults], agents: Double?
    ) {
        self.day = day
        self.start = start
        self.startSeconds = startSeconds
        self.endSeconds = endSeconds
        self.measures = measures
        self.classes = classes
        self.groups = groups
        self.agents = agents
    }
}

/// The threshold measures at one threshold.
public struct WithinResults: Sendable {
    public var withinSeconds: Double
    public var measures: [MeasuredValue]

    public init(withinSeconds: Double, measures: [MeasuredValue]) {
        self.withinSeconds = withinSeconds
        self.measures = measures
    }
}

/// A histogram with its edges in seconds: `counts[i]` lies between `edges[i]` and `edges[i + 1]`.
public struct DistributionResults: Sendable {
    public var name: String
    public var edgesSeconds: [Double]
    public var counts: [UInt64]

    public init(name: String, edgesSeconds: [Double], counts: [UInt64]) {
        self.name = name
        self.edgesSeconds = edgesSeconds
        self.counts = counts
    }
}

/// How a target fared: the estimate against its bound.
public enum Verdict: String, Sendable, Equatable {
    case met
    case missed
    /// The interval contains the target: this many replications cannot tell.
    case undecided
    /// There was nothing to measure.
    case noData = "no_data"
}

/// One target's outcome. A target over each interval has one outcome per interval.
public struct TargetResult: Sendable {
    public var measure: Measure
    public var within: Double?
    /// Class or group; nil for the whole centre.
    public var scope: String?
    public var atLeast: Double?
    public var atMost: Double?
    /// As in the scenario: `run`, `each_interval`, `day`.
    public var over: String
    public var shareOfDays: Double?
    /// Where an interval's own outcome lies; nil otherwise.
    public var interval: (day: Int, start: String)?
    public var estimate: Estimate
    public var verdict: Verdict
    /// Replications that would likely decide an undecided target; nil when decided or unknown.
    public var replicationsToDecide: Int?
    /// Replications from which on the estimate has an interval, where it has none for want of days; nil otherwise.
    public var replicationsForInterval: Int?
    /// Days that by themselves met the bound; nil for a target over each interval, or where there are no days.
    public var days: DayCount?

    public init(
        measure: Measure, within: Double?, scope: String?, atLeast: Double?, atMost: Double?, over: String,
        shareOfDays: Double?, interval: (day: Int, start: String)?, estimate: Estimate, verdict: Verdict,
        replicationsToDecide: Int?, replicationsForInterval: Int? = nil, days: DayCount? = nil
    ) {
        self.measure = measure
        self.within = within
        self.scope = scope
        self.atLeast = atLeast
        self.atMost = atMost
        self.over = over
        self.shareOfDays = shareOfDays
        self.interval = interval
        self.estimate = estimate
        self.verdict = verdict
        self.replicationsToDecide = replicationsToDecide
        self.replicationsForInterval = replicationsForInterval
        self.days = days
    }
}

/// Simulated days, and how many of them met a target.
public struct DayCount: Sendable, Equatable {
    public var met: Int
    /// Days that had data to judge by.
    public var judged: Int

    public init(met: Int, judged: Int) {
        self.met = met
        self.judged = judged
    }
}

/// Arrivals and how each of them ended, over all replications; every arrival ends exactly once.
public struct Conservation: Sendable, Equatable {
    /// True when each class's arrivals equal the sum of their ends in every replication, and the parts of agents' time
    /// sum to the whole.
    public var holds: Bool
    /// What does not hold, in words; empty when all does.
    public var violations: [String]
    public var arrivals: Double
    /// Ends by name, in the order of `ClassCount`: blocked, left_in_menu, …
    public var ends: [(name: String, count: Double)]
    /// Promises of callbacks: how many were made, then the states that they came to, which sum to them.
    public var promises: [(name: String, count: Double)]
    /// The same of follow-ups.
    public var followUps: [(name: String, count: Double)]
    /// Stretches of contacts with an agent, by group; then their kinds, by class, which sum to them.
    public var legs: [(name: String, count: Double)]
    /// Agents' busy time in seconds, by their clocks; then what it was spent on, which sums to it. Empty for a steady run,
    /// whose end cuts work off, and where no group has a limit.
    public var busySeconds: [(name: String, count: Double)]
    /// The integral of the number on hold over time, in seconds; then the waits, which sum to it (Little, 1961).
    public var lineSeconds: [(name: String, count: Double)]

    public init(
        holds: Bool, violations: [String], arrivals: Double, ends: [(name: String, count: Double)],
        promises: [(name: String, count: Double)] = [], followUps: [(name: String, count: Double)] = [],
        legs: [(name: String, count: Double)] = [], busySeconds: [(name: String, count: Double)] = [],
        lineSeconds: [(name: String, count: Double)] = []
    ) {
        self.holds = holds
        self.violations = violations
        self.arrivals = arrivals
        self.ends = ends
        self.promises = promises
        self.followUps = followUps
        self.legs = legs
        self.busySeconds = busySeconds
        self.lineSeconds = lineSeconds
    }

    public static func == (a: Conservation, b: Conservation) -> Bool {
        a.holds == b.holds && a.violations == b.violations && a.arrivals == b.arrivals
            && a.ends.elementsEqual(b.ends) { $0 == $1 } && a.promises.elementsEqual(b.promises) { $0 == $1 }
            && a.followUps.elementsEqual(b.followUps) { $0 == $1 } && a.legs.elementsEqual(b.legs) { $0 == $1 }
            && a.busySeconds.elementsEqual(b.busySeconds) { $0 == $1 }
            && a.lineSeconds.elementsEqual(b.lineSeconds) { $0 == $1 }
    }
}

/// How fast the run was; kept out of results unless asked for, so that two runs give the same bytes.
public struct Timing: Sendable, Equatable {
    public var contacts: Double
    public var seconds: Double
    public var cpuSeconds: Double
    public var peakResidentBytes: Int

    public init(contacts: Double, seconds: Double, cpuSeconds: Double, peakResidentBytes: Int) {
        self.contacts = contacts
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
        self.peakResidentBytes = peakResidentBytes
    }
}
