import Engine

@testable import Measures

/// Two classes with a menu for one of them, callbacks, follow-ups, quotes and returns: small enough to work out by hand.
enum PromiseDay {
    static let features: Set<Feature> = [.menu, .quotes, .callbacks, .followUps, .returns, .transfers]

    static func day(
        features: Set<Feature> = features, prices: Prices = Prices(), targets: [TargetSpec] = []
    ) -> SyntheticDay {
        SyntheticDay(
            classes: [
                ClassPlan(name: "retail", hasMenu: true), ClassPlan(name: "private", isLoyal: true, value: 5),
            ],
            groups: [GroupPlan(name: "agents")], intervals: 1, thresholds: [20], targets: targets, prices: prices,
            features: features)
    }

    /// Retail: 200 arrivals, of which 160 fresh. 10 left in the menu, 20 served there, 10 blocked, 100 answered at once,
    /// 20 abandoned, 40 promises. Private: 50 arrivals, all fresh and answered at once, but 10 promises, all kept.
    static func counts(_ day: SyntheticDay) -> Counts {
        var counts = Counts(layout: day.layout)
        counts[lengthOfRow: 0] = 3600
        for _ in 0..<100 { day.add(to: &counts, 0, 0, wait: 0, handle: 100) }
        for _ in 0..<20 { day.add(to: &counts, 0, 0, wait: 30, abandons: true) }
        for _ in 0..<40 { day.add(to: &counts, 0, 1, wait: 0, handle: 100) }
        let retail: [(ClassCount, Double)] = [
            (.arrivals, 80), (.leftInMenu, 10), (.selfServed, 20), (.blocked, 10), (.callbackAccepted, 40),
            (.delayed, 40), (.fresh, 40), (.redials, 30), (.reconnects, 10), (.menuSeconds, 4000),
            (.issuesResolved, 130), (.issuesResolvedAtFirst, 112), (.issuesLost, 25), (.resolutionSeconds, 39000),
            (.quotesMade, 60), (.quotesScored, 50), (.quoteErrorSeconds, -500), (.quoteAbsoluteErrorSeconds, 1500),
            (.quotesExceeded, 15), (.callbacksOffered, 60), (.callbacksDeclined, 20), (.callbacksSuppressed, 7),
            (.promisesEarly, 1), (.promisesKept, 21), (.promisesLate, 6), (.promisesGaveUp, 4), (.promisesDropped, 1),
            (.promisesOpen, 2), (.promisesMissed, 2), (.promisesUnreached, 3), (.promisesDue, 32),
            (.promisesKeptDue, 20), (.promisesDialledDue, 30), (.promisesReachedDue, 24), (.promisesUnkeepable, 8),
            (.callbackAttempts, 50), (.callbackRingingSeconds, 900), (.callbacksConnected, 28),
            (.callbackWaitSeconds, 28 * 600), (.callbackLatenessSeconds, 6 * 120), (.overtaken, 9),
            (.followUpsMade, 10), (.followUpsKept, 6), (.followUpsLate, 2), (.followUpsOpen, 1), (.followUpsMissed, 1),
            (.followUpsDue, 8), (.followUpsKeptDue, 5),
            (.followUpWorkSeconds, 4000), (.transfersIn, 5), (.transfersAnswered, 3), (.transfersAbandoned, 1),
            (.transfersLeft, 1), (.laterLegWaitSeconds, 77), (.queueSeconds, 77), (.transferred, 4),
            (.transferWaitSeconds, 60), (.handOvers, 2),
        ]
        for (count, number) in retail { counts[row: 0, customerClass: 0, count] += number }
        counts[row: 0, customerClass: 0, .callbackWithin, threshold: 0] = 12
        let loyal: [(ClassCount, Double)] = [
            (.arrivals, 10), (.fresh, 10), (.delayed, 10), (.callbackAccepted, 10), (.callbacksOffered, 10),
            (.promisesKept, 10), (.promisesDue, 10), (.promisesKeptDue, 10), (.promisesDialledDue, 10),
            (.promisesReachedDue, 10), (.callbacksConnected, 10), (.callbackWaitSeconds, 3000), (.issuesResolved, 50),
            (.issuesResolvedAtFirst, 50), (.issuesLost, 2),
        ]
        for (count, number) in loyal { counts[row: 0, customerClass: 1, count] += number }

        func histogram(_ waits: [(Double, Int)], _ end: WaitHistogram.End, _ customerClass: Int = 0) {
            guard end.rawValue < day.layout.kinds else { return }
            for (wait, number) in waits {
                let start = day.layout.histogram(row: 0, customerClass: customerClass, of: end)
                counts.histograms[start + WaitHistogram.bin(of: wait)] += UInt64(number)
            }
        }
        histogram([(300, 22), (1500, 6)], .callback)
        histogram([(1200, 12)], .callbackNever)
        histogram([(0, 22), (120, 6)], .lateness)
        histogram([(0, 2), (60, 10)], .latenessNever)
        counts[row: 0, customerClass: 0, .latenessSeconds] = 120
        counts[row: 0, customerClass: 0, .followUpAgeSeconds] = 7200
        histogram([(0, 6), (600, 2)], .followUpLateness)
        histogram([(0, 1), (300, 1)], .followUpLatenessNever)
        histogram([(300, 10)], .callback, 1)
        histogram([(0, 10)], .lateness, 1)

        let work: [(GroupCount, Double)] = [
            (.callbackLegs, 38), (.transferLegs, 3), (.laterLegSeconds, 4100), (.ringingSeconds, 900),
            (.followUps, 8), (.followUpSeconds, 4000), (.backgroundSeconds, 500),
            (.warmTransferSeconds, 900), (.busySeconds, 14000 + 9500 + 900),
            (.presentSeconds, 36000), (.scheduledSeconds, 36000),
        ]
        for (count, number) in work { counts[row: 0, group: 0, count] += number }
        return counts
    }
}
