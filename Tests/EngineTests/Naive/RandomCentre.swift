import Randomness

@testable import Engine

/// Small centres at random: every rule that a scenario can ask for, in every mixture.
///
/// In a centre of whole seconds everything happens at whole seconds, so that ties are the rule and sums of times are
/// exact; in the others no two things happen at once.
struct RandomCentre {
    private var dice: Dice
    private let inWholeSeconds: Bool
    private var rows: [TimelineRow] = []
    private var openings: [OpenSpan] = []
    private var overflow: [[(group: Int, after: Double)]] = []

    init(_ seed: UInt64, inWholeSeconds: Bool) {
        dice = Dice(seed)
        self.inWholeSeconds = inWholeSeconds
    }

    mutating func make() -> CenterModel {
        setHours()
        let classCount = dice.whole(1...3)
        let groupCount = dice.whole(1...3)
        var serves = (0..<classCount).map { _ in (0..<groupCount).filter { _ in dice.says(0.6) } }
        for position in serves.indices where serves[position].isEmpty {
            serves[position] = [dice.whole(0...(groupCount - 1))]
        }
        for position in serves.indices { serves[position].shuffle(using: &dice) }
        // Some of a class's groups take it only after a while.
        overflow = serves.indices.map { position in
            guard serves[position].count > 1, dice.says(0.4) else { return [] }
            let group = serves[position].removeLast()
            return [(group, inWholeSeconds ? Double(dice.whole(0...30)) : dice.real(0...30))]
        }
        let ranks = (0..<classCount).map { _ in dice.whole(1...3) }
        let groups = (0..<groupCount).map { group in
            makeGroup(
                group,
                classes: (0..<classCount).filter { position in
                    serves[position].contains(group) || overflow[position].contains { $0.group == group }
                }.sorted {
                    (ranks[$0], $0) < (ranks[$1], $1)
                }
            )
        }
        let classes = (0..<classCount).map { makeClass($0, groups: serves[$0], rank: ranks[$0]) }
        return CenterModel(
            classes: classes, groups: groups,
            timeline: Timeline(rows: rows, openings: openings, hangsUpAtClose: dice.says(0.4)),
            lines: dice.says(0.3) ? dice.whole(1...8) : .max, thresholds: [0, 10, 25].shuffled(using: &dice),
            shortAbandonSeconds: 5, routing: dice.one(of: Routing.allCases), histogramsByInterval: dice.says(0.5))
    }

    /// Times of this many seconds in the mean.
    private mutating func time(mean: Double) -> Distribution {
        if inWholeSeconds { return anyOf((0..<6).map { _ in (mean * dice.real(0...2)).rounded() }) }
        return switch dice.whole(0...3) {
        case 0: .exponential(mean: mean)
        case 1: .lognormal(mean: mean, cv: dice.real(0.3...1.5))
        case 2: .uniform(from: 0, to: 2 * mean)
        default: .gamma(mean: mean, cv: dice.real(0.3...1.5))
        }
    }

    /// One distribution, or two by the time of day.
    private mutating func times(mean: Double, _ byClock: Bool) -> [TimedDraw] {
        var draws = [TimedDraw(time(mean: mean))]
        if byClock && dice.says(0.3) {
            draws.append(TimedDraw(from: Double(dice.whole(110...300)), time(mean: mean * 1.5)))
        }
        return draws
    }

    private mutating func setHours() {
        let days = dice.whole(1...3)
        let rowSeconds = Double(dice.whole(60...120))
        let rowsPerDay = dice.whole(1...4)
        let opens = dice.says(0.3) ? 0 : 100.0
        let length = rowSeconds * Double(rowsPerDay)
        // A day as long as its opening hours never closes.
        let dayLength = opens == 0 && dice.says(0.5) ? length : 700.0
        for day in 0..<days {
            let midnight = Double(day) * dayLength
            openings.append(OpenSpan(opens: midnight + opens, closes: midnight + opens + length, midnight: midnight))
            for row in 0..<rowsPerDay {
                let start = midnight + opens + Double(row) * rowSeconds
                rows.append(TimelineRow(start: start, end: start + rowSeconds, day: day))
            }
        }
    }

    private mutating func makeClass(_ position: Int, groups: [Int], rank: Int) -> ClassModel {
        let arrivals = arrivals()
        // A member of a finite population has an arrival time only when the engine knows it.
        let byClock = if case .finitePopulation = arrivals { false } else { true }
        var customers = ClassModel(
            stream: UInt64(100 + position), arrivals: ArrivalModel(arrivals), handleTime: times(mean: 40, byClock),
            afterCall: dice.says(0.4) ? times(mean: 15, byClock) : [],
            patience: dice.says(0.7) ? times(mean: 30, byClock) : [],
            balking: dice.says(0.3) ? [(1, 0.2), (dice.whole(2...3), 0.6), (6, 1)] : [],
            waitingPlaces: dice.says(0.2) ? dice.whole(0...3) : .max, rank: rank, groups: groups,
            idleRule: dice.one(of: [.longestIdle, .preference, .leastOccupied]))
        customers.overflow = overflow[position]
        customers.headStart = Double(dice.whole(0...30))
        customers.pointsPerSecond = dice.one(of: [0, 1, 2, 0.5])
        return customers
    }

    private mutating func arrivals() -> ArrivalProcess {
        if dice.says(0.15) {
            return .finitePopulation(
                customers: dice.whole(1...4), thinks: .constant(inWholeSeconds ? 35 : dice.real(20...60)))
        }
        if inWholeSeconds {
            // Some at the very moment of opening or at the border of an interval.
            var times = rows.flatMap { row in
                (0..<dice.whole(0...8)).map { _ in Double(dice.whole(Int(row.start)...Int(row.end - 1))) }
            }
            for row in rows where dice.says(0.5) { times.append(row.start) }
            return .trace(times.sorted())
        }
        return .poisson(
            rows.map { row in
                let start = dice.says(0.1) ? 0 : dice.real(0...0.1)
                return RatePiece(
                    start: row.start, end: row.end, rateAtStart: start,
                    rateAtEnd: dice.says(0.5) ? start : dice.real(0...0.1))
            })
    }

    private mutating func makeGroup(_ position: Int, classes: [Int]) -> GroupModel {
        var group = GroupModel(
            stream: UInt64(200 + position), classes: classes,
            speed: classes.map { _ in dice.says(0.6) ? 1 : dice.one(of: [0.5, 2, 0.25]) },
            handleTime: classes.map { _ in dice.says(0.2) ? time(mean: 50) : nil }, staffing: staffing())
        if classes.count > 1 && dice.says(0.3) { group.reserves = [(dice.one(of: classes), dice.whole(1...2))] }
        return group
    }

    private mutating func staffing() -> StaffingModel {
        switch dice.whole(0...9) {
        case 0: .unlimited
        case 1...5: .headcount(rows.map { _ in dice.says(0.15) ? 0 : dice.whole(1...4) })
        default: .roster(roster())
        }
    }

    /// Shifts that start and end inside and outside the opening hours, some over midnight of these short days.
    private mutating func roster() -> Roster {
        let agents = dice.whole(1...3)
        var moments: [RosterMoment] = []
        for agent in 0..<agents {
            var free = 0.0
            for (day, opening) in openings.enumerated() where dice.says(0.9) {
                let onBorder = dice.says(0.4)
                let from = max(free, onBorder ? opening.opens : moment(opening.opens - 50, opening.closes - 10))
                let to = dice.says(0.3) ? max(opening.closes, from + 10) : from + moment(30, 400)
                free = to
                moments.append(RosterMoment(time: from, agent: agent, kind: .shiftStarts, day: day))
                var pause = dice.says(0.2) ? from : from + moment(5, 60)
                while dice.says(0.5) {
                    let length = moment(5, 40)
                    guard pause + length <= to else { break }
                    moments.append(
                        RosterMoment(time: pause, agent: agent, kind: .breakIsDue, breakSeconds: length, day: day))
                    pause += length + (dice.says(0.3) ? 0 : moment(10, 60))
                }
                moments.append(RosterMoment(time: to, agent: agent, kind: .shiftEnds, day: day))
            }
        }
        return Roster(agents: agents, moments: moments.sorted { $0.time < $1.time })
    }

    private mutating func moment(_ from: Double, _ to: Double) -> Double {
        let time = max(0, dice.real(from...to))
        return inWholeSeconds ? time.rounded() : time
    }
}
