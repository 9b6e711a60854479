import Randomness

// What customers are told about their wait, and how true it was.
extension CallCenter {
    /// Computes a quote, notes it, and tells the customer, unless it is not announced. Gives the quote in seconds.
    @inline(__always)
    mutating func announce(_ slot: Int, _ customerClass: Int) -> Double {
        guard let quotes = traits[customerClass].quotes else { return -1 }
        let estimate =
            traits[customerClass].sharesWorkAhead && calls.calls[slot].joinOrder == 0
            ? sharedWorkAhead(of: customerClass) : estimate(quotes, slot, customerClass)
        let quote = QuoteModel.rounded(estimate + quotes.pointee.padding, upTo: quotes.pointee.roundUpTo)
        if quotes.pointee.isAnnounced { tell(quote, slot, customerClass) }
        return quote
    }

    @inline(never)
    private mutating func tell(_ quote: Double, _ slot: Int, _ customerClass: Int) {
        let first = calls.details[slot].quote < 0
        calls.details[slot].lastAnnouncement = quoteBook.note(
            quote, at: now, after: first ? -1 : calls.details[slot].lastAnnouncement)
        calls.details[slot].quote = quote
        calls.details[slot].quotedAt = now
        cell(row: Int(calls.calls[slot].row), customerClass: customerClass)[.quotesMade] += 1
        if log != nil { recordQuote(slot, quote) }
    }

    /// The plain estimate for whoever has just come: the work of those ahead and its own, shared by the agents.
    @inline(__always)
    private mutating func sharedWorkAhead(of customerClass: Int) -> Double {
        let own = traits + customerClass
        var work = own.pointee.meanHandles[customerClass]
        for other in own.pointee.ahead {
            work += Double(floor.lines[Int(other)].length) * own.pointee.meanHandles[Int(other)]
        }
        let agents = agentsAtMeanPace(for: customerClass)
        return agents > 0 ? work / agents : .infinity
    }

    @inline(never)
    private mutating func estimate(_ quotes: UnsafeMutablePointer<QuoteModel>, _ slot: Int, _ customerClass: Int)
        -> Double
    {
        switch quotes.pointee.estimator {
        case .queueLength, .queueLengthWithAbandonment:
            return queueLengthEstimate(quotes, slot, customerClass)
        case .headOfLine:
            let first = floor.lines[customerClass].firstJoinedAt
            return first < .infinity ? now - first : 0
        case .lastToEnterService: return recentWaits[customerClass].lastToEnterService
        case .meanOfLast: return recentWaits[customerClass].mean
        case .fixed(let seconds): return seconds
        }
    }

    /// Work ahead, and the agents who share it.
    @inline(__always)
    private mutating func queueLengthEstimate(
        _ quotes: UnsafeMutablePointer<QuoteModel>, _ slot: Int, _ customerClass: Int
    ) -> Double {
        let isOnHold = calls.calls[slot].joinOrder > 0
        let (ahead, work) = workAhead(slot, customerClass, isOnHold: isOnHold)
        let agents = agentsAtMeanPace(for: customerClass)
        guard agents > 0 else { return .infinity }
        if agents == .infinity { return 0 }
        let meanHandle = work / Double(ahead + 1)
        if traits[customerClass].sharesWorkAhead { return work / agents }
        let theta = quotes.pointee.estimator == .queueLengthWithAbandonment ? 1 / quotes.pointee.meanPatience : 0
        let completions = agents / meanHandle
        if let percentile = quotes.pointee.percentile {
            return Self.percentile(percentile, ahead: ahead, completions: completions, abandonment: theta)
        }
        if theta == 0 { return work / agents }
        return (0...ahead).reduce(0) { $0 + 1 / (completions + Double($1) * theta) }
    }

    /// The wait that a share will not exceed, when the line empties at a rate that falls with each who leaves it: the sum
    /// of independent exponentials at rates completions + i · abandonment, i = 0 … ahead. Without abandonment that is
    /// an Erlang; with it 1 − exp(−abandonment · wait) is a beta (Jouini, Aksin and Dallery, 2011).
    static func percentile(_ share: Double, ahead: Int, completions: Double, abandonment: Double) -> Double {
        let stages = Double(ahead + 1)
        if abandonment == 0 { return Distribution.gammaQuantile(share, shape: stages, scale: 1 / completions) }
        let reached = Distribution.betaQuantile(share, alpha: stages, beta: completions / abandonment)
        return reached < 1 ? Distribution.exponential(mean: 1 / abandonment).quantile(reached) : .infinity
    }

    /// Contacts that will be served before this one, and the mean work of them and of itself in agent seconds.
    @inline(__always)
    private mutating func workAhead(
        _ slot: Int, _ customerClass: Int, isOnHold: Bool
    ) -> (ahead: Int, work: Double) {
        var ahead = 0
        let own = traits + customerClass
        var work = own.pointee.meanHandles[customerClass]
        for other in own.pointee.ahead {
            let other = Int(other)
            let waiting =
                isOnHold
                ? waitingBefore(calls.calls[slot].joinOrder, inLineOf: other, equals: customerClass)
                : floor.lines[other].length
            ahead += waiting
            work += Double(waiting) * own.pointee.meanHandles[other]
        }
        return (ahead, work)
    }

    /// Those of a line who come before a place in the order of joining; of another class everybody counts.
    private mutating func waitingBefore(_ joinOrder: UInt64, inLineOf other: Int, equals customerClass: Int) -> Int {
        guard other == customerClass || Policy.self == FirstComeFirstServed.self else {
            return floor.lines[other].length
        }
        var count = 0
        var slot = floor.lines[other].first
        while slot >= 0 && calls.calls[Int(slot)].joinOrder < joinOrder {
            count += 1
            slot = calls.calls[Int(slot)].next
        }
        return count
    }

    /// Agents scheduled now who may serve the class; who serves it faster than its mean counts for more. `.infinity` where
    /// one of the groups is unlimited. Asked for by every quote; worked out when the staff has changed.
    @inline(__always)
    mutating func agentsAtMeanPace(for customerClass: Int) -> Double {
        if scheduledAgents[customerClass] < 0 { scheduledAgents[customerClass] = countAgents(for: customerClass) }
        return scheduledAgents[customerClass]
    }

    /// Somebody comes or goes.
    mutating func forgetScheduledAgents() { scheduledAgents.update(repeating: -1, count: model.classes.count) }

    mutating func countAgents(for customerClass: Int) -> Double {
        var sum = 0.0
        for place in 0..<traits[customerClass].groupCount {
            let group = Int(traits[customerClass].groups[place])
            let atWork = agents.groups + group
            if atWork.pointee.capacity >= .max / 4 { return .infinity }
            let scheduled =
                atWork.pointee.isNamed
                ? atWork.pointee.scheduled : max(atWork.pointee.scheduled, isOpen ? 0 : atWork.pointee.capacity)
            sum += Double(scheduled) * traits[customerClass].paces[place]
        }
        return sum
    }

    // MARK: The truth

    /// Answered after a wait: each announcement is scored against what remained of it then.
    mutating func settleQuotes(_ slot: Int, wait: Double) {
        let call = calls.calls[slot]
        let customerClass = Int(call.customerClass)
        recordWait(customerClass, joinedAt: call.joinedAt, calls.details[slot].inLineAtJoining, seconds: wait)
        calls.details[slot].inLineAtJoining = -1
        guard calls.details[slot].quote >= 0 else { return }
        score(
            from: calls.details[slot].lastAnnouncement, customerClass, row: Int(call.row),
            answeredAt: call.joinedAt + wait)
        calls.details[slot].quote = -1
    }

    /// Notes an offered wait that is known now, where it is wanted.
    private mutating func recordWait(_ customerClass: Int, joinedAt: Double, _ inLine: Int32, seconds: Double) {
        guard inLine >= 0, log != nil else { return }
        log!.record(
            OfferedWait(customerClass: customerClass, joinedAt: joinedAt, inLine: Int(inLine), seconds: seconds))
    }

    private mutating func score(from last: Int32, _ customerClass: Int, row: Int, answeredAt: Double) {
        let cell = cell(row: row, customerClass: customerClass)
        let percentile = classes[customerClass].quotes?.percentile
        // The warm-up of a steady run is no part of what it measures.
        let isMeasured = row != layout.outsideRow
        let (values, layout) = (values, layout)
        quoteBook.take(from: last) { announcement in
            guard announcement.quote < .infinity else { return }
            let wait = answeredAt - announcement.at
            let error = wait - announcement.quote
            let exceeds = error > clockGrainSeconds
            cell[.quotesScored] += 1
            cell[.quoteErrorSeconds] += error
            cell[.quoteAbsoluteErrorSeconds] += abs(error)
            if exceeds { cell[.quotesExceeded] += 1 }
            if let percentile {
                cell[.percentilesScored] += 1
                if !exceeds { cell[.percentilesCovered] += 1 }
                cell[.percentileSum] += percentile
                cell[.pinballSeconds] += error > 0 ? percentile * error : (percentile - 1) * error
            }
            guard isMeasured else { return }
            let bin = QuoteBins.bin(of: announcement.quote)
            func add(_ amount: Double, to count: CalibrationCount) {
                values[layout.calibration(count, customerClass: customerClass, bin: bin)] += amount
            }
            add(1, to: .announcements)
            add(announcement.quote, to: .quoteSeconds)
            add(wait, to: .waitSeconds)
            if exceeds { add(1, to: .exceeded) }
        }
    }

    /// Gone without an answer after hearing a quote: stays as a ghost, to learn what the wait would have been.
    mutating func leaveGhost(_ slot: Int) {
        guard calls.details[slot].quote >= 0 || calls.details[slot].inLineAtJoining >= 0 else { return }
        let call = calls.calls[slot]
        // Whoever has never joined stands where it would have joined.
        let wasInLine = call.joinOrder > 0
        if !wasInLine { joined += 1 }
        quoteBook.leave(
            Ghost(
                customerClass: call.customerClass, row: call.row, joinOrder: wasInLine ? call.joinOrder : joined,
                joinedAt: call.joinedAt,
                lastAnnouncement: calls.details[slot].quote >= 0 ? calls.details[slot].lastAnnouncement : -1,
                inLineAtJoining: calls.details[slot].inLineAtJoining))
        calls.details[slot].quote = -1
        calls.details[slot].inLineAtJoining = -1
        hasGhosts = true
    }

    /// An agent of the group takes somebody: ghosts who would have been taken before know their wait now.
    @inline(never)
    mutating func settleGhosts(passedBy call: Call, group: Int) {
        let taken = Contender(
            customerClass: Int(call.customerClass), joinOrder: call.joinOrder, joinedAt: call.joinedAt)
        settleGhosts(of: group, idle: idleWithOneMore(group)) { ghost, floor, time in
            Policy.prefers(
                Contender(
                    customerClass: Int(ghost.customerClass), joinOrder: ghost.joinOrder, joinedAt: ghost.joinedAt),
                to: taken, for: group, on: floor, at: time)
        }
    }

    /// An agent of the group finds nobody: every ghost whom the group may serve knows its wait now.
    /// - Parameter idle: idle agents of the group, the one who asks included.
    @inline(never)
    mutating func settleGhosts(beside group: Int, idle: Int) {
        settleGhosts(of: group, idle: idle) { _, _, _ in true }
    }

    private mutating func settleGhosts(
        of group: Int, idle: Int, _ wouldBeTaken: (Ghost, borrowing Floor, Double) -> Bool
    ) {
        for place in floor.classes(of: group) where floor.hasIdleToSpare(place, idle: idle) {
            let customerClass = Int(floor.served[place])
            while let ghost = quoteBook.first(of: customerClass),
                floor.isWithinReach(place, waitingSince: ghost.joinedAt, at: now), wouldBeTaken(ghost, floor, now)
            {
                quoteBook.removeFirst(of: customerClass)
                score(from: ghost.lastAnnouncement, customerClass, row: Int(ghost.row), answeredAt: now)
                recordWait(
                    customerClass, joinedAt: ghost.joinedAt, ghost.inLineAtJoining, seconds: now - ghost.joinedAt)
            }
        }
        hasGhosts = quoteBook.ghostCount > 0
    }
}

extension QuoteModel {
    /// Rounded up to the policy's step, if it has one.
    static func rounded(_ seconds: Double, upTo step: Double) -> Double {
        guard step > 0, seconds < .infinity else { return seconds }
        return (seconds / step).rounded(.up) * step
    }
}
