import Engine

// What must add up beyond the plain way of a contact: promises by their states, later legs, and agents' other work.
extension ConservationCheck {
    /// Connected ones first; the rest never spoke with an agent.
    static let promiseStates: [(name: String, count: ClassCount)] = [
        ("early", .promisesEarly), ("kept", .promisesKept), ("late", .promisesLate), ("gave_up", .promisesGaveUp),
        ("dropped", .promisesDropped), ("open", .promisesOpen), ("missed", .promisesMissed),
        ("unreached", .promisesUnreached),
    ]
    static let followUpStates: [(name: String, count: ClassCount)] = [
        ("kept", .followUpsKept), ("late", .followUpsLate), ("open", .followUpsOpen), ("missed", .followUpsMissed),
    ]

    mutating func checkPromises(
        _ counts: Counts, _ places: CellPlaces, _ row: Int, _ customerClass: Int, _ replication: Int
    ) {
        let cell = places.cell(row: row, customerClass: customerClass)
        func count(_ count: ClassCount) -> Double { counts.values(count, in: cell) }
        func place() -> String {
            "class \(plan.classes[customerClass].name), \(interval(row)), replication \(replication)"
        }
        func sum(_ states: [(name: String, count: ClassCount)], _ into: inout [Double], made: Double) -> Double {
            into[0] += made
            var total = 0.0
            for (index, state) in states.enumerated() {
                into[index + 1] += count(state.count)
                total += count(state.count)
            }
            return total
        }
        if count(.quotesScored) > count(.quotesMade) || count(.quotesExceeded) > count(.quotesScored) {
            report("\(place()): more quotes scored than made")
        }
        let made = count(.callbackAccepted)
        // In most cells nobody was promised anything, and there is nothing to add up.
        if made == 0, !Self.hasPromises(counts, places, cell) { return }
        let states = sum(Self.promiseStates, &promises, made: made)
        if made != states { report("\(place()): \(number(made)) promises made, but \(number(states)) states of them") }
        let connected = count(.promisesEarly) + count(.promisesKept) + count(.promisesLate)
        if count(.callbacksConnected) != connected {
            report(
                "\(place()): \(number(count(.callbacksConnected))) callbacks connected,"
                    + " but \(number(connected)) promises early, kept or late")
        }
        let due = count(.promisesDue)
        if due > made || count(.promisesKeptDue) > min(due, count(.promisesKept)) || count(.promisesDialledDue) > due
            || count(.promisesReachedDue) > due
        {
            report("\(place()): more promises due or kept than were made")
        }
        for threshold in 0..<counts.layout.thresholds {
            let first = cell + places.firstThreshold + threshold * Self.thresholdCounts
            if counts.values[first + ThresholdCount.callbackWithin.rawValue] > connected {
                report(
                    "\(place()): more callbacks within \(Measure.spanText(plan.thresholds[threshold]))"
                        + " than were connected")
            }
        }
        let offers = count(.callbacksDeclined) + made
        if count(.callbacksOffered) != offers {
            report(
                "\(place()): \(number(count(.callbacksOffered))) callbacks offered,"
                    + " but \(number(offers)) accepted or declined")
        }
        let promised = count(.followUpsMade)
        let fates = sum(Self.followUpStates, &followUps, made: promised)
        if promised != fates {
            report("\(place()): \(number(promised)) follow-ups promised, but \(number(fates)) states of them")
        }
        if count(.followUpsDue) > promised
            || count(.followUpsKeptDue) > min(count(.followUpsDue), count(.followUpsKept))
        {
            report("\(place()): more follow-ups due or kept than were made")
        }
    }

    /// Whether a cell of a class holds any count of callbacks or follow-ups.
    private static func hasPromises(_ counts: Counts, _ places: CellPlaces, _ cell: Int) -> Bool {
        counts.values.withUnsafeBufferPointer { values in
            var any: UInt64 = 0
            for threshold in 0..<counts.layout.thresholds {
                let first = cell + places.firstThreshold + threshold * thresholdCounts
                any |= values[first + ThresholdCount.callbackWithin.rawValue].bitPattern
            }
            if let first = counts.layout.offset(.callbacksOffered),
                let last = counts.layout.offset(.followUpLatenessSeconds)
            {
                for place in (cell + first)...(cell + last) { any |= values[place].bitPattern }
            }
            return any != 0
        }
    }

    /// A group's busy time over the whole run is the sum of what it did; nobody is cut off at the end of a day. Where
    /// agents are named, it is the sum of theirs as well, and so is the time that they were at work.
    mutating func checkParts(_ counts: Counts, _ places: CellPlaces, _ group: Int, _ replication: Int) {
        func sum(_ parts: GroupCount...) -> Double {
            var total = 0.0
            for row in 0..<counts.layout.rows {
                for part in parts { total += counts.values[places.cell(row: row, group: group) + part.rawValue] }
            }
            return total
        }
        guard !plan.groups[group].isUnlimited else { return }
        var parts = 0.0
        for (index, part) in Self.busyParts.enumerated() {
            let seconds = sum(part.count)
            parts += seconds
            busy[index + 1] += seconds
        }
        let measured = sum(GroupCount.busySeconds)
        busy[0] += measured
        if differs(measured, parts) {
            report(
                "group \(plan.groups[group].name), replication \(replication): busy for \(measured) s,"
                    + " but \(parts) s of work")
        }
        guard counts.layout.agents > 0, plan.groups[group].agents > 0 else { return }
        let first = plan.groups[..<group].reduce(0) { $0 + $1.agents }
        func sum(_ count: AgentCount) -> Double {
            (first..<(first + plan.groups[group].agents)).reduce(0) { $0 + counts[agent: $1, count] }
        }
        let atWork = sum(.presentSeconds, .overtimeSeconds)
        if differs(sum(GroupCount.busySeconds), sum(AgentCount.busySeconds))
            || differs(atWork, sum(AgentCount.busySeconds) + sum(AgentCount.idleSeconds))
        {
            report(
                "group \(plan.groups[group].name), replication \(replication): busy for \(sum(GroupCount.busySeconds)) s of"
                    + " \(atWork) s at work, but its agents for \(sum(AgentCount.busySeconds)) s of"
                    + " \(sum(AgentCount.busySeconds) + sum(AgentCount.idleSeconds)) s")
        }
    }

    /// Follow-ups taken up by agents are those finished.
    mutating func checkFollowUpsDone(_ counts: Counts, _ places: CellPlaces, _ replication: Int) {
        var taken = 0.0
        var finished = 0.0
        for row in 0..<counts.layout.rows {
            for group in 0..<places.groups {
                taken += counts.values[places.cell(row: row, group: group) + GroupCount.followUps.rawValue]
            }
            for customerClass in 0..<places.classes {
                let cell = places.cell(row: row, customerClass: customerClass)
                finished += counts.values(.followUpsKept, in: cell) + counts.values(.followUpsLate, in: cell)
            }
        }
        if taken != finished {
            report("replication \(replication): \(number(taken)) follow-ups taken up, but \(number(finished)) finished")
        }
    }
}
