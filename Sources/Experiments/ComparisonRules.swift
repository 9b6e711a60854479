import Measures
import Scenarios

/// What of two plans can be compared at all, and what must be said about it.
struct ComparisonRules {
    /// Names of measures that mean something else than in the baseline, by plan.
    private(set) var incomparable: [Set<String>]
    private(set) var warnings: [String] = []

    /// - Throws: when nothing can be compared: a day with a steady centre, or steady runs of different lengths.
    init(_ plans: [PlanToCompare]) throws(RunError) {
        incomparable = [Set<String>](repeating: [], count: plans.count)
        guard let base = plans.first else { return }
        for (position, plan) in plans.enumerated().dropFirst() {
            try Self.refuseUnlike(base, plan)
            if let same = plans[..<position].first(where: { $0.resolvedSHA256 == plan.resolvedSHA256 }) {
                warnings.append("\(plan.name) and \(same.name) are one and the same scenario.")
            }
            var left: [(names: [String], why: String)] = []
            if let why = Self.differentDays(base, plan) { left.append((Self.perReplication, why)) }
            if plan.scenario.targets != base.scenario.targets && !base.scenario.targets.isEmpty {
                left.append((["days_meeting_target"], "its targets are not those of \(base.name)"))
            }
            if plan.scenario.shortAbandonWithin != base.scenario.shortAbandonWithin {
                left.append(
                    (
                        ["service_level_short", "service_level_excluding_short"],
                        "its short_abandon_within is not that of \(base.name)"
                    ))
            }
            if !plan.scenario.thresholds.contains(base.scenario.thresholds[0]) {
                left.append(
                    (
                        Measure.all.filter(\.hasThreshold).map(\.name),
                        "it does not count waits within \(Measure.spanText(base.scenario.thresholds[0]));"
                            + " name the same threshold in both, such as with report_within"
                    ))
            }
            for (names, why) in left {
                incomparable[position].formUnion(names)
                let shown =
                    names.count > 3
                    ? "\(names[0]) and \(names.count - 1) other measures" : names.joined(separator: " and ")
                warnings.append("\(plan.name): no difference of \(shown) is given, because \(why).")
            }
            warnings += Self.unpaired(base, plan)
        }
        let finite = base.scenario.classes.filter {
            if case .finitePopulation = $0.arrivals.process { true } else { false }
        }.map(\.name)
        if !finite.isEmpty {
            warnings.append(
                "The customers of \(finite.joined(separator: ", ")) are a finite population, which calls again when it has "
                    + "been served: they are the same only until the plans part.")
        }
    }

    /// Sums over a replication: they grow with its days.
    private static let perReplication = Measure.all.filter { measure in
        switch measure.whole {
        case .total, .cost, .classMaximum, .groupMaximum, .daysMeetingTargets: true
        case .ratio, .quantile, .mean, .ratioBetweenClasses, .gapBetweenClasses: false
        }
    }.map(\.name)

    private static func refuseUnlike(_ base: PlanToCompare, _ plan: PlanToCompare) throws(RunError) {
        func refusal(_ message: String) -> RunError { RunError(kind: .scenario, message: message) }
        switch (base.scenario.hours, plan.scenario.hours) {
        case (.calendar, .calendar): return
        case (.steady(let one), .steady(let other)):
            guard one.length != other.length else { return }
            throw refusal(
                "\(base.name) and \(plan.name) are steady centres of different lengths, so that their batches are not "
                    + "of the same customers; give both the same horizon.")
        default:
            throw refusal(
                "\(base.name) and \(plan.name) cannot be compared: one has days and the other is a steady centre with a "
                    + "horizon; give both the same.")
        }
    }

    private static func differentDays(_ base: PlanToCompare, _ plan: PlanToCompare) -> String? {
        guard case .calendar(let one) = base.scenario.hours, case .calendar(let other) = plan.scenario.hours,
            one.openings.count != other.openings.count
        else { return nil }
        func days(_ number: Int) -> String { number == 1 ? "1 day" : "\(number) days" }
        return "its replications have \(days(other.openings.count)), those of \(base.name) \(days(one.openings.count))"
    }

    /// Draws are tied to a stream's name, so customers of a stream that only one plan has meet no others.
    private static func unpaired(_ base: PlanToCompare, _ plan: PlanToCompare) -> [String] {
        func names(_ own: Scenario, without other: Scenario) -> [String] {
            let streams = Set(other.classes.map(\.stream))
            return own.classes.filter { !streams.contains($0.stream) }.map(\.name)
        }
        let only = names(base.scenario, without: plan.scenario)
        let others = names(plan.scenario, without: base.scenario)
        guard !only.isEmpty || !others.isEmpty else { return [] }
        func listed(_ plan: String, _ names: [String]) -> String? {
            names.isEmpty ? nil : "\(names.joined(separator: ", ")) only in \(plan)"
        }
        let places = [listed(base.name, only), listed(plan.name, others)].compactMap { $0 }.joined(separator: ", ")
        return [
            "Not all customers are the same (\(places)): their differences have more chance in them. "
                + "Classes of one stream name meet the same customers."
        ]
    }
}
