import Experiments

@testable import Scenarios

/// The measures that targets may name.
let measures = MeasureWord.all

/// What the shape of a key does not tell: names that must be known, numbers that must agree with others.
extension ScenarioGenerator {
    /// Keys that may not stand here, because others do not.
    mutating func keysLeftOut(of entry: Entry) -> Set<String> {
        let steady = plan.isSteady
        switch entry.noun {
        case "the scenario":
            let hours = ["day", "calendar", "horizon"]
            switch plan.hours {
            case .days: return Set(hours).subtracting(["day"])
            case .calendar: return Set(hours).subtracting(["calendar"])
            case .steadyTime, .steadyCalls: return Set(hours).subtracting(["horizon"])
            }
        case "horizon":
            if case .steadyCalls = plan.hours { return ["for"] }
            return ["calls"]
        case "arrivals":
            if steady { return ["per_interval", "linear", "day_to_day", "day_to_day_cv"] }
            let busyness: Set = dice.says(0.5) ? ["day_to_day"] : ["day_to_day_cv"]
            return plan.startsOnTheWeekend ? busyness.union(["trace"]) : busyness
        case "a step of balks": return plan.hearsQuotes(position) ? [] : ["quote_at_least"]
        case "beside": return plan.hearsQuotes(position) ? [] : ["after_quote"]
        case "a group of agents":
            return plan.staffing[position] == .shifts ? ["staff"] : ["shifts", "occupancy_ceiling", "pause"]
        case "a shift that may be worked":
            let priceless: Set<String> = plan.pricesShifts ? [] : ["price"]
            if case .calendar = plan.hours { return priceless } else { return priceless.union(["on"]) }
        case "a shift": if case .calendar = plan.hours { return [] } else { return ["on"] }
        case "staff": return steady ? ["file", "column"] : []
        case "follow_up": return steady ? ["clock"] : []
        case "policy of a class": return plan.ownQuotes[position] == nil ? ["quotes"] : []
        case "policy": return plan.quotesForAll || dice.says(0.3) ? [] : ["quotes"]
        case "callbacks":
            keepsPlace = dice.says(0.3)
            return steady ? ["clock"] : []
        case "scheduled": return steady ? ["at"] : []
        case "offer": return offersByQuote ? [] : ["when_quote_at_least"]
        case "quotes": return plan.announces ? [] : ["fixed"]
        default: return entry.noun.isEstimator && !plan.announces ? ["repeat_every"] : []
        }
    }

    /// Keys that must stand here, because others count on them.
    func keysForced(in entry: Entry) -> Set<String> {
        switch entry.noun {
        case "the scenario": Set((plan.quotesForAll ? ["policy"] : []) + (plan.pricesShifts ? ["costs"] : []))
        case "costs": plan.pricesShifts ? ["agent_hour"] : []
        case "policy": plan.quotesForAll ? ["quotes"] : []
        case "a class of customers": plan.ownQuotes[position] == true ? ["policy"] : []
        case "policy of a class": plan.ownQuotes[position] == true ? ["quotes"] : []
        // Whoever serves nobody has other work.
        case "a group of agents": plan.serves[position].isEmpty ? ["background"] : []
        // Agents who wait for one another without end are refused.
        case "warm": ["waits_at_most"]
        case "calendar": plan.startsOn == "mon" ? [] : ["starts_on"]
        default: entry.noun.isEstimator && !plan.announces ? ["announced"] : []
        }
    }

    /// Keys that may stand only beside another one.
    static let needs: [String: [(key: String, needs: String)]] = [
        "callbacks": [("calls_again", "gives_up")],
        "unresolved": [("reconnects", "reconnects_after"), ("at_most", "reconnects_after")],
    ]

    /// Keys that may not stand beside another one.
    static let excludes: [String: [(key: String, excludes: String)]] = [
        "arrivals": ["trace", "finite_population"].flatMap { process in
            ["day_to_day", "day_to_day_cv"].map { (process, $0) }
        } + [("finite_population", "batches")]
    ]

    mutating func ruled(_ key: Key, in entry: Entry) -> Choice {
        switch entry.noun {
        case "the scenario": ruledInScenario(key)
        case "day", "calendar", "opening hours", "horizon": ruledInHours(key, entry)
        case "arrivals", "a point of a rate", "a state", "finite_population", "trace", "day_to_day", "batches":
            ruledInArrivals(key, entry)
        case "a class of customers", "a step of balks", "beside", "menu", "redials", "unresolved", "follow_up",
            "a transfer":
            ruledInCustomers(key, entry)
        case "a group of agents", "a class that is served", "staff", "a shift", "background":
            ruledInAgents(key, entry)
        case "may_work", "a shift that may be worked", "a range of starts", "a break of a shift that may be worked",
            "costs":
            ruledInShiftChoices(key, entry)
        case "policy", "policy of a class", "waiting", "quotes": ruledInPolicy(key, entry)
        case "callbacks", "offer", "promise", "scheduled", "keepable", "dial": ruledInCallbacks(key, entry)
        default:
            switch key.name {
            case "percentile" where entry.noun.isEstimator: .this(innerShare())
            // What reacts to a quote must hear it.
            case "announced" where entry.noun.isEstimator: .this(.value(plan.announces ? "true" : "false"))
            default: .byShape
            }
        }
    }

    // MARK: Scenario, hours, targets

    private mutating func ruledInScenario(_ key: Key) -> Choice {
        switch key.name {
        case "customers":
            return .this(
                .map(
                    plan.classes.indices.map { position in
                        self.position = position
                        return (plan.classes[position], self.entry(Keys.customers))
                    }))
        case "agents":
            return .this(
                .map(
                    plan.groups.indices.map { position in
                        self.position = position
                        return (plan.groups[position], self.entry(Keys.agents))
                    }))
        case "policy":
            position = 0
            return .this(self.entry(Keys.policy))
        case "lines": return .this(.value("\(dice.whole(2...30))"))
        case "targets": return .this(.list((0..<dice.whole(1...3)).map { _ in target() }))
        case "report_within":
            let spans = ["0", "10 s", "0.5 min", "1 min", "300 s"].shuffled(using: &dice)
            return dice.says(0.3)
                ? .this(.value(spans[0])) : .this(.list(spans.prefix(dice.whole(1...3)).map { .value($0) }))
        default: return .byShape
        }
    }

    private mutating func ruledInHours(_ key: Key, _ entry: Entry) -> Choice {
        switch (entry.noun, key.name) {
        case (_, "interval"):
            return .this(.value(plan.interval == 3600 ? dice.one(of: ["1 h", "60 min"]) : "\(plan.interval / 60) min"))
        case ("day", "opens"), ("opening hours", "opens"): return .this(Self.clock(plan.kinds[position].opens))
        case ("day", "closes"), ("opening hours", "closes"):
            let closes = plan.closes(plan.kinds[position])
            return .this(Self.clock(closes > 86_400 && dice.says(0.5) ? closes - 86_400 : closes))
        case ("day", "days"): return .this(.value("\(dice.whole(1...2))"))
        // From a Friday it may take four days to the first on which the centre opens.
        case ("calendar", "days"): return .this(.value("\(dice.whole((plan.startsOnTheWeekend ? 4 : 1)...5))"))
        case ("calendar", "starts_on"): return .this(.value(plan.startsOn))
        case ("calendar", "week"):
            return .this(
                .list(
                    plan.kinds.indices.map { kind in
                        position = kind
                        defer { position = 0 }
                        return self.entry(Keys.weekdayHours)
                    }))
        case ("opening hours", "on"):
            let on = plan.kinds[position].on
            return .this(on.count == 1 ? .value(on[0]) : .list(on.map { .value($0) }))
        case ("horizon", "for"):
            guard case .steadyTime(let seconds) = plan.hours else { return .never }
            return .this(.value(dice.says(0.5) ? "\(seconds) s" : "\(seconds / 60) min"))
        case ("horizon", "calls"):
            guard case .steadyCalls(let calls) = plan.hours else { return .never }
            return .this(.value("\(calls)"))
        case ("horizon", "warm_up"):
            if dice.says(0.3) { return .this(.value("found")) }
            if case .steadyCalls = plan.hours { return .this(.value(dice.one(of: ["0", "10"]))) }
            return .this(.value(dice.one(of: ["0", "10 min"])))
        default: return .byShape
        }
    }

    private mutating func target() -> ScenarioText {
        let measure = dice.one(of: measures)
        var pairs: [(name: String, holds: ScenarioText)] = [("measure", .value(measure.name))]
        if measure.hasThreshold { pairs.append(("within", .value(dice.one(of: ["20 s", "1 min", "0"])))) }
        if dice.says(0.3) {
            let names = plan.classes + (measure.forGroups ? plan.groups : [])
            pairs.append(("for", .value(ScenarioText.name(dice.one(of: names)))))
        }
        let bound =
            switch measure.unit {
            case .share: dice.one(of: ["80%", "0.05"])
            case .seconds, .hours: dice.one(of: ["20 s", "2 h"])
            default: dice.one(of: ["1", "12.5"])
            }
        pairs.append((dice.one(of: ["at_least", "at_most"]), .value(bound)))
        let periods = plan.isSteady ? ["run"] : TargetPeriod.allCases.map(\.rawValue)
        if dice.says(0.5) {
            let period = dice.one(of: periods)
            pairs.append(("over", .value(period)))
            if period == "day" { pairs.append(("share_of_days", .value(dice.one(of: ["90%", "0.5"])))) }
        }
        // Keys that the table has got since are written by their shape.
        let known = ["measure", "within", "for", "at_least", "at_most", "over", "share_of_days"]
        for key in Keys.target.keys where !known.contains(key.name) && (key.required || dice.says(0.3)) {
            pairs.append((key.name, text(key.holds)))
        }
        return .map(pairs)
    }
}

extension String {
    /// True of the nouns of the estimators of waits.
    fileprivate var isEstimator: Bool { Keys.estimators[self] != nil }
}
