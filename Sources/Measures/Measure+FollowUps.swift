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
            "Share of the follow-ups due within the run that were finished by their due time.",
            formula: "(finished by their due time) / (follow-ups due within the run); due later, they are in neither",
            source: "on-time rate", better: .higher, limits: .shareOfCounted,
            .ratio(Sum(.followUpsKeptDue), over: Sum(.followUpsDue)),
            related: ["follow_up_lateness_p90", "oldest_follow_up", "broken_promises_per_1000"],
            features: [.followUps]),
        .ofContacts(
            "follow_up_lateness_p90", .seconds, "9 in 10 follow-ups late by less than",
            "The lateness that 90 % of the follow-ups did not exceed, zero when in time.",
            formula:
                "90 % quantile of (finished − due)+, the never finished censored at the end of the run;"
                + " no data where so many were never finished that it cannot be told",
            source: "Kaplan and Meier, 1958", better: .lower, .quantile(0.9, of: .followUpLateness),
            related: ["follow_ups_kept", "oldest_follow_up"], features: [.followUps]),
        .ofContacts(
            "oldest_follow_up", .seconds, "Oldest follow-up left undone",
            "How long ago the oldest follow-up still undone at the end was promised, as a mean over replications.",
            formula:
                "mean over replications of max(end of the run − made at) over the follow-ups open or missed; 0 where all"
                + " were done; replications without a follow-up are left out; no data in a steady run, which has no end",
            source: "a custom of back offices", better: .lower, .classMaximum(.followUpAgeSeconds),
            perInterval: false, related: ["follow_ups_kept", "follow_up_lateness_p90"], features: [.followUps]),
    ]
}
