import Engine

extension RunTally {
    /// Everything found so far, ready to be written. `replications` may be fewer than planned; say so by `partial`.
    ///
    /// - Parameters:
    ///   - warnings: sentences to show beside those that the tally finds itself.
    public func results(
        scenarioName: String, scenarioFile: String, resolvedSHA256: String, seed: UInt64, partial: Bool = false,
        warnings: [String] = [], timing: Timing? = nil
    ) -> RunResults {
        let student = student
        let listed = ListedMeasures(plan.reported)
        let whole = values(.whole, listed.ofWhole, student)
        let classes = plan.classes.indices.map {
            ScopeResults(name: plan.classes[$0].name, measures: values(.customerClass($0), listed.ofClasses, student))
        }
        let groups = plan.groups.indices.map {
            ScopeResults(name: plan.groups[$0].name, measures: values(.group($0), listed.ofGroups, student))
        }
        let targets = targetResults(student)
        var results = RunResults(
            scenarioName: scenarioName, scenarioFile: scenarioFile, resolvedSHA256: resolvedSHA256, seed: seed,
            replications: replications, observations: observations, observationKind: plan.observationKind,
            confidence: plan.confidence, partial: partial, measures: whole, classes: classes, groups: groups,
            intervals: intervalResults(listed, student), within: withinResults(listed.ofWhole, student),
            distributions: distributions(), targets: targets,
            scorecard: Self.scorecard(plan, whole: whole, classes: classes, targets: targets),
            conservation: check.result, warnings: warnings + ownWarnings(whole), timing: timing)
        if plan.features.contains(.quotes) {
            results.calibration = calibrationResults()
            results.quotesAreApproximate = plan.quotesAreApproximate
        }
        return results
    }

    private func calibrationResults() -> CalibrationResults {
        let classes = plan.classes.indices.map {
            (plan.classes[$0].name, calibration.bins(customerClass: $0, confidence: plan.confidence))
        }
        return CalibrationResults(
            whole: calibration.bins(customerClass: nil, confidence: plan.confidence),
            classes: classes.filter { !$0.1.isEmpty })
    }

    private func values(
        _ scope: Scope, _ measures: [Measure], _ student: ConfidenceInterval
    ) -> [MeasuredValue] {
        var pools: [Measure.Waits: PooledWaits] = [:]
        return measures.map { measure in
            let threshold = measure.hasThreshold ? 0 : nil
            return MeasuredValue(
                measure: measure,
                estimate: estimate(measure, threshold: threshold, scope: scope, student: student, &pools),
                within: threshold.map { plan.thresholds[$0] },
                days: daysApart(measure, threshold: threshold, scope: scope, student: student))
        }
    }

    private func intervalResults(_ listed: ListedMeasures, _ student: ConfidenceInterval) -> [IntervalResults] {
        guard plan.keepsIntervals else { return [] }
        let listed = listed.filter { $0.perInterval && (intervalWaits != nil || !$0.whole.needsHistograms) }
        func sought(_ scope: Scope, _ measures: [Measure]) -> [IntervalValue] {
            measures.map { measure in
                let threshold = measure.hasThreshold ? 0 : nil
                return IntervalValue(
                    listed: measure, within: threshold.map { plan.thresholds[$0] },
                    sought: intervalMeasure(measure, threshold: threshold, scope: scope))
            }
        }
        let whole = sought(.whole, listed.ofWhole)
        let classes = plan.classes.indices.map { sought(.customerClass($0), listed.ofClasses) }
        let groups = plan.groups.indices.map { sought(.group($0), listed.ofGroups) }
        return plan.intervals.enumerated().map { index, interval in
            IntervalResults(
                day: interval.day, start: interval.start, startSeconds: interval.startSeconds,
                endSeconds: interval.endSeconds, measures: values(whole, interval: index, student),
                classes: zip(plan.classes, classes).map {
                    ScopeResults(name: $0.name, measures: values($1, interval: index, student))
                },
                groups: zip(plan.groups, groups).map {
                    ScopeResults(name: $0.name, measures: values($1, interval: index, student))
                },
                agents: agents(interval: index))
        }
    }

    /// What is reported of a measure in each planning interval of a scope.
    private struct IntervalValue {
        let listed: Measure
        let within: Double?
        /// Nil where it says nothing there.
        let sought: IntervalMeasure?
    }

    private func values(
        _ listed: [IntervalValue], interval: Int, _ student: ConfidenceInterval
    ) -> [MeasuredValue] {
        var pools: [Measure.Waits: PooledWaits] = [:]
        return listed.map { value in
            MeasuredValue(
                measure: value.listed, estimate: estimate(value.sought, interval: interval, student: student, &pools),
                within: value.within)
        }
    }

    private func withinResults(_ measures: [Measure], _ student: ConfidenceInterval) -> [WithinResults] {
        let measures = measures.filter(\.hasThreshold)
        return plan.thresholds.enumerated().map { threshold, seconds in
            var pools: [Measure.Waits: PooledWaits] = [:]
            return WithinResults(
                withinSeconds: seconds,
                measures: measures.map {
                    MeasuredValue(
                        measure: $0,
                        estimate: estimate($0, threshold: threshold, scope: .whole, student: student, &pools),
                        within: seconds)
                })
        }
    }

    private func ownWarnings(_ whole: [MeasuredValue]) -> [String] {
        var found: [String] = []
        if observations == 1 {
            found.append("A single \(plan.observationKind.rawValue) says nothing about chance: no intervals.")
        }
        if let few = RunResults.fewWords(observations, plan.observationKind) { found.append(few) }
        if check.result.arrivals == 0 && replications > 0 {
            found.append("Nobody arrived: there is nothing to measure.")
        }
        if let few = tooFewWords(whole) { found.append(few) }
        if waits.holdsEndless(Array(plan.classes.indices)) {
            found.append(
                "Some waited 97 days or more: such waits are not told apart, and a quantile that lies among them is no data."
            )
        }
        return found
    }

    /// Waits in eight bins to the octave; the first bin, from 0 to 0, holds the waits of exactly zero.
    private func distributions() -> [DistributionResults] {
        let width = Self.intervalMerging
        let edges = Quantile.edges(merging: width)
        var kept: [(name: String, ends: [WaitHistogram.End])] = [
            ("wait", Measure.Waits.joined.ends), ("answered_wait", Measure.Waits.answered.ends),
        ]
        if plan.features.contains(.callbacks) && layout.kinds > WaitHistogram.End.latenessNever.rawValue {
            // Those never connected stand by themselves: a quantile of the connected alone would flatter.
            kept += [
                ("callback_wait", [.callback]), ("callback_wait_never_connected", [.callbackNever]),
                ("callback_lateness", [.lateness]), ("callback_lateness_never_connected", [.latenessNever]),
            ]
        }
        if plan.features.contains(.followUps) && layout.kinds > WaitHistogram.End.followUpLatenessNever.rawValue {
            kept += [
                ("follow_up_lateness", [.followUpLateness]),
                ("follow_up_lateness_never_finished", [.followUpLatenessNever]),
            ]
        }
        return kept.map { name, ends in
            let fine = waits.merged(Array(plan.classes.indices), ends)
            var coarse = [UInt64](repeating: 0, count: Quantile.mergedBins(merging: width))
            for (bin, count) in fine.enumerated() { coarse[bin == 0 ? 0 : 1 + (bin - 1) / width] += count }
            let used = (coarse.lastIndex { $0 > 0 } ?? -1) + 1
            return DistributionResults(
                name: name, edgesSeconds: used == 0 ? [] : [0] + edges[1...used], counts: Array(coarse[..<used]))
        }
    }
}

/// The measures that belong to each kind of scope, whether or not there is data for them: found once, as a scenario has
/// hundreds of scopes.
private struct ListedMeasures {
    var ofWhole: [Measure]
    var ofClasses: [Measure]
    var ofGroups: [Measure]

    init(_ reported: [Measure]) {
        ofWhole = reported
        ofClasses = reported.filter(\.isForClasses)
        ofGroups = reported.filter(\.isForGroups)
    }

    func filter(_ isIn: (Measure) -> Bool) -> ListedMeasures {
        var some = self
        some.ofWhole.removeAll { !isIn($0) }
        some.ofClasses.removeAll { !isIn($0) }
        some.ofGroups.removeAll { !isIn($0) }
        return some
    }
}

extension RunResults {
    /// What to say of intervals from so few observations that they are rough; nil from ten on, and where there are none.
    static func fewWords(_ observations: Int, _ kind: ObservationKind) -> String? {
        guard observations > 1, observations < 10 else { return nil }
        return
            "From \(observations) \(kind.plural) only: such intervals are rough, and miss the truth more often than they say."
    }

    /// The remark on few observations, which is among the warnings too; nil where there are enough.
    public var fewObservations: String? { Self.fewWords(observations, observationKind) }

    /// A measure of the whole centre by its name; nil where it was not reported.
    public subscript(measure: String) -> MeasuredValue? { measures.first { $0.measure.name == measure } }

    /// Its value; nil where it was not reported, or there is no data for it.
    public func value(_ measure: String) -> Double? { self[measure]?.estimate.value }
}

extension ObservationKind {
    /// `days`, `horizons`, `batches`.
    public var plural: String { self == .batch ? "batches" : rawValue + "s" }
}
