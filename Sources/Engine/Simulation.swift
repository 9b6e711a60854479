/// One replication, done: what was counted, and what was logged if asked.
public struct Replication: Sendable {
    public var number: UInt32
    public var counts: Counts
    /// Every contact's story in the order in which they ended; empty unless asked for.
    public var log: [CallRecord]
    /// The later legs of transferred contacts, in the order in which their waits ended; empty unless asked for.
    public var laterLegs: [LegRecord]
    /// Every callback and follow-up promised, in the order in which they were made; empty unless asked for.
    public var promises: [PromiseRecord] = []
    /// Every announcement, in the order in which they were made; empty unless asked for.
    public var quotes: [QuoteRecord] = []
    /// Contacts that an agent spoke to and did not solve; empty unless asked for.
    public var unresolved: [ContactIdentity] = []
    /// Offered waits in the order in which they became known; empty unless the model and the order ask for them.
    public var offeredWaits: [OfferedWait] = []
    /// Why it could not be finished; nil when it was.
    public var fault: RunFault?
}

/// Replications of a centre to be simulated one after the other on one thread.
public struct RunOrder: ~Copyable {
    let seed: UInt64
    let logs: Logging
    let goesOn: (RunPosition) -> Bool
    let next: () -> UInt32?
    let deliver: (Replication) -> Void

    /// - Parameters:
    ///   - logs: what to keep records of.
    ///   - goesOn: asked now and then; false stops the replication.
    ///   - next: the number of the next replication; nil when there are no more.
    ///   - deliver: takes each replication as it is done.
    public init(
        seed: UInt64, logs: Logging = .nothing, goesOn: @escaping (RunPosition) -> Bool = { _ in true },
        next: @escaping () -> UInt32?, deliver: @escaping (Replication) -> Void
    ) {
        self.seed = seed
        self.logs = logs
        self.goesOn = goesOn
        self.next = next
        self.deliver = deliver
    }

    /// Simulates them. What a replication gives depends on the model, the seed and its number only.
    public func run(_ model: CenterModel) { model.routing.run(model, self) }

    func carryOut<Policy: RoutingPolicy>(_ model: CenterModel, under policy: Policy.Type) {
        var center = CallCenter<Policy>(model)
        center.goesOn = goesOn
        if logs != .nothing { center.log = CallLog(logs) }
        while let number = next() {
            center.run(seed: seed, replication: number)
            deliver(
                Replication(
                    number: number, counts: center.counts(), log: center.log?.takeRecords() ?? [],
                    laterLegs: center.log?.takeLaterLegs() ?? [], promises: center.log?.takePromises() ?? [],
                    quotes: center.log?.takeQuotes() ?? [], unresolved: center.log?.takeUnresolved() ?? [],
                    offeredWaits: center.log?.takeOfferedWaits() ?? [],
                    fault: center.fault))
        }
    }
}
