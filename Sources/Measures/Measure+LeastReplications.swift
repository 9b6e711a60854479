/// How many days an interval needs before it can be trusted.
///
/// Where most days tell nothing and a few bad ones nearly all (promises broken, the longest waits), a handful of days may
/// hold no bad one, and no interval made of them knows. The numbers here are those from which the program `coverage`
/// found at least 93.5 % of 95 % intervals to hold the truth, and none more than a quarter wider than ideal on average; see
/// docs/trust.md.
extension Measure {
    /// `leastReplications` for one planning interval, where fewer contacts tell of the waits.
    public var leastReplicationsPerInterval: Int { max(leastReplications, unit == .seconds ? 50 : 2) }

    /// The same for the difference of two plans: a quantile's is hard to tell where one plan's customers hardly wait.
    public var leastReplicationsOfDifference: Int {
        if case .quantile = whole { return max(100, leastReplications) }
        return leastReplications
    }

    static let leastReplicationsByName: [String: Int] = {
        let groups: [(Int, [String])] = [
            (50, ["wait_p99", "answered_wait_p99", "abandoned_wait_mean"]),
            (
                100,
                [
                    "callbacks_kept", "callbacks_kept_dial", "callbacks_kept_reached", "callbacks_early",
                    "callbacks_late", "callbacks_dropped", "callbacks_missed", "callbacks_unreached",
                    "callbacks_gave_up", "callbacks_open", "callback_window_kept_95", "promises_unkeepable",
                    "broken_promises_per_1000", "follow_ups_kept", "fairness_kept_gap",
                ]
            ),
            (
                200,
                [
                    "callback_lateness_p50", "callback_lateness_p90", "callback_lateness_p99",
                    "follow_up_lateness_p90",
                ]
            ),
            (400, ["callback_lateness_mean"]),
        ]
        return Dictionary(uniqueKeysWithValues: groups.flatMap { least, names in names.map { ($0, least) } })
    }()
}

extension PairedDifference {
    /// Days on which two plans must differ, before the interval of their difference can be trusted.
    static let leastDiffering = 100

    /// Whether plans are alike too often for each day to tell of their difference, though not always: on more than a quarter
    /// of the days. At a half it would be chance that lets those plans pass which differ on a third: 95 % intervals from 20
    /// days, given only where 10 differed, held the truth in 86 to 90 %.
    static func isSeldom(differing: Int, of observations: Int) -> Bool {
        differing > 0 && 4 * differing < 3 * observations
    }

    /// Where plans are alike on many days (a longer promise shows on bad days only), the difference is made on the
    /// others, and few of those tell too little: 95 % intervals from 20 days, on 7 of which something differed, held the
    /// truth in 87 %. Plans that differ on three days in four need no more days than a plan by itself.
    ///
    /// Where nothing differed at all, it may be chance that a measure did not: of a hundred days that are alike, one in
    /// thirty may well be otherwise (95 %), of twenty, one in seven.
    ///
    /// - Parameters:
    ///   - observations: days, or other replications.
    ///   - isOnePlan: whether the two plans were alike in all that is counted.
    /// - Returns: replications after which there will likely be enough of those that differ; nil when there are.
    func replicationsToBelieve(_ observations: Int, isOnePlan: Bool) -> Int? {
        if isSame { return isOnePlan || observations >= Self.leastDiffering ? nil : Self.leastDiffering }
        guard let differing, differing < Self.leastDiffering,
            Self.isSeldom(differing: differing, of: observations)
        else { return nil }
        return Verdict.roundedUp(Double(observations * Self.leastDiffering) / Double(differing))
    }
}

extension RunTally {
    /// Days that a measure's interval stands on; nil for a steady run, which has batches.
    var daysSeen: Int? {
        plan.observationKind == .batch ? nil : replications * max(1, rows.days.count)
    }

    /// The estimate, without its interval when there are too few days for one.
    func believed(_ estimate: Estimate, least: Int) -> Estimate {
        believes(least) ? estimate : Estimate(value: estimate.value)
    }

    /// True where there are days enough for an interval that needs this many.
    func believes(_ least: Int) -> Bool { daysSeen.map { $0 >= least } ?? true }

    /// A sentence on the measures that need more days than there are: those that targets name, and the share of promises
    /// kept, which every text shows.
    func tooFewWords(_ values: [MeasuredValue]) -> String? {
        guard let daysSeen, observations > 1 else { return nil }
        let shown = Set(plan.targets.map(\.measure.name) + ["callbacks_kept", "follow_ups_kept"])
        let few = values.filter {
            $0.measure.leastReplications > daysSeen && shown.contains($0.measure.name) && $0.estimate.value != nil
        }.map(\.measure)
        guard let first = few.first, let least = few.map(\.leastReplications).max() else { return nil }
        let others = few.count - 1
        let rest = others == 0 ? "" : others == 1 ? " and 1 other" : " and \(others) others"
        return "Too few days to say how sure \(first.name)\(rest) can be: at least \(least)."
    }
}
