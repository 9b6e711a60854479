import Randomness

/// A call centre compiled for simulation: names are positions, clock times are seconds from midnight of the first day,
/// tables are laid out by row. It never changes, so every thread and replication may share it.
public struct CenterModel: Sendable {
    public var classes: [ClassModel]
    public var groups: [GroupModel]
    public var timeline: Timeline
    /// Contacts that may be in the centre at once, in talk or on hold; `Int.max` when unlimited.
    public var lines: Int
    /// Thresholds in seconds against which waits are counted; the first is the scenario's own.
    public var thresholds: [Double]
    /// Abandonments after at most this many seconds count as short.
    public var shortAbandonSeconds: Double
    public var routing: Routing
    public var histogramsByInterval: Bool
    /// Whether the offered wait of every contact that had to wait, of classes with callbacks, is found out, so that a log
    /// brings it.
    public var recordsOfferedWaits = false

    public init(
        classes: [ClassModel], groups: [GroupModel], timeline: Timeline, lines: Int = .max, thresholds: [Double] = [],
        shortAbandonSeconds: Double = 5, routing: Routing = .firstComeFirstServed, histogramsByInterval: Bool = false
    ) {
        self.classes = classes
        self.groups = groups
        self.timeline = timeline
        self.lines = lines
        self.thresholds = thresholds
        self.shortAbandonSeconds = shortAbandonSeconds
        self.routing = routing
        self.histogramsByInterval = histogramsByInterval
    }

    /// Where the counts of one replication lie.
    public var layout: CountsLayout {
        CountsLayout(
            intervals: timeline.rows.count, classes: classes.count, groups: groups.count,
            thresholds: thresholds.count, histogramsByInterval: histogramsByInterval,
            countsPromises: classes.contains { $0.callbacks != nil || $0.followUps != nil },
            countsFollowUps: classes.contains { $0.followUps != nil },
            countsQuotes: classes.contains { $0.quotes != nil }, agents: namedAgents)
    }

    /// Agents on rosters, of all groups.
    var namedAgents: Int {
        groups.reduce(0) { sum, group in
            if case .roster(let roster) = group.staffing { return sum + roster.agents }
            return sum
        }
    }
}

/// One customer class, compiled.
public struct ClassModel: Sendable {
    /// Keys the random draws; classes with one stream meet the same draws.
    public var stream: UInt64
    public var arrivals: ArrivalModel
    /// Talk time, after-call work and patience, by time of day of the arrival; empty means none: no after-call work,
    /// nobody abandons.
    public var handleTime: [TimedDraw]
    public var afterCall: [TimedDraw]
    public var patience: [TimedDraw]
    /// Share of those who must wait that leave at once, by the number already waiting; in rising order.
    public var balking: [(waitingAtLeast: Int, share: Double)]
    /// Contacts that may wait in the class's line; `Int.max` when unlimited.
    public var waitingPlaces: Int
    /// Lower is served first; equal ranks are served in order of arrival.
    public var rank: Int
    /// Groups that serve the class, in order of preference.
    public var groups: [Int]
    /// Which of several idle agents.
    public var idleRule: IdleRule

    // The fuller ways of a contact; none of them costs a class anything that does not use it.
    public var menu: MenuModel?
    public var quotes: QuoteModel?
    /// Share who leave at once on hearing a quote, in rising order.
    public var balkingByQuote: [(quoteAtLeast: Double, share: Double)] = []
    /// Once the quoted wait has passed, the hazard of abandoning is multiplied by this, once.
    public var patienceAfterQuote = 1.0
    public var callbacks: CallbackModel?
    public var redials: ReturnModel?
    public var unresolved = 0.0
    public var reconnects: ReturnModel?
    public var transfers: [TransferModel] = []
    public var followUps: FollowUpModel?
    /// Groups that serve the class only after so many seconds on hold; they are not among `groups`, and name the class
    /// among their own where they differ in speed or talk time.
    public var overflow: [(group: Int, after: Double)] = []
    /// With routing by points: points on joining, and more per second on hold.
    public var headStart = 0.0
    public var pointsPerSecond = 1.0

    public init(
        stream: UInt64, arrivals: ArrivalModel, handleTime: [TimedDraw], afterCall: [TimedDraw] = [],
        patience: [TimedDraw] = [], balking: [(waitingAtLeast: Int, share: Double)] = [], waitingPlaces: Int = .max,
        rank: Int = 0, groups: [Int], idleRule: IdleRule = .longestIdle
    ) {
        self.stream = stream
        self.arrivals = arrivals
        self.handleTime = handleTime
        self.afterCall = afterCall
        self.patience = patience
        self.balking = balking
        self.waitingPlaces = waitingPlaces
        self.rank = rank
        self.groups = groups
        self.idleRule = idleRule
    }
}

/// A menu before anybody is asked for.
public struct MenuModel: Sendable {
    public var takes: Distribution
    public var leaves: Double
    public var selfServed: Double

    public init(takes: Distribution, leaves: Double = 0, selfServed: Double = 0) {
        self.takes = takes
        self.leaves = leaves
        self.selfServed = selfServed
    }
}

/// A share of answered contacts that goes on to the line of another class.
public struct TransferModel: Sendable {
    public var to: Int
    public var share: Double
    /// The first agent stays until the second has taken over; nil for a cold transfer, which frees the first at once.
    public var warm: WarmModel?

    public init(to: Int, share: Double, warm: WarmModel? = nil) {
        self.to = to
        self.share = share
        self.warm = warm
    }
}

/// How one agent hands a customer over to the next.
public struct WarmModel: Sendable {
    /// Time that both agents spend on it once the second has answered, before the second's own talk begins.
    public var handOver: Distribution
    /// Seconds after which the first agent no longer waits, and the transfer is a cold one; `.infinity` for no such end.
    public var waitsAtMost: Double

    public init(handOver: Distribution, waitsAtMost: Double = .infinity) {
        self.handOver = handOver
        self.waitsAtMost = waitsAtMost
    }
}

/// A share of answered contacts that ends in a commitment.
public struct FollowUpModel: Sendable {
    public var share: Double
    public var dueWithin: Double
    public var countsOpenHours: Bool
    public var work: Distribution
    public var serving: CallbackModel.Serving
    /// Groups who do it, callers or none beside; empty for those who serve the class.
    public var groups: [Int]

    public init(
        share: Double, dueWithin: Double, countsOpenHours: Bool = false, work: Distribution,
        serving: CallbackModel.Serving = .inboundFirst, groups: [Int] = []
    ) {
        self.share = share
        self.dueWithin = dueWithin
        self.countsOpenHours = countsOpenHours
        self.work = work
        self.serving = serving
        self.groups = groups
    }
}

/// A distribution that holds for contacts that arrive from a time of their day on.
public struct TimedDraw: Sendable {
    /// Seconds after midnight of the day on which the centre opened.
    public var from: Double
    public var distribution: Distribution

    public init(from: Double = 0, _ distribution: Distribution) {
        self.from = from
        self.distribution = distribution
    }
}

/// One agent group, compiled.
public struct GroupModel: Sendable {
    /// Keys the draws of absences.
    public var stream: UInt64
    /// Classes it serves, those of lower rank first.
    public var classes: [Int]
    /// What the class's talk and after-call times are divided by; one entry per class of `classes`.
    public var speed: [Double]
    /// The group's own talk time for a class, drawn with the customer's uniform; one entry per class of `classes`.
    public var handleTime: [Distribution?]
    public var staffing: StaffingModel
    /// Share of rostered agents absent on a day.
    public var shrinkage: Double
    /// Idle agents kept free for a class: others are served only while more are idle.
    public var reserves: [(customerClass: Int, agents: Int)] = []
    /// Work without end: how long a piece takes, and how many agents must stay idle.
    public var background: (takes: Distribution, keepsIdle: Int)?
    /// Named agents only: who was busy for a larger share of the time since the shift began takes a pause first.
    public var occupancyCeiling: Double?
    public var pauseAfter: (contacts: Int, seconds: Double)?

    public init(
        stream: UInt64, classes: [Int], speed: [Double]? = nil, handleTime: [Distribution?]? = nil,
        staffing: StaffingModel, shrinkage: Double = 0
    ) {
        self.stream = stream
        self.classes = classes
        self.speed = speed ?? [Double](repeating: 1, count: classes.count)
        self.handleTime = handleTime ?? [Distribution?](repeating: nil, count: classes.count)
        self.staffing = staffing
        self.shrinkage = shrinkage
    }
}

/// How many agents of a group are there, and when.
public enum StaffingModel: Sendable {
    /// Anonymous agents: a number per row of the timeline.
    case headcount([Int])
    /// Named agents who come, pause and go; see `Roster`.
    case roster(Roster)
    case unlimited
}

/// How the time of a replication is cut into rows, and when the centre is open.
public struct Timeline: Sendable {
    public var rows: [TimelineRow]
    public var openings: [OpenSpan]
    /// True: those on hold at closing time are hung up on; false: they are served.
    public var hangsUpAtClose: Bool
    /// A run that ends after a number of contacts: rows then begin with contacts, not with times.
    public var contacts: ContactHorizon?

    public init(
        rows: [TimelineRow], openings: [OpenSpan], hangsUpAtClose: Bool = false, contacts: ContactHorizon? = nil
    ) {
        self.rows = rows
        self.openings = openings
        self.hangsUpAtClose = hangsUpAtClose
        self.contacts = contacts
    }
}

/// A planning interval, or a batch of a steady run.
public struct TimelineRow: Sendable, Equatable {
    public var start: Double
    public var end: Double
    /// From 0: agents are absent for whole days.
    public var day: Int

    public init(start: Double, end: Double, day: Int = 0) {
        self.start = start
        self.end = end
        self.day = day
    }
}

/// A span in which the centre is open without a pause.
public struct OpenSpan: Sendable, Equatable {
    public var opens: Double
    public var closes: Double
    /// Midnight of the day on which it opened; a time of day counts from here.
    public var midnight: Double

    public init(opens: Double, closes: Double, midnight: Double) {
        self.opens = opens
        self.closes = closes
        self.midnight = midnight
    }
}

/// A steady run that is measured by the contacts that arrive.
public struct ContactHorizon: Sendable, Equatable {
    /// Contacts in all, and those of them left out at the start.
    public var total: Int
    public var warmUp: Int

    public init(total: Int, warmUp: Int) {
        self.total = total
        self.warmUp = warmUp
    }
}
