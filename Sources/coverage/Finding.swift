import Measures

/// How one cell's intervals fared at one look.
struct Finding: Sendable {
    let experiments: Int
    let truth: Double
    /// Experiments whose interval held the truth; lay below it; above it; that gave none.
    private(set) var held = 0
    private(set) var below = 0
    private(set) var above = 0
    private(set) var without = 0
    /// Mean width of the intervals over that of an interval from the true spread of the estimate about the truth.
    let relativeWidth: Double

    /// - Parameter estimates: one of each experiment.
    init(_ estimates: [Estimate], truth: Double) {
        experiments = estimates.count
        self.truth = truth
        var widths = 0.0
        for estimate in estimates {
            guard let low = estimate.low, let high = estimate.high else {
                without += 1
                continue
            }
            widths += high - low
            if high < truth { below += 1 } else if low > truth { above += 1 } else { held += 1 }
        }
        let values = estimates.compactMap(\.value)
        let squares = values.reduce(0) { $0 + ($1 - truth) * ($1 - truth) }
        let spread = (squares / Double(max(1, values.count - 1))).squareRoot()
        relativeWidth = widths / Double(max(1, experiments - without)) / (2 * normalFactor * spread)
    }

    /// Share of the intervals given that hold the truth.
    var coverage: Double { Double(held) / Double(max(1, experiments - without)) }

    /// The promise: of 95 % intervals at least 93.5 % hold the truth, and none is more than a quarter wider, on average,
    /// than if the spread of the estimate were known.
    static let leastCoverage = 0.935
    static let mostWidth = 1.25

    var isKept: Bool { coverage >= Self.leastCoverage && relativeWidth <= Self.mostWidth }

    /// Clearly broken: not by the chance that lies in so few experiments (three standard errors).
    var isBroken: Bool {
        guard without < experiments else { return false }
        let given = Double(experiments - without)
        let error = (Self.leastCoverage * (1 - Self.leastCoverage) / given).squareRoot()
        let widthError = relativeWidth / (2 * given).squareRoot()
        return coverage < Self.leastCoverage - 3 * error || relativeWidth > Self.mostWidth + 3 * widthError
    }
}
