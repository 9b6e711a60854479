import Randomness

extension Shape {
    /// What may stand for a parameter of a distribution.
    static func of(_ kind: ParameterKind) -> Shape {
        switch kind {
        case .time: .scalar(.duration(positive: false))
        case .positiveTime: .scalar(.duration(positive: true))
        case .positiveNumber: .scalar(.number(.positive))
        case .number: .scalar(.number(.any))
        case .count: .scalar(.whole(1, 1_000_000))
        case .times: .list(.scalar(.duration(positive: false)), of: "spans of time")
        case .shares: .list(.scalar(.share), of: "shares")
        case .numbers: .list(.scalar(.number(.zeroOrMore)), of: "numbers")
        case .rates: .list(.scalar(.rate), of: "rates such as 2 per min")
        case .distribution: .distribution
        case .weightedDistributions: .list(.entry(Keys.weighted), of: "distributions with shares")
        }
    }
}

extension Keys {
    static let weighted = Entry(
        noun: "a part of a mixture",
        keys: [
            Key("share", .scalar(.share), "The share of draws.", required: true),
            Key("of", .distribution, "The distribution they come from.", required: true),
        ])
}

extension ParameterKind {
    /// What a cell of a CSV file holds for a list: times are plain seconds there, rates are per second.
    var cell: ScalarKind? {
        switch self {
        case .times, .numbers, .rates: .number(.zeroOrMore)
        case .shares: .share
        default: nil
        }
    }
}

extension Reading {
    /// One distribution for the whole day, or several by time of day; empty after a fault.
    /// - Parameter ends: whether every time must come: whoever works or waits for it would be there for ever.
    func timedDistributions(_ node: Written, steady: Bool, ends: Bool) -> [TimedDistribution] {
        func read(_ node: Written) -> Distribution? { ends ? ending(node) : distribution(node) }
        guard let pairs = node.map else { return [] }
        guard let at = node[Keys.byTime] else { return read(node).map { [TimedDistribution($0)] } ?? [] }
        guard pairs.count == 1 else {
            error(node.place, "expected only by_time, found \(enumerate(pairs.map(\.name)))")
            return []
        }
        if steady { error(at.place, "expected one distribution, since a horizon has no times of day") }
        guard let entries = at.list, !entries.isEmpty else {
            expected("a list of distributions, each with a time such as from: \"07:00\"", at: at)
            return []
        }
        var timed: [TimedDistribution] = []
        var complete = true
        for entry in entries {
            guard let pairs = entry.map, let from = entry["from"] else {
                expected("a map with from and a distribution", at: entry)
                complete = false
                continue
            }
            let rest = Written(entry.place, .map(pairs.filter { $0.name != "from" }))
            guard let seconds = value(from, .clock), let distribution = read(rest) else {
                complete = false
                continue
            }
            if timed.isEmpty, seconds != 0 { expected("from: \"00:00\" in the first entry", at: from) }
            if let last = timed.last, seconds <= last.from || seconds >= 86_400 {
                expected("a later time than \(Measurement.clockText(last.from)), before 24:00", at: from)
            }
            timed.append(TimedDistribution(from: seconds, distribution))
        }
        return complete ? timed : []
    }

    /// A distribution of times that all come; nil after a fault.
    func ending(_ node: Written) -> Distribution? {
        guard let distribution = distribution(node) else { return nil }
        guard distribution.neverShare == 0 else {
            error(
                node.place,
                "expected times that end, found one that never does in \(Self.percent(distribution.neverShare)) of draws",
                "end rates with one above zero; only patience and gives_up may last for ever")
            return nil
        }
        return distribution
    }

    /// A map of one key, the family, and its parameters; nil after a fault.
    func distribution(_ node: Written) -> Distribution? {
        guard let pairs = node.map else {
            expected(Shape.distribution.expected, at: node)
            return nil
        }
        let families = Distribution.families
        let names = families.map(\.name)
        for pair in pairs where !names.contains(pair.name) {
            error(
                pair.place, "unknown distribution \(quote(pair.name))",
                Suggestion.sentence(for: pair.name, among: names) ?? "the distributions are \(enumerate(names))")
        }
        guard pairs.count == 1 else {
            if pairs.isEmpty || pairs.allSatisfy({ names.contains($0.name) }) {
                error(
                    node.place,
                    "expected one distribution, found \(pairs.isEmpty ? "none" : enumerate(pairs.map(\.name)))")
            }
            return nil
        }
        guard let family = families.first(where: { $0.name == pairs[0].name }) else { return nil }
        return distribution(family, pairs[0].value)
    }

    private func distribution(_ family: DistributionFamily, _ node: Written) -> Distribution? {
        var parts: [String: Written] = [:]
        let values: [String: ParameterValue]?
        if let bare = family.bare, isBare(node, bare, family) {
            parts[bare.name] = node
            if node["file"] != nil {
                values = fromFile(node, [bare], nameOfColumn: "column")
            } else {
                values = parameter(bare, node).map { [bare.name: $0] }
            }
        } else {
            guard let pairs = node.map else {
                expected(family.expected, at: node)
                return nil
            }
            for pair in pairs { parts[pair.name] = pair.value }
            values = named(family, node, pairs)
        }
        guard let values else { return nil }
        do {
            return try family.make(values)
        } catch {
            let at = parts[error.parameter] ?? node
            self.error(at.place, "expected \(error.expected) in \(family.name), found \(at.described)")
            return nil
        }
    }

    private func isBare(_ node: Written, _ bare: Parameter, _ family: DistributionFamily) -> Bool {
        guard let pairs = node.map else { return true }
        if bare.kind.cell != nil {
            return node["file"] != nil && pairs.allSatisfy { ["file", "column"].contains($0.name) }
        }
        return bare.kind == .distribution && !pairs.contains { family.parameterNames.contains($0.name) }
    }

    private func named(
        _ family: DistributionFamily, _ node: Written, _ pairs: [Written.Pair]
    ) -> [String: ParameterValue]? {
        let lists = Set(family.forms.joined().filter { $0.kind.cell != nil }.map(\.name))
        let fromFile = node["file"] != nil && !lists.isEmpty
        let given = pairs.map(\.name).filter { !(fromFile && $0 == "file") }
        guard let form = family.forms.first(where: { Set($0.map(\.name)) == Set(given) }) else {
            var misspelt = false
            for pair in pairs where !family.parameterNames.contains(pair.name) && !(fromFile && pair.name == "file") {
                misspelt = true
                error(
                    pair.place, "unknown key \(quote(pair.name)) in \(family.name)",
                    Suggestion.sentence(for: pair.name, among: family.parameterNames) ?? "expected \(family.expected)")
            }
            if !misspelt {
                error(
                    node.place,
                    "expected \(family.expected) in \(family.name), found \(given.isEmpty ? "none" : enumerate(given))")
            }
            return nil
        }
        var values: [String: ParameterValue] = [:]
        var complete = true
        for parameter in form {
            guard let at = node[parameter.name] else { continue }
            if fromFile, parameter.kind.cell != nil {
                if let read = self.fromFile(node, [parameter], nameOfColumn: parameter.name) {
                    values.merge(read) { $1 }
                } else {
                    complete = false
                }
            } else if let read = self.parameter(parameter, at) {
                values[parameter.name] = read
            } else {
                complete = false
            }
        }
        return complete ? values : nil
    }

    /// Lists that stand in columns of a CSV file.
    private func fromFile(
        _ node: Written, _ parameters: [Parameter], nameOfColumn: String
    ) -> [String: ParameterValue]? {
        var values: [String: ParameterValue] = [:]
        for parameter in parameters {
            guard let kind = parameter.kind.cell else { return nil }
            if let file = node["file"], file.word == nil {
                expected("the name of a file", at: file)
                return nil
            }
            guard node[nameOfColumn] != nil else {
                error(node.place, "expected the key \(nameOfColumn) beside file, found none")
                return nil
            }
            guard let cells = column(node, key: nameOfColumn) else { return nil }
            let numbers = cells.map { value($0, kind) }
            guard !numbers.contains(nil) else { return nil }
            values[parameter.name] = .list(numbers.compactMap { $0 })
        }
        return values
    }

    /// One parameter's value; nil after a fault.
    private func parameter(_ parameter: Parameter, _ node: Written) -> ParameterValue? {
        let shape = Shape.of(parameter.kind)
        switch (parameter.kind, shape) {
        case (.distribution, _): return distribution(node).map(ParameterValue.distribution)
        case (.weightedDistributions, _):
            guard let list = node.list, !list.isEmpty else {
                expected(shape.expected, at: node)
                return nil
            }
            var parts: [WeightedDistribution] = []
            for part in list {
                ShapeCheck(reading: self).check(part, .entry(Keys.weighted))
                guard let share = part["share"]?.number(.share), let of = part["of"].flatMap(distribution) else {
                    continue
                }
                parts.append(WeightedDistribution(share: share, distribution: of))
            }
            return parts.count == list.count ? .weighted(parts) : nil
        case (_, .list(.scalar(let kinds), _)):
            guard let list = node.list, !list.isEmpty else {
                expected(shape.expected, at: node)
                return nil
            }
            let numbers = list.map { value($0, kinds[0]) }
            return numbers.contains(nil) ? nil : .list(numbers.compactMap { $0 })
        case (_, .scalar(let kinds)): return value(node, kinds[0]).map(ParameterValue.number)
        default: return nil
        }
    }
}

extension DistributionFamily {
    var parameterNames: [String] {
        var names: [String] = []
        for parameter in forms.joined() where !names.contains(parameter.name) { names.append(parameter.name) }
        return names
    }

    /// The ways to state the parameters, in words that follow "expected".
    var expected: String {
        var ways = forms.filter { !$0.isEmpty }.map { enumerate($0.map(\.name)) }
        if let bare {
            let shape = Shape.of(bare.kind).expected
            let alone = forms.count == 1 && forms[0].map(\.name) == [bare.name]
            ways = alone ? [shape] : [shape] + ways
        }
        return ways.joined(separator: ", or ")
    }
}

extension ShapeCheck {
    func checkDistribution(_ node: Written, alsoByTime: Bool) {
        if alsoByTime, node[Keys.byTime] != nil {
            _ = reading.timedDistributions(node, steady: false, ends: false)
        } else {
            _ = reading.distribution(node)
        }
    }
}
