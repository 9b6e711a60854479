import Measures

/// A comparison as text: which plan is better first, at most 25 lines, a next command at the end. What `verbose` tells
/// comes on top of the 25.
public struct ComparisonTextReport {
    let results: ComparisonResults
    let palette: Palette
    let isVerbose: Bool
    /// Without remarks: no warnings and no next command.
    let isQuiet: Bool
    /// The command that led here, without its number of replications, for the one that is offered next.
    let command: [String]
    /// Precision as it was asked for; nil where it was not.
    let precision: String?

    private var wording: Wording { Wording(palette: palette) }

    public init(
        _ results: ComparisonResults, palette: Palette = .plain, verbose: Bool = false, quiet: Bool = false,
        command: [String], precision: String? = nil
    ) {
        self.results = results
        self.palette = palette
        isVerbose = verbose
        isQuiet = quiet
        self.command = command
        self.precision = precision
    }

    /// The whole report, ending in a line feed.
    public func text() -> String {
        var parts = [[palette.bold(palette.shown(heading))], faults]
        if faults.isEmpty { parts.append([verdict, best].compactMap { $0 }) }
        parts.append(results.plans.count == 2 ? measureTable : planTable)
        let days = replicationWords(results.replications)
        parts.append([PrecisionRemark(results, days: days, palette).line].compactMap { $0 })
        if isVerbose { parts.append(gains) }
        if !isQuiet {
            let shown = results.warnings.prefix(2).map(palette.shown)
            let hidden = results.warnings.count - shown.count
            let rest = "and another \(Wording.counted(hidden, "remark", "remarks")): --format json holds them all"
            parts.append([several].compactMap { $0 } + shown + (hidden > 0 ? [rest] : []))
            parts.append([palette.shown(nextStep)])
        }
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: String {
        let names = Set(results.plans.map(\.scenarioName))
        var parts = names.count == 1 ? [results.plans[0].scenarioName] : []
        parts += ["\(results.plans.count) plans on the same customers", replicationWords(results.replications)]
        parts.append("seed \(results.seed)")
        if results.confidence != 0.95 { parts.append("\(Wording.plain(results.confidence * 100)) % intervals") }
        if let timing = results.timing { parts.append(Wording.span(timing.seconds)) }
        if results.partial { parts.append("stopped early") }
        return parts.joined(separator: " \(palette.dot) ")
    }

    private func replicationWords(_ number: Int) -> String {
        switch results.observationKind {
        case .day: Wording.counted(number, "simulated day", "simulated days")
        case .horizon: Wording.counted(number, "simulated run", "simulated runs")
        case .batch:
            "\(Wording.counted(results.observations, "batch", "batches")) of "
                + Wording.counted(number, "long run", "long runs")
        }
    }

    private var faults: [String] {
        guard !results.violations.isEmpty else { return [] }
        return [palette.missed("These numbers do not add up, which is a fault of Holdfast; do not use them:")]
            + results.violations.prefix(2).map { "  " + palette.shown($0) }
    }

    // MARK: What is shown

    /// Beside the measures of the baseline's targets.
    private static let always = [
        "service_level", "service_level_handled", "service_level_whole", "callbacks_kept", "follow_ups_kept",
        "abandonment", "asa", "wait_p90", "occupancy", "paid_hours", "cost",
    ]
    /// Shown beside the strict service level where one of them differs from it, so that callbacks cannot flatter.
    private static let otherForms = ["service_level_handled", "service_level_whole"]
    private static let mostRows = 12
    /// With several plans the verdict and the remarks take more lines.
    private static let mostPlans = 10

    /// The measures shown, the one that the verdict goes by first.
    private var shown: [ComparedMeasure] {
        var names = results.selection.map { [$0.measure.name] } ?? []
        let asked = results.targeted + names
        for name in results.targeted + Self.always where !names.contains(name) { names.append(name) }
        let hidden = formsDiffer ? [] : Self.otherForms.filter { !asked.contains($0) }
        return names.compactMap { name in
            let found = compared(name)
            guard let found, found.estimates.contains(where: { $0?.value != nil }) else { return nil }
            return hidden.contains(name) ? nil : found
        }
    }

    private func compared(_ name: String) -> ComparedMeasure? { results.measures.first { $0.measure.name == name } }

    /// Whether some plan has callbacks and one of its other service levels is more than a point off the strict one.
    private var formsDiffer: Bool {
        guard let strict = compared("service_level") else { return true }
        let hasCallbacks = compared("callbacks_offered").map { $0.estimates.map { $0?.value != nil } }
        return Self.otherForms.compactMap(compared).contains { form in
            strict.estimates.indices.contains { plan in
                guard hasCallbacks?[plan] ?? false, let value = form.estimates[plan]?.value,
                    let level = strict.estimates[plan]?.value
                else { return false }
                return abs(value - level) > 0.01
            }
        }
    }

    private func name(_ plan: Int, room: Int = 40) -> String {
        let name = palette.shown(results.plans[plan].name)
        return name.count <= room ? name : name.prefix(room - 1) + (palette.isUnicode ? "…" : "~")
    }

    private func lowered(_ title: String) -> String { title.prefix(1).lowercased() + title.dropFirst() }

    private func title(_ compared: ComparedMeasure) -> String {
        palette.shown(compared.measure.title(within: compared.within))
    }

    // MARK: The verdict

    private var verdict: String? {
        guard let first = shown.first else { return "Neither plan has any data." }
        let by = "By \(lowered(title(first)))"
        if results.plans.count == 2 { return twoPlans(first, by) }
        let verdicts = first.differences.compactMap { $0?.verdict }
        let words: [(Difference.Verdict, String)] = [
            (.better, "better"), (.worse, "worse"), (.higher, "higher"), (.lower, "lower"), (.same, "the same"),
            (.undecided, "too close to call"),
        ]
        let counted = words.compactMap { verdict, word in
            let count = verdicts.count { $0 == verdict }
            return count == 0 ? nil : "\(count) \(word)"
        }
        let others = Wording.counted(results.plans.count - 1, "other plan", "other plans")
        return palette.bold("\(by), of \(others) beside \(name(0)): \(counted.joined(separator: ", ")).")
    }

    private func twoPlans(_ first: ComparedMeasure, _ by: String) -> String {
        guard let difference = first.differences[1] else {
            return palette.undecided("\(by), \(name(0)) and \(name(1)) cannot be compared.")
        }
        let amount = figure(difference.estimate, first.measure.unit, signed: false)
        switch difference.verdict {
        case .better: return palette.met("\(by), \(name(1)) is better than \(name(0)), by \(amount).")
        case .worse: return palette.missed("\(by), \(name(1)) is worse than \(name(0)), by \(amount).")
        case .higher: return palette.bold("\(by), \(name(1)) is higher than \(name(0)), by \(amount).")
        case .lower: return palette.bold("\(by), \(name(1)) is lower than \(name(0)), by \(amount).")
        case .same: return palette.bold("\(by), \(name(1)) and \(name(0)) are the same.")
        case .undecided:
            return palette.undecided("\(by), \(name(1)) and \(name(0)) are too close to call.")
        }
    }

    private var best: String? {
        guard let selection = results.selection else { return nil }
        let zone = figure(
            Estimate(value: selection.indifference), selection.measure.unit, signed: false)
        guard let best = selection.best else {
            let left = selection.plans.indices.filter { selection.plans[$0].leftAfter == nil }.map { name($0) }
            return palette.undecided(
                "Stopped before the best was found; still in play: \(left.joined(separator: ", ")).")
        }
        let most = selection.plans.map(\.replications).max() ?? 0
        let promise =
            "If one is ahead of all others by \(zone) or more, this is it with a probability of at least "
            + "\(Wording.plain(selection.confidence * 100)) % (Kim and Nelson, 2001)."
        return palette.bold("The best is \(name(best)), found after \(replicationWords(most)).") + "\n" + promise
    }

    // MARK: Tables

    /// Two plans: a row for each measure.
    private var measureTable: [String] {
        let heading = ["", name(0, room: 22), name(1, room: 22), "difference", ""]
        let rows = shown.prefix(Self.mostRows).map { compared -> [String] in
            let unit = compared.measure.unit
            let difference = compared.differences[1]
            return [title(compared)] + compared.estimates.map { value($0, unit) } + [
                difference.map { figure($0.estimate, unit, signed: true) } ?? "not compared",
                difference.map { word($0) } ?? "",
            ]
        }
        return coloured(Self.aligned([heading] + rows, right: [1, 2]), shown.map { $0.differences[1]?.verdict })
    }

    /// Several plans: a row for each, of the first measures only.
    private var planTable: [String] {
        guard let first = shown.first else { return [] }
        let others = shown.dropFirst().prefix(3)
        let heading =
            ["Plan", title(first), "difference", ""] + others.map { title($0) }
        let listed = listedPlans(first)
        let rows = listed.map { plan -> [String] in
            let difference = first.differences[plan]
            return [
                name(plan), value(first.estimates[plan], first.measure.unit),
                plan == 0
                    ? "baseline"
                    : difference.map { figure($0.estimate, first.measure.unit, signed: true) }
                        ?? "not compared",
                difference.map { word($0) } ?? "",
            ] + others.map { value($0.estimates[plan], $0.measure.unit) }
        }
        var lines = coloured(
            Self.aligned([heading] + rows, right: [1] + (4..<(4 + others.count))),
            listed.map { first.differences[$0]?.verdict })
        let hidden = results.plans.count - listed.count
        if hidden > 0 {
            lines.append("  and \(Wording.counted(hidden, "plan", "plans")) more: --format csv holds them all")
        }
        return lines
    }

    /// All plans where there is room; else the baseline and the best by the first measure, in their order.
    private func listedPlans(_ first: ComparedMeasure) -> [Int] {
        let plans = Array(results.plans.indices)
        guard plans.count > Self.mostPlans else { return plans }
        func rank(_ plan: Int) -> Double {
            guard let value = first.estimates[plan]?.value else { return -.infinity }
            return first.measure.better == .lower ? -value : value
        }
        let ranked = plans.dropFirst().sorted { (rank($0), -$0) > (rank($1), -$1) }
        return [0] + ranked.prefix(Self.mostPlans - 1).sorted()
    }

    /// - Parameter difference: one that has a verdict.
    private func word(_ difference: Difference) -> String {
        let isSure = difference.estimate.low != nil || results.observationKind != .day
        switch difference.verdict {
        case .better: return palette.isUnicode ? "✓ better" : "better"
        case .worse: return palette.isUnicode ? "✗ worse" : "WORSE"
        case .higher, .lower: return difference.verdict.rawValue
        case .same: return "= the same"
        case .undecided:
            return results.observations < 2
                ? "? one alone cannot tell" : isSure ? "? too close to call" : "? too few days to tell"
        }
    }

    private func coloured(_ lines: [String], _ verdicts: [Difference.Verdict?]) -> [String] {
        guard let first = lines.first else { return [] }
        return [palette.dim(first)]
            + zip(lines.dropFirst(), verdicts).map { line, verdict in
                switch verdict {
                case .better: palette.met(line)
                case .worse: palette.missed(line)
                case .undecided: palette.undecided(line)
                default: line
                }
            }
    }

    private static func aligned(_ rows: [[String]], right: [Int]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = row.enumerated().map { $1.padded(to: widths[$0], left: right.contains($0)) }
                .joined(separator: "   ")
            let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
            return "  " + line[..<end]
        }
    }

    private func value(_ estimate: Estimate?, _ unit: Measure.Unit) -> String {
        wording.figure(Estimate(value: estimate?.value), unit).value
    }

    /// `+2.48 pt ± 0.06`; points for shares.
    private func figure(_ estimate: Estimate, _ unit: Measure.Unit, signed: Bool) -> String {
        guard let value = estimate.value else { return "no data" }
        let scale = Scale(unit, value)
        let half = estimate.low.flatMap { low in estimate.high.map { ($0 - low) / 2 } }
        let decimals = scale.decimals(margin: half)
        let number = scale.number(signed ? value : abs(value), decimals: decimals)
        let isZero = number.allSatisfy { "0.".contains($0) }
        var text = (signed && value > 0 && !isZero ? "+" : "") + number
        if unit == .share {
            text += " pt"
        } else {
            let withUnit = scale.text(value, decimals: decimals)
            text += String(withUnit.drop { "-,.0123456789".contains($0) })
        }
        guard let half, half > 0, let low = estimate.low, let high = estimate.high else { return text }
        let (down, up) = (value - low, high - value)
        guard abs(up - down) > Wording.lopsided * max(up, down) else {
            return text + " \(palette.plusMinus) " + scale.number(half, decimals: decimals)
        }
        // Without its sign a fall from 5 to 2 is told as one by 2 to 5.
        let ends = signed || value >= 0 ? (low, high) : (-high, -low)
        return text + " (\(scale.number(ends.0, decimals: decimals)) to \(scale.number(ends.1, decimals: decimals)))"
    }

    // MARK: Remarks

    /// How much the same customers were worth.
    private var gains: [String] {
        let rows = shown.compactMap { compared -> [String]? in
            let found = compared.differences.compactMap { $0?.gain }
            guard let least = found.min(), let most = found.max() else { return nil }
            func times(_ gain: Double) -> String { Scale.fixed(gain, gain < 10 ? 1 : 0) }
            return [title(compared), least == most ? times(least) : "\(times(least)) to \(times(most))"]
        }
        guard !rows.isEmpty else { return [] }
        let head =
            "On customers of their own, the plans would need so many times the replications for the same intervals:"
        return [head] + Self.aligned(rows, right: [1])
    }

    private var several: String? {
        let differences = results.plans.count - 1
        guard differences > 1 else { return nil }
        let each = (results.confidenceOfEach * 1e4).rounded() / 1e2
        return palette.dim(
            "Each difference is at \(each) %, so that the \(differences) of a measure hold together at "
                + "\(Wording.plain(results.confidence * 100)) % (Bonferroni).")
    }

    private var nextStep: String {
        let run = command.map(NextStep.quoted).joined(separator: " ")
        if results.observations < 2 { return "Intervals need more than one replication: \(run) --replications 100" }
        if let precision, let needed = results.precision?.replicationsToReach(from: results.replications) {
            let most = needed + needed / 2
            return "As precise as asked for takes about \(replicationWords(needed)): \(run) --precision "
                + NextStep.quoted(precision) + (most <= PrecisionReport.usualMost ? "" : " --replications \(most)")
        }
        let open = (results.plans.count == 2 ? shown : Array(shown.prefix(1))).first { compared in
            compared.differences.contains { $0?.verdict == .undecided }
        }
        if let open, let needed = open.differences.compactMap({ $0?.replicationsToDecide }).max() {
            var time = ""
            if let timing = results.timing, results.replications > 0 {
                time = " (\(Wording.forecast(timing.seconds * Double(needed) / Double(results.replications))))"
            }
            return "Too close to call: \(lowered(title(open))). About \(Wording.grouped(needed)) replications\(time) "
                + "would likely tell: \(run) --replications \(needed)"
        }
        if results.plans.count > 2 && results.selection == nil, let first = shown.first,
            first.measure.better != .neither
        {
            let zone = first.measure.unit == .share ? "1pt" : first.measure.unit == .seconds ? "1s" : "1"
            return "Next: \(run) --best \(first.measure.name) --indifference \(zone) finds the best of them"
        }
        return "Next: \(run) --format csv has every measure, for each class and group"
    }
}
