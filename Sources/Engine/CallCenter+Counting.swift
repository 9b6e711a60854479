/// The counts of one class in one row: a place in the flat array.
struct ClassCell {
    let values: UnsafeMutablePointer<Double>
    let thresholds: Int
    let maximaStart: Int

    @inline(__always)
    subscript(count: ClassCount) -> Double {
        get { values[place(count)] }
        nonmutating set { values[place(count)] = newValue }
    }

    @inline(__always)
    private func place(_ count: ClassCount) -> Int {
        let isKept = maximaStart > ClassCount.plainNumber &+ thresholds &* ThresholdCount.stride
        assert(!count.isRarer || isKept, "this layout does not keep the count")
        return count.isRarer ? thresholds &* ThresholdCount.stride &+ count.rawValue : count.rawValue
    }

    @inline(__always)
    subscript(count: ThresholdCount, threshold: Int) -> Double {
        get { values[ClassCount.plainNumber &+ threshold &* ThresholdCount.stride &+ count.rawValue] }
        nonmutating set {
            values[ClassCount.plainNumber &+ threshold &* ThresholdCount.stride &+ count.rawValue] = newValue
        }
    }

    @inline(__always)
    subscript(maximum: ClassMaximum) -> Double {
        get { values[maximaStart &+ maximum.rawValue] }
        nonmutating set { values[maximaStart &+ maximum.rawValue] = newValue }
    }
}

/// The counts of one group in one row.
struct GroupCell {
    let values: UnsafeMutablePointer<Double>

    @inline(__always)
    subscript(count: GroupCount) -> Double {
        get { values[count.rawValue] }
        nonmutating set { values[count.rawValue] = newValue }
    }
}

/// Waits are compared with thresholds to the microsecond. Clock times are sums, so a wait of exactly 20 s comes out as
/// 20 s give or take their rounding; thresholds are inclusive, and it must count as within.
let clockGrainSeconds = 1e-6

extension CallCenter {
    @inline(__always)
    func cell(row: Int, customerClass: Int) -> ClassCell {
        ClassCell(
            values: values + layout.cell(row: row, customerClass: customerClass), thresholds: layout.thresholds,
            maximaStart: layout.classMaximaStart)
    }

    @inline(__always)
    func cell(row: Int, group: Int) -> GroupCell {
        GroupCell(values: values + layout.cell(row: row, group: group))
    }

    /// Counts a wait that has ended in an answer or an abandonment.
    @inline(__always)
    func countWait(_ wait: Double, _ end: WaitHistogram.End, _ cell: ClassCell, _ customerClass: Int, row: Int) {
        let within: ThresholdCount = end == .answered ? .answeredWithin : .abandonedWithin
        for threshold in 0..<cell.thresholds {
            let limit = thresholds[threshold]
            cell[within, threshold] += wait <= limit + clockGrainSeconds ? 1 : 0
            cell[.excessSeconds, threshold] += max(0, wait - limit)
        }
        cell[.waitSeconds] = max(cell[.waitSeconds], wait)
        countHistogram(wait, end, customerClass, row: row)
    }

    /// Counts a wait in its bin.
    @inline(__always)
    func countHistogram(_ seconds: Double, _ end: WaitHistogram.End, _ customerClass: Int, row: Int) {
        fill(
            layout.histogram(row: row, customerClass: customerClass, of: end) &+ WaitHistogram.bin(of: seconds), 1)
    }

    /// - Parameter number: at least one.
    @inline(__always)
    private func fill(_ bin: Int, _ number: UInt64) {
        histograms[bin] &+= number
        filledBins.mark(bin)
    }

    /// Counts the wait of whoever leaves the line now, neither answered nor out of patience.
    mutating func countUnansweredWait(_ call: Call, _ cell: ClassCell) {
        let wait = now - call.joinedAt
        cell[.otherWaitSeconds] += wait
        for threshold in 0..<cell.thresholds {
            cell[.excessSeconds, threshold] += max(0, wait - thresholds[threshold])
        }
        cell[.waitSeconds] = max(cell[.waitSeconds], wait)
        countHistogram(wait, .unanswered, Int(call.customerClass), row: Int(call.row))
    }

    /// Ends the row: what is integrated over time is split at its border.
    mutating func endRow(at time: Double) {
        var longestOfLines = 0
        for position in 0..<model.classes.count {
            let (area, longest) = floor.lines[position].endRow(at: time)
            longestOfLines = max(longestOfLines, longest)
            let cell = cell(row: row, customerClass: position)
            cell[.queueSeconds] += area
            cell[.queue] = max(cell[.queue], Double(longest))
        }
        for group in 0..<model.groups.count {
            let cell = cell(row: row, group: group)
            agents.groups[group].accrueBusy(to: time)
            agents.groups[group].accrueRoster(to: time)
            cell[.busySeconds] += agents.groups[group].busySeconds
            cell[.overtimeSeconds] += agents.groups[group].overtimeSeconds
            cell[.scheduledSeconds] += agents.groups[group].scheduledSeconds
            cell[.presentSeconds] += agents.groups[group].presentSeconds
            agents.groups[group].busySeconds = 0
            agents.groups[group].overtimeSeconds = 0
            agents.groups[group].scheduledSeconds = 0
            agents.groups[group].presentSeconds = 0
            let run = layout.cell(row: row, group: group) + layout.offset(GroupMaximum.longestRun)
            values[run] = max(values[run], Double(agents.groups[group].longestRun))
            agents.groups[group].longestRun = 0
        }
        let queue = layout.longestQueue(row: row)
        values[queue] = max(values[queue], Double(floor.endRow(longestOfLines: longestOfLines)))
        if agents.agentCount > 0 { endRowOfAgents(at: time) }
        values[layout.length(row: row)] += time - rowStart
        rowStart = time
    }

    /// What each named agent did in the row goes to the group's intervals by load, and to the agent's own sums.
    @inline(never)
    private mutating func endRowOfAgents(at time: Double) {
        for agent in 0..<agents.agentCount {
            agents.accrueLoad(agent, to: time)
            let load = agents.agents[agent].load
            agents.agents[agent].load = AgentLoad()
            guard load.atWorkSeconds > 0 else { continue }
            values[layout.offset(AgentCount.busySeconds, agent: agent)] += load.busySeconds
            values[layout.offset(AgentCount.idleSeconds, agent: agent)] += load.idleSeconds
            // Who only finishes a contact of a shift that is over is wholly busy, and says nothing about the interval.
            guard row != layout.outsideRow, load.atWorkSeconds > load.overtimeSeconds else { continue }
            let cell = cell(row: row, group: Int(agents.agents[agent].group))
            cell[.agentIntervals] += 1
            // Shares of clock times: 90 % of an interval must not come out as a little more.
            let occupancy = load.busySeconds / load.atWorkSeconds - 1e-9
            if occupancy > 0.85 { cell[.agentIntervalsAbove85] += 1 }
            if occupancy > 0.90 { cell[.agentIntervalsAbove90] += 1 }
            if occupancy > 0.95 { cell[.agentIntervalsAbove95] += 1 }
        }
    }

    /// Classes in which every arrival is blocked at once, answered at once, or must wait: those answered at once are the
    /// rest, and need not be counted one by one.
    mutating func countDirectAnswers() {
        for position in 0..<model.classes.count where traits[position].isDirect {
            for row in 0..<layout.rows {
                let cell = cell(row: row, customerClass: position)
                let atOnce = cell[.arrivals] - cell[.blocked] - cell[.delayed]
                if atOnce > 0 { countAnswersAtOnce(atOnce, cell, row: row, customerClass: position) }
            }
        }
    }

    /// Counts contacts that were answered without a wait.
    mutating func countAnswersAtOnce(_ number: Double, _ cell: ClassCell, row: Int, customerClass: Int) {
        cell[.answered] += number
        for threshold in 0..<cell.thresholds { cell[.answeredWithin, threshold] += number }
        fill(layout.histogram(row: row, customerClass: customerClass, of: .answered), UInt64(number))
    }

    /// Classes of whose contacts nothing comes: an issue is one contact, solved by an answer and lost without. What a
    /// callback solved or lost has been counted already, and what ended otherwise on a fuller way.
    mutating func countDirectIssues() {
        for position in 0..<model.classes.count where traits[position].isDirect {
            for row in 0..<layout.rows {
                let cell = cell(row: row, customerClass: position)
                cell[.fresh] = cell[.arrivals]
                cell[.issuesResolved] += cell[.answered]
                cell[.issuesResolvedAtFirst] += cell[.answered]
                cell[.resolutionSeconds] += cell[.answeredWaitSeconds] + cell[.handleSeconds]
                if traits[position].isPlain {
                    cell[.issuesLost] = cell[.arrivals] - cell[.answered] - cell[.inSystem]
                }
            }
        }
    }
}
