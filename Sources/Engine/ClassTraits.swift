/// What the way of a call asks of its class, laid out flat.
struct ClassTraits {
    /// No menu, quotes, callbacks, returns, transfers to it or from it, follow-ups or overflow: the short way.
    let isPlain: Bool
    /// No menu before the line, and nothing comes of a contact after it: no returns, transfers or follow-ups. Whoever is
    /// answered at once goes the short way too, whatever is told and offered to those who must wait.
    let isDirect: Bool
    /// The same with work after the call, which does not belong to the time until the issue is solved.
    let isDirectWithAfterCall: Bool
    /// Nothing but an agent set free comes of the end of a caller's contact.
    let isOverWithTheTalk: Bool
    let isFinitePopulation: Bool
    /// Talk is drawn as a uniform and turned into seconds when the agent's group is known.
    let drawsTalkAsUniform: Bool
    /// Some group's talk or after-call time is not the one that the customer brings.
    let groupsDiffer: Bool
    /// The end of the talk is an event of its own: it frees a line, or something comes of it.
    let leavesBeforeWrapUp: Bool
    let hasPatience: Bool
    let balks: Bool
    /// Balks by the number waiting, or by the quote.
    let mayBalk: Bool
    let hasQuotes: Bool
    /// The offered wait of whoever must wait is wanted, of those too who leave: customers hear quotes, which are scored
    /// against it, or it is recorded.
    let tracksWaits: Bool
    let recordsWaits: Bool
    /// Quotes are made of what those answered lately have waited.
    let remembersWaits: Bool
    /// How waits are quoted, and what callbacks are offered, where their fields are read without copying the whole; nil
    /// when the class has none.
    let quotes: UnsafeMutablePointer<QuoteModel>?
    let callbacks: UnsafeMutablePointer<CallbackModel>?
    /// Classes whose waiting contacts are served before a new one of this class, as its quotes see it, and the mean
    /// handle time of each class in seconds.
    let ahead: UnsafeMutableBufferPointer<Int32>
    let meanHandles: UnsafeMutableBufferPointer<Double>
    /// Whoever is dialled is reached.
    let alwaysAnswers: Bool
    /// The estimate is the work ahead, shared by the agents.
    let sharesWorkAhead: Bool
    /// Hears of a callback on having to wait, not while holding.
    let isOfferedAtOnce: Bool
    /// Share who accept a callback where the quote has no say in it; negative where it has.
    let acceptsAnyway: Double
    /// Seconds on hold after which a callback is offered, another group may answer, the quote is told again; `.infinity`
    /// when never.
    let offersAfter: Double
    let overflowsAfter: Double
    let quotesAgainAfter: Double
    /// None of these: only patience runs out on hold.
    let holdsOnlyForPatience: Bool
    /// The hazard of abandoning changes once the quoted wait has passed.
    let quoteMovesPatience: Bool
    /// Customers are called back before an agent is there.
    let isDialledFirst: Bool
    let waitingPlaces: Int
    let groupCount: Int
    let idleRule: IdleRule
    /// The first of `groups` with an idle agent, without comparing.
    let takesFirstGroup: Bool
    /// Within a group of named agents, the longest idle.
    let picksLongestIdle: Bool
    /// Mean talk and after-call seconds, as estimates of waits take it.
    let meanHandle: Double
    let groups: UnsafeMutablePointer<Int32>
    /// For each of `groups`: how many times the class's mean work an agent of it does in the time that it takes.
    let paces: UnsafeMutablePointer<Double>
    /// For each of `groups`: idle agents that must remain.
    let keepsIdle: UnsafeMutablePointer<Int>

    init(_ model: CenterModel, customerClass: Int) {
        let own = model.classes[customerClass]
        if case .finitePopulation = own.arrivals.process {
            isFinitePopulation = true
        } else {
            isFinitePopulation = false
        }
        let takesTransfers = model.classes.contains { $0.transfers.contains { $0.to == customerClass } }
        isPlain = own.isPlain && !takesTransfers
        isDirect = own.isDirect && !takesTransfers
        isDirectWithAfterCall = isDirect && !own.afterCall.isEmpty
        mayBalk = !own.balking.isEmpty || !own.balkingByQuote.isEmpty
        quotes = own.quotes.map(Self.placed)
        ahead = Self.placed((own.quotes?.ahead ?? []).map(Int32.init))
        meanHandles = Self.placed(own.quotes?.meanHandle ?? [])
        callbacks = own.callbacks.map(Self.placed)
        alwaysAnswers = own.callbacks.map { $0.answered.allSatisfy { $0 >= 1 } } ?? false
        sharesWorkAhead = own.quotes.map { $0.estimator == .queueLength && $0.percentile == nil } ?? false
        if case .afterHolding(let seconds) = own.callbacks?.offer {
            offersAfter = seconds
        } else {
            offersAfter = .infinity
        }
        isOfferedAtOnce = own.callbacks != nil && offersAfter == .infinity
        acceptsAnyway =
            own.callbacks.map { callbacks in
                let isEven = callbacks.acceptanceScale == nil && callbacks.accepts.allSatisfy { $0.quoteAtLeast <= 0 }
                return isEven ? callbacks.acceptance(atQuote: 0) : -1
            } ?? 0
        overflowsAfter = own.overflow.soonest
        quotesAgainAfter = own.quotes?.repeatEvery ?? .infinity
        holdsOnlyForPatience = min(offersAfter, overflowsAfter, quotesAgainAfter) == .infinity
        quoteMovesPatience = own.patienceAfterQuote != 1
        isDialledFirst = own.callbacks.map { !$0.agentFirst } ?? false
        hasPatience = !own.patience.isEmpty
        balks = !own.balking.isEmpty
        hasQuotes = own.quotes != nil
        recordsWaits = model.recordsOfferedWaits && own.callbacks != nil
        tracksWaits = own.quotes?.isAnnounced ?? false || recordsWaits
        remembersWaits = own.quotes?.looksBack ?? false
        waitingPlaces = own.waitingPlaces
        groupCount = own.groups.count
        idleRule = own.idleRule
        takesFirstGroup = own.idleRule.choice.takesFirstGroup || groupCount == 1
        picksLongestIdle = own.idleRule.choice.picksLongestIdle
        meanHandle = own.meanHandle
        groups = .allocate(capacity: max(1, groupCount))
        keepsIdle = .allocate(capacity: max(1, groupCount))
        paces = .allocate(capacity: max(1, groupCount))
        var differs = false
        var speedDiffers = false
        for (place, group) in own.groups.enumerated() {
            groups[place] = Int32(group)
            let serving = model.groups[group]
            guard let skill = serving.classes.firstIndex(of: customerClass) else {
                preconditionFailure("a class names a group that does not serve it")
            }
            keepsIdle[place] = serving.keepsIdle(from: customerClass)
            paces[place] = serving.pace(for: customerClass, own)
            differs = differs || serving.handleTime[skill] != nil
            speedDiffers = speedDiffers || serving.speed[skill] != 1
        }
        for (group, _) in own.overflow {
            guard let skill = model.groups[group].classes.firstIndex(of: customerClass) else { continue }
            differs = differs || model.groups[group].handleTime[skill] != nil
            speedDiffers = speedDiffers || model.groups[group].speed[skill] != 1
        }
        drawsTalkAsUniform = differs
        groupsDiffer = differs || speedDiffers
        let leavesBeforeWrapUp =
            !own.afterCall.isEmpty && (model.lines < .max || isFinitePopulation || !isPlain)
            || own.transfers.contains { $0.warm != nil }
        self.leavesBeforeWrapUp = leavesBeforeWrapUp
        isOverWithTheTalk = isDirect && !leavesBeforeWrapUp && !isFinitePopulation
    }

    func free() {
        groups.deallocate()
        keepsIdle.deallocate()
        paces.deallocate()
        quotes?.deinitialize(count: 1).deallocate()
        callbacks?.deinitialize(count: 1).deallocate()
        ahead.deallocate()
        meanHandles.deallocate()
    }

    private static func placed<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let places = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = places.initialize(from: elements)
        return places
    }

    private static func placed<Model>(_ model: Model) -> UnsafeMutablePointer<Model> {
        let place = UnsafeMutablePointer<Model>.allocate(capacity: 1)
        place.initialize(to: model)
        return place
    }
}

extension ClassModel {
    /// Whether its contacts go the short way only.
    var isPlain: Bool {
        isDirect && quotes == nil && callbacks == nil && overflow.isEmpty && balkingByQuote.isEmpty
    }

    /// Whether nothing stands between the door and the line, and nothing comes of a contact.
    var isDirect: Bool {
        menu == nil && redials == nil && unresolved == 0 && transfers.isEmpty && followUps == nil
            && (callbacks?.callsAgain ?? 0) == 0
    }

    /// Mean talk and after-call seconds, the day's parts alike.
    public var meanHandle: Double { handleTime.mean + afterCall.mean }
}

extension [TimedDraw] {
    /// Seconds, the day's parts alike; 0 where there is none.
    var mean: Double { isEmpty ? 0 : reduce(0) { $0 + $1.distribution.mean } / Double(count) }
}

extension GroupModel {
    /// How many times as fast as the class's mean its agents serve a class: by their own handle time, by their speed.
    func pace(for customerClass: Int, _ own: ClassModel) -> Double {
        guard let skill = classes.firstIndex(of: customerClass) else { return 1 }
        guard let handleTime = handleTime[skill] else { return speed[skill] }
        let here = handleTime.mean + own.afterCall.mean
        return here > 0 ? speed[skill] * own.meanHandle / here : speed[skill]
    }
}

extension QuoteModel {
    /// Whether the estimate is one of what others waited lately.
    var looksBack: Bool {
        switch estimator {
        case .lastToEnterService, .meanOfLast: true
        case .queueLength, .queueLengthWithAbandonment, .headOfLine, .fixed: false
        }
    }

    /// Waits to be remembered.
    var window: Int {
        if case .meanOfLast(let count) = estimator { return count }
        return 0
    }
}

extension CenterModel {
    /// Whether any contact needs more than `Call` holds.
    var hasFullerWays: Bool {
        classes.contains { !$0.isPlain } || classes.contains { !$0.transfers.isEmpty }
            || groups.contains { $0.background != nil }
    }

    /// Whether agents have anything to do but answer and wait.
    var hasOtherWork: Bool {
        groups.contains { $0.background != nil }
            || classes.contains { $0.followUps != nil || $0.callbacks != nil }
    }

    /// `group · classes + class`: whether the group may ever serve the class, or works off what it was promised.
    var reaches: [Bool] {
        groups.indices.flatMap { group in
            let served = Set(
                placesServed(by: group).map(\.customerClass) + promisedWork(of: group).map { Int($0.kind) / 2 })
            return classes.indices.map(served.contains)
        }
    }

    /// `class · classes + other`: whether some group serves both, and would serve the other no later.
    var competes: [Bool] {
        classes.indices.flatMap { position in
            classes.indices.map { other in
                groups.indices.contains { group in
                    let served = Set(placesServed(by: group).map(\.customerClass))
                    return served.contains(position) && served.contains(other)
                }
            }
        }
    }
}
