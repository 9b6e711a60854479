import Measures
import Testing

@testable import Reports

@Suite struct TextTests {
    @Test func theWholeSummary() {
        let expected = """
            Branch bank, an ordinary Tuesday · 100 simulated days · seed 1 · 0.1 s

              Service level (20 s, strict)   79.7 %  ± 2.1   target ≥ 80 %   ? too close to call
              Abandoned                       6.7 %  ± 0.7   target ≤ 5 %    ✗ missed
              Average wait of the answered    8.7 s  ± 1.0
              9 in 10 wait less than         30.4 s  ± 3.8
              Agents busy                    78.1 %  ± 1.4   target ≤ 85 %   ✓ met

            A single day varies more than the mean: on 44 of 100 days fewer than 80 % were answered in time.

              07:00 ▆▇▇█▇▇ 13:00 ▅▃▅▇██ 19:00   worst: 14:00, 25.0 % ± 4.0 with 11 agents

            Too close to call: --precision 0.3pt needs about 4,900 days (5 s): holdfast run scenarios/bank-day.yaml --precision 0.3pt

            """
        #expect(TextReport(HandMadeResults.bank()).text() == expected)
    }

    @Test func callbacksCannotFlatter() {
        let expected = """
            Branch bank, an ordinary Tuesday · 100 simulated days · seed 1 · 0.1 s

              Service level (20 s, strict)               79.7 %  ± 2.1   target ≥ 80 %   ? too close to call
              Service level (20 s, of those handled)     85.1 %  ± 2.0
              Service level (20 s, whole story)          83.3 %  ± 2.0
              Callbacks kept                             96.1 %  ± 0.8   target ≥ 95 %   ✓ met
              Abandoned                                   6.7 %  ± 0.7   target ≤ 5 %    ✗ missed
              Average wait of the answered                8.7 s  ± 1.0
              9 in 10 wait less than                     30.4 s  ± 3.8
              Agents busy                                78.1 %  ± 1.4   target ≤ 85 %   ✓ met

            Callbacks: first dialled in time 98.2 %, 2.1 points above those kept; open 1.2 %, gave up 0.4 %.
            A single day varies more than the mean: on 44 of 100 days fewer than 80 % were answered in time.
            """
        let text = TextReport(HandMadeResults.withCallbacks()).text()
        func squeezed(_ text: String) -> String {
            text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(squeezed(text).hasPrefix(squeezed(expected) + "\n"), "\(text)")
        // When one form is more than a point away, all of them stand there.
        let close = TextReport(HandMadeResults.withCallbacks(whole: 0.806)).text()
        #expect(close.contains("whole story") && close.contains("of those handled"))
        let verbose = TextReport(HandMadeResults.withCallbacks(), verbose: true).text()
        #expect(verbose.contains("\nPromises in all: 12,000 = kept 11,500 + gave up 500\n"))
        #expect(!verbose.contains("Follow-ups in all"))
    }

    @Test func withoutLettersBeyondASCII() {
        var results = HandMadeResults.bank()
        results.scenarioName = "Café"
        let text = TextReport(results, palette: .ascii, by: Breakdown.allCases, verbose: true).text()
        #expect(text.utf8.count == text.unicodeScalars.count)
        #expect(text.hasPrefix("Caf? | 100 simulated days | seed 1 | 0.1 s\n"))
        #expect(text.contains("79.7 %  +/- 2.1   target >= 80 %   ? too close to call"))
        #expect(text.contains("  07:00 778888 13:00 625799 19:00"))
    }

    @Test func colourIsTheCallersAndMovesNothing() {
        var palette = Palette.plain
        palette.met = { "<met>\($0)</met>" }
        palette.missed = { "<missed>\($0)</missed>" }
        palette.undecided = { "<unsure>\($0)</unsure>" }
        palette.bold = { "<b>\($0)</b>" }
        let text = TextReport(HandMadeResults.bank(), palette: palette).text()
        #expect(text.contains("<met>✓ met</met>") && text.contains("<missed>✗ missed</missed>"))
        var stripped = text
        for tag in ["met", "missed", "unsure", "b"] {
            stripped = stripped.replacing("<\(tag)>", with: "").replacing("</\(tag)>", with: "")
        }
        #expect(stripped == TextReport(HandMadeResults.bank()).text())
    }

    @Test func everyTargetHasItsLineWhereThereIsRoom() {
        var results = HandMadeResults.bank()
        results.targets += [
            HandMadeResults.target("asa", atMost: 5, 2, 0.5, .met, scope: "private"),
            HandMadeResults.target(
                "service_level", atLeast: 0.8, 0.56, 0.1, .missed, over: "day", shareOfDays: 0.9,
                days: DayCount(met: 56, judged: 100)),
        ]
        results.targets += ["07:00", "08:00", "09:00"].enumerated().map { index, start in
            HandMadeResults.target(
                "service_level", atLeast: 0.7, 0.8, 0.01, [.met, .missed, .met][index], over: "each_interval",
                interval: (1, start))
        }
        let text = TextReport(results).text()
        #expect(text.contains("private: average wait of the answered"))
        #expect(
            text.contains("Days with service level (20 s, strict) ≥ 80 %   56.0 %  ± 10.0   target ≥ 90 %   ✗ missed"))
        #expect(text.contains("  Service level (20 s, strict) ≥ 70 % in each interval: 2 met, 1 missed\n"))
    }

    @Test(arguments: [false, true]) func neverMoreThanTwentyFiveLines(callbacks: Bool) {
        var results = callbacks ? HandMadeResults.withCallbacks() : HandMadeResults.bank()
        if callbacks { results.measures.append(HandMadeResults.value("follow_ups_kept", 0.9, 0.1)) }
        if callbacks {
            results.measures += [
                HandMadeResults.value("transferred", 0.3, 0.1), HandMadeResults.value("transfer_abandonment", 0.3, 0.1),
            ]
        }
        results.measures += [HandMadeResults.value("balked", 3, 1), HandMadeResults.value("hung_up_at_close", 3, 1)]
        results.measures[5] = HandMadeResults.value("blocking", 0.01, 0.001)
        for index in 0..<12 {
            results.targets.append(
                HandMadeResults.target("asa", atMost: 5, 2, 0.5, index == 11 ? .missed : .met, scope: "class \(index)"))
        }
        for bound in [0.5, 0.6, 0.7, 0.8] {
            results.targets.append(
                HandMadeResults.target(
                    "service_level", atLeast: bound, 0.8, 0.01, .met, over: "each_interval", interval: (1, "07:00")))
        }
        results.warnings = (1...9).map { "Remark \($0)." }
        let text = TextReport(results).text()
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 25, "\(text)")
        #expect(text.contains(callbacks ? "9 remarks: --format" : "and another 6 remarks: --format"))
        // The one in danger is named or counted, never dropped.
        #expect(text.contains("class 11: ") || text.contains("1 missed"))
        #expect(text.hasSuffix(" --precision 0.3pt\n"))
    }

    @Test func numbersOfThingsSayOverWhat() {
        var results = HandMadeResults.bank()
        results.measures.append(HandMadeResults.value("balked", 327.5, 3))
        results.targets.append(HandMadeResults.target("abandoned", atMost: 5, 6.5, 1, .missed))
        #expect(TextReport(results).text().contains("327.5 a day  ± 3.0"))
        #expect(TextReport(results).text().contains("6.5 a day  ± 1.0"))
        results.observationKind = .batch
        #expect(TextReport(results).text().contains("327.5 a run"))
    }

    @Test func agentsAndQuotesAreToldWhenAskedFor() {
        let results = HandMadeResults.withQuotes()
        let text = TextReport(results, verbose: true).text()
        #expect(
            text.contains(
                """
                Agents, how busy each is on average, and intervals in which one is busier:
                  Group   Least busy     10 %   Median     90 %   Busiest   Above 85 %    90 %      95 %
                  all         51.0 %   60.0 %   70.0 %   80.0 %    91.0 %       12.5 %   6.3 %   no data

                What was announced, and what came true (approximate):
                  Told up to   Times   Told on average   Waited on average   Waited longer
                  1 min        1,200            45.0 s        48.0 s ± 2.0    30.0 % ± 1.0
                  longer          10          83.3 min            66.7 min         no data

                """), "\(text)")
        #expect(text.contains("Told less than they waited (approximate)"))
        #expect(!TextReport(results).text().contains("What was announced"))
    }

    @Test func whatDoesNotAddUpStandsFirst() {
        var results = HandMadeResults.bank()
        results.conservation.holds = false
        results.conservation.violations = ["class retail, day 1 07:00, replication 3: 4 arrivals, but 3 ends"]
        let lines = TextReport(results).text().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[2] == "These numbers do not add up, which is a fault of Holdfast; do not use them:")
        #expect(lines[3] == "  class retail, day 1 07:00, replication 3: 4 arrivals, but 3 ends")
    }

    @Test func noDataIsSaid() {
        var results = HandMadeResults.bank()
        results.measures = results.measures.map { measured in
            MeasuredValue(measure: measured.measure, estimate: .noData, within: measured.within)
        }
        results.targets = [HandMadeResults.target("service_level", atLeast: 0.8, nil, nil, .noData)]
        results.intervals = []
        let text = TextReport(results).text()
        #expect(text.contains("  Average wait of the answered   no data\n"))
        #expect(text.contains("  Service level (20 s, strict)   no data     target ≥ 80 %   no data\n"))
    }

    @Test func tables() {
        let text = TextReport(HandMadeResults.bank(), by: [.customerClass, .group]).text()
        let expected = """
              Class                   Offered   Service level     Abandoned   Average wait   9 in 10 within
              retail           1,382.0 ± 12.0    78.0 % ± 2.0   7.0 % ± 1.0    9.0 s ± 1.0     33.0 s ± 4.0
              private "gold"      100.3 ± 2.0    95.0 % ± 1.0   1.0 % ± 0.5    2.0 s ± 0.5      0.0 s ± 0.0

              Group                      Busy    Roster used       Handle time      Overtime           Paid
              seniors, evening   78.1 % ± 1.4   79.0 % ± 1.0   3.34 min ± 0.07   1.2 h ± 0.1   96.0 h ± 0.1
            """
        #expect(text.contains("\n\n" + expected + "\n\nToo close"), "\(text)")
        let byInterval = TextReport(HandMadeResults.bank(), by: [.interval]).text()
        #expect(
            byInterval.contains(
                "\n  From    Agents      Offered   Service level     Abandoned   Average wait           Busy\n"),
            "\(byInterval)")
        #expect(
            byInterval.contains(
                "\n  14:00       11   40.0 ± 2.0    25.0 % ± 4.0   5.0 % ± 1.0   12.0 s ± 3.0   80.0 % ± 2.0\n"))
    }

    @Test func daysSpeakOfTheTargetTheyMiss() {
        var results = HandMadeResults.bank()
        results.targets = [
            HandMadeResults.target(
                "abandonment", atMost: 0.05, 0.067, 0.007, .missed, days: DayCount(met: 30, judged: 100))
        ]
        #expect(TextReport(results).text().contains("on 70 of 100 days this is missed: abandoned ≤ 5 %.\n"))
        results.targets[0].days?.met = 0
        #expect(TextReport(results).text().contains("none of the 100 days meets this: abandoned ≤ 5 %.\n"))
        results.targets[0].days?.met = 100
        #expect(TextReport(results).text().contains("each of the 100 days meets this: abandoned ≤ 5 %.\n"))
    }

    @Test func nightsEndInTheMorning() {
        #expect([25200, 86400, 93600, 48.5 * 3600].map(Sparkline.clock) == ["07:00", "24:00", "02:00", "00:30"])
    }

    @Test func steadyRunsSpeakOfBatches() {
        var results = HandMadeResults.bank()
        results.observationKind = .batch
        results.replications = 1
        results.observations = 30
        results.intervals = []
        results.targets = [HandMadeResults.target("service_level", atLeast: 0.8, 0.797, 0.021, .undecided, needs: 49)]
        results.timing = nil
        let text = TextReport(results).text()
        #expect(text.hasPrefix("Branch bank, an ordinary Tuesday · 30 batches of one long run · seed 1\n"))
        #expect(
            text.contains(
                "--precision 0.3pt needs about 49 runs of this length: holdfast run scenarios/bank-day.yaml --precision 0.3pt"
            ))
        #expect(!text.contains("A single day") && !text.contains("07:00"))
    }

    /// Without an interval it is days that are missing, not a value that lies on its target.
    @Test func tooFewDaysForAnInterval() {
        var results = HandMadeResults.bank()
        results.replications = 20
        results.observations = 20
        var target = HandMadeResults.target("callbacks_kept", atLeast: 0.95, 0.97, nil, .undecided)
        target.replicationsForInterval = 100
        results.targets = [target]
        let text = TextReport(results).text()
        #expect(text.contains("target ≥ 95 %   ? too few days to tell"), "\(text)")
        #expect(
            text.hasSuffix(
                "\nAn interval of callbacks_kept takes 100 days (less than 1 s): holdfast run scenarios/bank-day.yaml "
                    + "--replications 100\n"), "\(text)")
        // Beside another that is merely close, and where more days are not known to be what is missing.
        results.targets.append(
            HandMadeResults.target("service_level", atLeast: 0.8, 0.797, 0.021, .undecided, needs: 4900))
        target = HandMadeResults.target("wait_p99", atMost: 60, 55, nil, .undecided)
        results.targets.append(target)
        #expect(
            TextReport(results).text().contains(
                "An interval of callbacks_kept and another target takes 100 days"))
        results.targets = [target]
        #expect(TextReport(results).text().hasSuffix(" --replications 200\n"))
        // A value that does lie on its target is still said to.
        results.targets = [HandMadeResults.target("service_level", atLeast: 0.8, 0.8, 0.021, .undecided)]
        #expect(TextReport(results).text().contains("no number of replications will tell"))
    }

    /// Numbers of first waits say nothing of those who are lost at the second desk.
    @Test func whatBecomesOfThoseWhoArePassedOn() {
        var results = HandMadeResults.bank()
        #expect(!TextReport(results).text().contains("ransfer"))
        results.measures += [
            HandMadeResults.value("transferred", 0.25, 0.01), HandMadeResults.value("transfer_wait_mean", 30, 2),
            HandMadeResults.value("transfer_abandonment", 0.75, 0.02), HandMadeResults.value("handed_over", 0.125, 0.1),
        ]
        let text = TextReport(results).text()
        #expect(text.contains("\n  Abandoned after a transfer     75.0 %  ± 2.0\n"), "\(text)")
        #expect(
            text.contains(
                "\nTransfers: 25.0 % of the answered were passed on, then held for 30.0 s on average, 12.5 % handed over "
                    + "in person.\n"), "\(text)")
    }

    @Test func whatAddsUpIsToldWhenAskedFor() {
        var results = HandMadeResults.bank()
        results.conservation.legs = [("legs", 1500), ("answered", 1400), ("transfers", 0), ("callbacks", 100)]
        results.conservation.busySeconds = [
            ("busy", 20_000.4), ("answers", 15_000), ("later_legs", 5000.4), ("ringing", 0),
        ]
        results.conservation.lineSeconds = [("line", 1234.2), ("answered", 1000), ("abandoned", 234.2)]
        let text = TextReport(results, verbose: true).text()
        #expect(text.contains("\nLegs with an agent in all: 1,500 = answered 1,400 + callbacks 100\n"), "\(text)")
        #expect(text.contains("\nAgents busy in all: 20,000 s = answers 15,000 s + later legs 5,000 s\n"), "\(text)")
        #expect(
            text.contains("\nOn hold (Little's law) in all: 1,234 s = answered 1,000 s + abandoned 234 s\n"), "\(text)")
        let json = JSONReport(results, version: "0.1.0").text()
        #expect(json.contains("\"legs\"") && json.contains("\"busy_seconds\"") && json.contains("\"line_seconds\""))
    }

    @Test func oneDayCannotTell() {
        var results = HandMadeResults.bank()
        results.replications = 1
        results.observations = 1
        results.scenarioFile = "my day.yaml"
        results.targets = [HandMadeResults.target("service_level", atLeast: 0.8, 0.797, nil, .undecided)]
        let text = TextReport(results).text()
        #expect(text.contains("? one day cannot tell"))
        #expect(text.hasSuffix("Intervals need more than one day: holdfast run 'my day.yaml' --replications 100\n"))
    }
}

@Suite struct WordingTests {
    private let wording = Wording(palette: .plain)

    @Test(arguments: [
        (Estimate(value: 0.797, low: 0.776, high: 0.818), Measure.Unit.share, "79.7 % ± 2.1"),
        (Estimate(value: 0.846801, low: 0.846671, high: 0.846931), .share, "84.68 % ± 0.01"),
        (Estimate(value: 0, low: 0, high: 0.0037), .share, "0.0 % (0.0 to 0.4)"),
        (Estimate(value: 0, low: 0, high: 0.0004), .share, "0.0 % (< 0.1)"),
        (Estimate(value: 1, low: 0.9999, high: 1), .share, "100.0 % (> 99.9)"),
        (Estimate(value: 1, low: 1, high: 1), .share, "100.0 % ± 0.0"),
        (Estimate(value: 0.5), .share, "50.0 %"),
        (Estimate(value: 8.7, low: 7.7, high: 9.7), .seconds, "8.7 s ± 1.0"),
        (Estimate(value: 300, low: 270, high: 330), .seconds, "5.0 min ± 0.5"),
        (Estimate(value: 9000, low: 8100, high: 9900), .seconds, "2.5 h ± 0.3"),
        (Estimate(value: 9999.83, low: 9899.83, high: 10099.83), .count, "10,000 ± 100"),
        (Estimate(value: 0, low: 0, high: 0.029957), .count, "0 (< 0.03)"),
        (Estimate(value: 0, low: 0, high: 3), .count, "0 (< 3)"),
        (Estimate(value: 2.5, low: 2.4, high: 2.6), .ratio, "2.50 ± 0.10"),
        (Estimate(value: 1234.5, low: 1200, high: 1269), .money, "1,234.50 ± 34.50"),
        (.noData, .share, "no data"),
    ])
    func figures(estimate: Estimate, unit: Measure.Unit, text: String) {
        #expect(wording.figure(estimate, unit).joined == text)
    }

    @Test func groupsOfThousands() {
        #expect([0, 999, 1000, 1_234_567].map(Wording.grouped) == ["0", "999", "1,000", "1,234,567"])
        #expect(Wording.grouped(-1500) == "-1,500")
    }

    @Test func pathsForTheShell() {
        #expect(NextStep.quoted("scenarios/bank-day.yaml") == "scenarios/bank-day.yaml")
        #expect(NextStep.quoted("it's mine.yaml") == "'it'\\''s mine.yaml'")
    }
}
