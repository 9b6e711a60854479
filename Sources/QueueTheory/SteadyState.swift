import CGSL

/// A line in the long run. Shares are 0–1, times seconds; nil is "no data" (nobody was answered, nobody waited).
///
/// "Offered" are the contacts that were not blocked: those answered and those who abandon.
public struct SteadyState: Sendable {
    public let line: CallLine
    public let agents: Int

    /// Share of all arrivals that find no room: B / (N + B).
    public let blocking: Double
    /// Share of the offered that have to wait.
    public let delayed: Double
    /// Share of the offered that hang up before an agent comes.
    public let abandonment: Double
    /// Mean wait of all the offered, the abandoned and the zeros of those who need not wait included.
    public let waitMean: Double
    /// Mean wait of those who have to wait, until an agent comes or they hang up; nil when nobody can wait.
    public let waitDelayedMean: Double?
    /// Average speed of answer: mean wait of the answered, zeros included; nil when nobody is answered.
    public let asa: Double?
    /// Mean wait of those who abandon; nil when nobody does.
    public let abandonedWaitMean: Double?
    /// Share of agents' time that is busy, 0–1; nil without agents.
    public let occupancy: Double?
    /// Mean number of contacts waiting.
    public let queueMean: Double

    let waits: WaitTail

    /// Puts together what is known of the delayed with the shares.
    init(
        _ line: CallLine, agents: Int, blocking: Double, delayed: Double, abandonmentOfDelayed: Double,
        servedOfDelayed: Double, waitDelayedMean: Double?, waitOfServedDelayed: Double, waits: WaitTail
    ) {
        self.line = line
        self.agents = agents
        self.blocking = blocking
        self.delayed = delayed
        let served = (1 - delayed) + delayed * servedOfDelayed
        abandonment = delayed * abandonmentOfDelayed
        waitMean = delayed * (waitDelayedMean ?? 0)
        self.waitDelayedMean = waitDelayedMean
        let answeredWait = delayed * servedOfDelayed * waitOfServedDelayed
        asa = served > 0 ? answeredWait / served : nil
        abandonedWaitMean = abandonment > 0 ? max(0, waitMean - answeredWait) / abandonment : nil
        let entered = line.arrivalsPerSecond * (1 - blocking)
        occupancy = agents > 0 ? min(1, entered * served * line.handleTime / Double(agents)) : nil
        queueMean = entered * waitMean
        self.waits = waits
    }

    /// Share of the offered that are answered within `seconds`, abandoned contacts counted against: A_T / N.
    public func serviceLevel(within seconds: Double) -> Double {
        precondition(seconds >= 0, "a service level needs a threshold of 0 s or more")
        return max(0, 1 - abandonment - delayed * waits.servedAfter(seconds))
    }

    /// Share of the offered that are answered or hang up within `seconds`: (A_T + L_T) / (A + L), which is P(W ≤ T).
    public func serviceLevelGood(within seconds: Double) -> Double {
        precondition(seconds >= 0, "a service level needs a threshold of 0 s or more")
        return max(0, 1 - delayed * waits.waitingAfter(seconds))
    }

    /// Share of the answered that are answered within `seconds`: A_T / A; nil when nobody is answered.
    public func serviceLevelAnswered(within seconds: Double) -> Double? {
        let answered = 1 - abandonment
        return answered > 0 ? min(1, serviceLevel(within: seconds) / answered) : nil
    }

    /// Answered within `seconds`, early abandons left out: A_T / (A + L − L_T); nil when nobody is left.
    public func serviceLevelNeutral(within seconds: Double) -> Double? {
        let inTime = serviceLevel(within: seconds)
        let abandonedInTime = max(0, serviceLevelGood(within: seconds) - inTime)
        return abandonedInTime < 1 ? min(1, inTime / (1 - abandonedInTime)) : nil
    }

    /// The wait that a share of the offered does not exceed: the smallest t with P(W ≤ t) ≥ `share`, in seconds.
    ///
    /// Found by bisection to a relative 10⁻¹².
    public func waitQuantile(_ share: Double) -> Double {
        precondition(share >= 0 && share < 1, "a quantile needs a share from 0 to below 1")
        if serviceLevelGood(within: 0) >= share { return 0 }
        var low = 0.0
        var high = line.handleTime
        while serviceLevelGood(within: high) < share {
            low = high
            high *= 2
        }
        while high - low > 1e-12 * high {
            let middle = low + (high - low) / 2
            if serviceLevelGood(within: middle) < share { low = middle } else { high = middle }
        }
        return high
    }
}

/// What is left of the delayed after a time, as shares of the delayed.
enum WaitTail: Sendable {
    /// Nobody abandons and the room is unlimited: those left fall at `rate` a second (Erlang C).
    case exponential(rate: Double)
    /// No agents: all stay until their patience of this mean ends.
    case nobodyServes(patience: Double)
    case erlangA(ErlangA)
    case limited(LimitedLine)

    /// Share of the delayed still waiting after `seconds`.
    func waitingAfter(_ seconds: Double) -> Double {
        switch self {
        case .exponential(let rate): exp(-rate * seconds)
        case .nobodyServes(let patience): exp(-seconds / patience)
        case .erlangA(let line): line.waitingAfter(seconds)
        case .limited(let line): line.waitingAfter(seconds)
        }
    }

    /// Share of the delayed that are answered, but only after `seconds`.
    func servedAfter(_ seconds: Double) -> Double {
        switch self {
        case .exponential(let rate): exp(-rate * seconds)
        case .nobodyServes: 0
        case .erlangA(let line): line.servedAfter(seconds)
        case .limited(let line): line.servedAfter(seconds)
        }
    }
}
