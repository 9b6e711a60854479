import Testing

@testable import Randomness

struct FamiliesTests {
    static func family(_ name: String) throws -> DistributionFamily {
        try #require(Distribution.families.first { $0.name == name })
    }

    @Test func everyFamilyExplainsItself() {
        for family in Distribution.families {
            #expect(!family.forms.isEmpty && family.forms.allSatisfy { !$0.isEmpty }, "\(family.name)")
            #expect(family.convention.hasSuffix("."), "\(family.name)")
            #expect(family.name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(family.name)")
            if let bare = family.bare { #expect(family.forms.contains([bare]), "\(family.name)") }
        }
        #expect(
            Distribution.families.filter { $0.bare != nil }.map(\.name) == ["constant", "mixture", "empirical"])
    }

    /// Two ways to say the same.
    @Test(
        arguments: [
            ("gamma", ["mean": 300, "cv": 0.5], ["shape": 4, "scale": 75]),
            ("erlang", ["mean": 300, "phases": 4], ["mean": 300, "phases": 4]),
            ("lognormal", ["median": 60, "sigma": 0.5], ["mu": 4.0943445622221006841705, "sigma": 0.5]),
            ("weibull", ["mean": 300, "shape": 1], ["scale": 300, "shape": 1]),
            ("weibull", ["mean": 300, "cv": 1], ["scale": 300, "shape": 1]),
            ("normal", ["mean": 300, "cv": 0.5], ["mean": 300, "sd": 150]),
            ("pareto", ["mean": 90, "cv": 0.35355339059327376220], ["minimum": 67.5, "shape": 4]),
            ("beta", ["from": 0, "to": 12, "mean": 6, "cv": 0.5], ["from": 0, "to": 12, "alpha": 1.5, "beta": 1.5]),
        ] as [(String, [String: Double], [String: Double])]) func formsAgree(
            name: String, one: [String: Double], other: [String: Double]
        ) throws
    {
        let first = try Distribution(name, one)
        let second = try Distribution(name, other)
        for p in [0.001, 0.1, 0.5, 0.9, 0.999] {
            #expect(abs(first.quantile(p) / second.quantile(p) - 1) < 1e-9)
        }
        #expect(abs(first.mean / second.mean - 1) < 1e-12)
        #expect(abs(first.standardDeviation / second.standardDeviation - 1) < 1e-12)
    }

    @Test(arguments: cases.filter { $0.form["cv"] != nil && $0.family != "normal" }) func meanAndCVAreKept(
        _ item: Case
    ) throws {
        guard case .number(let mean) = item.form["mean"], case .number(let cv) = item.form["cv"] else { return }
        #expect(abs(item.distribution.mean / mean - 1) < 1e-12)
        #expect(abs(item.distribution.standardDeviation / (mean * cv) - 1) < 1e-11)
    }

    /// The whole range in which a shape is solved for.
    @Test(arguments: ["gamma", "lognormal", "weibull", "log_logistic", "pareto", "hyperexponential"])
    func extremeCVsAreKept(family: String) throws {
        for cv in [0.001, 0.0123, 0.1, 0.3, 0.9, 1, 1.1, 3, 17, 100] where cv >= 1 || family != "hyperexponential" {
            let distribution = try Distribution(family, ["mean": 300, "cv": cv])
            #expect(abs(distribution.mean / 300 - 1) < 1e-10, "\(cv)")
            #expect(abs(distribution.standardDeviation / (300 * cv) - 1) < 1e-9, "\(cv)")
        }
    }

    @Test func commonDistributionsAreThoseOfTheirFamilies() throws {
        #expect(Distribution.constant(5) == (try Distribution("constant", ["time": 5])))
        #expect(Distribution.exponential(mean: 5) == (try Distribution("exponential", ["mean": 5])))
        #expect(Distribution.erlang(mean: 5, phases: 2) == (try Distribution("erlang", ["mean": 5, "phases": 2])))
        #expect(Distribution.gamma(mean: 5, cv: 2) == (try Distribution("gamma", ["mean": 5, "cv": 2])))
        #expect(Distribution.lognormal(mean: 5, cv: 2) == (try Distribution("lognormal", ["mean": 5, "cv": 2])))
        #expect(Distribution.weibull(mean: 5, shape: 2) == (try Distribution("weibull", ["mean": 5, "shape": 2])))
        #expect(Distribution.uniform(from: 1, to: 2) == (try Distribution("uniform", ["from": 1, "to": 2])))
        let hyperexponential = try Distribution("hyperexponential", ["mean": 5, "cv": 2])
        #expect(Distribution.hyperexponential(mean: 5, cv: 2) == hyperexponential)
        #expect(Distribution.gamma(mean: 5, cv: 2) != .gamma(mean: 5, cv: 2.1))
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let family: String
        let form: [String: ParameterValue]
        let parameter: String
        let expected: String

        init(_ family: String, _ form: [String: ParameterValue], _ parameter: String, _ expected: String) {
            self.family = family
            self.form = form
            self.parameter = parameter
            self.expected = expected
        }

        init(_ family: String, _ form: [String: Double], _ parameter: String, _ expected: String) {
            self.init(family, form.mapValues { ParameterValue.number($0) }, parameter, expected)
        }

        var testDescription: String { "\(family) \(form)" }
    }

    @Test(arguments: refusals) func refusesInPlainWords(_ refused: Refused) throws {
        let family = try Self.family(refused.family)
        let error = #expect(throws: DistributionError.self) { _ = try family.make(refused.form) }
        #expect(error == DistributionError(parameter: refused.parameter, expected: refused.expected))
    }

    @Test func refusesUnknownFamilies() {
        let error = #expect(throws: DistributionError.self) { _ = try Distribution("gauss", ["mean": 1]) }
        #expect(
            error?.expected
                == "one of constant, exponential, erlang, gamma, lognormal, weibull, log_logistic, normal, uniform, "
                + "triangular, pareto, beta, hyperexponential, mixture, shifted, hazard, empirical, histogram")
    }

    static let cvWords = "a coefficient of variation from 0.001 to 100"
    static let refusals: [Refused] = [
        Refused("constant", ["time": -1], "time", "a time of zero or more"),
        Refused("constant", ["time": .infinity], "time", "a time of zero or more"),
        Refused("constant", ["time": .list([1])], "time", "a time of zero or more"),
        Refused("exponential", ["mean": 0], "mean", "a time above zero"),
        Refused("exponential", ["mean": .nan], "mean", "a time above zero"),
        Refused("exponential", ["rate": 2], "rate", "mean"),
        Refused("exponential", [:] as [String: Double], "", "mean"),
        Refused("exponential", ["mean": 1e200], "", "parameters whose mean and standard deviation can be computed"),
        Refused("erlang", ["mean": 3, "phases": 2.5], "phases", "a whole number from 1 to 1,000,000"),
        Refused("erlang", ["mean": 3, "phases": 0], "phases", "a whole number from 1 to 1,000,000"),
        Refused("gamma", ["mean": 3], "", "mean and cv, or shape and scale"),
        Refused("gamma", ["mean": 3, "cv": 1, "shape": 2], "", "mean and cv, or shape and scale"),
        Refused("gamma", ["mean": 3, "sd": 1], "sd", "mean and cv, or shape and scale"),
        Refused("gamma", ["mean": 3, "cv": 0], "cv", "a number above zero"),
        Refused("gamma", ["mean": 3, "cv": 101], "cv", cvWords),
        Refused("gamma", ["shape": 1e7, "scale": 1], "shape", "a shape from 0.0001 to 1,000,000"),
        Refused("lognormal", ["mean": 3], "", "mean and cv, median and sigma, or mu and sigma"),
        Refused("lognormal", ["mu": .infinity, "sigma": 1], "mu", "a finite number"),
        Refused(
            "lognormal", ["mu": 3, "sigma": 40], "", "parameters whose mean and standard deviation can be computed"),
        Refused("weibull", ["mean": 3, "shape": 0.01], "shape", "a shape from 0.05 to 10,000"),
        Refused("weibull", ["mean": 3, "cv": 0.0001], "cv", cvWords),
        Refused("log_logistic", ["median": 3, "shape": 0.05], "shape", "a shape from 0.1 to 1,000,000"),
        Refused("log_logistic", ["mean": 3, "cv": 1000], "cv", cvWords),
        Refused("normal", ["mean": -3, "sd": 1], "mean", "a time of zero or more"),
        Refused("normal", ["mean": 0, "cv": 1], "mean", "a time above zero"),
        Refused("normal", ["mean": 3, "sd": 0], "sd", "a time above zero"),
        Refused("uniform", ["from": 5, "to": 5], "to", "an upper end above `from`"),
        Refused("triangular", ["from": 5, "mode": 6, "to": 4], "to", "an upper end above `from`"),
        Refused("triangular", ["from": 5, "mode": 9, "to": 8], "mode", "a time from `from` to `to`"),
        Refused("pareto", ["minimum": 0, "shape": 2], "minimum", "a time above zero"),
        Refused("pareto", ["minimum": 3, "shape": 0.01], "shape", "a shape from 0.1 to 1,000,000"),
        Refused("pareto", ["mean": 3, "cv": 500], "cv", cvWords),
        Refused("beta", ["from": 5, "to": 4, "alpha": 1, "beta": 1], "to", "an upper end above `from`"),
        Refused("beta", ["from": 0, "to": 4, "mean": 5, "cv": 1], "mean", "a mean between `from` and `to`"),
        Refused(
            "beta", ["from": 0, "to": 4, "mean": 2, "cv": 1.2], "cv",
            "a coefficient of variation clearly below 1.0, the most that this mean allows"),
        Refused("beta", ["from": 0, "to": 4, "mean": 2, "cv": 1e-6], "cv", "a larger coefficient of variation"),
        Refused(
            "beta", ["from": 0, "to": 4, "alpha": 0.001, "beta": 1], "alpha", "a number from 0.01 to 1,000,000"),
        Refused("beta", ["from": 0, "to": 4, "alpha": 1, "beta": 1e7], "beta", "a number from 0.01 to 1,000,000"),
        Refused(
            "beta", ["from": 0, "to": 4], "", "from, to, mean and cv, or from, to, alpha and beta"),
        Refused("hyperexponential", ["mean": 3, "cv": 0.9], "cv", "a coefficient of variation from 1 to 100"),
        Refused(
            "hyperexponential", ["shares": .list([0.5, 0.4]), "means": .list([1, 2])], "shares",
            "shares that add up to 1"),
        Refused(
            "hyperexponential", ["shares": .list([0.5, 0.5]), "means": .list([1])], "means",
            "as many means as shares, 2"),
        Refused("hyperexponential", ["shares": .list([1]), "means": .list([0])], "means", "means above zero"),
        Refused(
            "hyperexponential", ["shares": .list([2]), "means": .list([1])], "shares",
            "a list of shares, each between 0 and 1"),
        Refused(
            "mixture", ["parts": .weighted([])], "parts", "a list of {share, of}, each share between 0 and 1"),
        Refused(
            "mixture", ["parts": .weighted([WeightedDistribution(share: 0.9, distribution: .constant(1))])], "parts",
            "shares that add up to 1"),
        Refused(
            "mixture", ["parts": .weighted([WeightedDistribution(share: -1, distribution: .constant(1))])], "parts",
            "a list of {share, of}, each share between 0 and 1"),
        Refused("shifted", ["by": .number(1), "of": .number(3)], "of", "a distribution"),
        Refused("shifted", ["by": .number(-1), "of": .distribution(.constant(1))], "by", "a time of zero or more"),
        Refused(
            "hazard", ["from": .list([1, 2]), "rates": .list([1, 1])], "from", "a list of times that begins with 0"),
        Refused("hazard", ["from": .list([0, 2, 2]), "rates": .list([1, 1, 1])], "from", "times that increase"),
        Refused(
            "hazard", ["from": .list([0, 2]), "rates": .list([1])], "rates", "as many rates as times in `from`, 2"),
        Refused("hazard", ["from": .list([0]), "rates": .list([0])], "rates", "at least one rate above zero"),
        Refused("hazard", ["from": .list([0]), "rates": .list([-1])], "rates", "a list of rates, each zero or more"),
        Refused("empirical", ["values": .list([])], "values", "a list of times, each zero or more"),
        Refused("empirical", ["values": .list([1, -2])], "values", "a list of times, each zero or more"),
        Refused("histogram", ["edges": .list([1]), "counts": .list([1])], "edges", "at least two edges, increasing"),
        Refused(
            "histogram", ["edges": .list([1, 1]), "counts": .list([1])], "edges", "at least two edges, increasing"),
        Refused(
            "histogram", ["edges": .list([1, 2]), "counts": .list([1, 1])], "counts", "one count fewer than edges, 1"),
        Refused(
            "histogram", ["edges": .list([1, 2]), "counts": .list([0])], "counts", "at least one count above zero"),
        Refused(
            "histogram", ["edges": .list([1, 2]), "counts": .list([-1])], "counts",
            "a list of numbers, each zero or more"),
    ]
}
