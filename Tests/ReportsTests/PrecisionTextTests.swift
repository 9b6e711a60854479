import Measures
import Testing

@testable import Reports

/// What text says of precision, of single days, and of too few of them.
@Suite struct PrecisionTextTests {
    private func outcome(
        _ name: String, _ value: Double?, _ margin: Double?, _ wanted: PrecisionGoal.HalfWidth, reached: Bool
    ) -> PrecisionOutcome {
        let measured = HandMadeResults.value(name, value, margin)
        return PrecisionOutcome(
            measure: measured.measure, within: measured.within, wanted: wanted, estimate: measured.estimate,
            reached: reached)
    }

    private func bank(_ ending: PrecisionReport.Ending, _ outcomes: [PrecisionOutcome]) -> RunResults {
        var results = HandMadeResults.bank()
        results.precision = PrecisionReport(outcomes: outcomes, ending: ending)
        return results
    }

    @Test func reached() {
        let results = bank(
            .reached,
            [
                outcome("service_level", 0.797, 0.021, .absolute(0.025), reached: true),
                outcome("asa", 8.7, 0.4, .relative(0.05), reached: true),
            ])
        let text = TextReport(results, precision: "2.5pt, asa=5%rel").text()
        #expect(
            text.contains(
                "\n\nAs precise as asked for after 100 days: service level (20 s, strict) ± 2.1 points, wanted 2.5 points; "
                    + "average wait of the answered ± 0.4 s, wanted 5 % of the value.\nA single day"), "\(text)")
    }

    @Test(arguments: [
        (PrecisionReport.Ending.replications, "Less precise than asked for after 100 days, the most allowed: "),
        (.timeLimit, "Less precise than asked for within the time limit (100 days): "),
        (.interrupted, "Stopped after 100 days, before it was as precise as asked for: "),
    ])
    func notReached(ending: PrecisionReport.Ending, verdict: String) {
        let results = bank(
            ending,
            [
                outcome("service_level", 0.797, 0.021, .absolute(0.005), reached: false),
                outcome("asa", 8.7, 0.4, .relative(0.05), reached: true),
            ])
        let text = TextReport(results, replications: 100, precision: "0.5pt, asa=5%rel").text()
        #expect(
            text.contains(
                verdict + "service level (20 s, strict) ± 2.1 points, wanted 0.5 points. "
                    + "The other one is precise enough.\n"), "\(text)")
        // 100 days times (2.1 / 0.5)².
        #expect(
            text.hasSuffix(
                "\n\nAbout 1,800 days (2 s) would likely be precise enough: holdfast run scenarios/bank-day.yaml "
                    + "--precision '0.5pt, asa=5%rel'\n"), "\(text)")
    }

    @Test func whatCannotBeReachedNamesNoNumberOfDays() {
        let results = bank(.noData, [outcome("breaks_late", nil, nil, .relative(0.1), reached: false)])
        let text = TextReport(results, precision: "breaks_late=10%rel").text()
        #expect(
            text.contains(
                "Given up after 100 days, in which there was too little to measure: breaks begun late has no data, "
                    + "wanted 10 % of the value.\n"), "\(text)")
        #expect(!text.contains("would likely be precise enough"))
    }

    /// Many numbers take one line, and the whole no more than twenty-five.
    @Test func manyNumbersAreCounted() {
        let outcomes = ["service_level", "asa", "wait_p90", "abandonment", "occupancy"].map {
            outcome($0, 0.5, 0.1, .absolute(0.01), reached: false)
        }
        var results = bank(.replications, outcomes)
        results.warnings = (1...9).map { "Remark \($0)." }
        for index in 0..<12 {
            results.targets.append(
                HandMadeResults.target("asa", atMost: 5, 2, 0.5, .met, scope: "class \(index)"))
        }
        let text = TextReport(results, precision: "…").text()
        #expect(text.contains("; and 2 more.\n"))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 25, "\(text)")
    }

    /// The precision that is offered is one that would decide, named so that the command understands it.
    @Test func theNextStepNamesThePrecision() {
        var results = HandMadeResults.bank()
        results.targets.append(
            HandMadeResults.target(
                "asa", atMost: 9, 8.7, 1.04, .undecided, scope: "gold, old", needs: 1300))
        #expect(
            NextStep(results).line
                == "Too close to call: --precision 'service_level within 20 s=0.3pt, asa for \"gold, old\"=0.3s' needs "
                + "about 4,900 days (5 s): holdfast run scenarios/bank-day.yaml "
                + "--precision 'service_level within 20 s=0.3pt, asa for \"gold, old\"=0.3s'")
        // More days than a run takes by itself are asked for.
        results.targets = [
            HandMadeResults.target("service_level", atLeast: 0.8, 0.7999, 0.021, .undecided, needs: 4_500_000)
        ]
        #expect(NextStep(results).line.hasSuffix("--precision 0.01pt --replications 6750000"))
        // An interval's own number cannot be named.
        results.targets = [
            HandMadeResults.target(
                "service_level", atLeast: 0.8, 0.797, 0.021, .undecided, over: "each_interval", interval: (1, "07:00"),
                needs: 4900)
        ]
        #expect(
            NextStep(results).line.hasSuffix(
                "would likely tell: holdfast run scenarios/bank-day.yaml --replications 4900"))
    }

    @Test(
        arguments: [
            (0.0037, 0.0037), (0.00379, 0.0037), (0.3, 0.3), (12.39, 12), (123.9, 120), (9.99, 9.9), (1e9 + 1, 1e9),
        ] as [(Double, Double)])
    func twoDigitsRoundedDown(width: Double, rounded: Double) {
        let found = PrecisionWords.roundedDown(width)
        #expect(abs(found - rounded) <= 1e-12 * rounded && found <= width * (1 + 1e-8))
    }

    @Test func fewDaysAreMarked() {
        var results = HandMadeResults.bank()
        results.observations = 5
        results.replications = 5
        let few = "From 5 days only: such intervals are rough, and miss the truth more often than they say."
        results.warnings = [few, "Another remark."]
        let text = TextReport(results).text()
        #expect(text.components(separatedBy: few).count == 2)
        #expect(TextReport(results, quiet: true).text().contains("\n\n" + few + "\n"))
        results.observations = 10
        #expect(results.fewObservations == nil)
    }

    @Test func aTypicalDayStandsBesideWhereItDiffers() {
        func text(_ mean: Double, _ margin: Double, spread: Double = 0.112) -> String {
            var results = HandMadeResults.bank()
            results.measures[1].days = DaysApart(
                mean: Estimate(value: mean, low: mean - margin, high: mean + margin), standardDeviation: spread,
                days: 100)
            return TextReport(results, verbose: true).text()
        }
        let line = "\nEach day counted alike, quiet or busy: service level (20 s, strict) 81.2 % ± 1.9.\n"
        #expect(text(0.812, 0.019).contains(line))
        // By half a point at least, or by more than the half-width.
        #expect(!text(0.801, 0.019).contains("Each day counted alike"))
        #expect(text(0.803, 0.019).contains("Each day counted alike"))
        #expect(text(0.812, 0.019).contains("Mean of days   Standard deviation of days\n"))
        #expect(text(0.812, 0.019).contains("81.2 % ± 1.9                    11 points\n"), "\(text(0.812, 0.019))")
    }

    @Test func withoutTargetsTheSpreadIsToldAllTheSame() {
        var results = HandMadeResults.bank()
        results.targets = []
        results.measures[1].days = DaysApart(mean: Estimate(value: 0.797), standardDeviation: 0.112, days: 100)
        #expect(
            TextReport(results).text().contains(
                "A single day varies more than the mean: its service level has a standard deviation of 11 points "
                    + "between days.\n"))
    }
}
