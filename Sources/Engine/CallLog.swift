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
    /// The class in which the contact arrived, and its number there.
    public var originClass: Int
    public var number: UInt64
    public var joinedAt: Double
    /// Row of the interval in which the leg began; the layout's outside row in a warm-up.
    public var row: Int
    public var waitSeconds: Double
    public var isAnswered: Bool
    /// The rest is for those answered; nil otherwise.
    public var group: Int?
    /// The named agent within the group, from 0; nil for anonymous ones.
    public var agent: Int?
    /// Time that both agents spend before the talk, when the first has waited for the second; 0 when not.
    public var handOverSeconds: Double?
    public var talkSeconds: Double?
    public var afterCallSeconds: Double?
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

    mutating func recordLaterLegUnanswered(_ call: Call, _ detail: CallDetail, at time: Double) {
        laterLegs.append(
            LegRecord(
                customerClass: Int(call.customerClass), originClass: Int(detail.originClass), number: call.number,
                joinedAt: call.joinedAt, row: Int(call.row), waitSeconds: time - call.joinedAt, isAnswered: false))
    }

    mutating func recordLaterLegAnswered(_ call: Call, _ detail: CallDetail, at time: Double, agent: Int?) {
        recordLaterLegUnanswered(call, detail, at: time)
        let place = laterLegs.count - 1
        laterLegs[place].isAnswered = true
        laterLegs[place].group = Int(call.group)
        laterLegs[place].agent = agent
        laterLegs[place].handOverSeconds = detail.otherLeg >= 0 ? detail.handOverSeconds : 0
        laterLegs[place].talkSeconds = call.talkSeconds
        laterLegs[place].afterCallSeconds = call.afterCallSeconds
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
