import Engine
import Foundation
import Testing

@testable import Measures

/// Differences of two plans on the same customers: against numbers worked out by hand, and against the textbook's sums
/// over single observations.
@Suite struct PairedTests {
    private typealias Pair = (x: Double, y: Double)

    private func difference(_ a: [Pair], _ b: [Pair]) -> PairedDifference? {
        var one = PairMoments()
        var other = PairMoments()
        var products = PairedMoments()
        for index in a.indices {
            one.add(a[index].x, a[index].y, isFirst: index == 0)
            other.add(b[index].x, b[index].y, isFirst: index == 0)
            products.add(a[index], b[index], isFirst: index == 0)
        }
        return PairedDifference(from: one, to: other, products, observations: a.count)
    }

    /// Differences 1, 2, 0, 3: mean 1.5, variance 5/3; Student's factor with 3 degrees of freedom is 3.18245.
    @Test func meansByHand() throws {
        let found = try #require(
            difference([(1, 1), (2, 1), (3, 1), (4, 1)], [(2, 1), (4, 1), (3, 1), (7, 1)]))
        #expect(found.value == 1.5)
        let variance = try #require(found.variance)
        #expect(abs(variance - 5.0 / 12) < 1e-15)
        // Variances 5/3 and 14/3 (of 2, 4, 3, 7) over 4.
        let independent = try #require(found.varianceOfIndependentRuns)
        #expect(abs(independent - 19.0 / 12) < 1e-14)
        let told = Difference(found, of: .the("wait_mean"), confidence: 0.95, values: 4, replications: 4)
        let half = 3.182446305284263 * variance.squareRoot()
        #expect(abs(try #require(told.estimate.low) - (1.5 - half)) < 1e-9)
        #expect(told.verdict == .undecided)
        // The half-width is 2.0543: (2.0543/1.5)² · 4 = 7.5 days.
        #expect(told.replicationsToDecide == 8)
    }

    /// Two days: 14/20 against 17/30. Residuals over mean denominators are ± 0.1 and ± 2/9, their differences ± 11/90.
    @Test func ratiosByHand() throws {
        let found = try #require(difference([(8, 10), (6, 10)], [(9, 10), (8, 20)]))
        #expect(abs(found.value - (17.0 / 30 - 0.7)) < 1e-15)
        let residual = 11.0 / 90
        let variance = try #require(found.variance)
        #expect(abs(variance - residual * residual) < 1e-15)
    }

    /// The sums of products are those of the residuals themselves, also far from zero.
    @Test func theSumsAreThoseOfSingleResiduals() throws {
        var random = TestStream(501)
        for (number, shift) in [(2, 0.0), (3, 1e6), (50, 10), (400, 1e5)] {
            var a: [Pair] = []
            var b: [Pair] = []
            for _ in 0..<number {
                let busy = random.nearNormal()
                let y = 1000 + shift + 50 * busy
                let z = 900 + shift + 45 * busy + random.nearNormal()
                a.append((0.8 * y - 20 * busy + random.nearNormal(), y))
                b.append((0.7 * z - 25 * busy + random.nearNormal(), z))
            }
            let found = try #require(difference(a, b))
            func residuals(_ pairs: [Pair]) -> [Double] {
                let x = pairs.reduce(0) { $0 + $1.x }
                let y = pairs.reduce(0) { $0 + $1.y }
                return pairs.map { ($0.x - x / y * $0.y) / (y / Double(pairs.count)) }
            }
            let n = Double(number)
            let squares = zip(residuals(a), residuals(b)).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
            let variance = squares / (n - 1) / n
            #expect(abs(try #require(found.variance) / variance - 1) < 1e-6, "\(number) shifted by \(shift)")
            guard number > 3 else { continue }
            let cubes = zip(residuals(a), residuals(b)).reduce(0) {
                let difference = $1.1 - $1.0
                return $0 + difference * difference * difference
            }
            let deviation = (squares / (n - 1)).squareRoot()
            let skewness = cubes / n / (deviation * deviation * deviation)
            #expect(abs(found.skewness - skewness) < 1e-4, "\(number) shifted by \(shift)")
        }
    }

    /// Days that are nearly all alike and now and then far worse: the interval reaches further to the worse side.
    @Test func aLopsidedDifferenceHasALopsidedInterval() throws {
        let a: [Pair] = (0..<40).map { _ in (0, 1) }
        let b: [Pair] = (0..<40).map { ($0 % 10 == 0 ? 9 : 1, 1) }
        let found = try #require(difference(a, b))
        #expect(found.skewness > 2)
        let told = Difference(found, of: .the("asa"), confidence: 0.95, values: 40, replications: 40)
        let value = try #require(told.estimate.value)
        let (below, above) = (value - (try #require(told.estimate.low)), try #require(told.estimate.high) - value)
        #expect(above > 1.3 * below)
    }

    /// Plans that are alike on more than a quarter of the days need more of them, until they differ on a hundred.
    @Test(
        arguments: [
            (20, 6, 340), (100, 37, 280), (100, 74, 140), (100, 75, nil), (300, 100, nil), (50, 50, nil), (50, 0, 100),
            (100, 0, nil),
        ] as [(Int, Int, Int?)])
    func fewDaysThatDifferAreNotBelieved(days: Int, differing: Int, needed: Int?) throws {
        let a: [Pair] = (0..<days).map { (Double($0 % 7), 1) }
        let b = a.enumerated().map { ($1.x + ($0 < differing ? Double(1 + $0 % 3) : 0), $1.y) }
        #expect(try #require(difference(a, b)).replicationsToBelieve(days, isOnePlan: false) == needed)
    }

    /// Twenty sections of a hundred customers; so many do not wait, the others a second each longer than the one before.
    private func ninthDecile(_ value: Double, notWaiting: (Int) -> Int) -> SectionedQuantile {
        let edges = (0...41).map(Double.init)
        let bins = edges.count - 1
        let below = (0..<bins).flatMap { bin in
            (0..<20).map { section in Double(min(100, notWaiting(section) + bin)) }
        }
        let sections = WaitsOfSections(
            sizes: [Int](repeating: 5, count: 20), people: [Double](repeating: 100, count: 20),
            bins: Array(0..<bins), below: below, edges: edges)
        return SectionedQuantile(value: value, interval: QuantileInterval(of: sections, share: 0.9))
    }

    /// A quantile of zero hides what it has in common with another: on that side the other's own interval counts whole.
    @Test func aQuantileOfZeroShortensNothing() throws {
        let swing = { (section: Int) in section % 7 - 3 }
        let long = ninthDecile(10) { 80 + swing($0) }
        let none = ninthDecile(0) { 90 + swing($0) }
        let high = try #require(long.estimate(confidence: 0.95).high)
        let highOfNone = try #require(none.estimate(confidence: 0.95).high)
        #expect(high > 10 && highOfNone > 0)
        let fewer = PairedDifference(from: long, to: none, confidence: 0.95, differing: 100)
        let lowEnd = try #require(fewer.ends?.low)
        #expect(abs(lowEnd + high) < 1e-9)
        let more = PairedDifference(from: none, to: long, confidence: 0.95, differing: 100)
        let highEnd = try #require(more.ends?.high)
        #expect(abs(highEnd - high) < 1e-9)
    }

    /// A comparison of plans that are often alike stops by itself only when they differed 200 times.
    @Test(
        arguments: [(nil, true, 0.25), (100, false, 2), (199, false, 200.0 / 199), (200, true, 1)]
            as [(Int?, Bool, Double)])
    func plansMustDifferOftenEnoughToStop(differing: Int?, enough: Bool, growth: Double) {
        let outcome = PrecisionOutcome(
            measure: .the("service_level"), wanted: .absolute(0.02),
            estimate: Estimate(value: 0.01, low: 0, high: 0.02),
            difference: .init(plan: 1, baseline: nil, seldomDiffering: differing))
        #expect(outcome.isNarrow && outcome.differsOftenEnough == enough)
        #expect(abs((outcome.growth ?? .nan) - growth) < 1e-12)
    }

    /// A plan beside itself differs by exactly nothing.
    @Test func aPlanBesideItselfIsTheSame() throws {
        var random = TestStream(502)
        let a: [Pair] = (0..<30).map { _ in (random.uniform(), 1 + random.uniform()) }
        let found = try #require(difference(a, a))
        #expect(found.isSame && found.value == 0 && found.variance == 0)
        let told = Difference(found, of: .the("asa"), confidence: 0.95, values: 30, replications: 30)
        #expect(told.verdict == .same && told.estimate == Estimate(value: 0, low: 0, high: 0))
        var other = a
        other[29].x += 1e-6
        #expect(try #require(difference(a, other)).isSame == false)
    }

    /// A difference that is the same every day is certain: paid hours of one agent more.
    @Test func aConstantDifferenceIsCertain() throws {
        let a: [Pair] = [(880, 1), (881.5, 1), (879.25, 1)]
        let found = try #require(difference(a, a.map { ($0.x + 24, 1) }))
        #expect(found.value == 24 && found.variance == 0)
        let told = Difference(found, of: .the("paid_hours"), confidence: 0.95, values: 3, replications: 3)
        #expect(told.verdict == .worse && told.estimate.low == 24)
    }

    @Test func nothingToDivideByIsNoDifference() {
        #expect(difference([(0, 0), (0, 0)], [(1, 2), (1, 3)]) == nil)
        // One day alone has something in the denominator: a value, and no interval.
        #expect(difference([(1, 2), (0, 0)], [(1, 2), (1, 3)])?.variance == nil)
    }

    @Test(arguments: [
        ("service_level", 0.02, 0.01, Difference.Verdict.better), ("service_level", -0.02, 0.01, .worse),
        ("asa", -2, 1, .better), ("asa", 2, 1, .worse), ("occupancy", 0.02, 0.01, .higher),
        ("occupancy", -0.02, 0.01, .lower), ("asa", 2, 3, .undecided),
    ])
    func whichWayIsGoodNews(name: String, value: Double, half: Double, verdict: Difference.Verdict) {
        let factor = ConfidenceInterval.student(confidence: 0.95, degreesOfFreedom: 99)
        var found = difference([(0, 1), (1, 1)], [(0, 1), (2, 1)])!
        found.value = value
        found.variance = half / factor * (half / factor)
        let told = Difference(found, of: .the(name), confidence: 0.95, values: 100, replications: 100)
        #expect(told.verdict == verdict)
    }

    /// 4,000 comparisons of 40 days with a known true difference: the 95 % interval holds it in 93.5 to 96.5 %, four
    /// standard errors of the share on either side.
    @Test func theIntervalHoldsTheTruthAsOftenAsItSays() throws {
        var random = TestStream(503)
        var held = 0
        for _ in 0..<4000 {
            var a: [Pair] = []
            var b: [Pair] = []
            for _ in 0..<40 {
                let busy = random.nearNormal()
                let y = 100 + 10 * busy
                // E[x] is 80 − 1.5·10 · 0.1·… : x = y·(0.8 − 0.02·busy), so E[x]/E[y] = (80 − 0.2)/100.
                a.append((y * (0.8 - 0.02 * busy) + random.nearNormal(), y))
                b.append((y * (0.81 - 0.03 * busy) + random.nearNormal(), y))
            }
            let truth = (81 - 0.3) / 100 - (80 - 0.2) / 100
            let told = Difference(
                try #require(difference(a, b)), of: .the("service_level"), confidence: 0.95, values: 40,
                replications: 40)
            held += try #require(told.estimate.low) <= truth && truth <= (try #require(told.estimate.high)) ? 1 : 0
        }
        #expect((3740...3860).contains(held), "\(held) of 4000")
    }
}

/// Tallies of several plans at once.
@Suite struct PairedTallyTests {
    private func days(_ day: SyntheticDay, _ number: Int, seed: UInt64, level: Double = 1) -> [Counts] {
        var random = TestStream(seed)
        return (0..<number).map { _ in day.counts(&random, level: level * (0.7 + 0.6 * random.uniform())) }
    }

    private func tally(_ plans: [SyntheticDay], _ days: [[Counts]], incomparable: [Set<String>] = []) -> PairedTally {
        var tally = PairedTally(plans.map { ($0.plan, $0.layout) }, incomparable: incomparable)
        for replication in days[0].indices { tally.add(days.map { $0[replication] }) }
        return tally
    }

    private func find(_ name: String, in measures: [ComparedMeasure]) throws -> ComparedMeasure {
        try #require(measures.first { $0.measure.name == name })
    }

    /// Each plan's value is that of a run by itself; a difference is that of the values, its interval that of the
    /// jackknife leaving out single days, as far as the two methods agree.
    @Test func differencesAreThoseOfTheRuns() throws {
        let day = SyntheticDay()
        let one = days(day, 60, seed: 511)
        let other = days(day, 60, seed: 511, level: 1.1)
        let compared = tally([day, day], [one, other]).compared()
        let alone = [day.tally(one).results(), day.tally(other).results()]
        for measured in compared.whole {
            for plan in 0..<2 {
                let own = alone[plan].measures.first { $0.measure == measured.measure }?.estimate
                #expect(measured.estimates[plan] == own, "\(measured.measure.name)")
            }
            guard let a = measured.estimates[0]?.value, let b = measured.estimates[1]?.value else { continue }
            let difference = try #require(measured.differences[1])
            #expect(abs((difference.estimate.value ?? .nan) - (b - a)) <= 1e-12 * max(1, abs(a)))
            #expect(measured.differences[0] == nil)
        }
        func level(_ counts: [Counts]) -> Double? { day.tally(counts).results().value("asa") }
        let whole = try #require(level(other)) - (try #require(level(one)))
        var squares = 0.0
        for left in 0..<60 {
            let a = Array(one[..<left] + one[(left + 1)...])
            let b = Array(other[..<left] + other[(left + 1)...])
            let without = try #require(level(b)) - (try #require(level(a)))
            squares += (without - whole) * (without - whole)
        }
        let half = (squares * 59 / 60).squareRoot() * ConfidenceInterval.student(confidence: 0.95, degreesOfFreedom: 59)
        let found = try #require(try find("asa", in: compared.whole).differences[1]?.estimate)
        #expect(abs((try #require(found.high) - (try #require(found.low))) / 2 / half - 1) < 0.05)
    }

    @Test func aPlanBesideItselfIsTheSameInEveryMeasure() {
        let day = SyntheticDay(prices: Prices(agentHour: 20))
        let found = days(day, 20, seed: 512)
        let compared = tally([day, day], [found, found]).compared()
        for measured in compared.whole + (compared.classes + compared.groups).flatMap(\.measures) {
            guard measured.estimates[0]?.value != nil else { continue }
            let difference = measured.differences[1]
            #expect(difference?.estimate.value == 0, "\(measured.measure.name)")
            // What only one day tells of has a value and no interval.
            if measured.estimates[0]?.low != nil { #expect(difference?.verdict == .same, "\(measured.measure.name)") }
        }
    }

    /// Plans that differ in something: twenty days on which a measure did not may be chance, a hundred hardly.
    @Test(arguments: [(20, false), (99, false), (100, true)])
    func whatDidNotDifferByChanceHasNoInterval(days number: Int, isBelieved: Bool) throws {
        let day = SyntheticDay()
        let found = days(day, number, seed: 517)
        var other = found
        other[0][row: 0, customerClass: 0, .answeredWaitSeconds] += 1
        let compared = tally([day, day], [found, other]).compared()
        let same = try #require(try find("abandonment", in: compared.whole).differences[1])
        #expect(same.verdict == .same && same.estimate.value == 0)
        #expect(same.estimate.low == (isBelieved ? 0 : nil) && same.estimate.high == (isBelieved ? 0 : nil))
        #expect(try find("asa", in: compared.whole).differences[1]?.verdict == .undecided)
    }

    /// Classes and groups are found by name, wherever they stand.
    @Test func placesGoByTheirNames() throws {
        let day = SyntheticDay()
        let turned = SyntheticDay(classes: day.plan.classes.reversed(), groups: day.plan.groups.reversed())
        let found = days(day, 12, seed: 513)
        let swapped = found.map { counts in
            var other = counts
            for row in 0..<counts.layout.rows {
                for place in 0..<2 {
                    for count in ClassCount.allCases where !count.isRarer {
                        other[row: row, customerClass: place, count] = counts[row: row, customerClass: 1 - place, count]
                    }
                }
            }
            return other
        }
        let compared = tally([day, turned], [found, swapped]).compared()
        let retail = try #require(compared.classes.first { $0.name == "retail" })
        #expect(try find("abandonment", in: retail.measures).differences[1]?.verdict == .same)
        #expect(try find("asa", in: retail.measures).differences[1]?.verdict == .same)
    }

    @Test func whatOnlyOnePlanHasIsNotCompared() throws {
        let day = SyntheticDay()
        let later = SyntheticDay(classes: [ClassPlan(name: "retail"), ClassPlan(name: "guests")], thresholds: [60])
        let compared = tally(
            [day, later], [days(day, 10, seed: 514), days(later, 10, seed: 514)],
            incomparable: [[], ["offered"]]
        ).compared()
        #expect(compared.classes.map(\.name) == ["retail", "private", "guests"])
        let level = try find("service_level", in: compared.whole)
        #expect(level.within == 20 && level.estimates[0] != nil && level.estimates[1] == nil)
        #expect(level.differences[1] == nil)
        #expect(try find("offered", in: compared.whole).differences[1] == nil)
        #expect(try find("asa", in: compared.whole).differences[1] != nil)
    }

    /// Bonferroni: each of four differences at 98.75 %, so that all hold together at 95 %.
    @Test func severalPlansShareTheConfidence() throws {
        let day = SyntheticDay()
        let found = (0..<5).map { days(day, 20, seed: 515, level: 1 + 0.05 * Double($0)) }
        let five = tally([SyntheticDay](repeating: day, count: 5), found)
        let two = tally([day, day], [found[0], found[4]])
        #expect(abs(five.confidenceOfEach - 0.9875) < 1e-15 && two.confidenceOfEach == 0.95)
        func half(_ tally: PairedTally, _ plan: Int) throws -> Double {
            let found = try #require(try find("asa", in: tally.compared().whole).differences[plan]?.estimate)
            return try #require(found.high) - (try #require(found.value))
        }
        let factors = [0.9875, 0.95].map { ConfidenceInterval.student(confidence: $0, degreesOfFreedom: 19) }
        // The skewness taken out moves both a little.
        #expect(abs(try half(five, 4) / half(two, 1) - factors[0] / factors[1]) < 0.2)
    }

    @Test func batchesOfSteadyRunsArePaired() throws {
        let day = SyntheticDay(intervals: 6, kind: .batch, histogramsByInterval: true)
        var random = TestStream(516)
        let counts = day.counts(&random)
        let compared = tally([day, day], [[counts], [counts]])
        #expect(compared.observations == 6)
        #expect(try find("answered", in: compared.compared().whole).differences[1]?.verdict == .same)
    }
}
