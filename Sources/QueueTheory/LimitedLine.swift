import CGSL

/// A line with room for some, seen by those who find every agent busy and a place to wait: M/M/n/K and M/M/n/K + M.
///
/// With j waiting ahead, V is the sum of j + 1 exponential times with rates n μ + i θ, i = 0 … j (μ and θ the rates of
/// service and of abandonment), so that its tail is a sum of negative binomial terms, or of Poisson terms for θ = 0
/// (Riordan, 1962). Sums over j have positive terms only; one such sum takes time in proportion to the places.
struct LimitedLine: Sendable {
    /// Share of the delayed who find j waiting ahead, j = 0 … places − 1.
    let ahead: [Double]
    /// n μ and θ per second.
    let serviceRate: Double
    let abandonmentRate: Double

    /// Σ_(j < places) tⱼ and t_places, with tⱼ the weight of j waiting relative to a common scale; `everyoneBusy` is t₀.
    let roomLeft: Double
    let full: Double
    let everyoneBusy: Double

    init(_ line: CallLine, agents: Int, places: Int) {
        serviceRate = Double(agents) / line.handleTime
        abandonmentRate = line.patience.isFinite ? 1 / line.patience : 0
        var weights = [Double](repeating: 0, count: places + 1)
        var scale = 1.0
        weights[0] = 1
        for j in 0..<places {
            weights[j + 1] =
                weights[j] * line.arrivalsPerSecond / (serviceRate + Double(j + 1) * abandonmentRate)
            if weights[j + 1] > 1e200 {
                // All weights share one scale. They have only grown so far, so that below the first that has become too
                // small for a double all have.
                var i = j + 1
                while i >= 0, weights[i] > 0 {
                    weights[i] *= 1e-200
                    i -= 1
                }
                scale *= 1e-200
            }
        }
        full = weights[places]
        weights.removeLast()
        let sum = weights.reduce(0, +)
        roomLeft = sum
        everyoneBusy = scale
        ahead = sum > 0 ? weights.map { $0 / sum } : weights
    }

    /// P(abandon | delayed).
    var abandonment: Double { mean { leaving($0) / (serviceRate + leaving($0)) } }

    /// P(served | delayed).
    var served: Double { mean { serviceRate / (serviceRate + leaving($0)) } }

    /// E[W | delayed] in seconds; nil when there is no place to wait.
    var waitMean: Double? {
        ahead.isEmpty ? nil : mean { Double($0 + 1) / (serviceRate + leaving($0)) }
    }

    /// E[W | delayed and served] in seconds; 0 when nobody is both.
    var servedWaitMean: Double {
        var wait = 0.0
        var moment = 0.0
        var mass = 0.0
        for (j, share) in ahead.enumerated() {
            let rate = serviceRate + leaving(j)
            wait += 1 / rate
            mass += share * serviceRate / rate
            moment += share * serviceRate / rate * wait
        }
        return mass > 0 ? moment / mass : 0
    }

    /// P(W > t | delayed).
    func waitingAfter(_ seconds: Double) -> Double {
        exp(-abandonmentRate * seconds) * offeredAfter(seconds, serviceRate) { _ in 1 }
    }

    /// P(W > t, served | delayed).
    func servedAfter(_ seconds: Double) -> Double {
        // Being served shifts every rate by θ.
        offeredAfter(seconds, serviceRate + abandonmentRate) { serviceRate / (serviceRate + leaving($0)) }
    }

    /// Σⱼ shareⱼ weightⱼ P(Vⱼ > t), where Vⱼ is the sum of exponential times with rates `first` + i θ, i = 0 … j.
    private func offeredAfter(_ seconds: Double, _ first: Double, _ weight: (Int) -> Double) -> Double {
        let theta = abandonmentRate
        // 1 − e^(−θ t) over θ, which is t where nobody abandons.
        let span = theta > 0 ? -expm1(-theta * seconds) / theta : seconds
        var logScale = -first * seconds
        var factor = exp(logScale)
        var term = 1.0
        var tail = 1.0
        var sum = 0.0
        for (j, share) in ahead.enumerated() {
            if j > 0 {
                term *= (first + Double(j - 1) * theta) * span / Double(j)
                tail += term
                if tail > 1e200 {
                    tail *= 1e-200
                    term *= 1e-200
                    logScale += log(1e200)
                    factor = exp(logScale)
                }
            }
            sum += share * weight(j) * min(1, tail * factor)
        }
        return sum
    }

    /// θ (j + 1): the rate at which those ahead and the contact itself abandon.
    private func leaving(_ j: Int) -> Double { abandonmentRate * Double(j + 1) }

    private func mean(_ f: (Int) -> Double) -> Double {
        var sum = 0.0
        for (j, share) in ahead.enumerated() { sum += share * f(j) }
        return sum
    }
}

extension SteadyState {
    /// Room for some: Erlang B without a place to wait, M/M/n/K or M/M/n/K + M with some.
    init(_ line: CallLine, agents: Int, waitingPlaces places: Int) throws(TheoryError) {
        guard agents > 0 || (places > 0 && line.patience.isFinite) else {
            throw .argument("expected at least 1 agent: with none, nobody would be answered and nobody could leave")
        }
        let busy = LimitedLine(line, agents: agents, places: places)
        let blockingOfNone = erlangB(agents: Double(agents), load: line.load)
        // Time with an agent free, on the scale of the weights; infinite when B is too small for a double.
        let free = busy.everyoneBusy * (1 / blockingOfNone - 1)
        let all = free + busy.roomLeft + busy.full
        self.init(
            line, agents: agents, blocking: free.isFinite ? busy.full / all : 0,
            delayed: busy.roomLeft > 0 ? 1 / (1 + free / busy.roomLeft) : 0, abandonmentOfDelayed: busy.abandonment,
            servedOfDelayed: busy.served, waitDelayedMean: busy.waitMean, waitOfServedDelayed: busy.servedWaitMean,
            waits: .limited(busy))
    }
}
