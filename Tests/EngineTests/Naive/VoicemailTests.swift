import Randomness
import Testing

@testable import Engine

/// What becomes of messages, by the engine and by hand: two programs with random numbers of their own.
@Suite struct VoicemailTests {
    private var model: CenterModel {
        let rows = (0..<VoicemailByHand.days).flatMap { day in
            VoicemailByHand.perHour.indices.map { place in
                let start = VoicemailByHand.opens(day) + Double(place) * VoicemailByHand.hour
                return TimelineRow(start: start, end: start + VoicemailByHand.hour, day: day)
            }
        }
        let rates = rows.enumerated().map { place, row in
            let rate = VoicemailByHand.perHour[place % 8] / VoicemailByHand.hour
            return RatePiece(start: row.start, end: row.end, rateAtStart: rate, rateAtEnd: rate)
        }
        var callers = ClassModel(
            stream: 5, arrivals: ArrivalModel(.poisson(rates)),
            handleTime: [TimedDraw(.lognormal(mean: 240, cv: 1))], patience: [TimedDraw(.exponential(mean: 240))],
            groups: [0])
        var callbacks = CallbackModel(offer: .afterHolding(120), promise: .window(from: 0, to: 14_400))
        callbacks.accepts = [(0, 0.7)]
        callbacks.serving = .inboundFirst
        callbacks.givesUp = .exponential(mean: 36_000)
        callbacks.callsAgain = 0.5
        callbacks.countsOpenHours = true
        callbacks.handleTime = .lognormal(mean: 180, cv: 0.7)
        callers.callbacks = callbacks
        return CenterModel(
            classes: [callers],
            groups: [
                GroupModel(
                    stream: 6, classes: [0],
                    staffing: .headcount(rows.indices.map { VoicemailByHand.staff[$0 % 8] }))
            ],
            timeline: Timeline(
                rows: rows,
                openings: (0..<VoicemailByHand.days).map {
                    OpenSpan(
                        opens: VoicemailByHand.opens($0), closes: VoicemailByHand.closes($0),
                        midnight: Double($0) * 86_400)
                }), thresholds: [20])
    }

    /// Each mean within four standard errors of the difference: eight right answers fail once in 2,000 seeds.
    @Test func theEngineAndTheHandAgree() {
        let weeks = Invariants.areChecked ? 20 : 400
        let ours = simulate(model, replications: Array(0..<UInt32(weeks))).map { replication in
            let counts = replication.counts
            return VoicemailByHand.Outcome(
                arrivals: counts.total(.arrivals), answered: counts.total(.answered),
                abandoned: counts.total(.abandoned), messages: counts.total(.callbackAccepted),
                gaveUp: counts.total(.promisesGaveUp), kept: counts.total(.promisesKept) + counts.total(.promisesOpen),
                late: counts.total(.promisesLate))
        }
        let theirs = (0..<UInt64(weeks)).map { seed in
            var hand = VoicemailByHand(seed << 32)
            return hand.play()
        }
        func compare(_ name: String, _ of: (VoicemailByHand.Outcome) -> Double, atMost: Double) {
            func spread(_ values: [Double]) -> (mean: Double, variance: Double) {
                let mean = values.reduce(0, +) / Double(weeks)
                return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(weeks - 1) / Double(weeks))
            }
            let (engine, hand) = (spread(ours.map(of)), spread(theirs.map(of)))
            let error = (engine.variance + hand.variance).squareRoot()
            #expect(abs(engine.mean - hand.mean) <= 4 * error, "\(name): \(engine.mean) and \(hand.mean), ± \(error)")
            if weeks == 400 { #expect(error <= atMost * hand.mean, "\(name): ± \(error) says too little") }
        }
        compare("arrivals", { $0.arrivals }, atMost: 0.01)
        compare("answered", { $0.answered }, atMost: 0.01)
        compare("abandoned", { $0.abandoned }, atMost: 0.02)
        compare("messages", { $0.messages }, atMost: 0.03)
        compare("gave up", { $0.gaveUp }, atMost: 0.12)
        compare("kept", { $0.kept }, atMost: 0.03)
    }
}
