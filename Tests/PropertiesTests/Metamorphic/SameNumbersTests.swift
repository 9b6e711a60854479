import Experiments
import Foundation
import Measures
import Testing

/// Two texts that say the same thing give the same numbers.
@Suite struct SameNumbersTests {
    /// Two classes, two groups and a little of everything that a change of words could disturb.
    static let centre = Runs(
        """
        holdfast: 1
        name: Two lines
        day: {opens: "08:00", closes: "12:00", interval: 30 min}
        customers:
          retail:
            arrivals: {per_hour: 60}
            handle_time: {lognormal: {mean: 3 min, cv: 1.2}}
            after_call: {constant: 30 s}
            patience: {exponential: {mean: 4 min}, after_quote: 1.5}
            redials: {probability: 40%, after: {exponential: {mean: 10 min}}, at_most: 2}
            draws_as: retail
          private:
            arrivals: {per_hour: 20}
            handle_time: {gamma: {mean: 5 min, cv: 0.7}}
            patience: {weibull: {mean: 3 min, shape: 0.8}}
            unresolved: {probability: 20%, reconnects_after: {exponential: {mean: 1 h}}}
            draws_as: private
        agents:
          generalists: {serves: [retail, private], staff: 4}
          seniors: {serves: {private: {}, retail: {speed: 1.25}}, staff: {per_interval: 2, means: rostered}, shrinkage: 10%}
        policy:
          waiting: {growing: {retail: {}, private: {head_start: 60}}}
          quotes: queue_length
          callbacks: {offer: {when_quote_at_least: 1 min}, accepts: 50%, promise: {within: 30 min}, dial: {rings: 15 s}}
        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}

        """)

    @Test func secondsOrMinutes() throws {
        let inMinutes = Self.centre
        let inSeconds = inMinutes.with(
            ("mean: 3 min", "mean: 180 s"), ("constant: 30 s", "constant: 0.5 min"),
            ("mean: 4 min", "mean: 240 s"),
            ("after: {exponential: {mean: 10 min}}", "after: {exponential: {mean: 600 s}}"),
            ("mean: 5 min", "mean: 300 s"), ("mean: 1 h", "mean: 3600 s"), ("within: 30 min", "within: 0.5 h"),
            ("when_quote_at_least: 1 min", "when_quote_at_least: 60000 ms"), ("per_hour: 60", "per_minute: 1"),
            ("per_hour: 20", "per_day: 480"), ("within: 20 s", "within: 20000 ms"), ("80%", "0.8"), ("50%", "0.5"))
        #expect(inSeconds.text != inMinutes.text)
        // Other keys for the same rate are another text to the digest of the scenario; to the run they are not.
        #expect(try inSeconds.numbersAsJSON(days: 20) == inMinutes.numbersAsJSON(days: 20))
    }

    @Test func changesOnTheCommandLineAreChangesOfTheFile() throws {
        var changed = Self.centre
        changed.changes = [
            "agents.generalists.staff=5", "customers.retail.arrivals.per_hour*=1.5",
            "customers.*.patience=none", "policy.callbacks=none", "targets[0].at_least=70%",
        ]
        let edited = Self.centre.with(
            ("staff: 4", "staff: 5"), ("per_hour: 60", "per_hour: 90"),
            ("{exponential: {mean: 4 min}, after_quote: 1.5}", "none"),
            ("{weibull: {mean: 3 min, shape: 0.8}}", "none"),
            (
                "{offer: {when_quote_at_least: 1 min}, accepts: 50%, promise: {within: 30 min}, dial: {rings: 15 s}}",
                "none"
            ), ("80%", "70%"))
        #expect(try changed.json(days: 20) == edited.json(days: 20))
        #expect(try changed.json(days: 20) != Self.centre.json(days: 20))
    }

    /// Names say nothing, as long as the draws keep theirs, and neither does the order of the file.
    @Test func otherNamesAndAnotherOrder() throws {
        let lines = Self.centre.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let (retail, other) = (Array(lines[4...10]), Array(lines[11...16]))
        var turned = Self.centre
        turned.text = (lines[0...3] + other + retail + [lines[17], lines[19], lines[18]] + lines[20...])
            .joined(separator: "\n")
        let renamed = turned.with(("retail:", "zoo:"), ("[retail", "[zoo"))
        let base = try Self.centre.results(days: 50)
        let again = try turned.results(days: 50)
        for scope in [nil, "retail", "private", "generalists", "seniors"] {
            #expect(differences(try base.numbers(of: scope), try again.numbers(of: scope), tolerance: 0) == [])
        }
        let named = try renamed.results(days: 50)
        for (old, new) in [(nil, nil), ("retail", "zoo"), ("private", "private"), ("generalists", "generalists")] {
            #expect(differences(try base.numbers(of: old), try named.numbers(of: new)) == [])
        }
    }

    @Test func nobodyAndIdleAgentsChangeNothing() throws {
        let base = try Self.centre.results(days: 50)
        let more = try Self.centre.with(
            (
                "customers:\n",
                "customers:\n  nobody: {arrivals: {per_hour: 0}, handle_time: {constant: 1 min}, policy: {quotes: none}}\n"
            ), ("agents:\n", "agents:\n  idle: {serves: [nobody], staff: 3}\n")
        ).results(days: 50)
        for scope in ["retail", "private", "generalists", "seniors"] {
            #expect(
                differences(try base.numbers(of: scope), try more.numbers(of: scope), tolerance: 0) == [], "\(scope)")
        }
        let ofAgents = ["occupancy", "utilisation", "paid_hours", "handle_mean"]
        let numbers = try (
            base.numbers().filter { !ofAgents.contains($0.key) && !$0.key.hasPrefix("occupancy") },
            more.numbers().filter { !ofAgents.contains($0.key) && !$0.key.hasPrefix("occupancy") }
        )
        // What is spread over classes or groups meets two more of them.
        let spread = ["fairness", "load", "queue_mean", "share_of"]
        #expect(
            differences(numbers.0, numbers.1).filter { line in !spread.contains { line.hasPrefix($0) } } == [])
    }

    /// Alike agents serve alike, whatever group they are counted in: with longest idle, and any other rule.
    @Test(arguments: ["longest_idle", "least_occupied", "random", "{preference: [left, right]}"])
    func aGroupInTwo(rule: String) throws {
        let one = Runs(
            """
            holdfast: 1
            name: One group
            day: {opens: "08:00", closes: "12:00", interval: 1 h}
            customers:
              calls:
                arrivals: {per_hour: 60}
                handle_time: {lognormal: {mean: 4 min, cv: 1}}
                patience: {exponential: {mean: 3 min}}
            agents:
              all: {serves: [calls], staff: 5}

            """)
        let two = one.with(
            (
                "  all: {serves: [calls], staff: 5}\n",
                "  left: {serves: [calls], staff: 2}\n  right: {serves: [calls], staff: 3}\npolicy: {idle_agent: \(rule)}\n"
            ))
        for seed in 1...5 as ClosedRange<UInt64> {
            let (before, after) = try (one.contacts(seed: seed), two.contacts(seed: seed))
            #expect(before.count > 150)
            #expect(
                before.map(\.waitSeconds) == after.map(\.waitSeconds) && before.map(\.outcome) == after.map(\.outcome))
        }
        let numbers = try (one.results(days: 30).numbers(), two.results(days: 30).numbers())
        for name in ["occupancy", "utilisation", "paid_hours", "service_level", "asa", "wait_p90", "abandonment"] {
            let (a, b) = (try #require(numbers.0[name]?.value), try #require(numbers.1[name]?.value))
            #expect(abs(a - b) <= 1e-9 * max(1, a), "\(name)")
        }
    }

    // MARK: Time

    /// Everything twice as slow: every wait twice as long, contact by contact.
    @Test func everythingTwiceAsSlow() throws {
        let fast = Runs(
            """
            holdfast: 1
            name: Fast
            day: {opens: "04:00", closes: "08:00", interval: 30 min}
            customers:
              calls:
                arrivals: {per_interval: [20, 30, 40, 30, 20, 30, 40, 10], day_to_day_cv: 0.2}
                menu: {takes: {exponential: {mean: 20 s}}, leaves: 5%}
                handle_time: {lognormal: {mean: 180 s, cv: 1}}
                after_call: {gamma: {mean: 20 s, cv: 0.5}}
                patience: {weibull: {mean: 120 s, shape: 0.9}}
                redials: {probability: 50%, after: {exponential: {mean: 600 s}}}
            agents:
              all: {serves: [calls], staff: [3, 4, 3, 4, 4, 3, 4, 3]}

            """)
        let slow = fast.with(
            ("\"04:00\"", "\"08:00\""), (", closes: \"08:00\"", ", closes: \"16:00\""), ("30 min", "1 h"),
            ("mean: 20 s", "mean: 40 s"), ("180 s", "360 s"), ("120 s", "240 s"), ("600 s", "1200 s"))
        for seed in 1...5 as ClosedRange<UInt64> {
            let (a, b) = try (fast.contacts(seed: seed), slow.contacts(seed: seed))
            try expectScaled(a, b, by: 2)
        }
    }

    /// Twice the contacts, handled in half the time: every wait half as long.
    @Test func twiceAsManyInHalfTheTime() throws {
        func centre(rate: Int, seconds: Int) -> Runs {
            Runs(
                """
                holdfast: 1
                name: Steady
                horizon: {calls: 3000, warm_up: 0}
                customers:
                  calls:
                    arrivals: {per_hour: \(rate)}
                    handle_time: {exponential: {mean: \(2 * seconds) s}}
                    patience: {exponential: {mean: \(seconds) s}}
                agents:
                  all: {serves: [calls], staff: 6}

                """)
        }
        for seed in 1...3 as ClosedRange<UInt64> {
            try expectScaled(
                centre(rate: 240, seconds: 60).contacts(seed: seed),
                centre(rate: 120, seconds: 120).contacts(seed: seed),
                by: 2)
        }
    }

    private func expectScaled(_ a: [TracedContact], _ b: [TracedContact], by factor: Double) throws {
        #expect(a.count > 100 && a.count == b.count)
        #expect(a.map(\.outcome) == b.map(\.outcome) && a.map(\.group) == b.map(\.group))
        #expect(a.contains { $0.waitSeconds > 0 })
        for (first, second) in zip(a, b) {
            try #require(abs(first.arrivedAtSeconds * factor - second.arrivedAtSeconds) < 1e-5)
            try #require(abs(first.waitSeconds * factor - second.waitSeconds) < 1e-5)
        }
    }
}
