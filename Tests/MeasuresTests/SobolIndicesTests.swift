import Foundation
import Testing

@testable import Measures

@Suite struct SobolIndicesTests {
    /// Two axes that add up share the variance; what they do only together is in both totals.
    @Test func aGridIsExact() throws {
        let levels = [3, 2]
        let sum = try #require(
            SobolIndices(levels: levels, values: [0, 10, 1, 11, 2, 12]))
        // Variances 2/3 and 25.
        let shares: [Double] = [2.0 / 77, 75.0 / 77, 2.0 / 77, 75.0 / 77]
        for (found, exact) in zip(sum.firstOrder + sum.total, shares) {
            #expect(abs(found - exact) < 1e-12)
        }
        let product = try #require(SobolIndices(levels: [2, 2], values: [1, -1, -1, 1]))
        #expect(product.firstOrder == [0, 0] && product.total == [1, 1])
        #expect(SobolIndices(levels: levels, values: [3, 3, 3, 3, 3, 3]) == nil)
        #expect(SobolIndices(levels: levels, values: [3, 3]) == nil)
    }

    /// Of x + 2y on random pairs, within what chance allows (four standard errors, about).
    @Test func pairsOfPointsComeClose() throws {
        var dice = SplitMix(state: 7)
        func model(_ x: [Double]) -> Double { x[0] + 2 * x[1] }
        var values: [Double] = []
        for _ in 0..<4000 {
            let (a, b) = ([dice.unit(), dice.unit()], [dice.unit(), dice.unit()])
            values += [model(a), model(b), model([b[0], a[1]]), model([a[0], b[1]])]
        }
        let found = try #require(SobolIndices(axes: 2, radial: values))
        for (found, exact) in zip(found.firstOrder + found.total, [0.2, 0.8, 0.2, 0.8]) {
            #expect(abs(found - exact) < 0.06, "\(found) against \(exact)")
        }
    }

    private struct SplitMix {
        var state: UInt64
        mutating func unit() -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return Double((z ^ z >> 31) >> 11) * 0x1p-53
        }
    }
}
