extension Reading {
    /// Windows by time and by the state of the line: rows in the scenario, or those of a CSV file.
    ///
    /// - Parameter name: the class that they are for; nil while it is not known yet, when a file with a column of classes
    ///   tells nothing.
    /// - Returns: the rows of each kind of day in order; nil after a fault.
    func windows(_ node: Written, _ hours: Hours?, for name: String?) -> [WindowRow]? {
        let rows: [WindowLine]?
        if let list = node.list {
            rows = list.compactMap { line($0) }
            guard rows?.count == list.count else { return nil }
        } else {
            rows = lines(ofFile: node, for: name)
        }
        guard let rows else { return nil }
        if rows.isEmpty { return name == nil ? [] : nil }
        switch hours {
        case nil: return nil
        case .steady: return steady(rows)
        case .calendar(let calendar): return byKind(rows, node, calendar)
        }
    }

    /// One row as it was written.
    private struct WindowLine {
        var place: Place
        /// The kind of day, where it is told.
        var day: Written?
        var from: Written?
        var waiting: Int
        var waitingAt: Place
        var window: Double
    }

    private func line(_ node: Written) -> WindowLine? {
        guard let window = node["window"]?.seconds() else { return nil }
        return WindowLine(
            place: node.place, day: node["day"], from: node["from"], waiting: node["waiting_at_least"]?.whole() ?? 0,
            waitingAt: node["waiting_at_least"]?.place ?? node.place, window: window)
    }

    // MARK: Files

    private func lines(ofFile node: Written, for name: String?) -> [WindowLine]? {
        guard let file = node["file"], let word = file.word, let table = table(file: word, at: file.place) else {
            return nil
        }
        func cells(_ column: String, needed: Bool) -> [Written]?? {
            guard needed || table.header.contains(column) else { return .some(nil) }
            return table.column(column, at: file.place, reading: self).map { .some($0) }
        }
        guard let windows = cells("window_s", needed: true), let windows, let starts = cells("start", needed: false),
            let waiting = cells("waiting_from", needed: false), let days = cells("day", needed: false),
            let classes = cells("class", needed: false)
        else { return nil }
        guard name != nil || classes == nil else { return [] }
        var lines: [WindowLine] = []
        var isRight = true
        for row in windows.indices {
            if let classes, let name, row >= classes.count || classes[row].word != name { continue }
            func cell(_ column: [Written]?) -> Written? { column.flatMap { row < $0.count ? $0[row] : nil } }
            let waitingAt = cell(waiting)
            guard let window = value(windows[row], .number(.positive)),
                let count = waitingAt.map({ value($0, .whole(0, 1_000_000_000)) }) ?? 0
            else {
                isRight = false
                continue
            }
            lines.append(
                WindowLine(
                    place: windows[row].place, day: cell(days), from: cell(starts), waiting: Int(count),
                    waitingAt: waitingAt?.place ?? windows[row].place, window: window))
        }
        if isRight, lines.isEmpty {
            error(
                file.place,
                name.map { "expected windows for \(quote($0)) in this file, found none" }
                    ?? "expected windows in this file, found none")
            return nil
        }
        return isRight ? lines : nil
    }

    // MARK: Order

    private func steady(_ rows: [WindowLine]) -> [WindowRow]? {
        for row in rows {
            guard let at = row.from ?? row.day else { continue }
            error(at.place, "expected windows without times, since a horizon has no times of day")
            return nil
        }
        return ordered(rows.map { ($0, WindowRow(kind: 0, from: 0, waitingAtLeast: $0.waiting, window: $0.window)) })
    }

    private func byKind(_ rows: [WindowLine], _ node: Written, _ calendar: OpeningCalendar) -> [WindowRow]? {
        var found: [WindowRow] = []
        var byKind = [[(WindowLine, WindowRow)]](repeating: [], count: calendar.kinds.count)
        for row in rows {
            let kinds: [Int]
            if let day = row.day {
                guard let kind = kind(day, calendar) else { return nil }
                kinds = [kind]
            } else {
                kinds = Array(calendar.kinds.indices)
            }
            var from: Double?
            if let at = row.from {
                guard let seconds = value(at, .clock) else { return nil }
                from = seconds
            }
            for kind in kinds {
                byKind[kind].append(
                    (
                        row,
                        WindowRow(
                            kind: kind, from: from ?? calendar.kinds[kind].opens, waitingAtLeast: row.waiting,
                            window: row.window)
                    ))
            }
        }
        for (kind, lines) in byKind.enumerated() {
            guard let first = lines.first else {
                error(node.place, "expected windows for \(calendar.kinds[kind].name), found none")
                return nil
            }
            guard first.1.from <= calendar.kinds[kind].opens else {
                error(
                    first.0.from?.place ?? first.0.place,
                    "expected windows from \(Measurement.clockText(calendar.kinds[kind].opens)) on, when the centre opens, "
                        + "found the first from \(Measurement.clockText(first.1.from))")
                return nil
            }
            guard let ordered = ordered(lines) else { return nil }
            found += ordered
        }
        return found
    }

    /// The kind of day that a word names.
    private func kind(_ day: Written, _ calendar: OpeningCalendar) -> Int? {
        if let word = day.word {
            if let kind = calendar.kinds.firstIndex(where: { $0.name == word }) { return kind }
            let days = Weekdays.days(word).map(Set.init)
            if let days,
                let kind = calendar.kinds.firstIndex(where: { Weekdays.days($0.name).map(Set.init) == days })
            {
                return kind
            }
        }
        let names = calendar.kinds.map(\.name)
        error(
            day.place, "expected a kind of day of the calendar, found \(day.described)",
            names == ["every day"] ? "all days are alike: leave the day out" : "the kinds are \(enumerate(names))")
        return nil
    }

    /// Rows by time, and within a time by the number in line, from none on.
    private func ordered(_ lines: [(WindowLine, WindowRow)]) -> [WindowRow]? {
        var last: WindowRow?
        for (line, row) in lines {
            if let last, row.from == last.from {
                guard row.waitingAtLeast > last.waitingAtLeast else {
                    error(
                        line.waitingAt,
                        "expected more in line than in the row before, which begins at \(last.waitingAtLeast), found "
                            + "\(row.waitingAtLeast)")
                    return nil
                }
            } else {
                guard last.map({ row.from > $0.from }) ?? true else {
                    error(
                        line.from?.place ?? line.place,
                        "expected rows in order of time, after \(Measurement.clockText(last?.from ?? 0)), found "
                            + "\(Measurement.clockText(row.from))")
                    return nil
                }
                guard row.waitingAtLeast == 0 else {
                    error(
                        line.waitingAt,
                        "expected a row for nobody in line first, found the first from \(row.waitingAtLeast) on")
                    return nil
                }
            }
            last = row
        }
        return lines.map(\.1)
    }
}
