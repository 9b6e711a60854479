import Foundation
import Measures
import Testing

@testable import Scenarios

/// The way from a sweep's design to its indices, on functions whose indices are known.
@Suite struct SensitivityTests {
    /// Ishigami and Homma (1990): sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on (−π, π)³. Its indices in closed form: with
    /// a = 7, b = 0.1 the variance is a²/8 + bπ⁴/5 + b²π⁸/18 + ½. The points are not random: what the estimates are off
    /// by is the design's error, below one in a hundred from 4,095 pairs.
    @Test func ishigami() throws {
        let plan = try SweepFile(
            text: """
                sweep: 1
                scenario: none.yaml
                axes:
                  x.first: {from: -3.14159265359, to: 3.14159265359}
                  x.second: {from: -3.14159265359, to: 3.14159265359}
                  x.third: {from: -3.14159265359, to: 3.14159265359}
                design: saltelli
                points: 4095
                """, named: "sweep.yaml", directory: "", seed: nil
        ).plan
        let values = try (1...plan.points).map { number in
            let x = try plan.values(of: number).map { try #require(Double($0)) }
            return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
        }
        let found = try #require(SobolIndices(axes: 3, radial: values))
        let (a, b) = (7.0, 0.1)
        let variance = a * a / 8 + b * pow(.pi, 4) / 5 + b * b * pow(.pi, 8) / 18 + 0.5
        let first = [0.5 * pow(1 + b * pow(.pi, 4) / 5, 2), a * a / 8, 0].map { $0 / variance }
        let third = 8 * b * b * pow(.pi, 8) / 225 / variance
        let total = [first[0] + third, first[1], third]
        for axis in 0..<3 {
            #expect(abs(found.firstOrder[axis] - first[axis]) < 0.01, "\(axis): \(found.firstOrder) against \(first)")
            #expect(abs(found.total[axis] - total[axis]) < 0.01, "\(axis): \(found.total) against \(total)")
        }
    }

    /// Of a grid the indices are exact: x·y on levels with means 1 and 2.
    @Test func aProductOnAGrid() throws {
        let plan = try SweepFile(
            text: "sweep: 1\nscenario: none.yaml\naxes: {a.x: [0, 1, 2], b.x: [1, 3]}\n", named: "sweep.yaml",
            directory: "", seed: nil
        ).plan
        let values = try (1...plan.points).map { number in
            let x = try plan.values(of: number).map { try #require(Double($0)) }
            return x[0] * x[1]
        }
        let found = try #require(SobolIndices(levels: plan.axes.compactMap(\.levels), values: values))
        // Var x = 2/3, Var y = 1: 2²·2/3, 1²·1 and 2/3 for both together.
        let parts = (x: 8.0 / 3, y: 1.0, both: 2.0 / 3)
        let variance = parts.x + parts.y + parts.both
        let exact = [
            parts.x / variance, parts.y / variance, (parts.x + parts.both) / variance,
            (parts.y + parts.both) / variance,
        ]
        for (found, exact) in zip(found.firstOrder + found.total, exact) { #expect(abs(found - exact) < 1e-12) }
    }
}
