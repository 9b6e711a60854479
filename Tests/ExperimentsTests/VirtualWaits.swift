import Engine

/// The waits that those who left would have had, found in a log: an agent came to be free for each of them when a later
/// arrival was answered, or when an agent was idle, whichever came first.
struct VirtualWaits {
    /// Of those who waited and were answered: arrivals and answers, both in rising order.
    private let arrivals: [Double]
    private let answers: [Double]
    /// Moments at which the last of the busy agents' places became free.
    private let agentIsIdle: [Double]

    /// - Precondition: one class, one line, first come first served.
    init(_ log: [CallRecord], agents: Int) {
        let answered = log.filter { $0.end == .answered }
        let waited = answered.filter { $0.waitSeconds > 0 }.sorted { $0.arrivedAt < $1.arrivedAt }
        arrivals = waited.map(\.arrivedAt)
        answers = waited.map { $0.arrivedAt + $0.waitSeconds }
        let starts = answered.map { $0.arrivedAt + $0.waitSeconds }.sorted()
        let ends = answered.map { $0.arrivedAt + $0.waitSeconds + $0.talkSeconds! + $0.afterCallSeconds! }.sorted()
        var idle: [Double] = []
        var started = 0
        for (finished, end) in ends.enumerated() {
            // Whoever starts as another ends takes over the place: within the grain of the clock.
            while started < starts.count && starts[started] <= end + 1e-6 { started += 1 }
            if started - finished - 1 < agents { idle.append(end) }
        }
        agentIsIdle = idle
    }

    /// The offered wait of somebody who found all agents busy and left; nil when the log ends before it is known.
    func wait(of record: CallRecord) -> Double? {
        let next = arrivals.partitioningIndex { $0 > record.arrivedAt }
        let idle = agentIsIdle.partitioningIndex { $0 > record.arrivedAt }
        let known = min(
            next < answers.count ? answers[next] : .infinity, idle < agentIsIdle.count ? agentIsIdle[idle] : .infinity)
        return known < .infinity ? known - record.arrivedAt : nil
    }
}
