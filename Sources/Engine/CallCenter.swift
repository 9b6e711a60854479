import Randomness

/// A call centre at work: the clock, the loop, and everything that one replication needs.
///
/// Three kinds of things happen, and each has its event list: controls (the roster, intervals, promises) a few slots;
/// arrivals one for each class; contacts a slot each, entered under the earliest thing that awaits them. At equal times
/// controls come first, then arrivals: a shift that starts at nine serves the call of nine.
struct CallCenter<Policy: RoutingPolicy>: ~Copyable {
    // What is counted. Before all other fields: see "The sanitizers" in docs/trust.md.
    let values: UnsafeMutablePointer<Double>
    let histograms: UnsafeMutablePointer<UInt64>
    /// Bins of `histograms` that hold anything.
    let filledBins: BinMarks
    let thresholds: UnsafeMutablePointer<Double>
    let layout: CountsLayout

    let model: CenterModel

    // What is there.
    var controls: EventList
    /// By class: the next that its source has made.
    var arrivals: EventList
    var events: EventList
    var calls: CallTable
    var floor: Floor
    var agents: AgentTable
    var sources: UnsafeMutablePointer<CallSource>
    var populations: Populations
    var roster: RosterReader
    let traits: UnsafeMutablePointer<ClassTraits>
    /// The model's classes where a field can be read without copying the whole.
    let classes: UnsafeMutablePointer<ClassModel>
    var promiseBook: PromiseBook
    var quoteBook: QuoteBook
    var returns: ReturnBook
    var later: CustomerDraws
    var recentWaits: [RecentWaits]
    /// By class: customers whose telephone rings before an agent is there.
    var ringingAhead: [Int]
    let dialsCustomersFirst: Bool
    /// Whether what an idle agent may do changes with what others do; see `lookAgain`.
    let agentsLookAgain: Bool
    /// That, or the invariants are checked.
    let looksAfterEachEvent: Bool
    let limitsLines: Bool
    /// Draws of the routing itself, where agents are picked at random.
    var routingDraws: RandomStream
    var backgroundTasks: [UInt64]
    /// Whether a group may ever serve a class: `group · classes + class`; whether the contacts of one class are served by
    /// agents who serve another: `class · classes + other`.
    let reaches: [Bool]
    let competes: [Bool]
    /// Whether agents have anything to do but answer and wait: callbacks, follow-ups, background work.
    let hasOtherWork: Bool
    /// Some agents have work without end.
    let hasBackground: Bool
    /// Whoever is answered may move to another slot and leave an event behind: whatever takes a slot enters an event of its
    /// own, and nobody asks what else is here while the slot of the contact just finished is not free yet.
    let leavesPlaces: Bool
    /// Somebody who left the line unanswered is imagined in it still.
    var hasGhosts = false
    /// Slots that hold no telephone line: places kept for a callback, dials, work at the desk.
    var offTheLine = 0
    /// Promises due later than this are open at the end.
    let promiseHorizon: Double
    /// By class: agents scheduled who may serve it, as its quotes take them; negative until asked for.
    let scheduledAgents: UnsafeMutablePointer<Double>
    var presentCounts: PresentCounts
    /// Contacts whose customer has hung up and whose agent still writes, where that is an event of its own.
    var wrappingUp = 0
    /// Agents who wait with a customer for the next agent.
    var accompanying = 0

    // What is recorded, where somebody asks.
    var log: CallLog?

    // Where we are.
    var now = 0.0
    var row = 0
    var rowStart = 0.0
    /// Place in `model.timeline.boundaries`.
    var boundary = 0
    let boundaries: [Boundary]
    /// Contacts arrived so far, and at which of them the next row begins (steady runs by contacts).
    var arrived = 0
    var rowEndsAtArrival = Int.max
    var isOpen = false
    /// Closed for good: there is no later opening.
    var isOver = false
    /// A run by contacts has had its last.
    var nobodyCallsAgain = false
    var joined: UInt64 = 0
    var seed: UInt64 = 0
    var replication: UInt32 = 0
    var fault: RunFault?
    /// Events of this replication, where invariants are checked.
    var eventsSeen = 0
    /// Asked now and then; false stops the run.
    var goesOn: (RunPosition) -> Bool = { _ in true }

    init(_ model: CenterModel) {
        self.model = model
        layout = model.layout
        controls = EventList(slots: Control.count)
        arrivals = EventList(slots: model.classes.count)
        events = EventList(slots: 64)
        calls = CallTable(capacity: 64, hasDetails: model.hasFullerWays)
        promiseBook = PromiseBook(
            classes: model.classes.count,
            urgentWithin: model.classes.flatMap { customers in
                [customers.callbacks?.servingRule, customers.followUps?.serving]
                    .map { $0?.rule.urgentWithin ?? -.infinity }
            })
        quoteBook = QuoteBook(classes: model.classes.count)
        returns = ReturnBook()
        later = CustomerDraws()
        recentWaits = model.classes.map { RecentWaits(keep: $0.quotes?.window ?? 0) }
        ringingAhead = [Int](repeating: 0, count: model.classes.count)
        let dialsFirst = model.classes.contains { $0.callbacks.map { !$0.agentFirst } ?? false }
        dialsCustomersFirst = dialsFirst
        // Not read back from its field: Swift 6.3 at -O makes a program that crashes of that, here where nothing is copied.
        let looksAgain =
            dialsFirst || model.groups.indices.contains { model.promisedWork(of: $0).contains { $0.after > 0 } }
        agentsLookAgain = looksAgain
        looksAfterEachEvent = looksAgain || Invariants.areChecked
        limitsLines = model.lines < .max
        let background = model.groups.contains { $0.background != nil }
        hasBackground = background
        leavesPlaces = !dialsFirst && !background && model.classes.allSatisfy { !$0.patience.isEmpty }
        routingDraws = RandomStream(seed: 0, replication: 0, stream: 0, cause: .routing)
        backgroundTasks = [UInt64](repeating: 0, count: model.groups.count)
        reaches = model.reaches
        competes = model.competes
        hasOtherWork = model.hasOtherWork
        promiseHorizon = model.timeline.promiseHorizon
        floor = Floor(model)
        agents = AgentTable(model)
        populations = Populations(model)
        roster = RosterReader(model, agents)
        boundaries = model.timeline.boundaries
        presentCounts = PresentCounts(model)
        scheduledAgents = .allocate(capacity: model.classes.count)
        classes = .allocate(capacity: model.classes.count)
        classes.initialize(from: model.classes, count: model.classes.count)
        traits = .allocate(capacity: model.classes.count)
        sources = .allocate(capacity: model.classes.count)
        for (position, customerClass) in model.classes.enumerated() {
            (traits + position).initialize(to: ClassTraits(model, customerClass: position))
            (sources + position).initialize(
                to: CallSource(
                    customerClass, openings: model.timeline.openings,
                    drawsTalkAsUniform: traits[position].drawsTalkAsUniform))
        }
        values = .allocate(capacity: layout.size)
        histograms = .allocate(capacity: layout.histogramSize)
        histograms.initialize(repeating: 0, count: layout.histogramSize)
        filledBins = BinMarks(bins: layout.histogramSize)
        thresholds = .allocate(capacity: max(1, layout.thresholds))
        for (place, seconds) in model.thresholds.enumerated() { thresholds[place] = seconds }
    }

    deinit {
        for position in 0..<model.classes.count { traits[position].free() }
        traits.deinitialize(count: model.classes.count)
        traits.deallocate()
        classes.deinitialize(count: model.classes.count)
        classes.deallocate()
        scheduledAgents.deallocate()
        sources.deinitialize(count: model.classes.count)
        sources.deallocate()
        values.deallocate()
        histograms.deallocate()
        filledBins.deallocate()
        thresholds.deallocate()
    }

    /// Simulates one replication from its first midnight until nothing is left to happen.
    mutating func run(seed: UInt64, replication: UInt32) {
        begin(seed: seed, replication: replication)
        while true {
            let control = controls.firstTime
            let arrival = arrivals.firstTime
            let event = events.firstTime
            if control <= event && control <= arrival {
                if control == .infinity {
                    if accompanying == 0 { break }
                    endVainHandOvers()
                    continue
                }
                now = control
                handleControl(controls.firstSlot)
            } else if arrival <= event {
                now = arrival
                takeArrival(arrivals.firstSlot)
            } else {
                handleCall(events.firstSlot, at: event)
            }
            if looksAfterEachEvent {
                if agentsLookAgain { lookAgain() }
                if Invariants.areChecked { checkAfterEvent() }
            }
            if fault != nil { break }
        }
        end()
    }

    @inline(__always)
    private mutating func handleCall(_ slot: Int, at event: Double) {
        let state = calls.calls[slot].state
        // Whoever was here has moved on: nothing happens, at no time.
        if state == .free { return events.cancel(slot) }
        now = event
        switch state {
        case .wrappingUp: finish(slot)
        case .waiting: endHold(slot)
        default: handleFurther(slot)
        }
    }

    @inline(never)
    private mutating func handleFurther(_ slot: Int) {
        switch calls.calls[slot].state {
        case .waiting, .promisedInLine: endHold(slot)
        case .talking: hangUpAfterTalk(slot)
        case .wrappingUp: finish(slot)
        case .inMenu: leaveMenu(slot)
        case .ringing: endRinging(slot)
        case .accompanying: stopAccompanying(slot)
        case .handingOver: endHandOver(slot)
        case .free: preconditionFailure("an event for a slot for which nothing can happen")
        }
    }

    @inline(never)
    private mutating func handleControl(_ slot: Int) {
        switch slot {
        case Control.boundary: passBoundary()
        case Control.roster: readRoster()
        case Control.breakEnds: endBreak()
        case Control.thinking: callAgain()
        case Control.promises: minutePasses()
        case Control.returns: callBackIn()
        default: preconditionFailure("a control that is not there")
        }
    }

    private mutating func begin(seed: UInt64, replication: UInt32) {
        self.seed = seed
        self.replication = replication
        eventsSeen = 0
        values.update(repeating: 0, count: layout.size)
        let histograms = histograms
        filledBins.forEach { histograms[$0] = 0 }
        filledBins.clear()
        controls.clear()
        arrivals.clear()
        events.clear()
        calls.clear()
        floor.clear()
        promiseBook.clear()
        quoteBook.clear()
        returns.clear()
        later.restart(seed: seed, replication: replication)
        for position in recentWaits.indices { recentWaits[position].clear() }
        routingDraws.restart(seed: seed, replication: replication, stream: 0, cause: .routing)
        for group in backgroundTasks.indices { backgroundTasks[group] = 0 }
        for position in ringingAhead.indices { ringingAhead[position] = 0 }
        hasGhosts = false
        offTheLine = 0
        agents.clear(model)
        now = 0
        joined = 0
        wrappingUp = 0
        accompanying = 0
        arrived = 0
        isOpen = false
        isOver = false
        nobodyCallsAgain = false
        fault = nil
        row = layout.outsideRow
        rowStart = 0
        beginTimeline()
        for position in 0..<model.classes.count {
            sources[position].restart(seed: seed, replication: replication)
            if !traits[position].isFinitePopulation {
                arrivals.scheduleInSlotOrder(position, at: sources[position].nextTime)
            }
        }
        beginRoster()
        beginThinking()
    }

    /// Whoever is still on hold, with nobody left to answer, is in the system at the end.
    private mutating func end() {
        for position in 0..<model.classes.count {
            while floor.lines[position].first >= 0 {
                let slot = Int(floor.lines[position].first)
                floor.lines[position].leave(slot, in: calls.calls, at: now)
                leaveUnserved(slot, as: .inSystem)
            }
        }
        closeOpenPromises()
        countDirectAnswers()
        countDirectIssues()
        endRow(at: now)
        if Invariants.areChecked && fault == nil { checkNothingIsLeft() }
    }

    /// Whether anything is still to happen beside what becomes of the contacts that are there.
    var goesOnByItself: Bool { controls.firstTime < .infinity || arrivals.firstTime < .infinity }

    /// The counts of the replication that has just been run.
    func counts() -> Counts {
        Counts(
            layout: layout, values: Array(UnsafeBufferPointer(start: values, count: layout.size)),
            histograms: WaitCounts(histograms, marks: filledBins))
    }
}

/// Slots of the controls, in the order in which they come at equal times.
enum Control {
    static let boundary = 0
    static let roster = 1
    static let breakEnds = 2
    static let thinking = 3
    static let promises = 4
    static let returns = 5
    static let count = 6
}

/// How far a replication has come.
public struct RunPosition: Sendable {
    public var seconds: Double
    public var contacts: Int
}

/// Why a replication could not be finished.
public enum RunFault: Error, Sendable, Equatable {
    /// More contacts in the centre at once than can be told apart: the line grows without end.
    case tooManyContacts(atSeconds: Double)
    /// `goesOn` said no; the rows before this one are complete but for the contacts still in the centre.
    case stopped(beforeRow: Int)
}
