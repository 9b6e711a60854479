/// A number that a run is to make more certain, and how certain.
public struct PrecisionGoal: Sendable, Equatable {
    public enum Subject: Sendable, Equatable {
        /// A measure of the whole centre, or of a class or group by its name. `within` is the threshold in seconds, one
        /// of the plan's; the first of them when nil and the measure has a threshold.
        case measure(Measure, within: Double?, of: String?)
        /// What a target is judged by, at its position in the plan; not one over each interval, which has many numbers.
        case target(Int)
    }

    /// How far an interval may reach to either side of its value.
    public enum HalfWidth: Sendable, Equatable {
        /// In the unit of the measure: a share of 0–1, seconds, hours, a number.
        case absolute(Double)
        /// As a share of the value itself: 0.02 is two per cent of it.
        case relative(Double)
    }

    public var subject: Subject
    public var wanted: HalfWidth

    public init(_ subject: Subject, wanted: HalfWidth) {
        self.subject = subject
        self.wanted = wanted
    }
}

/// How precise a number has become, against what was wanted.
public struct PrecisionOutcome: Sendable, Equatable {
    public var measure: Measure
    /// The threshold in seconds, where the measure has one.
    public var within: Double?
    /// Class or group; nil for the whole centre.
    public var scope: String?
    /// `run`, or `day` where the goal is a target on days.
    public var over: String
    /// Set where the number is the share of days that meet a bound.
    public var shareOfDays: Double?
    public var wanted: PrecisionGoal.HalfWidth
    public var estimate: Estimate
    /// Set where the number is a plan's difference to the baseline of a comparison.
    public var difference: Difference?
    /// True when the interval is as narrow as wanted, and comes from enough observations to be believed.
    public var reached: Bool

    public init(
        measure: Measure, within: Double? = nil, scope: String? = nil, over: String = "run",
        shareOfDays: Double? = nil, wanted: PrecisionGoal.HalfWidth, estimate: Estimate,
        difference: Difference? = nil, reached: Bool = false
    ) {
        self.measure = measure
        self.within = within
        self.scope = scope
        self.over = over
        self.shareOfDays = shareOfDays
        self.wanted = wanted
        self.estimate = estimate
        self.difference = difference
        self.reached = reached
    }

    /// Whose difference, and what a share of the value is a share of.
    public struct Difference: Sendable, Equatable {
        /// Position of the plan that differs from the first.
        public var plan: Int
        /// The baseline's own value; nil without data, or where nothing relative is wanted.
        public var baseline: Double?
        /// Observations in which the two plans differed, where they were alike in many; nil elsewhere.
        public var seldomDiffering: Int?

        public init(plan: Int, baseline: Double?, seldomDiffering: Int? = nil) {
            self.plan = plan
            self.baseline = baseline
            self.seldomDiffering = seldomDiffering
        }
    }

    /// Observations in which two plans that are often alike must differ before a comparison may stop by itself. Twice as
    /// many as an interval at a day chosen beforehand needs, since one that has seen few bad days stops sooner: under a
    /// longer promise, intervals of the service level's difference held the truth in 93.4 % with 100, in 93.9 % with 200.
    static let leastDiffering = 200

    /// True where the plans differed often enough for a comparison to stop by itself.
    public var differsOftenEnough: Bool { difference?.seldomDiffering.map { $0 >= Self.leastDiffering } ?? true }

    public var unit: Measure.Unit { shareOfDays == nil ? measure.unit : .share }

    /// The longer side of the interval, in the unit of the measure; nil without an interval.
    public var halfWidth: Double? {
        guard let value = estimate.value, let low = estimate.low, let high = estimate.high else { return nil }
        return max(high - value, value - low)
    }

    /// What was wanted in the unit of the measure; nil for a share of a value that is zero or not there. Of a difference,
    /// which may well be zero, the baseline's value is meant.
    public var wantedHalfWidth: Double? {
        switch wanted {
        case .absolute(let width): return width
        case .relative(let share):
            let value: Double? = if let difference { difference.baseline } else { estimate.value }
            guard let value, value != 0 else { return nil }
            return share * abs(value)
        }
    }

    /// True when the interval is as narrow as wanted, whatever it comes from.
    public var isNarrow: Bool {
        guard let halfWidth, let wantedHalfWidth else { return false }
        return halfWidth <= wantedHalfWidth
    }

    /// By how much the observations must grow in number: widths shrink with their square root. At most 1 when narrow, and
    /// made of enough observations in which plans differ; nil where nothing can be said.
    public var growth: Double? {
        guard let halfWidth, let wantedHalfWidth, wantedHalfWidth > 0 else { return nil }
        let ofWidth = (halfWidth / wantedHalfWidth) * (halfWidth / wantedHalfWidth)
        guard let differing = difference?.seldomDiffering, differing > 0 else { return ofWidth }
        return max(ofWidth, Double(Self.leastDiffering) / Double(differing))
    }
}

/// What became of the precision that a run was asked for.
public struct PrecisionReport: Sendable, Equatable {
    /// Why the run ended.
    public enum Ending: String, Sendable {
        /// Every number is as precise as wanted.
        case reached
        /// As many replications as were allowed are done.
        case replications
        case timeLimit = "time_limit"
        case interrupted
        /// After a thousand observations a number had no data at all, or a value of zero of which a share was wanted.
        case noData = "no_data"
    }

    public var outcomes: [PrecisionOutcome]
    public var ending: Ending

    public init(outcomes: [PrecisionOutcome], ending: Ending) {
        self.outcomes = outcomes
        self.ending = ending
    }

    /// The most replications of a run that ends when it is precise enough, unless told otherwise.
    public static let usualMost = 100_000

    public var isReached: Bool { ending == .reached }

    /// Replications, in all, that would likely be enough, rounded up to two digits; nil when reached or unknown.
    public func replicationsToReach(from replications: Int) -> Int? {
        guard !isReached else { return nil }
        let growths = outcomes.filter { !$0.reached }.map(\.growth)
        guard !growths.isEmpty, !growths.contains(nil) else { return nil }
        let needed = Double(replications) * (growths.compactMap { $0 }.max() ?? 1)
        return needed <= 1e8 ? Self.rounded(needed, above: replications) : nil
    }

    /// A forecast of replications, rounded up to two digits, and more than there are already.
    public static func rounded(_ needed: Double, above replications: Int) -> Int {
        // What is above a round number by rounding alone is that number.
        Verdict.roundedUp(max(needed * (1 - 1e-9), Double(replications + 1)))
    }
}
