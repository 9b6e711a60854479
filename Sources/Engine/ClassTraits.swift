/// What the way of a call asks of its class, laid out flat.
struct ClassTraits {
    /// No menu, quotes, callbacks, returns, transfers to it or from it, follow-ups or overflow: the short way.
    let isPlain: Bool
    let isFinitePopulation: Bool
    /// Talk is drawn as a uniform and turned into seconds when the agent's group is known.
    let drawsTalkAsUniform: Bool
    /// Some group's talk or after-call time is not the one that the customer brings.
    let groupsDiffer: Bool
    /// The end of the talk is an event of its own: it frees a line, or something comes of it.
    let leavesBeforeWrapUp: Bool
    let hasPatience: Bool
    let balks: Bool
    let hasQuotes: Bool
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
        isDialledFirst = own.callbacks.map { !$0.agentFirst } ?? false
        hasPatience = !own.patience.isEmpty
        balks = !own.balking.isEmpty
        hasQuotes = own.quotes != nil
        waitingPlaces = own.waitingPlaces
        groupCount = own.groups.count
        idleRule = own.idleRule
        takesFirstGroup = own.idleRule == .preference || groupCount == 1
        picksLongestIdle = own.idleRule == .longestIdle || own.idleRule == .preference
        meanHandle = own.meanHandle
        groups = .allocate(capacity: max(1, groupCount))
        keepsIdle = .allocate(capacity: max(1, groupCount))
        var differs = false
        var speedDiffers = false
        for (place, group) in own.groups.enumerated() {
            groups[place] = Int32(group)
            let serving = model.groups[group]
            guard let skill = serving.classes.firstIndex(of: customerClass) else {
                preconditionFailure("a class names a group that does not serve it")
            }
            keepsIdle[place] = serving.keepsIdle(from: customerClass)
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
        leavesBeforeWrapUp =
            !own.afterCall.isEmpty && (model.lines < .max || isFinitePopulation || !isPlain)
            || own.transfers.contains { $0.warm != nil }
    }

    func free() {
        groups.deallocate()
        keepsIdle.deallocate()
    }
}

extension ClassModel {
    /// Whether its contacts go the short way only.
    var isPlain: Bool {
        menu == nil && quotes == nil && callbacks == nil && redials == nil && unresolved == 0 && transfers.isEmpty
            && followUps == nil && overflow.isEmpty && balkingByQuote.isEmpty
    }

    /// Mean talk and after-call seconds, the day's parts alike.
    public var meanHandle: Double {
        func mean(_ draws: [TimedDraw]) -> Double {
            draws.isEmpty ? 0 : draws.reduce(0) { $0 + $1.distribution.mean } / Double(draws.count)
        }
        return mean(handleTime) + mean(afterCall)
    }
}

extension QuoteModel {
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

    /// `group · classes + class`: whether the group may ever serve the class.
    var reaches: [Bool] {
        groups.indices.flatMap { group in
            let served = Set(placesServed(by: group).map(\.customerClass))
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
