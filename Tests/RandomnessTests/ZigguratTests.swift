import CGSL
@preconcurrency import CRandom
import Testing

@testable import Randomness

struct ZigguratTests {
    static let count = 1_000_000

    static func draws(_ draw: (inout RandomStream) -> Double) -> [Double] {
        var stream = RandomStream(seed: 2, replication: 0, stream: 0, cause: .handleTime)
        return (0..<count).map { _ in draw(&stream) }
    }

    /// Kolmogorov's distance, a chi-square over 1,024 cells, and one over 32 × 32 cells of neighbouring pairs.
    static func check(_ draws: [Double], cdf: (Double) -> Double) {
        #expect(kolmogorovDistance(draws, cdf: cdf) * Double(count).squareRoot() < kolmogorovBound)
        var cells = [Int](repeating: 0, count: 1024)
        var pairs = cells
        let shares = draws.map(cdf)
        for share in shares { cells[min(1023, Int(share * 1024))] += 1 }
        for place in stride(from: 0, to: count, by: 2) {
            pairs[min(31, Int(shares[place] * 32)) * 32 + min(31, Int(shares[place + 1] * 32))] += 1
        }
        #expect(areEven(cells))
        #expect(areEven(pairs))
    }

    @Test func exponentialsFitTheirDistribution() {
        let draws = Self.draws { $0.exponential() }
        Self.check(draws) { gsl_cdf_exponential_P($0, 1) }
        for bound in [5, 7.697117470131049714, 9] {
            #expect(fits(draws.filter { $0 > bound }.count, of: Self.count, probability: exp(-bound)))
        }
        #expect(draws.allSatisfy { $0 >= 0 && $0.isFinite })
    }

    @Test func normalsFitTheirDistribution() {
        let draws = Self.draws { $0.normal() }
        Self.check(draws) { gsl_cdf_ugaussian_P($0) }
        for bound in [2.5, 3.654152885361008772, 4] {
            let probability = gsl_cdf_ugaussian_Q(bound)
            #expect(fits(draws.filter { $0 > bound }.count, of: Self.count, probability: probability))
            #expect(fits(draws.filter { $0 < -bound }.count, of: Self.count, probability: probability))
        }
    }

    /// The tail alone: the first word names layer 0 and the place farthest out.
    @Test func tailsFitTheirDistribution() {
        let farthest = UInt64.max << 11
        let count = 100_000
        var state = holdfast_xoshiro(word: (1, 2, 3, 4))
        let edge = holdfast_normal_ziggurat.tail
        let normals = (0..<count).map { _ in
            let drawn = holdfast_normal_outside(state, farthest)
            state = drawn.state
            return -drawn.value
        }
        let beyond = gsl_cdf_ugaussian_Q(edge)
        let normalDistance = kolmogorovDistance(normals) { $0 <= edge ? 0 : 1 - gsl_cdf_ugaussian_Q($0) / beyond }
        #expect(normalDistance * Double(count).squareRoot() < kolmogorovBound)

        let start = holdfast_exponential_ziggurat.tail
        let exponentials = (0..<count).map { _ in
            let drawn = holdfast_exponential_outside(state, farthest)
            state = drawn.state
            return drawn.value - start
        }
        let distance = kolmogorovDistance(exponentials) { $0 < 0 ? 0 : -expm1(-$0) }
        #expect(distance * Double(count).squareRoot() < kolmogorovBound)
    }

    /// The hundredth of the draws that lie beside a layer's sure part: kept as often as the density there says.
    @Test func wedgesAreKeptAsTheDensitySays() {
        Self.checkWedges(holdfast_exponential_ziggurat, draw: holdfast_exponential_outside) { exp(-$0) }
        Self.checkWedges(holdfast_normal_ziggurat, draw: holdfast_normal_outside) { exp(-0.5 * $0 * $0) }
    }

    static func checkWedges(
        _ ziggurat: holdfast_ziggurat, draw: (holdfast_xoshiro, UInt64) -> holdfast_drawn, density: (Double) -> Double
    ) {
        let layers = withUnsafeBytes(of: ziggurat.layer) { Array($0.bindMemory(to: holdfast_layer.self)) }
        let heights = withUnsafeBytes(of: ziggurat.height) { Array($0.bindMemory(to: Double.self)) }
        var state = holdfast_xoshiro(word: (5, 6, 7, 8))
        for layer in [1, 2, 10, 60, 128, 200, 254, 255] {
            for part in [0.1, 0.5, 0.9] {
                let inside = layers[layer].inside
                let place = inside + UInt64(part * Double((1 << 53) - inside))
                let x = Double(place) * layers[layer].step
                let kept = (0..<100_000).filter { _ in
                    let drawn = draw(state, place << 11 | UInt64(layer) | 256)
                    state = drawn.state
                    return drawn.value == x
                }.count
                let probability = (density(x) - heights[layer]) / (heights[layer + 1] - heights[layer])
                #expect(fits(kept, of: 100_000, probability: probability), "layer \(layer), \(part)")
            }
        }
    }

    /// Equal areas are what makes a ziggurat exact. The recursion multiplies a rounding on its way to the top, where
    /// it shows the digits of the two constants.
    @Test func layersHaveOneArea() {
        Self.checkLayers(holdfast_exponential_ziggurat, tailArea: exp(-holdfast_exponential_ziggurat.tail))
        let edge = holdfast_normal_ziggurat.tail
        Self.checkLayers(holdfast_normal_ziggurat, tailArea: (2 * Double.pi).squareRoot() * gsl_cdf_ugaussian_Q(edge))
    }

    static func checkLayers(_ ziggurat: holdfast_ziggurat, tailArea: Double) {
        let layers = withUnsafeBytes(of: ziggurat.layer) { Array($0.bindMemory(to: holdfast_layer.self)) }
        let heights = withUnsafeBytes(of: ziggurat.height) { Array($0.bindMemory(to: Double.self)) }
        let area = ziggurat.tail * heights[1] + tailArea
        #expect(layers.count == 256 && heights.count == 257)
        for layer in 0..<256 {
            let found = layers[layer].step * 0x1p53 * (heights[layer + 1] - heights[layer])
            #expect(abs(found / area - 1) < 1e-12, "layer \(layer)")
        }
        #expect(layers[255].inside == 0)
    }
}
