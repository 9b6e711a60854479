import Randomness

/// What a customer brings, whatever happens: the latent draws of one contact, read where they were made. They stay there
/// while its source makes the batch that follows, not the one after that.
struct MadeContact {
    /// Its place in the first column; the others follow, each a batch further on.
    fileprivate let draws: UnsafePointer<Double>
    /// Number within the class, from 0.
    let number: UInt64

    /// Talk time in seconds, or the customer's uniform when groups differ.
    @inline(__always) var talk: Double { read(.talk) }
    @inline(__always) var afterCallSeconds: Double { read(.afterCall) }
    /// How long it would hold, in seconds; `.infinity` where nobody loses patience.
    @inline(__always) var patienceSeconds: Double { read(.patience) }
    /// Leaves at once when this is below the share who balk.
    @inline(__always) var balkingUniform: Double { read(.balking) }

    @inline(__always)
    private func read(_ column: CallSource.Column) -> Double { draws[column.rawValue &* CallSource.batch] }
}

/// Makes the contacts of one class ahead of time, in batches that the engine only reads: when each arrives, how long it
/// will talk, how long it would hold. A recorded trace and a random process look the same from outside.
///
/// Draws belong to the customer: the n-th customer of a stream has the n-th draw of each cause, whatever the policy, so
/// two policies meet the same customers. Columns of causes that the class does not use are not drawn.
struct CallSource: ~Copyable {
    /// Contacts made at once.
    static let batch = 128

    /// What is made for each contact, a column each.
    fileprivate enum Column: Int, CaseIterable {
        case time, talk, afterCall, patience, balking
    }

    private let model: ClassModel
    private let openings: [OpenSpan]
    /// Columns for two batches: one is made while the last contact of the other is still at hand.
    private let twoBatches: UnsafeMutablePointer<Double>
    /// Those of the batch at hand.
    private var columns: UnsafeMutablePointer<Double>
    private let usesAfterCall: Bool
    private let usesPatience: Bool
    private let usesBalking: Bool
    /// True when talk is drawn as a uniform, because groups differ in the shape of the talk time.
    private let drawsTalkAsUniform: Bool

    private var gaps: RandomStream
    private var talks: RandomStream
    private var afterCalls: RandomStream
    private var patiences: RandomStream
    private var balkings: RandomStream
    private var states: RandomStream
    private var sizes: RandomStream

    private var clock: RateClock
    private var place = 0
    private var made = 0
    /// Number of the first contact of the batch.
    private var firstNumber: UInt64 = 0
    private var hidden = HiddenState()
    private var tracePlace = 0
    private var epochs: UInt64 = 0
    /// Customers of a group that arrive together, still to be handed out, and when.
    private var together = 0
    private var togetherAt = 0.0

    private struct HiddenState {
        var state = 0
        var stayLeft = 0.0
    }

    init(_ model: ClassModel, openings: [OpenSpan], drawsTalkAsUniform: Bool) {
        self.model = model
        self.openings = openings
        self.drawsTalkAsUniform = drawsTalkAsUniform
        usesAfterCall = !model.afterCall.isEmpty
        usesPatience = !model.patience.isEmpty
        usesBalking = !model.balking.isEmpty || !model.balkingByQuote.isEmpty
        twoBatches = .allocate(capacity: 2 * Self.valuesOfBatch)
        twoBatches.update(repeating: 0, count: 2 * Self.valuesOfBatch)
        columns = twoBatches
        if !usesPatience {
            for start in [0, Self.valuesOfBatch] {
                (twoBatches + start + Column.patience.rawValue * Self.batch)
                    .update(repeating: .infinity, count: Self.batch)
            }
        }
        let stream = model.stream
        gaps = RandomStream(seed: 0, replication: 0, stream: stream, cause: .arrival)
        talks = RandomStream(seed: 0, replication: 0, stream: stream, cause: .handleTime)
        afterCalls = RandomStream(seed: 0, replication: 0, stream: stream, cause: .afterCall)
        patiences = RandomStream(seed: 0, replication: 0, stream: stream, cause: .patience)
        balkings = RandomStream(seed: 0, replication: 0, stream: stream, cause: .balking)
        states = RandomStream(seed: 0, replication: 0, stream: stream, cause: .rateState)
        sizes = RandomStream(seed: 0, replication: 0, stream: stream, cause: .batchSize)
        let busyness = model.arrivals.busyness
        let factors = busyness.map { $0.days * $0.parts } ?? 1
        switch model.arrivals.process {
        case .poisson(let pieces), .renewal(_, let pieces), .markovModulated(_, let pieces):
            clock = RateClock(pieces, factors: factors)
        case .finitePopulation, .trace:
            clock = RateClock([], factors: 1)
        }
    }

    private static var valuesOfBatch: Int { Column.allCases.count * batch }

    deinit { twoBatches.deallocate() }

    /// Begins a replication; the first contact is made at once.
    mutating func restart(seed: UInt64, replication: UInt32) {
        let stream = model.stream
        gaps.restart(seed: seed, replication: replication, stream: stream, cause: .arrival)
        talks.restart(seed: seed, replication: replication, stream: stream, cause: .handleTime)
        afterCalls.restart(seed: seed, replication: replication, stream: stream, cause: .afterCall)
        patiences.restart(seed: seed, replication: replication, stream: stream, cause: .patience)
        balkings.restart(seed: seed, replication: replication, stream: stream, cause: .balking)
        states.restart(seed: seed, replication: replication, stream: stream, cause: .rateState)
        sizes.restart(seed: seed, replication: replication, stream: stream, cause: .batchSize)
        clock.restart(factors: model.arrivals.busyness.map { $0.factors(seed: seed, replication: replication) } ?? [])
        firstNumber = 0
        tracePlace = 0
        epochs = 0
        together = 0
        if case .markovModulated(let all, _) = model.arrivals.process { enterStationaryState(all) }
        place = 0
        made = 0
        refill()
    }

    // MARK: The contact at hand

    /// When the contact at hand arrives; `.infinity` when there are no more.
    @inline(__always) var nextTime: Double { place < made ? columns[place] : .infinity }
    /// What the contact at hand brings.
    @inline(__always) var contact: MadeContact {
        MadeContact(draws: columns + place, number: firstNumber &+ UInt64(truncatingIfNeeded: place))
    }

    /// Goes on to the next contact; makes the next batch when this one is used up.
    /// - Returns: true when a batch was made: a good moment to look up from the work.
    @inline(__always)
    mutating func advance() -> Bool {
        place &+= 1
        guard place == made else { return false }
        refill()
        return true
    }

    /// A member of a finite population calls. Only now is the time known by which some distributions are chosen.
    mutating func callNow(at clock: Double) {
        columns[place] = clock
        let time = columns + place
        func cell(_ column: Column) -> UnsafeMutablePointer<Double> { time + column.rawValue * Self.batch }
        if model.handleTime.count > 1 && !drawsTalkAsUniform {
            Self.fill(cell(.talk), 1, model.handleTime, &talks, contact.number, time, openings)
        }
        if model.afterCall.count > 1 {
            Self.fill(cell(.afterCall), 1, model.afterCall, &afterCalls, contact.number, time, openings)
        }
        if model.patience.count > 1 {
            Self.fill(cell(.patience), 1, model.patience, &patiences, contact.number, time, openings)
        }
    }

    // MARK: Making a batch

    @inline(never)
    private mutating func refill() {
        firstNumber &+= UInt64(made)
        place = 0
        columns = columns == twoBatches ? twoBatches + Self.valuesOfBatch : twoBatches
        made = makeTimes()
        guard made > 0 else { return }
        if drawsTalkAsUniform {
            for contact in 0..<made { columns[Column.talk.rawValue * Self.batch + contact] = talks.uniform() }
        } else {
            Self.fill(
                columns + Column.talk.rawValue * Self.batch, made, model.handleTime, &talks, firstNumber, columns,
                openings)
        }
        if usesAfterCall {
            Self.fill(
                columns + Column.afterCall.rawValue * Self.batch, made, model.afterCall, &afterCalls, firstNumber,
                columns, openings)
        }
        if usesPatience {
            Self.fill(
                columns + Column.patience.rawValue * Self.batch, made, model.patience, &patiences, firstNumber, columns,
                openings)
        }
        if usesBalking {
            for contact in 0..<made { columns[Column.balking.rawValue * Self.batch + contact] = balkings.uniform() }
        }
    }

    /// Draws a column; by the time of day of each arrival where the distribution depends on it.
    private static func fill(
        _ column: UnsafeMutablePointer<Double>, _ count: Int, _ draws: [TimedDraw], _ stream: inout RandomStream,
        _ firstNumber: UInt64, _ times: UnsafeMutablePointer<Double>, _ openings: [OpenSpan]
    ) {
        guard draws.count > 1 else {
            draws[0].distribution.fill(column, count: count, from: &stream, firstNumber: firstNumber)
            return
        }
        for contact in 0..<count {
            // Families may differ by time of day and take more or less randomness: each customer has a sequence alone.
            stream.seek(number: firstNumber + UInt64(contact))
            column[contact] = draws.inForce(at: times[contact], openings).draw(from: &stream)
        }
    }

    /// Writes the arrival times of the next batch; gives how many there are, fewer than a batch only at the end.
    private mutating func makeTimes() -> Int {
        var count = 0
        switch model.arrivals.process {
        case .poisson where model.arrivals.batchSizes.isEmpty:
            gaps.fillExponential(columns, count: Self.batch)
            count = clock.run(through: columns, count: Self.batch)
        case .finitePopulation:
            // Each contact's time is decided by the engine, when a customer's thinking ends: see `callNow`.
            for contact in 0..<Self.batch { columns[contact] = 0 }
            count = Self.batch
        default:
            while count < Self.batch {
                if together == 0 {
                    togetherAt = nextEpoch()
                    if togetherAt == .infinity { break }
                    together = drawBatchSize()
                }
                columns[count] = togetherAt
                together -= 1
                count += 1
            }
        }
        return count
    }

    private mutating func nextEpoch() -> Double {
        switch model.arrivals.process {
        case .poisson: return clock.advance(by: gaps.exponential())
        case .renewal(let gap, _):
            defer { epochs += 1 }
            return clock.advance(by: gap.draw(from: &gaps, number: epochs))
        case .markovModulated(let all, _): return clock.advance(by: nextModulatedGap(all))
        case .trace(let times):
            guard tracePlace < times.count else { return .infinity }
            defer { tracePlace += 1 }
            return times[tracePlace]
        case .finitePopulation: return .infinity
        }
    }

    private mutating func drawBatchSize() -> Int {
        let cumulated = model.arrivals.batchSizes
        guard !cumulated.isEmpty else { return 1 }
        let uniform = sizes.uniform()
        return (cumulated.firstIndex { uniform < $0 } ?? cumulated.count - 1) + 1
    }

    // MARK: The hidden state of a modulated rate

    /// Open time until the next arrival, changes of state on the way included: exponential races, restarted without
    /// memory.
    private mutating func nextModulatedGap(_ all: [RateState]) -> Double {
        var gap = 0.0
        while true {
            let rate = all[hidden.state].perSecond
            let toArrival = rate > 0 ? gaps.exponential() / rate : .infinity
            if toArrival < hidden.stayLeft {
                hidden.stayLeft -= toArrival
                return gap + toArrival
            }
            if hidden.stayLeft == .infinity { return .infinity }
            gap += hidden.stayLeft
            enter(Self.choose(all[hidden.state].next, states.uniform()), all)
        }
    }

    /// The state at the beginning is drawn from the long-run shares of time, so that no state has a head start.
    private mutating func enterStationaryState(_ all: [RateState]) {
        let shares = all.stationaryShares()
        var cumulated = 0.0
        enter(
            Self.choose(
                shares.map {
                    cumulated += $0; return cumulated
                }, states.uniform()), all)
    }

    private mutating func enter(_ state: Int, _ all: [RateState]) {
        hidden = HiddenState(state: state, stayLeft: all[state].meanStay * states.exponential())
    }

    private static func choose(_ cumulated: [Double], _ uniform: Double) -> Int {
        cumulated.firstIndex { uniform < $0 } ?? cumulated.count - 1
    }
}

extension [TimedDraw] {
    /// The distribution that holds for an arrival at a time, by the clock of the day on which the centre opened.
    func inForce(at time: Double, _ openings: [OpenSpan]) -> Distribution {
        var low = 0
        var high = openings.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if openings[middle].opens <= time { low = middle } else { high = middle - 1 }
        }
        let clock = openings.isEmpty ? time : time - openings[low].midnight
        return (last { $0.from <= clock } ?? self[0]).distribution
    }
}
