@testable import Scenarios

/// What a random scenario must agree on with itself: its hours, who serves whom, and who hears a quote.
struct CentrePlan {
    enum Hours {
        case days, calendar
        /// By time, in seconds.
        case steadyTime(Int)
        /// By contacts.
        case steadyCalls(Int)
    }

    /// How a group is staffed; other keys of the group depend on it.
    enum Staffing { case rostered, present, plain, unlimited, shifts }

    /// Hours of the days of one kind, in seconds after midnight.
    struct DayKind {
        /// As `week` and the tables by day name it.
        var on: [String]
        var opens: Int
        var intervals: Int
        /// Taken off the end, so that the last interval is a short one.
        var cut: Int
    }

    var hours: Hours
    /// Seconds.
    var interval: Int
    var kinds: [DayKind]
    var classes: [String]
    var groups: [String]
    /// For each group the positions of the classes it serves; none of a back office.
    var serves: [[Int]]
    var staffing: [Staffing]
    /// Whether the policy for all announces quotes.
    var quotesForAll: Bool
    /// Of each class its own choice; nil where it has none.
    var ownQuotes: [Bool?]
    /// False where the centre estimates waits and tells nobody.
    var announces: Bool
    /// Weekday of a calendar's first day.
    var startsOn: String
    /// The busyness that classes with `shared_as` must agree on.
    var sharedBusyness: ScenarioText

    static let namesOfClasses = ["retail", "private", "Ärzte 24", "no one's"]
    static let namesOfGroups = ["seniors", "Team 3", "night.desk"]

    /// Whether shifts to choose from have a price each; an hour of everybody else has one then too.
    var pricesShifts = false

    init(_ dice: inout Dice) {
        let chance = dice.whole(0...9)
        switch chance {
        case 0: hours = .steadyTime(dice.one(of: [3600, 7200, 10_800]))
        case 1: hours = .steadyCalls(dice.whole(40...150))
        case 2, 3: hours = .calendar
        default: hours = .days
        }
        interval = dice.one(of: [900, 1800, 3600])
        let interval = interval
        func kind(_ on: [String], _ dice: inout Dice) -> DayKind {
            DayKind(
                on: on, opens: dice.one(of: [0, 8 * 3600, 12 * 3600 + 900, 23 * 3600]), intervals: dice.whole(1...4),
                cut: dice.says(0.2) ? 300 : 0)
        }
        if case .calendar = hours {
            kinds = [kind(dice.one(of: [["mon-thu"], ["mon", "tue-thu"]]), &dice)]
            if dice.says(0.7) { kinds.append(kind(["fri", "sun"], &dice)) }
            // The last interval of one kind does not end when the first of another begins.
            for position in kinds.indices { kinds[position].opens = min(kinds[position].opens, 19 * 3600) }
        } else {
            kinds = [kind([], &dice)]
        }
        for position in kinds.indices where kinds[position].intervals * interval > 4 * 3600 {
            kinds[position].intervals = 4
        }
        pricesShifts = dice.says(0.3)
        classes = Array(Self.namesOfClasses.shuffled(using: &dice).prefix(dice.one(of: [1, 1, 2, 2, 2, 3])))
        groups = Array(Self.namesOfGroups.shuffled(using: &dice).prefix(dice.one(of: [1, 2, 2, 3])))
        serves = groups.map { _ in [] }
        for position in classes.indices {
            let first = dice.whole(0...(groups.count - 1))
            for group in groups.indices where group == first || dice.says(0.4) { serves[group].append(position) }
        }
        for group in serves.indices where serves[group].isEmpty {
            serves[group] = [dice.whole(0...(classes.count - 1))]
        }
        let isSteady =
            switch hours {
            case .days, .calendar: false
            case .steadyTime, .steadyCalls: true
            }
        staffing = groups.map { _ in
            dice.one(
                of: [.rostered, .rostered, .present, .plain, .plain, .unlimited]
                    + (isSteady ? [] : [.shifts, .shifts, .shifts]))
        }
        if dice.says(0.15) {
            groups.append("back office")
            serves.append([])
            staffing.append(dice.one(of: [.rostered, .present, .plain]))
        }
        quotesForAll = dice.says(0.5)
        ownQuotes = classes.map { _ in dice.says(0.3) ? dice.says(0.7) : nil }
        sharedBusyness = .map([])
        announces = dice.says(0.8)
        startsOn = "mon"
        if case .calendar = hours { startsOn = dice.one(of: Weekdays.names) }
    }

    var isSteady: Bool {
        switch hours {
        case .days, .calendar: false
        case .steadyTime, .steadyCalls: true
        }
    }

    func hasQuotes(_ position: Int) -> Bool { ownQuotes[position] ?? quotesForAll }
    func hearsQuotes(_ position: Int) -> Bool { announces && hasQuotes(position) }
    /// The first kind of day, for which recorded arrivals are written, is not that of the first day.
    var startsOnTheWeekend: Bool { ["fri", "sat", "sun"].contains(startsOn) }

    /// Groups that name a class among those they serve.
    func serving(_ position: Int) -> [Int] { serves.indices.filter { serves[$0].contains(position) } }

    /// The end of a kind of day; may pass 24 h.
    func closes(_ kind: DayKind) -> Int { kind.opens + kind.intervals * interval - kind.cut }
}
