extension Verdict {
    /// How an estimate fares against a bound; both sides include the bound itself.
    ///
    /// Met and missed need the whole interval on one side. Without an interval (fewer than two observations) nothing
    /// is decided.
    ///
    /// - Parameter isCount: of a number of things, of which none may be allowed.
    static func of(
        _ estimate: Estimate, _ bound: TargetSpec.Bound, _ value: Double, isCount: Bool = false
    ) -> Verdict {
        guard estimate.value != nil else { return .noData }
        // What may happen never, and never did: no interval can say more.
        if bound == .atMost && value == 0 && estimate.value == 0 && isCount { return .met }
        guard let low = estimate.low, let high = estimate.high else { return .undecided }
        switch bound {
        case .atLeast: return low >= value ? .met : high < value ? .missed : .undecided
        case .atMost: return high <= value ? .met : low > value ? .missed : .undecided
        }
    }

    /// Observations after which the interval would likely lie on one side of the bound: widths shrink with the square
    /// root of their number. Rounded up to two digits.
    ///
    /// - Returns: nil when there is no interval, the value equals the bound, or more than ten million would be needed.
    static func observationsToDecide(_ estimate: Estimate, _ bound: Double, observations: Int) -> Int? {
        guard let value = estimate.value, let low = estimate.low, let high = estimate.high else { return nil }
        let distance = abs(value - bound)
        guard distance > 0 else { return nil }
        let halfWidth = value > bound ? value - low : high - value
        let needed = Double(observations) * (halfWidth / distance) * (halfWidth / distance)
        guard needed <= 1e7 else { return nil }
        return roundedUp(max(needed, Double(observations + 1)))
    }

    /// The next number with at most two digits other than zero.
    static func roundedUp(_ number: Double) -> Int {
        let whole = Int(number.rounded(.up))
        var step = 1
        while whole / step >= 100 { step *= 10 }
        return (whole + step - 1) / step * step
    }
}
