import Randomness

extension Reading {
    /// Gives each class its callbacks.
    ///
    /// The policy for all reaches those classes for which its offer can be made: an offer by quote is none to a class
    /// that hears no quote, and is refused only where none of those it is for hears one.
    func applyCallbacks(_ root: Written, _ classes: inout [ReadClass], _ hours: Hours?) {
        let generalAt = root["policy"]?["callbacks"]
        let general = generalAt.flatMap { callbacks($0, hours) }
        let reached = classes.filter { $0.node["policy"]?["callbacks"] == nil }
        if let generalAt, general?.offersByQuote == true, !isUnreadable(root["policy"]?["quotes"]), !reached.isEmpty,
            reached.allSatisfy({ $0.customers.quotes == nil })
        {
            refuseOfferByQuote(generalAt, enumerate(reached.prefix(5).map { quote($0.customers.name) }, "or"))
        }
        for position in classes.indices {
            let one = classes[position]
            let own = one.node["policy"]?["callbacks"]
            guard let at = own ?? generalAt,
                var policy = own == nil ? general : callbacks(at, hours, for: one.customers.name)
            else { continue }
            let name = quote(one.customers.name)
            if one.customers.quotes == nil {
                if policy.offersByQuote {
                    if own != nil { refuseOfferByQuote(at, name) }
                    continue
                }
                if let accepts = at["accepts"], accepts.list != nil || accepts.map != nil {
                    lacksQuote(accepts, "acceptance by quote", name)
                }
            }
            if own == nil, case .table = policy.promise {
                // A file may hold windows of their own for the classes.
                guard let again = callbacks(at, hours, for: one.customers.name) else { continue }
                policy = again
            }
            classes[position].customers.callbacks = policy
        }
    }

    private func refuseOfferByQuote(_ node: Written, _ name: String) {
        guard let at = node["offer"]?["when_quote_at_least"] else { return }
        lacksQuote(at, "an offer by quote", name)
    }

    /// The callbacks that stand here; nil when there are none, and after a fault.
    /// - Parameter name: the class that they are for, where that is known.
    func callbacks(_ node: Written, _ hours: Hours?, for name: String? = nil) -> CallbackPolicy? {
        guard let offerAt = node["offer"], let promiseAt = node["promise"],
            let promise = promise(promiseAt, hours, for: name)
        else { return nil }
        let serve = node["serve"].map(serving) ?? (promise == .inTurn ? .inTurn : .inboundFirst)
        let dial = node["dial"].map { self.dial($0, hours) } ?? CallbackDial()
        if let serve, let at = node["serve"], (serve == .inTurn) != (promise == .inTurn) {
            expected(
                promise == .inTurn
                    ? "in_turn, since promise: in_turn keeps the place in line"
                    : "another rule than in_turn, which goes with promise: in_turn", at: at)
        }
        let clock = clock(node, hours)
        if let at = node["calls_again"], node["gives_up"] == nil {
            error(at.place, "expected calls_again only with gives_up, found it alone")
        }
        let givesUp = node["gives_up"].flatMap(distribution)
        let handleTime = node["handle_time"].flatMap(ending)
        guard let serve, let offer = offer(offerAt) else { return nil }
        return CallbackPolicy(
            offer: offer, openAtMost: offerAt["open_at_most"]?.whole(), accepts: acceptance(node["accepts"]),
            acceptanceScale: node["accepts"]?["scale"]?.seconds(), promise: promise, serve: serve, dial: dial,
            givesUp: givesUp, callsAgain: node["calls_again"]?.number(.share) ?? 0, clock: clock,
            handleTime: handleTime)
    }

    private func offer(_ node: Written) -> CallbackOffer? {
        if node.word == "always" { return .always }
        if let seconds = node["when_quote_at_least"]?.seconds() { return .whenQuoteAtLeast(seconds) }
        if let waiting = node["when_waiting_at_least"]?.whole() { return .whenWaitingAtLeast(waiting) }
        if let seconds = node["after_holding"]?.seconds() { return .afterHolding(seconds) }
        return nil
    }

    /// Steps from a quote of 0 on; the scale of a curve stands beside them.
    private func acceptance(_ node: Written?) -> [QuoteStep] {
        if let share = node?.number(.share) { return [QuoteStep(quoteAtLeast: 0, share: share)] }
        guard let list = node?.list else { return [QuoteStep(quoteAtLeast: 0, share: 1)] }
        let steps = quoteSteps(list)
        // Below the first step nobody accepts.
        return steps.first?.quoteAtLeast == 0 ? steps : [QuoteStep(quoteAtLeast: 0, share: 0)] + steps
    }

    private func promise(_ node: Written, _ hours: Hours?, for name: String?) -> CallbackPromise? {
        if let at = node["table"] { return windows(at, hours, for: name).map(CallbackPromise.table) }
        if node.word == "in_turn" { return .inTurn }
        if let seconds = node["within"]?.seconds() { return .within(seconds) }
        if let at = node["window"] { return window(at) }
        if let at = node["scheduled"] {
            if let time = at["at"] { return promise(at: time, at["tolerance"], hours) }
            guard let after = at["after"]?.seconds(), let toleranceAt = at["tolerance"],
                let tolerance = toleranceAt.seconds()
            else { return nil }
            guard tolerance <= after else {
                expected("a tolerance of at most \(Decimal.text(after)) s, the time promised", at: toleranceAt)
                return nil
            }
            return .scheduled(after: after, tolerance: tolerance)
        }
        guard let at = node["keepable"], let probability = inner(at["probability"] ?? at) else { return nil }
        return .keepable(probability: probability, step: at["step"]?.seconds() ?? 60)
    }

    /// At a time of day: one at which somebody is there to call.
    private func promise(at node: Written, _ toleranceAt: Written?, _ hours: Hours?) -> CallbackPromise? {
        guard let time = value(node, .clock), let toleranceAt, let tolerance = toleranceAt.seconds() else { return nil }
        guard time < 86_400 else {
            expected("a time of day before 24:00", at: node)
            return nil
        }
        guard tolerance <= 43_200 else {
            expected("a tolerance of at most 12 h, either way of a time of day", at: toleranceAt)
            return nil
        }
        switch hours {
        case .steady:
            error(node.place, "expected after in scheduled, since a horizon has no times of day; found at")
            return nil
        case .calendar(let calendar):
            // A night goes on past midnight.
            let isOpen = calendar.kinds.contains { kind in
                [time, time + 86_400].contains { $0 + tolerance >= kind.opens && $0 - tolerance <= kind.closes }
            }
            guard isOpen else {
                let open = calendar.kinds.map {
                    "\(Measurement.clockText($0.opens)) to \(Measurement.clockText($0.closes))"
                }
                expected("a time at which the centre is open (\(enumerate(open, "or")))", at: node)
                return nil
            }
        case nil: break
        }
        return .atTime(time, tolerance: tolerance)
    }

    private func window(_ node: Written) -> CallbackPromise? {
        guard let list = node.list else { return nil }
        let times = list.compactMap { $0.seconds() }
        guard times.count == list.count else { return nil }
        guard times.count == 2, times[0] < times[1] else {
            error(
                node.place,
                "expected two spans of time, the second longer, found "
                    + (times.count == 2 ? enumerate(times.map { Decimal.text($0) + " s" }) : node.described))
            return nil
        }
        return .window(from: times[0], to: times[1])
    }

    /// When an agent takes a promise rather than a caller; nil after a fault.
    func serving(_ node: Written) -> CallbackServing? {
        switch node.word {
        case "in_turn": return .inTurn
        case "inbound_first": return .inboundFirst
        case "earliest_due": return .earliestDue
        default: break
        }
        if let seconds = node["when_slack_at_most"]?.seconds() { return .whenSlackAtMost(seconds) }
        if let agents = node["when_idle_at_least"]?.whole() { return .whenIdleAtLeast(agents) }
        if let backlog = node["when_backlog_at_least"]?.whole() { return .whenBacklogAtLeast(backlog) }
        return nil
    }

    private func dial(_ node: Written, _ hours: Hours?) -> CallbackDial {
        let attempts = node["attempts"]?.whole() ?? 1
        var dial = CallbackDial(
            agentFirst: node["first"]?.word != "customer", rings: node["rings"]?.seconds() ?? 0, attempts: attempts,
            pause: node["pause"]?.seconds() ?? 0, expiresAfter: node["expires_after"]?.seconds())
        if let at = node["answered"] {
            let chances = at[Keys.byTime].flatMap { answeredByTime($0, attempts, hours) }
            dial.answered = chances ?? [AnswerChance(byAttempt: answered(at, attempts))]
        }
        return dial
    }

    /// One share, or one for each attempt; answered unless it can be told.
    private func answered(_ node: Written, _ attempts: Int) -> [Double] {
        let shares = (node.list ?? [node]).compactMap { $0.number(.share) }
        if shares.count > attempts {
            error(
                node.place,
                "expected at most \(attempts) share\(attempts == 1 ? "" : "s"), one for each attempt, "
                    + "found \(shares.count)")
        }
        return shares.isEmpty ? [1] : shares
    }

    private func answeredByTime(_ node: Written, _ attempts: Int, _ hours: Hours?) -> [AnswerChance]? {
        if case .steady = hours {
            error(node.place, "expected shares without by_time, since a horizon has no times of day")
        }
        var chances: [AnswerChance] = []
        for entry in node.list ?? [] {
            guard let from = entry["from"], let seconds = value(from, .clock), let share = entry["share"] else {
                return nil
            }
            if chances.isEmpty, seconds != 0 { expected("from: \"00:00\" in the first entry", at: from) }
            if let last = chances.last, seconds <= last.from || seconds >= 86_400 {
                expected("a later time than \(Measurement.clockText(last.from)), before 24:00", at: from)
            }
            chances.append(AnswerChance(from: seconds, byAttempt: answered(share, attempts)))
        }
        return chances.isEmpty ? nil : chances
    }

    /// The clock of a promise.
    func clock(_ node: Written, _ hours: Hours?) -> PromiseClock {
        guard let at = node[Keys.clock.name], let clock = at.word.flatMap(PromiseClock.init(rawValue:)) else {
            return .calendar
        }
        if case .steady = hours, clock == .openHours {
            error(at.place, "expected calendar, since a horizon has no opening hours; found open_hours")
        }
        return clock
    }
}

extension CallbackPolicy {
    var offersByQuote: Bool { if case .whenQuoteAtLeast = offer { true } else { false } }
}
