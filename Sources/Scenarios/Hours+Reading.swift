extension Written {
    /// The number that the value here stands for, if it is of this kind.
    func number(_ kind: ScalarKind) -> Double? { scalar.flatMap(kind.value) }

    /// The text of the value here, if there is one.
    var word: String? { scalar.flatMap { $0.isNothing ? nil : $0.text } }

    func seconds() -> Double? { number(.duration(positive: false)) }
    func clock() -> Double? { number(.clock) }
    func whole() -> Int? { number(.whole(0, .max)).map { Int($0) } }
}

extension Reading {
    /// When the centre can be reached; nil when it cannot be told, which is then a fault already.
    func hours(_ root: Written) -> Hours? {
        if let day = root["day"], day.map != nil { return self.day(day).map(Hours.calendar) }
        if let calendar = root["calendar"], calendar.map != nil { return self.calendar(calendar).map(Hours.calendar) }
        if let horizon = root["horizon"], horizon.map != nil { return steady(horizon).map(Hours.steady) }
        return nil
    }

    private func day(_ node: Written) -> OpeningCalendar? {
        let interval = interval(node)
        guard let (opens, closes) = openingTimes(node), let interval else { return nil }
        let days = node["days"]?.number(.whole(1, 3660)).map { Int($0) } ?? 1
        let kind = DayKind(name: "every day", opens: opens, closes: closes)
        let openings = (0..<days).map { day in
            Opening(
                day: day + 1, weekday: day % 7, kind: 0, opens: Double(day) * 86_400 + opens,
                closes: Double(day) * 86_400 + closes)
        }
        return OpeningCalendar(intervalSeconds: interval, kinds: [kind], openings: openings, atClose: atClose(node))
    }

    private func calendar(_ node: Written) -> OpeningCalendar? {
        let interval = interval(node)
        var kinds: [DayKind] = []
        var kindOfWeekday: [Int: Int] = [:]
        var closesAt: [Place] = []
        var complete = true
        for hours in node["week"]?.list ?? [] {
            guard hours.map != nil, let on = hours["on"], let days = weekdays(on),
                let (opens, closes) = openingTimes(hours)
            else {
                complete = false
                continue
            }
            for day in days {
                if kindOfWeekday[day] != nil {
                    error(on.place, "expected each weekday once, found \(Weekdays.names[day]) a second time")
                    complete = false
                }
                kindOfWeekday[day] = kinds.count
            }
            kinds.append(DayKind(name: Self.name(ofDays: on), opens: opens, closes: closes))
            closesAt.append((hours["closes"] ?? hours).place)
        }
        guard complete, !kinds.isEmpty, let interval else { return nil }
        let days = node["days"]?.number(.whole(1, 3660)).map { Int($0) } ?? 7
        let first = node["starts_on"]?.word.flatMap(Weekdays.names.firstIndex) ?? 0
        var openings: [Opening] = []
        for day in 0..<days {
            let weekday = (first + day) % 7
            guard let kind = kindOfWeekday[weekday] else { continue }
            let midnight = Double(day) * 86_400
            let opening = Opening(
                day: day + 1, weekday: weekday, kind: kind, opens: midnight + kinds[kind].opens,
                closes: midnight + kinds[kind].closes)
            if let last = openings.last, last.closes > opening.opens {
                error(
                    closesAt[last.kind],
                    "expected \(kinds[last.kind].name) to close before \(kinds[kind].name) opens at "
                        + "\(Measurement.clockText(kinds[kind].opens)), found closing at "
                        + "\(Measurement.clockText(kinds[last.kind].closes - 86_400)) on that day")
                return nil
            }
            openings.append(opening)
        }
        if openings.isEmpty {
            error(node.place, "expected a day with opening hours within \(days) days, found none")
            return nil
        }
        return OpeningCalendar(intervalSeconds: interval, kinds: kinds, openings: openings, atClose: atClose(node))
    }

    /// The weekdays of a value or a list, Monday = 0.
    func weekdays(_ node: Written) -> [Int]? {
        let words = node.list ?? [node]
        var days: [Int] = []
        for word in words {
            guard let some = word.scalar.flatMap({ Weekdays.days($0.text) }) else { return nil }
            days += some
        }
        return days
    }

    private static func name(ofDays node: Written) -> String {
        (node.list ?? [node]).compactMap { $0.scalar?.text }.joined(separator: ", ")
    }

    private func atClose(_ node: Written) -> AtClose {
        node["at_close"]?.word.flatMap(AtClose.init(rawValue:)) ?? .serveWaiting
    }

    private func interval(_ node: Written) -> Double? {
        guard let at = node["interval"], let seconds = at.number(.duration(positive: true)) else { return nil }
        let steps = 86_400 / seconds
        guard steps >= 1, abs(steps - steps.rounded()) < 1e-9 else {
            expected("an interval that is a whole part of 24 h, such as 15 min, 30 min or 1 h", at: at)
            return nil
        }
        guard seconds >= 60 else {
            expected("an interval of at least 1 min", at: at)
            return nil
        }
        return seconds
    }

    private func openingTimes(_ node: Written) -> (opens: Double, closes: Double)? {
        guard let opensAt = node["opens"], let opens = opensAt.clock(), let closesAt = node["closes"],
            var closes = closesAt.clock()
        else { return nil }
        guard opens < 86_400 else {
            expected("opens before \"24:00\"", at: opensAt)
            return nil
        }
        if closes <= opens { closes += 86_400 }
        guard closes - opens <= 86_400 else {
            expected("at most 24 h from opens to closes", at: closesAt)
            return nil
        }
        return (opens, closes)
    }

    private func steady(_ node: Written) -> SteadyHorizon? {
        let length: SteadyLength
        if let at = node["for"], let seconds = at.number(.duration(positive: true)) {
            length = .seconds(seconds)
        } else if let calls = node["calls"]?.number(.whole(1, 1_000_000_000_000)) {
            length = .contacts(Int(calls))
        } else {
            return nil
        }
        guard let at = node["warm_up"] else { return SteadyHorizon(length: length, warmUp: .found) }
        if at.word == "found" { return SteadyHorizon(length: length, warmUp: .found) }
        switch length {
        case .seconds(let whole):
            guard let seconds = at.seconds() else {
                if at.whole() != nil { expected("a span of time, since the run is for a time", at: at) }
                return nil
            }
            guard seconds < whole else {
                expected("a warm-up shorter than the run of \(Measurement.durationText(whole))", at: at)
                return nil
            }
            return SteadyHorizon(length: length, warmUp: .seconds(seconds))
        case .contacts(let whole):
            guard let contacts = at.whole() else {
                if at.seconds() != nil { expected("a number of contacts, since the run is of so many calls", at: at) }
                return nil
            }
            guard contacts < whole else {
                expected("a warm-up of fewer contacts than the run's \(whole)", at: at)
                return nil
            }
            return SteadyHorizon(length: length, warmUp: .contacts(contacts))
        }
    }
}

extension OpeningCalendar {
    /// The planning interval in words: `half hour`.
    var intervalName: String {
        switch intervalSeconds {
        case 900: "quarter of an hour"
        case 1800: "half hour"
        case 3600: "hour"
        default: Measurement.durationText(intervalSeconds)
        }
    }

    /// `from 07:00 to 24:00` of a kind of day, with its name when there are several.
    func span(ofKind kind: Int) -> String {
        "from \(Measurement.clockText(kinds[kind].opens)) to \(Measurement.clockText(kinds[kind].closes))"
            + (kinds.count > 1 ? " (\(kinds[kind].name))" : "")
    }
}
