import Randomness
import Testing

@testable import Engine

/// W3: two classes, two groups, callbacks offered when the estimated wait is long.
enum CallbackWorkload {
    static let rates: [Double] = [
        14.1, 14.1, 14.1, 14.1, 14.2, 14.2, 14.4, 15.0, 16.2, 19.0, 24.5, 34.8, 52.8, 81.4, 123.5, 180.1, 249.4, 325.8,
        400.4, 462.8, 504.1, 519.8, 511.6, 487.0, 456.6, 430.9, 416.5, 414.8, 421.9, 430.5, 432.8, 423.1, 399.1, 362.2,
        317.2, 270.0, 226.1, 188.5, 157.6, 131.8, 108.8, 87.2, 67.2, 49.8, 36.1, 26.4, 20.3, 17.0,
    ]
    static let first = [
        3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 6, 8, 12, 18, 24, 33, 43, 52, 36, 39, 39, 39, 37, 60, 56, 54, 54, 55, 33, 34,
        33, 31, 48, 42, 36, 30, 26, 22, 18, 16, 13, 11, 8, 6, 6, 5, 4,
    ]
    static let second = [
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 6, 9, 12, 16, 20, 13, 14, 15, 15, 14, 22, 21, 21, 21, 21, 12, 12, 12,
        11, 18, 16, 13, 11, 9, 8, 7, 5, 4, 3, 3, 2, 2, 2, 2,
    ]

    static func model(
        promise: CallbackModel.Promise = .window(from: 0, to: 1800),
        serving: CallbackModel.Serving = .whenSlackAtMost(300)
    ) -> CenterModel {
        func customers(_ share: Double, stream: UInt64, rank: Int, groups: [Int], ahead: [Int]) -> ClassModel {
            var customers = ClassModel(
                stream: stream,
                arrivals: ArrivalModel(
                    .poisson(
                        rates.enumerated().map { row, rate in
                            let start = Double(row) * 1800
                            return RatePiece(
                                start: start, end: start + 1800, rateAtStart: rate * share / 1800,
                                rateAtEnd: rate * share / 1800)
                        })), handleTime: [TimedDraw(.lognormal(mean: 300, cv: 1))],
                patience: [TimedDraw(.exponential(mean: 180))], rank: rank, groups: groups, idleRule: .preference)
            customers.quotes = QuoteModel(
                estimator: .queueLength, ahead: ahead, meanHandle: [300, 300], meanPatience: 180)
            customers.callbacks = CallbackModel(
                offer: .whenQuoteAtLeast(120.000001), accepts: [(0, 0.6)], promise: promise, serving: serving)
            return customers
        }
        return CenterModel(
            classes: [
                customers(0.7, stream: 1, rank: 1, groups: [0, 1], ahead: [0, 1]),
                customers(0.3, stream: 2, rank: 0, groups: [1], ahead: [1]),
            ],
            groups: [
                GroupModel(stream: 3, classes: [0], staffing: .headcount(first)),
                GroupModel(stream: 4, classes: [1, 0], staffing: .headcount(second)),
            ],
            timeline: Timeline(
                rows: (0..<48).map { TimelineRow(start: Double($0) * 1800, end: Double($0 + 1) * 1800) },
                openings: [OpenSpan(opens: 0, closes: 86_400, midnight: 0)]), thresholds: [20], routing: .priority)
    }
}

@Suite struct CallbackWorkloadTests {
    /// Ratios of sums over days with their standard errors (delta method), from so many days.
    static func ratios(
        _ model: CenterModel, days: UInt32, _ pairs: [String: (Counts) -> (Double, Double)]
    ) -> [String: (value: Double, error: Double)] {
        var sums: [String: [(Double, Double)]] = [:]
        var next: UInt32 = 0
        RunOrder(seed: 1) {
            defer { next += 1 }
            return next < days ? next : nil
        } deliver: { replication in
            #expect(replication.fault == nil)
            for (name, pair) in pairs { sums[name, default: []].append(pair(replication.counts)) }
        }
        .run(model)
        return sums.mapValues { days in
            let count = Double(days.count)
            let x = days.reduce(0) { $0 + $1.0 }
            let y = days.reduce(0) { $0 + $1.1 }
            let ratio = x / y
            let spread = days.reduce(0) { $0 + ($1.0 - ratio * $1.1) * ($1.0 - ratio * $1.1) }
            return (ratio, (spread * count / (count - 1)).squareRoot() / y)
        }
    }

    static func sum(_ counts: Counts, _ count: ClassCount) -> Double {
        (0..<counts.layout.rows).reduce(0) { sum, row in
            sum + (0..<counts.layout.classes).reduce(0) { $0 + counts[row: row, customerClass: $1, count] }
        }
    }

    static func offered(_ counts: Counts) -> Double {
        [ClassCount.answered, .abandoned, .balked, .callbackAccepted, .hungUpAtClose, .inSystem]
            .reduce(0) { $0 + sum(counts, $1) }
    }

    /// Where every event's invariants are checked: a few days, too few to tell more.
    private static let days: UInt32 = Invariants.areChecked ? 3 : 2000

    /// Reference: 40,000 days of an independent program. Agreement within four standard errors of both.
    @Test func agreesWithAnIndependentProgram() {
        let found = Self.ratios(
            CallbackWorkload.model(), days: Self.days,
            [
                "service level": { counts in
                    let within = (0..<counts.layout.rows).reduce(0.0) { sum, row in
                        sum
                            + (0..<2).reduce(0.0) {
                                $0 + counts[row: row, customerClass: $1, .answeredWithin, threshold: 0]
                            }
                    }
                    return (within, Self.offered(counts))
                },
                "asa": { (Self.sum($0, .answeredWaitSeconds), Self.sum($0, .answered)) },
                "abandonment": { (Self.sum($0, .abandoned), Self.offered($0)) },
                "callbacks per offered": { (Self.sum($0, .callbackAccepted), Self.offered($0)) },
                "kept": { (Self.sum($0, .promisesKept), Self.sum($0, .callbackAccepted)) },
            ])
        let reference = [
            "service level": (0.45207, 0.00009), "asa": (28.668, 0.008), "abandonment": (0.17499, 0.00004),
            "callbacks per offered": (0.09747, 0.00006), "kept": (0.96194, 0.00022),
        ]
        for (name, (value, error)) in reference where Self.days > 3 {
            let ours = found[name]!
            let z = (ours.value - value) / (ours.error * ours.error + error * error).squareRoot()
            #expect(abs(z) <= 4, "\(name): \(ours.value) ± \(ours.error), reference \(value) ± \(error), z = \(z)")
        }
    }
}
