import Engine
import Randomness
import Scenarios

extension ArrivalModel {
    /// - Parameter stream: the class's stream name, which keys the factors of the day unless they are shared.
    init(_ arrivals: Arrivals, _ hours: Hours, stream: String) {
        let busyness = arrivals.dayToDay.flatMap { Busyness($0, hours, stream: stream) }
        // Without factors of the day every piece points to the one factor of 1, on every day.
        let parts = busyness == nil ? [] : arrivals.dayToDay?.partsFrom ?? [0]
        self.init(
            Engine.ArrivalProcess(arrivals.process, hours, partsFrom: parts), busyness: busyness,
            batchSizes: Self.cumulated(arrivals.batches))
    }

    /// Shares of the sizes 1, 2, … summed up; empty when everybody comes alone.
    private static func cumulated(_ batches: [BatchShare]) -> [Double] {
        guard let largest = batches.map(\.size).max(), largest > 1 else { return [] }
        var shares = [Double](repeating: 0, count: largest)
        for batch in batches { shares[batch.size - 1] += batch.share }
        var sum = 0.0
        return shares.map { share in
            sum += share
            return sum
        }
    }
}

extension Engine.ArrivalProcess {
    init(_ process: Scenarios.ArrivalProcess, _ hours: Hours, partsFrom parts: [Double]) {
        switch process {
        case .constant(let perSecond):
            self = .poisson(RatePiece.open(hours, perSecond: perSecond, partsFrom: parts))
        case .perInterval(let table):
            self = .poisson(RatePiece.perInterval(table, hours, partsFrom: parts))
        case .linear(let points):
            self = .poisson(RatePiece.linear(points, hours, partsFrom: parts))
        case .renewal(let gap):
            self = .renewal(gap, RatePiece.open(hours, perSecond: 1, partsFrom: parts))
        case .markovModulated(let states):
            self = .markovModulated(
                states.map { state in
                    var sum = 0.0
                    return Engine.RateState(
                        perSecond: state.perSecond, meanStay: state.lastsSeconds,
                        next: state.next.map { share in
                            sum += share
                            return sum
                        })
                }, RatePiece.open(hours, perSecond: 1, partsFrom: parts))
        case .finitePopulation(let customers, let thinks):
            self = .finitePopulation(customers: customers, thinks: thinks)
        case .trace(let times):
            self = .trace(times)
        }
    }
}

extension RatePiece {
    /// One rate whenever the centre is open.
    static func open(_ hours: Hours, perSecond: Double, partsFrom parts: [Double]) -> [RatePiece] {
        switch hours {
        case .steady(let steady):
            var end = Double.infinity
            if case .seconds(let seconds) = steady.length { end = seconds }
            return [RatePiece(start: 0, end: end, rateAtStart: perSecond, rateAtEnd: perSecond)]
        case .calendar(let calendar):
            return calendar.openings.enumerated().flatMap { day, opening in
                RatePiece(
                    start: opening.opens, end: opening.closes, rateAtStart: perSecond, rateAtEnd: perSecond
                ).split(day: day, midnight: opening.midnight, partsFrom: parts)
            }
        }
    }

    /// So many expected in each interval, at a constant rate within it.
    static func perInterval(_ table: Table, _ hours: Hours, partsFrom parts: [Double]) -> [RatePiece] {
        guard case .calendar(let calendar) = hours else {
            preconditionFailure("a table needs days; the reader refuses it in a steady centre")
        }
        return calendar.openings.enumerated().flatMap { day, opening in
            zip(calendar.rows(of: opening), table[opening.kind]).flatMap { row, expected in
                let rate = expected / (row.end - row.start)
                return RatePiece(start: row.start, end: row.end, rateAtStart: rate, rateAtEnd: rate)
                    .split(day: day, midnight: opening.midnight, partsFrom: parts)
            }
        }
    }

    /// Straight lines between points; the first and the last rate hold before and after.
    static func linear(_ points: [[RatePoint]], _ hours: Hours, partsFrom parts: [Double]) -> [RatePiece] {
        guard case .calendar(let calendar) = hours else {
            preconditionFailure("a rate by time of day needs days; the reader refuses it in a steady centre")
        }
        return calendar.openings.enumerated().flatMap { day, opening in
            let line = points[min(opening.kind, points.count - 1)]
            let opens = opening.opens - opening.midnight
            let closes = opening.closes - opening.midnight
            let times = [opens] + line.map(\.at).filter { $0 > opens && $0 < closes } + [closes]
            return zip(times, times.dropFirst()).flatMap { start, end in
                RatePiece(
                    start: opening.midnight + start, end: opening.midnight + end,
                    rateAtStart: line.rate(at: start), rateAtEnd: line.rate(at: end)
                ).split(day: day, midnight: opening.midnight, partsFrom: parts)
            }
        }
    }

    /// Cuts the piece where a part of the day begins, each with the position of its factor.
    func split(day: Int, midnight: Double, partsFrom parts: [Double]) -> [RatePiece] {
        let cuts = [start] + parts.map { midnight + $0 }.filter { $0 > start && $0 < end } + [end]
        return zip(cuts, cuts.dropFirst()).map { from, to in
            let part = parts.lastIndex { midnight + $0 <= from } ?? 0
            return RatePiece(
                start: from, end: to, rateAtStart: rate(at: from), rateAtEnd: rate(at: to),
                factor: day * parts.count + part)
        }
    }

    private func rate(at time: Double) -> Double {
        rateAtStart == rateAtEnd
            ? rateAtStart : rateAtStart + (rateAtEnd - rateAtStart) * (time - start) / (end - start)
    }
}

extension [RatePoint] {
    /// The rate at a time of day.
    func rate(at time: Double) -> Double {
        guard let after = firstIndex(where: { $0.at > time }) else { return last?.perSecond ?? 0 }
        guard after > 0 else { return self[0].perSecond }
        let (a, b) = (self[after - 1], self[after])
        return a.perSecond + (b.perSecond - a.perSecond) * (time - a.at) / (b.at - a.at)
    }
}

extension Busyness {
    /// nil where there are no days, or every factor is 1.
    init?(_ dayToDay: DayToDay, _ hours: Hours, stream: String) {
        guard case .calendar(let calendar) = hours, dayToDay.cv.contains(where: { $0 > 0 }) else { return nil }
        self.init(
            stream: RandomStream.identifier(of: dayToDay.sharedAs ?? stream), days: calendar.openings.count,
            cv: dayToDay.cv, cholesky: Self.cholesky(dayToDay.correlation))
    }

    /// Lower triangle L with L·Lᵀ = the matrix, row by row (Cholesky, 1924).
    static func cholesky(_ matrix: [[Double]]) -> [Double] {
        let size = matrix.count
        var lower = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var rest = matrix[row][column]
                for earlier in 0..<column { rest -= lower[row * size + earlier] * lower[column * size + earlier] }
                lower[row * size + column] =
                    row == column ? max(0, rest).squareRoot() : rest / lower[column * size + column]
            }
        }
        return lower
    }
}
