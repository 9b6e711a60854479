/// What a search for the fewest agents found, ready to be written in any format.
public struct StaffingResults: Sendable {
    public var scenarioName: String
    public var scenarioFile: String
    public var resolvedSHA256: String
    public var seed: UInt64
    /// Replications on which the plan was judged while it was sought: the same customers for every plan.
    public var replications: Int
    /// Replications, met by nobody before, on which the plan that was found was judged once more: `targets`.
    public var freshReplications: Int
    /// Of all the targets' intervals together: each is as much wider as their number asks (Bonferroni).
    public var confidence: Double
    public var confidenceOfEach: Double
    /// Every number that was decided, in order of group, kind of day and interval.
    public var cells: [StaffedCell]
    /// Of the plan over the horizon, of the scenario as it stood, and a bound that no plan of numbers can pass; nil where
    /// none is known.
    public var total: StaffingTotal
    public var before: StaffingTotal
    public var least: StaffingTotal?
    /// What the textbook says interval by interval; nil where it has no answer: the targets name nothing that it knows.
    public var erlangA: StaffingTotal?
    public var erlangC: StaffingTotal?
    /// On the fresh replications.
    public var targets: [TargetResult]
    /// Replications simulated in all.
    public var simulated: Int
    public var warnings: [String]
    /// The shifts that cover the numbers; nil where no group has any to choose from.
    public var shifts: StaffedShifts?
    public var observationKind: ObservationKind
    public var timing: Timing?

    public init(
        scenarioName: String, scenarioFile: String, resolvedSHA256: String, seed: UInt64, replications: Int,
        freshReplications: Int, confidence: Double, confidenceOfEach: Double, cells: [StaffedCell],
        total: StaffingTotal,
        before: StaffingTotal, least: StaffingTotal?, erlangA: StaffingTotal?, erlangC: StaffingTotal?,
        targets: [TargetResult], shifts: StaffedShifts? = nil, simulated: Int, warnings: [String] = [],
        observationKind: ObservationKind, timing: Timing? = nil
    ) {
        self.scenarioName = scenarioName
        self.scenarioFile = scenarioFile
        self.resolvedSHA256 = resolvedSHA256
        self.seed = seed
        self.replications = replications
        self.freshReplications = freshReplications
        self.confidence = confidence
        self.confidenceOfEach = confidenceOfEach
        self.cells = cells
        self.total = total
        self.before = before
        self.least = least
        self.erlangA = erlangA
        self.erlangC = erlangC
        self.targets = targets
        self.shifts = shifts
        self.simulated = simulated
        self.warnings = warnings
        self.observationKind = observationKind
        self.timing = timing
    }

    /// True when no target is missed on the fresh replications: no interval lies wholly on the wrong side.
    public var isKept: Bool { !targets.contains { $0.verdict == .missed } }

    /// True when it was shown for every agent of the plan that without that one a target is missed.
    /// Of shifts, for every agent whom `at_least` does not ask for.
    public var isMinimal: Bool {
        shifts.map { $0.shifts.allSatisfy { $0.oneLess != nil } }
            ?? cells.allSatisfy { $0.agents == 0 || $0.oneLess != nil }
    }
}

/// Agents times hours over the horizon, and what they cost where an hour has a price.
public struct StaffingTotal: Sendable, Equatable {
    public var agentHours: Double
    public var cost: Double?

    public init(agentHours: Double, cost: Double?) {
        self.agentHours = agentHours
        self.cost = cost
    }
}

/// One number that a plan decides: the agents of a group in an interval of a kind of day.
public struct StaffedCell: Sendable, Equatable {
    public var group: String
    /// `every day`, or the kind of day as the scenario writes it.
    public var day: String
    /// Clock time of its start, and the same in seconds after midnight.
    public var start: String
    public var startSeconds: Double
    /// Over all days of its kind in the horizon.
    public var hours: Double
    public var before: Int
    public var agents: Int
    /// No plan that keeps the targets has fewer here, however many agents there are elsewhere.
    public var leastAgents: Int
    /// What Erlang's formulas say of the interval by itself; nil where they have no answer.
    public var erlangA: Int?
    public var erlangC: Int?
    /// What one agent less here does to the target that suffers most; nil where it was not shown to fail.
    public var oneLess: OneAgentLess?

    public init(
        group: String, day: String, start: String, startSeconds: Double, hours: Double, before: Int, agents: Int,
        leastAgents: Int, erlangA: Int?, erlangC: Int?, oneLess: OneAgentLess?
    ) {
        self.group = group
        self.day = day
        self.start = start
        self.startSeconds = startSeconds
        self.hours = hours
        self.before = before
        self.agents = agents
        self.leastAgents = leastAgents
        self.erlangA = erlangA
        self.erlangC = erlangC
        self.oneLess = oneLess
    }
}

/// A target that is missed with one agent less, on the customers on which the plan keeps it.
public struct OneAgentLess: Sendable, Equatable {
    public var measure: Measure
    public var within: Double?
    public var bound: Double
    /// With one agent less.
    public var value: Double
    /// How far beyond its bound, above 0, in the measure's unit.
    public var missedBy: Double

    public init(measure: Measure, within: Double?, bound: Double, value: Double, missedBy: Double) {
        self.measure = measure
        self.within = within
        self.bound = bound
        self.value = value
        self.missedBy = missedBy
    }
}
