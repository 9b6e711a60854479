import Engine

/// How true the announced waits were: each announcement against the offered wait V that remained of it, also for those
/// who did not stay to see.
extension Measure {
    static let quotes: [Measure] = [
        scored(
            "quote_bias", .seconds, "Wait beyond the quote, on average",
            "Mean of the wait less the quote: above zero, customers wait longer than they were told.",
            "E[V − q] = (sum of V − q) / announcements scored", Sum(.quoteErrorSeconds), .neither, .none,
            related: ["quote_mae", "quote_understated"]),
        scored(
            "quote_mae", .seconds, "Error of the quote, on average",
            "Mean distance between the wait and the quote, whichever is longer.",
            "E|V − q| = (sum of the distances) / announcements scored", Sum(.quoteAbsoluteErrorSeconds), .lower,
            .nonnegative, related: ["quote_bias"]),
        scored(
            "quote_coverage", .share, "Waits within the quote",
            "Share of the announcements that the wait did not exceed: the announced percentile, where one is announced.",
            "P(V ≤ q) = (announcements with V ≤ q) / announcements scored", Sum(.quotesScored) - Sum(.quotesExceeded),
            .higher, .shareOfCounted, related: ["quote_understated", "quote_bias"]),
        scored(
            "quote_understated", .share, "Told less than they waited",
            "Share of the announcements that the wait exceeded.",
            "P(V > q) = (announcements with V > q) / announcements scored", Sum(.quotesExceeded), .lower,
            .shareOfCounted, related: ["quote_coverage", "quote_bias"]),
    ]

    private static func scored(
        _ name: String, _ unit: Unit, _ title: String, _ definition: String, _ formula: String, _ sum: Sum,
        _ better: Direction, _ limits: Limits, related: [String]
    ) -> Measure {
        .ofContacts(
            name, unit, title, definition,
            formula: formula + "; those whose V is never known are not scored",
            source: "Ibrahim and Whitt, 2009; V is the wait of whoever would have stayed", better: better,
            limits: limits, .ratio(sum, over: Sum(.quotesScored)), related: related, features: [.quotes])
    }
}
