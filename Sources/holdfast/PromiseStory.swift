import Experiments

/// What was promised to somebody, what was done about it, and how it ended, in words.
struct PromiseStory {
    private let promise: TracedPromise
    private let clock: StoryClock

    init(_ promise: TracedPromise, _ clock: StoryClock) {
        self.promise = promise
        self.clock = clock
    }

    /// The call that was promised: when, each dial, and the verdict.
    var callback: [String] {
        [due] + promise.dials.enumerated().map { dialled($0 + 1, $1) } + connected + end
    }

    /// The work that was promised.
    var followUp: [String] {
        let by = promise.dueToSeconds.map { ", due by \(clock($0))" } ?? ""
        let promised = "A follow-up was promised at \(clock(promise.madeAtSeconds))\(by)."
        guard let began = promise.connectedAtSeconds, let done = promise.finishedAtSeconds else {
            return [
                promised, promise.state == "open" ? "\(ofTheEnd) \(isOpen)" : "\(ofTheEnd) Nobody had taken it up.",
            ]
        }
        let agent = ContactStory.named(promise.agent, promise.group)
        let span = StoryClock.span(promise.workSeconds ?? 0)
        return [
            promised, "At \(clock(began)) \(agent) took it up, and was done after \(span), at \(clock(done)).",
            "It was \(promise.state)" + distance(of: done) + ".",
        ]
    }

    private var due: String {
        guard let to = promise.dueToSeconds else {
            return promise.keepsPlace
                ? "The place in line was promised, and no time."
                : "It was promised for open hours after the last closing time."
        }
        if promise.keepsPlace { return "The place in line was promised, which was to be served by \(clock(to))." }
        guard let from = promise.dueFromSeconds, from > promise.madeAtSeconds else {
            return "It was promised by \(clock(to))."
        }
        return "It was promised between \(clock(from)) and \(clock(to))."
    }

    private func dialled(_ number: Int, _ dial: TracedDial) -> String {
        let who =
            dial.group == nil ? "the customer was dialled, with no agent on the line yet" : "\(agent(dial)) dialled"
        let rang = dial.rangSeconds > 0 ? " after \(StoryClock.span(dial.rangSeconds))" : " at once"
        let result =
            dial.isReached
            ? "the customer picked up\(rang)."
            : "nobody had picked up"
                + (dial.rangSeconds > 0 ? " when it had rung for \(StoryClock.span(dial.rangSeconds))." : ".")
        return "Dial \(number), at \(clock(dial.atSeconds)): \(who); \(result)"
    }

    private func agent(_ dial: TracedDial) -> String { ContactStory.named(dial.agent, dial.group) }

    private var connected: [String] {
        guard let at = promise.connectedAtSeconds, let reached = promise.reachedAtSeconds else { return [] }
        let who = ContactStory.named(promise.agent, promise.group)
        if at > reached {
            return ["After \(StoryClock.span(at - reached)) on hold, at \(clock(at)), \(who) came to the telephone."]
        }
        return promise.dials.last?.group == nil ? ["An agent was free: \(who) came to the telephone at once."] : []
    }

    /// The verdict, by the moment at which an agent spoke with the customer.
    private var end: [String] {
        switch promise.state {
        case "early", "kept", "late":
            guard let connected = promise.connectedAtSeconds, promise.dueToSeconds != nil else {
                return ["The promise was \(promise.state)."]
            }
            return ["The promise was \(promise.state)" + distance(of: connected) + "."]
        case "gave_up":
            return [
                "At \(clock(promise.endedAtSeconds)) the customer gave up waiting for the call. The promise counts as "
                    + "given up."
            ]
        case "dropped":
            let held = StoryClock.span(promise.endedAtSeconds - (promise.reachedAtSeconds ?? promise.endedAtSeconds))
            return [
                "No agent came: after \(held) on hold, at \(clock(promise.endedAtSeconds)), the call was over. The promise "
                    + "counts as dropped."
            ]
        case "open": return ["\(ofTheEnd) \(isOpen)"]
        case "missed": return ["\(ofTheEnd) Nobody had ever dialled: the promise was missed."]
        default: return ["\(ofTheEnd) The customer was never reached: the promise counts as unreached."]
        }
    }

    private var isOpen: String { "The promise is open: it is due after the last closing time." }

    /// Why it was over without an agent.
    private var ofTheEnd: String {
        switch promise.cause {
        case "expired": "At \(clock(promise.endedAtSeconds)) the promise expired."
        case "attempts_used_up": "That was the last of the dials."
        default: "The run ended at \(clock(promise.endedAtSeconds))."
        }
    }

    /// `: 3 min 2 s after it was due`
    private func distance(of moment: Double) -> String {
        guard let to = promise.dueToSeconds else { return "" }
        if let from = promise.dueFromSeconds, moment < from {
            return ": \(StoryClock.span(from - moment)) before the time promised"
        }
        return moment <= to
            ? ": \(StoryClock.span(to - moment)) to spare" : ": \(StoryClock.span(moment - to)) after it was due"
    }
}
