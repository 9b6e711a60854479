// What is written down of each contact and promise, where a log is asked for. Never called otherwise.
extension CallCenter {
    /// Whose contact is in a slot. Classes on the short way leave their details unwritten: what they hold is of another.
    func identity(of slot: Int) -> ContactIdentity {
        let call = calls.calls[slot]
        guard !traits[Int(call.customerClass)].isDirect else {
            return ContactIdentity(
                customerClass: Int(call.customerClass), number: call.number, attempt: 0, issueArrivedAt: call.joinedAt)
        }
        let detail = calls.details[slot]
        return ContactIdentity(
            customerClass: Int(detail.originClass < 0 ? call.customerClass : detail.originClass), number: call.number,
            attempt: Int(detail.attempt), issueArrivedAt: detail.issueArrivedAt)
    }

    /// A contact's first leg comes to its end: with a talk, or without.
    @inline(never)
    mutating func record(_ slot: Int, as end: ClassCount) {
        let call = calls.calls[slot]
        let identity = identity(of: slot)
        let isDirect = traits[Int(call.customerClass)].isDirect
        let arrivedAt = isDirect ? call.joinedAt : calls.details[slot].arrivedAt
        let neverAsked = end == .leftInMenu || end == .selfServed
        var record = CallRecord(
            customerClass: Int(call.customerClass), number: call.number, attempt: identity.attempt,
            issueArrivedAt: identity.issueArrivedAt, arrivedAt: arrivedAt, joinedAt: call.joinedAt,
            menuSeconds: neverAsked ? now - arrivedAt : call.joinedAt - arrivedAt, row: Int(call.row), end: end,
            waitSeconds: neverAsked ? 0 : now - call.joinedAt)
        if end == .answered {
            record.group = Int(call.group)
            record.agent = number(ofAgent: call.agent, group: Int(call.group))
            record.talkSeconds = call.talkSeconds
            record.afterCallSeconds = call.afterCallSeconds
        }
        log!.record(record)
    }

    mutating func recordQuote(_ slot: Int, _ seconds: Double) {
        log!.record(QuoteRecord(contact: identity(of: slot), at: now, quoteSeconds: seconds))
    }

    mutating func recordUnresolved(_ slot: Int) { log!.recordUnresolved(identity(of: slot)) }

    mutating func recordMade(_ place: Int, _ slot: Int) {
        log!.recordMade(promiseBook.promises[place], at: place, by: identity(of: slot))
    }

    /// - Parameter inLine: on hold or promised a callback, of the classes that the same agents serve, before it was made.
    mutating func recordCallbackMade(_ place: Int, _ slot: Int, inLine: Int) {
        recordMade(place, slot)
        var windowPlace: Int?
        if case .table(let table) = classes[Int(calls.calls[slot].customerClass)].callbacks?.promise {
            windowPlace = table.place(at: now, inLine: inLine)
        }
        log!.recordState(place, inLine: inLine, windowPlace: windowPlace)
    }

    mutating func recordDial(_ place: Int, group: Int, agent: Int32) {
        log!.recordDial(
            place, at: now, group: group >= 0 ? group : nil,
            agent: group >= 0 ? number(ofAgent: agent, group: group) : nil)
    }

    /// An agent works the promise off in a slot of its own.
    mutating func recordConnected(_ place: Int, _ slot: Int) {
        let call = calls.calls[slot]
        log!.recordConnected(
            place, at: now, group: Int(call.group), agent: number(ofAgent: call.agent, group: Int(call.group)),
            workSeconds: call.talkSeconds, afterCallSeconds: call.afterCallSeconds)
    }

    private func number(ofAgent agent: Int32, group: Int) -> Int? {
        agent >= 0 ? Int(agent) - agents.firstAgent[group] : nil
    }
}
