import Engine
import Scenarios

let secondsPerDay = 86_400.0

extension Opening {
    /// Midnight of the day on which it opens, in seconds from the first midnight.
    var midnight: Double { Double(day - 1) * secondsPerDay }
}

extension OpeningCalendar {
    /// The planning intervals of one opening; the last may be shorter.
    func rows(of opening: Opening) -> [TimelineRow] {
        (0..<intervals(ofKind: opening.kind)).map { interval in
            let start = opening.opens + Double(interval) * intervalSeconds
            return TimelineRow(
                start: start, end: min(opening.closes, start + intervalSeconds), day: opening.day - 1)
        }
    }
}

extension Timeline {
    init(_ hours: Hours) {
        switch hours {
        case .calendar(let calendar):
            self.init(
                rows: calendar.openings.flatMap { calendar.rows(of: $0) },
                openings: calendar.openings.map {
                    OpenSpan(opens: $0.opens, closes: $0.closes, midnight: $0.midnight)
                },
                hangsUpAtClose: calendar.atClose == .hangUp)
        case .steady(let steady):
            self.init(steady)
        }
    }

    private init(_ steady: SteadyHorizon) {
        let batches = CompiledScenario.batches
        switch steady.length {
        case .contacts(let total):
            guard case .contacts(let warmUp) = steady.warmUp else {
                preconditionFailure("a run by contacts has a warm-up in contacts once it is known")
            }
            self.init(
                rows: [TimelineRow](repeating: TimelineRow(start: 0, end: 0), count: batches),
                openings: [OpenSpan(opens: 0, closes: .infinity, midnight: 0)],
                contacts: ContactHorizon(total: total, warmUp: warmUp))
        case .seconds(let seconds):
            guard case .seconds(let warmUp) = steady.warmUp else {
                preconditionFailure("a run by time has a warm-up in time once it is known")
            }
            let length = (seconds - warmUp) / Double(batches)
            self.init(
                rows: (0..<batches).map { batch in
                    TimelineRow(
                        start: warmUp + Double(batch) * length,
                        end: batch == batches - 1 ? seconds : warmUp + Double(batch + 1) * length)
                },
                openings: [OpenSpan(opens: 0, closes: seconds, midnight: 0)])
        }
    }
}

/// Clock time of a number of seconds after midnight: `07:00`, `25:30` past the next midnight, `07:00:30` where needed.
func clockTime(_ seconds: Double) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let whole = Int(seconds.rounded())
    let clock = two(whole / 3600) + ":" + two(whole / 60 % 60)
    return whole % 60 == 0 ? clock : clock + ":" + two(whole % 60)
}
