/// What a tally must know beside the counts: names, times, thresholds, prices and targets.
public struct TallyPlan: Sendable {
    public var classes: [ClassPlan]
    public var groups: [GroupPlan]
    /// The rows of `Counts` but the last, in order. For a steady run, its batches.
    public var intervals: [IntervalPlan]
    /// Seconds, as in `ThresholdCount`; the first is that of the measures listed without one.
    public var thresholds: [Double]
    /// Between 0 and 1, both excluded.
    public var confidence: Double
    public var prices: Prices
    public var observationKind: ObservationKind
    public var targets: [TargetSpec]
    /// Features that the scenario uses; measures of others are left out of its reports. See `reported`.
    public var features: Set<Feature>
    /// True when the wait of somebody who heard a quote and did not stay is not found exactly: another line, or a
    /// callback, could have come before.
    public var quotesAreApproximate = false
    /// The only measures to sum up, beside those of targets; nil for all that belong to the scenario. Whoever asks for
    /// few pays for few.
    public var only: Set<Measure>?
    /// False leaves the planning intervals out.
    public var byInterval = true

    public init(
        classes: [ClassPlan], groups: [GroupPlan], intervals: [IntervalPlan], thresholds: [Double],
        confidence: Double = 0.95, prices: Prices = Prices(), observationKind: ObservationKind,
        targets: [TargetSpec] = [], features: Set<Feature> = []
    ) {
        self.classes = classes
        self.groups = groups
        self.intervals = intervals
        self.thresholds = thresholds
        self.confidence = confidence
        self.prices = prices
        self.observationKind = observationKind
        self.targets = targets
        self.features = features
    }

    /// The measures of this plan's reports, in order: those that every centre has, those of the features in use, and
    /// those that a target names. The others are not computed.
    public var reported: [Measure] {
        var used = features
        if classes.contains(where: \.hasMenu) { used.insert(.menu) }
        if classes.contains(where: { $0.value != 1 }) { used.insert(.values) }
        let named = Set(targets.map(\.measure))
        return Measure.all.filter { measure in
            (only?.contains(measure) ?? true || named.contains(measure))
                && (measure.features.isEmpty || !measure.features.isDisjoint(with: used) || named.contains(measure))
                && (!measure.hasThreshold || !thresholds.isEmpty)
        }
    }

    /// True when the counts must keep waits by interval: for batches, and for targets on quantiles over intervals or
    /// over the days of a longer horizon.
    public var needsHistogramsByInterval: Bool {
        observationKind == .batch
            || targets.contains {
                $0.measure.whole.needsHistograms
                    && ($0.over == .eachInterval || ($0.over == .day && observationKind == .horizon))
            }
    }

    /// True when the planning intervals are summed up each by itself.
    var keepsIntervals: Bool {
        observationKind != .batch && (byInterval || targets.contains { $0.over == .eachInterval })
    }

    /// Position of a target's threshold; nil when the measure has none.
    func threshold(of target: TargetSpec) -> Int? {
        guard target.measure.hasThreshold else { return nil }
        guard let seconds = target.within else { return 0 }
        guard let index = thresholds.firstIndex(of: seconds) else {
            preconditionFailure("a target's threshold of \(seconds) s is not among the plan's thresholds")
        }
        return index
    }
}

/// A class of customers, as far as results need it.
public struct ClassPlan: Sendable, Equatable {
    public var name: String
    /// Marked as loyal in the scenario; the scorecard shows such classes by themselves.
    public var isLoyal: Bool
    /// Its contacts pass a menu before anybody answers.
    public var hasMenu: Bool
    /// What a customer of the class is worth; 1 where the scenario does not say.
    public var value: Double

    public init(name: String, isLoyal: Bool = false, hasMenu: Bool = false, value: Double = 1) {
        self.name = name
        self.isLoyal = isLoyal
        self.hasMenu = hasMenu
        self.value = value
    }
}

/// What a scenario may use beyond the plain way of a contact; each has measures of its own.
public enum Feature: String, Sendable, CaseIterable {
    case menu, quotes, callbacks
    case followUps = "follow-ups"
    /// Redials and reconnects.
    case returns
    case transfers
    /// Classes of which some are worth more than others.
    case values
    /// Named agents.
    case shifts
}

/// A group of agents, as far as results need it.
public struct GroupPlan: Sendable, Equatable {
    public var name: String
    /// As many agents as are ever needed: it has no roster, and no occupancy.
    public var isUnlimited: Bool
    /// False for a back office: it answers no contacts.
    public var answersContacts: Bool
    /// Named agents, of whom each one's load is known; 0 where agents are only a number.
    public var agents: Int

    public init(name: String, isUnlimited: Bool = false, answersContacts: Bool = true, agents: Int = 0) {
        self.name = name
        self.isUnlimited = isUnlimited
        self.answersContacts = answersContacts
        self.agents = agents
    }
}

/// When a planning interval lies.
public struct IntervalPlan: Sendable, Equatable {
    /// 1 for the first day.
    public var day: Int
    /// Clock time of its start: `07:00`.
    public var start: String
    /// Seconds after midnight of its day; the end may pass 24 h.
    public var startSeconds: Double
    public var endSeconds: Double

    public init(day: Int, start: String, startSeconds: Double, endSeconds: Double) {
        self.day = day
        self.start = start
        self.startSeconds = startSeconds
        self.endSeconds = endSeconds
    }
}

/// What things cost, in the scenario's own currency; nil where no price is named.
public struct Prices: Sendable, Equatable {
    public var agentHour: Double?
    /// By position in `TallyPlan.groups`, in place of `agentHour`; empty where all groups have one price or none.
    public var agentHourOfGroup: [Double]
    /// `agentHour` where not named.
    public var overtimeHour: Double?
    /// For each contact that abandoned, balked, was blocked or hung up on.
    public var lostContact: Double?
    public var waitingMinute: Double?
    /// For each promise, of a callback or a follow-up, whose time came within the run and that was not kept.
    public var brokenPromise: Double?

    public init(
        agentHour: Double? = nil, agentHourOfGroup: [Double] = [], overtimeHour: Double? = nil,
        lostContact: Double? = nil,
        waitingMinute: Double? = nil, brokenPromise: Double? = nil
    ) {
        self.agentHour = agentHour
        self.agentHourOfGroup = agentHourOfGroup
        self.overtimeHour = overtimeHour
        self.lostContact = lostContact
        self.waitingMinute = waitingMinute
        self.brokenPromise = brokenPromise
    }

    var isEmpty: Bool { self == Prices() }
}

/// Where a measure is taken.
public enum Scope: Sendable, Hashable {
    case whole
    /// Position in `TallyPlan.classes`.
    case customerClass(Int)
    /// Position in `TallyPlan.groups`.
    case group(Int)
}

/// A target as the tally judges it.
public struct TargetSpec: Sendable, Equatable {
    public enum Bound: Sendable { case atLeast, atMost }
    public enum Period: String, Sendable {
        /// All contacts of all replications together.
        case run
        case eachInterval = "each_interval"
        /// The share of days that meet the bound; without `shareOfDays`, the mean of the days' own values.
        case day
    }

    public var measure: Measure
    /// Seconds, one of `TallyPlan.thresholds`; the first of them when nil and the measure has a threshold.
    public var within: Double?
    public var scope: Scope
    public var bound: Bound
    public var value: Double
    public var over: Period
    public var shareOfDays: Double?

    public init(
        measure: Measure, within: Double? = nil, scope: Scope = .whole, bound: Bound, value: Double,
        over: Period = .run, shareOfDays: Double? = nil
    ) {
        self.measure = measure
        self.within = within
        self.scope = scope
        self.bound = bound
        self.value = value
        self.over = over
        self.shareOfDays = shareOfDays
    }

    func isMet(by found: Double) -> Bool { bound == .atLeast ? found >= value : found <= value }
}
