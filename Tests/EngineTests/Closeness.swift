import Glibc

// Tests of random numbers. Each fails for a right program with probability 10⁻⁴ at most, on the average seed; seeds are
// fixed, so a test that passes goes on passing.

/// The 1 − 10⁻⁴ two-sided point of a standard normal.
let farNormal = 3.891

/// Whether a sample mean agrees with its expectation, given the variance of one value.
func meanIsNear(_ values: [Double], _ expected: Double, variance: Double) -> Bool {
    let mean = values.reduce(0, +) / Double(values.count)
    return abs(mean - expected) <= farNormal * (variance / Double(values.count)).squareRoot()
}

/// Whether the sum of squares about a known mean is that of Poisson counts. Var((X − m)²) = m + 2 m².
func dispersionIsNear(_ counts: [Double], mean: Double) -> Bool {
    let squares = counts.map { ($0 - mean) * ($0 - mean) }
    return meanIsNear(squares, mean, variance: mean + 2 * mean * mean)
}

/// Whether two samples of independent pairs are uncorrelated (Fisher's z, 1921).
func correlationIsNearZero(_ a: [Double], _ b: [Double]) -> Bool {
    abs(atanh(correlation(a, b))) <= farNormal / (Double(a.count) - 3).squareRoot()
}

func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let count = Double(a.count)
    let meanA = a.reduce(0, +) / count, meanB = b.reduce(0, +) / count
    let both = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let squareA = a.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) }
    let squareB = b.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
    return both / (squareA * squareB).squareRoot()
}

/// Whether values are uniform on 0…1 (Kolmogorov and Smirnov; 2.2253 is the 1 − 10⁻⁴ point of √n · D for large n).
func isUniform(_ values: [Double]) -> Bool {
    let sorted = values.sorted()
    let count = Double(sorted.count)
    let distance = sorted.enumerated().reduce(0.0) { most, next in
        max(most, abs(next.element - Double(next.offset) / count), abs(Double(next.offset + 1) / count - next.element))
    }
    return distance * count.squareRoot() < 2.2253
}

/// Whether `hits` of `trials` agree with a probability.
func shareIsNear(_ hits: Int, of trials: Int, _ probability: Double) -> Bool {
    let sd = (probability * (1 - probability) * Double(trials)).squareRoot()
    return abs(Double(hits) - probability * Double(trials)) <= farNormal * sd + 0.5
}
