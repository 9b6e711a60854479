/// The fewest agents that keep all targets, and the proof that one agent less does not.
public struct Staffing: Sendable {
    public let agents: Int
    public let state: SteadyState
    /// The line with one agent less; nil where it would grow without end, or has no agent left.
    public let oneLess: SteadyState?
    /// The first of the targets that one agent less would miss.
    public let deciding: TheoryTarget
}

extension CallLine {
    /// The fewest agents with which the line keeps every target.
    ///
    /// Each measure moves one way with the number of agents (more agents: a wait smaller in likelihood ratio order), so
    /// that bisection finds the border; both sides of it are then computed, and the upper one meets the targets while the
    /// lower does not.
    ///
    /// - Throws: `TheoryError.argument` for a bound out of range or no target; `TheoryError.unreachable` when not even the
    ///   most agents that the lines leave room for are enough.
    public func fewestAgents(meeting targets: [TheoryTarget]) throws(TheoryError) -> Staffing {
        guard !targets.isEmpty else { throw .argument("expected at least one target") }
        for target in targets { try target.check() }

        var ceiling = Self.mostAgents
        if case .lines(let lines) = room { ceiling = lines }
        // Invariant of the search: `missing` agents are too few, `enough` agents keep all targets.
        var missing = 0
        var enough = min(ceiling, max(1, Int(load.rounded(.up))))
        while missedTarget(targets, agents: enough) != nil {
            missing = enough
            guard enough < ceiling else { throw unreachable(targets, agents: ceiling) }
            enough = min(ceiling, enough + max(1, Int(load.squareRoot()), enough - Int(min(load, Double(enough)))))
        }
        while enough - missing > 1 {
            let middle = missing + (enough - missing) / 2
            if missedTarget(targets, agents: middle) == nil { enough = middle } else { missing = middle }
        }
        return Staffing(
            agents: enough, state: try steadyState(agents: enough), oneLess: try? steadyState(agents: missing),
            deciding: missedTarget(targets, agents: missing) ?? targets[0])
    }

    /// The first target that this number of agents misses. A line without a steady state misses them all.
    private func missedTarget(_ targets: [TheoryTarget], agents: Int) -> TheoryTarget? {
        guard agents > 0, let state = try? steadyState(agents: agents) else { return targets.first }
        return targets.first { !$0.isMet(by: state) }
    }

    private func unreachable(_ targets: [TheoryTarget], agents: Int) -> TheoryError {
        guard case .lines(let lines) = room else {
            return .unreachable("not even \(agents) agents keep the target")
        }
        return .unreachable(
            "the \(lines) lines are too few: even with an agent on each of them the target is missed; more lines are needed"
        )
    }
}
