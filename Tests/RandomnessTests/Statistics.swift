import CGSL

/// Every statistical test here errs with this probability, were its seed not fixed.
let errorRate = 1e-4

/// The two-sided normal quantile at the error rate: 3.89.
let normalBound = gsl_cdf_ugaussian_Qinv(errorRate / 2)

/// What √n times the Kolmogorov distance of n draws exceeds at the error rate (Kolmogorov 1933): 2.23. With atoms the
/// distance is smaller, so the test only errs less.
let kolmogorovBound = (log(2 / errorRate) / 2).squareRoot()

/// The largest distance between the draws' own distribution and the stated one, just before and at each draw.
func kolmogorovDistance(_ draws: [Double], cdf: (Double) -> Double) -> Double {
    let sorted = draws.sorted()
    let count = Double(sorted.count)
    var distance = 0.0
    var first = 0
    while first < sorted.count {
        let x = sorted[first]
        var next = first + 1
        while next < sorted.count, sorted[next] == x { next += 1 }
        let before = abs(Double(first) / count - cdf(x.nextDown))
        distance = max(distance, before, abs(Double(next) / count - cdf(x)))
        first = next
    }
    return distance
}

/// Whether counts fit equal expectations, not too badly and not too well (Pearson 1900), each at half the error rate.
func areEven(_ counts: [Int]) -> Bool {
    let freedom = Double(counts.count - 1)
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    let sum = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    return gsl_cdf_chisq_Q(sum, freedom) > errorRate / 2 && gsl_cdf_chisq_P(sum, freedom) > errorRate / 2
}

/// Whether a count of `trials` fits a probability, by the normal approximation of the binomial.
func fits(_ count: Int, of trials: Int, probability: Double) -> Bool {
    let expected = Double(trials) * probability
    return abs(Double(count) - expected) < normalBound * (expected * (1 - probability)).squareRoot()
}

func correlation(_ a: [Double], _ b: [Double]) -> Double {
    gsl_stats_correlation(a, 1, b, 1, a.count)
}
