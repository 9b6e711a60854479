import Randomness
import Testing

@Suite struct SpaceFillingTests {
    /// The first points in two dimensions as the manual of the GNU Scientific Library prints them (chapter
    /// Quasi-Random Sequences, Examples).
    @Test func theFirstPointsOfSobolAreThoseOfTheManual() {
        let manual = [
            (0.5, 0.5), (0.75, 0.25), (0.25, 0.75), (0.375, 0.375), (0.875, 0.875), (0.625, 0.125), (0.125, 0.625),
        ]
        let found = SpaceFilling.sobol(points: manual.count, dimensions: 2)
        #expect(found == manual.flatMap { [$0.0, $0.1] })
    }

    /// On every axis alone 2^k − 1 points and the origin lie one in each of 2^k equal strips, and on the first two
    /// together one in each box of that area (a (0, 2)-sequence; Sobol, 1967).
    @Test(arguments: [3, 6, 10]) func sobolIsEvenInEveryDimension(power: Int) {
        let count = 1 << power
        let dimensions = SpaceFilling.mostSobolDimensions
        let points = SpaceFilling.sobol(points: count - 1, dimensions: dimensions)
        func coordinate(_ point: Int, _ dimension: Int) -> Double {
            point == 0 ? 0 : points[(point - 1) * dimensions + dimension]
        }
        for dimension in 0..<dimensions {
            let strips = (0..<count).map { Int(coordinate($0, dimension) * Double(count)) }
            #expect(strips.sorted() == Array(0..<count), "dimension \(dimension)")
        }
        for wide in 0...power {
            let (rows, columns) = (1 << wide, 1 << (power - wide))
            let boxes = (0..<count).map {
                Int(coordinate($0, 0) * Double(rows)) * columns + Int(coordinate($0, 1) * Double(columns))
            }
            #expect(boxes.sorted() == Array(0..<count))
        }
    }

    @Test func aLatinHypercubeHasOnePointInEachStrip() {
        let (points, dimensions) = (101, 5)
        let found = SpaceFilling.latinHypercube(points: points, dimensions: dimensions, seed: 3)
        var orders: Set<[Int]> = []
        for dimension in 0..<dimensions {
            let strips = (0..<points).map { Int(found[$0 * dimensions + dimension] * Double(points)) }
            #expect(strips.sorted() == Array(0..<points))
            orders.insert(strips)
        }
        #expect(orders.count == dimensions)
        #expect(SpaceFilling.latinHypercube(points: points, dimensions: dimensions, seed: 3) == found)
        #expect(SpaceFilling.latinHypercube(points: points, dimensions: dimensions, seed: 4) != found)
    }
}
