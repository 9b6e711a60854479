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
            "Share of the announcements that the wait did not exceed.",
            "P(V ≤ q) = (announcements with V ≤ q) / announcements scored", Sum(.quotesScored) - Sum(.quotesExceeded),
            .higher, .shareOfCounted,
            related: ["quote_understated", "quote_percentile_coverage", "quote_bias"]),
        scored(
            "quote_understated", .share, "Told less than they waited",
            "Share of the announcements that the wait exceeded.",
            "P(V > q) = (announcements with V > q) / announcements scored", Sum(.quotesExceeded), .lower,
            .shareOfCounted, related: ["quote_coverage", "quote_bias"]),
        ofPercentile(
            "quote_percentile_coverage", .share, "Waits within the announced percentile",
            "Of the announcements of a percentile, the share that the wait did not exceed.",
            "P(V ≤ q) among the announcements that state a percentile", Sum(.percentilesCovered), .neither,
            .shareOfCounted, "Jouini, Aksin and Dallery, 2011",
            related: ["quote_percentile_gap", "quote_coverage", "quote_pinball_loss"]),
        ofPercentile(
            "quote_percentile_gap", .share, "Percentile kept beyond the announced",
            "How far the share of waits within the quote lies above the announced percentile; below zero it is missed.",
            "P(V ≤ q) − β, as a mean over the announcements of a percentile β",
            Sum(.percentilesCovered) - Sum(.percentileSum), .neither, .none, "Jouini, Aksin and Dallery, 2011",
            related: ["quote_percentile_coverage"]),
        ofPercentile(
            "quote_pinball_loss", .seconds, "Pinball loss of the percentile",
            "How far off announced percentiles are: too short a quote costs β of the error, too long a one 1 − β.",
            "E[β (V − q)+ + (1 − β) (q − V)+] over the announcements of a percentile β; least for the true percentile",
            Sum(.pinballSeconds), .lower, .nonnegative, "Koenker and Bassett, 1978",
            related: ["quote_percentile_coverage", "quote_mae"]),
        .ofContacts(
            "quote_calibration_error", .seconds, "Calibration error of the quote",
            "How far the mean wait is from the mean quote among those who were told about the same.",
            formula:
                "sum over bins of quotes (up to 0 s, 30 s, 1, 2, 3, 5, 10, 15, 20, 30, 60 min, longer) of"
                + " (share of announcements in the bin) × |mean V − mean q|; --verbose, JSON and CSV show the bins",
            source: "reliability diagrams: Murphy and Winkler, 1977; V is the wait of whoever would have stayed",
            better: .lower, .calibrationError, perInterval: false, related: ["quote_bias", "quote_mae"],
            features: [.quotes]),
    ]

    private static func ofPercentile(
        _ name: String, _ unit: Unit, _ title: String, _ definition: String, _ formula: String, _ sum: Sum,
        _ better: Direction, _ limits: Limits, _ source: String, related: [String]
    ) -> Measure {
        .ofContacts(
            name, unit, title, definition, formula: formula + "; no data where none is announced", source: source,
            better: better, limits: limits, .ratio(sum, over: Sum(.percentilesScored)), related: related,
            features: [.quotes])
    }

    private static func scored(
        _ name: String, _ unit: Unit, _ title: String, _ definition: String, _ formula: String, _ sum: Sum,
        _ better: Direction, _ limits: Limits, related: [String]
    ) -> Measure {
        .ofContacts(
            name, unit, title, definition,
            formula: formula + "; those whose V is never known are not scored; V of those who left is"
                + " exact first come, first served, in one line, and labelled approximate elsewhere",
            source: "Ibrahim and Whitt, 2009; V is the wait of whoever would have stayed", better: better,
            limits: limits, .ratio(sum, over: Sum(.quotesScored)), related: related, features: [.quotes])
    }
}
