import IntegerPrograms
import Scenarios

/// The cheapest shifts of one group that cover a need, by integer programming: as many agents there at every moment as
/// the interval asks for, breaks left out (Dantzig, 1954; with breaks that may be moved, Aykin, 1996).
struct ShiftCover: Sendable {
    /// Days of one kind on which the same shifts may be worked.
    private struct DayClass {
        var kind: Int
        var weekdays: Set<Int>
        /// Days of the class in the horizon.
        var days: Int
        /// Classes of the days before, from which a night shift reaches into each of these days; empty where some day of
        /// the class has no day before it.
        var before: Set<Int>
    }

    /// One shift that may be worked on the days of a class.
    struct Choice: Sendable {
        var shape: Int
        fileprivate var dayClass: Int
        /// With nobody on it.
        var shift: Shift
        /// Days in the horizon on which it is worked.
        var days: Int
        /// Of one agent over the horizon: the price, or hours where no price is named.
        var cost: Double
        /// Of one agent over the horizon, breaks included.
        var hours: Double
    }

    /// A stretch of a day's opening in which nobody comes or goes.
    private struct Slot: Hashable {
        var dayClass: Int
        var interval: Int
        var from: Double
        var to: Double
    }

    /// The choices that cover a slot, on the day itself and on the day before.
    private struct Cover {
        var slot: Slot
        var choices: [Int]
    }

    let group: String
    private let choices: ShiftChoices
    private let calendar: OpeningCalendar
    private let classes: [DayClass]
    let columns: [Choice]
    private let covers: [Cover]

    /// - Precondition: the group has shifts to choose from.
    init(_ scenario: Scenario, group position: Int, _ calendar: OpeningCalendar) {
        let group = scenario.groups[position]
        guard let choices = group.mayWork else { preconditionFailure("a cover needs shifts to choose from") }
        self.group = group.name
        self.choices = choices
        self.calendar = calendar
        classes = Self.classes(choices, calendar)
        let price = scenario.costs.agentHour(ofGroup: position) ?? 1
        columns = classes.enumerated().flatMap { number, day in
            choices.shapes.enumerated().flatMap { position, shape -> [Choice] in
                guard day.weekdays.isSubset(of: shape.weekdays) else { return [] }
                return shape.shifts.map { shift in
                    let hours = (shift.to - shift.from) / 3600 * Double(day.days)
                    var shift = shift
                    shift.weekdays =
                        day.weekdays.count == 7 || calendar.kinds.count == 1 && calendar.kinds[0].name == "every day"
                        ? Set(0..<7) : day.weekdays
                    return Choice(
                        shape: position, dayClass: number, shift: shift, days: day.days,
                        cost: shape.price.map { $0 * Double(day.days) } ?? hours * price, hours: hours)
                }
            }
        }
        covers = Self.covers(classes, columns, calendar)
    }

    private static func classes(_ choices: ShiftChoices, _ calendar: OpeningCalendar) -> [DayClass] {
        struct Signature: Hashable {
            var kind: Int
            var shapes: [Bool]
        }
        var numbers: [Signature: Int] = [:]
        var classes: [DayClass] = []
        var classOfDay: [Int: Int] = [:]
        var startsAlone: Set<Int> = []
        for opening in calendar.openings {
            let signature = Signature(
                kind: opening.kind, shapes: choices.shapes.map { $0.weekdays.contains(opening.weekday) })
            let number = numbers[signature] ?? classes.count
            if number == classes.count {
                numbers[signature] = number
                classes.append(DayClass(kind: opening.kind, weekdays: [], days: 0, before: []))
            }
            classes[number].weekdays.insert(opening.weekday)
            classes[number].days += 1
            classOfDay[opening.day] = number
            // The first day has no night before it, nor has a day after a closed one.
            if let before = classOfDay[opening.day - 1] {
                classes[number].before.insert(before)
            } else {
                startsAlone.insert(number)
            }
        }
        for number in startsAlone { classes[number].before = [] }
        return classes
    }

    private static func covers(_ classes: [DayClass], _ columns: [Choice], _ calendar: OpeningCalendar) -> [Cover] {
        classes.indices.flatMap { number -> [Cover] in
            let day = classes[number]
            let kind = calendar.kinds[day.kind]
            // Each choice that may reach into these days, as it looks from the day's own midnight.
            let reaching =
                columns.indices.compactMap { column -> (column: Int, offset: Double)? in
                    columns[column].dayClass == number ? (column, 0) : nil
                }
                + columns.indices.compactMap { column -> (column: Int, offset: Double)? in
                    day.before.contains(columns[column].dayClass) ? (column, -86_400) : nil
                }
            var moments: Set<Double> = []
            for interval in 0..<calendar.intervals(ofKind: day.kind) {
                moments.insert(kind.opens + Double(interval) * calendar.intervalSeconds)
            }
            moments.insert(kind.closes)
            for (column, offset) in reaching {
                let shift = columns[column].shift
                for moment in [shift.from, shift.to] + shift.breaks.flatMap({ [$0.at, $0.at + $0.length] })
                where moment + offset > kind.opens && moment + offset < kind.closes {
                    moments.insert(moment + offset)
                }
            }
            let times = moments.sorted()
            return zip(times, times.dropFirst()).map { from, to in
                let slot = Slot(
                    dayClass: number, interval: Int(((from - kind.opens) / calendar.intervalSeconds).rounded(.down)),
                    from: from, to: to)
                return Cover(
                    slot: slot,
                    choices: reaching.filter {
                        Self.isThere(columns[$0.column].shift, from - $0.offset, to - $0.offset)
                    }
                    .map(\.column))
            }
        }
    }

    /// Whether an agent on a shift is there, and on no break, all through a stretch of time.
    private static func isThere(_ shift: Shift, _ from: Double, _ to: Double) -> Bool {
        shift.from <= from && to <= shift.to && !shift.breaks.contains { $0.at < to && $0.at + $0.length > from }
    }

    // MARK: What a plan covers

    /// The fewest agents there at any moment of each interval, by kind of day: the fewest over the kind's days.
    func covered(_ counts: [Int]) -> [[Int]] {
        var covered = calendar.kinds.indices.map { [Int](repeating: .max, count: calendar.intervals(ofKind: $0)) }
        for cover in covers {
            // Of several days before, the one that gives least.
            let there = least(cover) { counts[$0] }
            let kind = classes[cover.slot.dayClass].kind
            covered[kind][cover.slot.interval] = min(covered[kind][cover.slot.interval], there)
        }
        return covered.map { $0.map { $0 == .max ? 0 : $0 } }
    }

    private func least(_ cover: Cover, _ count: (Int) -> Int) -> Int {
        let before = classes[cover.slot.dayClass].before
        func there(_ before: Int?) -> Int {
            cover.choices.reduce(0) { sum, column in
                let day = columns[column].dayClass
                return day == cover.slot.dayClass || day == before ? sum + count(column) : sum
            }
        }
        return before.isEmpty ? there(nil) : before.map { there($0) }.min() ?? 0
    }

    /// The shifts of a plan, with their agents; one with nobody on it where nobody is needed at all.
    func shifts(_ counts: [Int]) -> [Shift] {
        let shifts = columns.indices.filter { counts[$0] > 0 }.map { column in
            var shift = columns[column].shift
            shift.agents = counts[column]
            return shift
        }
        return shifts.isEmpty
            ? Array(columns.prefix(1).map(\.shift)) : shifts.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }

    /// Whether an agent may be taken off a shift without breaking what must be worked at the least.
    func maySpare(_ column: Int, _ counts: [Int]) -> Bool {
        let day = columns[column].dayClass
        func on(_ isCounted: (Choice) -> Bool) -> Int {
            columns.indices.reduce(0) {
                columns[$1].dayClass == day && isCounted(columns[$1]) ? $0 + counts[$1] : $0
            }
        }
        let shape = columns[column].shape
        return counts[column] > 0 && on { $0.shape == shape } > choices.shapes[shape].atLeast
            && on { _ in true } > choices.atLeast
    }

    // MARK: The cheapest

    /// The cheapest agents on each choice that cover a need.
    /// - Parameters:
    ///   - need: agents by kind of day and interval.
    ///   - counts: agents who are there already, on each choice; the answer is of those who come on top.
    /// - Throws: when none cover it, or none were found in time.
    func cheapest(
        _ need: [[Int]], onTopOf counts: [Int]? = nil, within seconds: Double, goesOn: () -> Bool
    ) throws(RunError) -> IntegerSolution {
        for cover in covers where agents(need, cover) > 0 && cover.choices.isEmpty {
            throw RunError(
                kind: .scenario,
                message: "No shift that \"\(group)\" may work covers \(words(cover)), when \(agents(need, cover)) "
                    + "\(agents(need, cover) == 1 ? "agent is" : "agents are") needed. Add a start, a length or another time "
                    + "for a break to its may_work.")
        }
        switch program(need, onTopOf: counts).solved(within: seconds, goesOn: goesOn) {
        case .solved(let solution): return solution
        case .infeasible: throw tooFew(need, onTopOf: counts, within: seconds, goesOn)
        case .stopped: throw .stopped
        case .outOfTime:
            throw RunError(
                kind: .scenario,
                message:
                    "No shifts for \"\(group)\" were found in \(Int(seconds.rounded(.up))) s that cover its need. Give the "
                    + "search more time with --solver-limit, or fewer shifts to choose from.")
        }
    }

    private func agents(_ need: [[Int]], _ cover: Cover) -> Int {
        need[classes[cover.slot.dayClass].kind][cover.slot.interval]
    }

    /// One row for each set of choices that covers some slot: the most that any of these slots asks for.
    private func program(_ need: [[Int]], onTopOf counts: [Int]?, isShort: Bool = false) -> IntegerProgram {
        var program = IntegerProgram()
        for (index, column) in columns.enumerated() {
            _ = program.addVariable(
                cost: isShort ? 0 : column.cost,
                atMost: choices.shapes[column.shape].atMost.map { max(0, $0 - (counts?[index] ?? 0)) })
        }
        func there(_ columns: [Int]) -> Int { counts.map { counts in columns.reduce(0) { $0 + counts[$1] } } ?? 0 }
        var asked: [[Int]: Int] = [:]
        var order: [[Int]] = []
        for cover in covers where agents(need, cover) > 0 {
            let before = classes[cover.slot.dayClass].before
            let days: [Int?] = before.isEmpty ? [nil] : before.sorted().map { $0 }
            for yesterday in days {
                let columns = cover.choices.filter {
                    self.columns[$0].dayClass == cover.slot.dayClass || self.columns[$0].dayClass == yesterday
                }
                let missing = agents(need, cover) - there(columns)
                if missing <= 0 { continue }
                if asked[columns] == nil { order.append(columns) }
                asked[columns] = max(asked[columns] ?? 0, missing)
            }
        }
        for columns in order {
            var terms = columns.map { (variable: $0, coefficient: 1.0) }
            // Where it is asked what is missing: an agent who does not exist, at a price.
            if isShort { terms.append((program.addVariable(cost: 1), 1)) }
            program.addRow(terms, atLeast: Double(asked[columns] ?? 0))
        }
        for day in classes.indices {
            func limit(_ least: Int, _ most: Int?, _ isCounted: (Choice) -> Bool) {
                guard least > 0 || most != nil else { return }
                let terms = columns.indices.filter { columns[$0].dayClass == day && isCounted(columns[$0]) }
                if terms.isEmpty { return }
                let there = there(terms)
                program.addRow(
                    terms.map { ($0, 1) }, atLeast: Double(max(0, least - there)),
                    atMost: most.map { Double(max(0, $0 - there)) })
            }
            limit(choices.atLeast, choices.atMost) { _ in true }
            for (position, shape) in choices.shapes.enumerated() {
                limit(shape.atLeast, shape.atMost) { $0.shape == position }
            }
        }
        return program
    }

    /// Where the shifts cannot be enough, whoever works them.
    private func tooFew(
        _ need: [[Int]], onTopOf counts: [Int]?, within seconds: Double, _ goesOn: () -> Bool
    ) -> RunError {
        var place = ""
        if case .solved(let short) = program(need, onTopOf: counts, isShort: true).solved(
            within: seconds, goesOn: goesOn)
        {
            let worst = covers.filter { agents(need, $0) > 0 }.map { cover in
                (cover, agents(need, cover) - least(cover) { short.values[$0] + (counts?[$0] ?? 0) })
            }.max { $0.1 < $1.1 }
            if let (cover, missing) = worst, missing > 0 {
                place =
                    ": from \(words(cover)) \(missing) of the \(agents(need, cover)) agents needed \(missing == 1 ? "is" : "are") missing"
            }
        }
        if !goesOn() { return .stopped }
        return RunError(
            kind: .scenario,
            message:
                "The shifts that \"\(group)\" may work cannot cover its need\(place). Raise at_most in its may_work, or add "
                + "shifts.")
    }

    private func words(_ cover: Cover) -> String {
        let day = calendar.kinds.count > 1 ? " (\(calendar.kinds[classes[cover.slot.dayClass].kind].name))" : ""
        return "\(clockTime(cover.slot.from)) to \(clockTime(cover.slot.to))\(day)"
    }
}

extension RunError {
    static let stopped = RunError(kind: .interrupted, message: "Stopped before a plan was found.")
}
