/// A promise to callers or agents that a number of agents keeps or does not. Bounds are inclusive.
public enum TheoryTarget: Sendable, Equatable {
    /// Answered within `seconds` of all the offered (A_T / N), at least this share.
    case serviceLevel(within: Double, atLeast: Double)
    /// Share of the offered that abandon.
    case abandonment(atMost: Double)
    /// Mean wait of the answered, in seconds.
    case asa(atMost: Double)
    /// Share of the offered that have to wait.
    case delayed(atMost: Double)
    /// Share of agents' time that is busy.
    case occupancy(atMost: Double)
    /// Share of all arrivals that find no room.
    case blocking(atMost: Double)

    /// Whether a line in this state keeps it; a number that is "no data" keeps nothing.
    public func isMet(by state: SteadyState) -> Bool {
        switch self {
        case .serviceLevel(let seconds, let bound): state.serviceLevel(within: seconds) >= bound
        case .abandonment(let bound): state.abandonment <= bound
        case .asa(let bound): state.asa.map { $0 <= bound } ?? false
        case .delayed(let bound): state.delayed <= bound
        case .occupancy(let bound): state.occupancy.map { $0 <= bound } ?? false
        case .blocking(let bound): state.blocking <= bound
        }
    }

    /// Refuses bounds that no number of agents can keep, or that make no sense.
    func check() throws(TheoryError) {
        switch self {
        case .serviceLevel(let seconds, let bound):
            guard seconds >= 0, seconds.isFinite else {
                throw .argument("expected a service level within 0 s or more, found \(seconds) s")
            }
            guard bound > 0, bound < 1 else {
                throw .argument("expected a service level above 0 and below 100 %, found \(percent(bound))")
            }
        case .abandonment(let bound), .delayed(let bound), .occupancy(let bound), .blocking(let bound):
            guard bound > 0, bound < 1 else {
                throw .argument("expected a bound above 0 and below 100 %, found \(percent(bound))")
            }
        case .asa(let bound):
            guard bound > 0, bound.isFinite else {
                throw .argument("expected an average speed of answer above 0 s, found \(bound) s")
            }
        }
    }

    private func percent(_ share: Double) -> String { "\(share * 100) %" }
}
