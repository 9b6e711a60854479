import Randomness

@testable import Engine

/// A call centre played by hand: plain arrays, every event found by looking at all of them, the rules written down one
/// by one and nothing kept that could be looked up again. It decides for itself who is answered when and by whom; from
/// the engine it takes only what the customers bring along (arrival, talk, after-call work, patience, the uniform that
/// decides on balking).
///
/// Ties, as the rules of the house have them: opening hours and staff first, then the roster, ends of breaks, customers
/// of a finite population, arrivals by class, and last the contacts, those first whose end was fixed first. At closing
/// time lines are hung up on class by class. An agent who becomes free looks for work before anybody idle does.
struct NaiveCentre {
    /// What a customer brings along.
    struct Customer {
        var arrivesAt: Double
        /// Seconds, or the uniform where the groups' talk times differ in shape.
        var talk: Double
        var afterCallSeconds: Double
        var patienceSeconds: Double
        var balkingUniform: Double
    }

    struct Contact {
        var customerClass: Int
        var number: Int
        var brings: Customer
        var arrivedAt: Double
        /// Position in a finite population.
        var member: Int?
        var group = -1
        var person: Int?
        var afterCallSeconds = 0.0
        var patienceEndsAt = Double.infinity
        /// When other groups may next be asked.
        var overflowAt = Double.infinity
    }

    struct Story: Equatable {
        var customerClass: Int
        var number: Int
        var arrivedAt: Double
        var end: ClassCount
        var waitedUntil: Double
        var group: Int?
        var person: Int?
    }

    enum Doing { case off, idle, busy, onBreak }

    struct Person {
        var group: Int
        var doing = Doing.off
        /// Between the start and the end of a shift.
        var onShift = false
        var owedBreak = 0.0
        /// The shift so far, and how much of it went into contacts that are finished.
        var shiftBeganAt = 0.0
        var busySeconds = 0.0
        var busySince = 0.0
    }

    enum Happening {
        case boundary
        case roster(RosterMoment, person: Int)
        case breakEnds(person: Int)
        case callsAgain(member: Int)
        case arrival(customerClass: Int)
        /// Patience ends, or another group may be asked: whichever comes first is entered, and then the next.
        case holdClock(contact: Int)
        case talkEnds(contact: Int)
        case workEnds(contact: Int)
    }

    struct Entry {
        var time: Double
        var level: Int
        var order: Int
        var what: Happening
    }

    let model: CenterModel
    /// By class, in order of their numbers.
    let customers: [[Customer]]

    var agenda: [Entry] = []
    var entered = 0
    var now = 0.0
    var isOpen = false
    var contacts: [Contact] = []
    /// Contacts on hold, of all classes, in the order in which they joined.
    var waiting: [Int] = []
    /// Contacts whose customer is talking.
    var talking: Set<Int> = []
    var nextNumber: [Int]
    /// Classes of the members of all finite populations.
    var members: [Int] = []

    // Groups: anonymous agents are numbers, named ones are persons.
    var allowed: [Int]
    var rostered: [Int]
    var busy: [Int]
    var idleSince: [[Double]]
    var persons: [Person] = []
    /// Idle persons by group, longest idle first, and since when.
    var idlePersons: [[(person: Int, since: Double)]]

    var stories: [Story] = []
    var sums: NaiveSums

    init(_ model: CenterModel, _ customers: [[Customer]]) {
        self.model = model
        self.customers = customers
        nextNumber = model.classes.map { _ in 0 }
        allowed = model.groups.map { if case .unlimited = $0.staffing { .max } else { 0 } }
        rostered = allowed
        busy = model.groups.map { _ in 0 }
        idleSince = model.groups.map { _ in [] }
        idlePersons = model.groups.map { _ in [] }
        sums = NaiveSums(model)
    }

    /// Plays one replication to its end.
    mutating func play() {
        setOut()
        while let place = agenda.indices.min(by: { isBefore(agenda[$0], agenda[$1]) }) {
            let entry = agenda.remove(at: place)
            sums.pass(from: now, to: entry.time, self)
            now = entry.time
            handle(entry.what)
        }
        for contact in waiting { tell(contact, .inSystem) }
    }

    private func isBefore(_ a: Entry, _ b: Entry) -> Bool {
        (a.time, a.level, a.order) < (b.time, b.level, b.order)
    }

    mutating func enter(_ what: Happening, level: Int, at time: Double) {
        guard time < .infinity else { return }
        entered += 1
        agenda.append(Entry(time: time, level: level, order: entered, what: what))
    }

    private mutating func setOut() {
        let moments = model.timeline.openings.flatMap { [$0.opens, $0.closes] } + model.timeline.rows.map(\.start)
        for time in Set(moments) { enter(.boundary, level: 0, at: time) }
        for (position, group) in model.groups.enumerated() {
            guard case .roster(let roster) = group.staffing else { continue }
            let first = persons.count
            persons += (0..<roster.agents).map { _ in Person(group: position) }
            for moment in roster.moments.sorted(by: { ($0.kind.rawValue, $0.agent) < ($1.kind.rawValue, $1.agent) }) {
                enter(.roster(moment, person: first + moment.agent), level: 1, at: moment.time)
            }
        }
        for (position, customerClass) in model.classes.enumerated() {
            if case .finitePopulation(let size, _) = customerClass.arrivals.process {
                for _ in 0..<size {
                    members.append(position)
                    think(members.count - 1)
                }
            } else {
                for customer in customers[position] {
                    enter(.arrival(customerClass: position), level: 4 + position, at: customer.arrivesAt)
                }
            }
        }
    }

    private mutating func handle(_ what: Happening) {
        switch what {
        case .boundary: passBoundary()
        case .roster(let moment, let person): follow(moment, person)
        case .breakEnds(let person):
            persons[person].doing = .off
            comeBack(person)
        case .callsAgain(let member): arrive(members[member], member: member)
        case .arrival(let customerClass): arrive(customerClass, member: nil)
        case .holdClock(let contact): endHold(contact)
        case .talkEnds(let contact):
            talking.remove(contact)
            if let member = contacts[contact].member { think(member) }
            enter(.workEnds(contact: contact), level: 100, at: now + contacts[contact].afterCallSeconds)
        case .workEnds(let contact):
            if talking.remove(contact) != nil, let member = contacts[contact].member { think(member) }
            agentIsFree(contact)
        }
    }

    // MARK: The opening hours

    private mutating func passBoundary() {
        if let row = model.timeline.rows.firstIndex(where: { $0.start == now }) {
            isOpen = true
            setStaff(row)
        } else if model.timeline.openings.contains(where: { $0.closes == now }) {
            isOpen = false
            for group in rostered.indices where isCounted(group) { rostered[group] = 0 }
            if model.timeline.hangsUpAtClose {
                for group in allowed.indices where isCounted(group) { setAllowed(group, 0) }
                let all = model.classes.indices.flatMap { position in
                    waiting.filter { contacts[$0].customerClass == position }
                }
                waiting = []
                for contact in all {
                    agenda.removeAll { if case .holdClock(contact) = $0.what { true } else { false } }
                    tell(contact, .hungUpAtClose)
                }
            }
        }
    }

    func isCounted(_ group: Int) -> Bool {
        if case .headcount = model.groups[group].staffing { true } else { false }
    }

    func isNamed(_ group: Int) -> Bool {
        if case .roster = model.groups[group].staffing { true } else { false }
    }

    private mutating func setStaff(_ row: Int) {
        for (position, group) in model.groups.enumerated() {
            guard case .headcount(let counts) = group.staffing else { continue }
            setAllowed(position, counts[row])
            rostered[position] = counts[row]
        }
        match()
    }

    private mutating func setAllowed(_ group: Int, _ count: Int) {
        allowed[group] = count
        let idle = max(0, count - busy[group])
        while idleSince[group].count > idle { idleSince[group].removeFirst() }
        while idleSince[group].count < idle { idleSince[group].append(now) }
    }
}
