/// One callback promised, and what became of it: a flat record, times in seconds from midnight of the first day.
public struct PromiseRecord: Sendable, Equatable {
    public var customerClass: Int
    /// Row of the interval in which the contact arrived; the layout's outside row in a warm-up.
    public var row: Int
    public var madeAt: Double
    /// On hold or promised a callback, of the classes that the same agents serve, when it was made.
    public var inLine: Int
    /// Where its window stands in the class's `WindowTable`; nil where another rule was in force.
    public var windowPlace: Int?
    /// Due interval.
    public var from: Double
    public var to: Double
    /// When an agent connected; nil when none did.
    public var connectedAt: Double?
    /// When the first dial began, when the customer was reached; nil when never.
    public var firstDialAt: Double?
    public var reachedAt: Double?
    public var state: PromiseState
    /// Whether it was due within the run: only then it can be called kept or broken.
    public var isDue: Bool

    /// In time by the clock of the first dial, and by that of the agent.
    public var isDialledInTime: Bool { firstDialAt.map { $0 >= from && $0 <= to } ?? false }
    public var isKept: Bool { state == .kept }
}

/// The offered wait of one contact that found everybody busy: as long as it would have waited with endless patience and
/// declining everything; of those who left, as a ghost found it.
public struct OfferedWait: Sendable, Equatable {
    public var customerClass: Int
    /// When it asked for an agent, in seconds from midnight of the first day, and how many were then in line, as in
    /// `PromiseRecord`.
    public var joinedAt: Double
    public var inLine: Int
    public var seconds: Double
}

/// Collects what became of promises, and the offered waits of classes with callbacks.
struct PromiseLog {
    private var promises: [PromiseRecord] = []
    private var waits: [OfferedWait] = []

    mutating func takePromises() -> [PromiseRecord] {
        defer { promises.removeAll(keepingCapacity: true) }
        return promises
    }

    mutating func takeWaits() -> [OfferedWait] {
        defer { waits.removeAll(keepingCapacity: true) }
        return waits
    }

    mutating func record(_ promise: Promise, as state: PromiseState, at time: Double, isDue: Bool) {
        let isConnected = state == .early || state == .kept || state == .late
        promises.append(
            PromiseRecord(
                customerClass: Int(promise.customerClass), row: Int(promise.row), madeAt: promise.madeAt,
                inLine: Int(promise.inLine), windowPlace: promise.windowPlace >= 0 ? Int(promise.windowPlace) : nil,
                from: promise.from, to: promise.to, connectedAt: isConnected ? time : nil,
                firstDialAt: promise.firstDialAt >= 0 ? promise.firstDialAt : nil,
                reachedAt: promise.reachedAt >= 0 ? promise.reachedAt : nil, state: state, isDue: isDue))
    }

    mutating func record(_ wait: OfferedWait) { waits.append(wait) }
}
