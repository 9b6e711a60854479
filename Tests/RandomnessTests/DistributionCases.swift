import Testing

@testable import Randomness

/// One distribution of a family, and how far sampling can test its moments.
struct Case: Sendable, CustomTestStringConvertible {
    enum Tail: Sendable {
        /// Sample mean and standard deviation are nearly normal at 100,000 draws.
        case light
        /// The mean is; the fourth moment is too large for the standard deviation.
        case heavy
        /// Neither: only the whole distribution is compared.
        case veryHeavy
    }

    let family: String
    let form: [String: ParameterValue]
    let tail: Tail
    let distribution: Distribution

    init(_ family: String, _ form: [String: ParameterValue], _ tail: Tail = .light) {
        self.family = family
        self.form = form
        self.tail = tail
        do {
            guard let found = Distribution.families.first(where: { $0.name == family }) else { fatalError(family) }
            distribution = try found.make(form)
        } catch {
            fatalError("\(family) \(form): \(error)")
        }
    }

    init(_ family: String, _ form: [String: Double], _ tail: Tail = .light) {
        self.init(family, form.mapValues { ParameterValue.number($0) }, tail)
    }

    var testDescription: String { "\(family) \(form)" }
}

/// Every family, in several sizes and forms.
let cases: [Case] = [
    Case("constant", ["time": 5]), Case("constant", ["time": 0]),
    Case("exponential", ["mean": 180]), Case("exponential", ["mean": 0.001]),
    Case("erlang", ["mean": 300, "phases": 1]), Case("erlang", ["mean": 300, "phases": 4]),
    Case("gamma", ["mean": 300, "cv": 0.7]), Case("gamma", ["mean": 300, "cv": 0.05]),
    Case("gamma", ["shape": 0.4, "scale": 60]), Case("gamma", ["mean": 60, "cv": 3], .heavy),
    Case("lognormal", ["mean": 188, "cv": 0.3]), Case("lognormal", ["mean": 188, "cv": 1.27], .heavy),
    Case("lognormal", ["median": 60, "sigma": 0.5]), Case("lognormal", ["mu": 4, "sigma": 2], .veryHeavy),
    Case("weibull", ["mean": 240, "shape": 0.8]), Case("weibull", ["scale": 100, "shape": 3]),
    Case("weibull", ["mean": 240, "cv": 2], .heavy), Case("weibull", ["mean": 240, "cv": 0.1]),
    Case("log_logistic", ["median": 60, "shape": 8]), Case("log_logistic", ["mean": 60, "cv": 0.5], .heavy),
    Case("log_logistic", ["median": 60, "shape": 1.5], .veryHeavy),
    Case("normal", ["mean": 300, "cv": 0.2]), Case("normal", ["mean": 300, "sd": 300]),
    Case("normal", ["mean": 0, "sd": 60]),
    Case("uniform", ["from": 20, "to": 80]), Case("uniform", ["from": 0, "to": 1]),
    Case("triangular", ["from": 10, "mode": 20, "to": 60]), Case("triangular", ["from": 0, "mode": 0, "to": 60]),
    Case("triangular", ["from": 10, "mode": 60, "to": 60]),
    Case("pareto", ["minimum": 30, "shape": 9]), Case("pareto", ["minimum": 30, "shape": 3.5], .heavy),
    Case("pareto", ["minimum": 30, "shape": 1.5], .veryHeavy), Case("pareto", ["mean": 90, "cv": 0.4], .heavy),
    Case("beta", ["from": 10, "to": 100, "alpha": 2, "beta": 5]),
    Case("beta", ["from": 0, "to": 60, "alpha": 0.3, "beta": 0.4]),
    Case("beta", ["from": 10, "to": 70, "mean": 30, "cv": 0.4]),
    Case("hyperexponential", ["mean": 300, "cv": 2], .heavy), Case("hyperexponential", ["mean": 300, "cv": 1]),
    Case("hyperexponential", ["shares": .list([0.2, 0.5, 0.3]), "means": .list([10, 60, 300])]),
    Case(
        "mixture",
        [
            "parts": .weighted([
                WeightedDistribution(share: 0.1, distribution: .constant(3)),
                WeightedDistribution(share: 0.7, distribution: .gamma(mean: 200, cv: 0.6)),
                WeightedDistribution(share: 0.2, distribution: .exponential(mean: 400)),
            ])
        ]),
    Case(
        "mixture",
        [
            "parts": .weighted([
                WeightedDistribution(share: 0.25, distribution: .lognormal(mean: 20, cv: 0.2)),
                WeightedDistribution(share: 0, distribution: .never),
                WeightedDistribution(share: 0.75, distribution: .uniform(from: 100, to: 200)),
            ])
        ]),
    Case("shifted", ["by": .number(5), "of": .distribution(.exponential(mean: 180))]),
    Case("shifted", ["by": .number(30), "of": .distribution(.gamma(mean: 60, cv: 0.5))]),
    Case("hazard", ["from": .list([0, 10, 20, 60]), "rates": .list([0.01, 0, 0.05, 0.002])], .heavy),
    Case("hazard", ["from": .list([0, 30]), "rates": .list([0, 0.1])]),
    Case("hazard", ["from": .list([0, 60, 61]), "rates": .list([0.001, 0.9, 0])], .veryHeavy),
    Case("empirical", ["values": .list([12, 3, 3, 40, 7.5])]),
    Case("empirical", ["values": .list((0..<997).map { Double($0 * $0 % 997) })]),
    Case("histogram", ["edges": .list([0, 10, 30, 60, 300]), "counts": .list([4, 0, 9, 2])]),
    Case("histogram", ["edges": .list([5, 6]), "counts": .list([1])]),
]
