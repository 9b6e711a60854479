import CGSL
import Testing

@testable import Randomness

struct DrawsTests {
    static let count = 100_000

    /// Draws of customers 0, 1, … in batches of a size.
    static func fill(_ distribution: Distribution, count: Int, batch: Int) -> [Double] {
        var stream = RandomStream(seed: 6, replication: 2, stream: 99, cause: .handleTime)
        var draws = [Double](repeating: -1, count: count)
        draws.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            var first = 0
            while first < count {
                let size = min(batch, count - first)
                distribution.fill(start + first, count: size, from: &stream, firstNumber: UInt64(first))
                first += size
            }
        }
        return draws
    }

    @Test func everyFamilyHasCases() {
        #expect(Set(cases.map(\.family)) == Set(Distribution.families.map(\.name)))
        #expect(Set(Distribution.families.map(\.name)).count == Distribution.families.count)
    }

    @Test(arguments: cases) func drawsFitMomentsAndProbabilities(_ item: Case) {
        let distribution = item.distribution
        let draws = Self.fill(distribution, count: Self.count, batch: 4096)
        let count = Double(Self.count)
        let distance = kolmogorovDistance(draws, cdf: distribution.cdf)
        #expect(distance * count.squareRoot() < kolmogorovBound)
        #expect(draws.allSatisfy { $0 >= 0 })

        guard item.tail != .veryHeavy else { return }
        let mean = draws.reduce(0, +) / count
        let allowed = normalBound * distribution.standardDeviation / count.squareRoot() + 1e-12 * mean
        #expect(abs(mean - distribution.mean) <= allowed)

        guard item.tail == .light else { return }
        let squares = draws.map { ($0 - distribution.mean) * ($0 - distribution.mean) }
        let variance = squares.reduce(0, +) / count
        let spread = (squares.reduce(0) { $0 + ($1 - variance) * ($1 - variance) } / count / count).squareRoot()
        #expect(abs(variance - distribution.variance) <= normalBound * spread + 1e-12 * variance)
    }

    @Test(arguments: cases) func batchesAreTheSameAsOneByOne(_ item: Case) {
        let whole = Self.fill(item.distribution, count: 1000, batch: 1000)
        #expect(Self.fill(item.distribution, count: 1000, batch: 7) == whole)
        #expect(Self.fill(item.distribution, count: 1000, batch: 1) == whole)
        var stream = RandomStream(seed: 6, replication: 2, stream: 99, cause: .handleTime)
        for (number, draw) in whole.enumerated() {
            #expect(item.distribution.draw(from: &stream, number: UInt64(number)) == draw)
        }
    }

    /// What an earlier customer takes must not move a later one's draw, whatever the parameters: the streams of one
    /// family in different sizes stand at the same place after a thousand customers, or each customer has a place alone.
    @Test(arguments: Distribution.families.map(\.name)) func parametersDoNotMoveTheStream(_ family: String) {
        let sizes = cases.filter { $0.family == family }
        var after: Set<UInt64> = []
        for size in sizes where !size.distribution.addressesEachCustomer {
            var stream = RandomStream(seed: 8, replication: 0, stream: 1, cause: .patience)
            for _ in 0..<1000 { _ = size.distribution.draw(from: &stream) }
            after.insert(stream.bits())
        }
        // Shifted takes as its inner distribution does; the one case of it here that is in order is alone.
        #expect(after.count <= 1)

        for size in sizes where size.distribution.addressesEachCustomer {
            for other in sizes {
                var stream = RandomStream(seed: 8, replication: 0, stream: 1, cause: .patience)
                for number in 0..<100 { _ = other.distribution.draw(from: &stream, number: UInt64(number)) }
                let later = size.distribution.draw(from: &stream, number: 100)
                stream.restart(seed: 8, replication: 0, stream: 1, cause: .patience)
                #expect(size.distribution.draw(from: &stream, number: 100) == later)
            }
        }
    }

    @Test(arguments: cases) func soughtDrawsAreTheCustomersAlone(_ item: Case) {
        var stream = RandomStream(seed: 8, replication: 0, stream: 1, cause: .patience)
        stream.seek(number: 12)
        let alone = item.distribution.draw(from: &stream)
        for number in 0..<12 as Range<UInt64> {
            stream.seek(number: number)
            _ = item.distribution.draw(from: &stream)
        }
        stream.seek(number: 12)
        #expect(item.distribution.draw(from: &stream) == alone)
    }

    /// Five percent longer in the mean: the same customers, each five percent longer.
    @Test(arguments: cases) func longerTimesAreTheSameCustomers(_ item: Case) throws {
        let longer = try longer(item.family, item.form, by: 1.05)
        let draws = Self.fill(item.distribution, count: 2000, batch: 100)
        let longerDraws = Self.fill(longer, count: 2000, batch: 100)
        // A time near zero may be what is left of a difference of longer ones: a few of their last places.
        let rounding = 1e-15 * min(item.distribution.quantile(0.99), 1000)
        for (draw, longerDraw) in zip(draws, longerDraws) where draw.isFinite || longerDraw.isFinite {
            #expect(abs(longerDraw - 1.05 * draw) <= 1e-12 * draw + rounding)
        }
        if item.distribution.mean.isFinite {
            #expect(abs(longer.mean - 1.05 * item.distribution.mean) <= 1e-12 * longer.mean)
        }
    }

    /// The distribution with every time multiplied.
    private func longer(
        _ family: String, _ form: [String: ParameterValue], by factor: Double
    ) throws -> Distribution {
        let found = try #require(Distribution.families.first { $0.name == family })
        var changed = form
        for parameter in found.forms.flatMap({ $0 }) {
            switch (parameter.kind, form[parameter.name]) {
            case (.time, .number(let x)), (.positiveTime, .number(let x)): changed[parameter.name] = .number(x * factor)
            case (.times, .list(let x)): changed[parameter.name] = .list(x.map { $0 * factor })
            case (.rates, .list(let x)): changed[parameter.name] = .list(x.map { $0 / factor })
            case (.number, .number(let mu)): changed[parameter.name] = .number(mu + log(factor))
            case (.distribution, .distribution(let inner)):
                changed[parameter.name] = .distribution(try longer(inner, by: factor))
            case (.weightedDistributions, .weighted(let parts)):
                changed[parameter.name] = .weighted(
                    try parts.map {
                        WeightedDistribution(share: $0.share, distribution: try longer($0.distribution, by: factor))
                    })
            default: break
            }
        }
        return try found.make(changed)
    }

    private func longer(_ distribution: Distribution, by factor: Double) throws -> Distribution {
        switch distribution {
        case .constant(let shape) where shape.time.isInfinite: .never
        case .constant(let shape): try longer("constant", ["time": .number(shape.time)], by: factor)
        case .exponential(let shape): try longer("exponential", ["mean": .number(shape.mean)], by: factor)
        case .gamma(let shape):
            try longer("gamma", ["shape": .number(shape.shape), "scale": .number(shape.scale)], by: factor)
        case .lognormal(let shape):
            try longer("lognormal", ["mu": .number(shape.mu), "sigma": .number(shape.sigma)], by: factor)
        case .uniform(let shape):
            try longer("uniform", ["from": .number(shape.from), "to": .number(shape.to)], by: factor)
        default: fatalError("a part of a case that this test cannot lengthen")
        }
    }
}
