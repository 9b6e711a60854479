import CGSL
import Testing

@testable import Randomness

struct QuantileTests {
    static let shares = [1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999]
    /// Four units in the last place: what the few operations of a quantile may round.
    static func around(_ x: Double) -> (below: Double, above: Double) {
        let step = 4 * x.ulp
        return (max(0, x - step), x + step)
    }

    /// P(X ≤ x) passes p between the neighbours of quantile(p): inverse where continuous, generalised inverse at atoms.
    @Test(arguments: cases) func quantileInvertsTheCDF(_ item: Case) {
        let distribution = item.distribution
        for p in Self.shares {
            let x = distribution.quantile(p)
            if x == .infinity {
                #expect(distribution.cdf(.greatestFiniteMagnitude) < p)
                continue
            }
            let (below, above) = Self.around(x)
            #expect(distribution.cdf(above) >= p * (1 - 1e-9) - 4e-16, "p = \(p), x = \(x)")
            #expect(x == 0 || distribution.cdf(below) <= p * (1 + 1e-9) + 4e-16, "p = \(p), x = \(x)")
        }
    }

    @Test(arguments: cases) func quantileInvertsTheTail(_ item: Case) {
        let distribution = item.distribution
        for q in Self.shares + [1e-30, 1e-100, 1e-250] {
            let x = distribution.quantile(survival: q)
            if x == .infinity {
                #expect(distribution.survival(.greatestFiniteMagnitude) > q)
                continue
            }
            let (below, above) = Self.around(x)
            #expect(distribution.survival(above) <= q * (1 + 1e-9), "q = \(q), x = \(x)")
            #expect(x == 0 || distribution.survival(below) >= q * (1 - 1e-9), "q = \(q), x = \(x)")
        }
    }

    @Test(arguments: cases) func hazardsAndQuantilesAgree(_ item: Case) {
        let distribution = item.distribution
        for hazard in [1e-9, 0.001, 0.1, 0.5, 1, 5, 30, 300, 600] {
            let x = distribution.quantile(cumulativeHazard: hazard)
            if x == .infinity {
                #expect(distribution.cumulativeHazard(.greatestFiniteMagnitude) < hazard)
                continue
            }
            let (below, above) = Self.around(x)
            #expect(distribution.cumulativeHazard(above) >= hazard * (1 - 1e-9) - 4e-16, "at \(hazard), x = \(x)")
            #expect(
                x == 0 || distribution.cumulativeHazard(below) <= hazard * (1 + 1e-9) + 4e-16, "at \(hazard), x = \(x)")
        }
    }

    @Test(arguments: cases) func probabilitiesAreOrderedAndAddUp(_ item: Case) {
        let distribution = item.distribution
        var last = (cdf: 0.0, survival: 1.0, hazard: 0.0)
        for x in (0...400).map({ Double($0) * min(distribution.quantile(0.9), 1000) / 100 }) + [
            .greatestFiniteMagnitude
        ] {
            let now = (distribution.cdf(x), distribution.survival(x), distribution.cumulativeHazard(x))
            #expect(abs(now.0 + now.1 - 1) < 4e-15)
            #expect(now.0 >= last.cdf && now.1 <= last.survival && now.2 >= last.hazard, "at \(x)")
            last = now
        }
        #expect(distribution.cdf(-1) == 0 && distribution.survival(-1) == 1 && distribution.cumulativeHazard(-1) == 0)
        #expect(distribution.cdf(.infinity) == 1 && distribution.survival(.infinity) == 0)
    }

    @Test func endsOfTheSupport() throws {
        for item in cases {
            let (low, high) = (item.distribution.quantile(0), item.distribution.quantile(1))
            #expect(low < .infinity && item.distribution.cdf(low.nextDown) <= 1e-15)
            #expect(item.distribution.survival(high) == 0)
        }
        #expect(try Distribution("uniform", ["from": 2, "to": 3]).quantile(0) == 2)
        #expect(try Distribution("uniform", ["from": 2, "to": 3]).quantile(1) == 3)
        #expect(try Distribution("pareto", ["minimum": 30, "shape": 2]).quantile(0) == 30)
        #expect(Distribution.exponential(mean: 3).quantile(1) == .infinity)
    }

    @Test func atomsAreInvertedToTheirPlace() throws {
        let list = try #require(Distribution.families.first { $0.name == "empirical" })
        let distribution = try list.make(["values": .list([12, 3, 3, 40, 7.5])])
        #expect(
            [0, 0.2, 0.4, 0.41, 0.6, 0.8, 0.81, 1].map { distribution.quantile($0) } == [3, 3, 3, 7.5, 7.5, 12, 40, 40])
        #expect(distribution.cdf(3) == 0.4 && distribution.cdf(3.0.nextDown) == 0)
        for count in [3, 10, 49, 1000] {
            let distribution = try list.make(["values": .list((0..<count).map { Double($0) })])
            for place in 0..<count {
                #expect(distribution.quantile(distribution.cdf(Double(place))) == Double(place))
            }
        }
    }

    @Test func atomsOfMixturesAreInvertedToTheirPlace() throws {
        let mixture = try #require(Distribution.families.first { $0.name == "mixture" })
        for count in [2, 3, 7, 10, 30] {
            let parts = (0..<count).map {
                WeightedDistribution(share: 1 / Double(count), distribution: .constant(Double($0)))
            }
            let distribution = try mixture.make(["parts": .weighted(parts)])
            for place in 0..<count {
                #expect(distribution.quantile(distribution.cdf(Double(place))) == Double(place))
            }
        }
    }

    @Test func whatNeverHappens() throws {
        #expect(Distribution.never.mean == .infinity && Distribution.never.standardDeviation == .infinity)
        #expect(Distribution.never.survival(1e300) == 1 && Distribution.never.cumulativeHazard(1e300) == 0)
        #expect(Distribution.never.quantile(0.5) == .infinity)
        let family = try #require(Distribution.families.first { $0.name == "hazard" })
        let some = try family.make(["from": .list([0, 60]), "rates": .list([0.01, 0])])
        #expect(some.mean == .infinity && some.standardDeviation == .infinity)
        #expect(abs(some.survival(1e9) - exp(-0.6)) < 1e-15)
        #expect(some.quantile(0.5) == .infinity && some.quantile(0.45).isFinite)
        #expect(some.quantile(cumulativeHazard: 0.6) == 60)
    }

    /// Piecewise integrals of the survival, computed with 30 digits.
    @Test func hazardStepsHaveTheirMoments() throws {
        let distribution = try #require(
            cases.first { $0.family == "hazard" && $0.tail == .heavy }?.distribution)
        #expect(abs(distribution.mean / 95.4404662989141468 - 1) < 1e-14)
        #expect(abs(distribution.standardDeviation / 246.754178366615249 - 1) < 1e-14)
        #expect(abs(distribution.survival(5) / 0.951229424500714009 - 1) < 1e-14)
        #expect(abs(distribution.survival(15) / 0.904837418035959573 - 1) < 1e-14)
        #expect(abs(distribution.survival(1000) / 0.0186856393377327714 - 1) < 1e-14)
    }

    /// Far beyond what a probability can hold, where patience that reacts to a quote may ask.
    @Test func closedHazardsGoToAnyDepth() throws {
        for distribution in [
            Distribution.exponential(mean: 180), .weibull(mean: 240, shape: 0.8),
            try Distribution("pareto", ["minimum": 30, "shape": 400]),
            try Distribution("log_logistic", ["median": 60, "shape": 30]),
        ] {
            for hazard in [800.0, 5000] {
                let x = distribution.quantile(cumulativeHazard: hazard)
                #expect(abs(distribution.cumulativeHazard(x) / hazard - 1) < 1e-12)
            }
        }
        #expect(Distribution.exponential(mean: 2).quantile(cumulativeHazard: 5000) == 10_000)
    }
}
