import Engine

/// A number that a run reports: what it is called, what it means, and of which counts it is made.
///
/// Every measure is defined once, mostly as a ratio of sums of additive counts, so that it adds up over classes,
/// intervals, replications and machines. Two measures are the same when their names are.
///
/// A class, for results name the same measure thousands of times: each is kept once.
public final class Measure: Sendable, Hashable {
    /// The word in scenarios, JSON and CSV; it never changes its meaning.
    public let name: String
    public let unit: Unit
    /// How text names it; `{T}` stands for the threshold.
    public let title: String
    /// What it says, in one line.
    public let definition: String
    /// Of what it is made, in words and symbols.
    public let formula: String
    /// Author and year, or the custom it follows.
    public let source: String
    public let better: Direction
    public let limits: Limits
    /// For the whole centre.
    public let whole: Kind
    /// For one customer class; nil where it says nothing about a class.
    public let byClass: Kind?
    /// For one agent group; nil where it says nothing about a group.
    public let byGroup: Kind?
    /// True when it is given for each planning interval too.
    public let perInterval: Bool
    /// Names of measures to read beside this one.
    public let related: [String]
    /// It is reported where the scenario uses one of these; everywhere when there are none.
    public let features: Set<Feature>
    /// Days below which the measure has a value, but no interval. A replication of several days counts them all; the
    /// batches of a steady run are long, and are not held to it.
    public let leastReplications: Int

    init(
        name: String, unit: Unit, title: String, definition: String, formula: String, source: String,
        better: Direction, limits: Limits, whole: Kind, byClass: Kind?, byGroup: Kind?, perInterval: Bool,
        related: [String], features: Set<Feature>
    ) {
        self.name = name
        self.unit = unit
        self.title = title
        self.definition = definition
        self.formula = formula
        self.source = source
        self.better = better
        self.limits = limits
        self.whole = whole
        self.byClass = byClass
        self.byGroup = byGroup
        self.perInterval = perInterval
        self.related = related
        self.features = features
        leastReplications = Measure.leastReplicationsByName[name] ?? 2
    }

    /// In what a measure is expressed.
    public enum Unit: String, Sendable, CaseIterable {
        /// Between 0 and 1 (utilisation may pass 1); text shows per cent.
        case share
        case seconds = "s"
        case count
        case ratio
        case hours = "h"
        /// The scenario's own currency.
        case money
    }

    /// Which way is good news.
    public enum Direction: String, Sendable {
        case higher, lower, neither
    }

    /// Between which bounds the truth must lie, so that an interval never claims the impossible.
    public enum Limits: Sendable {
        /// Any number.
        case none
        /// Zero or more.
        case nonnegative
        /// A share of things counted one by one: contacts, days, breaks.
        case shareOfCounted
        /// A share of time.
        case shareOfTime
    }

    /// How a measure is computed from counts.
    public enum Kind: Sendable, Hashable {
        /// The sum over a replication, as a mean over replications.
        case total(Sum)
        /// A ratio of sums over all replications.
        case ratio(Sum, over: Sum)
        /// The wait that this share of contacts does not exceed, all replications pooled.
        case quantile(Double, of: Waits)
        /// The mean wait, those who never came to its end taken as censored; all replications pooled.
        case mean(of: Waits)
        /// The largest value in a replication, as a mean over the replications in which a contact asked for an agent.
        case classMaximum(ClassMaximum)
        /// The same for agents, over the replications in which there is anything to compare.
        case groupMaximum(GroupMaximum)
        /// The occupancy in a replication of the named agent at this place in the order from the least to the most
        /// occupied, from 0 to 1, as a mean over replications.
        case agentOccupancy(Double)
        /// How far the waits are from what was announced, bin by bin of `QuoteBins`, as a mean over announcements.
        case calibrationError
        /// The highest class's value divided by the lowest class's.
        case ratioBetweenClasses(of: String)
        /// The highest class's value less the lowest class's.
        case gapBetweenClasses(of: String)
        /// Days that by themselves meet every target, among the days on which one can be judged.
        case daysMeetingTargets
        /// The scenario's prices times what they are for.
        case cost
    }

    /// Whose waits.
    public enum Waits: Sendable, Hashable {
        /// All who joined the line, however it ended for them; hung up on, their wait ended with that.
        case joined
        case answered
        /// From the promise of a callback to the agent on the line.
        case callback
        /// Of callbacks beyond their due time, zero for those connected by then.
        case lateness
        /// Of follow-ups beyond their due time.
        case followUpLateness

        var ends: [WaitHistogram.End] {
            switch self {
            case .joined: [.answered, .unanswered]
            case .answered: [.answered]
            case .callback: [.callback]
            case .lateness: [.lateness]
            case .followUpLateness: [.followUpLateness]
            }
        }

        /// Those of whom it is only known that they had not been served after so long.
        var censored: [WaitHistogram.End] {
            switch self {
            case .callback: [.callbackNever]
            case .lateness: [.latenessNever]
            case .followUpLateness: [.followUpLatenessNever]
            case .joined, .answered: []
            }
        }
    }

    /// True for a number of things, hours or money that a whole replication comes to.
    public var isPerReplication: Bool {
        switch whole {
        case .total, .cost: true
        default: false
        }
    }
    /// True when the measure needs a threshold T.
    public var hasThreshold: Bool { whole.hasThreshold }
    /// True when it also stands for a class of customers.
    public var isForClasses: Bool { byClass != nil }
    /// True when it also stands for a group of agents.
    public var isForGroups: Bool { byGroup != nil }

    /// The title with its threshold in place.
    public func title(within seconds: Double?) -> String {
        guard let seconds else { return title }
        return title.replacing("{T}", with: Measure.spanText(seconds))
    }

    /// A threshold in the words of a scenario: `20 s`, `2 min`, `1.5 s`.
    public static func spanText(_ seconds: Double) -> String {
        func number(_ value: Double) -> String {
            value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
        }
        if seconds >= 3600, seconds.truncatingRemainder(dividingBy: 3600) == 0 { return number(seconds / 3600) + " h" }
        if seconds >= 60, seconds.truncatingRemainder(dividingBy: 60) == 0 { return number(seconds / 60) + " min" }
        return number(seconds) + " s"
    }

    /// Every measure there is, in the order in which reports list them.
    public static let all: [Measure] =
        contacts + serviceLevels + waits + agents + agentLoads + callbacks + lateness + followUps + quotes + issues
        + transfers + wider

    /// The measure of this name; nil when there is none.
    public static func named(_ name: String) -> Measure? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    public static func == (a: Measure, b: Measure) -> Bool { a === b || a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Measure.Kind {
    var hasThreshold: Bool {
        switch self {
        case .total(let sum): sum.hasThreshold
        case .ratio(let sum, let base): sum.hasThreshold || base.hasThreshold
        case .ratioBetweenClasses(let name), .gapBetweenClasses(let name):
            Measure.named(name)?.hasThreshold ?? false
        case .quantile, .mean, .classMaximum, .groupMaximum, .agentOccupancy, .calibrationError, .daysMeetingTargets,
            .cost:
            false
        }
    }

    var isTotal: Bool { if case .total = self { true } else { false } }

    /// What is asked of which histograms; nil where it is found from sums.
    var statistic: (statistic: WaitStatistic, waits: Measure.Waits)? {
        switch self {
        case .quantile(let share, let waits): (.quantile(share), waits)
        case .mean(let waits): (.mean, waits)
        default: nil
        }
    }

    /// True when it is found from histograms, not from sums.
    var needsHistograms: Bool {
        switch self {
        case .quantile, .mean: true
        case .ratioBetweenClasses(let name), .gapBetweenClasses(let name):
            Measure.named(name)?.whole.needsHistograms ?? false
        default: false
        }
    }

    /// The sum above the line; nil for what is no sum.
    var numerator: Sum? {
        switch self {
        case .total(let sum), .ratio(let sum, over: _): sum
        default: nil
        }
    }

    /// True when it speaks of agents' time on the roster, which a group without limit does not have.
    var needsRoster: Bool {
        func speaks(_ sum: Sum) -> Bool {
            sum.terms.contains { $0.count == .group(.presentSeconds) || $0.count == .group(.scheduledSeconds) }
        }
        return switch self {
        case .total(let sum): speaks(sum)
        case .ratio(let sum, let base): speaks(sum) || speaks(base)
        default: false
        }
    }
}

extension Measure {
    /// What one thing adds to the numerator where it counts things; nil where it sums time or money.
    func thing(in kind: Kind) -> Double? {
        guard unit == .count, let numerator = kind.numerator, numerator.terms.allSatisfy({ !$0.count.isTime }) else {
            return nil
        }
        return numerator.terms.map(\.weight).max()
    }

    /// A measure of contacts: for the whole centre and each class.
    static func ofContacts(
        _ name: String, _ unit: Unit, _ title: String, _ definition: String, formula: String, source: String,
        better: Direction, limits: Limits = .nonnegative, _ kind: Kind, byGroup: Kind? = nil, perInterval: Bool = true,
        related: [String] = [], features: Set<Feature> = []
    ) -> Measure {
        Measure(
            name: name, unit: unit, title: title, definition: definition, formula: formula, source: source,
            better: better, limits: limits, whole: kind, byClass: kind, byGroup: byGroup, perInterval: perInterval,
            related: related, features: features)
    }

    /// A measure of agents: for the whole centre and each group.
    static func ofAgents(
        _ name: String, _ unit: Unit, _ title: String, _ definition: String, formula: String, source: String,
        better: Direction, limits: Limits = .nonnegative, _ kind: Kind, perInterval: Bool = true,
        related: [String] = [], features: Set<Feature> = []
    ) -> Measure {
        Measure(
            name: name, unit: unit, title: title, definition: definition, formula: formula, source: source,
            better: better, limits: limits, whole: kind, byClass: nil, byGroup: kind, perInterval: perInterval,
            related: related, features: features)
    }

    /// A measure of the whole centre only.
    static func ofCentre(
        _ name: String, _ unit: Unit, _ title: String, _ definition: String, formula: String, source: String,
        better: Direction, limits: Limits = .nonnegative, _ kind: Kind, perInterval: Bool = false,
        related: [String] = [], features: Set<Feature> = []
    ) -> Measure {
        Measure(
            name: name, unit: unit, title: title, definition: definition, formula: formula, source: source,
            better: better, limits: limits, whole: kind, byClass: nil, byGroup: nil, perInterval: perInterval,
            related: related, features: features)
    }
}
