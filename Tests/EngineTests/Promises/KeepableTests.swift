import Randomness
import Testing

@testable import Engine

/// The quick way of telling whether a window can be kept tells what the incomplete gamma function tells.
@Suite struct KeepableTests {
    @Test func theApproximationDecidesOnlyWhereItIsRight() {
        for stages in Array(1...60) + [100, 300, 1000, 10_000] {
            let exact = Distribution.gammaQuantile(0.95, shape: Double(stages), scale: 1)
            for factor in [0.2, 0.9, 0.96, 0.969, 0.971, 0.98, 0.99, 0.999, 1.001, 1.01, 1.02, 1.029, 1.031, 1.1, 3] {
                #expect(
                    CallCenter<SingleLine>.sufficesFor95(exact * factor, stages: stages) == (factor > 1),
                    "\(stages) stages, \(factor) of the quantile")
            }
        }
    }
}
