import Engine

/// How long contacts waited, in seconds.
extension Measure {
    static let waits: [Measure] =
        [
            .ofContacts(
                "asa", .seconds, "Average wait of the answered", "Average speed of answer: mean wait of the answered.",
                formula: "(sum of the waits of the answered) / A, waits of zero included",
                source: "Gans, Koole and Mandelbaum, 2003", better: .lower,
                .ratio(Sum(.answeredWaitSeconds), over: Sum(ClassCount.answered)),
                related: ["wait_mean", "service_level"]),
            .ofContacts(
                "wait_mean", .seconds, "Average wait of all", "Mean wait of all who joined the line.",
                formula: "(sum of all waits, until answer, abandonment, close or the end of the run) / all who joined",
                source: "Gans, Koole and Mandelbaum, 2003", better: .lower,
                .ratio(.waitSeconds, over: .joined), related: ["asa", "abandoned_wait_mean", "wait_p90"]),
            .ofContacts(
                "wait_delayed_mean", .seconds, "Average wait of those who waited",
                "Mean wait of those who had to wait at all.",
                formula:
                    "(sum of all waits) / (contacts that had to wait, without those who balked or took a callback)",
                source: "Erlang, 1917", better: .lower,
                .ratio(.waitSeconds, over: Sum(.delayed, .acceptedOnHold) - Sum(.balked, .callbackAccepted)),
                related: ["delayed", "wait_mean"]),
        ]
        + [0.5, 0.8, 0.9, 0.95, 0.99].map { quantile($0, of: .joined) }
        + [
            .ofContacts(
                "wait_max", .seconds, "Longest wait",
                "The longest wait in a replication (a day, a week, a batch), as a mean over replications.",
                formula: "mean over replications of max(wait); replications without any contact are left out",
                source: "a custom of wallboards", better: .lower, .classMaximum(.waitSeconds),
                related: ["wait_p99", "queue_max"])
        ]
        + [0.5, 0.8, 0.9, 0.95, 0.99].map { quantile($0, of: .answered) }
        + [
            .ofContacts(
                "abandoned_wait_mean", .seconds, "Average wait before abandoning", "Mean wait of those who abandoned.",
                formula: "(sum of the waits of those who abandoned) / L", source: "Mandelbaum and Zeltyn, 2007",
                better: .neither, .ratio(Sum(.abandonedWaitSeconds), over: Sum(.abandoned)),
                related: ["abandonment", "wait_mean"]),
            .ofContacts(
                "excess_wait_mean", .seconds, "Average wait beyond {T}",
                "Mean of the time waited beyond T, zero for those within, over all who joined the line.",
                formula: "E[(W − T)+] = (sum of (wait − T)+) / all who joined", source: "Koole, 2013", better: .lower,
                .ratio(Sum(.excessSeconds), over: .joined), related: ["service_level", "wait_mean"]),
            .ofContacts(
                "queue_mean", .count, "Contacts on hold, on average", "Mean number of contacts on hold while open.",
                formula: "(integral of the number on hold over the planning intervals) / (their length)",
                source: "Little, 1961", better: .lower,
                .ratio(Sum(.openQueueSeconds), over: Sum(.openSeconds)), related: ["queue_max", "wait_mean"]),
            .ofContacts(
                "queue_max", .count, "Most on hold at once",
                "The most contacts on hold at once in a replication, as a mean over replications.",
                formula: "mean over replications of max(number on hold); for the whole centre, of all classes together",
                source: "a custom of wallboards", better: .lower, .classMaximum(.queue),
                related: ["queue_mean", "wait_max"]),
        ]

    private static func quantile(_ share: Double, of waits: Waits) -> Measure {
        let percent = Int((share * 100).rounded())
        let words = [50: "Half", 80: "8 in 10", 90: "9 in 10", 95: "95 in 100", 99: "99 in 100"][percent] ?? ""
        let answered = waits == .answered
        return .ofContacts(
            (answered ? "answered_wait_p" : "wait_p") + "\(percent)", .seconds,
            "\(words)\(answered ? " answered" : "") wait less than",
            "The wait that \(percent) % of \(answered ? "the answered" : "all who joined the line") did not exceed.",
            formula: "the \(percent) % quantile of the waits of all replications pooled"
                + (answered ? "" : ", until answer, abandonment, close or the end of the run, zeros included"),
            source:
                "pooled quantile, within 0.8 % by its histogram; its interval by inverting a test (Woodruff, 1952)",
            better: .lower, .quantile(share, of: waits),
            related: answered ? ["wait_p\(percent)", "asa"] : ["answered_wait_p\(percent)", "wait_mean"])
    }
}
