import Engine

/// The forms of service level, which differ in what they make of those who abandon.
///
/// With A answered, L abandoned, N offered; A_T and L_T those of them with a wait of at most T; L_s short abandons.
extension Measure {
    static let serviceLevels: [Measure] = [
        form(
            "service_level", "strict", "Share of the offered who were answered within T; abandoning does not raise it.",
            "A_T / N", Sum(.answeredWithin), over: .offered),
        form(
            "service_level_handled", "of those handled",
            "Share of those answered or abandoned on the line who were answered within T.", "A_T / (A + L)",
            Sum(.answeredWithin), over: .handled),
        form(
            "service_level_good", "abandons in time are good",
            "Share of those handled whose wait, however it ended, was at most T.", "(A_T + L_T) / (A + L)",
            Sum(.answeredWithin) + Sum(.abandonedWithin), over: .handled),
        form(
            "service_level_answered", "answered only", "Share of the answered who waited at most T.", "A_T / A",
            Sum(.answeredWithin), over: Sum(ClassCount.answered)),
        form(
            "service_level_neutral", "early abandons neutral",
            "Share answered within T among those handled, abandons within T left out.", "A_T / (A + L − L_T)",
            Sum(.answeredWithin), over: .handled - Sum(.abandonedWithin)),
        form(
            "service_level_short", "short abandons credited",
            "Share of those handled who were answered within T or abandoned within the short-abandon time s.",
            "(A_T + L_s) / (A + L)", Sum(.answeredWithin) + Sum(.shortAbandoned), over: .handled),
        form(
            "service_level_excluding_short", "short abandons excluded",
            "Share answered within T among those handled, abandons within the short-abandon time s left out.",
            "A_T / (A + L − L_s)", Sum(.answeredWithin), over: .handled - Sum(.shortAbandoned)),
        form(
            "service_level_whole", "whole story",
            "Share of the offered whom an agent helped within T of their arrival, on whichever way.",
            "(A_T + callbacks connected within T of arrival) / N; the strict form where no callbacks are promised",
            Sum(.answeredWithin) + Sum(.callbackWithin), over: .offered),
    ]

    private static func form(
        _ name: String, _ form: String, _ definition: String, _ formula: String, _ sum: Sum, over base: Sum
    ) -> Measure {
        .ofContacts(
            name, .share, "Service level ({T}, \(form))", definition, formula: formula,
            source: "Jouini, Koole and Roubos, 2013", better: .higher, limits: .shareOfCounted,
            .ratio(sum, over: base),
            related: name == "service_level"
                ? ["service_level_handled", "service_level_good", "service_level_answered", "asa"]
                : ["service_level", "abandonment"])
    }
}
