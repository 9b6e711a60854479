import Randomness

@testable import Engine

/// Small centres at random that use every way a contact can go, in every mixture: menus, quotes, callbacks, people who
/// come back, transfers, follow-ups, background work, overflow, reserves.
struct FullCentre {
    private var dice: Dice
    private let inWholeSeconds: Bool

    init(_ seed: UInt64, inWholeSeconds: Bool) {
        dice = Dice(seed &+ 77_000_000)
        self.inWholeSeconds = inWholeSeconds
    }

    /// - Parameter base: a centre of plain classes.
    mutating func make(from base: CenterModel) -> CenterModel {
        var model = base
        for position in model.classes.indices { addWays(to: &model, position) }
        for group in model.groups.indices { addWork(to: &model, group) }
        return model
    }

    private mutating func time(mean: Double) -> Distribution {
        if inWholeSeconds { return anyOf((0..<5).map { _ in (mean * dice.real(0...2)).rounded() }) }
        return dice.says(0.5) ? .exponential(mean: mean) : .gamma(mean: mean, cv: 0.7)
    }

    private mutating func seconds(_ range: ClosedRange<Double>) -> Double {
        let drawn = dice.real(range)
        return inWholeSeconds ? drawn.rounded() : drawn
    }

    private mutating func addWays(to model: inout CenterModel, _ position: Int) {
        var ways = model.classes[position]
        ways.idleRule = dice.one(of: [.longestIdle, .leastOccupied, .preference, .random])
        ways.headStart = Double(dice.whole(0...20))
        ways.pointsPerSecond = dice.real(0.1...3)
        if dice.says(0.3) { ways.menu = MenuModel(takes: time(mean: 10), leaves: 0.1, selfServed: 0.2) }
        if dice.says(0.7) { ways.quotes = quotes(model, position) }
        if ways.quotes != nil && dice.says(0.4) { ways.balkingByQuote = [(20, 0.2), (60, 0.5)] }
        if ways.quotes != nil && dice.says(0.5) { ways.patienceAfterQuote = dice.one(of: [0.5, 2, 0]) }
        if dice.says(0.7) { ways.callbacks = callbacks(hasQuotes: ways.quotes != nil) }
        if dice.says(0.4) {
            ways.redials = ReturnModel(probability: [0.7, 0.4], after: time(mean: 60), atMost: dice.whole(1...3))
        }
        if dice.says(0.4) {
            ways.unresolved = 0.4
            if dice.says(0.8) { ways.reconnects = ReturnModel(probability: [0.6], after: time(mean: 100), atMost: 2) }
        }
        if dice.says(0.4) {
            ways.transfers = [TransferModel(to: dice.whole(0...(model.classes.count - 1)), share: 0.3, warm: warm())]
        }
        if dice.says(0.4) {
            ways.followUps = FollowUpModel(
                share: 0.5, dueWithin: seconds(20...300), countsOpenHours: dice.says(0.5), work: time(mean: 20),
                serving: serving(), groups: dice.says(0.3) ? [dice.whole(0...(model.groups.count - 1))] : [])
        }
        // Beside the groups that the plain centre leaves it to after a while: these name the class among their own.
        let others = model.groups.indices.filter { group in
            !ways.groups.contains(group) && !ways.overflow.contains { $0.group == group }
        }
        if !others.isEmpty && dice.says(0.4) { ways.overflow.append((dice.one(of: others), seconds(5...30))) }
        model.classes[position] = ways
    }

    private mutating func warm() -> WarmModel? {
        guard dice.says(0.6) else { return nil }
        return WarmModel(handOver: time(mean: 8), waitsAtMost: dice.says(0.4) ? seconds(0...30) : .infinity)
    }

    private mutating func serving() -> CallbackModel.Serving {
        dice.one(of: [
            .inTurn, .inboundFirst, .whenSlackAtMost(30), .whenIdleAtLeast(2), .whenBacklogAtLeast(2), .earliestDue,
        ])
    }

    private mutating func quotes(_ model: CenterModel, _ position: Int) -> QuoteModel {
        QuoteModel(
            estimator: dice.one(of: [
                .queueLength, .queueLengthWithAbandonment, .headOfLine, .lastToEnterService, .meanOfLast(3), .fixed(25),
            ]), percentile: dice.says(0.3) ? 0.9 : nil, padding: dice.says(0.3) ? 5 : 0,
            roundUpTo: dice.says(0.5) ? 10 : 0, repeatEvery: dice.says(0.3) ? 7 : nil,
            ahead: Array(model.classes.indices), meanHandle: model.classes.map(\.meanHandle), meanPatience: 30)
    }

    private mutating func callbacks(hasQuotes: Bool) -> CallbackModel {
        let from = seconds(0...40)
        return CallbackModel(
            offer: dice.one(of: [
                .always, .whenWaitingAtLeast(1), .afterHolding(seconds(0...15)),
                hasQuotes ? .whenQuoteAtLeast(15) : .always,
            ]),
            openAtMost: dice.says(0.3) ? dice.whole(0...3) : .max,
            accepts: [(0, 0.5), (30, 0.9)], acceptanceScale: dice.says(0.2) ? 20 : nil,
            promise: dice.one(of: [
                .inTurn, .inTurn, .window(from: 0, to: seconds(10...200)), .window(from: from, to: from + 30),
                .keepable(probability: 0.9, step: 10), .table(windows()),
            ]), serving: serving(), agentFirst: dice.says(0.5), ringSeconds: dice.says(0.7) ? seconds(1...15) : 0,
            answered: dice.one(of: [[1], [0.5], [0.9, 0.3], [0]]), attempts: dice.whole(1...3),
            pauseSeconds: seconds(0...40), expiresAfter: dice.says(0.3) ? seconds(30...200) : .infinity,
            givesUp: dice.says(0.4) ? time(mean: 90) : nil, callsAgain: 0.5, countsOpenHours: dice.says(0.5),
            handleTime: dice.says(0.3) ? time(mean: 20) : nil)
    }

    private mutating func windows() -> WindowTable {
        var table = WindowTable()
        var start = 0.0
        for _ in 0..<dice.whole(1...3) {
            table.add(from: start, [(0, seconds(5...60)), (dice.whole(1...3), seconds(40...200))])
            start += seconds(20...100)
        }
        return table
    }

    private mutating func addWork(to model: inout CenterModel, _ group: Int) {
        if dice.says(0.3), let served = model.groups[group].classes.first {
            model.groups[group].reserves = [(served, dice.whole(1...2))]
        }
        if case .unlimited = model.groups[group].staffing { return }
        if dice.says(0.3) {
            let takes = inWholeSeconds ? anyOf([5, 20, 45]) : Distribution.exponential(mean: 25)
            model.groups[group].background = (takes, dice.whole(0...2))
        }
        guard case .roster = model.groups[group].staffing else { return }
        if dice.says(0.3) { model.groups[group].pauseAfter = (dice.whole(1...3), seconds(1...20)) }
        if dice.says(0.3) { model.groups[group].occupancyCeiling = 0.8 }
    }
}
