import Measures
import Scenarios

/// Why a wish for precision cannot be granted, as a sentence with its mend.
public struct PrecisionFault: Error, Sendable, Equatable {
    public let message: String

    init(_ message: String) { self.message = message }

    init(expected: String, found: some StringProtocol, mend: String? = nil) {
        message = "expected \(expected), found \"\(found)\"" + (mend.map { "; \($0)" } ?? "")
    }
}

extension PrecisionGoal {
    /// Reads `service_level=0.5pt, asa=0.2s, abandonment=2%rel`, or a half-width alone, which is for the first target.
    ///
    /// A measure may be followed by its threshold and by a class or group: `service_level within 60s for retail=1pt`; a
    /// name with commas or other marks stands in double quotes. Half-widths are in points for shares (`pt`), in the
    /// measure's unit for others, or relative to the value (`%rel`).
    ///
    /// - Throws: with the mend, when something is not known, not measured in this scenario, or of another unit.
    public static func reading(_ text: String, for scenario: Scenario) throws(PrecisionFault) -> [PrecisionGoal] {
        var goals: [PrecisionGoal] = []
        for entry in split(text, at: ",") {
            let goal = try PrecisionEntry(entry, scenario).goal
            if goals.contains(where: { $0.subject == goal.subject }) {
                throw PrecisionFault(expected: "each number once", found: trimmed(entry))
            }
            goals.append(goal)
        }
        return goals
    }

    /// The parts between the marks that stand outside quotes.
    fileprivate static func split(_ text: some StringProtocol, at mark: Character) -> [Substring] {
        var isQuoted = false
        return Substring(text).split(omittingEmptySubsequences: false) { character in
            if character == "\"" { isQuoted.toggle() }
            return character == mark && !isQuoted
        }
    }

    fileprivate static func trimmed(_ text: some StringProtocol) -> Substring {
        var rest = Substring(text)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest.drop(while: \.isWhitespace)
    }
}

/// One entry of a wish for precision.
private struct PrecisionEntry {
    let scenario: Scenario
    let goal: PrecisionGoal

    init(_ entry: Substring, _ scenario: Scenario) throws(PrecisionFault) {
        self.scenario = scenario
        let sides = PrecisionGoal.split(entry, at: "=").map(PrecisionGoal.trimmed)
        guard sides.count <= 2, sides.allSatisfy({ !$0.isEmpty }) else {
            throw PrecisionFault(
                expected: "a measure and a half-width, such as service_level=0.5pt", found: PrecisionGoal.trimmed(entry)
            )
        }
        if sides.count == 2 {
            let subject = try Self.subject(sides[0], scenario)
            guard case .measure(let measure, _, _) = subject else { preconditionFailure("a named measure") }
            goal = PrecisionGoal(subject, wanted: try Self.halfWidth(sides[1], unit: measure.unit, of: measure.name))
            return
        }
        if let named = Measure.named(String(sides[0].prefix { !$0.isWhitespace })) {
            throw PrecisionFault(
                expected: "a half-width behind \(named.name), such as \(Self.examples(named.unit))", found: sides[0])
        }
        guard let target = scenario.targets.first, let measure = Measure.named(target.measure) else {
            throw PrecisionFault(
                "a half-width alone is for the first target, and the scenario has none; "
                    + "name a measure: service_level=\(sides[0])")
        }
        guard target.over != .eachInterval else {
            throw PrecisionFault(
                "a half-width alone is for the first target, which has a number for each interval; "
                    + "name a measure of the whole: \(measure.name)=\(sides[0])")
        }
        let unit = target.shareOfDays == nil ? measure.unit : .share
        goal = PrecisionGoal(.target(0), wanted: try Self.halfWidth(sides[0], unit: unit, of: measure.name))
    }

    // MARK: What is to be precise

    private static func subject(_ text: Substring, _ scenario: Scenario) throws(PrecisionFault) -> PrecisionGoal.Subject
    {
        var words = PrecisionGoal.split(text, at: " ").filter { !$0.isEmpty }[...]
        let name = words.removeFirst()
        guard let measure = Measure.named(String(name)) else {
            let meant = Suggestion.nearest(to: String(name), among: Measure.all.map(\.name))
            throw PrecisionFault(
                expected: "a measure (holdfast explain lists them)", found: name,
                mend: meant.map { "did you mean \"\($0)\"?" })
        }
        var within: Double?
        var scope: String?
        while let word = words.popFirst() {
            if word == "within", within == nil {
                let rest = words.prefix { $0 != "for" }
                words = words.dropFirst(rest.count)
                within = try threshold(rest.joined(separator: " "), of: measure)
            } else if word == "for", scope == nil, !words.isEmpty {
                scope = String(words.joined(separator: " "))
                words = []
            } else {
                throw PrecisionFault(
                    expected: "\"within\" and a time, or \"for\" and a class or group, behind \(measure.name)",
                    found: word)
            }
        }
        if let quoted = scope, quoted.count > 1, quoted.hasPrefix("\""), quoted.hasSuffix("\"") {
            scope = String(quoted.dropFirst().dropLast())
        }
        if let scope { try refuse(scope, measure, scenario) }
        try refuseUnmeasured(measure, scenario)
        return .measure(measure, within: within, of: scope)
    }

    private static func threshold(_ text: String, of measure: Measure) throws(PrecisionFault) -> Double {
        guard measure.hasThreshold else {
            throw PrecisionFault("\(measure.name) has no threshold; leave out \"within \(text)\"")
        }
        guard let seconds = Measurement.duration(text), seconds >= 0 else {
            throw PrecisionFault(
                expected: "a time behind \"within\", such as 20s", found: text, mend: Measurement.mendDuration(text))
        }
        return seconds
    }

    private static func refuse(_ scope: String, _ measure: Measure, _ scenario: Scenario) throws(PrecisionFault) {
        let classes = scenario.classes.map(\.name)
        let groups = scenario.groups.map(\.name)
        let isClass = classes.contains(scope)
        guard isClass || groups.contains(scope) else {
            let meant = Suggestion.nearest(to: scope, among: classes + groups)
            throw PrecisionFault(
                expected: "a class or group (\((classes + groups).joined(separator: ", ")))", found: scope,
                mend: meant.map { "did you mean \"\($0)\"?" })
        }
        if !(isClass ? measure.isForClasses : measure.isForGroups) {
            throw PrecisionFault(
                "\(measure.name) says nothing about a \(isClass ? "class" : "group"); leave out \"for \(scope)\"")
        }
    }

    private static func refuseUnmeasured(_ measure: Measure, _ scenario: Scenario) throws(PrecisionFault) {
        let isNamed = scenario.targets.contains { $0.measure == measure.name }
        if !measure.features.isEmpty, measure.features.isDisjoint(with: scenario.features), !isNamed {
            let needed = measure.features.map(\.rawValue).sorted().joined(separator: " or ")
            throw PrecisionFault(
                "\(measure.name) needs \(needed), which this scenario does not use; choose another measure")
        }
        if measure.whole == .cost, scenario.costs == Costs() {
            throw PrecisionFault("\(measure.name) needs prices; name them under costs in the scenario")
        }
        if measure.whole == .daysMeetingTargets, case .steady = scenario.hours {
            throw PrecisionFault(
                "\(measure.name) needs days, and a steady centre has none; name a measure of the whole run, such as asa=0.2s"
            )
        }
    }

    // MARK: How precise

    private static func examples(_ unit: Measure.Unit) -> String {
        switch unit {
        case .share: "0.5pt (points of a share) or 2%rel"
        case .seconds, .hours: "0.2s or 2%rel"
        case .count, .ratio, .money: "5 or 2%rel"
        }
    }

    private static func halfWidth(
        _ text: Substring, unit: Measure.Unit, of name: String
    ) throws(PrecisionFault) -> PrecisionGoal.HalfWidth {
        let (number, found) = Measurement.parts(String(text))
        let suffix = found.filter { !$0.isWhitespace }
        func fault(_ mend: String?) -> PrecisionFault {
            PrecisionFault(expected: "a half-width for \(name) such as \(examples(unit))", found: text, mend: mend)
        }
        guard let value = Decimal.value(number) else { throw fault(nil) }
        guard value > 0 else { throw fault("a half-width is above 0") }
        if suffix == "%rel" {
            guard value <= 100 else { throw fault("at most 100%rel") }
            return .relative(value / 100)
        }
        if suffix == "%" {
            throw fault(
                unit == .share
                    ? "write \(number)pt for points, or \(number)%rel for a share of the value"
                    : "write \(number)%rel for a share of the value")
        }
        switch unit {
        case .share:
            guard suffix == "pt" else {
                throw fault(suffix.isEmpty ? "name the unit: \(number)pt or \(number)%rel" : nil)
            }
            guard value <= 100 else { throw fault("at most 100pt") }
            return .absolute(value / 100)
        case .seconds, .hours:
            guard let seconds = Measurement.duration(String(text)) else {
                throw fault(suffix == "pt" ? "points are for shares" : Measurement.mendDuration(String(text)))
            }
            return .absolute(unit == .seconds ? seconds : seconds / 3600)
        case .count, .ratio, .money:
            guard suffix.isEmpty else {
                throw fault(suffix == "pt" ? "points are for shares" : "a number without a unit")
            }
            return .absolute(value)
        }
    }
}

extension Scenario {
    /// The same, with waits counted against every threshold that the goals name. The first threshold stays the first.
    func counting(for goals: [PrecisionGoal]) -> Scenario {
        let named = goals.compactMap { goal -> Double? in
            if case .measure(_, let within, _) = goal.subject { within } else { nil }
        }
        let missing = named.filter { !thresholds.contains($0) }
        guard !missing.isEmpty else { return self }
        var counting = self
        counting.reportWithin = thresholds + missing
        return counting
    }
}
