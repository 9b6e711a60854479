import Engine

/// What was announced against what came true, by bins of what was announced: of each class and of the whole centre.
struct QuoteCalibration: Sendable {
    private let isKept: Bool
    private let classes: Int
    private var replications = 0
    /// `class, whole → bin`: Σ quotes, Σ waits, and how often the wait was longer, each over the announcements.
    private var quotes: [PairMoments]
    private var waits: [PairMoments]
    private var exceeded: [PairMoments]
    /// `section → class, whole → bin → counts`.
    private var sums: [Double]
    private var sizes: [Int]

    private static let kept = CalibrationCount.allCases
    private static let counts = kept.count
    private static let sections = RunTally.sections

    init(layout: CountsLayout) {
        isKept = layout.calibratesQuotes
        classes = layout.classes
        let cells = isKept ? (classes + 1) * QuoteBins.count : 0
        quotes = .init(repeating: PairMoments(), count: cells)
        waits = quotes
        exceeded = quotes
        sums = [Double](repeating: 0, count: Self.sections * cells * Self.counts)
        sizes = [Int](repeating: 0, count: Self.sections)
    }

    mutating func add(_ counts: Counts, replication: Int) {
        guard isKept else { return }
        let section = replication % Self.sections
        sizes[section] += 1
        replications += 1
        for bin in 0..<QuoteBins.count {
            // One place for each of `CalibrationCount`.
            var whole = SIMD4<Double>.zero
            for scope in 0...classes {
                var own = whole
                if scope < classes {
                    for count in Self.kept {
                        own[count.rawValue] = counts[customerClass: scope, quoteBin: bin, count]
                        whole[count.rawValue] += own[count.rawValue]
                    }
                }
                let cell = scope * QuoteBins.count + bin
                let number = own[CalibrationCount.announcements.rawValue]
                let isFirst = replication == 0
                quotes[cell].add(own[CalibrationCount.quoteSeconds.rawValue], number, isFirst: isFirst)
                waits[cell].add(own[CalibrationCount.waitSeconds.rawValue], number, isFirst: isFirst)
                exceeded[cell].add(own[CalibrationCount.exceeded.rawValue], number, isFirst: isFirst)
                for index in 0..<Self.counts { sums[place(section, scope, bin) + index] += own[index] }
            }
        }
    }

    private func place(_ section: Int, _ scope: Int, _ bin: Int) -> Int {
        ((section * (classes + 1) + scope) * QuoteBins.count + bin) * Self.counts
    }

    /// The bins that hold anything, of a class or of the whole centre.
    func bins(customerClass: Int?, confidence: Double) -> [CalibrationBin] {
        guard isKept, replications > 0 else { return [] }
        let student = ConfidenceInterval(confidence: confidence, observations: replications)
        let scope = customerClass ?? classes
        return (0..<QuoteBins.count).compactMap { bin in
            let number = total(scope, bin, .announcements)
            guard number > 0 else { return nil }
            let cell = scope * QuoteBins.count + bin
            return CalibrationBin(
                quoteAbove: bin > 0 ? QuoteBins.upperEdges[bin - 1] : nil,
                quoteAtMost: QuoteBins.upperEdges[bin].isFinite ? QuoteBins.upperEdges[bin] : nil,
                announcements: number, quoteMean: student.ratio(quotes[cell], limits: .nonnegative),
                waitMean: student.ratio(waits[cell], limits: .nonnegative),
                understated: student.ratio(exceeded[cell], limits: .shareOfCounted))
        }
    }

    private func total(_ scope: Int, _ bin: Int, _ count: CalibrationCount) -> Double {
        (0..<Self.sections).reduce(0) { $0 + sums[place($1, scope, bin) + count.rawValue] }
    }

    /// Mean over announcements of the distance between mean wait and mean quote of their bin; nil without any.
    func error(customerClass: Int?, confidence: Double) -> Estimate {
        guard isKept else { return .noData }
        let scope = customerClass ?? classes
        func error(without section: Int?) -> Double? {
            var number = 0.0
            var distance = 0.0
            for bin in 0..<QuoteBins.count {
                func sum(_ count: CalibrationCount) -> Double {
                    total(scope, bin, count) - (section.map { sums[place($0, scope, bin) + count.rawValue] } ?? 0)
                }
                number += sum(.announcements)
                distance += abs(sum(.waitSeconds) - sum(.quoteSeconds))
            }
            return number > 0 ? distance / number : nil
        }
        guard let value = error(without: nil) else { return .noData }
        return Jackknife.estimate(
            value, leavingOut: (0..<Self.sections).map { error(without: $0) }, sizes: sizes, confidence: confidence,
            limits: .nonnegative)
    }
}

/// Announcements of about the same wait, and what came true of them.
public struct CalibrationBin: Sendable, Equatable {
    /// Seconds; nil for the first bin, of announced waits of zero.
    public var quoteAbove: Double?
    /// Seconds, inclusive; nil for the last.
    public var quoteAtMost: Double?
    /// Announcements scored, in all replications together.
    public var announcements: Double
    public var quoteMean: Estimate
    /// Of the waits that remained.
    public var waitMean: Estimate
    /// Share of the announcements that the wait exceeded.
    public var understated: Estimate

    public init(
        quoteAbove: Double?, quoteAtMost: Double?, announcements: Double, quoteMean: Estimate, waitMean: Estimate,
        understated: Estimate
    ) {
        self.quoteAbove = quoteAbove
        self.quoteAtMost = quoteAtMost
        self.announcements = announcements
        self.quoteMean = quoteMean
        self.waitMean = waitMean
        self.understated = understated
    }
}

/// How true the quotes were, for the whole centre and each class that heard any.
public struct CalibrationResults: Sendable, Equatable {
    public var whole: [CalibrationBin]
    public var classes: [(name: String, bins: [CalibrationBin])]

    public init(whole: [CalibrationBin], classes: [(name: String, bins: [CalibrationBin])]) {
        self.whole = whole
        self.classes = classes
    }

    public static func == (a: CalibrationResults, b: CalibrationResults) -> Bool {
        a.whole == b.whole && a.classes.elementsEqual(b.classes) { $0 == $1 }
    }
}
