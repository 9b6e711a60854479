/// When the named agents of a group come, pause and go: moments in order of time, drawn up once for all replications.
public struct Roster: Sendable {
    public var agents: Int
    /// In order of time.
    public var moments: [RosterMoment]

    public init(agents: Int, moments: [RosterMoment]) {
        self.agents = agents
        self.moments = moments
    }
}

/// Something that a roster asks of one agent at one time.
public struct RosterMoment: Sendable, Equatable {
    public enum Kind: Int, Sendable {
        /// Ends before starts: who leaves at nine and who comes at nine are never there together.
        case shiftEnds, breakIsDue, shiftStarts
    }
    public var time: Double
    /// Position within the group.
    public var agent: Int
    public var kind: Kind
    /// Length of the break in seconds.
    public var breakSeconds: Double
    /// The day of the shift, from 0: an agent is absent for a whole day.
    public var day: Int

    public init(time: Double, agent: Int, kind: Kind, breakSeconds: Double = 0, day: Int) {
        self.time = time
        self.agent = agent
        self.kind = kind
        self.breakSeconds = breakSeconds
        self.day = day
    }
}
