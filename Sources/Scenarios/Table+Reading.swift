extension Reading {
    /// One row of values for each kind of day, from a list, a list of rows, a map by day, or columns of a file.
    ///
    /// - Parameter noun: what the values are, in the plural: `numbers`.
    /// - Returns: The rows, each as long as its kind of day has intervals; nil after a fault.
    func table(_ node: Written, _ kind: ScalarKind, noun: String, calendar: OpeningCalendar) -> Table? {
        guard let rows = rows(node, noun: noun, calendar: calendar) else { return nil }
        var table: Table = []
        for (position, row) in rows.enumerated() {
            let count = calendar.intervals(ofKind: position)
            var values: [Double] = []
            var complete = true
            for cell in row.cells {
                // Cells of a file are checked here; those of the scenario were, against their shape.
                guard let value = cell.place.text == node.place.text ? cell.number(kind) : value(cell, kind) else {
                    complete = false
                    continue
                }
                values.append(value)
            }
            guard row.cells.count == count else {
                error(
                    row.place,
                    "expected \(count) \(count == 1 ? String(noun.dropLast()) : noun), one for each \(calendar.intervalName) \(calendar.span(ofKind: position)), "
                        + "found \(row.cells.count)")
                continue
            }
            if complete { table.append(values) }
        }
        return table.count == calendar.kinds.count ? table : nil
    }

    /// The number that a value stands for; nil, with a fault, when it is not of this kind.
    func value(_ node: Written, _ kind: ScalarKind) -> Double? {
        guard let scalar = node.scalar, let value = kind.value(scalar) else {
            expected(kind.expected, at: node, node.scalar.flatMap(kind.mend))
            return nil
        }
        return value
    }

    private func rows(
        _ node: Written, noun: String, calendar: OpeningCalendar
    ) -> [(place: Place, cells: [Written])]? {
        let kinds = calendar.kinds.count
        let kindNames = enumerate(calendar.kinds.map(\.name))
        if let list = node.list {
            let lists = list.compactMap(\.list)
            if lists.isEmpty {
                guard kinds == 1 else {
                    error(
                        node.place,
                        "expected \(kinds) lists, one for each kind of day (\(kindNames)), found a list of \(list.count) \(noun)"
                    )
                    return nil
                }
                return [(node.place, list)]
            }
            guard lists.count == list.count else {
                error(node.place, "expected either \(noun) or lists of \(noun), found both in one list")
                return nil
            }
            guard lists.count == kinds else {
                error(
                    node.place,
                    kinds == 1
                        ? "expected one list, since all days are alike, found \(lists.count)"
                        : "expected \(kinds) lists, one for each kind of day (\(kindNames)), found \(lists.count)")
                return nil
            }
            return zip(list, lists).map { ($0.place, $1) }
        }
        guard let pairs = node.map else { return nil }
        if node["file"] != nil { return columns(node, calendar: calendar) }
        return rowsByDay(pairs, node, calendar: calendar)
    }

    private func rowsByDay(
        _ pairs: [Written.Pair], _ node: Written, calendar: OpeningCalendar
    ) -> [(place: Place, cells: [Written])]? {
        let byKind = nodesByKind(pairs, node, calendar: calendar)
        guard let byKind else { return nil }
        var rows: [(place: Place, cells: [Written])] = []
        for value in byKind {
            if let list = value.list {
                rows.append((value.place, list))
            } else if value["file"] != nil, let cells = column(value) {
                rows.append((value["column"]?.place ?? value.place, cells))
            } else {
                return nil
            }
        }
        return rows
    }

    /// The values of a map by day in the order of the kinds of day; nil after a fault.
    func nodesByKind(_ pairs: [Written.Pair], _ node: Written, calendar: OpeningCalendar) -> [Written]? {
        func weekdays(ofKind kind: Int) -> Set<Int>? { Weekdays.days(calendar.kinds[kind].name).map(Set.init) }
        var byKind = [Written?](repeating: nil, count: calendar.kinds.count)
        var complete = true
        for pair in pairs {
            guard let days = Weekdays.days(pair.name).map(Set.init) else { return nil }
            if let kind = calendar.kinds.indices.first(where: { days == weekdays(ofKind: $0) }) {
                byKind[kind] = pair.value
            } else {
                let names = calendar.kinds.map(\.name)
                error(
                    pair.place, "expected a kind of day of the calendar, found \(quote(pair.name))",
                    calendar.kinds.count == 1 && names[0] == "every day"
                        ? "all days are alike: a list is enough" : "the kinds are \(enumerate(names))")
                complete = false
            }
        }
        guard complete else { return nil }
        for (kind, value) in byKind.enumerated() where value == nil {
            error(node.place, "expected a list for \(calendar.kinds[kind].name), found none")
            complete = false
        }
        return complete ? byKind.compactMap { $0 } : nil
    }

    /// The columns that `{file, column}` names: one for each kind of day.
    private func columns(_ node: Written, calendar: OpeningCalendar) -> [(place: Place, cells: [Written])]? {
        guard let file = node["file"], let name = file.word, let column = node["column"] else { return nil }
        let names = column.list ?? [column]
        let kinds = calendar.kinds.count
        guard names.count == kinds else {
            expected(
                kinds == 1
                    ? "one column, since all days are alike"
                    : "\(kinds) columns, one for each kind of day (\(enumerate(calendar.kinds.map(\.name))))",
                at: column)
            return nil
        }
        guard let table = table(file: name, at: file.place) else { return nil }
        var rows: [(place: Place, cells: [Written])] = []
        for name in names {
            guard let word = name.word, let cells = table.column(word, at: name.place, reading: self) else {
                return nil
            }
            rows.append((name.place, cells))
        }
        return rows
    }

    /// The cells of the one column that `{file, column}` names.
    func column(_ node: Written, key: String = "column") -> [Written]? {
        guard let file = node["file"], let name = file.word, let column = node[key] else { return nil }
        guard let word = column.word else {
            expected("the name of one column", at: column)
            return nil
        }
        guard let table = table(file: name, at: file.place) else { return nil }
        return table.column(word, at: column.place, reading: self)
    }
}
