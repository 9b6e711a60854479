import Engine
import Experiments
import Scenarios

/// One measure of one exact case, estimated.
struct Finding {
    /// As `second.wait_mean` or `60–90: delayed`.
    var name: String
    var expected: ExactCase.Expected
    var kind: ExactMeasure.Kind
    var estimate: JackknifeEstimate
    /// The standard error above which the estimate would mean nothing.
    var largestError: Double

    /// Distance from the truth in standard errors.
    var distance: Double { abs(signedDistance) }

    /// Above zero where the estimate is too large.
    var signedDistance: Double {
        let error = estimate.standardError
        let both = (error * error + expected.standardError * expected.standardError).squareRoot()
        let difference = estimate.value - expected.value
        return difference == 0 ? 0 : difference / both
    }
}

extension ExactCase {
    /// Sections into which the replications are gathered before their spread is measured.
    private static let sections = 100

    /// What a `ContactSweep` finds.
    private static let ofContacts: Set<ExactMeasure.Sweep> = [.waits, .line, .work]

    /// A measure, and the part of the replications that it is taken from.
    private struct Question {
        var name: String
        var expected: Expected
        var measure: ExactMeasure
        var part: Int
        /// Where the case says so itself.
        var largestError: Double?
    }

    /// The case's scenario, simulated, and every measure that the case expects.
    func measure(_ scenario: Scenario, seed: UInt64) throws -> [Finding] {
        if let steady = hours.steady, let logged = steady.logged {
            var counted = try keeping { $0.sweep == nil }
            counted.hours.steady?.logged = nil
            var looked = try keeping { $0.sweep != nil }
            looked.hours.steady = Hours.Steady(warmUp: steady.warmUp, length: logged)
            return try counted.measure(scenario, seed: seed) + looked.measure(looked.scenario(), seed: seed + 1)
        }
        let model = CompiledScenario(scenario).model
        let layout = model.layout
        let classNames = classes.map(\.name).sorted()
        let groupNames = groups.map(\.name).sorted()
        var parts: [(Replication, ContactSweep?, inout Sums) -> Void] = []
        var questions: [Question] = []

        func ask(
            _ measures: [String: Expected], prefix: String, rows: Range<Int>, customerClass: Int?, group: Int? = nil
        ) throws {
            let thresholds = self.thresholds
            var sweeps: Set<ExactMeasure.Sweep> = []
            for (name, expected) in measures.sorted(by: { $0.key < $1.key }) {
                let words = name.split(separator: "@")
                let threshold = words.count == 2 ? thresholds.firstIndex(of: Double(words[1])!) : nil
                let measure = try ExactMeasure(String(words[0]), threshold: threshold, unit: unit.seconds)
                if let sweep = measure.sweep { sweeps.insert(sweep) }
                questions.append(
                    Question(name: prefix + name, expected: expected, measure: measure, part: parts.count))
            }
            let needed = sweeps
            let estimates = needed.contains(.estimates) ? try estimateSweep() : nil
            let window = hours.steady.map {
                ($0.warmUp * unit.seconds, ($0.warmUp + $0.length) * unit.seconds)
            }
            // What happens after closing belongs to the whole day, for contacts that arrived before it.
            parts.append { replication, sweep, sums in
                sums.add(
                    replication.counts, rows: rows, customerClass: customerClass, group: group,
                    thresholds: thresholds.count)
                if needed.contains(.issues) { IssueSweep(replication.log).add(to: &sums, rows: rows) }
                estimates?.add(replication.log, to: &sums, rows: rows)
                if needed.contains(.legs), let window {
                    LegSweep(replication.laterLegs, replication.log).add(
                        to: &sums, rows: rows, customerClass: customerClass, from: window.0, to: window.1,
                        thresholds: thresholds.map { $0 * unit.seconds })
                }
                if !needed.isDisjoint(with: Self.ofContacts), let sweep, let window {
                    sweep.add(
                        to: &sums, rows: rows, customerClass: customerClass, from: window.0, to: window.1,
                        agents: agentsPresent)
                }
            }
        }

        let all = 0..<layout.intervals
        try ask(expected ?? [:], prefix: "", rows: all, customerClass: nil)
        for (name, measures) in (expectedClasses ?? [:]).sorted(by: { $0.key < $1.key }) {
            try ask(measures, prefix: "\(name).", rows: all, customerClass: classNames.firstIndex(of: name)!)
        }
        for (name, measures) in (expectedGroups ?? [:]).sorted(by: { $0.key < $1.key }) {
            let group = groupNames.firstIndex(of: name)!
            try ask(measures, prefix: "\(name).", rows: all, customerClass: nil, group: group)
        }
        for span in expectedSpans ?? [] {
            let prefix = "\(span.from)–\(span.to): "
            try ask(span.measures, prefix: prefix, rows: rows(of: span), customerClass: nil)
            for (name, measures) in span.classes.sorted(by: { $0.key < $1.key }) {
                try ask(
                    measures, prefix: "\(prefix)\(name).", rows: rows(of: span),
                    customerClass: classNames.firstIndex(of: name)!)
            }
        }
        for moment in expectedMoments ?? [] {
            for (name, expected) in moment.measures.sorted(by: { $0.key < $1.key }) {
                questions.append(
                    Question(
                        name: "at \(moment.at): \(name)", expected: expected,
                        measure: try ExactMeasure.moment(name), part: parts.count))
                let time = moment.at * unit.seconds
                parts.append { _, sweep, sums in
                    let (waiting, busy) = sweep!.number(at: time)
                    switch name.split(separator: "_").first {
                    case "busy": sums.add(Double(busy))
                    case "queue": sums.add(Double(waiting))
                    default: sums.add(Double(busy + waiting))
                    }
                }
            }
        }
        for covariance in expectedCovariances ?? [] {
            let spans = covariance.between.map { rows(of: expectedSpans![$0]) }
            questions.append(
                Question(
                    name: "covariance of arrivals in spans \(covariance.between)",
                    expected: Expected(covariance.value), measure: .covariance, part: parts.count,
                    largestError: covariance.within))
            parts.append { replication, _, sums in
                let arrivals = spans.map { rows in
                    var span = Sums(thresholds: 0)
                    span.add(replication.counts, rows: rows, customerClass: nil, thresholds: 0)
                    return span.arrivals
                }
                sums.add(arrivals[0], arrivals[1])
            }
        }

        let logs = questions.contains { $0.measure.sweep != nil }
        var asked = Set(questions.compactMap(\.measure.sweep)).intersection(Self.ofContacts)
        if !(expectedMoments ?? []).isEmpty { asked.insert(.line) }
        let looksFor = asked
        let none = Sums(thresholds: thresholds.count)
        var sums = [[Sums]](repeating: [Sums](repeating: none, count: Self.sections), count: parts.count)
        var next: UInt32 = 0
        var fault: RunFault?
        RunOrder(
            seed: seed, logs: logs ? .everything : .nothing,
            next: {
                defer { next += 1 }
                return next < replications && fault == nil ? next : nil
            },
            deliver: { replication in
                fault = fault ?? replication.fault
                let sweep = looksFor.isEmpty ? nil : ContactSweep(replication.log, for: looksFor)
                let section = Int(replication.number) * Self.sections / replications
                for (place, part) in parts.enumerated() { part(replication, sweep, &sums[place][section]) }
            }
        ).run(model)
        if let fault { throw fault }

        return questions.map { question in
            Finding(
                name: question.name, expected: question.expected, kind: question.measure.kind,
                estimate: JackknifeEstimate(sums[question.part].filter { $0.replications > 0 }, question.measure.value),
                largestError: question.largestError
                    ?? question.expected.within.map { $0 * abs(question.expected.value) }
                    ?? question.measure.largestError(for: question.expected.value))
        }
    }

    /// The case with some of its measures only.
    private func keeping(_ isKept: (ExactMeasure) -> Bool) throws -> ExactCase {
        func kept(_ measures: [String: Expected]) throws -> [String: Expected] {
            try measures.filter { name, _ in
                let words = name.split(separator: "@")
                return isKept(
                    try ExactMeasure(String(words[0]), threshold: words.count == 2 ? 0 : nil, unit: unit.seconds))
            }
        }
        var part = self
        part.expected = try expected.map(kept)
        part.expectedClasses = try expectedClasses?.mapValues(kept)
        part.expectedGroups = try expectedGroups?.mapValues(kept)
        return part
    }

    /// Agents in a steady case of one group; nil elsewhere.
    private var agentsPresent: Int? {
        guard groups.count == 1, case .number(let agents)? = groups[0].staff else { return nil }
        return agents
    }

    /// The estimators of a case of one class and one group.
    private func estimateSweep() throws -> EstimateSweep {
        let caller = classes[0]
        let handle = try caller.talk!.distribution(unitSeconds: unit.seconds).mean
        let interarrival = try caller.arrivals.renewal?.distribution(unitSeconds: unit.seconds).mean
        return EstimateSweep(
            agents: Double(agentsPresent!), meanHandle: handle,
            arrivalRate: interarrival.map { 1 / $0 } ?? caller.arrivals.rate! / unit.seconds,
            meanPatience: try caller.patience?.distribution(unitSeconds: unit.seconds).mean ?? .infinity)
    }

    /// Rows of the model that lie in a span.
    private func rows(of span: Span) -> Range<Int> {
        let interval = hours.day!.interval
        return Int((span.from / interval).rounded())..<Int((span.to / interval).rounded())
    }
}
