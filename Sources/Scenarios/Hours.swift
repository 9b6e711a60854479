/// When the centre can be reached, and how its time is cut into planning intervals.
public enum Hours: Sendable, Equatable {
    /// One or more days with opening hours.
    case calendar(OpeningCalendar)
    /// A steady centre without hours: one long run, estimated by batch means.
    case steady(SteadyHorizon)
}

/// Opening hours of every simulated day, and the planning interval.
public struct OpeningCalendar: Sendable, Equatable {
    /// Length of a planning interval in seconds: 15, 30 or 60 minutes, or any whole divisor of the day.
    public var intervalSeconds: Double
    /// The kinds of day, in the order of the file; a table has one row per kind.
    public var kinds: [DayKind]
    /// The days with opening hours, in order of time.
    public var openings: [Opening]
    public var atClose: AtClose

    public init(intervalSeconds: Double, kinds: [DayKind], openings: [Opening], atClose: AtClose = .serveWaiting) {
        self.intervalSeconds = intervalSeconds
        self.kinds = kinds
        self.openings = openings
        self.atClose = atClose
    }

    /// Planning intervals of a day of one kind; the last may be shorter.
    public func intervals(ofKind kind: Int) -> Int {
        Int(((kinds[kind].closes - kinds[kind].opens) / intervalSeconds).rounded(.up))
    }
}

/// Days that open and close at the same times.
public struct DayKind: Sendable, Equatable {
    /// As written: `sun-thu`; `every day` for a plain `day`.
    public var name: String
    /// Seconds after midnight; `closes` passes 24 h when the night stays open.
    public var opens: Double
    public var closes: Double

    public init(name: String, opens: Double, closes: Double) {
        self.name = name
        self.opens = opens
        self.closes = closes
    }
}

/// One day's opening: seconds from midnight of the first day.
public struct Opening: Sendable, Equatable {
    /// 1 for the first day of the horizon.
    public var day: Int
    /// Monday = 0.
    public var weekday: Int
    /// Position in `OpeningCalendar.kinds`.
    public var kind: Int
    public var opens: Double
    public var closes: Double

    public init(day: Int, weekday: Int, kind: Int, opens: Double, closes: Double) {
        self.day = day
        self.weekday = weekday
        self.kind = kind
        self.opens = opens
        self.closes = closes
    }
}

/// What happens to those on hold when the centre closes.
public enum AtClose: String, Sendable, Equatable, CaseIterable {
    /// They are served: the last interval's staff stays, as overtime.
    case serveWaiting = "serve_waiting"
    /// They are hung up on; contacts in service are finished.
    case hangUp = "hang_up"
}

/// A centre that never closes, run long.
public struct SteadyHorizon: Sendable, Equatable {
    public var length: SteadyLength
    public var warmUp: WarmUp

    public init(length: SteadyLength, warmUp: WarmUp) {
        self.length = length
        self.warmUp = warmUp
    }
}

/// How long a steady run is, warm-up included.
public enum SteadyLength: Sendable, Equatable {
    case seconds(Double)
    case contacts(Int)
}

/// What is left out at the start of a steady run.
public enum WarmUp: Sendable, Equatable {
    case seconds(Double)
    case contacts(Int)
    /// Found from the run itself by MSER-5 (White, 1997).
    case found
}
