import Foundation
import Measures
import Scenarios
import Testing

@testable import Experiments

/// A centre so small that thousands of its days take no time.
enum QuickCentre {
    static let text = """
        holdfast: 1
        name: Quick centre
        day: {opens: "08:00", closes: "10:00", interval: 1 h, at_close: hang_up}
        customers:
          sales:
            arrivals: {per_interval: [20, 30], day_to_day_cv: 0.2}
            handle_time: {exponential: {mean: 3 min}}
            patience: {exponential: {mean: 2 min}}
          "gold, old":
            arrivals: {per_hour: 5}
            handle_time: {exponential: {mean: 3 min}}
        agents:
          desk: {serves: [sales, "gold, old"], staff: [2, 2]}
        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}
        report_within: [20 s, 60 s]

        """

    static let steady = """
        holdfast: 1
        name: Quick line
        horizon: {for: 20 h, warm_up: 1 h}
        customers:
          callers: {arrivals: {per_hour: 30}, handle_time: {exponential: {mean: 3 min}}, patience: {exponential: {mean: 3 min}}}
        agents:
          line: {serves: [callers], staff: 2}

        """

    static func scenario(_ text: String = text, _ old: String = "", _ new: String = "") throws -> Scenario {
        let changed = old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
        #expect(old.isEmpty || changed != text)
        let file = FileManager.default.temporaryDirectory.appending(path: "quick-\(UUID().uuidString).yaml")
        try changed.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try ScenarioReader(measures: MeasureWord.all).read(file: file.path()).scenario
    }

    static func run(
        _ scenario: Scenario, _ precision: String, most: Int? = nil, threads: Int = 1, seed: UInt64 = 1,
        timeLimit: Double? = nil
    ) throws -> RunResults {
        try ScenarioRun(
            scenario, file: "quick.yaml", resolvedSHA256: "00",
            options: RunOptions(
                seed: seed, replications: most, threads: threads,
                precision: try PrecisionGoal.reading(precision, for: scenario), timeLimitSeconds: timeLimit)
        ).results()
    }
}

@Suite struct PrecisionTests {
    /// The looks are where the documents say, whatever the numbers.
    @Test func theSchedule() {
        var looks = [PrecisionSchedule.floor(for: Measure.named("asa")!)]
        while looks.last! < 1000 { looks.append(PrecisionSchedule.look(after: looks.last!)) }
        #expect(looks.prefix(8) == [100, 110, 121, 134, 148, 163, 180, 198])
        #expect(zip(looks, looks.dropFirst()).allSatisfy { Double($1) <= 1.1 * Double($0) + 1 })
    }

    /// The day at which a run stops, and all it says there, is that of one thread, and of a run of just so many days.
    @Test func theSameStoppingPointOnAnyNumberOfThreads() throws {
        let scenario = try QuickCentre.scenario()
        let wish = "service_level=2pt, asa=4%rel, wait_p90=5s, service_level within 45s for \"gold, old\"=5pt"
        let one = try QuickCentre.run(scenario, wish)
        #expect(one.precision?.ending == .reached && one.replications > 110 && !one.partial)
        #expect(one.precision?.outcomes.allSatisfy { $0.reached && $0.isNarrow } == true)
        for threads in [2, 8] {
            let other = try QuickCentre.run(scenario, wish, threads: threads)
            #expect(other.replications == one.replications && other.precision == one.precision)
            #expect(other.measures == one.measures && other.conservation == one.conservation)
        }
        let plain = try ScenarioRun(
            scenario.counting(for: try PrecisionGoal.reading(wish, for: scenario)), file: "quick.yaml",
            resolvedSHA256: "00", options: RunOptions(replications: one.replications, threads: 2)
        ).results()
        #expect(plain.measures == one.measures && plain.precision == nil)
    }

    /// It stops at a look, at the second of two that agree, and not at an earlier pair.
    @Test func itStopsAtTheFirstTwoLooksThatAgree() throws {
        let scenario = try QuickCentre.scenario()
        let goal = try PrecisionGoal.reading("asa=2s", for: scenario)
        let found = try QuickCentre.run(scenario, "asa=2s")
        var looks = [100]
        while looks.last! < found.replications { looks.append(PrecisionSchedule.look(after: looks.last!)) }
        #expect(looks.last == found.replications && looks.count > 3)
        let narrow = try looks.map { days in
            let run = try ScenarioRun(
                scenario, file: "quick.yaml", resolvedSHA256: "00", options: RunOptions(replications: days, threads: 2)
            ).results()
            let asa = try #require(run.measures.first { $0.measure.name == "asa" }?.estimate)
            let outcome = PrecisionOutcome(measure: Measure.named("asa")!, wanted: goal[0].wanted, estimate: asa)
            return outcome.isNarrow
        }
        #expect(narrow.suffix(2) == [true, true])
        #expect(!zip(narrow.dropLast(), narrow.dropLast().dropFirst()).contains { $0 && $1 })
    }

    @Test func theMostReplicationsEndIt() throws {
        let scenario = try QuickCentre.scenario()
        let found = try QuickCentre.run(scenario, "service_level=0.1pt, offered=10", most: 130)
        let report = try #require(found.precision)
        #expect(found.replications == 130 && report.ending == .replications && !found.partial)
        #expect(report.outcomes.map(\.reached) == [false, true])
        let needed = try #require(report.replicationsToReach(from: 130))
        let width = try #require(report.outcomes[0].halfWidth)
        #expect(abs(Double(needed) / (130 * (width / 0.001) * (width / 0.001)) - 1) < 0.1)
        // Few days, asked for as such, are judged as they are.
        let few = try QuickCentre.run(scenario, "offered=100", most: 12)
        #expect(few.replications == 12 && few.precision?.ending == .reached)
    }

    /// Batches of steady runs are observations; the run grows by whole runs.
    @Test func aSteadyCentreIsRunAgain() throws {
        let scenario = try QuickCentre.scenario(QuickCentre.steady)
        let one = try QuickCentre.run(scenario, "asa=1s, service_level=2%rel")
        #expect(one.precision?.ending == .reached)
        #expect(one.replications > 4 && one.observations == one.replications * CompiledScenario.batches)
        let other = try QuickCentre.run(scenario, "asa=1s, service_level=2%rel", threads: 8)
        #expect(other.replications == one.replications && other.measures == one.measures)
    }

    @Test func whatIsNeverMeasuredIsGivenUp() throws {
        // Nobody is blocked where there is no limit on lines, and a share of nothing is nothing.
        let scenario = try QuickCentre.scenario()
        let found = try QuickCentre.run(scenario, "blocking=5%rel")
        #expect(found.precision?.ending == .noData && found.replications >= 1000 && found.replications < 1100)
        #expect(found.precision?.outcomes.map(\.reached) == [false])
        #expect(found.precision?.replicationsToReach(from: found.replications) == nil)
    }

    @Test func theClockEndsIt() throws {
        let scenario = try QuickCentre.scenario()
        let found = try QuickCentre.run(scenario, "service_level=0.001pt", most: 100_000_000, timeLimit: 1)
        #expect(found.precision?.ending == .timeLimit && !found.partial && found.replications > 0)
        #expect {
            _ = try QuickCentre.run(scenario, "1pt", timeLimit: 1e-9)
        } throws: { error in
            (error as? RunError)?.message
                == "The time limit of 1e-09 s was over before the first replication was done; allow more, "
                + "or shorten the scenario."
        }
    }

    /// A target on days is judged by its own number, and the first target by a half-width alone.
    @Test func aTargetOnDays() throws {
        let scenario = try QuickCentre.scenario(
            QuickCentre.text, "at_least: 80%}", "at_least: 80%, over: day, share_of_days: 20%}")
        let found = try QuickCentre.run(scenario, "4pt")
        let outcome = try #require(found.precision?.outcomes.first)
        #expect(outcome.shareOfDays == 0.2 && outcome.unit == .share && outcome.reached)
        #expect(outcome.estimate == found.targets[0].estimate)
        #expect(outcome.isNarrow && (outcome.halfWidth ?? 1) <= 0.04)
    }

    /// A threshold that the scenario does not report is counted too, and the first stays the first.
    @Test func anotherThreshold() throws {
        let found = try QuickCentre.run(try QuickCentre.scenario(), "service_level within 45s=3pt")
        #expect(found.within.map(\.withinSeconds) == [20, 60, 45])
        let level = found.within[2].measures.first { $0.measure.name == "service_level" }
        #expect(level?.estimate == found.precision?.outcomes[0].estimate)
        #expect(found.measures.first { $0.measure.name == "service_level" }?.within == 20)
    }
}

@Suite struct PrecisionReadingTests {
    @Test func halfWidthsInEveryUnit() throws {
        let scenario = try QuickCentre.scenario()
        let goals = try PrecisionGoal.reading(
            "0.5pt, asa = 0.2 s ,abandonment=2%rel, paid_hours=6min, offered=5, wait_p90 for sales=1min, "
                + "service_level within 60 s for \"gold, old\"=1e0pt, occupancy for desk=1 pt", for: scenario)
        func measure(_ name: String, _ within: Double? = nil, _ of: String? = nil) -> PrecisionGoal.Subject {
            .measure(Measure.named(name)!, within: within, of: of)
        }
        #expect(
            goals == [
                PrecisionGoal(.target(0), wanted: .absolute(0.005)),
                PrecisionGoal(measure("asa"), wanted: .absolute(0.2)),
                PrecisionGoal(measure("abandonment"), wanted: .relative(0.02)),
                PrecisionGoal(measure("paid_hours"), wanted: .absolute(0.1)),
                PrecisionGoal(measure("offered"), wanted: .absolute(5)),
                PrecisionGoal(measure("wait_p90", nil, "sales"), wanted: .absolute(60)),
                PrecisionGoal(measure("service_level", 60, "gold, old"), wanted: .absolute(0.01)),
                PrecisionGoal(measure("occupancy", nil, "desk"), wanted: .absolute(0.01)),
            ])
    }

    @Test(arguments: [
        ("", "expected a measure and a half-width, such as service_level=0.5pt, found \"\""),
        ("asa=1s,", "expected a measure and a half-width, such as service_level=0.5pt, found \"\""),
        ("asa=", "expected a measure and a half-width, such as service_level=0.5pt, found \"asa=\""),
        ("asa=1s=2s", "expected a measure and a half-width, such as service_level=0.5pt, found \"asa=1s=2s\""),
        (
            "servicelevel=1pt",
            "expected a measure (holdfast explain lists them), found \"servicelevel\"; did you mean \"service_level\"?"
        ),
        ("asa", "expected a half-width behind asa, such as 0.2s or 2%rel, found \"asa\""),
        (
            "5%",
            "expected a half-width for service_level such as 0.5pt (points of a share) or 2%rel, found \"5%\"; "
                + "write 5pt for points, or 5%rel for a share of the value"
        ),
        (
            "0.5",
            "expected a half-width for service_level such as 0.5pt (points of a share) or 2%rel, found \"0.5\"; "
                + "name the unit: 0.5pt or 0.5%rel"
        ),
        (
            "occupancy=1s",
            "expected a half-width for occupancy such as 0.5pt (points of a share) or 2%rel, found \"1s\""
        ),
        (
            "occupancy=101pt",
            "expected a half-width for occupancy such as 0.5pt (points of a share) or 2%rel, found \"101pt\"; "
                + "at most 100pt"
        ),
        (
            "asa=0.2",
            "expected a half-width for asa such as 0.2s or 2%rel, found \"0.2\"; "
                + "name the unit: 0.2 ms, 0.2 s, 0.2 min, 0.2 h or 0.2 d"
        ),
        (
            "asa=1pt",
            "expected a half-width for asa such as 0.2s or 2%rel, found \"1pt\"; points are for shares"
        ),
        (
            "asa=0s", "expected a half-width for asa such as 0.2s or 2%rel, found \"0s\"; a half-width is above 0"
        ),
        (
            "asa=101%rel",
            "expected a half-width for asa such as 0.2s or 2%rel, found \"101%rel\"; at most 100%rel"
        ),
        ("asa=fine", "expected a half-width for asa such as 0.2s or 2%rel, found \"fine\""),
        (
            "offered=1%",
            "expected a half-width for offered such as 5 or 2%rel, found \"1%\"; write 1%rel for a share of the value"
        ),
        (
            "offered=5s",
            "expected a half-width for offered such as 5 or 2%rel, found \"5s\"; a number without a unit"
        ),
        ("asa=1s, asa=2%rel", "expected each number once, found \"asa=2%rel\""),
        ("asa within 3s=1s", "asa has no threshold; leave out \"within 3s\""),
        (
            "service_level within 20=1pt",
            "expected a time behind \"within\", such as 20s, found \"20\"; "
                + "name the unit: 20 ms, 20 s, 20 min, 20 h or 20 d"
        ),
        (
            "asa by sales=1s",
            "expected \"within\" and a time, or \"for\" and a class or group, behind asa, found \"by\""
        ),
        (
            "asa for sale=1s",
            "expected a class or group (sales, gold, old, desk), found \"sale\"; did you mean \"sales\"?"
        ),
        ("occupancy for sales=1pt", "occupancy says nothing about a class; leave out \"for sales\""),
        ("asa for desk=1s", "asa says nothing about a group; leave out \"for desk\""),
        (
            "callbacks_kept=1pt",
            "callbacks_kept needs callbacks, which this scenario does not use; choose another measure"
        ),
        ("cost=1", "cost needs prices; name them under costs in the scenario"),
    ])
    func refusals(text: String, message: String) throws {
        let scenario = try QuickCentre.scenario()
        do throws(PrecisionFault) {
            let goals = try PrecisionGoal.reading(text, for: scenario)
            Issue.record("\(text) was read as \(goals)")
        } catch {
            #expect(error.message == message)
        }
    }

    @Test(arguments: [
        (
            QuickCentre.text, "targets:\n  - {measure: service_level, within: 20 s, at_least: 80%}\n", "", "1pt",
            "a half-width alone is for the first target, and the scenario has none; name a measure: service_level=1pt"
        ),
        (
            QuickCentre.text, "at_least: 80%}", "at_least: 80%, over: each_interval}", "1pt",
            "a half-width alone is for the first target, which has a number for each interval; "
                + "name a measure of the whole: service_level=1pt"
        ),
        (
            QuickCentre.steady, "", "", "days_meeting_target=1pt",
            "days_meeting_target needs days, and a steady centre has none; name a measure of the whole run, "
                + "such as asa=0.2s"
        ),
    ])
    func scenariosThatHaveNoSuchNumber(text: String, old: String, new: String, wish: String, message: String) throws {
        let scenario = try QuickCentre.scenario(text, old, new)
        do throws(PrecisionFault) {
            _ = try PrecisionGoal.reading(wish, for: scenario)
            Issue.record("read")
        } catch {
            #expect(error.message == message)
        }
    }
}
