import CGSL

/// The share of contacts that find every agent (or trunk) busy and are lost: Erlang's B formula (Erlang, 1917).
///
///     B(n, a) = (aⁿ / n!) / Σₖ₌₀ⁿ aᵏ / k!
///
/// It holds for any law of handle times with the mean behind `load`. Real numbers of agents are allowed, by the
/// continuation of Fortet (see Jagerman, 1974): 1 / B = ∫₀^∞ e⁻ᵗ (1 + t / a)ⁿ dt, a ratio of a Poisson probability to an incomplete
/// gamma function. The relative error is below 10⁻¹⁰ for up to a million agents; a value below 10⁻³⁰⁸ comes back as 0.
///
/// - Parameters:
///   - agents: Agents or trunks, 0 or more.
///   - load: Offered load in erlangs (arrivals per second × mean handle time in seconds), 0 or more.
/// - Returns: A share, 0–1.
public func erlangB(agents: Double, load: Double) -> Double {
    precondition(agents >= 0 && agents.isFinite && load >= 0 && load.isFinite, "erlangB needs agents ≥ 0 and load ≥ 0")
    if agents == 0 { return 1 }
    if load == 0 { return 0 }
    if load > agents {
        return 1 / (load * scaledUpperGamma(agents + 1, load))
    }
    return exp(logPoissonTerm(agents, load)) / upperGamma(agents + 1, load)
}

/// The share of contacts that have to wait when nobody hangs up: Erlang's C formula (Erlang, 1917).
///
///     C(n, a) = B / (1 − (a / n) (1 − B)),  B = B(n, a)
///
/// 1 when the load is as large as the number of agents or larger: the line then grows without end.
///
/// - Parameters:
///   - agents: Agents, above 0; real numbers as for `erlangB`.
///   - load: Offered load in erlangs, 0 or more.
/// - Returns: A share, 0–1.
public func erlangC(agents: Double, load: Double) -> Double {
    precondition(agents > 0 && agents.isFinite && load >= 0 && load.isFinite, "erlangC needs agents > 0 and load ≥ 0")
    if load >= agents { return 1 }
    let blocking = erlangB(agents: agents, load: load)
    return agents * blocking / (agents - load + load * blocking)
}
