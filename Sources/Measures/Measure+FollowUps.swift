import Engine

/// Commitments to do something after the contact: research, an e-mail, paperwork.
extension Measure {
    static let followUps: [Measure] = [
        .ofContacts(
            "follow_ups_made", .count, "Follow-ups promised", "Contacts that ended in a commitment.",
            formula: "number of follow-ups promised: kept + late + open + missed", source: "the scenario's follow-ups",
            better: .neither, .total(Sum(.followUpsMade)), related: ["follow_ups_kept"], features: [.followUps]),
        .ofContacts(
            "follow_ups_kept", .share, "Follow-ups kept",
            "Share of the follow-ups, without those open at the end and not due yet, that were finished in time.",
            formula: "kept / (kept + late + missed); those finished early whose due time lies beyond the run are kept",
            source: "on-time rate", better: .higher, limits: .shareOfCounted,
            .ratio(
                Sum(.followUpsKept),
                over: Sum(.followUpsKept, .followUpsLate, .followUpsMissed)),
            related: ["follow_up_lateness_p90", "broken_promises_per_1000"], features: [.followUps]),
        .ofContacts(
            "follow_up_lateness_p90", .seconds, "9 in 10 follow-ups late by less than",
            "The lateness that 90 % of the follow-ups did not exceed, zero when in time.",
            formula:
                "90 % quantile of (finished − due)+; those never finished count with their lateness at the end of the"
                + " run, so that the truth may be longer",
            source: "pooled quantile", better: .lower, .quantile(0.9, of: .followUpLateness),
            related: ["follow_ups_kept"], features: [.followUps]),
    ]
}
