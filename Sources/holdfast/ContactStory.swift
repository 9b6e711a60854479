import Experiments

/// One contact's way through the centre, in words.
struct ContactStory {
    let contact: TracedContact
    let clock: StoryClock

    init(_ contact: TracedContact) {
        self.contact = contact
        clock = StoryClock(
            day: contact.day, midnightSeconds: contact.midnightSeconds, arrivedAtSeconds: contact.arrivedAtSeconds)
    }

    var text: String { sentences.joined(separator: "\n") + "\n" }

    private var sentences: [String] {
        beginning + menu + [ofTheEnd, talked, passedOn, callback, followUp].flatMap(\.self) + whatCameOfIt
    }

    private var beginning: [String] {
        let arrived = clock(contact.arrivedAtSeconds)
        let first =
            "Contact \(contact.contact), number \(contact.numberInClass) of \(contact.customerClass), "
            + "arrived on day \(contact.day) at \(arrived)."
        guard contact.attempt > 1 else { return [first] }
        let kind = contact.isReconnect ? "reconnect" : "redial"
        let before =
            contact.previousContact.map { before in
                contact.isReconnect
                    ? ": contact \(before) had not solved the issue" : ": contact \(before) had come to nothing"
            } ?? ""
        return [first, "A \(kind), attempt \(contact.attempt) at the same issue\(before)."]
    }

    private var menu: [String] {
        guard let menu = contact.menuSeconds else { return [] }
        let span = StoryClock.span(menu)
        switch contact.outcome {
        case "left_in_menu": return ["The customer hung up after \(span) in the menu, without asking for an agent."]
        case "self_served": return ["The menu served the customer within \(span): no agent was needed."]
        case "blocked" where menu == 0: return []
        default:
            return ["After \(span) in the menu, at \(clock(contact.joinedAtSeconds)), the customer asked for an agent."]
        }
    }

    /// How the wait went, to its end.
    private var ofTheEnd: [String] {
        let held = StoryClock.span(contact.waitSeconds)
        let until = clock(contact.waitedUntilSeconds)
        switch contact.outcome {
        case "answered":
            let agent = Self.named(contact.agent, contact.group)
            return contact.waitSeconds == 0 && contact.quotes.isEmpty
                ? ["An agent was free: \(agent) answered at once."]
                : waiting("After \(held) on hold, at \(until), \(agent) answered.")
        case "abandoned": return waiting("The customer held for \(held) and hung up at \(until), unanswered.")
        case "blocked": return ["No line was free: the customer heard the busy tone."]
        case "balked": return waiting("The customer did not care to wait.", ", and the customer did not care to wait.")
        case "hung_up_at_close":
            return quoted + ["After \(held) on hold the centre closed and hung up on the customer."]
        case "in_system": return quoted + ["After \(held) nobody was left to answer; the customer still held."]
        case "callbacks_accepted":
            return waiting(
                contact.waitSeconds == 0
                    ? "At \(until) the customer accepted a callback and hung up."
                    : "After \(held) on hold, at \(until), the customer accepted a callback and hung up.")
        default: return []
        }
    }

    /// Everybody was busy, what was said about that, and how it went on.
    private func waiting(_ sentence: String, _ straightOn: String? = nil) -> [String] {
        if !quoted.isEmpty { return ["Everybody was busy."] + quoted + [sentence] }
        return ["Everybody was busy" + (straightOn ?? ". \(sentence)")]
    }

    /// What was announced: the first time, and the last where it was said again.
    private var quoted: [String] {
        guard let first = contact.quotes.first else { return [] }
        func told(_ quote: TracedQuote) -> String {
            quote.quoteSeconds.map { "a wait of \(StoryClock.span($0))" }
                ?? "a wait without an end: nobody was scheduled"
        }
        let announced = "At \(clock(first.atSeconds)) the announcement was \(told(first))."
        guard contact.quotes.count > 1, let last = contact.quotes.last else { return [announced] }
        let times = contact.quotes.count - 1
        return [
            announced,
            "It was made anew \(times == 1 ? "once" : "\(times) times"), the last time at \(clock(last.atSeconds)): "
                + "\(told(last)).",
        ]
    }

    private var talked: [String] {
        guard contact.outcome == "answered" else { return [] }
        let talk = contact.talkSeconds ?? 0
        let left = contact.waitedUntilSeconds + talk
        return [talked(talk, until: left, contact.laterLegs.first)]
            + wroteUp(contact.afterCallSeconds, from: left, contact.laterLegs.first)
    }

    private var passedOn: [String] {
        // Whoever was called back first is told of there.
        contact.callback == nil ? laterLegs : []
    }

    private var laterLegs: [String] {
        contact.laterLegs.enumerated().flatMap { place, leg in
            passedOn(leg, next: contact.laterLegs.dropFirst(place + 1).first)
        }
    }

    /// What became of somebody who was passed on.
    private func passedOn(_ leg: TracedLeg, next: TracedLeg?) -> [String] {
        let until = clock(leg.waitedUntilSeconds)
        let held = StoryClock.span(leg.waitSeconds)
        switch leg.outcome {
        case "answered": break
        case "abandoned": return ["After \(held) on hold once more, at \(until), the customer hung up, unanswered."]
        case "hung_up_at_close":
            return ["After \(held) on hold once more, at \(until), the centre hung up on the customer: it had closed."]
        default: return ["After \(held) on hold once more nobody was left to answer; the customer still held."]
        }
        let agent = Self.named(leg.agent, leg.group)
        var sentences = [
            leg.waitSeconds == 0
                ? "An agent was free: \(agent) took over at once."
                : "After \(held) on hold once more, at \(until), \(agent) took over."
        ]
        if let handOver = leg.handOverSeconds, handOver > 0 {
            sentences.append("The agent before had stayed, and told the story for \(StoryClock.span(handOver)).")
        }
        sentences.append(talked(leg.talkSeconds ?? 0, until: leg.leftAtSeconds, next))
        return sentences + wroteUp(leg.afterCallSeconds, from: leg.leftAtSeconds, next)
    }

    private var callback: [String] {
        guard let promise = contact.callback else { return [] }
        var sentences = PromiseStory(promise, clock).callback
        if let connected = promise.connectedAtSeconds, let talk = promise.workSeconds {
            let left = connected + talk
            sentences.append(talked(talk, until: left, contact.laterLegs.first))
            sentences += wroteUp(promise.afterCallSeconds, from: left, contact.laterLegs.first)
        }
        return sentences + laterLegs
    }

    private var followUp: [String] { contact.followUp.map { PromiseStory($0, clock).followUp } ?? [] }

    /// Solved or not, and where the issue goes on.
    private var whatCameOfIt: [String] {
        let again = contact.nextContact.map { next in
            "The customer called again" + (contact.nextArrivesAtSeconds.map { " at \(clock($0))" } ?? "")
                + ": contact \(next), attempt \(contact.attempt + 1)."
        }
        if contact.isUnresolved {
            return ["The issue was not solved. " + (again ?? "The customer did not call again about it.")]
        }
        if let again { return [again] }
        return contact.callback?.state == "gave_up" ? ["The customer did not call again: the issue is lost."] : []
    }

    /// An agent who stays with a customer who is passed on writes it up when that is over.
    private func wroteUp(_ seconds: Double?, from left: Double, _ next: TracedLeg?) -> [String] {
        guard let seconds, seconds > 0 else { return [] }
        let end = next == nil ? ", until \(clock(left + seconds))" : ""
        return ["The agent wrote it up for \(StoryClock.span(seconds))\(end)."]
    }

    private func talked(_ seconds: Double, until left: Double, _ next: TracedLeg?) -> String {
        "They talked for \(StoryClock.span(seconds)); "
            + (next.map { "at \(clock(left)) the customer was passed on to \($0.customerClass)." }
                ?? "the customer hung up at \(clock(left)).")
    }

    static func named(_ agent: Int?, _ group: String?) -> String {
        (agent.map { "agent \($0) of " } ?? "an agent of ") + (group ?? "a group")
    }
}
