import CGSL

extension PairedDifference {
    /// The difference of two quantiles over the same sections of replications, its interval from the plans' own.
    ///
    /// Each plan's own interval tells how far its quantile may be off to either side, and the sections' counts at the two
    /// quantiles tell how much of that the plans have in common, as a correlation. The ends are the least and the greatest
    /// difference over the ellipse of errors that have this correlation and reach as far as the plans' intervals: the
    /// variance estimates recovered from the limits of Zou and Donner (2008, Statistics in Medicine 27), but with each
    /// side's own length on each side, so that two plans that lean alike are not set against each other. A jackknife
    /// would fail where a quantile lies next to the customers who do not wait at all.
    ///
    /// A quantile of zero is the least that can be found: on worse days the other plan's would have been longer, and this
    /// one zero still. What the plans have in common then shortens nothing on that side, and the interval reaches as far as
    /// the other plan's own.
    ///
    /// - Parameters:
    ///   - confidence: of the interval.
    ///   - differing: replications in which the plans differed in anything.
    init(from a: SectionedQuantile, to b: SectionedQuantile, confidence: Double, differing: Int) {
        value = b.value - a.value
        self.differing = differing
        guard let sections = a.interval, let otherSections = b.interval else { return }
        isSame = sections.isSame(as: otherSections)
        let (one, other) = (a.estimate(confidence: confidence), b.estimate(confidence: confidence))
        guard let low = one.low, let high = one.high, let otherLow = other.low, let otherHigh = other.high else {
            return
        }
        if isSame {
            ends = (0, 0)
            variance = 0
            return
        }
        let common = Self.correlation(sections.scores(at: a.value), otherSections.scores(at: b.value))
        let own = (1 - common * common).squareRoot()
        var reach = (below: 0.0, above: 0.0)
        for step in 0..<Self.steps {
            let angle = 2 * Double.pi * Double(step) / Double(Self.steps)
            let error = cos(angle)
            let otherError = common * error + own * sin(angle)
            let off =
                otherError * (otherError > 0 ? otherHigh - b.value : b.value - otherLow)
                - error * (error > 0 ? high - a.value : a.value - low)
            reach = (min(reach.below, off), max(reach.above, off))
        }
        if b.value == 0 { reach.below = min(reach.below, a.value - high) }
        if a.value == 0 { reach.above = max(reach.above, otherHigh - b.value) }
        ends = (value + reach.below, value + reach.above)
        // As squares of half-widths: only their ratio is told.
        variance = (reach.above - reach.below) * (reach.above - reach.below) / 4
        varianceOfIndependentRuns =
            ((high - low) * (high - low) + (otherHigh - otherLow) * (otherHigh - otherLow)) / 4
    }

    /// Directions in which the ellipse is looked at: the greatest of them is short by less than one part in 20,000.
    private static let steps = 720

    /// Correlation of two lists with mean zero; 0 where one of them does not vary.
    private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
        func sum(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let squares = sum(a, a) * sum(b, b)
        guard a.count == b.count, squares > 0 else { return 0 }
        let found = max(-1, min(1, sum(a, b) / squares.squareRoot()))
        // What two plans have in common is not taken for more than it may well be (Fisher's transformation, 1915).
        guard abs(found) < 1, a.count > 3 else { return found }
        return tanh(atanh(found) - doubt / Double(a.count - 3).squareRoot())
    }

    /// Standard errors by which the correlation is taken to be lower than it was found: chosen so that nominal 95 %
    /// intervals of the ninth decile held the truth where one plan's lies beside the customers who do not wait.
    private static let doubt = 0.3
}
