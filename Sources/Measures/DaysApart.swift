/// A measure day by day: each day's own value, apart from the number of all days together.
///
/// The value of a measure is a ratio of sums over all days: what share of all customers. It is one number, and its
/// interval says how well it is known. The days' own values are many: their mean is a typical day's, where a quiet day
/// counts as much as a busy one, and their standard deviation says how far a single day lies from it, however many days
/// were simulated. The two means differ where busy days fare otherwise than quiet ones: the mean of ratios
/// against the ratio of means (Cochran, 1977, chapter 6).
public struct DaysApart: Sendable, Equatable {
    /// The mean of the days' own values, with its interval over replications.
    public var mean: Estimate
    /// Of the days' own values; nil with fewer than two days.
    public var standardDeviation: Double?
    /// Days that have a value of their own.
    public var days: Int

    public init(mean: Estimate, standardDeviation: Double?, days: Int) {
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.days = days
    }
}

/// Sums over single days' own values of one measure in one scope.
struct DayMoments: Sendable {
    /// Per replication: the sum of its days' values over the number of days that have one.
    private(set) var means = PairMoments()
    private(set) var days = 0.0
    /// Differences from the first day's value, so that a spread far from zero costs no digits.
    private var origin = 0.0
    private var sum = 0.0
    private var squares = 0.0
    private var ofReplication = (sum: 0.0, days: 0.0)

    mutating func add(_ value: Double) {
        if days == 0 { origin = value }
        days += 1
        sum += value - origin
        squares += (value - origin) * (value - origin)
        ofReplication.sum += value
        ofReplication.days += 1
    }

    mutating func endReplication(isFirst: Bool) {
        means.add(ofReplication.sum, ofReplication.days, isFirst: isFirst)
        ofReplication = (0, 0)
    }

    var standardDeviation: Double? {
        guard days > 1 else { return nil }
        return (max(0, squares - sum * sum / days) / (days - 1)).squareRoot()
    }
}

extension RunTally {
    /// A measure day by day; nil where it has no days, or is not made of sums.
    func daysApart(
        _ measure: Measure, threshold: Int?, scope: Scope, student: ConfidenceInterval
    ) -> DaysApart? {
        guard plan.observationKind != .batch, kind(of: measure, in: scope) != nil,
            let moments = dayMoments(measure, threshold, scope), moments.days > 0
        else { return nil }
        let limits: Measure.Limits =
            switch measure.limits {
            case .none, .nonnegative: measure.limits
            case .shareOfCounted, .shareOfTime: .shareOfTime
            }
        return DaysApart(
            mean: student.ratio(moments.means, limits: limits), standardDeviation: moments.standardDeviation,
            days: Int(moments.days))
    }

    private func dayMoments(_ measure: Measure, _ threshold: Int?, _ scope: Scope) -> DayMoments? {
        let ofGroups: Int?
        switch scope {
        case .customerClass: ofGroups = nil
        case .group(let index): ofGroups = index
        case .whole: ofGroups = measure.isForClasses ? nil : layout.groups
        }
        if let group = ofGroups {
            return groupProgram.cell(measure.name, threshold: threshold).map {
                groupDays[group * groupProgram.cells + $0]
            }
        }
        let customerClass = if case .customerClass(let index) = scope { index } else { layout.classes }
        return classProgram.cell(measure.name, threshold: threshold).map {
            classDays[customerClass * classProgram.cells + $0]
        }
    }
}

extension Measure {
    /// True when each day has a value of its own beside that of all days.
    public var hasDays: Bool {
        switch whole {
        case .total, .ratio, .classMaximum, .groupMaximum: true
        case .quantile, .mean, .ratioBetweenClasses, .gapBetweenClasses, .daysMeetingTargets, .cost: false
        }
    }

    /// True when its value is a ratio of sums over all days.
    public var isRatio: Bool { if case .ratio = whole { true } else { false } }
}
