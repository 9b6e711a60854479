import Randomness
import Scenarios
import Testing

/// What the reader makes of quotes, callbacks, returns and other work that are well written.
@Suite struct PromiseReadingTests {
    private func scenario() throws -> Scenario {
        try ScenarioReader(measures: someMeasures).read(file: folder("Accepted/every-promise.yaml")).scenario
    }

    private func callbacks(_ text: String) throws -> CallbackPolicy? {
        try read(bank(("agents:", "policy: {quotes: queue_length, callbacks: {\(text)}}\nagents:"))).scenario
            .classes[0].callbacks
    }

    private func quotes(_ text: String) throws -> QuotePolicy? {
        try read(bank(("agents:", "policy: {quotes: \(text)}\nagents:"))).scenario.classes[1].quotes
    }

    // MARK: Quotes

    @Test func readsEveryEstimatorByItsWord() throws {
        #expect(try quotes("none") == nil)
        #expect(try read(bank).scenario.classes[1].quotes == nil)
        #expect(try quotes("queue_length") == QuotePolicy(estimator: .queueLength))
        #expect(
            try quotes("queue_length_with_abandonment") == QuotePolicy(estimator: .queueLengthWithAbandonment))
        #expect(try quotes("head_of_line") == QuotePolicy(estimator: .headOfLine))
        #expect(try quotes("last_to_enter_service") == QuotePolicy(estimator: .lastToEnterService))
    }

    @Test func readsWhatIsAnnounced() throws {
        #expect(
            try quotes("{queue_length: {percentile: 90%, round_up_to: 1 min, padding: 15 s, repeat_every: 2 min}}")
                == QuotePolicy(
                    estimator: .queueLength, percentile: 0.9, roundUpTo: 60, padding: 15, repeatEvery: 120))
        #expect(try quotes("{queue_length: {}}") == QuotePolicy(estimator: .queueLength))
        #expect(try quotes("{mean_of_last: {contacts: 20}}") == QuotePolicy(estimator: .meanOfLast(20)))
        #expect(
            try quotes("{fixed: {says: 5 min, repeat_every: 1 min}}")
                == QuotePolicy(estimator: .fixed(300), repeatEvery: 60))
        #expect(
            try quotes("{head_of_line: {announced: false}}") == QuotePolicy(estimator: .headOfLine, isAnnounced: false))
    }

    @Test func aClassHasItsOwnQuotesOrNone() throws {
        let classes = try scenario().classes
        #expect(
            classes[0].quotes
                == QuotePolicy(
                    estimator: .queueLengthWithAbandonment, percentile: 0.9, roundUpTo: 60, padding: 10,
                    repeatEvery: 120))
        #expect(classes[1].quotes == QuotePolicy(estimator: .fixed(300), repeatEvery: 60))
        #expect(classes[2].quotes == QuotePolicy(estimator: .meanOfLast(20), roundUpTo: 30, padding: 15))
        #expect(classes[5].quotes == classes[0].quotes)
        #expect(classes[6].quotes == nil)
    }

    @Test func readsWhoReactsToAQuote() throws {
        let plain = try scenario().classes[0]
        #expect(plain.patienceAfterQuote == 0.5)
        #expect(plain.patience.map(\.from) == [0, 43_200])
        #expect(
            plain.balking
                == [BalkingStep(waitingAtLeast: 2, share: 0.1), BalkingStep(waitingAtLeast: 9, share: 0.3)])
        #expect(
            plain.balkingByQuote
                == [QuoteStep(quoteAtLeast: 120, share: 0.2), QuoteStep(quoteAtLeast: 300, share: 0.4)])
        #expect(try scenario().classes[1].patienceAfterQuote == 1)
    }

    // MARK: Callbacks

    @Test(arguments: [
        ("always", CallbackOffer.always), ("{when_quote_at_least: 2 min}", .whenQuoteAtLeast(120)),
        ("{when_waiting_at_least: 4}", .whenWaitingAtLeast(4)), ("{after_holding: 1 min}", .afterHolding(60)),
    ])
    func readsOffers(text: String, offer: CallbackOffer) throws {
        let policy = try #require(try callbacks("offer: \(text), promise: {within: 30 min}"))
        #expect(policy.offer == offer)
        #expect(policy.openAtMost == nil)
        #expect(policy.serve == .inboundFirst)
    }

    @Test(arguments: [
        ("in_turn", CallbackPromise.inTurn), ("{within: 30 min}", .within(1800)),
        ("{window: [20 min, 40 min]}", .window(from: 1200, to: 2400)),
        ("{scheduled: {after: 2 h, tolerance: 15 min}}", .scheduled(after: 7200, tolerance: 900)),
        ("{scheduled: {at: \"15:00\", tolerance: 15 min}}", .atTime(54_000, tolerance: 900)),
        ("{keepable: 95%}", .keepable(probability: 0.95, step: 60)),
        ("{keepable: {probability: 0.9, step: 5 min}}", .keepable(probability: 0.9, step: 300)),
    ])
    func readsPromises(text: String, promise: CallbackPromise) throws {
        let policy = try #require(try callbacks("offer: always, promise: \(text)"))
        #expect(policy.promise == promise)
        // A place in line and being served in turn belong together.
        #expect((policy.serve == .inTurn) == (promise == .inTurn))
    }

    @Test func readsWindowsByTimeAndState() throws {
        func rows(_ text: String) throws -> CallbackPromise? {
            try callbacks("offer: always, promise: {table: \(text)}")?.promise
        }
        func row(_ from: Double, _ waiting: Int, _ window: Double) -> WindowRow {
            WindowRow(kind: 0, from: from, waitingAtLeast: waiting, window: window)
        }
        #expect(try rows("[{window: 10 min}]") == .table([row(25_200, 0, 600)]))
        #expect(
            try rows(
                "[{from: \"06:00\", window: 10 min}, {from: \"06:00\", waiting_at_least: 4, window: 1 h}, "
                    + "{from: \"12:00\", window: 20 min}]")
                == .table([row(21_600, 0, 600), row(21_600, 4, 3600), row(43_200, 0, 1200)]))
    }

    /// A file has the windows of each class; one and the same policy gives each its own.
    @Test func readsTheWindowsOfEachClassFromAFile() throws {
        let text = bank(
            ("agents:", "policy: {callbacks: {offer: always, promise: {table: {file: windows.csv}}}}\nagents:"))
        let found = try read(text, directory: folder("Accepted"))
        let rows = found.scenario.classes.map { customers -> [WindowRow] in
            if case .table(let rows) = customers.callbacks?.promise { rows } else { [] }
        }
        #expect(rows[0].map(\.from) == [25_200, 25_200, 43_200])
        #expect(rows[0].map(\.waitingAtLeast) == [0, 3, 0])
        #expect(rows[0].map(\.window) == [600, 1800, 2700])
        #expect(rows[1].map(\.window) == [300])
        // What is read of the file is part of what the scenario is.
        let other = text.replacing("windows.csv", with: "windows-longer.csv")
        #expect(try read(other, directory: folder("Accepted")).resolvedSHA256 != found.resolvedSHA256)
    }

    /// A calendar of several kinds of day: windows of each kind, or the same for all.
    @Test func readsWindowsByKindOfDay() throws {
        let calendar = bank.replacing(
            "day: {opens: \"07:00\", closes: \"24:00\", interval: 30 min}",
            with: "calendar: {interval: 30 min, days: 7, week: [{on: sun-thu, opens: \"07:00\", closes: \"24:00\"}, "
                + "{on: fri, opens: \"08:00\", closes: \"14:00\"}]}")
        func rows(_ table: String) throws -> [WindowRow] {
            let text = calendar.replacing(
                "agents:", with: "policy: {callbacks: {offer: always, promise: {table: [\(table)]}}}\nagents:")
            guard case .table(let rows) = try read(text).scenario.classes[0].callbacks?.promise else { return [] }
            return rows
        }
        let each = try rows("{day: fri, window: 5 min}, {day: sun-thu, window: 10 min}")
        #expect(each.map(\.kind) == [0, 1] && each.map(\.window) == [600, 300])
        #expect(each.map(\.from) == [25_200, 28_800])
        let same = try rows("{from: \"07:00\", window: 5 min}")
        #expect(same.map(\.kind) == [0, 1] && same.map(\.from) == [25_200, 25_200])
    }

    @Test(arguments: [
        ("inbound_first", CallbackServing.inboundFirst), ("earliest_due", .earliestDue),
        ("{when_slack_at_most: 5 min}", .whenSlackAtMost(300)), ("{when_idle_at_least: 2}", .whenIdleAtLeast(2)),
        ("{when_backlog_at_least: 5}", .whenBacklogAtLeast(5)),
    ])
    func readsServing(text: String, serve: CallbackServing) throws {
        #expect(try callbacks("offer: always, promise: {within: 1 h}, serve: \(text)")?.serve == serve)
    }

    @Test func aCustomerAcceptsBySharesStepsOrACurve() throws {
        let rest = "offer: always, promise: {within: 1 h}"
        #expect(try callbacks(rest)?.accepts == [QuoteStep(quoteAtLeast: 0, share: 1)])
        #expect(try callbacks(rest + ", accepts: 60%")?.accepts == [QuoteStep(quoteAtLeast: 0, share: 0.6)])
        // Below the first step nobody accepts.
        #expect(
            try callbacks(rest + ", accepts: [{quote_at_least: 1 min, share: 50%}]")?.accepts
                == [QuoteStep(quoteAtLeast: 0, share: 0), QuoteStep(quoteAtLeast: 60, share: 0.5)])
        #expect(
            try callbacks(rest + ", accepts: [{quote_at_least: 0, share: 50%}]")?.accepts
                == [QuoteStep(quoteAtLeast: 0, share: 0.5)])
        let curve = try #require(try callbacks(rest + ", accepts: {scale: 1 min}"))
        #expect(curve.acceptanceScale == 60)
    }

    @Test func readsHowACustomerIsCalledBack() throws {
        let own = try #require(try scenario().classes[1].callbacks)
        #expect(
            own.dial
                == CallbackDial(
                    agentFirst: false, rings: 20, answered: [0.93, 0.5], attempts: 3, pause: 600, expiresAfter: 3600))
        #expect(own.openAtMost == 3 && own.callsAgain == 0.3 && own.clock == .openHours)
        #expect(own.givesUp?.mean == 10_800 && own.handleTime?.mean == 120)
        #expect(own.promise == .window(from: 1200, to: 2400) && own.serve == .whenIdleAtLeast(2))
        #expect(try callbacks("offer: always, promise: in_turn")?.dial == CallbackDial())
        // A place in line, and the customer dialled when its turn comes: the agent looks on meanwhile.
        let ahead = try #require(try callbacks("offer: always, promise: in_turn, dial: {first: customer, rings: 20 s}"))
        #expect(ahead.promise == .inTurn && !ahead.dial.agentFirst)
        // What is never offered promises nothing.
        #expect(try callbacks("offer: never") == nil)
    }

    @Test func readsWhenACustomerAnswers() throws {
        func answered(_ text: String) throws -> [AnswerChance] {
            let rest = "offer: always, promise: {within: 1 h}, dial: {attempts: 3, answered: "
            return try #require(try callbacks(rest + text + "}")).dial.answered
        }
        #expect(try answered("93%") == [AnswerChance(byAttempt: [0.93])])
        #expect(try answered("[60%, 0.4]") == [AnswerChance(byAttempt: [0.6, 0.4])])
        #expect(
            try answered("{by_time: [{from: \"00:00\", share: 40%}, {from: \"17:00\", share: [80%, 60%, 50%]}]}")
                == [AnswerChance(byAttempt: [0.4]), AnswerChance(from: 61_200, byAttempt: [0.8, 0.6, 0.5])])
    }

    /// A first agent may wait as long as it takes where the customer would not, or where others are sure to come.
    @Test func agentsWaitForThoseWhoCome() throws {
        let passedOn = (
            "arrivals: {per_hour: 60}",
            "arrivals: {per_hour: 60}\n    transfers: [{to: private, probability: 1, warm: {hand_over: {constant: 9 s}}}]"
        )
        let enduring = ("patience: {weibull: {mean: 4 min, shape: 0.8}}", "patience: none")
        #expect(try read(bank(passedOn)).scenario.classes[0].transfers[0].warm?.waitsAtMost == nil)
        _ = try read(bank(passedOn, enduring, ("serves: {private: {}, retail: {speed: 1.1}}", "serves: [private]")))
        _ = try read(bank(passedOn, enduring, ("speed: 1.1}}, staff: 3", "speed: 1.1}}, staff: unlimited")))
    }

    @Test func callbacksReachTheClassesThatCanBeOfferedOne() throws {
        let classes = try scenario().classes
        #expect(classes[0].callbacks?.offer == .whenQuoteAtLeast(120))
        #expect(classes[0].callbacks?.serve == .earliestDue)
        #expect(classes[2].callbacks?.promise == .inTurn && classes[2].callbacks?.acceptanceScale == 60)
        // An offer that is never made, callbacks: none, and an offer by a quote that the class does not hear.
        #expect(classes[4...6].allSatisfy { $0.callbacks == nil })
    }

    // MARK: Before and after a contact

    @Test func readsMenusReturnsAndTransfers() throws {
        let classes = try scenario().classes
        let menu = try #require(classes[0].menu)
        #expect(menu.takes.mean == 20 && menu.leaves == 0.05 && menu.selfServed == 0.1)
        let redials = try #require(classes[0].redials)
        #expect(redials.probability == [0.4, 0.2] && redials.after.mean == 1200 && redials.atMost == 3)
        #expect(classes[0].unresolved == 0.1)
        let reconnects = try #require(classes[0].reconnects)
        #expect(reconnects.probability == [0.8] && reconnects.after.mean == 7200 && reconnects.atMost == 2)
        // Unresolved, and never heard of again.
        #expect(classes[1].unresolved == 0.1 && classes[1].reconnects == nil)
        let warm = WarmTransfer(handOver: .exponential(mean: 40), waitsAtMost: 120)
        #expect(classes[0].transfers == [Transfer(to: 1, share: 0.1), Transfer(to: 2, share: 0.05, warm: warm)])
    }

    @Test func transfersMayGoInACircleThatSomeLeave() throws {
        let transfers = try read(
            bank(
                (
                    "arrivals: {per_hour: 60}",
                    "arrivals: {per_hour: 60}\n    transfers: [{to: private, probability: 1}]"
                ),
                ("arrivals: {per_hour: 6}", "arrivals: {per_hour: 6}\n    transfers: [{to: retail, probability: 90%}]"))
        ).scenario.classes.map(\.transfers)
        #expect(transfers == [[Transfer(to: 1, share: 1)], [Transfer(to: 0, share: 0.9)]])
    }

    @Test func readsFollowUps() throws {
        let classes = try scenario().classes
        let work = Distribution.constant(600)
        #expect(
            classes[0].followUp
                == FollowUp(share: 0.05, dueWithin: 14_400, clock: .calendar, work: work, serve: .whenSlackAtMost(1800))
        )
        #expect(
            classes[1].followUp
                == FollowUp(
                    share: 0.05, dueWithin: 14_400, clock: .openHours, work: work, serve: .earliestDue, by: [1, 2]))
        #expect(try scenario().groups[2].skills.isEmpty)
    }

    @Test func readsRoutingAndTheRulesOfGroups() throws {
        let scenario = try scenario()
        #expect(scenario.waiting == .growing)
        #expect(scenario.classes.map(\.headStart) == [0, 0, 30, 0, 0, 0, 0])
        #expect(scenario.classes.map(\.pointsPerSecond) == [1, 1, 2, 1, 1, 0, 1])
        #expect(
            scenario.classes.map(\.idleAgent)
                == [
                    .leastOccupied, .random, .preference([1, 0]), .leastOccupied, .leastOccupied, .longestIdle,
                    .leastOccupied,
                ])
        #expect(scenario.classes[0].overflow == [Overflow(to: 1, after: 30)])
        #expect(
            scenario.groups[0].reserves
                == [Reserve(customerClass: 2, agents: 2), Reserve(customerClass: 3, agents: 1)])
        #expect(scenario.groups[0].background?.takes.mean == 300)
        #expect(scenario.groups[0].background?.whileIdleAtLeast == 2)
        #expect(scenario.groups[1].occupancyCeiling == 0.85)
        #expect(scenario.groups[1].pauseAfter == PauseRule(contacts: 10, seconds: 120))
        #expect(scenario.costs.brokenPromise == 30)
    }

    @Test func overflowGoesToAnyGroup() throws {
        func overflow(_ text: String) throws -> [[Overflow]] {
            try read(bank(("agents:", "policy: {overflow: {\(text)}}\nagents:"))).scenario.classes.map(\.overflow)
        }
        // The seniors serve retail; the generalists serve no private customers but so.
        #expect(try overflow("retail: {to: seniors, after: 30 s}") == [[Overflow(to: 1, after: 30)], []])
        #expect(try overflow("private: [{to: generalists, after: 1 min}]") == [[], [Overflow(to: 0, after: 60)]])
    }

    @Test func aGroupGoesByItsOwnList() throws {
        func skills(_ list: String) throws -> [Int] {
            let text = bank(("agents:", "policy: {waiting: {group_preference: {seniors: [\(list)]}}}\nagents:"))
            let scenario = try read(text).scenario
            #expect(scenario.waiting == .groupPreference)
            return scenario.groups[1].skills.map(\.customerClass)
        }
        #expect(try skills("private, retail") == [1, 0])
        #expect(try skills("retail, private") == [0, 1])
    }

    @Test func changesReachIntoPolicies() throws {
        let text = bank(
            ("agents:", "policy: {quotes: queue_length, callbacks: {offer: always, promise: {within: 1 h}}}\nagents:"))
        let changes = ["policy.callbacks.promise.within*=0.5", "policy.quotes={fixed: {says: 5 min}}"]
        let changed = try read(text, changes: changes).scenario.classes[0]
        #expect(changed.callbacks?.promise == .within(1800))
        #expect(changed.quotes == QuotePolicy(estimator: .fixed(300)))
        let factor = try read(
            text,
            changes: [
                "customers.retail.patience.after_quote=1.5", "customers.retail.patience.exponential.mean=1 min",
            ]
        ).scenario.classes[0]
        #expect(factor.patienceAfterQuote == 1.5 && factor.patience[0].distribution.mean == 60)
    }

    @Test func theDigestSeesThePolicies() throws {
        func digest(_ factor: String) throws -> String {
            try read(
                bank(
                    ("agents:", "policy: {quotes: queue_length}\nagents:"),
                    ("{exponential: {mean: 10 min}}", "{exponential: {mean: 600 s}, after_quote: \(factor)}"))
            ).resolvedSHA256
        }
        #expect(try digest("1.5") == digest("1.50"))
        #expect(try digest("1.5") != digest("2"))
    }

    @Test func theBankOfTheManualIsRead() throws {
        let found = try ScenarioReader(measures: someMeasures).read(file: folder("Accepted/branch-bank.yaml"))
        #expect(found.warnings.isEmpty)
        let classes = found.scenario.classes
        #expect(classes[0].callbacks?.serve == .whenSlackAtMost(300))
        #expect(classes[0].overflow == [Overflow(to: 1, after: 30)])
        #expect(classes[1].quotes == nil && classes[1].callbacks == nil)
    }
}
