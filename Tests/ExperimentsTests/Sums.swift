import Engine

/// What happened in one replication, or in a part of it, as numbers that add up over replications.
struct Sums: Sendable {
    var replications = 0.0
    var arrivals = 0.0
    /// Squares of each replication's arrivals, for their variance over replications.
    var arrivalsSquared = 0.0
    var blocked = 0.0
    var balked = 0.0
    var answered = 0.0
    var abandoned = 0.0
    var hungUpAtClose = 0.0
    var delayed = 0.0
    var answeredWait = 0.0
    var abandonedWait = 0.0
    var otherWait = 0.0
    /// Served by the menu alone, or gone in it; seconds in it.
    var selfServed = 0.0
    var leftInMenu = 0.0
    var menuArea = 0.0
    /// Issues and the contacts that they took; seconds until they were resolved.
    var fresh = 0.0
    var redials = 0.0
    var issuesResolved = 0.0
    var issuesLost = 0.0
    var resolution = 0.0
    /// Later legs: answered, and the waits of all.
    var transfersAnswered = 0.0
    var laterLegWait = 0.0
    /// Promises made, callbacks connected, and the seconds between.
    var accepted = 0.0
    var connected = 0.0
    var callbackWait = 0.0
    /// Announcements whose wait is known, and their errors: wait less quote.
    var quotesScored = 0.0
    var quoteError = 0.0
    var quoteAbsoluteError = 0.0
    var quotesExceeded = 0.0
    var backgroundTasks = 0.0
    /// Areas under the number waiting, busy and present, and the time they are taken over, in seconds.
    var queueArea = 0.0
    var busyArea = 0.0
    var presentArea = 0.0
    var seconds = 0.0
    /// What only a log of the contacts tells.
    var answeredWaitSquared = 0.0
    var abandonedWaitSquared = 0.0
    var queueSquareArea = 0.0
    var busySquareArea = 0.0
    var allBusyArea = 0.0
    var firstContacts = 0.0
    var firstContactsBlocked = 0.0
    var firstContactsDelayed = 0.0
    var secondsAway = 0.0
    /// Delayed and answered: estimates of the wait against the wait, see `EstimateSweep`.
    var estimated = 0.0
    var estimatedWait = 0.0
    var estimatedWaitSquared = 0.0
    var lengthError = 0.0
    var lengthSquare = 0.0
    var patienceError = 0.0
    var patienceSquare = 0.0
    /// Those of them who found others on hold.
    var behindOthers = 0.0
    var behindOthersWait = 0.0
    var headWait = 0.0
    var headError = 0.0
    var headSquare = 0.0
    var refinedHeadSquare = 0.0
    var lengthSquareBehindOthers = 0.0
    /// All who were delayed, with the waits that those who left would have had.
    var virtual = 0.0
    var virtualWait = 0.0
    var virtualLengthError = 0.0
    var virtualLengthSquare = 0.0
    var virtualPatienceSquare = 0.0
    var conditionalSquare = 0.0
    /// Later legs of transferred contacts, see `LegSweep`.
    var laterLegs = 0.0
    var laterLegsDelayed = 0.0
    var laterLegWaitSquared = 0.0
    var laterLegSquareArea = 0.0
    /// Waits on both lines.
    var transferredWait = 0.0
    /// Busy after closing time too.
    var busyAreaWithOvertime = 0.0
    /// Two numbers of the replication and their products: the number at a moment, or the arrivals of two spans.
    var first = 0.0
    var second = 0.0
    var firstSquared = 0.0
    var secondSquared = 0.0
    var product = 0.0
    /// For each threshold: answered, abandoned, and called back, within it.
    var answeredWithin: [Double]
    var abandonedWithin: [Double]
    var callbackWithin: [Double]
    var laterLegsWithin: [Double]

    init(thresholds: Int) {
        answeredWithin = [Double](repeating: 0, count: thresholds)
        abandonedWithin = answeredWithin
        callbackWithin = answeredWithin
        laterLegsWithin = answeredWithin
    }

    /// Adds what the counts of a replication hold of some rows, for one class or for all, and of one group or all.
    mutating func add(_ counts: Counts, rows: Range<Int>, customerClass: Int?, group: Int? = nil, thresholds: Int) {
        let layout = counts.layout
        let (arrivalsBefore, busyBefore) = (arrivals, busyArea)
        let classes = customerClass.map { $0..<($0 + 1) } ?? 0..<layout.classes
        let groups = group.map { $0..<($0 + 1) } ?? 0..<layout.groups
        for row in rows {
            seconds += counts[lengthOfRow: row]
            for place in classes {
                addClass(counts, row, place)
                for threshold in 0..<thresholds {
                    func within(_ count: ThresholdCount) -> Double {
                        counts[row: row, customerClass: place, count, threshold: threshold]
                    }
                    answeredWithin[threshold] += within(.answeredWithin)
                    abandonedWithin[threshold] += within(.abandonedWithin)
                    callbackWithin[threshold] += within(.callbackWithin)
                }
            }
            for group in groups {
                busyArea += counts[row: row, group: group, .busySeconds]
                presentArea += counts[row: row, group: group, .presentSeconds]
                backgroundTasks += counts[row: row, group: group, .backgroundTasks]
            }
        }
        replications += 1
        arrivalsSquared += (arrivals - arrivalsBefore) * (arrivals - arrivalsBefore)
        busyAreaWithOvertime += busyArea - busyBefore
        if rows == 0..<layout.intervals {
            for group in groups { busyAreaWithOvertime += counts[row: layout.intervals, group: group, .busySeconds] }
        }
    }

    /// What stands in the counts of a class as it is.
    private mutating func addClass(_ counts: Counts, _ row: Int, _ place: Int) {
        func counted(_ count: ClassCount) -> Double { counts[row: row, customerClass: place, count] }
        arrivals += counted(.arrivals)
        blocked += counted(.blocked)
        balked += counted(.balked)
        answered += counted(.answered)
        abandoned += counted(.abandoned)
        hungUpAtClose += counted(.hungUpAtClose)
        delayed += counted(.delayed)
        answeredWait += counted(.answeredWaitSeconds)
        abandonedWait += counted(.abandonedWaitSeconds)
        otherWait += counted(.otherWaitSeconds)
        queueArea += counted(.queueSeconds)
        selfServed += counted(.selfServed)
        leftInMenu += counted(.leftInMenu)
        menuArea += counted(.menuSeconds)
        fresh += counted(.fresh)
        redials += counted(.redials)
        issuesResolved += counted(.issuesResolved)
        issuesLost += counted(.issuesLost)
        resolution += counted(.resolutionSeconds)
        transfersAnswered += counted(.transfersAnswered)
        laterLegWait += counted(.laterLegWaitSeconds)
        accepted += counted(.callbackAccepted)
        connected += counted(.callbacksConnected)
        callbackWait += counted(.callbackWaitSeconds)
        quotesScored += counted(.quotesScored)
        quoteError += counted(.quoteErrorSeconds)
        quoteAbsoluteError += counted(.quoteAbsoluteErrorSeconds)
        quotesExceeded += counted(.quotesExceeded)
    }

    /// Adds a pair of numbers of one replication.
    mutating func add(_ first: Double, _ second: Double = 0) {
        replications += 1
        self.first += first
        self.second += second
        firstSquared += first * first
        secondSquared += second * second
        product += first * second
    }

    private static let fields: [WritableKeyPath<Sums, Double> & Sendable] = [
        \.arrivals, \.blocked, \.balked, \.answered, \.abandoned, \.hungUpAtClose, \.delayed, \.answeredWait,
        \.abandonedWait, \.otherWait, \.queueArea, \.selfServed, \.leftInMenu, \.menuArea, \.fresh, \.redials,
        \.issuesResolved, \.issuesLost, \.resolution, \.transfersAnswered, \.laterLegWait, \.accepted, \.connected,
        \.callbackWait, \.quotesScored, \.quoteError, \.quoteAbsoluteError, \.quotesExceeded, \.replications,
        \.arrivalsSquared, \.busyArea, \.presentArea, \.seconds, \.backgroundTasks, \.answeredWaitSquared,
        \.abandonedWaitSquared, \.queueSquareArea, \.busySquareArea, \.allBusyArea, \.firstContacts,
        \.firstContactsBlocked, \.firstContactsDelayed, \.secondsAway, \.estimated, \.estimatedWait,
        \.estimatedWaitSquared, \.lengthError, \.lengthSquare, \.patienceError, \.patienceSquare, \.behindOthers,
        \.behindOthersWait, \.headWait, \.headError, \.headSquare, \.refinedHeadSquare, \.lengthSquareBehindOthers,
        \.first, \.second, \.firstSquared, \.secondSquared, \.product, \.virtual, \.virtualWait, \.virtualLengthError,
        \.virtualLengthSquare, \.virtualPatienceSquare, \.conditionalSquare, \.laterLegs, \.laterLegsDelayed,
        \.laterLegWaitSquared, \.laterLegSquareArea, \.transferredWait, \.busyAreaWithOvertime,
    ]

    mutating func add(_ other: Sums, times sign: Double = 1) {
        for field in Sums.fields { self[keyPath: field] += sign * other[keyPath: field] }
        for threshold in answeredWithin.indices {
            answeredWithin[threshold] += sign * other.answeredWithin[threshold]
            abandonedWithin[threshold] += sign * other.abandonedWithin[threshold]
            callbackWithin[threshold] += sign * other.callbackWithin[threshold]
            laterLegsWithin[threshold] += sign * other.laterLegsWithin[threshold]
        }
    }

    /// Asked for an agent and were not blocked.
    var offered: Double { arrivals - blocked - selfServed - leftInMenu }
    /// Of them, those who held or were answered at once.
    var joined: Double { offered - balked - accepted }
    var waits: Double { answeredWait + abandonedWait + otherWait }
}

/// A function of sums and its standard error over replications.
struct JackknifeEstimate {
    var value: Double
    var standardError: Double

    /// Leaves out each section of the replications in turn (Quenouille 1956, Tukey 1958).
    init(_ sections: [Sums], _ function: (Sums) -> Double) {
        var total = sections[0]
        for sums in sections.dropFirst() { total.add(sums) }
        value = function(total)
        let partial = sections.map { sums in
            var rest = total
            rest.add(sums, times: -1)
            return function(rest)
        }
        let count = Double(partial.count)
        let mean = partial.reduce(0, +) / count
        let squares = partial.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardError = ((count - 1) / count * squares).squareRoot()
    }
}
