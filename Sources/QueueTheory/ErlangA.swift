import CGSL

/// Erlang A, seen by those who find every agent busy: M/M/n + M with room for all (Palm, 1957).
///
/// In units of patience: `c` is the rate at which agents come free and `eta` the rate of arrivals, both per mean patience.
/// The offered wait V of the delayed has density proportional to exp(η (1 − e^(−z)) − c z) at z = V / patience (Baccelli
/// and Hebuterne, 1981), so that its shares are incomplete gamma functions (Garnett, Mandelbaum and Reiman, 2002; Mandelbaum
/// and Zeltyn, 2007). No step subtracts numbers that are nearly equal, nor forms one that could be too large.
struct ErlangA: Sendable {
    let patience: Double
    let c: Double
    let eta: Double
    /// 1 / A, where A = Σⱼ ηʲ / ((c + 1) … (c + j)): time with everyone busy and nobody waiting, of the time with everyone
    /// busy.
    let nobodyWaiting: Double
    /// P(abandon | delayed) and P(served | delayed).
    let abandonment: Double
    let served: Double

    init(_ line: CallLine, agents: Int) {
        precondition(agents > 0)
        patience = line.patience
        c = Double(agents) * line.patience / line.handleTime
        eta = line.arrivalsPerSecond * line.patience
        if Self.isLight(eta, c) {
            let (sum, weighted) = Self.series(eta, c)
            nobodyWaiting = 1 / sum
            // θ E[Q] / λ, all of them delayed.
            abandonment = weighted / sum / eta
            served = 1 - abandonment
        } else {
            nobodyWaiting = exp(logPoissonTerm(c, eta)) / lowerGamma(c, eta)
            abandonment = (nobodyWaiting * c + (eta - c)) / eta
            served = c / eta * (1 - nobodyWaiting)
        }
    }

    /// P(every agent is busy) = P(delayed), from Erlang's B of the same load and agents.
    func delayed(blocking: Double) -> Double {
        1 / (1 + (1 / blocking - 1) * nobodyWaiting)
    }

    /// E[W | delayed] in seconds: those who wait leave at rate 1 / patience each.
    var waitMean: Double { abandonment * patience }

    /// E[V | delayed and served] in seconds: the mean of a log-concave density, integrated between the points where it
    /// falls to e⁻⁴⁵ of its peak.
    var servedWaitMean: Double {
        // Being served thins the density by e^(−z): c becomes c + 1.
        let rate = c + 1
        let peak = max(0, log(eta / rate))
        let shape: (Double) -> Double = { z in
            let y = z - peak
            if peak > 0 { return exp(-rate * y * y / 2 * relativeExponential2(-y)) }
            return exp(-(rate - self.eta) * z - self.eta * z * z / 2 * relativeExponential2(-z))
        }
        func end(towards direction: Double) -> Double {
            var step = 1 / rate
            while peak + direction * step > 0, shape(peak + direction * step) > 3e-20 { step *= 2 }
            return max(0, peak + direction * step)
        }
        let right = end(towards: 1)
        let left = peak > 0 ? end(towards: -1) : 0
        var mass = 0.0
        var moment = 0.0
        for (from, to) in [(left, peak), (peak, right)] where to > from {
            mass += integral(from: from, to: to, panels: 24, shape)
            moment += integral(from: from, to: to, panels: 24) { $0 * shape($0) }
        }
        return patience * moment / mass
    }

    /// P(W > t | delayed).
    func waitingAfter(_ seconds: Double) -> Double {
        let z = seconds / patience
        return exp(-z) * offeredAfter(z, rate: c)
    }

    /// P(W > t, served | delayed).
    func servedAfter(_ seconds: Double) -> Double {
        served * offeredAfter(seconds / patience, rate: c + 1)
    }

    /// P(V > z) where V has density proportional to exp(η (1 − e^(−z)) − rate z): P(rate, η e^(−z)) / P(rate, η).
    private func offeredAfter(_ z: Double, rate: Double) -> Double {
        let left = eta * exp(-z)
        guard left > 0 else { return 0 }
        if !Self.isLight(left, rate) { return min(1, lowerGamma(rate, left) / lowerGamma(rate, eta)) }
        let tail = Self.series(left, rate).sum
        if Self.isLight(eta, rate) {
            return min(1, exp(-eta * expm1(-z) - rate * z) * tail / Self.series(eta, rate).sum)
        }
        return min(1, exp(logPoissonTerm(rate, left)) * tail / lowerGamma(rate, eta))
    }

    /// Whether the sum over the line falls from its first term on, so that it is summed as it stands.
    private static func isLight(_ eta: Double, _ c: Double) -> Bool { eta <= c + 1 }

    /// Σⱼ tⱼ and Σⱼ j tⱼ with tⱼ = ηʲ / ((c + 1) … (c + j)): Kummer's function ₁F₁(1; c + 1; η) term by term.
    private static func series(_ eta: Double, _ c: Double) -> (sum: Double, weighted: Double) {
        var term = 1.0
        var sum = 1.0
        var weighted = 0.0
        var j = 0.0
        while true {
            j += 1
            term *= eta / (c + j)
            sum += term
            weighted += j * term
            // What is left is at most a geometric series at the present ratio.
            let ratio = eta / (c + j + 1)
            if j * term < 1e-17 * weighted * (1 - ratio) * (1 - ratio) || term == 0 { return (sum, weighted) }
        }
    }
}

extension SteadyState {
    /// Room for all: Erlang A, or Erlang C where nobody abandons.
    init(_ line: CallLine, agents: Int, unlimited patience: Double) throws(TheoryError) {
        let n = Double(agents)
        guard patience.isFinite else {
            guard line.load < n else {
                throw .unstable(load: line.load, agents: Int(line.load.rounded(.down)) + 1)
            }
            let rate = (n - line.load) / line.handleTime
            self.init(
                line, agents: agents, blocking: 0, delayed: erlangC(agents: n, load: line.load),
                abandonmentOfDelayed: 0, servedOfDelayed: 1, waitDelayedMean: 1 / rate, waitOfServedDelayed: 1 / rate,
                waits: .exponential(rate: rate))
            return
        }
        guard agents > 0 else {
            // Everyone waits, nobody is served: the wait is the patience.
            self.init(
                line, agents: 0, blocking: 0, delayed: 1, abandonmentOfDelayed: 1, servedOfDelayed: 0,
                waitDelayedMean: patience, waitOfServedDelayed: 0, waits: .nobodyServes(patience: patience))
            return
        }
        let busy = ErlangA(line, agents: agents)
        self.init(
            line, agents: agents, blocking: 0, delayed: busy.delayed(blocking: erlangB(agents: n, load: line.load)),
            abandonmentOfDelayed: busy.abandonment, servedOfDelayed: busy.served, waitDelayedMean: busy.waitMean,
            waitOfServedDelayed: busy.servedWaitMean, waits: .erlangA(busy))
    }
}
