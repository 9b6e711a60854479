/// What a centre can promise, ready to be written in any format. Times are seconds, shares 0–1.
public struct PromiseResults: Sendable {
    public var scenarioName: String
    public var scenarioFile: String
    public var resolvedSHA256: String
    public var seed: UInt64
    /// With which the windows and quotes are to be kept.
    public var probability: Double
    /// The windows that may be promised, in rising order.
    public var grid: [Double]
    /// Replications on which windows were sought: the same customers for every table.
    public var replications: Int
    /// Replications, met by nobody before, on which the table was judged.
    public var freshReplications: Int
    /// Of each interval by itself.
    public var confidence: Double
    public var rows: [PromisedRow]
    /// All classes and states of an interval together.
    public var intervals: [PromisedInterval]
    /// The whole table on the fresh replications.
    public var kept: Estimate
    public var allDay: AllDayWindow
    /// Thirty minutes always, with which the others are compared; then this table, one window all day, the scenario as
    /// it was written, no callbacks.
    public var plans: [PromisePlan]
    /// No callbacks at all, then this table and thirty minutes always, with what each changes for callers on hold.
    public var costs: [PromisePlan]
    /// What a promise costs callers on hold: under this table, and under thirty minutes always.
    public var perPromise: [PromiseCost]
    /// Replications simulated in all.
    public var simulated: Int
    public var warnings: [String]
    public var observationKind: ObservationKind
    public var timing: Timing?

    public init(
        scenarioName: String, scenarioFile: String, resolvedSHA256: String, seed: UInt64, probability: Double,
        grid: [Double], replications: Int, freshReplications: Int, confidence: Double, rows: [PromisedRow],
        intervals: [PromisedInterval], kept: Estimate, allDay: AllDayWindow, plans: [PromisePlan],
        costs: [PromisePlan], perPromise: [PromiseCost], simulated: Int,
        warnings: [String] = [], observationKind: ObservationKind, timing: Timing? = nil
    ) {
        self.scenarioName = scenarioName
        self.scenarioFile = scenarioFile
        self.resolvedSHA256 = resolvedSHA256
        self.seed = seed
        self.probability = probability
        self.grid = grid
        self.replications = replications
        self.freshReplications = freshReplications
        self.confidence = confidence
        self.rows = rows
        self.intervals = intervals
        self.kept = kept
        self.allDay = allDay
        self.plans = plans
        self.costs = costs
        self.perPromise = perPromise
        self.simulated = simulated
        self.warnings = warnings
        self.observationKind = observationKind
        self.timing = timing
    }

    /// Promises on the fresh replications from which on an interval or a row is judged.
    public static let enough = 400.0
    /// How far below the stated probability chance may put a share on the fresh replications.
    public static let tolerance = 0.01

    public func rows(_ status: PromisedRow.Status) -> Int { rows.filter { $0.status == status }.count }
}

/// What is promised to a class in an interval and a state of the line, and how it fared on the fresh replications.
public struct PromisedRow: Sendable {
    public enum Status: String, Sendable, CaseIterable {
        /// Kept as often as stated, and one step shorter is not.
        case kept
        /// The shortest window there is, and kept more often than stated.
        case floor
        /// No window is kept as often as stated; the window is that of the attempted clock: the first dial in time.
        case impossible
        /// Kept less often than stated, beyond chance, although a longer window may be kept: the search fell short.
        case missed
        /// Kept or one step shorter not kept: one of the two cannot be told on so many replications.
        case undecided
        /// Too few promises to tell; the window is that of the nearest row that has more.
        case few
    }

    public var customerClass: String
    /// `every day`, or the kind of day as the scenario writes it.
    public var day: String
    public var start: String
    public var end: String
    public var startSeconds: Double
    /// Customers in line, from and up to, both included; nil where there is no upper end.
    public var waitingFrom: Int
    public var waitingTo: Int?
    public var window: Double
    public var status: Status
    /// By the clock of the agent, and by that of the first dial.
    public var kept: Estimate
    public var dialled: Estimate
    /// Promises made, and those of them that were due within the run.
    public var promises: Double
    public var due: Double
    /// The same with this window one step shorter and the rest of the table in force; nil for the shortest.
    public var shorter: Estimate?
    public var shorterDialled: Estimate?
    /// Where no window is kept as often as stated: the most often that any was.
    public var highest: Double?
    /// The wait that the stated share of those who must wait do not exceed; nil where too few had to wait, or where it is
    /// beyond all that is announced.
    public var quote: Double?
    /// The share of them on the fresh replications who did not wait longer, and how many there were.
    public var quoteKept: Estimate
    public var quoted: Double

    public init(
        customerClass: String, day: String, start: String, end: String, startSeconds: Double, waitingFrom: Int,
        waitingTo: Int?, window: Double, status: Status, kept: Estimate, dialled: Estimate, promises: Double,
        due: Double, shorter: Estimate?, shorterDialled: Estimate?, highest: Double?, quote: Double?,
        quoteKept: Estimate, quoted: Double
    ) {
        self.customerClass = customerClass
        self.day = day
        self.start = start
        self.end = end
        self.startSeconds = startSeconds
        self.waitingFrom = waitingFrom
        self.waitingTo = waitingTo
        self.window = window
        self.status = status
        self.kept = kept
        self.dialled = dialled
        self.promises = promises
        self.due = due
        self.shorter = shorter
        self.shorterDialled = shorterDialled
        self.highest = highest
        self.quote = quote
        self.quoteKept = quoteKept
        self.quoted = quoted
    }
}

/// An interval of a kind of day, all classes and states of the line together, on the fresh replications.
public struct PromisedInterval: Sendable {
    public var day: String
    public var start: String
    public var kept: Estimate
    public var due: Double
    /// With each window one step shorter, row by row, the rest of the table in force.
    public var shorter: Double?
    /// Rows of the interval for which no window is kept as often as stated, and whether all are the shortest there is.
    public var hasImpossible: Bool
    public var isFloor: Bool

    public init(
        day: String, start: String, kept: Estimate, due: Double, shorter: Double?, hasImpossible: Bool, isFloor: Bool
    ) {
        self.day = day
        self.start = start
        self.kept = kept
        self.due = due
        self.shorter = shorter
        self.hasImpossible = hasImpossible
        self.isFloor = isFloor
    }
}

/// One window for the whole day, whatever the state of the line.
public struct AllDayWindow: Sendable {
    /// nil when no window is kept as often as stated all day.
    public var window: Double?
    /// How often it is kept; without such a window, the most often that any is, and which.
    public var kept: Estimate
    public var best: Double
    /// The share of all promises that then fall due before the centre closes: only these can be kept or broken.
    public var dueShare: Double
    /// The interval in which it is kept least often, of those with enough promises.
    public var worst: (start: String, kept: Double)?

    public init(
        window: Double?, kept: Estimate, best: Double, dueShare: Double, worst: (start: String, kept: Double)?
    ) {
        self.window = window
        self.kept = kept
        self.best = best
        self.dueShare = dueShare
        self.worst = worst
    }
}

/// What a promise costs the callers on hold, all of them together, in seconds of holding for each promise made, on the
/// same fresh customers.
public struct PromiseCost: Sendable {
    /// The way to promise.
    public var name: String
    /// Beside no callbacks: negative, as a rule, since whoever is promised one holds no longer.
    public var besideNone: Estimate
    /// Beside promises that nobody works off: what the agents' time for the callback takes from callers on hold.
    public var besideUnworked: Estimate

    public init(name: String, besideNone: Estimate, besideUnworked: Estimate) {
        self.name = name
        self.besideNone = besideNone
        self.besideUnworked = besideUnworked
    }
}

/// A way to promise, on the same fresh customers as the others.
public struct PromisePlan: Sendable {
    public var name: String
    /// Values under it, by name of the measure.
    public var values: [(measure: Measure, estimate: Estimate, difference: Difference?)]

    public init(name: String, values: [(measure: Measure, estimate: Estimate, difference: Difference?)]) {
        self.name = name
        self.values = values
    }

    public subscript(name: String) -> Estimate? { values.first { $0.measure.name == name }?.estimate }
    public func difference(_ name: String) -> Difference? {
        values.first { $0.measure.name == name }?.difference
    }
}
