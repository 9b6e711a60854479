import Foundation
import Testing

/// What became of a contact, told to its end: every end, and every promise with its dials.
@Suite struct ContactStoryTests {
    /// Recorded arrivals at one agent who talks for 100 s: what happens when is known by hand.
    private static func centre(
        _ arrivals: [String], class own: String = "", policy: String = "", group: String = "staff: 1",
        days: String = "day: {opens: \"09:00\", closes: \"10:00\", interval: 1 h, at_close: hang_up}",
        _ body: (String) throws -> Void
    ) throws {
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("story.yaml")
            let table = folder.appendingPathComponent("arrivals.csv")
            try ("at\n" + arrivals.map { $0 + "\n" }.joined()).write(to: table, atomically: true, encoding: .utf8)
            let text = """
                holdfast: 1
                name: A story
                \(days)
                customers:
                  callers:
                    arrivals: {trace: {file: arrivals.csv, column: at}}
                    handle_time: {constant: 100 s}
                \(own.split(separator: "\n").map { "    \($0)\n" }.joined())
                agents:
                  desk: {serves: [callers], \(group)}
                \(policy.isEmpty ? "" : "policy:\n" + policy.split(separator: "\n").map { "  \($0)\n" }.joined())
                """
            try text.write(to: file, atomically: true, encoding: .utf8)
            try body(file.path)
        }
    }

    private static func story(_ file: String, _ contact: Int) throws -> [String] {
        let told = try Program.run("trace", file, "--contact", "\(contact)")
        #expect(told.status == 0, "\(told.errors)")
        return told.output.split(separator: "\n").dropFirst().map(String.init)
    }

    private static func expect(_ file: String, _ contact: Int, _ expected: [String]) throws {
        let told = try story(file, contact)
        #expect(told == expected)
    }

    private static func row(_ file: String, _ contact: Int) throws -> [String: String] {
        let all = rows(ofCSV: try Program.run("trace", file, "--format", "csv").output)
        return try #require(all.first { $0["contact"] == "\(contact)" })
    }

    private static func clock(_ hours: Int, _ minutes: Int, _ seconds: Int) -> String {
        "\(hours * 3600 + minutes * 60 + seconds)"
    }

    @Test func aCallbackWithEveryDial() throws {
        let policy = """
            quotes: {fixed: {says: 2 min}}
            callbacks: {offer: always, promise: {within: 30 min}, dial: {rings: 20 s, answered: [0%, 100%], attempts: 2, pause: 30 s}}
            """
        try Self.centre(["09:00:00", "09:00:10"], policy: policy) { file in
            try Self.expect(
                file, 2,
                [
                    "Everybody was busy.",
                    "At 09:00:10.0 the announcement was a wait of 2 min 0 s.",
                    "At 09:00:10.0 the customer accepted a callback and hung up.",
                    "It was promised by 09:30:10.0.",
                    "Dial 1, at 09:01:40.0: an agent of desk dialled; nobody had picked up when it had rung for 20.0 s.",
                    "Dial 2, at 09:02:30.0: an agent of desk dialled; the customer picked up after 20.0 s.",
                    "The promise was kept: 27 min 20 s to spare.",
                    "They talked for 1 min 40 s; the customer hung up at 09:04:30.0.",
                ])
            let row = try Self.row(file, 2)
            let expected = [
                "outcome": "callbacks_accepted", "quotes": "1", "quote_s": "120", "quoted_s": Self.clock(9, 0, 10),
                "promise_made_s": Self.clock(9, 0, 10), "promise_due_from_s": Self.clock(9, 0, 10),
                "promise_due_to_s": Self.clock(9, 30, 10), "promise_first_dial_s": Self.clock(9, 1, 40),
                "promise_dials": "2", "promise_dialled_s": "\(Self.clock(9, 1, 40)) \(Self.clock(9, 2, 30))",
                "promise_reached_s": Self.clock(9, 2, 50), "promise_connected_s": Self.clock(9, 2, 50),
                "promise_finished_s": Self.clock(9, 4, 30), "promise_state": "kept", "promise_cause": "",
                "promise_group": "desk", "left_s": Self.clock(9, 0, 10),
            ]
            for (column, value) in expected { #expect(row[column] == value, "\(column)") }
            // Nothing was promised to the other.
            let other = try Self.row(file, 1)
            #expect(other["promise_state"] == "" && other["quotes"] == "0")
            let json = try Program.run("trace", file, "--format", "json").output
            let read = try #require(
                try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
            #expect(read[1]["promise_dialled_s"] as? [Int] == [32_500, 32_550])
            #expect(read[1]["promise_state"] as? String == "kept" && read[0]["promise_state"] is NSNull)
            let table = try Program.run("trace", file).output
            #expect(table.contains("promised by  dials   connected  promise\n"))
            #expect(table.contains("09:30:10.0      2  09:02:50.0  kept\n"))
        }
    }

    @Test(arguments: [
        (
            "expires_after: 1 min", "gives_up: {constant: 1 h}",
            "At 09:01:10.0 the promise expired. Nobody had ever dialled: the promise was missed.", "missed", "expired"
        ),
        (
            "answered: 0%, rings: 20 s", "gives_up: {constant: 1 h}",
            "That was the last of the dials. The customer was never reached: the promise counts as unreached.",
            "unreached", "attempts_used_up"
        ),
        (
            "rings: 20 s", "gives_up: {constant: 40 s}",
            "At 09:00:50.0 the customer gave up waiting for the call. The promise counts as given up.", "gave_up",
            "gave_up"
        ),
    ])
    func whyNobodySpokeToThem(dial: String, own: String, end: String, state: String, cause: String) throws {
        let policy = "callbacks: {offer: always, promise: {within: 30 min}, dial: {\(dial)}, \(own)}"
        try Self.centre(["09:00:00", "09:00:10"], policy: policy) { file in
            let told = try Self.story(file, 2)
            #expect(told.contains(end), "\(told)")
            let row = try Self.row(file, 2)
            #expect(row["promise_state"] == state && row["promise_cause"] == cause && row["promise_connected_s"] == "")
        }
    }

    /// Promised in the evening, in open hours, and kept the next morning.
    @Test func aPromiseThatIsCarriedOverNight() throws {
        let policy = "callbacks: {offer: always, promise: {within: 5 min}, clock: open_hours}"
        let days = "day: {opens: \"09:00\", closes: \"10:00\", interval: 1 h, days: 2, at_close: hang_up}"
        try Self.centre(["09:59:00", "09:59:10"], policy: policy, days: days) { file in
            try Self.expect(
                file, 2,
                [
                    "Everybody was busy. At 09:59:10.0 the customer accepted a callback and hung up.",
                    "It was promised by 09:04:10.0 on day 2.",
                    "Dial 1, at 09:00:00.0 on day 2: an agent of desk dialled; the customer picked up at once.",
                    "The promise was kept: 4 min 10 s to spare.",
                    "They talked for 1 min 40 s; the customer hung up at 09:01:40.0 on day 2.",
                ])
        }
    }

    /// The time in the menu is no part of the wait, and the contact arrived before it.
    @Test func theMenuHasAColumnOfItsOwn() throws {
        try Self.centre(["09:00:00", "09:00:10"], class: "menu: {takes: {constant: 120 s}}") { file in
            let told = try Program.run("trace", file, "--contact", "2").output
            #expect(
                told == """
                    Contact 2, number 2 of callers, arrived on day 1 at 09:00:10.0.
                    After 2 min 0 s in the menu, at 09:02:10.0, the customer asked for an agent.
                    Everybody was busy. After 1 min 30 s on hold, at 09:03:40.0, an agent of desk answered.
                    They talked for 1 min 40 s; the customer hung up at 09:05:20.0.

                    """)
            let row = try Self.row(file, 2)
            #expect(row["arrived_s"] == "32410" && row["menu_s"] == "120" && row["wait_s"] == "90")
            #expect(row["left_s"] == "32720")
        }
        for (menu, story) in [
            ("leaves: 100%", "The customer hung up after 2 min 0 s in the menu, without asking for an agent."),
            ("self_served: 100%", "The menu served the customer within 2 min 0 s: no agent was needed."),
        ] {
            try Self.centre(["09:00:10"], class: "menu: {takes: {constant: 120 s}, \(menu)}") { file in
                try Self.expect(file, 1, [story])
                let row = try Self.row(file, 1)
                #expect(row["left_s"] == "32530" && row["wait_s"] == "0")
            }
        }
    }

    /// The attempts at one issue point to each other.
    @Test func whoeverCallsAgainIsFollowed() throws {
        let redials = "patience: {constant: 30 s}\nredials: {probability: 100%, after: {constant: 5 min}, at_most: 1}"
        try Self.centre(["09:00:00", "09:00:10"], class: redials) { file in
            try Self.expect(
                file, 2,
                [
                    "Everybody was busy. The customer held for 30.0 s and hung up at 09:00:40.0, unanswered.",
                    "The customer called again at 09:05:40.0: contact 3, attempt 2.",
                ])
            try Self.expect(
                file, 3,
                [
                    "A redial, attempt 2 at the same issue: contact 2 had come to nothing.",
                    "An agent was free: an agent of desk answered at once.",
                    "They talked for 1 min 40 s; the customer hung up at 09:07:20.0.",
                ])
            let first = try Self.row(file, 2)
            let again = try Self.row(file, 3)
            #expect(first["kind"] == "fresh" && first["next_contact"] == "3" && first["previous_contact"] == "")
            #expect(again["kind"] == "redial" && again["attempt"] == "2" && again["previous_contact"] == "2")
            #expect(again["number"] == first["number"])
        }
        let reconnects = "unresolved: {probability: 100%, reconnects_after: {constant: 5 min}, at_most: 1}"
        try Self.centre(["09:00:00"], class: reconnects) { file in
            let first = try Self.story(file, 1)
            #expect(
                first.last
                    == "The issue was not solved. The customer called again at 09:06:40.0: contact 2, attempt 2.")
            let again = try Self.story(file, 2)
            #expect(again.first == "A reconnect, attempt 2 at the same issue: contact 1 had not solved the issue.")
            #expect(again.last == "The issue was not solved. The customer did not call again about it.")
            let row = try Self.row(file, 2)
            #expect(row["kind"] == "reconnect")
        }
    }

    @Test func whatWasPromisedToBeDone() throws {
        let followUp = "follow_up: {probability: 100%, due_within: 10 min, work: {constant: 4 min}}"
        try Self.centre(["09:00:00"], class: followUp) { file in
            let told = try Self.story(file, 1)
            #expect(
                told.suffix(3) == [
                    "A follow-up was promised at 09:01:40.0, due by 09:11:40.0.",
                    "At 09:01:40.0 an agent of desk took it up, and was done after 4 min 0 s, at 09:05:40.0.",
                    "It was kept: 6 min 0 s to spare.",
                ])
            let row = try Self.row(file, 1)
            #expect(row["follow_up_made_s"] == "32500" && row["follow_up_due_s"] == "33100")
            #expect(row["follow_up_started_s"] == "32500" && row["follow_up_finished_s"] == "32740")
            #expect(row["follow_up_state"] == "kept" && row["follow_up_group"] == "desk")
        }
    }

    @Test func theEndsWithoutAnAgent() throws {
        // The lines are full; nobody waits who must; the centre closes.
        try Self.centre(["09:00:00", "09:00:10"], class: "waiting_places: 0") { file in
            try Self.expect(file, 2, ["No line was free: the customer heard the busy tone."])
        }
        try Self.centre(["09:00:00", "09:00:10"], class: "balks: [{waiting_at_least: 0, share: 100%}]") { file in
            try Self.expect(file, 2, ["Everybody was busy, and the customer did not care to wait."])
        }
        try Self.centre(["09:58:40", "09:59:10"]) { file in
            try Self.expect(file, 2, ["After 50.0 s on hold the centre closed and hung up on the customer."])
        }
    }

    /// Whoever is passed on and hangs up on hold for the second desk calls that desk again, or nobody: both are told.
    @Test func aTransferThatComesToNothing() throws {
        let centre = """
            holdfast: 1
            name: Two desks
            day: {opens: "09:00", closes: "10:00", interval: 1 h}
            customers:
              callers:
                arrivals: {per_hour: 60}
                handle_time: {constant: 100 s}
                transfers: [{to: claims, probability: 100%}]
              claims: {arrivals: {per_hour: 1}, handle_time: {constant: 20 min}, patience: {constant: 30 s}}
            agents:
              reception: {serves: [callers], staff: 40}
              desk: {serves: [claims], staff: 1}

            """
        try SmallCentre.withFile(centre) { file in
            let told = try Program.run("trace", file, "--contact", "callers:20").output
            #expect(told.contains("the customer was passed on to claims.\n"))
            #expect(told.contains("After 30.0 s on hold once more, at "))
            #expect(told.contains(", the customer hung up, unanswered.\n"))
            // The run says so too: three of four are lost at the second desk.
            let ran = try Program.run("run", file, "--replications", "100").output
            #expect(ran.contains("Abandoned after a transfer"))
            #expect(ran.contains(" of the answered were passed on, then held for "))
        }
    }
}
