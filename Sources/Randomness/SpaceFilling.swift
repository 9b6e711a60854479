import CRandom

/// Points that fill the unit cube evenly, with few of them: where to look when many numbers vary at once.
public enum SpaceFilling {
    public static let mostSobolDimensions = Int(HOLDFAST_SOBOL_MOST_DIMENSIONS)

    /// The first points of the Sobol sequence (Sobol 1967; directions of Bratley and Fox 1988, as in GSL), without the
    /// one at the origin; most even when `points` is one less than a power of two.
    ///
    /// - Returns: coordinates of 0–1, both excluded, point after point.
    /// - Precondition: 1 to 40 dimensions.
    public static func sobol(points: Int, dimensions: Int) -> [Double] {
        precondition((1...mostSobolDimensions).contains(dimensions) && points >= 0)
        var coordinates = [Double](repeating: 0, count: points * dimensions)
        let isDone = holdfast_sobol(&coordinates, UInt32(dimensions), UInt(points))
        precondition(isDone == 1, "no memory for a Sobol sequence")
        return coordinates
    }

    /// A Latin hypercube (McKay, Beckman and Conover 1979): on each axis one point in each of `points` equal strips, at
    /// random within it, and the strips of different axes paired at random.
    ///
    /// - Returns: coordinates of 0–1, point after point; the same for the same seed.
    public static func latinHypercube(points: Int, dimensions: Int, seed: UInt64) -> [Double] {
        var coordinates = [Double](repeating: 0, count: points * dimensions)
        for dimension in 0..<dimensions {
            var stream = RandomStream(
                seed: seed, replication: UInt32(dimension), stream: RandomStream.identifier(of: "latin hypercube"),
                cause: .design)
            var strips = Array(0..<points)
            for last in stride(from: points - 1, to: 0, by: -1) {
                strips.swapAt(last, min(last, Int(stream.uniform() * Double(last + 1))))
            }
            for point in 0..<points {
                coordinates[point * dimensions + dimension] =
                    (Double(strips[point]) + stream.uniform()) / Double(points)
            }
        }
        return coordinates
    }
}
