/// The shifts that were made of a plan's numbers, and what is known of them.
public struct StaffedShifts: Sendable, Equatable {
    public var shifts: [StaffedShift]
    /// Of the shifts, and of groups without any by their numbers.
    public var total: StaffingTotal
    /// The numbers that the search found, as if everybody came and went with the interval.
    public var needed: StaffingTotal
    /// The cheapest shifts that cover those numbers: before the targets were looked at with shifts in force.
    public var cover: StaffingTotal
    /// No shifts that cover those numbers cost less, or have fewer hours where there are no prices.
    public var coverBound: Double
    /// Whether nothing cheaper covers them: the bound was reached in the time that the solver had.
    public var isProven: Bool
    /// The time that the solver had for each group.
    public var solverSeconds: Double
    /// Agents by which numbers had to be raised before the shifts kept every target, summed over intervals.
    public var added: Int

    public init(
        shifts: [StaffedShift], total: StaffingTotal, needed: StaffingTotal, cover: StaffingTotal, coverBound: Double,
        isProven: Bool, solverSeconds: Double, added: Int
    ) {
        self.shifts = shifts
        self.total = total
        self.needed = needed
        self.cover = cover
        self.coverBound = coverBound
        self.isProven = isProven
        self.solverSeconds = solverSeconds
        self.added = added
    }
}

/// Agents of one group who come, pause and go together.
public struct StaffedShift: Sendable, Equatable {
    public var group: String
    /// Weekdays such as `mon`; empty for every day.
    public var days: [String]
    /// Seconds after midnight; the end may pass 24 h.
    public var from: Double
    public var to: Double
    public var breaks: [StaffedBreak]
    public var agents: Int
    /// Paid, breaks included, and what they cost, of all its agents over the horizon; hours where there is no price.
    public var hours: Double
    public var cost: Double
    /// What one agent less does to the target that suffers most; nil where it was not shown to fail.
    public var oneLess: OneAgentLess?

    public init(
        group: String, days: [String], from: Double, to: Double, breaks: [StaffedBreak], agents: Int, hours: Double,
        cost: Double, oneLess: OneAgentLess?
    ) {
        self.group = group
        self.days = days
        self.from = from
        self.to = to
        self.breaks = breaks
        self.agents = agents
        self.hours = hours
        self.cost = cost
        self.oneLess = oneLess
    }
}

/// A break of a shift, in seconds after midnight.
public struct StaffedBreak: Sendable, Equatable {
    public var at: Double
    public var seconds: Double

    public init(at: Double, seconds: Double) {
        self.at = at
        self.seconds = seconds
    }
}
