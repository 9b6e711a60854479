import Engine
import Scenarios
import Synchronization

/// Every contact of one replication.
public struct Trace: Sendable {
    public let contacts: [TracedContact]

    /// Simulates one replication again, the same contacts that a run with this seed meets, and keeps each story.
    /// - Parameter replication: from 1.
    /// - Throws: when the scenario cannot be simulated, or the work was interrupted.
    public init(
        of scenario: Scenario, seed: UInt64, replication: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws(RunError) {
        let compiled = CompiledScenario(
            try scenario.withKnownWarmUp(seed: seed, goesOn: { _ in !isInterrupted() }).scenario)
        let number = UInt32(replication - 1)
        let kept = Mutex<Replication?>(nil)
        Replications(compiled.model, seed: seed, numbers: number..<(number + 1), threads: 1, logs: .everything)
            .run(goesOn: { _ in !isInterrupted() }) { replication in
                kept.withLock { $0 = replication }
                return true
            }
        guard let replication = kept.withLock({ $0 }) else {
            throw RunError(kind: .interrupted, message: "Stopped before the replication was done.")
        }
        switch replication.fault {
        case .tooManyContacts(let seconds)?: throw .endlessLine(at: seconds)
        case .stopped?: throw RunError(kind: .interrupted, message: "Stopped before the replication was done.")
        case nil: break
        }
        contacts =
            TraceAssembly(
                replication, compiled, isByInterval: scenario.hours.observation != .batch
            ).contacts
    }
}

/// Puts together what was written down of one contact at different moments.
private struct TraceAssembly {
    private let compiled: CompiledScenario
    private(set) var contacts: [TracedContact]
    private var places: [ContactIdentity: Int] = [:]

    init(_ replication: Replication, _ compiled: CompiledScenario, isByInterval: Bool) {
        self.compiled = compiled
        let records = replication.log.sorted {
            ($0.arrivedAt, $0.customerClass, $0.number) < ($1.arrivedAt, $1.customerClass, $1.number)
        }
        contacts = []
        contacts.reserveCapacity(records.count)
        for (place, record) in records.enumerated() {
            places[record.identity] = place
            contacts.append(Self.contact(place + 1, record, compiled, isByInterval: isByInterval))
        }
        for leg in replication.laterLegs.sorted(by: { $0.joinedAt < $1.joinedAt }) {
            guard let place = places[leg.contact] else { continue }
            contacts[place].laterLegs.append(traced(leg))
        }
        for quote in replication.quotes {
            guard let place = places[quote.contact] else { continue }
            contacts[place].quotes.append(
                TracedQuote(
                    atSeconds: quote.at, quoteSeconds: quote.quoteSeconds < .infinity ? quote.quoteSeconds : nil))
        }
        for promise in replication.promises {
            guard let place = places[promise.contact] else { continue }
            if promise.isFollowUp {
                contacts[place].followUp = traced(promise)
            } else {
                contacts[place].callback = traced(promise)
            }
        }
        for contact in replication.unresolved {
            if let place = places[contact] { contacts[place].isUnresolved = true }
        }
        linkAttempts(records)
    }

    /// Attempts at one issue point to each other.
    private mutating func linkAttempts(_ records: [CallRecord]) {
        for (place, record) in records.enumerated() where record.attempt > 0 {
            var before = record.identity
            before.attempt -= 1
            guard let previous = places[before] else { continue }
            contacts[place].previousContact = previous + 1
            contacts[place].isReconnect = contacts[previous].isUnresolved
            contacts[previous].nextContact = place + 1
            contacts[previous].nextArrivesAtSeconds = contacts[place].arrivedAtSeconds
        }
    }

    private static func contact(
        _ number: Int, _ record: CallRecord, _ compiled: CompiledScenario, isByInterval: Bool
    ) -> TracedContact {
        let plan = compiled.plan
        return TracedContact(
            contact: number, customerClass: plan.classes[record.customerClass].name,
            numberInClass: Int(record.number) + 1, attempt: record.attempt + 1, isReconnect: false,
            day: compiled.model.timeline.day(at: record.arrivedAt), arrivedAtSeconds: record.arrivedAt,
            menuSeconds: compiled.model.classes[record.customerClass].menu == nil ? nil : record.menuSeconds,
            joinedAtSeconds: record.joinedAt,
            interval: isByInterval && record.row < plan.intervals.count ? plan.intervals[record.row].start : nil,
            outcome: record.end.name, waitSeconds: record.waitSeconds,
            group: record.group.map { plan.groups[$0].name }, agent: record.agent.map { $0 + 1 },
            talkSeconds: record.talkSeconds, afterCallSeconds: record.afterCallSeconds)
    }

    private func traced(_ leg: LegRecord) -> TracedLeg {
        TracedLeg(
            customerClass: compiled.plan.classes[leg.customerClass].name, joinedAtSeconds: leg.joinedAt,
            waitSeconds: leg.waitSeconds, outcome: leg.end.name, group: group(leg.group),
            agent: leg.agent.map { $0 + 1 }, handOverSeconds: leg.handOverSeconds, talkSeconds: leg.talkSeconds,
            afterCallSeconds: leg.afterCallSeconds)
    }

    private func traced(_ promise: PromiseRecord) -> TracedPromise {
        TracedPromise(
            madeAtSeconds: promise.madeAt, keepsPlace: promise.keepsPlace,
            dueFromSeconds: promise.from < .infinity ? promise.from : nil,
            dueToSeconds: promise.to < .infinity ? promise.to : nil,
            dials: promise.dials.map { dial in
                TracedDial(
                    atSeconds: dial.at, rangSeconds: (dial.endedAt ?? dial.at) - dial.at, isReached: dial.isReached,
                    group: group(dial.group), agent: dial.agent.map { $0 + 1 })
            },
            reachedAtSeconds: promise.reachedAt, connectedAtSeconds: promise.connectedAt, group: group(promise.group),
            agent: promise.agent.map { $0 + 1 }, workSeconds: promise.workSeconds,
            afterCallSeconds: promise.afterCallSeconds, state: promise.state?.name ?? "",
            cause: promise.cause?.rawValue, endedAtSeconds: promise.endedAt ?? promise.madeAt)
    }

    private func group(_ position: Int?) -> String? { position.map { compiled.plan.groups[$0].name } }
}

extension PromiseState {
    /// As in the names of measures.
    var name: String { self == .gaveUp ? "gave_up" : "\(self)" }
}

extension Timeline {
    /// 1 for the first day; a night past midnight belongs to the day on which it opened.
    func day(at time: Double) -> Int {
        guard contacts == nil, let opening = openings.last(where: { $0.opens <= time }), openings.count > 1 else {
            return 1
        }
        return Int(opening.midnight / secondsPerDay) + 1
    }
}

extension RunError {
    /// A steady run by contacts has had its last one while it still warms up: recorded arrivals end.
    static let noContactAfterTheWarmUp = RunError(
        kind: .scenario,
        message: "No contact comes after the warm-up: the recorded arrivals end before as many have come as "
            + "horizon.warm_up leaves out. Leave out fewer, or record more arrivals.")

    static func endlessLine(at seconds: Double) -> RunError {
        RunError(
            kind: .scenario,
            message: "The line grows without end: more than 16,777,216 contacts were in the centre at once at "
                + "\(clockTime(seconds)). Customers who never give up need more agents than these; "
                + "add agents, or give the class a patience.")
    }
}
