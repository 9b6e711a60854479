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
    /// Agents times hours over the horizon, of the plan, of the scenario as it stood, and a bound that no plan can pass.
    public var agentHours: Double
    public var agentHoursBefore: Double
    public var leastAgentHours: Double
    /// What the textbook says interval by interval; nil where it has no answer: the targets name nothing that it knows.
    public var agentHoursErlangA: Double?
    public var agentHoursErlangC: Double?
    /// On the fresh replications.
    public var targets: [TargetResult]
    /// Replications simulated in all.
    public var simulated: Int
    public var warnings: [String]
    /// Price of an agent's hour, where the scenario names one.
    public var agentHourPrice: Double?
    public var observationKind: ObservationKind
    public var timing: Timing?

    public init(
        scenarioName: String, scenarioFile: String, resolvedSHA256: String, seed: UInt64, replications: Int,
        freshReplications: Int, confidence: Double, confidenceOfEach: Double, cells: [StaffedCell], agentHours: Double,
        agentHoursBefore: Double, leastAgentHours: Double, agentHoursErlangA: Double?, agentHoursErlangC: Double?,
        targets: [TargetResult], simulated: Int, warnings: [String] = [], agentHourPrice: Double? = nil,
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
        self.agentHours = agentHours
        self.agentHoursBefore = agentHoursBefore
        self.leastAgentHours = leastAgentHours
        self.agentHoursErlangA = agentHoursErlangA
        self.agentHoursErlangC = agentHoursErlangC
        self.targets = targets
        self.simulated = simulated
        self.warnings = warnings
        self.agentHourPrice = agentHourPrice
        self.observationKind = observationKind
        self.timing = timing
    }

    /// True when no target is missed on the fresh replications: no interval lies wholly on the wrong side.
    public var isKept: Bool { !targets.contains { $0.verdict == .missed } }

    /// True when it was shown for every agent of the plan that without that one a target is missed.
    public var isMinimal: Bool { cells.allSatisfy { $0.agents == 0 || $0.oneLess != nil } }
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
