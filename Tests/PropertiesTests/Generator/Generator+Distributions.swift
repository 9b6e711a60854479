import Randomness

@testable import Scenarios

/// Distributions of every family, in every form in which it may be written.
extension ScenarioGenerator {
    mutating func timedDistribution() -> ScenarioText {
        guard !plan.isSteady, dice.says(0.15) else { return distribution() }
        let hours = [0, 8 * 3600 + 1800, 12 * 3600 + 1800].prefix(dice.whole(1...3))
        return .map([
            (
                Keys.byTime,
                .list(
                    hours.map { from in
                        guard case .map(let family) = distribution() else { return .map([]) }
                        return .map([("from", Self.clock(from))] + family)
                    })
            )
        ])
    }

    /// A distribution with a mean of about so many seconds.
    mutating func distribution(seconds: ClosedRange<Int> = 5...150) -> ScenarioText {
        depth += 1
        defer { depth -= 1 }
        let nesting = ["mixture", "shifted"]
        let families = Distribution.families.filter { depth < 3 || !nesting.contains($0.name) }
        let family = dice.one(of: families)
        let mean = dice.whole(seconds)
        if let bare = family.bare, dice.says(0.5) {
            if bare.kind.cell != nil, dice.says(0.3) {
                return .map([(family.name, .map(column(times(mean).map { "\($0)" })))])
            }
            return .map([(family.name, parameter(bare.name, family, mean, form: [bare]))])
        }
        let form = dice.one(of: family.forms)
        var pairs: [(name: String, holds: ScenarioText)] = form.map {
            ($0.name, parameter($0.name, family, mean, form: form))
        }
        if form.contains(where: { $0.kind.cell != nil }), dice.says(0.3) {
            pairs = inFile(pairs, form)
        }
        return .map([(family.name, .map(pairs))])
    }

    private func times(_ mean: Int) -> [Int] { [max(1, mean / 3), mean, mean * 2] }

    /// A span of time in one of the ways in which people write it.
    private mutating func span(_ seconds: Int) -> ScenarioText {
        .value(dice.one(of: ["\(seconds) s", "\(seconds)s", "\(seconds)000 ms"]))
    }

    private mutating func parameter(
        _ name: String, _ family: DistributionFamily, _ mean: Int, form: [Parameter]
    ) -> ScenarioText {
        func values(_ texts: [String]) -> ScenarioText { .list(texts.map { .value($0) }) }
        switch (family.name, name) {
        case ("beta", "from"), ("uniform", "from"), ("triangular", "from"): return span(mean / 2)
        case ("beta", "to"), ("uniform", "to"), ("triangular", "to"): return span(mean * 2 + 2)
        case ("triangular", "mode"), ("beta", "mean"): return span(mean + 1)
        case ("beta", "cv"): return .value("0.2")
        case ("hazard", "from"): return values(["0", "\(mean) s", "\(mean * 3) s"])
        case ("hazard", "rates"):
            return values(["1 per min", "0.01 per s", mayLastForEver && mean % 2 == 0 ? "0 per h" : "30 per h"])
        case ("histogram", "edges"): return values(["0 s", "\(mean) s", "\(mean * 2) s"])
        case ("histogram", "counts"): return values(dice.one(of: [["3", "1"], ["0", "2.5"]]))
        case ("hyperexponential", "cv"): return .value(dice.one(of: ["1", "1.5", "2"]))
        case ("hyperexponential", "shares"): return values(["30%", "0.7"])
        case ("hyperexponential", "means"): return values(["\(mean) s", "\(mean * 2) s"])
        case ("empirical", "values"): return .list(times(mean).map { span($0) })
        case ("mixture", "parts"):
            return .list(["25%", "0.75"].map { .map([("share", .value($0)), ("of", distribution())]) })
        case ("pareto", "shape"), ("log_logistic", "shape"):
            return .value(dice.one(of: ["2.5", "4"]))
        case ("pareto", "minimum"): return span(max(1, mean / 2))
        case ("lognormal", "mu"): return .value(dice.one(of: ["3", "4.5"]))
        case (_, "sigma"): return .value(dice.one(of: ["0.3", "0.9"]))
        case (_, "cv"): return .value(dice.one(of: ["0.4", "0.8", "1.3"]))
        case (_, "shape"), (_, "alpha"), (_, "beta"): return .value(dice.one(of: ["0.9", "1", "2.5"]))
        case (_, "phases"): return .value(dice.one(of: ["1", "3"]))
        case (_, "of"): return distribution()
        default: break
        }
        // What has come to the table since, and all plain times.
        guard let kind = form.first(where: { $0.name == name })?.kind else { return .value("1") }
        switch kind {
        case .time, .positiveTime: return span(max(1, mean))
        default: return text(Shape.of(kind))
        }
    }

    /// The lists of a form in the columns of a file.
    private mutating func inFile(
        _ pairs: [(name: String, holds: ScenarioText)], _ form: [Parameter]
    ) -> [(name: String, holds: ScenarioText)] {
        let listed = pairs.filter { pair in form.contains { $0.name == pair.name && $0.kind.cell != nil } }
        let file = "table\(files.count + 1).csv"
        let cells: [[String]] = listed.map { pair in
            guard case .list(let entries) = pair.holds else { return [] }
            return entries.map { entry in
                guard case .value(let text) = entry else { return "" }
                return Self.plain(text, pair.name)
            }
        }
        var lines = [listed.map(\.name).joined(separator: ",")]
        for line in 0..<(cells.map(\.count).max() ?? 0) {
            lines.append(cells.map { line < $0.count ? $0[line] : "" }.joined(separator: ","))
        }
        files[file] = lines.joined(separator: "\n") + "\n"
        return [("file", .value(file))]
            + pairs.map { pair in
                listed.contains { $0.name == pair.name } ? (pair.name, .value(pair.name)) : pair
            }
    }

    /// A value without its unit, as the cells of tables have it: seconds, or per second.
    private static func plain(_ text: String, _ name: String) -> String {
        if name == "rates" { return text.hasPrefix("0 ") ? "0" : "0.01" }
        if text.hasSuffix(" ms") { return "\((Int(text.dropLast(3)) ?? 0) / 1000)" }
        return text.replacing(" ", with: "").replacing("s", with: "")
    }
}
