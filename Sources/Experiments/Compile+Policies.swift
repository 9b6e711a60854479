import Engine
import Randomness
import Scenarios

extension Routing {
    init(_ scenario: Scenario) {
        self =
            switch scenario.waiting {
            case .firstComeFirstServed:
                Set(scenario.classes.map(\.priority)).count > 1 ? .priority : .firstComeFirstServed
            case .priority: .priority
            case .growing: .growingPriority
            case .groupPreference: .groupPreference
            }
    }
}

extension ClassModel {
    /// The fuller ways of a class's contacts: menu, quotes, callbacks, returns, transfers, follow-ups.
    mutating func addPolicies(
        of customers: CustomerClass, at position: Int, in scenario: Scenario, _ order: ClassAndGroupOrder
    ) {
        menu = customers.menu.map { MenuModel(takes: $0.takes, leaves: $0.leaves, selfServed: $0.selfServed) }
        quotes = customers.quotes.map { QuoteModel($0, at: position, in: scenario, order) }
        balkingByQuote = customers.balkingByQuote.map { ($0.quoteAtLeast, $0.share) }
        patienceAfterQuote = customers.patienceAfterQuote
        callbacks = customers.callbacks.map { CallbackModel($0, scenario.hours) }
        redials = customers.redials.map(ReturnModel.init)
        unresolved = customers.unresolved
        reconnects = customers.reconnects.map(ReturnModel.init)
        transfers = customers.transfers.map {
            TransferModel(to: order.modelClass[$0.to], share: $0.share, warm: $0.warm.map(WarmModel.init))
        }
        followUps = customers.followUp.map { FollowUpModel($0, order) }
        overflow = customers.overflow.map { (order.modelGroup[$0.to], $0.after) }
        headStart = customers.headStart
        pointsPerSecond = customers.pointsPerSecond
    }
}

extension GroupModel {
    mutating func addRules(of group: AgentGroup, _ order: ClassAndGroupOrder) {
        reserves = group.reserves.map { (order.modelClass[$0.customerClass], $0.agents) }
        background = group.background.map { ($0.takes, $0.whileIdleAtLeast) }
        occupancyCeiling = group.occupancyCeiling
        pauseAfter = group.pauseAfter.map { ($0.contacts, $0.seconds) }
    }
}

extension QuoteModel {
    init(_ policy: QuotePolicy, at position: Int, in scenario: Scenario, _ order: ClassAndGroupOrder) {
        let estimator: Estimator =
            switch policy.estimator {
            case .queueLength: .queueLength
            case .queueLengthWithAbandonment: .queueLengthWithAbandonment
            case .headOfLine: .headOfLine
            case .lastToEnterService: .lastToEnterService
            case .meanOfLast(let count): .meanOfLast(count)
            case .fixed(let seconds): .fixed(seconds)
            }
        let own = scenario.classes[position]
        self.init(
            estimator: estimator, percentile: policy.percentile, padding: policy.padding,
            roundUpTo: policy.roundUpTo, repeatEvery: policy.repeatEvery, isAnnounced: policy.isAnnounced,
            ahead: order.classes.indices.filter { scenario.isServedBefore(order.classes[$0], position) },
            meanHandle: order.classes.map { scenario.classes[$0].meanHandleSeconds },
            meanPatience: own.patience.isEmpty
                ? .infinity : own.patience.reduce(0) { $0 + $1.distribution.mean } / Double(own.patience.count))
    }
}

extension Scenario {
    /// Whether waiting contacts of a class are served before a new contact of another: its own class always; of those
    /// with whom it shares agents, all in order of arrival, the more or equally urgent by priority, and by a group's
    /// list those that stand no later in it.
    func isServedBefore(_ other: Int, _ position: Int) -> Bool {
        if other == position { return true }
        let shared = groups.filter { group in
            let served = group.skills.map(\.customerClass)
            return served.contains(other) && served.contains(position)
        }
        guard !shared.isEmpty else { return false }
        switch Routing(self) {
        case .firstComeFirstServed, .growingPriority: return true
        case .priority: return classes[other].priority <= classes[position].priority
        case .groupPreference:
            return shared.contains { group in
                let list = group.skills.map(\.customerClass)
                return list.firstIndex(of: other)! < list.firstIndex(of: position)!
            }
        }
    }
}

extension CustomerClass {
    /// Mean talk and after-call seconds, the parts of the day alike.
    var meanHandleSeconds: Double {
        func mean(_ draws: [TimedDistribution]) -> Double {
            draws.isEmpty ? 0 : draws.reduce(0) { $0 + $1.distribution.mean } / Double(draws.count)
        }
        return mean(handleTime) + mean(afterCall)
    }
}

extension CallbackModel {
    init(_ policy: CallbackPolicy, _ hours: Hours) {
        let offer: Offer =
            switch policy.offer {
            case .always: .always
            case .whenQuoteAtLeast(let seconds): .whenQuoteAtLeast(seconds)
            case .whenWaitingAtLeast(let count): .whenWaitingAtLeast(count)
            case .afterHolding(let seconds): .afterHolding(seconds)
            }
        let promise: Promise =
            switch policy.promise {
            case .inTurn: .inTurn
            case .within(let seconds): .window(from: 0, to: seconds)
            case .window(let from, let to): .window(from: from, to: to)
            case .scheduled(let after, let tolerance): .window(from: after - tolerance, to: after + tolerance)
            case .atTime(let time, let tolerance): .atTime(time, tolerance: tolerance)
            case .keepable(let probability, let step): .keepable(probability: probability, step: step)
            case .table(let rows): .table(WindowTable(rows, hours))
            }
        // Times of day with fewer attempts told repeat their last.
        let columns = policy.dial.answered.map(\.byAttempt.count).max() ?? 1
        let answered = policy.dial.answered.flatMap { chance in
            (0..<columns).map { chance.byAttempt[min($0, chance.byAttempt.count - 1)] }
        }
        self.init(
            offer: offer, openAtMost: policy.openAtMost ?? .max,
            accepts: policy.accepts.map { ($0.quoteAtLeast, $0.share) }, acceptanceScale: policy.acceptanceScale,
            promise: promise, serving: Serving(policy.serve), agentFirst: policy.dial.agentFirst,
            ringSeconds: policy.dial.rings, answered: answered,
            answeredFrom: policy.dial.answered.map(\.from), attempts: policy.dial.attempts,
            pauseSeconds: policy.dial.pause, expiresAfter: policy.dial.expiresAfter ?? .infinity,
            givesUp: policy.givesUp, callsAgain: policy.callsAgain, countsOpenHours: policy.clock == .openHours,
            handleTime: policy.handleTime)
    }
}

extension WindowTable {
    /// The windows of every day of the horizon: a part begins when its row does, the first of a day when the centre opens.
    init(_ rows: [WindowRow], _ hours: Hours) {
        self.init()
        guard case .calendar(let calendar) = hours else {
            add(from: 0, rows.map { ($0.waitingAtLeast, $0.window) })
            return
        }
        for opening in calendar.openings {
            let own = rows.filter { $0.kind == opening.kind }
            var position = own.startIndex
            while position < own.endIndex {
                let next = own[position...].firstIndex { $0.from != own[position].from } ?? own.endIndex
                let from = max(opening.opens, opening.midnight + own[position].from)
                let isOver = next < own.endIndex && opening.midnight + own[next].from <= opening.opens
                if !isOver && from < opening.closes {
                    add(from: from, own[position..<next].map { ($0.waitingAtLeast, $0.window) })
                }
                position = next
            }
        }
    }
}

extension CallbackModel.Serving {
    init(_ rule: CallbackServing) {
        self =
            switch rule {
            case .inTurn: .inTurn
            case .inboundFirst: .inboundFirst
            case .whenSlackAtMost(let seconds): .whenSlackAtMost(seconds)
            case .whenIdleAtLeast(let agents): .whenIdleAtLeast(agents)
            case .whenBacklogAtLeast(let count): .whenBacklogAtLeast(count)
            case .earliestDue: .earliestDue
            }
    }
}

extension WarmModel {
    init(_ transfer: WarmTransfer) {
        self.init(handOver: transfer.handOver, waitsAtMost: transfer.waitsAtMost ?? .infinity)
    }
}

extension ReturnModel {
    init(_ returns: Returns) {
        self.init(probability: returns.probability, after: returns.after, atMost: returns.atMost ?? .max)
    }
}

extension FollowUpModel {
    init(_ followUp: FollowUp, _ order: ClassAndGroupOrder) {
        self.init(
            share: followUp.share, dueWithin: followUp.dueWithin, countsOpenHours: followUp.clock == .openHours,
            work: followUp.work, serving: CallbackModel.Serving(followUp.serve),
            groups: followUp.by.map { order.modelGroup[$0] })
    }
}
