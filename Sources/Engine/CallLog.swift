/// One contact's story: a flat record, times in seconds from midnight of the first day.
public struct CallRecord: Sendable, Equatable {
    public var customerClass: Int
    /// From 0, in order of arrival within the class's stream.
    public var number: UInt64
    public var arrivedAt: Double
    /// Row of the interval in which it arrived; the layout's outside row in a warm-up.
    public var row: Int
    /// How it ended: one of the ends of `ClassCount`.
    public var end: ClassCount
    /// Time on hold, zero for whoever was answered at once, blocked or balked.
    public var waitSeconds: Double
    /// The rest is for those answered; nil otherwise.
    public var group: Int?
    /// The named agent within the group, from 0; nil for anonymous ones.
    public var agent: Int?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?
}

/// A later leg of a transferred contact: on hold for the class that takes it, then answered or gone.
public struct LegRecord: Sendable, Equatable {
    /// The class that takes the leg.
    public var customerClass: Int
    /// The contact's number in the stream of the class in which it arrived.
    public var number: UInt64
    public var joinedAt: Double
    /// Row of the interval in which the leg began; the layout's outside row in a warm-up.
    public var row: Int
    public var waitSeconds: Double
    public var isAnswered: Bool
}

/// Collects the records of a replication.
struct CallLog {
    private var records: [CallRecord] = []
    private var laterLegs: [LegRecord] = []

    mutating func takeRecords() -> [CallRecord] {
        defer { records = [] }
        return records
    }

    mutating func takeLaterLegs() -> [LegRecord] {
        defer { laterLegs = [] }
        return laterLegs
    }

    mutating func recordLaterLeg(_ call: Call, at time: Double, isAnswered: Bool) {
        laterLegs.append(
            LegRecord(
                customerClass: Int(call.customerClass), number: call.number, joinedAt: call.joinedAt,
                row: Int(call.row), waitSeconds: time - call.joinedAt, isAnswered: isAnswered))
    }

    mutating func recordAnswered(_ call: Call, at time: Double, agent: Int?) {
        records.append(
            CallRecord(
                customerClass: Int(call.customerClass), number: call.number, arrivedAt: call.joinedAt,
                row: Int(call.row), end: .answered, waitSeconds: time - call.joinedAt, group: Int(call.group),
                agent: agent, talkSeconds: call.talkSeconds, afterCallSeconds: call.afterCallSeconds))
    }

    mutating func recordEnd(_ call: Call, as end: ClassCount, at time: Double) {
        records.append(
            CallRecord(
                customerClass: Int(call.customerClass), number: call.number, arrivedAt: call.joinedAt,
                row: Int(call.row), end: end, waitSeconds: time - call.joinedAt))
    }

    mutating func recordTurnedAway(
        _ customerClass: Int, _ number: UInt64, as end: ClassCount, row: Int, at time: Double
    ) {
        records.append(
            CallRecord(
                customerClass: customerClass, number: number, arrivedAt: time, row: row, end: end, waitSeconds: 0))
    }
}
