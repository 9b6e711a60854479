import Measures

/// What must hold of the results of any run of any scenario; each that does not, in words.
struct ResultsInvariants {
    private(set) var violations: [String] = []

    init(_ results: RunResults) {
        if !results.conservation.holds { violations += results.conservation.violations }
        let ends = results.conservation.ends.reduce(0) { $0 + $1.count }
        if ends != results.conservation.arrivals {
            violations.append("\(results.conservation.arrivals) arrivals and \(ends) ends")
        }
        for promises in [results.conservation.promises, results.conservation.followUps] {
            let states = promises.dropFirst().reduce(0) { $0 + $1.count }
            if promises.first?.count != states { violations.append("promises are not the sum of their states") }
        }
        check(results.measures, "the centre")
        for scope in results.classes + results.groups { check(scope.measures, scope.name) }
        for interval in results.intervals {
            let place = "day \(interval.day) \(interval.start)"
            check(interval.measures, place)
            for scope in interval.classes + interval.groups { check(scope.measures, "\(scope.name), \(place)") }
            if let agents = interval.agents, !(agents >= 0 && agents.isFinite) {
                violations.append("\(agents) agents in \(place)")
            }
        }
        checkThresholds(results.within)
        checkSums(results)
        for distribution in results.distributions
        where !distribution.counts.isEmpty && distribution.edgesSeconds.count != distribution.counts.count + 1 {
            violations.append("\(distribution.name) has \(distribution.counts.count) counts between its edges")
        }
        for target in results.targets {
            check(MeasuredValue(measure: target.measure, estimate: target.estimate), "a target", mayBeShare: true)
        }
    }

    // MARK: One number

    private mutating func check(_ measured: [MeasuredValue], _ place: String) {
        for value in measured { check(value, place) }
        checkOrder(measured, place)
    }

    /// - Parameter mayBeShare: of a target with a share of days the estimate is that share.
    private mutating func check(_ measured: MeasuredValue, _ place: String, mayBeShare: Bool = false) {
        let (name, estimate) = (measured.measure.name, measured.estimate)
        func fails(_ what: String) { violations.append("\(name) of \(place): \(what) in \(estimate)") }
        let numbers = [estimate.value, estimate.low, estimate.high].compactMap { $0 }
        if !numbers.allSatisfy(\.isFinite) { return fails("a number that is not finite") }
        guard let value = estimate.value else {
            if !numbers.isEmpty { fails("an interval without a value") }
            return
        }
        if (estimate.low == nil) != (estimate.high == nil) { fails("half an interval") }
        // A bound of another kind than the value (of a quantile, of a ratio) may miss it by rounding.
        let slack = 1e-9 * max(1, abs(value))
        if let low = estimate.low, let high = estimate.high, low > value + slack || high < value - slack {
            fails("the value outside its interval")
        }
        switch measured.measure.limits {
        case .none: break
        case .nonnegative: if numbers.contains(where: { $0 < -slack }) { fails("less than zero") }
        case .shareOfCounted:
            if numbers.contains(where: { $0 < -1e-12 || $0 > 1 + 1e-12 }) { fails("a share outside 0…1") }
        case .shareOfTime:
            if numbers.contains(where: { $0 < -1e-12 }) { fails("a share below 0") }
            if name == "occupancy", value > 1 + 1e-9 { fails("a share above 1") }
        }
    }

    // MARK: Several numbers of one place

    /// Pairs of which the first is never more than the second.
    private static let neverMore: [(String, String)] = [
        ("wait_p50", "wait_p80"), ("wait_p80", "wait_p90"), ("wait_p90", "wait_p95"), ("wait_p95", "wait_p99"),
        ("answered_wait_p50", "answered_wait_p80"), ("answered_wait_p80", "answered_wait_p90"),
        ("answered_wait_p90", "answered_wait_p95"), ("answered_wait_p95", "answered_wait_p99"),
        ("callback_lateness_p50", "callback_lateness_p90"), ("callback_lateness_p90", "callback_lateness_p99"),
        // Over all who asked, and over fewer; with more that counts as good.
        ("service_level", "service_level_handled"), ("service_level_handled", "service_level_answered"),
        ("service_level_handled", "service_level_good"), ("service_level_handled", "service_level_short"),
        ("service_level_handled", "service_level_neutral"), ("service_level_neutral", "service_level_good"),
        ("service_level_handled", "service_level_excluding_short"),
        ("service_level_excluding_short", "service_level_short"), ("service_level", "service_level_whole"),
        // Those who waited are some of those who joined.
        ("wait_mean", "wait_delayed_mean"), ("excess_wait_mean", "wait_mean"),
        ("answered", "offered"), ("abandoned", "offered"), ("balked", "offered"), ("callbacks_accepted", "offered"),
        // The three clocks: the agent comes last.
        ("callbacks_kept", "callbacks_kept_reached"), ("callbacks_kept_reached", "callbacks_kept_dial"),
        ("callbacks_accepted", "callbacks_offered"),
    ]

    private mutating func checkOrder(_ measured: [MeasuredValue], _ place: String) {
        var values: [String: Double] = [:]
        for one in measured { values[one.measure.name] = one.estimate.value }
        for (less, more) in Self.neverMore {
            guard let small = values[less], let large = values[more] else { continue }
            if small > large + 1e-9 * max(1, abs(large)) {
                violations.append("\(less) \(small) is more than \(more) \(large) of \(place)")
            }
        }
    }

    /// With a longer threshold more is in time, and less beyond it.
    private mutating func checkThresholds(_ within: [WithinResults]) {
        let rising = within.sorted { $0.withinSeconds < $1.withinSeconds }
        for (shorter, longer) in zip(rising, rising.dropFirst()) {
            for (first, second) in zip(shorter.measures, longer.measures) {
                guard first.measure == second.measure, let a = first.estimate.value, let b = second.estimate.value
                else { continue }
                let falls = first.measure.name == "excess_wait_mean"
                // Leaving out those who abandon in time takes from the base alone: any order.
                guard
                    falls
                        || [
                            "service_level", "service_level_handled", "service_level_good", "service_level_answered",
                            "service_level_short", "service_level_excluding_short", "service_level_whole",
                        ].contains(first.measure.name)
                else { continue }
                if falls ? b > a + 1e-9 * max(1, a) : b < a - 1e-12 {
                    violations.append(
                        "\(first.measure.name) \(a) within \(shorter.withinSeconds) s and \(b) within "
                            + "\(longer.withinSeconds) s")
                }
            }
        }
    }

    /// The classes add up to the centre.
    private mutating func checkSums(_ results: RunResults) {
        for name in ["offered", "answered", "abandoned", "blocked", "balked", "callbacks_accepted", "hung_up_at_close"]
        {
            func value(_ measured: [MeasuredValue]) -> Double? {
                measured.first { $0.measure.name == name }?.estimate.value
            }
            let parts = results.classes.map { value($0.measures) }
            guard let whole = value(results.measures), !parts.contains(nil) else { continue }
            let sum = parts.reduce(0) { $0 + ($1 ?? 0) }
            if abs(sum - whole) > 1e-9 * max(1, whole) {
                violations.append("\(name) is \(whole) in the centre and \(sum) in its classes")
            }
        }
    }
}
