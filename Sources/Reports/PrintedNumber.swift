import Measures

/// A number that is printed beside the measures: what it means. `holdfast explain` knows it by the name it is printed under.
public struct PrintedNumber: Sendable {
    public let name: String
    public let unit: String
    public let definition: String
    public let formula: String
    /// Where it stands.
    public let given: String
    public let related: [String]

    /// By name; below a measure's own, `callbacks_kept.mean_of_days`, it is what stands for every measure, as in the
    /// scorecard, `scorecard.commitment.callbacks_kept`.
    public static func named(_ name: String) -> PrintedNumber? {
        if let found = all.first(where: { $0.name == name }) { return found }
        if name.hasPrefix("scorecard.") { return namedInScorecard(name) }
        guard let dot = name.firstIndex(of: "."), Measure.named(String(name[..<dot])) != nil else { return nil }
        let suffix = name[name.index(after: dot)...]
        return all.first { $0.name == suffix && ["mean_of_days", "sd_of_days"].contains($0.name) }
    }

    /// `scorecard.PRINCIPLE.MEASURE`, or one of the bounds and verdicts below it.
    private static func namedInScorecard(_ name: String) -> PrintedNumber? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 || parts.count == 4, Principle(rawValue: parts[1]) != nil,
            Measure.named(parts[2]) != nil
        else { return nil }
        return parts.count == 3 ? ofScorecard[0] : ofScorecard.dropFirst().first { $0.name == parts[3] }
    }

    public static let all: [PrintedNumber] =
        ofCalibration + ofDays + ofScorecard + ofDistributions + ofConservation + ofComparisons

    private init(
        _ name: String, _ unit: String, _ definition: String, formula: String, given: String, related: [String] = []
    ) {
        self.name = name
        self.unit = unit
        self.definition = definition
        self.formula = formula
        self.given = given
        self.related = related
    }

    private static let inBins =
        "CSV as quote_calibration_*, where within_s is the longest quote of the bin; JSON under calibration; text with"
        + " --verbose"
    private static let ofBins = ["quote_calibration_error", "quote_bias", "quote_understated"]

    private static let ofCalibration = [
        PrintedNumber(
            "quote_calibration_announcements", "a number",
            "Announcements whose quote lies in the bin and whose true wait is known.",
            formula: "scored announcements in all replications, with quote above the bin before and at most within_s",
            given: inBins, related: ofBins),
        PrintedNumber(
            "quote_calibration_quote_mean", "seconds (s)", "Mean of the quotes announced in the bin.",
            formula: "(sum of the quotes) / (announcements), in the bin", given: inBins, related: ofBins),
        PrintedNumber(
            "quote_calibration_wait_mean", "seconds (s)",
            "Mean of the waits that remained when the quotes of the bin were announced.",
            formula: "(sum of the waits from the announcement on, of those who left too) / (announcements), in the bin",
            given: inBins, related: ofBins),
        PrintedNumber(
            "quote_calibration_understated", "share: 0–1 in JSON and CSV, per cent in text",
            "Share of the announcements of the bin that the wait exceeded.",
            formula: "(announcements with a wait longer than the quote) / (announcements), in the bin", given: inBins,
            related: ofBins),
    ]

    private static let ofDays = [
        PrintedNumber(
            "mean_of_days", "that of the measure", "The mean of the days' own values: each day counts alike.",
            formula: "(sum over days of the measure's value on the day) / (days with data)",
            given: "CSV as MEASURE.mean_of_days; JSON beside the value; text with --verbose", related: ["sd_of_days"]),
        PrintedNumber(
            "sd_of_days", "that of the measure", "How far single days lie from their mean.",
            formula: "the standard deviation of the measure's values on single days (divided by days − 1)",
            given: "CSV as MEASURE.sd_of_days; JSON beside the value; text with --verbose", related: ["mean_of_days"]),
    ]

    private static let inScorecard = "CSV as scorecard.PRINCIPLE.MEASURE"

    private static let ofScorecard = [
        PrintedNumber(
            "scorecard", "that of the measure", "What is owed to customers and staff, by principle, and how it went.",
            formula: "the measure of the same name, of the whole centre or of a class marked loyal",
            given: inScorecard + "; JSON under scorecard; text with --verbose", related: ["met"]),
        PrintedNumber(
            "at_least", "that of the measure", "The least value that a target over the run allows.",
            formula: "as the scenario says", given: inScorecard + ".at_least; JSON beside the value", related: ["met"]),
        PrintedNumber(
            "at_most", "that of the measure", "The greatest value that a target over the run allows.",
            formula: "as the scenario says", given: inScorecard + ".at_most; JSON beside the value", related: ["met"]),
        PrintedNumber(
            "met", "1 or 0", "Whether a target over the run is met: 1, missed: 0, or too close to call: no value.",
            formula: "1 when the whole interval is on the right side of the bound, 0 when it is on the wrong side",
            given: inScorecard + ".met; JSON and text as the verdict", related: ["scorecard"]),
    ]

    private static let ofDistributions = [
        histogram("wait", "The waits of all who joined the line", ["wait_mean", "wait_p90"]),
        histogram("answered_wait", "The waits of the answered", ["asa", "answered_wait_p90"]),
        histogram(
            "callback_wait", "From the promise of a callback until an agent connected", ["callback_wait_mean"]),
        histogram(
            "callback_wait_never_connected", "From the promise of a callback that never was connected until its end",
            ["callback_wait_mean", "callbacks_unreached"]),
        histogram(
            "callback_lateness", "How long after they were due callbacks were connected",
            ["callback_lateness_mean", "callback_lateness_p90"]),
        histogram(
            "callback_lateness_never_connected",
            "How long after they were due callbacks that were never connected came to their end: at least so late",
            ["callback_lateness_p90"]),
        histogram(
            "follow_up_lateness", "How long after they were due follow-ups were done", ["follow_up_lateness_p90"]),
        histogram(
            "follow_up_lateness_never_finished",
            "How long after they were due follow-ups that were never done came to their end: at least so late",
            ["follow_up_lateness_p90", "oldest_follow_up"]),
    ]

    private static func histogram(_ name: String, _ what: String, _ related: [String]) -> PrintedNumber {
        PrintedNumber(
            name, "a number for each bin", "\(what), zeros included, as a histogram.",
            formula: "how many in all replications lie from edges_s[i] to edges_s[i + 1]; the last bin has no end",
            given: "JSON under distributions", related: related)
    }

    private static let ofConservation = [
        PrintedNumber(
            "arrivals", "a number", "Contacts that arrived: fresh ones, redials and reconnects.",
            formula:
                "blocked + left_in_menu + self_served + balked + answered + abandoned + callbacks_accepted"
                + " + hung_up_at_close + in_system, exactly, in every replication, class and interval",
            given: "JSON under conservation; text with --verbose", related: ["offered", "in_system"]),
        PrintedNumber(
            "in_system", "a number", "Contacts still on hold when the run was over.",
            formula: "arrivals less all other ends", given: "JSON under conservation; text with --verbose",
            related: ["arrivals"]),
        PrintedNumber(
            "legs", "a number", "Stretches of contacts with an agent: first answers, transfers and callbacks.",
            formula: "answered + transfers answered + callbacks connected, by class as by group",
            given: "JSON under conservation; text with --verbose", related: ["arrivals", "busy_seconds"]),
        PrintedNumber(
            "busy_seconds", "seconds (s)", "Agents' busy time, as their clocks measured it, and what it was spent on.",
            formula:
                "handle time (talk and after-call work of first answers) + later legs + ringing + follow-ups"
                + " + background work + warm transfers; groups without limit are left out",
            given: "JSON under conservation; text with --verbose", related: ["occupancy", "utilisation"]),
        PrintedNumber(
            "line_seconds", "seconds (s)",
            "Little's law: the integral of the number on hold over time, which is the sum of the waits.",
            formula: "Σ waits on hold, of first and later legs = ∫ number on hold dt (Little, 1961)",
            given: "JSON under conservation; text with --verbose", related: ["queue_mean", "wait_mean"]),
    ]

    private static let ofComparisons = [
        PrintedNumber(
            "difference", "that of the measure; points in text for shares",
            "A plan's value less that of the first plan, on the same customers.",
            formula: "value of the plan − value of the baseline, with a paired interval over replications",
            given: "compare", related: ["replications_to_decide", "variance_ratio"]),
        PrintedNumber(
            "replications_to_decide", "a number",
            "Replications after which an undecided target or difference would likely be decided.",
            formula: "replications × (half-width of the interval / distance from the bound)², rounded up to two digits",
            given: "run, under targets; compare", related: ["difference"]),
        PrintedNumber(
            "replications_for_interval", "a number",
            "Replications from which on a target's measure has an interval, where there are too few for one.",
            formula: "the least days of the measure (holdfast explain names them) / days of a replication",
            given: "run, under targets", related: ["replications_to_decide"]),
        PrintedNumber(
            "variance_ratio", "a ratio: 1 is no gain", "What it was worth that the plans met the same customers.",
            formula:
                "(variance of the difference if each plan had customers of its own) / (variance of the difference)",
            given: "compare; text with --verbose", related: ["difference"]),
    ]
}
