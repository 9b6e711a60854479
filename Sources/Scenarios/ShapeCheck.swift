/// Tells everything in a tree that does not fit its shape: unknown and missing keys, values of the wrong kind.
///
/// What depends on other entries (lengths of lists, names of classes) is told when the entries are read.
struct ShapeCheck {
    let reading: Reading

    func check(_ node: Written, _ shape: Shape) {
        guard let fitting = shape.fitting(node) else {
            if case .scalar(let scalar) = node.content, !scalar.isNothing {
                let mend = shape.scalarKinds.lazy.compactMap { $0.mend(scalar) }.first
                reading.expected(shape.expected, at: node, mend)
            } else {
                reading.expected(shape.expected, at: node)
            }
            return
        }
        switch fitting {
        case .scalar:
            guard let scalar = node.scalar else { return }
            let kinds = shape.scalarKinds
            if kinds.allSatisfy({ $0.value(scalar) == nil }) {
                let mend = kinds.lazy.compactMap { $0.mend(scalar) }.first
                // Whoever writes a value meant one; only where a single word is possible, the other ways are told too.
                let onlyWords = kinds.allSatisfy { if case .word = $0 { true } else { false } }
                reading.expected(onlyWords ? shape.expected : Shape.scalar(kinds).expected, at: node, mend)
            }
        case .list(let element, let noun):
            guard let list = node.list else { return }
            if list.isEmpty { reading.expected("a list of \(noun)", at: node) }
            for entry in list { check(entry, element) }
        case .entry(let entry): check(node, entry)
        case .named(let element, let noun):
            guard let pairs = node.map else { return }
            if pairs.isEmpty { reading.expected("at least one of the \(noun)", at: node) }
            for pair in pairs {
                checkName(pair)
                check(pair.value, element)
            }
        case .byDay(let element):
            for pair in node.map ?? [] {
                if Weekdays.days(pair.name) == nil {
                    reading.error(
                        pair.place, "expected \(ScalarKind.weekdays.expected), found \(quote(pair.name))",
                        ScalarKind.weekdays.mend(.init(text: pair.name, quoted: false)))
                }
                check(pair.value, element)
            }
        case .distribution: checkDistribution(node, alsoByTime: false)
        case .timedDistribution: checkDistribution(node, alsoByTime: true)
        case .timedDistributionBeside(let keys):
            for pair in node.map ?? [] {
                if let key = keys.first(where: { $0.name == pair.name }) { check(pair.value, key.holds) }
            }
            checkDistribution(node.without(keys.map(\.name)), alsoByTime: true)
        case .oneOf: break
        }
    }

    private func checkName(_ pair: Written.Pair) {
        if !pair.name.contains(where: { !$0.isWhitespace }) || pair.name == "*" {
            reading.error(pair.place, "expected a name, found \(quote(pair.name))")
        } else if pair.name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            reading.error(pair.place, "expected a name on one line, found \(quote(pair.name))")
        }
    }

    func check(_ node: Written, _ entry: Entry) {
        guard let pairs = node.map else { return }
        for pair in pairs {
            guard let key = entry[pair.name] else {
                unknown(pair, in: entry)
                continue
            }
            check(pair.value, key.holds)
        }
        let present = Set(pairs.map(\.name))
        // A key that is only misspelt is not told a second time as missing.
        let meant = Set(
            pairs.filter { entry[$0.name] == nil }.compactMap {
                Suggestion.nearest(to: $0.name, among: entry.keys.map(\.name))
            })
        let found = pairs.isEmpty ? "none" : enumerate(pairs.prefix(8).map(\.name)) + (pairs.count > 8 ? ", …" : "")
        for key in entry.keys where key.isRequired(in: node) && !present.contains(key.name) && !meant.contains(key.name)
        {
            reading.error(node.place, "expected the key \(key.name) in \(entry.noun), found \(found)")
        }
        for group in entry.exactlyOne {
            let chosen = pairs.filter { group.contains($0.name) }
            if chosen.isEmpty, meant.isDisjoint(with: group) {
                reading.error(
                    node.place, "expected \(enumerate(group, "or")) in \(entry.noun), found \(found)")
            } else if chosen.count > 1 {
                reading.error(
                    chosen[1].place,
                    "expected only one of \(enumerate(group)) in \(entry.noun), found \(enumerate(chosen.map(\.name)))")
            }
        }
        for group in entry.together {
            let chosen = group.filter(present.contains)
            if !chosen.isEmpty, chosen.count < group.count {
                reading.error(
                    node.place,
                    "expected \(enumerate(group)) together in \(entry.noun), found only \(enumerate(chosen))")
            }
        }
    }

    func unknown(_ pair: Written.Pair, in entry: Entry) {
        let known = entry.keys.map(\.name)
        reading.error(
            pair.place, "unknown key \(quote(pair.name)) in \(entry.noun)",
            Suggestion.sentence(for: pair.name, among: known)
                ?? (known.count == 1 ? "the only key here is \(known[0])" : "the keys here are \(enumerate(known))"))
    }
}
