import QueueTheory

/// The three formulas for one question.
struct ErlangAnswer {
    let arrivals: Double
    let per: Double
    let handleTime: Double
    let patience: Double?
    let lines: Int?
    /// The service level's threshold in seconds.
    let within: Double
    let models: [ErlangModelAnswer]

    var load: Double { arrivals / per * handleTime }

    /// - Throws: `TheoryError` when the numbers are out of range, or no number of agents meets the targets.
    init(
        arrivals: Double, per: Double, handleTime: Double, patience: Double?, agents: Int?, lines: Int?,
        targets: [ErlangTarget], within: Double?
    ) throws {
        self.arrivals = arrivals
        self.per = per
        self.handleTime = handleTime
        self.patience = patience
        self.lines = lines
        let thresholds = targets.compactMap { target -> Double? in
            if case .serviceLevel(let seconds, _) = target.theory { seconds } else { nil }
        }
        self.within = within ?? thresholds.first ?? 20

        let rate = arrivals / per
        let room = lines.map(CallLine.Room.lines) ?? .unlimited
        // Without agents there must be something to solve for.
        let wanted = targets.isEmpty && agents == nil ? [.eightyTwenty] : targets
        var answers = [
            try ErlangModelAnswer(
                .c, CallLine(arrivalsPerSecond: rate, handleTime: handleTime, room: room), agents: agents,
                targets: wanted)
        ]
        if let patience {
            answers.append(
                try ErlangModelAnswer(
                    .a, CallLine(arrivalsPerSecond: rate, handleTime: handleTime, patience: patience, room: room),
                    agents: agents, targets: wanted))
        }
        let loss = try CallLine(arrivalsPerSecond: rate, handleTime: handleTime, room: .waitingPlaces(0))
        answers.insert(
            try ErlangModelAnswer(.b, loss, agents: agents, targets: wanted, otherwise: answers.last?.agents), at: 0)
        models = answers
    }
}

/// One formula's answer.
struct ErlangModelAnswer {
    enum Model: String {
        case b = "B"
        case c = "C"
        case a = "A"
    }

    let model: Model
    /// Those asked for, or the fewest that meet the targets; nil when there is neither.
    let agents: Int?
    /// Nil when the line grows without end with these agents.
    let state: SteadyState?
    /// The fewest agents that meet the targets of this formula; nil when it has none.
    let staffing: Staffing?
    /// The targets that this formula can be asked for.
    let targets: [ErlangTarget]
    /// Fewest agents with which the line does not grow without end.
    let stableFrom: Int?

    init(_ model: Model, _ line: CallLine, agents: Int?, targets: [ErlangTarget], otherwise: Int? = nil) throws {
        self.model = model
        self.targets = targets.filter { Self.knows($0, model, line) }
        staffing = self.targets.isEmpty ? nil : try line.fewestAgents(meeting: self.targets.map(\.theory))
        let chosen = agents ?? staffing?.agents ?? otherwise ?? 1
        self.agents = chosen
        do {
            state = try line.steadyState(agents: chosen)
            stableFrom = nil
        } catch {
            // The compiler (6.3.1) fails on this pattern in the `catch` itself.
            guard case .unstable(_, let fewest) = error else { throw error }
            state = nil
            stableFrom = fewest
        }
    }

    /// Nobody waits or hangs up where there is no place to wait, nobody hangs up whose patience is endless, and nobody is
    /// blocked where there is room for all: such targets are met by any agents and say nothing.
    private static func knows(_ target: ErlangTarget, _ model: Model, _ line: CallLine) -> Bool {
        switch target.theory {
        case .serviceLevel, .asa, .delayed: model != .b
        case .abandonment: model == .a
        case .blocking: model == .b || line.room != .unlimited
        case .occupancy: true
        }
    }

    /// The target that one agent less would miss, in words.
    var decidingWords: String? {
        staffing.flatMap { staffing in targets.first { $0.theory == staffing.deciding }?.words }
    }
}
