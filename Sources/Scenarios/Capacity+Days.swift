extension Capacity {
    /// Expected contacts of a class in each interval of a kind of day; nil when its process does not tell.
    func contacts(_ position: Int, _ kind: Int, _ calendar: OpeningCalendar) -> [Double]? {
        let arrivals = scenario.classes[position].arrivals
        let batch = arrivals.batches.isEmpty ? 1 : arrivals.batches.map { Double($0.size) * $0.share }.reduce(0, +)
        let bounds = self.bounds(kind, calendar)
        switch arrivals.process {
        case .perInterval(let table): return table.indices.contains(kind) ? table[kind].map { $0 * batch } : nil
        case .constant(let rate): return bounds.map { ($0.to - $0.from) * rate * batch }
        case .renewal(let gaps): return bounds.map { ($0.to - $0.from) / gaps.mean * batch }
        case .linear(let rows):
            guard rows.indices.contains(kind) else { return nil }
            return bounds.map { Self.integral(rows[kind], from: $0.from, to: $0.to) * batch }
        case .markovModulated, .finitePopulation, .trace: return nil
        }
    }

    /// Agents of a group in each interval of a kind of day: of shifts, the most at any moment of the interval.
    func agents(_ group: Int, _ kind: Int, _ calendar: OpeningCalendar) -> [Double] {
        let bounds = self.bounds(kind, calendar)
        switch scenario.groups[group].staffing {
        case .headcount(let table, let means):
            let present = means == .rostered ? 1 - scenario.groups[group].shrinkage : 1
            return table.indices.contains(kind) ? table[kind].map { $0 * present } : bounds.map { _ in 0 }
        case .unlimited: return bounds.map { _ in .infinity }
        case .shifts(let shifts):
            let weekdays = Weekdays.days(calendar.kinds[kind].name).map(Set.init) ?? Set(0..<7)
            return bounds.map { interval in
                shifts.reduce(0) { sum, shift in
                    // A shift of the day before may run into this day's early hours.
                    let today =
                        !shift.weekdays.isDisjoint(with: weekdays) && shift.from < interval.to
                        && shift.to > interval.from
                    let before =
                        !shift.weekdays.isDisjoint(with: Set(weekdays.map { ($0 + 6) % 7 }))
                        && shift.to - 86_400 > interval.from && shift.from - 86_400 < interval.to
                    return sum + (today || before ? Double(shift.agents) : 0)
                }
            }
        }
    }

    /// Tells each run of intervals in which customers of a class come and no agent can serve them.
    func warnOfEmptyIntervals(_ calendar: OpeningCalendar) {
        for (position, one) in scenario.classes.enumerated() {
            let serving = groupsServing(position)
            guard !serving.isEmpty else { continue }
            for kind in calendar.kinds.indices {
                let count = calendar.intervals(ofKind: kind)
                let coming = contacts(position, kind, calendar)
                guard coming == nil || coming?.count == count else { continue }
                if case .trace = one.arrivals.process { continue }
                let staff = serving.map { agents($0, kind, calendar) }
                guard staff.allSatisfy({ $0.count == count }) else { continue }
                let bounds = self.bounds(kind, calendar)
                var first: Int?
                for interval in 0...count {
                    let isEmpty =
                        interval < count && coming?[interval] ?? 1 > 0 && staff.allSatisfy { $0[interval] == 0 }
                    if isEmpty {
                        first = first ?? interval
                    } else if let from = first {
                        first = nil
                        let day = calendar.kinds.count > 1 ? " (\(calendar.kinds[kind].name))" : ""
                        let expected = coming.map { $0[from..<interval].reduce(0, +) }
                        reading.warn(
                            classes[position].place,
                            "no agent can serve \(quote(one.name)) from \(Measurement.clockText(bounds[from].from)) to "
                                + "\(Measurement.clockText(bounds[interval - 1].to))\(day)"
                                + (expected.map {
                                    ", when \(Decimal.text(($0 * 10).rounded() / 10)) contacts are expected"
                                } ?? ""))
                    }
                }
            }
        }
    }

    private func bounds(_ kind: Int, _ calendar: OpeningCalendar) -> [(from: Double, to: Double)] {
        let day = calendar.kinds[kind]
        return (0..<calendar.intervals(ofKind: kind)).map { interval in
            let from = day.opens + Double(interval) * calendar.intervalSeconds
            return (from, min(from + calendar.intervalSeconds, day.closes))
        }
    }

    /// The integral of a rate that runs in straight lines between points.
    private static func integral(_ points: [RatePoint], from: Double, to: Double) -> Double {
        var sum = 0.0
        for (a, b) in zip(points, points.dropFirst()) {
            let (start, end) = (max(a.at, from), min(b.at, to))
            guard start < end else { continue }
            func rate(_ at: Double) -> Double {
                a.perSecond + (b.perSecond - a.perSecond) * (at - a.at) / (b.at - a.at)
            }
            sum += (rate(start) + rate(end)) / 2 * (end - start)
        }
        return sum
    }
}
