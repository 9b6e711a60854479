/// What a sweep is: two stores belong together when all of this is the same, but for the shard.
public struct SweepTraits: Sendable, Equatable {
    /// Of the program that simulated.
    public var version: String
    /// The system and the kind of processor: floating-point functions may differ in their last bit on another.
    public var platform: String
    public var scenarioName: String
    /// Of the scenario before any axis is applied.
    public var scenarioSHA256: String
    /// Axes and design, in words that differ when the points do.
    public var design: String
    public var axes: [String]
    public var points: Int
    public var seed: UInt64
    /// Nil for as many as each point's scenario needs.
    public var replications: Int?
    public var confidence: Double
    public var shard: Shard

    public init(
        version: String, platform: String, scenarioName: String, scenarioSHA256: String, design: String,
        axes: [String], points: Int, seed: UInt64, replications: Int?, confidence: Double, shard: Shard
    ) {
        self.version = version
        self.platform = platform
        self.scenarioName = scenarioName
        self.scenarioSHA256 = scenarioSHA256
        self.design = design
        self.axes = axes
        self.points = points
        self.seed = seed
        self.replications = replications
        self.confidence = confidence
        self.shard = shard
    }

    /// Why results of these two cannot stand in one store, as words that follow its name; nil when they can.
    /// - Parameter shards: whether the shard must be the same too.
    func difference(to wanted: SweepTraits, shards: Bool) -> String? {
        if version != wanted.version {
            return
                "was written by Holdfast \(version), and this is Holdfast \(wanted.version): numbers of two versions "
                + "are not put together"
        }
        if platform != wanted.platform {
            return "was written on \(platform), and this is \(wanted.platform): numbers of two platforms are not put "
                + "together"
        }
        if scenarioSHA256 != wanted.scenarioSHA256 {
            return scenarioName == wanted.scenarioName
                ? "is of another state of the scenario \(scenarioName): it was changed since"
                : "is of another scenario: \(scenarioName), not \(wanted.scenarioName)"
        }
        if design != wanted.design || axes != wanted.axes || points != wanted.points {
            return "is of another sweep of this scenario: its axes, values or points are not these"
        }
        if seed != wanted.seed { return "has seed \(seed), not \(wanted.seed)" }
        if replications != wanted.replications {
            func words(_ count: Int?) -> String { count.map(String.init) ?? "the usual number of" }
            return "has \(words(replications)) replications of each point, not \(words(wanted.replications))"
        }
        if confidence != wanted.confidence { return "has intervals at \(confidence), not at \(wanted.confidence)" }
        if shards, shard != wanted.shard { return "is of shard \(shard), not of shard \(wanted.shard)" }
        return nil
    }

    // MARK: As they are kept

    private static let separator = "\u{1F}"

    var rows: [(key: String, value: String)] {
        [
            ("version", version), ("platform", platform), ("scenario_name", scenarioName),
            ("scenario_sha256", scenarioSHA256), ("design", design),
            ("axes", axes.joined(separator: Self.separator)), ("points", "\(points)"), ("seed", "\(seed)"),
            ("replications", replications.map(String.init) ?? ""), ("confidence", "\(confidence)"),
            ("shard", "\(shard)"),
        ]
    }

    /// Nil when something is missing or no number.
    init?(_ kept: [String: String]) {
        guard let version = kept["version"], let platform = kept["platform"], let name = kept["scenario_name"],
            let digest = kept["scenario_sha256"], let design = kept["design"], let axes = kept["axes"],
            let points = kept["points"].flatMap({ Int($0) }), let seed = kept["seed"].flatMap({ UInt64($0) }),
            let replications = kept["replications"], replications.isEmpty || Int(replications) != nil,
            let confidence = kept["confidence"].flatMap({ Double($0) }),
            let shard = kept["shard"].flatMap({ Shard($0) })
        else { return nil }
        self.init(
            version: version, platform: platform, scenarioName: name, scenarioSHA256: digest, design: design,
            axes: axes.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init),
            points: points, seed: seed, replications: Int(replications), confidence: confidence, shard: shard)
    }
}

/// The part of a sweep that one machine does: points i, i + n, i + 2n and so on.
public struct Shard: Sendable, Equatable, CustomStringConvertible {
    /// From 1.
    public let index: Int
    public let count: Int

    public static let whole = Shard(index: 1, count: 1)
    public static let most = 100_000

    private init(index: Int, count: Int) {
        self.index = index
        self.count = count
    }

    /// From `3/40`; nil when that is no shard.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]),
            (1...Self.most).contains(count), (1...count).contains(index)
        else { return nil }
        self.init(index: index, count: count)
    }

    public var description: String { "\(index)/\(count)" }

    /// Points of a sweep that belong to it, from 1.
    public func numbers(of points: Int) -> [Int] { Array(stride(from: index, through: points, by: count)) }

    public func holds(_ number: Int) -> Bool { (number - index) % count == 0 }
}
