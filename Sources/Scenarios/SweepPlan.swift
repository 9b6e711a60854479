import Randomness

/// Which points of its axes a sweep looks at.
public enum SweepDesign: String, Sendable, Equatable, CaseIterable {
    /// Every combination; the last axis moves fastest.
    case grid
    /// The Sobol sequence.
    case sobol
    case latinHypercube = "latin_hypercube"
    /// The Sobol sequence, arranged so that first-order and total indices can be told (Saltelli et al. 2010): two
    /// independent points, and the first with one axis at a time taken from the second.
    case saltelli
}

/// What a sweep varies: axes, and the points at which they are looked at.
public struct SweepPlan: Sendable {
    public let axes: [SweepAxis]
    public let design: SweepDesign
    /// Points in all.
    public let points: Int
    /// Changes of every point, before those of the axes.
    public let set: [Change]
    /// Point after point, 0–1 on each axis; empty for a grid.
    private let coordinates: [Double]

    public static let mostPoints = 1_000_000

    /// - Parameters:
    ///   - sampled: how many points a design other than a grid has; for `saltelli` those of its first part.
    ///   - seed: of a Latin hypercube.
    /// - Throws: a sentence, when there can be no such plan.
    public init(
        axes: [SweepAxis], design: SweepDesign, sampled: Int?, set: [Change], seed: UInt64
    ) throws(SweepPlanFault) {
        guard Set(axes.map(\.name)).count == axes.count else {
            throw SweepPlanFault("expected each axis once, found one twice")
        }
        self.axes = axes
        self.design = design
        self.set = set
        let dimensions = design == .saltelli ? 2 * axes.count : axes.count
        if design == .sobol || design == .saltelli, dimensions > SpaceFilling.mostSobolDimensions {
            let most = SpaceFilling.mostSobolDimensions * axes.count / dimensions
            throw SweepPlanFault(
                "expected at most \(most) axes with the design \(design.rawValue), found \(axes.count)")
        }
        guard design != .grid else {
            guard sampled == nil else {
                throw SweepPlanFault("expected points only with a design other than grid: a grid has all combinations")
            }
            var points = 1
            for axis in axes {
                guard let levels = axis.levels else {
                    throw SweepPlanFault("expected steps for the range \(axis.name): a grid needs to know how many")
                }
                let (product, isBeyond) = points.multipliedReportingOverflow(by: levels)
                guard !isBeyond, product <= Self.mostPoints else { throw Self.tooMany }
                points = product
            }
            self.points = points
            coordinates = []
            return
        }
        guard let sampled else {
            throw SweepPlanFault("expected points with the design \(design.rawValue): how many there shall be")
        }
        let parts = design == .saltelli ? axes.count + 2 : 1
        guard sampled <= Self.mostPoints / parts else { throw Self.tooMany }
        points = sampled * parts
        switch design {
        case .grid: coordinates = []
        case .sobol: coordinates = SpaceFilling.sobol(points: sampled, dimensions: dimensions)
        case .latinHypercube:
            coordinates = SpaceFilling.latinHypercube(points: sampled, dimensions: dimensions, seed: seed)
        case .saltelli:
            coordinates = Self.radial(SpaceFilling.sobol(points: sampled, dimensions: dimensions), axes.count)
        }
    }

    private static var tooMany: SweepPlanFault {
        SweepPlanFault("expected at most \(mostPoints) points, found more; give fewer values, or a design with points")
    }

    /// For each pair of points a and b: a, b, then a with its first axis from b, with its second, and so on.
    private static func radial(_ pairs: [Double], _ axes: Int) -> [Double] {
        var all: [Double] = []
        for start in stride(from: 0, to: pairs.count, by: 2 * axes) {
            let (a, b) = (Array(pairs[start..<(start + axes)]), Array(pairs[(start + axes)..<(start + 2 * axes)]))
            all += a + b
            for axis in 0..<axes {
                var mixed = a
                mixed[axis] = b[axis]
                all += mixed
            }
        }
        return all
    }

    /// Where a point of a grid stands on each axis, from 0.
    public func levels(ofGridPoint number: Int) -> [Int] {
        var rest = number - 1
        var levels = [Int](repeating: 0, count: axes.count)
        for axis in axes.indices.reversed() {
            let count = axes[axis].levels ?? 1
            levels[axis] = rest % count
            rest /= count
        }
        return levels
    }

    private func written(_ number: Int) -> [String] {
        precondition((1...points).contains(number))
        if design == .grid { return zip(axes, levels(ofGridPoint: number)).map { $0.value(level: $1) } }
        return axes.indices.map { axes[$0].value(at: coordinates[(number - 1) * axes.count + $0]) }
    }

    /// A point's value on each axis, as tables show it. Points are counted from 1.
    public func values(of number: Int) -> [String] { written(number).map(SweepAxis.plain) }

    /// What is changed of the scenario at a point.
    public func changes(of number: Int) throws(ScenarioError) -> [Change] {
        var changes = set
        for (axis, value) in zip(axes, written(number)) { changes.append(try axis.change(value)) }
        return changes
    }

    /// Points that between them show every value once: those in which a fault of a value would show.
    public var pointsToCheck: [Int] {
        guard design == .grid else { return Array(1...min(points, 2 + axes.count)) }
        var numbers: [Int] = [1]
        var stride = points
        for axis in axes {
            let levels = axis.levels ?? 1
            stride /= levels
            numbers += (1..<levels).map { 1 + $0 * stride }
        }
        return numbers.sorted()
    }

    /// Axes and design in words that differ when the points do.
    public var described: String {
        let lines = axes.map { axis in
            switch axis.values {
            case .list(let list): "\(axis.name): [\(list.joined(separator: ", "))]"
            case .range(let range, let levels):
                "\(axis.name): \(range.from)\(range.unit) to \(range.to)\(range.unit), "
                    + (levels.map { "\($0) steps" } ?? "any")
            }
        }
        return (["\(design.rawValue), \(points) points"] + lines + set.map { "set \($0.text)" }).joined(separator: "\n")
    }
}

/// Why axes and a design make no sweep, in a sentence.
public struct SweepPlanFault: Error, Sendable, Equatable {
    public let message: String

    init(_ message: String) { self.message = message }
}
