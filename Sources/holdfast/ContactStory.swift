import Experiments

/// One contact's way through the centre, in words.
struct ContactStory {
    let text: String

    init(_ contact: TracedContact) {
        let arrived = Self.clock(contact.clockSeconds)
        var sentences = [
            "Contact \(contact.contact), number \(contact.numberInClass) of \(contact.customerClass), "
                + "arrived on day \(contact.day) at \(arrived)."
        ]
        switch contact.outcome {
        case "answered": sentences += Self.answered(contact)
        case "abandoned":
            sentences.append(
                "Everybody was busy. The customer held for \(Self.span(contact.waitSeconds)) and hung up at "
                    + "\(Self.clock(contact.clockSeconds + contact.waitSeconds)), unanswered.")
        case "blocked": sentences.append("No line was free: the customer heard the busy tone.")
        case "balked": sentences.append("Everybody was busy, and the customer did not care to wait.")
        case "hung_up_at_close":
            sentences.append(
                "After \(Self.span(contact.waitSeconds)) on hold the centre closed and hung up on the customer.")
        case "in_system":
            sentences.append(
                "After \(Self.span(contact.waitSeconds)) nobody was left to answer; the customer still held.")
        default: sentences.append("It ended as \(contact.outcome).")
        }
        text = sentences.joined(separator: "\n") + "\n"
    }

    private static func answered(_ contact: TracedContact) -> [String] {
        let agent = named(contact.agent, contact.group)
        var sentences: [String] = []
        if contact.waitSeconds == 0 {
            sentences.append("An agent was free: \(agent) answered at once.")
        } else {
            sentences.append(
                "Everybody was busy. After \(span(contact.waitSeconds)) on hold, at "
                    + "\(clock(contact.clockSeconds + contact.waitSeconds)), \(agent) answered.")
        }
        let talk = contact.talkSeconds ?? 0
        let left = contact.clockSeconds + contact.waitSeconds + talk
        sentences.append(talked(talk, until: left, contact.laterLegs.first))
        sentences += wroteUp(contact.afterCallSeconds, from: left, contact.laterLegs.first)
        let midnight = contact.arrivedAtSeconds - contact.clockSeconds
        for (place, leg) in contact.laterLegs.enumerated() {
            sentences += passedOn(leg, next: contact.laterLegs.dropFirst(place + 1).first, midnight)
        }
        return sentences
    }

    /// What became of somebody who was passed on.
    private static func passedOn(_ leg: TracedLeg, next: TracedLeg?, _ midnight: Double) -> [String] {
        let until = clock(leg.waitedUntilSeconds - midnight)
        guard leg.isAnswered else {
            return ["After \(span(leg.waitSeconds)) on hold once more, at \(until), the wait ended unanswered."]
        }
        let agent = named(leg.agent, leg.group)
        var sentences = [
            leg.waitSeconds == 0
                ? "An agent was free: \(agent) took over at once."
                : "After \(span(leg.waitSeconds)) on hold once more, at \(until), \(agent) took over."
        ]
        if let handOver = leg.handOverSeconds, handOver > 0 {
            sentences.append("The agent before had stayed, and told the story for \(span(handOver)).")
        }
        let left = leg.leftAtSeconds - midnight
        sentences.append(talked(leg.talkSeconds ?? 0, until: left, next))
        sentences += wroteUp(leg.afterCallSeconds, from: left, next)
        return sentences
    }

    /// An agent who stays with a customer who is passed on writes it up when that is over.
    private static func wroteUp(_ seconds: Double?, from left: Double, _ next: TracedLeg?) -> [String] {
        guard let seconds, seconds > 0 else { return [] }
        let end = next == nil ? ", until \(clock(left + seconds))" : ""
        return ["The agent wrote it up for \(span(seconds))\(end)."]
    }

    private static func talked(_ seconds: Double, until left: Double, _ next: TracedLeg?) -> String {
        "They talked for \(span(seconds)); "
            + (next.map { "at \(clock(left)) the customer was passed on to \($0.customerClass)." }
                ?? "the customer hung up at \(clock(left)).")
    }

    private static func named(_ agent: Int?, _ group: String?) -> String {
        (agent.map { "agent \($0) of " } ?? "an agent of ") + (group ?? "a group")
    }

    /// `09:12:07.4`
    static func clock(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(tenths / 36_000)):\(two(tenths / 600 % 60)):\(two(tenths / 10 % 60)).\(tenths % 10)"
    }

    /// `4 min 1 s`, `22.6 s`
    static func span(_ seconds: Double) -> String {
        if seconds < 60 {
            let tenths = Int((seconds * 10).rounded())
            return "\(tenths / 10).\(tenths % 10) s"
        }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}
