import CGSL

/// A distribution of times in seconds, none below zero: how long calls take, how long customers wait, what comes between.
///
/// A new one is a file in `Shapes`, a case here and in `shape`, and a line in `families`; readers, the schema, the docs
/// and the tests loop over `families`.
public enum Distribution: Sendable, Equatable {
    case constant(Constant)
    case exponential(Exponential)
    case erlang(Erlang)
    case gamma(Gamma)
    case lognormal(Lognormal)
    case weibull(Weibull)
    case logLogistic(LogLogistic)
    case normal(Normal)
    case uniform(Uniform)
    case triangular(Triangular)
    case pareto(Pareto)
    case beta(Beta)
    case hyperexponential(Hyperexponential)
    case mixture(Mixture)
    indirect case shifted(Shifted)
    case hazard(HazardSteps)
    case empirical(Empirical)
    case histogram(Histogram)

    /// What people may write, in the order in which it is explained to them.
    public static let families: [DistributionFamily] = [
        Constant.family, Exponential.family, Erlang.family, Gamma.family, Lognormal.family, Weibull.family,
        LogLogistic.family, Normal.family, Uniform.family, Triangular.family, Pareto.family, Beta.family,
        Hyperexponential.family, Mixture.family, Shifted.family, HazardSteps.family, Empirical.family,
        Histogram.family,
    ]

    /// What never happens: an infinite time.
    public static let never = Distribution.constant(Constant(time: .infinity))

    /// The distribution of a family, by its name in a scenario, from numbers; times in seconds.
    ///
    /// - Throws: when no family has the name, or its parameters are not those of one of its forms.
    public init(_ family: String, _ parameters: [String: Double]) throws(DistributionError) {
        guard let found = Distribution.families.first(where: { $0.name == family }) else {
            let names = Distribution.families.map(\.name).joined(separator: ", ")
            throw DistributionError(parameter: family, expected: "one of \(names)")
        }
        self = try found.make(parameters.mapValues { .number($0) })
    }

    private var shape: any Shape {
        switch self {
        case .constant(let shape): shape
        case .exponential(let shape): shape
        case .erlang(let shape): shape
        case .gamma(let shape): shape
        case .lognormal(let shape): shape
        case .weibull(let shape): shape
        case .logLogistic(let shape): shape
        case .normal(let shape): shape
        case .uniform(let shape): shape
        case .triangular(let shape): shape
        case .pareto(let shape): shape
        case .beta(let shape): shape
        case .hyperexponential(let shape): shape
        case .mixture(let shape): shape
        case .shifted(let shape): shape
        case .hazard(let shape): shape
        case .empirical(let shape): shape
        case .histogram(let shape): shape
        }
    }

    /// Seconds; infinite where the integral is, or where a share never comes.
    public var mean: Double { shape.mean }

    /// The share of draws that never come: infinite ones, of a hazard whose last rate is 0.
    public var neverShare: Double { shape.neverShare }

    /// Square seconds; infinite where the integral is, and wherever the mean is.
    public var variance: Double { shape.variance }

    /// Seconds; infinite where the variance is.
    public var standardDeviation: Double { variance.squareRoot() }

    /// P(X ≤ x); 1 at infinity, also where a share never comes.
    public func cdf(_ x: Double) -> Double {
        if x < 0 { return 0 }
        return x == .infinity ? 1 : shape.cdf(x)
    }

    /// P(X > x), with its relative accuracy in the tail.
    public func survival(_ x: Double) -> Double {
        if x < 0 { return 1 }
        return x == .infinity ? 0 : shape.survival(x)
    }

    /// −ln P(X > x). Exact at any depth where the survival has a closed exponent (exponential, Weibull, log-logistic,
    /// Pareto, hazard); elsewhere infinite from about 700 on, which is a probability of 10⁻³⁰⁴.
    public func cumulativeHazard(_ x: Double) -> Double {
        if x < 0 { return 0 }
        return x == .infinity ? .infinity : max(0, shape.cumulativeHazard(x))
    }

    /// The least x with P(X ≤ x) ≥ p, for p from 0 to 1: the inverse of `cdf`, and at atoms its generalised inverse. For
    /// p = 0 the lower end of the support; for p = 1 its upper end, mostly infinite.
    public func quantile(_ p: Double) -> Double {
        precondition((0...1).contains(p), "a quantile of a share outside 0…1")
        return quantile(below: p, above: 1 - p)
    }

    /// The least x with P(X > x) ≤ q: `quantile(1 - q)` without losing a small q to rounding.
    public func quantile(survival q: Double) -> Double {
        precondition((0...1).contains(q), "a quantile of a share outside 0…1")
        return quantile(below: 1 - q, above: q)
    }

    /// The least x at which the cumulative hazard has reached a value of zero or more: the inverse of
    /// `cumulativeHazard`, as deep as that goes. An infinite hazard gives the upper end of the support.
    public func quantile(cumulativeHazard hazard: Double) -> Double {
        precondition(hazard >= 0, "a cumulative hazard below zero")
        return hazard == .infinity ? quantile(1) : shape.quantile(hazard: hazard)
    }

    func quantile(below p: Double, above q: Double) -> Double { shape.quantile(below: p, above: q) }
}
