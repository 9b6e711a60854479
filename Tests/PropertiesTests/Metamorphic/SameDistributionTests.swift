import Measures
import Testing

/// Two texts that say the same thing in other draws give numbers of one distribution; see `SameDistribution` for how
/// often these tests would be wrong by chance.
@Suite struct SameDistributionTests {
    private static let names = [
        "offered", "service_level", "asa", "wait_mean", "abandonment", "occupancy", "delayed", "wait_p90",
    ]

    /// Days enough to see half a point of service level: with these its standard error is below a tenth of a point.
    private static let days: Int = {
        #if DEBUG
        300
        #else
        12_000
        #endif
    }()

    private static let centre = Runs(
        """
        holdfast: 1
        name: One line
        day: {opens: "08:00", closes: "12:00", interval: 1 h}
        customers:
          calls:
            arrivals: {per_interval: [40, 60, 70, 50]}
            handle_time: {lognormal: {mean: 3 min, cv: 1}}
            patience: {exponential: {mean: 3 min}}
        agents:
          all: {serves: [calls], staff: 4}
        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}

        """)

    private static let base = Result { try centre.results(days: days, threads: 2).numbers() }

    @Test func anotherName() throws {
        let renamed = Self.centre.with(("calls", "callers"))
        let numbers = try renamed.results(days: Self.days, threads: 2).numbers()
        #expect(numbers["asa"] != (try Self.base.get()["asa"]))
        #expect(SameDistribution.doubts(try Self.base.get(), numbers, names: Self.names) == [])
    }

    @Test func anotherSeed() throws {
        let numbers = try Self.centre.results(days: Self.days, seed: 2, threads: 2).numbers()
        #expect(numbers["asa"] != (try Self.base.get()["asa"]))
        #expect(SameDistribution.doubts(try Self.base.get(), numbers, names: Self.names) == [])
    }

    /// A Poisson stream thinned by half is two Poisson streams of half the rate.
    @Test func aClassInTwoHalves() throws {
        let half = { (name: String) in
            "  \(name):\n    arrivals: {per_interval: [20, 30, 35, 25]}\n"
                + "    handle_time: {lognormal: {mean: 3 min, cv: 1}}\n    patience: {exponential: {mean: 3 min}}\n"
        }
        let whole =
            "  calls:\n    arrivals: {per_interval: [40, 60, 70, 50]}\n"
            + "    handle_time: {lognormal: {mean: 3 min, cv: 1}}\n    patience: {exponential: {mean: 3 min}}\n"
        let halves = Self.centre.with((whole, half("left") + half("right")), ("[calls]", "[left, right]"))
        let results = try halves.results(days: Self.days, threads: 2)
        #expect(SameDistribution.doubts(try Self.base.get(), try results.numbers(), names: Self.names) == [])
        let (left, right) = try (results.numbers(of: "left"), results.numbers(of: "right"))
        #expect(
            SameDistribution.doubts(left, right, names: ["offered", "abandonment", "asa", "wait_p90"]) == [])
        // And the test would see half a point.
        let abandonment = try #require(left["abandonment"])
        let error = try #require(SameDistribution.standardError(abandonment))
        #if !DEBUG
        #expect(error * SameDistribution.limit < 0.005)
        #else
        #expect(error > 0)
        #endif
    }

    /// Two days that do not touch are two replications of one.
    @Test func twoDaysAreTwoReplications() throws {
        let twoDays = Self.centre.with(("interval: 1 h}", "interval: 1 h, days: 2}"))
        let numbers = try twoDays.results(days: Self.days / 2, threads: 2).numbers()
        let once = try Self.base.get()
        #expect(
            SameDistribution.doubts(numbers, once, names: Self.names.filter { $0 != "offered" }) == [])
        #expect(SameDistribution.doubts(numbers, once, names: ["offered"], scale: 2) == [])
    }

    /// The same two days by weekday, through a calendar.
    @Test func aCalendarOfTwoDaysAlike() throws {
        let week = Self.centre.with(
            (
                #"day: {opens: "08:00", closes: "12:00", interval: 1 h}"#,
                #"calendar: {interval: 1 h, days: 3, starts_on: mon, week: [{on: [mon, wed], opens: "08:00", closes: "12:00"}]}"#
            ))
        let numbers = try week.results(days: Self.days / 2, threads: 2).numbers()
        let once = try Self.base.get()
        #expect(
            SameDistribution.doubts(numbers, once, names: Self.names.filter { $0 != "offered" }) == [])
        #expect(SameDistribution.doubts(numbers, once, names: ["offered"], scale: 2) == [])
    }

    /// A renewal process with exponential gaps, a rate in straight lines that does not change, and a constant rate.
    @Test(arguments: [
        "{renewal: {exponential: {mean: 1 min}}}",
        #"{linear: [{at: "08:00", per_hour: 60}, {at: "12:00", per_minute: 1}]}"#,
        "{per_interval: [60, 60, 60, 60], batches: [{size: 1, share: 100%}]}",
        "{markov_modulated: [{per_hour: 60, lasts: 5 min}, {per_minute: 1, lasts: 1 min}]}",
    ])
    func constantRatesInOtherWords(arrivals: String) throws {
        let constant = Self.centre.with(("{per_interval: [40, 60, 70, 50]}", "{per_hour: 60}"))
        let other = Self.centre.with(("{per_interval: [40, 60, 70, 50]}", arrivals))
        let numbers = try (
            constant.results(days: Self.days / 2, seed: 5, threads: 2).numbers(),
            other.results(days: Self.days / 2, seed: 6, threads: 2).numbers()
        )
        #expect(SameDistribution.doubts(numbers.0, numbers.1, names: Self.names) == [])
    }
}
