import Randomness

@testable import Engine

/// Random centres under one policy: three classes and three groups with skills and lists at random, sometimes one class.
struct PolicyCentre: Sendable {
    var routing: Routing
    var idleRule: IdleRule
    /// Some classes may be taken by another group after a while.
    var overflows: Bool
    /// Some groups keep agents free for a class.
    var reserves: Bool
    /// Named agents, there from opening to closing; else a number of agents for each of the rows.
    var isNamed: Bool

    static let closes = 1200.0
    private static let rows = (0..<4).map { TimelineRow(start: Double($0) * 300, end: Double($0 + 1) * 300) }

    /// One policy with one rule for idle agents, with and without each of the rest.
    static func all(_ routing: Routing, _ idleRule: IdleRule) -> [PolicyCentre] {
        (0..<8).map { bits in
            PolicyCentre(
                routing: routing, idleRule: idleRule, overflows: bits & 1 > 0, reserves: bits & 2 > 0,
                isNamed: bits & 4 > 0)
        }
    }

    func make(_ seed: UInt64) -> CenterModel {
        var dice = Dice(seed &+ 5_000_000)
        let classCount = dice.says(0.1) ? 1 : 3
        let groupCount = dice.whole(2...3)
        var serves = (0..<classCount).map { _ in (0..<groupCount).filter { _ in dice.says(0.7) } }
        var overflow: [[(group: Int, after: Double)]] = serves.map { _ in [] }
        for position in serves.indices {
            if serves[position].isEmpty || classCount == 1 { serves[position] = Array(0..<groupCount) }
            serves[position].shuffle(using: &dice)
            if overflows && serves[position].count > 1 {
                overflow[position] = [(serves[position].removeLast(), dice.real(5...40))]
            }
        }
        let classes = (0..<classCount).map { position -> ClassModel in
            let rate = dice.real(0.05...0.11) * 3 / Double(classCount)
            var customers = ClassModel(
                stream: UInt64(50 + position),
                arrivals: ArrivalModel(
                    .poisson([RatePiece(start: 0, end: Self.closes, rateAtStart: rate, rateAtEnd: rate)])),
                handleTime: [TimedDraw(.gamma(mean: 50, cv: 0.8))],
                afterCall: dice.says(0.3) ? [TimedDraw(.exponential(mean: 10))] : [],
                patience: dice.says(0.8) ? [TimedDraw(.exponential(mean: 60))] : [],
                rank: dice.whole(1...3), groups: serves[position], idleRule: idleRule)
            customers.overflow = overflow[position]
            customers.headStart = dice.real(0...40)
            customers.pointsPerSecond = dice.one(of: [0.3, 1, 3])
            return customers
        }
        let groups = (0..<groupCount).map { group -> GroupModel in
            let able = classes.indices.filter { position in
                serves[position].contains(group) || overflow[position].contains { $0.group == group }
            }.shuffled(using: &dice)
            var own = GroupModel(
                stream: UInt64(80 + group), classes: able, speed: able.map { _ in dice.one(of: [1, 1, 1.25]) },
                staffing: staffing(&dice))
            if reserves, let favoured = able.first { own.reserves = [(favoured, dice.whole(1...2))] }
            return own
        }
        return CenterModel(
            classes: classes, groups: groups,
            timeline: Timeline(
                rows: Self.rows, openings: [OpenSpan(opens: 0, closes: Self.closes, midnight: 0)],
                hangsUpAtClose: dice.says(0.5)), routing: routing)
    }

    private func staffing(_ dice: inout Dice) -> StaffingModel {
        guard isNamed else { return .headcount(Self.rows.map { _ in dice.whole(1...5) }) }
        let agents = dice.whole(2...5)
        let moments = [(0, RosterMoment.Kind.shiftStarts), (Self.closes, .shiftEnds)].flatMap { time, kind in
            (0..<agents).map { RosterMoment(time: time, agent: $0, kind: kind, day: 0) }
        }
        return .roster(Roster(agents: agents, moments: moments))
    }
}

extension CenterModel {
    /// Agents of a group who are there at a time of a centre that is open.
    func agents(of group: Int, at time: Double) -> Int {
        switch groups[group].staffing {
        case .headcount(let counts): counts[timeline.rows.lastIndex { $0.start <= time } ?? 0]
        case .roster(let roster): roster.agents
        case .unlimited: .max
        }
    }
}
