import Foundation

/// Which of several plans is best: the fully sequential procedure KN of Kim and Nelson (2001, ACM TOMACS 11), with
/// common random numbers.
///
/// All plans meet a first stage of replications; from then on, after each replication, a plan that is clearly behind
/// another leaves, until one is left. If the best is better than every other by the indifference zone or more, it is
/// the one that is left with a probability of at least `confidence`: for normal values exactly, whatever the correlation
/// between plans, and nearly so for means over a replication's many contacts. Plans that are closer to the best than
/// the zone count as alike.
///
/// A plan's value is Σx/Σy over its replications (y is 1 for means). For ratios of sums the values that KN compares are
/// the ratios so far, and its first-stage variances are those of their linearised differences (delta method).
public struct SequentialSelection: Sendable {
    public let plans: Int
    /// The smallest difference that matters, above 0.
    public let indifference: Double
    /// Between 1/plans and 1, both excluded.
    public let confidence: Double
    /// Replications that every plan meets; at least 2, better 20 or more.
    public let firstStage: Int
    let higherIsBetter: Bool

    /// Plans still in play, in order.
    public private(set) var inPlay: [Int]
    /// The replication after which each plan was left out; nil while it is in play.
    public private(set) var leftAfter: [Int?]
    public private(set) var replications = 0
    /// Some plan had nothing to compute its value from in the first stage.
    public private(set) var isWithoutData = false

    private let boundary: Double
    private var totals: [(x: Double, y: Double)]
    private var first: [[(x: Double, y: Double)]] = []
    /// Of the difference of two plans, at `plan * plans + other`.
    private var variances: [Double] = []

    public init(plans: Int, firstStage: Int, indifference: Double, confidence: Double, higherIsBetter: Bool) {
        precondition(plans > 1 && firstStage > 1 && indifference > 0 && confidence < 1)
        self.plans = plans
        self.firstStage = firstStage
        self.indifference = indifference
        self.confidence = confidence
        self.higherIsBetter = higherIsBetter
        boundary = Self.boundary(plans: plans, firstStage: firstStage, confidence: confidence)
        inPlay = Array(0..<plans)
        leftAfter = [Int?](repeating: nil, count: plans)
        totals = [(x: Double, y: Double)](repeating: (0, 0), count: plans)
    }

    /// The constant h² of the procedure, for its boundary of c = 1: 2·η·(n₀ − 1) with ½(1 + 2η)^(−(n₀ − 1)/2) = α/(k − 1).
    static func boundary(plans: Int, firstStage: Int, confidence: Double) -> Double {
        let degrees = Double(firstStage - 1)
        let eta = (pow(2 * (1 - confidence) / Double(plans - 1), -2 / degrees) - 1) / 2
        return 2 * eta * degrees
    }

    /// True when the answer is found.
    public var isDone: Bool { isWithoutData || inPlay.count == 1 }

    /// The best plan, once it is found.
    public var best: Int? { isDone && !isWithoutData ? inPlay.first : nil }

    /// Replications after which there will be an answer, at the latest; nil in the first stage.
    public var mostReplications: Int? {
        guard !variances.isEmpty else { return nil }
        let most = inPlay.flatMap { plan in inPlay.map { limit(plan, $0) } }.max() ?? 0
        return Int(min(most, 1e15)) + 1
    }

    /// A plan's value over all the replications that it met.
    public func value(_ plan: Int) -> Double? {
        totals[plan].y > 0 ? totals[plan].x / totals[plan].y : nil
    }

    /// Adds a replication's numerator and denominator of each plan; those of plans no longer in play are not read.
    public mutating func add(_ pairs: [(x: Double, y: Double)]) {
        precondition(pairs.count == plans)
        guard !isDone else { return }
        replications += 1
        for plan in inPlay {
            totals[plan].x += pairs[plan].x
            totals[plan].y += pairs[plan].y
        }
        guard replications >= firstStage else {
            first.append(pairs)
            return
        }
        if replications == firstStage {
            first.append(pairs)
            endFirstStage()
        }
        if !isWithoutData { screen() }
    }

    private mutating func endFirstStage() {
        guard totals.allSatisfy({ $0.y > 0 }) else {
            isWithoutData = true
            return
        }
        let n = Double(firstStage)
        let residuals = first.map { pairs in
            (0..<plans).map { plan in
                (pairs[plan].x - totals[plan].x / totals[plan].y * pairs[plan].y) * n / totals[plan].y
            }
        }
        variances = [Double](repeating: 0, count: plans * plans)
        for plan in 0..<plans {
            for other in 0..<plan {
                let squares = residuals.reduce(0) { sum, residual in
                    let difference = residual[plan] - residual[other]
                    return sum + difference * difference
                }
                variances[plan * plans + other] = squares / (n - 1)
                variances[other * plans + plan] = squares / (n - 1)
            }
        }
        first = []
    }

    /// h²S²/δ²: after so many replications two plans are told apart.
    private func limit(_ plan: Int, _ other: Int) -> Double {
        boundary * variances[plan * plans + other] / (indifference * indifference)
    }

    /// Leaves out whoever is behind another by more than the boundary; of plans that cannot be told apart any longer,
    /// only the first of the best is kept.
    private mutating func screen() {
        let r = Double(replications)
        let sign = higherIsBetter ? 1.0 : -1
        let values = totals.map { $0.y > 0 ? sign * $0.x / $0.y : 0 }
        var kept = inPlay.filter { plan in
            inPlay.allSatisfy { other in
                let reach = max(0, indifference / (2 * r) * (limit(plan, other) - r))
                return values[plan] >= values[other] - reach
            }
        }
        if let most = mostReplications, replications >= most, let best = kept.max(by: { values[$0] < values[$1] }) {
            kept = [kept.first { values[$0] == values[best] } ?? best]
        }
        for plan in inPlay where !kept.contains(plan) { leftAfter[plan] = replications }
        inPlay = kept
    }
}

/// Which plan is best, as far as it was found.
public struct SelectionResults: Sendable {
    public var measure: Measure
    public var within: Double?
    public var indifference: Double
    public var confidence: Double
    public var firstStage: Int
    /// Position of the best plan; nil when the search was stopped before it was found.
    public var best: Int?
    /// Each plan's value over the replications that it met, and after which of them it was left out.
    public var plans: [(value: Double?, replications: Int, leftAfter: Int?)]

    public init(
        measure: Measure, within: Double?, indifference: Double, confidence: Double, firstStage: Int, best: Int?,
        plans: [(value: Double?, replications: Int, leftAfter: Int?)]
    ) {
        self.measure = measure
        self.within = within
        self.indifference = indifference
        self.confidence = confidence
        self.firstStage = firstStage
        self.best = best
        self.plans = plans
    }

    public init(_ found: SequentialSelection, measure: Measure, within: Double?) {
        self.init(
            measure: measure, within: within, indifference: found.indifference, confidence: found.confidence,
            firstStage: found.firstStage, best: found.best,
            plans: (0..<found.plans).map {
                (found.value($0), found.leftAfter[$0] ?? found.replications, found.leftAfter[$0])
            })
    }
}
