@testable import Scenarios

/// Policies whose parts fit each other: what reacts to a quote hears one, what keeps its place in line is served in turn.
extension ScenarioGenerator {
    private func names(_ positions: [Int], of all: [String]) -> [ScenarioText] {
        positions.map { .value(ScenarioText.name(all[$0])) }
    }

    mutating func ruledInPolicy(_ key: Key, _ entry: Entry) -> Choice {
        let forClass = entry.noun == "policy of a class"
        switch (entry.noun, key.name) {
        case ("policy", "waiting"):
            return dice.says(0.2) ? .this(.value("first_come_first_served")) : .this(self.entry(Keys.waiting))
        case ("policy", "idle_agent"), ("policy of a class", "idle_agent"):
            guard dice.says(0.4) else {
                return .this(.value(dice.one(of: ["longest_idle", "least_occupied", "random"])))
            }
            let groups = forClass ? plan.serving(position) : plan.groups.indices.filter { !plan.serves[$0].isEmpty }
            return .this(.map([("preference", .list(names(groups.shuffled(using: &dice), of: plan.groups)))]))
        case ("policy", "overflow"): return overflow()
        case ("policy", "quotes"): return .this(plan.quotesForAll ? quotes() : .value("none"))
        case ("policy of a class", "quotes"):
            return .this(plan.ownQuotes[position] == true ? quotes() : .value("none"))
        case ("policy", "callbacks"), ("policy of a class", "callbacks"):
            return .this(dice.says(0.1) ? .value("none") : self.entry(Keys.callback))
        case ("waiting", "priority"): return .this(.list(ranks()))
        case ("waiting", "group_preference"):
            return .this(
                .map(
                    plan.groups.indices.filter { !plan.serves[$0].isEmpty }.map { group in
                        (plan.groups[group], .list(names(plan.serves[group].shuffled(using: &dice), of: plan.classes)))
                    }))
        default: return .byShape
        }
    }

    private mutating func quotes() -> ScenarioText {
        let words = ["queue_length", "queue_length_with_abandonment", "head_of_line", "last_to_enter_service"]
        return plan.announces && dice.says(0.3) ? .value(dice.one(of: words)) : self.entry(Keys.estimators)
    }

    /// All classes in any order, two of them of equal rank now and then.
    private mutating func ranks() -> [ScenarioText] {
        var order = names(plan.classes.indices.shuffled(using: &dice), of: plan.classes)
        if order.count > 1, dice.says(0.4) { order = [.list(Array(order.prefix(2)))] + order.dropFirst(2) }
        return order
    }

    /// To a group other than the last one that serves the class at once.
    private mutating func overflow() -> Choice {
        var pairs: [(name: String, holds: ScenarioText)] = []
        for (position, name) in plan.classes.enumerated() {
            let serving = plan.serving(position)
            let free = plan.groups.indices.filter { $0 != serving[0] }
            guard let to = free.randomElement(using: &dice), dice.says(0.7) else { continue }
            func step(_ group: Int) -> ScenarioText {
                guard case .map(let pairs) = self.entry(Keys.overflow) else { return .map([]) }
                return .map(
                    pairs.map { $0.name == "to" ? ("to", .value(ScenarioText.name(plan.groups[group]))) : $0 })
            }
            pairs.append((name, dice.says(0.5) ? step(to) : .list(free.prefix(2).map(step))))
        }
        return pairs.isEmpty ? .never : .this(.map(pairs))
    }

    // MARK: Callbacks

    /// The policy of a class hears what the class hears; that for all, what any class hears.
    private var isForClass: Bool { entries.contains { $0.noun == "policy of a class" } }
    var offersByQuote: Bool {
        isForClass
            ? plan.hasQuotes(position)
            : plan.quotesForAll && plan.ownQuotes.allSatisfy { $0 != false }
    }

    mutating func ruledInCallbacks(_ key: Key, _ entry: Entry) -> Choice {
        switch (entry.noun, key.name) {
        case ("callbacks", "offer"):
            return .this(dice.says(0.3) ? .value(dice.one(of: ["always", "never"])) : self.entry(Keys.offer))
        case ("callbacks", "accepts"):
            guard offersByQuote, dice.says(0.6) else { return .this(.value(value(.share))) }
            if dice.says(0.4) { return .this(self.entry(Keys.acceptanceCurve)) }
            return .this(
                .list(
                    ["0", "30 s", "2 min"].prefix(dice.whole(1...3)).map {
                        .map([("quote_at_least", .value($0)), ("share", .value(value(.share)))])
                    }))
        case ("callbacks", "promise"):
            return .this(keepsPlace ? .value("in_turn") : self.entry(Keys.promise))
        case ("callbacks", "serve"):
            if keepsPlace { return .this(.value("in_turn")) }
            return .this(
                dice.says(0.4)
                    ? .value(dice.one(of: ["inbound_first", "earliest_due"])) : self.entry(Keys.serving))
        case ("callbacks", "calls_again"): return .byShape
        case ("callbacks", "gives_up"):
            mayLastForEver = true
            defer { mayLastForEver = false }
            return .this(distribution(seconds: 60...1800))
        case ("dial", "first"):
            return .this(.value(dice.one(of: ["agent", "customer"])))
        case ("dial", "answered"):
            if !plan.isSteady, dice.says(0.3) { return .this(answeredByTime()) }
            return .this(dice.says(0.5) ? .value("70%") : .list([.value("0.5")]))
        case ("dial", "attempts"): return .this(.value("\(dice.whole(1...3))"))
        case ("promise", "window"):
            return .this(.list([.value(dice.one(of: ["0", "5 min"])), .value(dice.one(of: ["15 min", "1200 s"]))]))
        case ("promise", "keepable"): return .this(dice.says(0.5) ? innerShare() : self.entry(Keys.keepable))
        case ("promise", "table"): return .this(windows())
        case ("scheduled", "after"): return .this(.value(dice.one(of: ["10 min", "0.5 h"])))
        // Just as the first of the days opens.
        case ("scheduled", "at"): return .this(Self.clock(plan.kinds[0].opens))
        case ("scheduled", "tolerance"): return .this(.value(dice.one(of: ["0", "5 min"])))
        case ("keepable", "probability"): return .this(innerShare())
        default: return .byShape
        }
    }

    private mutating func answeredByTime() -> ScenarioText {
        let times = ["\"00:00\"", "\"10:30\"", "\"20:00\""].prefix(dice.whole(1...3))
        return .map([
            (
                Keys.byTime,
                .list(
                    times.map { time in
                        let share = dice.one(of: [ScenarioText.value("70%"), .list([.value("0.5")])])
                        return .map([("from", .value(time)), ("share", share)])
                    })
            )
        ])
    }

    /// Windows in the scenario or in a file, with times where there are any, and by kind of day where there are several.
    private mutating func windows() -> ScenarioText {
        let spans = ["10 min", "900 s", "0.5 h", "45 min"]
        let seconds = ["600", "900", "1800", "2700"]
        let times = plan.isSteady ? [nil] : dice.one(of: [[nil], ["00:00"], ["00:00", "12:30"]])
        let states = dice.one(of: [[0], [0, 3], [0, 1, 4]])
        let days: [String?] =
            !plan.isSteady && plan.kinds.count > 1 && dice.says(0.6)
            ? plan.kinds.map { $0.on.joined(separator: ", ") } : [nil]
        var rows: [(day: String?, from: String?, waiting: Int)] = []
        for day in days { for time in times { for state in states { rows.append((day, time, state)) } } }
        guard dice.says(0.4) else {
            return .list(
                rows.map { row in
                    var pairs: [(name: String, holds: ScenarioText)] = []
                    if let day = row.day { pairs.append(("day", .value("\"\(day)\""))) }
                    if let from = row.from { pairs.append(("from", .value("\"\(from)\""))) }
                    if row.waiting > 0 || dice.says(0.3) {
                        pairs.append(("waiting_at_least", .value("\(row.waiting)")))
                    }
                    return .map(pairs + [("window", .value(dice.one(of: spans)))])
                })
        }
        let file = "table\(files.count + 1).csv"
        var columns = ["waiting_from", "window_s"]
        if times[0] != nil { columns.insert("start", at: 0) }
        if days[0] != nil { columns.insert("day", at: 0) }
        let lines = rows.map { row in
            ([row.day.map { "\"\($0)\"" }, row.from].compactMap { $0 } + ["\(row.waiting)", dice.one(of: seconds)])
                .joined(separator: ",")
        }
        files[file] = ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
        return .map([("file", .value(file))])
    }
}
