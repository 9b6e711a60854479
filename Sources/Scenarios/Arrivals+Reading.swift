import Randomness

extension Reading {
    /// How customers of a class arrive; nil after a fault.
    func arrivals(_ node: Written, _ hours: Hours?) -> Arrivals? {
        guard node.map != nil else { return nil }
        if case .steady = hours, let at = node["day_to_day"] ?? node["day_to_day_cv"] {
            error(at.place, "expected no day-to-day variation, since a horizon has no days")
        }
        refuseWhatHasNoRate(node)
        let dayToDay = dayToDay(node)
        let batches = batches(node)
        return process(node, hours).map { Arrivals($0, dayToDay: dayToDay, batches: batches) }
    }

    /// Busy days multiply a rate, which recorded arrivals and a finite population do not have.
    private func refuseWhatHasNoRate(_ node: Written) {
        for (process, why) in [
            ("trace", "recorded arrivals, which are as many as were recorded"),
            ("finite_population", "a finite population, whose customers call when they have thought"),
        ] where node[process] != nil {
            guard let at = node["day_to_day"] ?? node["day_to_day_cv"] else { continue }
            error(at.place, "expected no day-to-day variation of \(why)")
        }
        if node["finite_population"] != nil, let at = node["batches"] {
            error(at.place, "expected no batches of a finite population, whose customers call one by one")
        }
    }

    /// The rate of an entry that names one, per second.
    private func rate(_ node: Written) -> Double? {
        for (name, seconds) in Keys.rateSeconds {
            if let value = node[name]?.number(.number(.zeroOrMore)) { return value / seconds }
        }
        return nil
    }

    private func process(_ node: Written, _ hours: Hours?) -> ArrivalProcess? {
        if let rate = rate(node) { return .constant(perSecond: rate) }
        if let at = node["renewal"] { return gaps(at).map(ArrivalProcess.renewal) }
        if let at = node["markov_modulated"] { return states(at).map(ArrivalProcess.markovModulated) }
        if let at = node["finite_population"] {
            guard let customers = at["customers"]?.whole(), let thinks = at["thinks"].flatMap(gaps) else {
                return nil
            }
            return .finitePopulation(customers: customers, thinks: thinks)
        }
        guard let name = ["per_interval", "linear", "trace"].first(where: { node[$0] != nil }), let at = node[name]
        else {
            return nil
        }
        switch hours {
        case nil: return nil
        case .steady where name != "trace":
            error(at.place, "expected one rate such as per_hour: 60, since a horizon has no intervals; found \(name)")
            return nil
        case .steady: return trace(at, nil).map(ArrivalProcess.trace)
        case .calendar(let calendar):
            switch name {
            case "per_interval":
                return table(at, .number(.zeroOrMore), noun: "numbers", calendar: calendar)
                    .map(ArrivalProcess.perInterval)
            case "linear": return linear(at, calendar)
            default: return trace(at, calendar).map(ArrivalProcess.trace)
            }
        }
    }

    /// A distribution of gaps: never only zeros, which would be endlessly many at once.
    func gaps(_ node: Written) -> Distribution? {
        guard let distribution = ending(node) else { return nil }
        guard distribution.mean > 0 else {
            expected("a distribution with a mean above zero", at: node)
            return nil
        }
        return distribution
    }

    private func states(_ node: Written) -> [RateState]? {
        guard let list = node.list else { return nil }
        guard list.count >= 2 else {
            expected("at least two states", at: node)
            return nil
        }
        var states: [RateState] = []
        for (position, entry) in list.enumerated() {
            guard let rate = rate(entry), let lasts = entry["lasts"]?.number(.duration(positive: true)) else {
                continue
            }
            var next = [Double](repeating: 0, count: list.count)
            if let at = entry["next"] {
                guard let shares = at.list?.compactMap({ $0.number(.share) }), shares.count == at.list?.count else {
                    continue
                }
                guard shares.count == list.count else {
                    error(at.place, "expected \(list.count) shares, one for each state, found \(shares.count)")
                    continue
                }
                guard shares[position] == 0, abs(shares.reduce(0, +) - 1) < 1e-9 else {
                    error(
                        at.place,
                        "expected shares that add up to 1, with 0 for the state itself, found "
                            + enumerate(shares.map(Decimal.text)))
                    continue
                }
                next = shares
            } else {
                next[(position + 1) % list.count] = 1
            }
            states.append(RateState(perSecond: rate, lastsSeconds: lasts, next: next))
        }
        guard states.count == list.count else { return nil }
        guard states.contains(where: { $0.perSecond > 0 }) else {
            error(node.place, "expected a rate above zero in one of the states, found none")
            return nil
        }
        // If the first leads to each and each back to the first, each leads to every other.
        for state in states.indices.dropFirst() {
            for (from, to) in [(0, state), (state, 0)] where !Self.leads(from: from, to: to, states) {
                error(
                    node.place,
                    "expected states that can all come back, found no way from state \(from + 1) to state \(to + 1)")
                return nil
            }
        }
        return states
    }

    /// True when a chain that is in one state will at some time be in another.
    private static func leads(from: Int, to: Int, _ states: [RateState]) -> Bool {
        var seen: Set<Int> = [from]
        var open = [from]
        while let state = open.popLast() {
            if state == to { return true }
            for next in states.indices where states[state].next[next] > 0 && seen.insert(next).inserted {
                open.append(next)
            }
        }
        return false
    }

    private func linear(_ node: Written, _ calendar: OpeningCalendar) -> ArrivalProcess? {
        var rows: [Written]
        if let pairs = node.map {
            guard let byKind = nodesByKind(pairs, node, calendar: calendar) else { return nil }
            rows = byKind
        } else if let list = node.list, list.allSatisfy({ $0.list != nil }) {
            rows = list
        } else {
            rows = [node]
        }
        guard rows.count == calendar.kinds.count else {
            error(
                node.place,
                "expected \(calendar.kinds.count) list\(calendar.kinds.count == 1 ? "" : "s") of points, one for each kind "
                    + "of day (\(enumerate(calendar.kinds.map(\.name)))), found \(rows.count)")
            return nil
        }
        var linear: [[RatePoint]] = []
        for (kind, row) in rows.enumerated() {
            guard let list = row.list else { continue }
            var points: [RatePoint] = []
            for entry in list {
                guard let at = entry["at"], let seconds = at.clock(), let rate = rate(entry) else { continue }
                if let last = points.last, seconds <= last.at {
                    expected("a later time than \(Measurement.clockText(last.at))", at: at)
                }
                points.append(RatePoint(at: seconds, perSecond: rate))
            }
            guard points.count == list.count, let first = points.first, let last = points.last else { continue }
            let day = calendar.kinds[kind]
            guard first.at <= day.opens, last.at >= day.closes else {
                error(
                    row.place,
                    "expected points \(calendar.span(ofKind: kind)), found points from "
                        + "\(Measurement.clockText(first.at)) to \(Measurement.clockText(last.at))")
                continue
            }
            linear.append(points)
        }
        return linear.count == rows.count ? .linear(linear) : nil
    }

    // MARK: Busyness of the day

    private func dayToDay(_ node: Written) -> DayToDay? {
        if let at = node["day_to_day_cv"] {
            if let other = node["day_to_day"] {
                error(other.place, "expected only one of day_to_day_cv and day_to_day, found both")
            }
            guard let cv = at.number(.number(.zeroOrMore)), cv > 0 else { return nil }
            return DayToDay(cv: [cv])
        }
        guard let at = node["day_to_day"], at.map != nil else { return nil }
        var parts = [0.0]
        if let list = at["parts"]?.list {
            let times = list.compactMap { $0.clock() }
            guard times.count == list.count else { return nil }
            guard times.first == 0, zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }), times.last ?? 0 < 86_400
            else {
                error(at["parts"]?.place ?? at.place, "expected rising times from \"00:00\", before \"24:00\"")
                return nil
            }
            parts = times
        }
        guard let cvAt = at["cv"] else { return nil }
        let cvNodes = cvAt.list ?? [cvAt]
        let cv = cvNodes.compactMap { $0.number(.number(.zeroOrMore)) }
        guard cv.count == cvNodes.count else { return nil }
        guard cv.count == parts.count else {
            error(
                cvAt.place,
                "expected \(parts.count) number\(parts.count == 1 ? "" : "s"), one for each part of the day, found \(cv.count)"
            )
            return nil
        }
        guard let correlation = correlation(at, size: parts.count) else { return nil }
        return DayToDay(partsFrom: parts, cv: cv, correlation: correlation, sharedAs: at["shared_as"]?.word)
    }

    private func correlation(_ node: Written, size: Int) -> [[Double]]? {
        let identity = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
        guard let at = node["correlation"] else { return identity }
        guard let rows = at.list else { return nil }
        let matrix = rows.map { row in (row.list ?? []).compactMap { $0.number(.number(.any)) } }
        for (row, numbers) in zip(rows, matrix) where row.list?.count != numbers.count { return nil }
        guard matrix.count == size, matrix.allSatisfy({ $0.count == size }) else {
            error(at.place, "expected \(size) rows of \(size) numbers, one for each part of the day")
            return nil
        }
        for row in 0..<size {
            for column in 0..<size {
                let fits = row == column ? matrix[row][column] == 1 : matrix[row][column] == matrix[column][row]
                guard fits else {
                    error(
                        rows[row].list?[column].place ?? at.place,
                        row == column
                            ? "expected 1 on the diagonal of a correlation, found \(Decimal.text(matrix[row][column]))"
                            : "expected \(Decimal.text(matrix[column][row])) as on the other side of the diagonal, found "
                                + Decimal.text(matrix[row][column]))
                    return nil
                }
            }
        }
        guard Self.isPositiveDefinite(matrix) else {
            error(
                at.place, "expected a correlation that can exist (positive definite)",
                "make the numbers off the diagonal smaller")
            return nil
        }
        return matrix
    }

    /// True when a Cholesky factor exists.
    private static func isPositiveDefinite(_ matrix: [[Double]]) -> Bool {
        var factor = matrix
        for j in matrix.indices {
            var rest = matrix[j][j]
            for k in 0..<j { rest -= factor[j][k] * factor[j][k] }
            guard rest > 1e-12 else { return false }
            factor[j][j] = rest.squareRoot()
            for i in matrix.indices where i > j {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
                factor[i][j] = sum / factor[j][j]
            }
        }
        return true
    }

    // MARK: Batches

    private func batches(_ node: Written) -> [BatchShare] {
        guard let at = node["batches"] else { return [] }
        if let meanAt = at["mean"] {
            guard let mean = meanAt.number(.number(.positive)) else { return [] }
            guard mean >= 1, mean <= 1000 else {
                expected("a mean size from 1 to 1000", at: meanAt)
                return []
            }
            return mean == 1 ? [] : Self.geometric(mean: mean)
        }
        guard let list = at.list else { return [] }
        var batches: [BatchShare] = []
        for entry in list {
            guard let sizeAt = entry["size"], let size = sizeAt.number(.whole(1, 100_000)),
                let share = entry["share"]?.number(.share)
            else { return [] }
            if batches.contains(where: { $0.size == Int(size) }) {
                error(sizeAt.place, "expected each size once, found \(Int(size)) a second time")
            }
            batches.append(BatchShare(size: Int(size), share: share))
        }
        let sum = batches.map(\.share).reduce(0, +)
        if abs(sum - 1) > 1e-9 {
            error(at.place, "expected shares that add up to 100%, found \(Decimal.text((sum * 1e8).rounded() / 1e6))%")
        }
        return batches
    }

    /// Shares of geometric sizes from 1; what lies beyond 10⁻¹² of the mass is added to the largest size.
    private static func geometric(mean: Double) -> [BatchShare] {
        var batches: [BatchShare] = []
        var rest = 1.0
        while rest > 1e-12 {
            let share = rest / mean
            batches.append(BatchShare(size: batches.count + 1, share: share))
            rest -= share
        }
        batches[batches.count - 1].share += rest
        return batches
    }
}
