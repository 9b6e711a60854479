import CGSL
import CRandom

/// What every distribution can tell of itself; times in seconds, zero or more.
protocol Shape: Sendable, Equatable {
    var mean: Double { get }
    var variance: Double { get }
    /// The share of draws that are infinite.
    var neverShare: Double { get }
    /// P(X ≤ x), for x of zero or more.
    func cdf(_ x: Double) -> Double
    /// P(X > x), for x of zero or more, with its relative accuracy in the tail.
    func survival(_ x: Double) -> Double
    /// −ln P(X > x), for x of zero or more.
    func cumulativeHazard(_ x: Double) -> Double
    /// The least x with P(X ≤ x) ≥ p and P(X > x) ≤ q, where p + q = 1: two numbers, since the smaller is the accurate
    /// one. For p = 0 the lower end of the support, for q = 0 its upper end.
    func quantile(below p: Double, above q: Double) -> Double
    /// The least x whose cumulative hazard reaches `hazard`, zero or more.
    func quantile(hazard: Double) -> Double
}

/// A shape whose draws take the same randomness whatever its parameters: customers share one sequence in order.
protocol SequentialShape: Shape {
    func next(_ generator: inout holdfast_xoshiro) -> Double
}

/// A shape whose draws take more or less randomness as its parameters go: each customer has a sequence alone.
protocol AddressedShape: Shape {
    func next(_ stream: inout RandomStream) -> Double
}

extension Shape {
    var neverShare: Double { 0 }

    func cumulativeHazard(_ x: Double) -> Double {
        let below = cdf(x)
        return below < 0.5 ? -log1p(-below) : -log(survival(x))
    }

    func quantile(hazard: Double) -> Double { quantile(below: -expm1(-hazard), above: exp(-hazard)) }

    /// The least number from `low` to `high` whose cdf has reached p (or its survival q), to the last bit: bisection over
    /// the doubles themselves, since those of zero or more are ordered as their bit patterns are. `high` if none has.
    func quantileBySearch(below p: Double, above q: Double, from low: Double, to high: Double) -> Double {
        var unreached = low.bitPattern
        var reached = high.bitPattern
        // Above the median the survival decides; but where p is the cdf of an atom, rounding may hide that from it.
        func hasReached(_ x: Double) -> Bool {
            p <= q ? cdf(x) >= p : survival(x) <= q || (q > 0.001 && cdf(x) >= p)
        }
        guard low < high, !hasReached(low) else { return low }
        while reached - unreached > 1 {
            let middle = unreached + (reached - unreached) / 2
            if hasReached(Double(bitPattern: middle)) { reached = middle } else { unreached = middle }
        }
        return Double(bitPattern: reached)
    }
}
