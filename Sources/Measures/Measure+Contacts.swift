import Engine

/// What became of the contacts.
extension Measure {
    static let contacts: [Measure] = [
        .ofContacts(
            "offered", .count, "Contacts offered", "Contacts that asked for an agent and were not blocked.",
            formula:
                "N = answered + abandoned + balked + callbacks accepted + hung up on at close + still in the system",
            source: "Gans, Koole and Mandelbaum, 2003", better: .neither, .total(.offered),
            related: ["answered", "abandoned", "balked", "blocked"]),
        .ofContacts(
            "answered", .count, "Answered", "Contacts that an agent answered.",
            formula: "A, counted in the interval in which the contact arrived",
            source: "Gans, Koole and Mandelbaum, 2003", better: .higher, .total(Sum(ClassCount.answered)),
            related: ["offered", "abandoned"]),
        .ofContacts(
            "abandoned", .count, "Abandoned (number)", "Contacts that gave up while on hold.",
            formula: "L, counted in the interval in which the contact arrived",
            source: "Gans, Koole and Mandelbaum, 2003", better: .lower, .total(Sum(.abandoned)),
            related: ["abandonment", "balked"]),
        .ofContacts(
            "blocked", .count, "Blocked (number)", "Contacts that found no free line or waiting place.",
            formula: "B; the blocked are not among the offered", source: "Gans, Koole and Mandelbaum, 2003",
            better: .lower, .total(Sum(.blocked)), related: ["blocking", "offered"]),
        .ofContacts(
            "balked", .count, "Balked", "Contacts that left at once on finding that they had to wait.",
            formula: "number of those who left on arrival; they are among the offered",
            source: "Gans, Koole and Mandelbaum, 2003", better: .lower, .total(Sum(.balked)),
            related: ["offered", "abandoned"]),
        .ofContacts(
            "left_in_menu", .count, "Left in the menu", "Contacts that hung up in the menu.",
            formula: "number of those who hung up before they asked for an agent; they are not among the offered",
            source: "the scenario's menu", better: .lower, .total(Sum(.leftInMenu)),
            related: ["self_served", "menu_time_mean"], features: [.menu]),
        .ofContacts(
            "self_served", .count, "Served by the menu", "Contacts that the menu itself served.",
            formula: "number of those who needed no agent; they are not among the offered",
            source: "the scenario's menu", better: .neither, .total(Sum(.selfServed)),
            related: ["left_in_menu", "human_without_menu"], features: [.menu]),
        .ofContacts(
            "human_without_menu", .share, "Straight to a human",
            "Share of the contacts let in that could ask for a human without passing a menu.",
            formula: "(arrivals − blocked, of the classes without a menu) / (arrivals − blocked)",
            source: "the scenario's menu", better: .higher, limits: .shareOfCounted,
            .ratio(Sum(.letInWithoutMenu), over: .letIn), related: ["menu_time_mean", "left_in_menu"],
            features: [.menu]),
        .ofContacts(
            "menu_time_mean", .seconds, "Average time in the menu",
            "Mean time in the menu of all who arrived, zero for those who met none.",
            formula: "(sum of the times in the menu) / arrivals", source: "the scenario's menu", better: .lower,
            .ratio(Sum(.menuSeconds), over: Sum(.arrivals)), related: ["human_without_menu", "left_in_menu"],
            features: [.menu]),
        .ofContacts(
            "hung_up_at_close", .count, "Hung up on at close",
            "Contacts still on hold when the centre closed, and hung up on.",
            formula: "number of those hung up on; 0 where the scenario serves all who wait",
            source: "the scenario's at_close", better: .lower, .total(Sum(.hungUpAtClose)), related: ["offered"]),
        .ofContacts(
            "abandonment", .share, "Abandoned", "Share of the offered who gave up while on hold.",
            formula: "L / N", source: "Gans, Koole and Mandelbaum, 2003", better: .lower, limits: .shareOfCounted,
            .ratio(Sum(.abandoned), over: .offered), related: ["abandoned", "service_level", "abandoned_wait_mean"]),
        .ofContacts(
            "blocking", .share, "Blocked", "Share of those who asked for an agent and found no free line.",
            formula: "B / (N + B)", source: "Gans, Koole and Mandelbaum, 2003", better: .lower,
            limits: .shareOfCounted, .ratio(Sum(.blocked), over: .offered + Sum(.blocked)), related: ["blocked"]),
        .ofContacts(
            "delayed", .share, "Had to wait", "Share of the offered who were not answered at once.",
            formula: "(contacts that found they had to wait, those who balked included) / N",
            source: "Erlang, 1917", better: .lower, limits: .shareOfCounted,
            .ratio(Sum(.delayed), over: .offered), related: ["wait_delayed_mean", "asa"]),
    ]
}
