import Randomness
import Testing

@testable import Engine

/// What is written down of a promise: when it was made and due, each dial, who was reached and spoken to, and its end.
///
/// The agent talks from 0 to 100 with the first customer of class 0; the second arrives at 10 and is promised a callback.
@Suite struct PromiseRecordTests {
    private func record(
        _ promise: CallbackModel.Promise = .window(from: 0, to: 1800), callers: [Double] = [],
        openings: [(Double, Double)] = [(0, 3000)], hangsUp: Bool = false, patience: Double? = nil,
        _ change: (inout CallbackModel) -> Void = { _ in }
    ) throws -> PromiseRecord {
        var callbacks = CallbackModel(offer: .always, promise: promise)
        change(&callbacks)
        let replication = CallbackCentre(
            offered: [0, 10], callers: callers, patience: patience, openings: openings, hangsUpAtClose: hangsUp,
            callbacks: callbacks
        ).replicate()
        try #require(replication.promises.count == 1)
        return replication.promises[0]
    }

    private func dials(_ record: PromiseRecord) -> [[Double]] { record.dials.map { [$0.at, $0.endedAt ?? -1] } }

    @Test func aPromiseKeptAtTheFirstDial() throws {
        let kept = try record { $0.ringSeconds = 20 }
        #expect(
            kept.contact == ContactIdentity(customerClass: 0, number: 1, attempt: 0, issueArrivedAt: 10))
        #expect(kept.madeAt == 10 && kept.from == 10 && kept.to == 1810)
        #expect(dials(kept) == [[100, 120]] && kept.dials[0].isReached && kept.dials[0].group == 0)
        #expect(kept.reachedAt == 120 && kept.connectedAt == 120 && kept.group == 0 && kept.workSeconds == 100)
        #expect(kept.state == .kept && kept.cause == nil && !kept.isFollowUp && !kept.keepsPlace)
    }

    /// The pause runs from the end of the dial.
    @Test func everyDialIsWrittenDown() throws {
        let late = try record(.window(from: 0, to: 100)) {
            $0.ringSeconds = 20
            $0.answered = [0, 0, 1]
            $0.attempts = 3
            $0.pauseSeconds = 30
        }
        #expect(dials(late) == [[100, 120], [150, 170], [200, 220]])
        #expect(late.dials.map(\.isReached) == [false, false, true])
        #expect(late.reachedAt == 220 && late.connectedAt == 220 && late.state == .late && late.to == 110)
    }

    @Test func whoIsDialledFirstHoldsForAnAgent() throws {
        let kept = try record(callers: [105]) {
            $0.ringSeconds = 20
            $0.agentFirst = false
        }
        // Idle at 100, the agent is not tied up: it rings until 120, and the caller of 105 talks until 205.
        #expect(dials(kept) == [[100, 120]] && kept.dials[0].group == nil)
        #expect(kept.reachedAt == 120 && kept.connectedAt == 205 && kept.state == .kept)
        let dropped = try record(callers: [105], patience: 50) {
            $0.ringSeconds = 20
            $0.agentFirst = false
        }
        #expect(dropped.reachedAt == 120 && dropped.connectedAt == nil)
        #expect(dropped.state == .dropped && dropped.cause == .hungUp && dropped.endedAt == 170)
    }

    @Test func whyNobodyWasSpokenTo() throws {
        let unreached = try record {
            $0.answered = [0]
            $0.ringSeconds = 20
            $0.attempts = 2
            $0.pauseSeconds = 30
        }
        #expect(unreached.state == .unreached && unreached.cause == .attemptsUsedUp && unreached.endedAt == 170)
        let missed = try record { $0.expiresAfter = 50 }
        #expect(missed.state == .missed && missed.cause == .expired && missed.endedAt == 60 && missed.dials.isEmpty)
        let expired = try record {
            $0.answered = [0]
            $0.ringSeconds = 20
            $0.attempts = 9
            $0.pauseSeconds = 30
            $0.expiresAfter = 125
        }
        #expect(expired.state == .unreached && expired.cause == .expired && expired.endedAt == 135)
        let gone = try record { $0.givesUp = .constant(30) }
        #expect(gone.state == .gaveUp && gone.cause == .gaveUp && gone.endedAt == 40)
        let open = try record(openings: [(0, 60)], hangsUp: true)
        #expect(open.state == .open && open.cause == .endOfRun && open.dials.isEmpty)
        let undone = try record(.window(from: 0, to: 40), openings: [(0, 60)], hangsUp: true)
        #expect(undone.state == .missed && undone.cause == .endOfRun)
    }

    @Test func aPlaceInLine() throws {
        let kept = try record(.inTurn)
        #expect(kept.keepsPlace && kept.to == .infinity && dials(kept) == [[100, 100]] && kept.state == .kept)
    }

    /// Due at a clock time: from the tolerance before it, or from the promise on, to the tolerance after it.
    @Test(arguments: [
        (400.0, 50.0, 350.0, 450.0), (30, 25, 10, 55), (10, 5, 10, 15), (5, 20, 86_385, 86_425),
    ])
    func atATimeOfDay(time: Double, tolerance: Double, from: Double, to: Double) throws {
        let record = try record(.atTime(time, tolerance: tolerance), hangsUp: true)
        #expect(record.from == from && record.to == to)
        #expect(record.state == (time == 5 ? .open : time == 400 ? .kept : .late))
        #expect(record.connectedAt == (time == 5 ? nil : max(100, from)))
    }

    /// In open hours: on the next day on which the centre is open then; on the calendar: when the clock next shows it.
    @Test func aTimeOfDayWhenNobodyIsThereIsPassedOver() throws {
        let days = [(0.0, 500.0), (172_800, 173_800)]
        let calendar = try record(.atTime(5, tolerance: 3), openings: days)
        #expect(calendar.from == 86_402 && calendar.to == 86_408 && calendar.state == .late)
        #expect(calendar.connectedAt == 172_800)
        let open = try record(.atTime(5, tolerance: 3), openings: days) { $0.countsOpenHours = true }
        #expect(open.from == 172_802 && open.to == 172_808 && open.state == .kept && open.connectedAt == 172_802)
        let never = try record(.atTime(700, tolerance: 3), openings: [(0, 500)]) { $0.countsOpenHours = true }
        #expect(never.to == .infinity && never.state == .open && never.dials.isEmpty)
    }

    /// The log is asked for, or nothing is kept.
    @Test func nothingIsWrittenDownUnasked() {
        let callbacks = CallbackModel(offer: .always, promise: .window(from: 0, to: 1800))
        let centre = CallbackCentre(offered: [0, 10], callbacks: callbacks)
        var done: [Replication] = []
        var isFirst = true
        RunOrder(
            seed: 1,
            next: {
                defer { isFirst = false }
                return isFirst ? 0 : nil
            },
            deliver: { done.append($0) }
        ).run(centre.model)
        #expect(done[0].promises.isEmpty && done[0].log.isEmpty && done[0].counts.total(.promisesKept) == 1)
    }
}
