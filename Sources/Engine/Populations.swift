import Randomness

/// The customers of finite populations: each calls, and some open time after the contact has ended calls again.
struct Populations: ~Copyable {
    /// When each customer's thinking ends, a slot a customer.
    var thinking: EventList
    let customers: Int
    /// The class of each customer.
    let classOf: [Int32]
    private let thinks: [Distribution?]
    private let streams: UnsafeMutablePointer<RandomStream>

    init(_ model: CenterModel) {
        var owners: [Int32] = []
        var times: [Distribution?] = []
        streams = .allocate(capacity: model.classes.count)
        for (position, customerClass) in model.classes.enumerated() {
            (streams + position).initialize(
                to: RandomStream(seed: 0, replication: 0, stream: customerClass.stream, cause: .thinking))
            if case .finitePopulation(let size, let thinking) = customerClass.arrivals.process {
                owners += [Int32](repeating: Int32(position), count: size)
                times.append(thinking)
            } else {
                times.append(nil)
            }
        }
        classOf = owners
        customers = owners.count
        thinks = times
        thinking = EventList(slots: max(1, customers))
    }

    deinit {
        streams.deinitialize(count: thinks.count)
        streams.deallocate()
    }

    mutating func restart(_ model: CenterModel, seed: UInt64, replication: UInt32) {
        thinking.clear()
        for (position, customerClass) in model.classes.enumerated() {
            streams[position].restart(
                seed: seed, replication: replication, stream: customerClass.stream, cause: .thinking)
        }
    }

    /// How long a customer thinks, in seconds of open time.
    mutating func drawThinking(of customer: Int) -> Double {
        let customerClass = Int(classOf[customer])
        return thinks[customerClass]?.draw(from: &streams[customerClass]) ?? .infinity
    }
}

// Customers of a finite population.
extension CallCenter {
    mutating func beginThinking() {
        guard populations.customers > 0 else { return }
        populations.restart(model, seed: seed, replication: replication)
        for customer in 0..<populations.customers { goThinking(Int32(customer)) }
    }

    /// A customer whose contact has ended will call again.
    mutating func goThinking(_ customer: Int32) {
        if nobodyCallsAgain { return }
        let seconds = populations.drawThinking(of: Int(customer))
        populations.thinking.schedule(Int(customer), at: model.timeline.openTime(after: seconds, from: now))
        controls.scheduleInSlotOrder(Control.thinking, at: populations.thinking.firstTime)
    }

    /// The next customer to have thought long enough calls.
    mutating func callAgain() {
        let customer = populations.thinking.firstSlot
        populations.thinking.cancel(customer)
        controls.scheduleInSlotOrder(Control.thinking, at: populations.thinking.firstTime)
        if arrived == rowEndsAtArrival {
            beginRowAtArrival()
            if !isOpen { return }
        }
        let customerClass = Int(populations.classOf[customer])
        sources[customerClass].callNow(at: now)
        arrive(customerClass, customer: Int32(customer))
        if sources[customerClass].advance() && !goesOn(RunPosition(seconds: now, contacts: arrived)) {
            fault = .stopped(beforeRow: row)
        }
    }
}
