import Engine
import Scenarios
import Synchronization

/// One contact of one replication, with names in place of positions. Times in seconds.
public struct TracedContact: Sendable, Equatable {
    /// From 1, in order of arrival over all classes.
    public var contact: Int
    public var customerClass: String
    /// From 1, in order of arrival within the class: `--contact retail:17` finds it.
    public var numberInClass: Int
    /// 1 for the first day.
    public var day: Int
    /// From midnight of the first day.
    public var arrivedAtSeconds: Double
    /// Clock time of the interval in which it is counted; nil outside all of them.
    public var interval: String?
    /// As in `ClassCount`: answered, abandoned, blocked, …
    public var outcome: String
    public var waitSeconds: Double
    /// Of those answered.
    public var group: String?
    /// From 1 within the group; nil for anonymous agents.
    public var agent: Int?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?
    /// Where the customer was passed on to, one after the other.
    public var laterLegs: [TracedLeg] = []

    /// When the wait ended.
    public var waitedUntilSeconds: Double { arrivedAtSeconds + waitSeconds }
    /// When the customer left the centre: after the last of the talks, or of the waits.
    public var leftAtSeconds: Double {
        laterLegs.last?.leftAtSeconds ?? waitedUntilSeconds + (talkSeconds ?? 0)
    }
    /// Seconds after midnight of its day.
    public var clockSeconds: Double { arrivedAtSeconds - Double(day - 1) * secondsPerDay }
}

/// A later stretch of a contact: passed on to the line of another class. Times in seconds.
public struct TracedLeg: Sendable, Equatable {
    public var customerClass: String
    /// When the customer was passed on, from midnight of the first day.
    public var joinedAtSeconds: Double
    public var waitSeconds: Double
    public var isAnswered: Bool
    /// Of those answered.
    public var group: String?
    /// From 1 within the group; nil for anonymous agents.
    public var agent: Int?
    /// Time that both agents spent before the talk of the second; 0 for a cold transfer.
    public var handOverSeconds: Double?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?

    public var waitedUntilSeconds: Double { joinedAtSeconds + waitSeconds }
    /// When the customer left, or was passed on again.
    public var leftAtSeconds: Double { waitedUntilSeconds + (handOverSeconds ?? 0) + (talkSeconds ?? 0) }
}

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
        Replications(compiled.model, seed: seed, numbers: number..<(number + 1), threads: 1, logs: true)
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
        contacts = Self.withLaterLegs(
            replication.laterLegs, Self.inOrderOfArrival(replication.log, compiled, scenario), compiled)
    }

    /// A later leg belongs to the last contact of its customer that was answered before the customer was passed on.
    private static func withLaterLegs(
        _ legs: [LegRecord], _ contacts: [TracedContact], _ compiled: CompiledScenario
    ) -> [TracedContact] {
        if legs.isEmpty { return contacts }
        var contacts = contacts
        var places: [String: [Int: [Int]]] = [:]
        for (place, contact) in contacts.enumerated() where contact.talkSeconds != nil {
            places[contact.customerClass, default: [:]][contact.numberInClass, default: []].append(place)
        }
        for leg in legs.sorted(by: { $0.joinedAt < $1.joinedAt }) {
            let origin = compiled.plan.classes[leg.originClass].name
            guard
                let place = places[origin]?[Int(leg.number) + 1]?
                    .last(where: { contacts[$0].waitedUntilSeconds <= leg.joinedAt })
            else { continue }
            contacts[place].laterLegs.append(
                TracedLeg(
                    customerClass: compiled.plan.classes[leg.customerClass].name, joinedAtSeconds: leg.joinedAt,
                    waitSeconds: leg.waitSeconds, isAnswered: leg.isAnswered,
                    group: leg.group.map { compiled.plan.groups[$0].name }, agent: leg.agent.map { $0 + 1 },
                    handOverSeconds: leg.handOverSeconds, talkSeconds: leg.talkSeconds,
                    afterCallSeconds: leg.afterCallSeconds))
        }
        return contacts
    }

    private static func inOrderOfArrival(
        _ log: [CallRecord], _ compiled: CompiledScenario, _ scenario: Scenario
    ) -> [TracedContact] {
        let model = compiled.model
        let sorted = log.sorted {
            ($0.arrivedAt, $0.customerClass, $0.number) < ($1.arrivedAt, $1.customerClass, $1.number)
        }
        return sorted.enumerated().map { place, record in
            TracedContact(
                contact: place + 1, customerClass: compiled.plan.classes[record.customerClass].name,
                numberInClass: Int(record.number) + 1, day: model.timeline.day(at: record.arrivedAt),
                arrivedAtSeconds: record.arrivedAt,
                interval: record.row < compiled.plan.intervals.count && scenario.hours.observation != .batch
                    ? compiled.plan.intervals[record.row].start : nil,
                outcome: record.end.name, waitSeconds: record.waitSeconds,
                group: record.group.map { compiled.plan.groups[$0].name }, agent: record.agent.map { $0 + 1 },
                talkSeconds: record.talkSeconds, afterCallSeconds: record.afterCallSeconds)
        }
    }
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
