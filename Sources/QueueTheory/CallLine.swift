/// One line of like customers before one group of like agents: Poisson arrivals, exponential handle times, first come
/// first served, patience exponential or endless, room for all or for some.
///
/// In Kendall's notation M/M/n, M/M/n + M, M/M/n/K and M/M/n/K + M: the models behind Erlang's C formula (Erlang, 1917),
/// Erlang A (Palm, 1957; Garnett, Mandelbaum and Reiman, 2002), Erlang B (no place to wait) and what lies between.
public struct CallLine: Sendable, Equatable {
    /// Mean number of arrivals in a second, above 0.
    public let arrivalsPerSecond: Double
    /// Mean handle time in seconds, after-call work included, above 0.
    public let handleTime: Double
    /// Mean patience in seconds, above 0; infinite when nobody abandons.
    public let patience: Double
    public let room: Room

    /// How many contacts the centre can hold.
    public enum Room: Sendable, Equatable {
        case unlimited
        /// Places to wait, whatever the number of agents; 0 is Erlang's loss system.
        case waitingPlaces(Int)
        /// Telephone lines in all: each holds a contact that waits or talks.
        case lines(Int)
    }

    /// Most agents, and most places to wait, that the formulas are computed for.
    public static let mostAgents = 10_000_000

    /// - Throws: `TheoryError.argument` for a number that is not above 0, or is too extreme to compute with.
    public init(
        arrivalsPerSecond: Double, handleTime: Double, patience: Double = .infinity, room: Room = .unlimited
    ) throws(TheoryError) {
        guard arrivalsPerSecond > 0, arrivalsPerSecond.isFinite else {
            throw .argument("expected arrivals per second above 0, found \(arrivalsPerSecond)")
        }
        guard handleTime > 0, handleTime.isFinite else {
            throw .argument("expected a handle time above 0 s, found \(handleTime) s")
        }
        guard patience > 0 else { throw .argument("expected a patience above 0 s, found \(patience) s") }
        if patience.isFinite {
            let ratio = patience / handleTime
            guard ratio >= 1e-6, ratio <= 1e6 else {
                throw .argument(
                    "expected a patience between a millionth and a million times the handle time, found \(patience) s "
                        + "and \(handleTime) s; without a patience nobody abandons")
            }
        }
        let load = arrivalsPerSecond * handleTime
        guard load <= Double(Self.mostAgents) else {
            throw .argument("expected a load of at most \(Self.mostAgents) erlangs, found \(load)")
        }
        switch room {
        case .unlimited: break
        case .waitingPlaces(let places):
            guard places >= 0, places <= Self.mostAgents else {
                throw .argument("expected 0 to \(Self.mostAgents) places to wait, found \(places)")
            }
        case .lines(let lines):
            guard lines >= 1, lines <= Self.mostAgents else {
                throw .argument("expected 1 to \(Self.mostAgents) lines, found \(lines)")
            }
        }
        self.arrivalsPerSecond = arrivalsPerSecond
        self.handleTime = handleTime
        self.patience = patience
        self.room = room
    }

    /// Offered load in erlangs: the mean number of agents that all contacts together would keep busy.
    public var load: Double { arrivalsPerSecond * handleTime }

    /// What this number of agents gives in the long run.
    ///
    /// - Throws: `TheoryError.unstable` when nobody abandons, the room is unlimited and the load is too large;
    ///   `TheoryError.argument` for fewer than 0 agents, or more agents than lines.
    public func steadyState(agents: Int) throws(TheoryError) -> SteadyState {
        guard agents >= 0, agents <= Self.mostAgents else {
            throw .argument("expected 0 to \(Self.mostAgents) agents, found \(agents)")
        }
        switch room {
        case .unlimited:
            return try SteadyState(self, agents: agents, unlimited: patience)
        case .waitingPlaces(let places):
            return try SteadyState(self, agents: agents, waitingPlaces: places)
        case .lines(let lines):
            guard agents <= lines else {
                throw .argument("expected at most as many agents as the \(lines) lines, found \(agents)")
            }
            return try SteadyState(self, agents: agents, waitingPlaces: lines - agents)
        }
    }
}
