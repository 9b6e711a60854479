import Engine

/// What a customer wants solved, over all the contacts that it takes: fresh, redials, reconnects, legs and callbacks.
extension Measure {
    private static let features: Set<Feature> = [.menu, .callbacks, .returns, .transfers, .followUps]

    static let issues: [Measure] = [
        .ofContacts(
            "issues_resolved", .count, "Issues resolved", "Issues solved, in whichever contact or promised follow-up.",
            formula: "number of issues solved, counted where the contact that led to it arrived",
            source: "Ding, Koole and van der Mei, 2015", better: .higher, .total(Sum(.issuesResolved)),
            related: ["first_contact_resolution", "customers_lost"], features: features),
        .ofContacts(
            "first_contact_resolution", .share, "Resolved at the first contact",
            "Share of the issues that were solved in the first contact; those that took a follow-up, were lost or were never"
                + " solved count as not.",
            formula: "(issues solved in their first contact) / (fresh contacts)",
            source: "Ding, Koole and van der Mei, 2015", better: .higher, limits: .shareOfCounted,
            .ratio(Sum(.issuesResolvedAtFirst), over: Sum(.fresh)),
            related: ["issues_resolved", "contacts_per_issue"], features: features),
        .ofContacts(
            "contacts_per_issue", .count, "Contacts per issue ended",
            "Contacts that an issue took until solved or lost.",
            formula: "(fresh + redials + reconnects) / (issues resolved + issues lost)",
            source: "Ding, Koole and van der Mei, 2015", better: .lower,
            .ratio(Sum(.arrivals), over: Sum(.issuesResolved, .issuesLost)),
            related: ["inflation", "first_contact_resolution"], features: features),
        .ofContacts(
            "time_to_resolution_mean", .seconds, "Average time to resolution",
            "Mean time from an issue's first arrival to the end of the contact or follow-up that solved it, gaps"
                + " included.",
            formula: "(sum of those times) / (issues resolved)", source: "Ding, Koole and van der Mei, 2015",
            better: .lower, .ratio(Sum(.resolutionSeconds), over: Sum(.issuesResolved)),
            related: ["issues_resolved", "contacts_per_issue"], features: features),
        .ofContacts(
            "inflation", .ratio, "Contacts per fresh contact",
            "How far redials and reconnects swell the contacts beyond the fresh ones.",
            formula: "(fresh + redials + reconnects) / fresh", source: "Ding, Koole and van der Mei, 2015",
            better: .lower, .ratio(Sum(.arrivals), over: Sum(.fresh)), related: ["contacts_per_issue"],
            features: features),
        .ofContacts(
            "customers_lost", .count, "Customers lost", "Issues abandoned for good.",
            formula: "number of issues that end unsolved, without another try",
            source: "Aguir, Karaesmen, Aksin and Chauvet, 2004",
            better: .lower, .total(Sum(.issuesLost)), related: ["value_lost", "issues_resolved"],
            features: features.union([.values])),
        .ofContacts(
            "value_lost", .money, "Value lost", "What the customers lost were worth.",
            formula: "sum over classes of customers_lost × the class's value", source: "the scenario's values",
            better: .lower, .total(Sum(.valueLost)), related: ["customers_lost"], features: [.values]),
    ]
}
