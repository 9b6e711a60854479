import Measures
import Testing

@testable import Reports

/// A comparison that nobody simulated, letter by letter.
@Suite struct ComparisonReportTests {
    private static func plan(_ name: String) -> ComparedPlan {
        ComparedPlan(name: name, scenarioName: "Branch bank", file: "bank.yaml", changes: [], resolvedSHA256: name)
    }

    private static func difference(
        _ value: Double, _ half: Double, _ verdict: Difference.Verdict, needs: Int? = nil, gain: Double? = nil
    ) -> Difference {
        Difference(
            estimate: Estimate(value: value, low: value - half, high: value + half), verdict: verdict,
            replicationsToDecide: needs, gain: gain)
    }

    private static func compared(_ name: String, _ values: [Double?], _ differences: [Difference?]) -> ComparedMeasure {
        let measure = HandMadeResults.measure(name)
        return ComparedMeasure(
            measure: measure, within: measure.hasThreshold ? 20 : nil,
            estimates: values.map { $0.map { Estimate(value: $0, low: $0 - 0.01, high: $0 + 0.01) } },
            differences: differences)
    }

    private static func two(_ verdict: Difference.Verdict = .better, needs: Int? = nil) -> ComparisonResults {
        ComparisonResults(
            plans: [plan("as written"), plan("one more")], seed: 1, replications: 100, observations: 100,
            observationKind: .day, confidence: 0.95, confidenceOfEach: 0.95, partial: false,
            measures: [
                compared("offered", [1482, 1482], [nil, difference(0, 0, .same)]),
                compared(
                    "service_level", [0.797, 0.8218],
                    [nil, difference(0.0248, 0.0006, verdict, needs: needs, gain: 61.4)]),
                compared("asa", [8.7, 7.4], [nil, difference(-1.3, 0.2, .better, gain: 9.87)]),
                compared("abandonment", [0.067, 0.061], [nil, difference(-0.006, 0.0071, .undecided, needs: 140)]),
                compared("occupancy", [0.781, 0.75], [nil, nil]),
                compared("wait_p90", [30.4, 30.4], [nil, difference(0, 0, .same)]),
            ],
            classes: [
                ComparedScope(
                    name: "gold, old", measures: [compared("asa", [2, 1.5], [nil, difference(-0.5, 0.1, .better)])])
            ],
            targeted: ["service_level"])
    }

    private func text(_ results: ComparisonResults, verbose: Bool = false, quiet: Bool = false) -> String {
        ComparisonTextReport(results, verbose: verbose, quiet: quiet, command: ["holdfast", "compare", "bank.yaml"])
            .text()
    }

    @Test func twoPlansInWords() {
        #expect(
            text(Self.two()) == """
                Branch bank · 2 plans on the same customers · 100 simulated days · seed 1

                By service level (20 s, strict), one more is better than as written, by 2.48 pt ± 0.06.

                                                 as written   one more   difference
                  Service level (20 s, strict)       79.7 %     82.2 %   +2.48 pt ± 0.06   ✓ better
                  Abandoned                           6.7 %      6.1 %   -0.6 pt ± 0.7     ? too close to call
                  Average wait of the answered        8.7 s      7.4 s   -1.3 s ± 0.2      ✓ better
                  9 in 10 wait less than             30.4 s     30.4 s   0.0 s             = the same
                  Agents busy                        78.1 %     75.0 %   not compared

                Too close to call: abandoned. About 140 replications would likely tell: holdfast compare bank.yaml --replications 140

                """)
    }

    @Test(arguments: [
        (
            Difference.Verdict.worse,
            "By service level (20 s, strict), one more is worse than as written, by 2.48 pt ± 0.06."
        ),
        (.undecided, "By service level (20 s, strict), one more and as written are too close to call."),
        (.same, "By service level (20 s, strict), one more and as written are the same."),
    ])
    func theVerdictComesFirst(verdict: Difference.Verdict, sentence: String) {
        #expect(text(Self.two(verdict)).split(separator: "\n")[1] == sentence)
    }

    /// All forms of the service level stand there where one of them differs by more than a point: here those handled.
    @Test func callbacksCannotFlatterHereEither() {
        func plans(handled: Double?, whole: Double, offered: Double? = 50) -> String {
            var results = Self.two()
            results.measures += [
                Self.compared("service_level_handled", [0.797, handled], [nil, Self.difference(0.03, 0.01, .better)]),
                Self.compared("service_level_whole", [0.797, whole], [nil, Self.difference(0.001, 0.01, .undecided)]),
                Self.compared("callbacks_offered", [nil, offered], [nil, nil]),
            ]
            return text(results)
        }
        let one = plans(handled: 0.86, whole: 0.822)
        #expect(one.contains("(20 s, of those handled)") && one.contains("(20 s, whole story)"), "\(one)")
        let other = plans(handled: 0.822, whole: 0.86)
        #expect(other.contains("(20 s, of those handled)") && other.contains("(20 s, whole story)"), "\(other)")
        let alike = plans(handled: 0.8259, whole: 0.822)
        #expect(!alike.contains("of those handled") && !alike.contains("whole story"), "\(alike)")
        #expect(!plans(handled: 0.86, whole: 0.86, offered: nil).contains("whole story"))
    }

    @Test func verboseTellsWhatTheSameCustomersWereWorth() {
        let lines = text(Self.two(), verbose: true).split(separator: "\n").map(String.init)
        #expect(lines.contains("  Service level (20 s, strict)    61"))
        #expect(lines.contains("  Average wait of the answered   9.9"))
    }

    /// What was asked of precision, and what became of it, in text and JSON.
    @Test func precisionOfTheDifferenceIsTold() {
        var results = Self.two()
        let outcome = PrecisionOutcome(
            measure: HandMadeResults.measure("service_level"), within: 20, wanted: .relative(0.0005),
            estimate: Estimate(value: 0.0248, low: 0.0242, high: 0.0254),
            difference: PrecisionOutcome.Difference(plan: 1, baseline: 0.8))
        results.precision = PrecisionReport(outcomes: [outcome], ending: .replications)
        let found = ComparisonTextReport(results, command: ["holdfast", "compare", "bank.yaml"], precision: "0.05%rel")
            .text()
        #expect(
            found.contains(
                "\nLess precise than asked for after 100 simulated days, the most allowed: difference of one more in "
                    + "service level (20 s, strict) ± 0.06 points, wanted 0.05 % of the baseline's value.\n"),
            "\(found)")
        #expect(
            found.hasSuffix(
                "As precise as asked for takes about 230 simulated days: holdfast compare bank.yaml --precision 0.05%rel\n"
            ), "\(found)")
        let json = ComparisonJSONReport(results, version: "0.1.0").text()
        #expect(json.contains("\"measure\": \"service_level\", \"within_s\": 20, \"difference_of\": \"one more\""))
        #expect(json.contains("\"ended_by\": \"replications\""))
    }

    /// Where ± would claim too much on one side, the ends are told; and where there is no interval, why.
    @Test func lopsidedAndMissingIntervals() {
        var results = Self.two()
        results.measures[2].differences[1]?.estimate = Estimate(value: -1.3, low: -3.3, high: -0.3)
        results.measures[3].differences[1]?.estimate = Estimate(value: -0.006)
        let lines = text(results).split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.contains("-1.3 s (-3.3 to -0.3)   ✓ better") }, "\(lines)")
        #expect(lines.contains { $0.contains("-0.6 pt") && $0.hasSuffix("? too few days to tell") }, "\(lines)")
    }

    @Test func quietKeepsRemarksToItself() {
        #expect(!text(Self.two(), quiet: true).contains("Too close to call:"))
    }

    /// A hundred plans: never more than 25 lines, the baseline and the best among them, and how the confidence is shared.
    @Test func manyPlansStayShort() {
        var results = Self.two()
        results.plans = (0..<100).map { Self.plan("plan \($0)") }
        results.confidenceOfEach = 1 - 0.05 / 99
        results.measures = ["service_level", "abandonment", "asa", "occupancy"].map { name in
            let values: [Double?] = (0..<100).map { 0.5 + Double($0 == 42 ? 150 : $0) / 400 }
            let differences: [Difference?] = (0..<100).map {
                $0 == 0 ? nil : Self.difference(0.01, 0.02, $0 == 42 ? .better : .undecided, needs: 500)
            }
            return Self.compared(name, values, differences)
        }
        results.warnings = ["One.", "Two.", "Three.", "Four."]
        results.selection = SelectionResults(
            measure: HandMadeResults.measure("service_level"), within: 20, indifference: 0.005, confidence: 0.95,
            firstStage: 100, best: 42, plans: (0..<100).map { (0.5, $0 == 42 ? 340 : 100, $0 == 42 ? nil : 100) })
        let found = text(results)
        #expect(found.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 25, "\(found)")
        #expect(found.contains("of 99 other plans beside plan 0: 1 better, 98 too close to call."))
        #expect(found.contains("The best is plan 42, found after 340 simulated days."))
        #expect(found.contains("If one is ahead of all others by 0.5 pt or more"))
        #expect(found.contains("\n  plan 42 ") && found.contains("and 90 plans more: --format csv holds them all"))
        #expect(
            found.contains(
                "Each difference is at 99.95 %, so that the 99 of a measure hold together at 95 % (Bonferroni)."))
        #expect(found.contains("and another 2 remarks"))
    }

    @Test func aSearchThatWasStoppedSaysSo() {
        var results = Self.two()
        results.partial = true
        results.selection = SelectionResults(
            measure: HandMadeResults.measure("asa"), within: nil, indifference: 2, confidence: 0.95, firstStage: 10,
            best: nil, plans: [(8.7, 12, nil), (7.4, 12, nil)])
        let found = text(results)
        #expect(found.contains("Stopped before the best was found; still in play: as written, one more."))
        #expect(found.split(separator: "\n")[0].hasSuffix("stopped early"))
    }

    @Test func jsonHoldsValuesAndDifferences() {
        let json = ComparisonJSONReport(Self.two(), version: "0.1.0").text()
        #expect(json.hasPrefix("{\n  \"holdfast\": \"0.1.0\",\n  \"format\": 1,\n  \"kind\": \"compare\",\n"))
        #expect(json.contains("\"baseline\": \"as written\""))
        #expect(json.contains("\"verdict\": \"better\", \"variance_ratio\": 61.4"))
        #expect(json.contains("\"verdict\": \"undecided\", \"replications_to_decide\": 140"))
        #expect(json.contains("\"difference\": null"))
        #expect(json.contains("\"gold, old\""))
    }

    @Test func csvIsTidy() {
        let lines = ComparisonCSVReport(Self.two()).text().split(separator: "\n")
        #expect(
            lines[0]
                == "measure,class,group,plan,within_s,value,low,high,unit,difference,difference_low,difference_high,verdict,replications_to_decide,variance_ratio"
        )
        #expect(lines.count == 1 + 2 * 7)
        #expect(lines[3].hasPrefix("service_level,,,as written,20,0.797,"))
        #expect(lines[3].hasSuffix(",share,,,,,,"))
        #expect(lines[14].hasPrefix("asa,\"gold, old\",,one more,,1.5,"))
        #expect(lines[14].hasSuffix(",s,-0.5,-0.6,-0.4,better,,"))
    }
}
