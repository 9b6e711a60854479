@testable import Scenarios

/// Shifts to choose from, and what they cost.
extension ScenarioGenerator {
    mutating func ruledInShiftChoices(_ key: Key, _ entry: Entry) -> Choice {
        switch (entry.noun, key.name) {
        case (_, "at_least"): return .this(.value("\(dice.whole(0...2))"))
        // Room for three shapes, each with as many as they must have.
        case (_, "at_most"): return .this(.value("\(dice.whole(6...20))"))
        case (_, "starts"):
            let starts = ["\"07:00\"", "\"08:30\"", "\"22:00\""]
            switch dice.whole(0...2) {
            case 0: return .this(.value(dice.one(of: starts)))
            case 1: return .this(.list(starts.shuffled(using: &dice).prefix(dice.whole(1...3)).map { .value($0) }))
            default: return .this(self.entry(Keys.startRange))
            }
        case ("a range of starts", "from"): return .this(.value(dice.one(of: ["\"00:00\"", "\"07:30\""])))
        case ("a range of starts", "to"): return .this(.value(dice.one(of: ["\"07:30\"", "\"15:00\""])))
        case ("a range of starts", "every"): return .this(.value(dice.one(of: ["15 min", "1 h", "90 s"])))
        case (_, "lasts"):
            return .this(dice.says(0.5) ? .value("8 h") : .list([.value("10 h"), .value("480 min")]))
        case (_, "breaks"):
            if dice.says(0.3) { return .this(.list([.map([("after", .value("3 h")), ("for", .value("30 min"))])])) }
            return .this(.list((0..<dice.whole(1...2)).map { _ in self.entry(Keys.breakChoice) }))
        // The second break fits after the first, wherever it is.
        case ("a break of a shift that may be worked", "after"):
            return .this(.list([.value("2 h"), .value(dice.one(of: ["6 h", "390 min"]))]))
        case ("a break of a shift that may be worked", "for"): return .this(.value(dice.one(of: ["15 min", "0.5 h"])))
        case ("a shift that may be worked", "on"):
            let on = plan.kinds[0].on
            return .this(dice.says(0.5) ? .value(on[0]) : .list(on.map { .value($0) }))
        case ("costs", "agent_hour"):
            if dice.says(0.5) { return .this(.value(value(.number(.zeroOrMore)))) }
            return .this(.map(plan.groups.map { ($0, .value(value(.number(.zeroOrMore)))) }))
        default: return .byShape
        }
    }
}
