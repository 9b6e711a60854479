/// What the centre owes, in measured form.
public struct Target: Sendable, Equatable {
    /// A measure's name, as `explain` knows it.
    public var measure: String
    /// The threshold in seconds of a measure that has one.
    public var within: Double?
    /// A class or group by name; nil for the whole centre.
    public var scope: String?
    public var bound: Bound
    /// The bound's value: a share as 0–1, a time in seconds, otherwise as the measure counts.
    public var value: Double
    public var over: TargetPeriod
    /// With `over: day`: the share of days that must meet the bound.
    public var shareOfDays: Double?

    public init(
        measure: String, within: Double? = nil, scope: String? = nil, bound: Bound, value: Double,
        over: TargetPeriod = .run, shareOfDays: Double? = nil
    ) {
        self.measure = measure
        self.within = within
        self.scope = scope
        self.bound = bound
        self.value = value
        self.over = over
        self.shareOfDays = shareOfDays
    }
}

/// On which side of its value a target lies; both include the value.
public enum Bound: String, Sendable, Equatable, CaseIterable {
    case atLeast = "at_least"
    case atMost = "at_most"
}

/// What a target is measured over.
public enum TargetPeriod: String, Sendable, Equatable, CaseIterable {
    /// All contacts of all replications together.
    case run
    /// Each interval of the day by itself.
    case eachInterval = "each_interval"
    /// Each day by itself; the share of days that meet it is compared with `share_of_days`.
    case day
}

/// A measure that a target may name; the reader is given the list, because measures are defined above it.
public struct MeasureWord: Sendable, Equatable {
    public enum Unit: Sendable, Equatable { case share, seconds, count, ratio, hours, money, perThousand }
    public var name: String
    public var unit: Unit
    public var hasThreshold: Bool
    /// True when the measure also stands for a group of agents.
    public var forGroups: Bool

    public init(name: String, unit: Unit, hasThreshold: Bool, forGroups: Bool) {
        self.name = name
        self.unit = unit
        self.hasThreshold = hasThreshold
        self.forGroups = forGroups
    }
}
