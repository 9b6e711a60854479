/// Applies one change to the tree of a scenario.
struct ChangeApplying {
    let reading: Reading
    let change: Change

    /// Why a path led nowhere; the deepest reason is told.
    private struct Miss {
        var step: Int
        var message: String
        var suggestion: String?
    }

    func apply(to root: inout Written, _ shape: Shape) {
        let number = reading.addText(named: "--set", change.text, hasLines: false)
        let at = Place(text: number, line: 1, column: change.valueColumn)
        guard let value = value(number, at) else { return }
        var factor: Double?
        if change.operation == .multiply {
            guard let number = value.number(.number(.any)) else {
                reading.expected(
                    "a number to multiply by", at: value, value.scalar.flatMap(ScalarKind.number(.any).mend))
                return
            }
            factor = number
        }
        let arithmetic = Arithmetic(reading: reading, value: value, factor: factor)
        var misses: [Miss] = []
        var rounded = Arithmetic.Rounding()
        let matches = update(&root, shape, 0, arithmetic, &rounded, &misses)
        if matches == 0 {
            // Of several misses (a star tries them all) the one that came farthest is the likeliest slip.
            if let miss = misses.max(by: { $0.step < $1.step }) {
                let column = miss.step < change.columns.count ? change.columns[miss.step] : 1
                reading.error(Place(text: number, line: 1, column: column), miss.message, miss.suggestion)
            }
        } else if let first = rounded.first {
            reading.note(
                Place(text: number, line: 1, column: 1),
                "\(rounded.count) whole number\(rounded.count == 1 ? " was" : "s were") rounded half up, the first from "
                    + "\(Decimal.text(first.from)) to \(Decimal.text(first.to))")
        }
    }

    private func value(_ number: Int, _ at: Place) -> Written? {
        let blank = change.value.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        if blank {
            reading.error(at, "expected a value after =, found nothing")
            return nil
        }
        // Spaces before the value keep its columns those of the command line.
        let padded = String(repeating: " ", count: change.valueColumn - 1) + change.value
        return WrittenFromYAML.tree(padded, text: number, reading: reading)
    }

    /// Changes all that the path leads to from here; returns how many places it found.
    private func update(
        _ node: inout Written, _ shape: Shape?, _ step: Int, _ arithmetic: Arithmetic,
        _ rounded: inout Arithmetic.Rounding, _ misses: inout [Miss]
    ) -> Int {
        guard step < change.path.count else {
            if change.operation == .set { node = arithmetic.value } else { arithmetic.change(&node, shape, &rounded) }
            return 1
        }
        let fitting = shape?.fitting(node)
        switch (change.path[step], node.content) {
        case (.all, .map(var pairs)):
            var matches = 0
            for index in pairs.indices {
                matches += update(
                    &pairs[index].value, fitting?.child(pairs[index].name), step + 1, arithmetic, &rounded, &misses)
            }
            node.content = .map(pairs)
            if pairs.isEmpty {
                misses.append(Miss(step: step, message: "expected something that * stands for, found an empty map"))
            }
            return matches
        case (.all, .list(var list)):
            var matches = 0
            for index in list.indices {
                matches += update(&list[index], fitting?.element, step + 1, arithmetic, &rounded, &misses)
            }
            node.content = .list(list)
            return matches
        case (.index(let index), .list(var list)):
            guard list.indices.contains(index) else {
                misses.append(
                    Miss(
                        step: step,
                        message:
                            "expected one of \(list.count) entr\(list.count == 1 ? "y" : "ies"), counted from [0], found [\(index)]"
                    ))
                return 0
            }
            let matches = update(&list[index], fitting?.element, step + 1, arithmetic, &rounded, &misses)
            node.content = .list(list)
            return matches
        case (.name(let name), .map(var pairs)):
            guard let index = pairs.firstIndex(where: { $0.name == name }) else {
                return add(name, &node, fitting, step, arithmetic, &misses)
            }
            let matches = update(&pairs[index].value, fitting?.child(name), step + 1, arithmetic, &rounded, &misses)
            node.content = .map(pairs)
            return matches
        case (.name(let name), _):
            misses.append(Miss(step: step, message: "nothing is called \(quote(name)) in \(node.described)"))
        case (.index(let index), _):
            misses.append(Miss(step: step, message: "expected a list for [\(index)], found \(node.described)"))
        case (.all, _):
            misses.append(Miss(step: step, message: "expected a map or a list for *, found \(node.described)"))
        }
        return 0
    }

    /// A key that is absent is added, when the map may hold it and the path ends with it.
    private func add(
        _ name: String, _ node: inout Written, _ shape: Shape?, _ step: Int, _ arithmetic: Arithmetic,
        _ misses: inout [Miss]
    ) -> Int {
        guard case .map(var pairs) = node.content else { return 0 }
        if change.operation == .set, step == change.path.count - 1, shape?.child(name) != nil {
            pairs.append(.init(name: name, place: arithmetic.value.place, value: arithmetic.value))
            node.content = .map(pairs)
            return 1
        }
        let present = pairs.map(\.name)
        let legal = shape?.keyNames ?? []
        let mayAdd = change.operation == .set && step == change.path.count - 1 && !legal.isEmpty
        let known = mayAdd ? legal : present
        misses.append(
            Miss(
                step: step, message: "nothing is called \(quote(name)) here",
                suggestion: Suggestion.sentence(for: name, among: known)
                    ?? (known.isEmpty
                        ? nil
                        : "\(mayAdd ? "the keys here are" : "what is here:") \(enumerate(Array(known.prefix(20))))")))
        return 0
    }
}
