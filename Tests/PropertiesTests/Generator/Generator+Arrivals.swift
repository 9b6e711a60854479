@testable import Scenarios

/// Arrivals that suit the hours of the centre.
extension ScenarioGenerator {
    mutating func ruledInArrivals(_ key: Key, _ entry: Entry) -> Choice {
        switch (entry.noun, key.name) {
        case (_, "per_second"), (_, "per_minute"), (_, "per_hour"), (_, "per_day"):
            return .this(.value(rate(key.name, mayBeZero: entry.noun != "a state")))
        case ("arrivals", "per_interval"): return .this(perInterval())
        case ("arrivals", "linear"): return .this(linear())
        case ("arrivals", "renewal"): return .this(distribution(seconds: 40...200))
        case ("arrivals", "markov_modulated"):
            let states = dice.whole(2...3)
            return .this(.list((0..<states).map { state($0, of: states) }))
        case ("finite_population", "customers"): return .this(.value("\(dice.whole(1...12))"))
        case ("finite_population", "thinks"): return .this(distribution(seconds: 60...600))
        case ("arrivals", "trace"): return .this(.map(trace()))
        case ("arrivals", "day_to_day_cv"): return .this(.value(dice.one(of: ["0", "0.27", "1"])))
        case ("arrivals", "day_to_day"): return .this(dice.says(0.5) ? plan.sharedBusyness : busyness(sharedAs: nil))
        case ("arrivals", "batches"):
            if dice.says(0.3) { return .this(.map([("mean", .value(dice.one(of: ["1", "1.5", "3"])))])) }
            return .this(
                dice.one(of: [
                    .list([batch(1, "70%"), batch(2, "0.3")]), .list([batch(3, "1")]),
                    .list([batch(1, "0.5"), batch(2, "25%"), batch(5, "25 %")]),
                ]))
        default: return .byShape
        }
    }

    private func batch(_ size: Int, _ share: String) -> ScenarioText {
        .map([("size", .value("\(size)")), ("share", .value(share))])
    }

    /// At most some 60 an hour.
    private mutating func rate(_ name: String, mayBeZero: Bool) -> String {
        // A steady run of so many contacts would never end without any.
        if mayBeZero, position > 0, dice.says(0.1) { return "0" }
        return switch name {
        case "per_second": dice.one(of: ["0.005", "0.015", "1e-2"])
        case "per_minute": dice.one(of: ["0.2", "1", ".5"])
        case "per_hour": dice.one(of: ["6", "30", "45.5"])
        default: dice.one(of: ["100", "700"])
        }
    }

    private mutating func countsOfRow(_ kind: CentrePlan.DayKind) -> [String] {
        (0..<kind.intervals).map { _ in dice.one(of: ["0", "1", "2.5", "6", "+9", "1e1"]) }
    }

    private mutating func perInterval() -> ScenarioText {
        let rows = plan.kinds.map { countsOfRow($0) }
        return table(rows)
    }

    /// A table of a row for each kind of day, in any of the ways in which one can be written.
    mutating func table(_ rows: [[String]]) -> ScenarioText {
        func list(_ row: [String]) -> ScenarioText { .list(row.map { .value($0) }) }
        if rows.count == 1, dice.says(0.5) { return list(rows[0]) }
        if case .calendar = plan.hours, dice.says(0.5) {
            return .map(
                zip(plan.kinds, rows).map { kind, row in
                    (kind.on.joined(separator: ", "), dice.says(0.3) ? .map(column(row)) : list(row))
                })
        }
        return dice.says(0.5) ? .list(rows.map(list)) : .map(columns(rows))
    }

    private mutating func linear() -> ScenarioText {
        func points(_ kind: CentrePlan.DayKind, _ dice: inout Dice) -> [Int] {
            let closes = plan.closes(kind)
            return dice.says(0.5) ? [kind.opens, (kind.opens + closes) / 120 * 60, closes] : [kind.opens, closes]
        }
        let rows: [ScenarioText] = plan.kinds.map { kind in
            .list(
                points(kind, &dice).map { at in
                    guard case .map(var pairs) = self.entry(Keys.ratePoint) else { return .map([]) }
                    for place in pairs.indices where pairs[place].name == "at" { pairs[place].holds = Self.clock(at) }
                    return .map(pairs)
                })
        }
        if rows.count == 1, dice.says(0.5) { return rows[0] }
        if case .calendar = plan.hours, dice.says(0.5) {
            return .map(zip(plan.kinds, rows).map { ($0.on.joined(separator: ", "), $1) })
        }
        return .list(rows)
    }

    private mutating func state(_ number: Int, of states: Int) -> ScenarioText {
        guard case .map(let pairs) = self.entry(Keys.rateState) else { return .map([]) }
        let next: [String] = (0..<states).map { $0 == number ? "0" : states == 2 ? "1" : "50%" }
        return .map(
            pairs.map { pair in
                switch pair.name {
                case "lasts": ("lasts", .value(dice.one(of: ["2 min", "10 min", "1 h"])))
                case "next": ("next", .list(next.map { .value($0) }))
                default: pair
                }
            })
    }

    /// Recorded arrivals within the first opening.
    private mutating func trace() -> [(name: String, holds: ScenarioText)] {
        let opens = plan.isSteady ? 0 : plan.kinds[0].opens
        let closes = plan.isSteady ? 3600 : plan.closes(plan.kinds[0])
        // More than a warm-up by contacts leaves out.
        let fewest = if case .steadyCalls = plan.hours { 11 } else { 3 }
        let times = (0..<dice.whole(fewest...30)).map { _ in dice.whole(opens...(closes - 1)) }.sorted()
        let withinOneDay = !plan.isSteady && closes < 86_400
        switch withinOneDay ? dice.whole(0...2) : 0 {
        case 1: return column(times.map(Self.clockOfTrace), name: "arrives")
        case 2: return column(times.map { "2024-03-01 " + Self.clockOfTrace($0) }, name: "arrives")
        default: return column(times.map { "\($0).5" }, name: "arrives")
        }
    }

    private static func clockOfTrace(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60)
    }

    /// Busyness of one or of two parts of the day.
    mutating func busyness(sharedAs name: String?) -> ScenarioText {
        var pairs: [(name: String, holds: ScenarioText)] = []
        if dice.says(0.5) {
            pairs = [
                ("parts", .list([.value("\"00:00\""), .value("\"09:00\"")])),
                ("cv", .list([.value("0.1"), .value("0.4")])),
            ]
            if dice.says(0.5) {
                let rows = [["1", "0.5"], ["0.5", "1"]]
                pairs.append(("correlation", .list(rows.map { .list($0.map { .value($0) }) })))
            }
        } else {
            pairs = [("cv", .value(dice.one(of: ["0", "0.3"])))]
        }
        if let name { pairs.append(("shared_as", .value(name))) }
        return .map(pairs)
    }
}
