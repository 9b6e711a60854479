/// Multiplies values, or adds to them, in the units in which they are written; of tables, every entry.
struct Arithmetic {
    let reading: Reading
    let value: Written
    /// What to multiply by; nil when `value` is added.
    let factor: Double?

    /// How many whole numbers were rounded, and the first of them.
    struct Rounding {
        var count = 0
        var first: (from: Double, to: Double)?
    }

    func change(_ node: inout Written, _ shape: Shape?, _ rounded: inout Rounding) {
        switch node.content {
        case .scalar(let scalar): change(scalar, &node, shape, &rounded)
        case .list(var list):
            let element = shape?.fitting(node)?.element
            for index in list.indices { change(&list[index], element, &rounded) }
            node.content = .list(list)
        case .map(let pairs): change(pairs, &node, shape, &rounded)
        }
    }

    private func change(_ scalar: Written.Scalar, _ node: inout Written, _ shape: Shape?, _ rounded: inout Rounding) {
        let kinds = shape?.scalarKinds ?? []
        if let number = Decimal.value(scalar.text), !scalar.quoted {
            guard var result = result(number, of: .number(.any)) else { return }
            let isWhole = kinds.contains { if case .whole = $0 { true } else { false } }
            if isWhole, result != result.rounded() {
                // A product such as 45 · 0.7 falls short of its half by a last bit; it is rounded as the half it is.
                let whole = (result + 0.5 + 1e-9).rounded(.down)
                rounded.count += 1
                rounded.first = rounded.first ?? (result, whole)
                result = whole
            }
            write(Decimal.text(result), to: &node, quoted: false)
            return
        }
        let unit = Measurement.parts(scalar.text).unit
        if let seconds = Measurement.duration(scalar.text), kinds.isEmpty || kinds.contains(where: \.isDuration),
            let one = Measurement.timeUnits.first(where: { $0.name == unit })?.seconds
        {
            guard let result = result(seconds, of: .duration(positive: false)) else { return }
            write("\(Decimal.text(result / one)) \(unit)", to: &node, quoted: scalar.quoted)
        } else if let share = Measurement.share(scalar.text, quoted: true) {
            guard let result = result(share, of: .share) else { return }
            write("\(Decimal.text(result * 100))%", to: &node, quoted: scalar.quoted)
        } else if let rate = Measurement.rate(scalar.text),
            let one = Measurement.timeUnits.first(where: { unit.hasSuffix(" \($0.name)") })?.seconds
        {
            guard let result = result(rate, of: .rate) else { return }
            write("\(Decimal.text(result * one)) \(unit)", to: &node, quoted: scalar.quoted)
        } else {
            refuse(node)
        }
    }

    private func write(_ text: String, to node: inout Written, quoted: Bool) {
        node = Written(value.place, .scalar(.init(text: text, quoted: quoted)))
    }

    private func result(_ old: Double, of kind: ScalarKind) -> Double? {
        if let factor { return old * factor }
        guard let more = value.scalar.flatMap({ signed($0, kind) }) else {
            reading.expected("something to add of the same kind, \(kind.expected)", at: value)
            return nil
        }
        return old + more
    }

    /// The value to add; it may be negative, which the result may not.
    private func signed(_ scalar: Written.Scalar, _ kind: ScalarKind) -> Double? {
        if let value = kind.value(scalar) { return value }
        guard scalar.text.hasPrefix("-") else { return nil }
        return kind.value(.init(text: String(scalar.text.dropFirst()), quoted: scalar.quoted)).map { -$0 }
    }

    private func change(_ pairs: [Written.Pair], _ node: inout Written, _ shape: Shape?, _ rounded: inout Rounding) {
        guard let fitting = shape?.fitting(node) else { return refuse(node) }
        if case .byDay(let element) = fitting {
            var pairs = pairs
            for index in pairs.indices { change(&pairs[index].value, element, &rounded) }
            node.content = .map(pairs)
            return
        }
        guard case .entry(let entry) = fitting, ["staff", Keys.column.noun].contains(entry.noun) else {
            return refuse(node)
        }
        if node["file"] != nil {
            guard let table = table(node) else { return }
            let rest = pairs.filter { $0.name != "file" && $0.name != "column" }
            if entry.noun == Keys.column.noun {
                node = table
            } else {
                node.content = .map(rest + [.init(name: "per_interval", place: node.place, value: table)])
            }
            return change(&node, shape, &rounded)
        }
        guard let index = pairs.firstIndex(where: { $0.name == "per_interval" }) else { return refuse(node) }
        var pairs = pairs
        change(&pairs[index].value, entry["per_interval"]?.holds, &rounded)
        node.content = .map(pairs)
    }

    /// The columns that a table names, as the lists that they stand for.
    private func table(_ node: Written) -> Written? {
        guard let column = node["column"] else { return nil }
        guard let names = column.list else {
            return reading.column(node).map { Written(node.place, .list($0)) }
        }
        var rows: [Written] = []
        for name in names {
            let pairs =
                (node.map ?? []).filter { $0.name == "file" } + [.init(name: "column", place: name.place, value: name)]
            guard let cells = reading.column(Written(node.place, .map(pairs))) else { return nil }
            rows.append(Written(name.place, .list(cells)))
        }
        return Written(node.place, .list(rows))
    }

    private func refuse(_ node: Written) {
        reading.error(
            value.place, "expected a number, a span of time, a share or a table to change, found \(node.described)")
    }
}

extension ScalarKind {
    var isDuration: Bool { if case .duration = self { true } else { self == .bound } }
}
