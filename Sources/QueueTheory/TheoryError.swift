/// Why a formula has no answer, in words for the person who asked.
public enum TheoryError: Error, Equatable, CustomStringConvertible {
    /// A number outside its range.
    case argument(String)
    /// More work than the agents can do, nobody leaves and nobody is turned away: the line grows without end.
    /// `agents` is the fewest with which it does not.
    case unstable(load: Double, agents: Int)
    /// No number of agents meets the targets.
    case unreachable(String)

    public var description: String {
        switch self {
        case .argument(let words), .unreachable(let words): words
        case .unstable(let load, let agents):
            "the line grows without end: a load of \(load) erlangs needs at least \(agents) agents when nobody abandons"
        }
    }
}
