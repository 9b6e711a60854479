import Randomness
import Scenarios
import Testing

/// What the reader makes of values that are well written.
@Suite struct ReadingTests {
    private func distribution(_ text: String) throws -> Distribution {
        try read(bank(("{lognormal: {mean: 188 s, cv: 1.27}}", text))).scenario.classes[0].handleTime[0].distribution
    }

    private func calendar(_ hours: String) throws -> OpeningCalendar {
        let text = bank((#"day: {opens: "07:00", closes: "24:00", interval: 30 min}"#, hours))
        guard case .calendar(let calendar) = try read(text).scenario.hours else {
            Issue.record("no calendar")
            throw ScenarioError(faults: [])
        }
        return calendar
    }

    @Test(arguments: [
        ("188 s", 188.0), ("\"188 s\"", 188), ("188s", 188), ("3.5 min", 210), ("250 ms", 0.25), ("1.5 h", 5400),
        ("2 d", 172_800), ("1e2 s", 100), (".5 s", 0.5), ("+2 s", 2), ("3\u{A0}min", 180),
    ])
    func readsSpansOfTime(text: String, seconds: Double) throws {
        #expect(try distribution("{constant: \(text)}").mean == seconds)
    }

    @Test(arguments: [
        ("80%", 0.8), ("80 %", 0.8), ("0.8", 0.8), ("\"80%\"", 0.8), ("1", 1), ("0", 0), ("12.5%", 0.125),
    ])
    func readsShares(text: String, share: Double) throws {
        let target = try #require(try read(bank(("80%", text))).scenario.targets.first)
        #expect(abs(target.value - share) < 1e-15)
    }

    @Test(arguments: [
        ("per_second: 0.5", 0.5), ("per_minute: 30", 0.5), ("per_hour: 1800", 0.5), ("per_day: 43200", 0.5),
    ])
    func readsRates(text: String, perSecond: Double) throws {
        let arrivals = try read(bank(("per_hour: 60", text))).scenario.classes[0].arrivals
        #expect(arrivals.process == .constant(perSecond: perSecond))
    }

    @Test func minutesAndSecondsAreTheSameScenario() throws {
        let first = try read(bank)
        let second = try read(bank(("188 s", "3.1333333333333333 min"), ("10 min", "600 s"), ("80%", "0.8")))
        #expect(first.scenario.targets == second.scenario.targets)
        #expect(first.scenario.classes[1] == second.scenario.classes[1])
        #expect(first.scenario.classes[0].patience == second.scenario.classes[0].patience)
    }

    // MARK: Hours

    @Test(arguments: [
        ("\"07:00\"", "\"24:00\"", 25_200.0, 86_400.0, 34), ("07:00", "24:00", 25_200, 86_400, 34),
        ("\"22:00\"", "\"06:00\"", 79_200, 108_000, 16), ("\"18:00\"", "\"26:30\"", 64_800, 95_400, 17),
        ("\"00:00\"", "\"24:00\"", 0, 86_400, 48), ("\"07:00\"", "\"07:00\"", 25_200, 111_600, 48),
        ("\"9:00\"", "\"10:10\"", 32_400, 36_600, 3),
    ])
    func readsOpeningHours(opens: String, closes: String, from: Double, to: Double, intervals: Int) throws {
        let calendar = try calendar("day: {opens: \(opens), closes: \(closes), interval: 30 min, days: 2}")
        #expect(calendar.openings.map(\.opens) == [from, from + 86_400])
        #expect(calendar.openings.map(\.closes) == [to, to + 86_400])
        #expect(calendar.intervals(ofKind: 0) == intervals)
    }

    @Test func readsAWeek() throws {
        let calendar = try calendar(
            """
            calendar:
              interval: 30 min
              days: 8
              starts_on: fri
              at_close: hang_up
              week: [{on: sun-thu, opens: "07:00", closes: "24:00"}, {on: fri, opens: "07:00", closes: "14:00"}]
            """)
        #expect(calendar.kinds.map(\.name) == ["sun-thu", "fri"])
        #expect(calendar.openings.map(\.day) == [1, 3, 4, 5, 6, 7, 8])
        #expect(calendar.openings.map(\.weekday) == [4, 6, 0, 1, 2, 3, 4])
        #expect(calendar.openings.map(\.kind) == [1, 0, 0, 0, 0, 0, 1])
        #expect(calendar.openings[1].opens == 2 * 86_400 + 25_200)
        #expect(calendar.atClose == .hangUp)
    }

    @Test(arguments: [
        ("{for: 100 h, warm_up: 10 h}", SteadyLength.seconds(360_000), WarmUp.seconds(36_000)),
        ("{for: 100 h, warm_up: 0}", .seconds(360_000), .seconds(0)),
        ("{for: 100 h}", .seconds(360_000), .found), ("{calls: 1e6, warm_up: 0}", .contacts(1_000_000), .contacts(0)),
        ("{calls: 1000000, warm_up: found}", .contacts(1_000_000), .found),
        ("{calls: 1000, warm_up: 50}", .contacts(1000), .contacts(50)),
    ])
    func readsAHorizon(text: String, length: SteadyLength, warmUp: WarmUp) throws {
        let text = bank((#"day: {opens: "07:00", closes: "24:00", interval: 30 min}"#, "horizon: \(text)"))
        #expect(try read(text).scenario.hours == .steady(SteadyHorizon(length: length, warmUp: warmUp)))
    }

    // MARK: The file of every key

    private func everyKey() throws -> Scenario {
        try ScenarioReader(measures: someMeasures).read(file: folder("Accepted/every-key.yaml")).scenario
    }

    @Test func readsTablesOfEveryForm() throws {
        let scenario = try everyKey()
        let processes = scenario.classes.map(\.arrivals.process)
        #expect(processes[0] == .perInterval([[1, 2.5, 0.5], [0, 2, 10]]))
        #expect(processes[1] == .perInterval([[1, 2, 3], [4, 5, 6]]))
        #expect(processes[3] == .perInterval([[1, 2, 3], [4, 5, 6]]))
        #expect(processes[7] == .trace([32_400, 32_401.5, 118_800]))
        #expect(
            processes[2]
                == .linear([
                    [RatePoint(at: 32_400, perSecond: 20 / 3600), RatePoint(at: 43_200, perSecond: 1.0 / 60)],
                    [RatePoint(at: 79_200, perSecond: 0.01), RatePoint(at: 90_000, perSecond: 100 / 86_400)],
                ]))
        let staffing = scenario.groups.map(\.staffing)
        #expect(staffing[0] == .headcount([[1, 2, 3], [4, 5, 6]], means: .present))
        #expect(staffing[1] == .headcount([[1, 2, 3], [4, 5, 6]], means: .present))
        #expect(staffing[2] == .headcount([[1, 2, 3], [4, 5, 6]], means: .rostered))
        #expect(staffing[4] == .unlimited)
        #expect(staffing[5] == .headcount([[4, 4, 4], [4, 4, 4]], means: .present))
        #expect(scenario.groups[2].shrinkage == 0.08)
    }

    @Test func readsShiftsThroughTheNight() throws {
        guard case .shifts(let shifts) = try everyKey().groups[6].staffing else {
            Issue.record("no shifts")
            return
        }
        #expect(shifts[0].weekdays == [6, 0, 1, 2])
        #expect(shifts[0].breaks == [Break(at: 36_000, length: 600), Break(at: 39_600, length: 300)])
        #expect(shifts[1].from == 79_200 && shifts[1].to == 90_000)
        #expect(shifts[1].breaks == [Break(at: 87_300, length: 600)])
    }

    @Test func readsClassesAsWritten() throws {
        let scenario = try everyKey()
        let counted = scenario.classes[0]
        #expect(counted.arrivals.dayToDay == DayToDay(cv: [0.27]))
        #expect(counted.arrivals.batches == [BatchShare(size: 1, share: 0.7), BatchShare(size: 2, share: 0.3)])
        #expect(counted.balking == [BalkingStep(share: 0.1)])
        #expect(counted.loyal && counted.value == 5 && counted.waitingPlaces == 20)
        #expect(counted.idleAgent == .preference([0]))
        #expect(scenario.classes.map(\.priority) == [1, 1, 2, 3, 4, 5, 6, 0])
        #expect(scenario.classes[1].patience.isEmpty)
        #expect(scenario.classes[1].handleTime.map(\.from) == [0, 43_200])
        #expect(
            scenario.classes[2].arrivals.dayToDay
                == DayToDay(
                    partsFrom: [0, 43_200], cv: [0.1, 0.2], correlation: [[1, 0.5], [0.5, 1]], sharedAs: "town"))
        #expect(
            scenario.classes[5].arrivals.process
                == .markovModulated([
                    RateState(perSecond: 20 / 3600, lastsSeconds: 600, next: [0, 1, 0]),
                    RateState(perSecond: 200 / 3600, lastsSeconds: 60, next: [0.5, 0, 0.5]),
                    RateState(perSecond: 2 / 3600, lastsSeconds: 3600, next: [1, 0, 0]),
                ]))
        #expect(scenario.groups[1].skills[1].speed == 1.1)
        #expect(scenario.groups[1].skills[1].handleTime?.mean == 180)
        #expect(scenario.targets[5].value == 3)
        #expect(scenario.targets[2].shareOfDays == 0.9)
        #expect(scenario.reportWithin == [20, 60] && scenario.shortAbandonWithin == 3 && scenario.lines == 100)
        var costs = Costs(overtimeHour: 40, lostContact: 8, waitingMinute: 0.1)
        costs.agentHourOfGroup = [25, 25, 22.5, 20, 0, 20, 18]
        #expect(scenario.costs == costs)
        let choices = try #require(scenario.groups[6].mayWork)
        #expect(choices.atLeast == 1 && choices.atMost == 12 && choices.shapes.map(\.count) == [1, 4, 10])
        #expect(choices.shapes[0].price == 60 && choices.shapes[0].weekdays == [6, 0, 1, 2])
        #expect(choices.shapes[2].breaks(inShiftOf: 7200).map { $0.map(\.at) } == [[2700], [3600]])
    }

    @Test(arguments: [1.5, 2, 10])
    func geometricBatchesHaveTheirMean(mean: Double) throws {
        let batches = try read(bank(("per_hour: 60", "per_hour: 60, batches: {mean: \(mean)}"))).scenario.classes[0]
            .arrivals.batches
        #expect(abs(batches.map(\.share).reduce(0, +) - 1) < 1e-14)
        #expect(abs(batches.map { Double($0.size) * $0.share }.reduce(0, +) - mean) < 1e-9)
        #expect(abs(batches[0].share - 1 / mean) < 1e-15)
    }

    @Test func anAliasStandsForItsAnchor() throws {
        let text = bank(
            ("patience: {exponential: {mean: 10 min}}", "patience: &long {exponential: {mean: 10 min}}"),
            ("patience: {weibull: {mean: 4 min, shape: 0.8}}", "patience: *long"))
        let scenario = try read(text).scenario
        #expect(scenario.classes[0].patience == scenario.classes[1].patience)
    }

    @Test func theTemplateRunsAsItIs() throws {
        let text = ScenarioTemplate.text(name: "My \"centre\": a\\b # 1")
        let found = try ScenarioReader(measures: someMeasures).read(text: text, named: "new.yaml", directory: "")
        #expect(found.warnings.isEmpty)
        #expect(found.scenario.name == "My \"centre\": a\\b # 1")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 40)
        #expect(lines.allSatisfy { $0.unicodeScalars.count <= 120 })
    }
}
