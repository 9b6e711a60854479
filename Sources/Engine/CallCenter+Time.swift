import Randomness

/// A moment at which a row begins, or the centre opens or closes.
struct Boundary {
    var time: Double
    /// The row that begins; nil for the time outside.
    var row: Int?
    var opens: Bool
    var closes: Bool
}

extension Timeline {
    /// Moments at which a row begins or ends, in order of time. A row that begins where another ends is one moment.
    var boundaries: [Boundary] {
        var moments: [Boundary] = []
        for opening in openings { moments.append(Boundary(time: opening.opens, row: nil, opens: true, closes: false)) }
        for opening in openings { moments.append(Boundary(time: opening.closes, row: nil, opens: false, closes: true)) }
        if contacts == nil {
            for (position, row) in rows.enumerated() {
                moments.append(Boundary(time: row.start, row: position, opens: true, closes: false))
                moments.append(Boundary(time: row.end, row: nil, opens: false, closes: false))
            }
        }
        // What happens at one time is one moment; opening wins over closing where one day runs into the next.
        return Dictionary(grouping: moments, by: \.time).map { time, together in
            let opens = together.contains(where: \.opens)
            return Boundary(
                time: time, row: together.lazy.compactMap(\.row).first, opens: opens,
                closes: !opens && together.contains(where: \.closes))
        }
        .filter { $0.time < .infinity }
        .sorted { $0.time < $1.time }
    }
}

// Opening, closing, and the borders of intervals.
extension CallCenter {
    mutating func beginTimeline() {
        boundary = 0
        forgetScheduledAgents()
        rowEndsAtArrival = model.timeline.contacts.map { $0.warmUp } ?? .max
        presentCounts.draw(model, seed: seed, replication: replication)
        for group in 0..<model.groups.count {
            if case .unlimited = model.groups[group].staffing {
                agents.groups[group].capacity = .max / 2
                agents.groups[group].rostered = .max / 2
            }
        }
        controls.scheduleInSlotOrder(Control.boundary, at: boundaries.first?.time ?? .infinity)
    }

    mutating func passBoundary() {
        let moment = boundaries[boundary]
        boundary += 1
        controls.scheduleInSlotOrder(
            Control.boundary, at: boundary < boundaries.count ? boundaries[boundary].time : .infinity)
        begin(row: moment.row ?? layout.outsideRow)
        if moment.opens { open() } else if moment.closes { close() }
    }

    /// A steady run by contacts: the next row begins with the arrival at hand, or the run is over.
    mutating func beginRowAtArrival() {
        guard let horizon = model.timeline.contacts else { return }
        if arrived == horizon.total {
            begin(row: layout.outsideRow)
            close()
            stopArrivals()
            return
        }
        // Where there are fewer contacts than rows, some rows stay empty.
        repeat {
            let next = row == layout.outsideRow ? 0 : row + 1
            begin(row: next)
            rowEndsAtArrival = horizon.warmUp + (horizon.total - horizon.warmUp) * (next + 1) / layout.intervals
        } while rowEndsAtArrival == arrived
    }

    private mutating func begin(row next: Int) {
        endRow(at: now)
        row = next
    }

    /// Open, with the staff of the row.
    private mutating func open() {
        isOpen = true
        forgetScheduledAgents()
        for group in 0..<model.groups.count {
            guard case .headcount(let counts) = model.groups[group].staffing else { continue }
            let scheduled = counts[min(row, counts.count - 1)]
            let present = presentCounts.present(group: group, row: row) ?? scheduled
            agents.setHeadcount(
                group: group, capacity: present, rostered: present, present: present, scheduled: scheduled, at: now)
        }
        for group in 0..<model.groups.count { putIdleToWork(group) }
    }

    /// Closed: those on hold are served by the last staff, as overtime, or hung up on. Nobody in service is cut off.
    private mutating func close() {
        isOpen = false
        forgetScheduledAgents()
        isOver = model.timeline.contacts != nil || boundary >= boundaries.count
        for group in 0..<model.groups.count {
            guard case .headcount = model.groups[group].staffing else { continue }
            let capacity = model.timeline.hangsUpAtClose ? 0 : agents.groups[group].capacity
            agents.setHeadcount(group: group, capacity: capacity, rostered: 0, present: 0, scheduled: 0, at: now)
        }
        guard model.timeline.hangsUpAtClose else { return }
        for position in 0..<model.classes.count {
            while floor.lines[position].first >= 0 {
                let slot = Int(floor.lines[position].first)
                floor.lines[position].leave(slot, in: calls.calls, at: now)
                leaveUnserved(slot, as: .hungUpAtClose)
            }
        }
        // A patient customer would be hung up on too: what the wait would have been is not known.
        quoteBook.forgetGhosts()
        hasGhosts = false
    }

    private mutating func stopArrivals() {
        for position in 0..<model.classes.count { arrivals.cancel(position) }
        controls.cancel(Control.thinking)
        controls.cancel(Control.returns)
        nobodyCallsAgain = true
        rowEndsAtArrival = .max
    }
}
