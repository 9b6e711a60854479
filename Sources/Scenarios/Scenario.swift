import Randomness

/// A call centre as a person describes it, read and checked: every name resolved, every unit turned into seconds.
///
/// Nothing here can be simulated yet; `Experiments` compiles it into the engine's tables.
public struct Scenario: Sendable, Equatable {
    public var name: String
    public var about: String?
    public var hours: Hours
    /// Customer classes in the order of the file.
    public var classes: [CustomerClass]
    /// Agent groups in the order of the file.
    public var groups: [AgentGroup]
    /// Trunk lines: contacts that may be in the centre at once, in talk or on hold; nil when unlimited.
    public var lines: Int?
    public var targets: [Target]
    /// Extra thresholds of `report_within`, in seconds.
    public var reportWithin: [Double]
    /// Abandonments after at most this many seconds count as short.
    public var shortAbandonWithin: Double
    public var costs: Costs
    public var waiting: WaitingRule = .firstComeFirstServed

    public init(
        name: String, about: String? = nil, hours: Hours, classes: [CustomerClass], groups: [AgentGroup],
        lines: Int? = nil, targets: [Target] = [], reportWithin: [Double] = [], shortAbandonWithin: Double = 5,
        costs: Costs = Costs()
    ) {
        self.name = name
        self.about = about
        self.hours = hours
        self.classes = classes
        self.groups = groups
        self.lines = lines
        self.targets = targets
        self.reportWithin = reportWithin
        self.shortAbandonWithin = shortAbandonWithin
        self.costs = costs
    }
}

/// One value per interval for each kind of day: `table[kind][interval]`.
public typealias Table = [[Double]]

/// Callers alike in need, skill, value and patience.
public struct CustomerClass: Sendable, Equatable {
    public var name: String
    /// The name that keys the random draws; the class's own unless given. Classes of one stream name meet the same draws.
    public var stream: String
    public var arrivals: Arrivals
    /// Talk time by time of day; one entry without a time when it is the same all day.
    public var handleTime: [TimedDistribution]
    public var afterCall: [TimedDistribution]
    /// How long a customer holds before abandoning; empty when nobody ever abandons.
    public var patience: [TimedDistribution]
    /// Who leaves at once on finding that there is a wait: steps by the number already waiting in the class's line.
    public var balking: [BalkingStep]
    /// Contacts that may wait in this class's line; nil when unlimited.
    public var waitingPlaces: Int?
    public var loyal: Bool
    public var value: Double
    /// How agents are chosen for this class.
    public var idleAgent: IdleAgentRule
    /// Place in the order of service: lower is served first; equal ranks share one line, first come first served.
    public var priority: Int
    /// With `WaitingRule.growing`: points on joining, and points more per second on hold.
    public var headStart: Double = 0
    public var pointsPerSecond: Double = 1
    public var menu: Menu?
    public var quotes: QuotePolicy?
    /// Who leaves at once on hearing a quote: steps by the quote.
    public var balkingByQuote: [QuoteStep] = []
    /// Once the quoted wait has passed, the hazard of abandoning is multiplied by this, once.
    public var patienceAfterQuote: Double = 1
    public var callbacks: CallbackPolicy?
    /// After abandoning or being blocked; nil when nobody tries again.
    public var redials: Returns?
    /// Share of answered contacts that leave the issue unresolved, and who then come back.
    public var unresolved: Double = 0
    public var reconnects: Returns?
    public var transfers: [Transfer] = []
    public var followUp: FollowUp?
    public var overflow: [Overflow] = []

    public init(
        name: String, stream: String? = nil, arrivals: Arrivals, handleTime: [TimedDistribution],
        afterCall: [TimedDistribution] = [], patience: [TimedDistribution] = [], balking: [BalkingStep] = [],
        waitingPlaces: Int? = nil, loyal: Bool = false, value: Double = 1, idleAgent: IdleAgentRule = .longestIdle,
        priority: Int = 0
    ) {
        self.name = name
        self.stream = stream ?? name
        self.arrivals = arrivals
        self.handleTime = handleTime
        self.afterCall = afterCall
        self.patience = patience
        self.balking = balking
        self.waitingPlaces = waitingPlaces
        self.loyal = loyal
        self.value = value
        self.idleAgent = idleAgent
        self.priority = priority
    }
}

/// A distribution that holds for contacts that arrive from a time of day on, until the next entry's.
public struct TimedDistribution: Sendable, Equatable {
    /// Seconds after midnight; the first entry of a list is 0.
    public var from: Double
    public var distribution: Distribution

    public init(from: Double = 0, _ distribution: Distribution) {
        self.from = from
        self.distribution = distribution
    }
}

/// From this many contacts already waiting in the line on, this share of new ones leaves at once.
public struct BalkingStep: Sendable, Equatable {
    public var waitingAtLeast: Int
    public var share: Double

    public init(waitingAtLeast: Int = 0, share: Double) {
        self.waitingAtLeast = waitingAtLeast
        self.share = share
    }
}

/// Which of several idle agents a contact goes to.
public enum IdleAgentRule: Sendable, Equatable {
    /// Whoever has been idle longest among all eligible groups.
    case longestIdle
    /// The group, and within it the named agent, that has been busy for the smallest share of its time so far today.
    case leastOccupied
    /// Any idle agent with equal chance.
    case random
    /// The first group of this order that has an idle agent (positions in `Scenario.groups`).
    case preference([Int])
}

extension Scenario {
    /// Whether a group (a position in `groups`) answers contacts of any class, at once or by overflow; false for a back office.
    public func answersContacts(group: Int) -> Bool {
        !groups[group].skills.isEmpty || classes.contains { $0.overflow.contains { $0.to == group } }
    }
}

/// Agents alike in skills and schedule.
public struct AgentGroup: Sendable, Equatable {
    public var name: String
    public var skills: [Skill]
    public var staffing: Staffing
    /// Share of rostered agents who are absent on a day, drawn agent by agent; 0 when none.
    public var shrinkage: Double
    /// Idle agents that this group keeps free for a class: others are served only while more are idle.
    public var reserves: [Reserve] = []
    public var background: BackgroundWork?
    /// With shifts: an agent busier than this share of the time since the shift began takes a pause first.
    public var occupancyCeiling: Double?
    /// With shifts: a pause of so many seconds after so many contacts in a row.
    public var pauseAfter: PauseRule?
    /// The shifts from which `staff` chooses; nil when it decides numbers of agents alone.
    public var mayWork: ShiftChoices?

    public init(name: String, skills: [Skill], staffing: Staffing, shrinkage: Double = 0) {
        self.name = name
        self.skills = skills
        self.staffing = staffing
        self.shrinkage = shrinkage
    }
}

/// So many idle agents are kept free for a class.
public struct Reserve: Sendable, Equatable {
    /// Position in `Scenario.classes`.
    public var customerClass: Int
    public var agents: Int

    public init(customerClass: Int, agents: Int) {
        self.customerClass = customerClass
        self.agents = agents
    }
}

/// A pause after so many contacts in a row.
public struct PauseRule: Sendable, Equatable {
    public var contacts: Int
    public var seconds: Double

    public init(contacts: Int, seconds: Double) {
        self.contacts = contacts
        self.seconds = seconds
    }
}

/// Which waiting contact a free agent takes next.
public enum WaitingRule: Sendable, Equatable {
    /// Whoever has waited longest, whatever the class.
    case firstComeFirstServed
    /// By `CustomerClass.priority`.
    case priority
    /// Whoever has most points: `headStart` + `pointsPerSecond` × seconds on hold.
    case growing
    /// Each group by its own list: the first of its `skills` that waits.
    case groupPreference
}

/// One class that a group serves, and how.
public struct Skill: Sendable, Equatable {
    /// Position of the class in `Scenario.classes`.
    public var customerClass: Int
    /// Talk and after-call time are divided by this: 1.1 is ten per cent faster than the class's own distribution.
    public var speed: Double
    /// The group's own talk time for the class, where it differs in shape; drawn with the customer's own uniform.
    public var handleTime: Distribution?

    public init(customerClass: Int, speed: Double = 1, handleTime: Distribution? = nil) {
        self.customerClass = customerClass
        self.speed = speed
        self.handleTime = handleTime
    }
}

/// How many agents of a group are there, and when.
public enum Staffing: Sendable, Equatable {
    /// Anonymous agents, a whole number per interval. When the number drops, idle ones leave first, then the first
    /// surplus completions, whoever they are.
    case headcount(Table, means: HeadcountMeaning)
    /// Named agents on shifts: each finishes the contact in hand and takes no other.
    case shifts([Shift])
    /// As many as are ever needed.
    case unlimited
}

/// What a headcount stands for.
public enum HeadcountMeaning: String, Sendable, Equatable, CaseIterable {
    /// Paid; absences are drawn by `shrinkage`.
    case rostered
    /// Really there.
    case present
}

/// Agents who come and go together.
public struct Shift: Sendable, Equatable {
    public var agents: Int
    /// Seconds after midnight; `to` is later than `from` and may pass 24 h.
    public var from: Double
    public var to: Double
    public var breaks: [Break]
    /// Weekdays worked, Monday = 0; all seven when not given.
    public var weekdays: Set<Int>

    public init(
        agents: Int, from: Double, to: Double, breaks: [Break] = [], weekdays: Set<Int> = Set(0..<7)
    ) {
        self.agents = agents
        self.from = from
        self.to = to
        self.breaks = breaks
        self.weekdays = weekdays
    }
}

/// A pause within a shift: it starts at its time, or when the contact in hand is finished, and lasts its full length.
public struct Break: Sendable, Equatable {
    /// Seconds after midnight of the shift's day.
    public var at: Double
    public var length: Double

    public init(at: Double, length: Double) {
        self.at = at
        self.length = length
    }
}

/// Prices, in the scenario's own currency; nil where none is named.
public struct Costs: Sendable, Equatable {
    /// Of every group; nil also where `agentHourOfGroup` names a price for each.
    public var agentHour: Double?
    /// By position in `Scenario.groups`; empty where all groups have one price or none.
    public var agentHourOfGroup: [Double] = []
    public var overtimeHour: Double?
    public var lostContact: Double?
    public var waitingMinute: Double?
    public var brokenPromise: Double?

    public init(
        agentHour: Double? = nil, overtimeHour: Double? = nil, lostContact: Double? = nil, waitingMinute: Double? = nil
    ) {
        self.agentHour = agentHour
        self.overtimeHour = overtimeHour
        self.lostContact = lostContact
        self.waitingMinute = waitingMinute
    }

    /// The price of an hour of an agent of a group; nil where none is named.
    public func agentHour(ofGroup group: Int) -> Double? {
        agentHourOfGroup.isEmpty ? agentHour : agentHourOfGroup[group]
    }
}
