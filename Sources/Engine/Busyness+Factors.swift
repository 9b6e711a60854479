import Randomness

extension Busyness {
    /// The factors of one replication: day by day, part by part, each gamma with mean 1.
    ///
    /// Standard normals are correlated by the Cholesky factor, turned into uniforms and those into gammas by inversion
    /// (NORTA; Cario and Nelson, 1997). Day d, part p always has normal number d · parts + p of its stream.
    func factors(seed: UInt64, replication: UInt32) -> [Double] {
        var draws = RandomStream(seed: seed, replication: replication, stream: stream, cause: .busyness)
        var factors: [Double] = []
        factors.reserveCapacity(days * parts)
        var independent = [Double](repeating: 0, count: parts)
        for _ in 0..<days {
            for part in 0..<parts { independent[part] = draws.normal() }
            for part in 0..<parts {
                var score = 0.0
                for earlier in 0...part { score += cholesky[part * parts + earlier] * independent[earlier] }
                factors.append(Self.gammaFactor(normalScore: score, cv: cv[part]))
            }
        }
        return factors
    }

    private static func gammaFactor(normalScore: Double, cv: Double) -> Double {
        guard cv > 0 else { return 1 }
        return Distribution.gammaFactor(cv: cv).quantile(ofNormalScore: normalScore)
    }
}

extension [RateState] {
    /// Long-run shares of time of each state: the stationary law of the jumps, weighted by the mean stays.
    func stationaryShares() -> [Double] {
        // Solve visits · P = visits with the sum of visits fixed, by elimination (Grassmann, Taksar and Heyman, 1985):
        // no subtraction, so no cancellation.
        let size = count
        guard size > 1 else { return [1] }
        var jump: [[Double]] = map { state in
            (0..<size).map { (next: Int) -> Double in
                next == 0 ? state.next[0] : state.next[next] - state.next[next - 1]
            }
        }
        for last in stride(from: size - 1, to: 0, by: -1) {
            let out = jump[last][0..<last].reduce(0, +)
            for from in 0..<last {
                jump[from][last] /= out
                for to in 0..<last { jump[from][to] += jump[from][last] * jump[last][to] }
            }
        }
        var visits = [Double](repeating: 0, count: size)
        visits[0] = 1
        for state in 1..<size { visits[state] = (0..<state).reduce(0) { $0 + visits[$1] * jump[$1][state] } }
        let time = zip(visits, self).map { $0 * $1.meanStay }
        let total = time.reduce(0, +)
        return time.map { $0 / total }
    }
}
