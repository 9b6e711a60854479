import Glibc
import Randomness

@testable import Engine

/// A week of a centre where whoever has held for two minutes may leave a message, played by hand with random numbers of
/// its own: one class, one group, messages worked off when nobody waits, the earliest due first.
struct VoicemailByHand {
    struct Outcome {
        var arrivals = 0.0
        var answered = 0.0
        var abandoned = 0.0
        var messages = 0.0
        var gaveUp = 0.0
        var kept = 0.0
        var late = 0.0
    }

    static let hour = 3600.0
    static let perHour: [Double] = [40, 60, 70, 60, 55, 60, 50, 30]
    static let staff = [3, 4, 5, 4, 4, 4, 4, 3]
    static let days = 5

    static func opens(_ day: Int) -> Double { Double(day) * 86_400 + 9 * hour }
    static func closes(_ day: Int) -> Double { opens(day) + 8 * hour }

    private struct Caller {
        var joined: Double
        var leaves: Double
        var isOffered = true
    }

    private struct Message {
        var due: Double
        var givesUp: Double
    }

    private var dice: Dice
    private var now = 0.0
    private var outcome = Outcome()
    private var line: [Caller] = []
    private var messages: [Message] = []
    private var ends: [Double] = []
    private var agents = 0
    private var arrivals: [Double] = []

    init(_ seed: UInt64) { dice = Dice(seed) }

    private mutating func exponential(_ mean: Double) -> Double { -mean * log(1 - dice.real(0...0.999_999_999_999)) }

    private mutating func lognormal(_ mean: Double, _ cv: Double) -> Double {
        let variance = log(1 + cv * cv)
        let normal = (-2 * log(dice.real(1e-15...1))).squareRoot() * cos(2 * .pi * dice.real(0...1))
        return exp(log(mean) - variance / 2 + variance.squareRoot() * normal)
    }

    private static func isOpen(_ time: Double) -> Bool {
        (0..<days).contains { opens($0) <= time && time < closes($0) }
    }

    /// Four hours on, of those in which the centre is open; on the last day they may end beyond it.
    private static func due(_ time: Double) -> Double {
        var left = 4 * hour
        for day in 0..<days where closes(day) > time {
            let from = max(time, opens(day))
            if from + left <= closes(day) { return from + left }
            left -= closes(day) - from
        }
        return .infinity
    }

    mutating func play() -> Outcome {
        for day in 0..<Self.days {
            for (place, rate) in Self.perHour.enumerated() {
                let end = Self.opens(day) + Double(place + 1) * Self.hour
                var time = end - Self.hour + exponential(Self.hour / rate)
                while time < end {
                    arrivals.append(time)
                    time += exponential(Self.hour / rate)
                }
            }
        }
        let borders = (0..<Self.days).flatMap { day in (0...8).map { Self.opens(day) + Double($0) * Self.hour } }
        while true {
            let next = [
                arrivals.min(), ends.min(), line.map(\.leaves).min(),
                line.filter(\.isOffered).map { $0.joined + 120 }.min(), messages.map(\.givesUp).min(),
                borders.first { $0 > now },
            ].compactMap { $0 }.min()
            guard let next, next < .infinity else { return outcome }
            now = next
            step()
        }
    }

    private mutating func step() {
        for day in 0..<Self.days where Self.opens(day) <= now && now < Self.closes(day) {
            agents = Self.staff[Int((now - Self.opens(day)) / Self.hour)]
        }
        while let place = ends.firstIndex(of: now) { ends.remove(at: place) }
        while let place = messages.firstIndex(where: { $0.givesUp == now }) {
            messages.remove(at: place)
            outcome.gaveUp += 1
            guard dice.says(0.5) else { continue }
            let moments = [now] + (0..<Self.days).map(Self.opens)
            if let again = moments.first(where: { $0 >= now && Self.isOpen($0) }) { arrivals.append(again) }
        }
        while let place = line.firstIndex(where: { $0.leaves == now }) {
            line.remove(at: place)
            outcome.abandoned += 1
        }
        while let place = line.firstIndex(where: { $0.isOffered && $0.joined + 120 == now }) {
            line[place].isOffered = false
            if dice.says(0.7) {
                line.remove(at: place)
                outcome.messages += 1
                messages.append(Message(due: Self.due(now), givesUp: now + exponential(10 * Self.hour)))
            }
        }
        while let place = arrivals.firstIndex(of: now) {
            arrivals.remove(at: place)
            outcome.arrivals += 1
            line.append(Caller(joined: now, leaves: now + exponential(240)))
        }
        while ends.count < agents {
            if !line.isEmpty {
                line.removeFirst()
                outcome.answered += 1
                ends.append(now + lognormal(240, 1))
            } else if Self.isOpen(now) || now >= Self.closes(Self.days - 1),
                let place = messages.indices.min(by: { messages[$0].due < messages[$1].due })
            {
                if now <= messages[place].due { outcome.kept += 1 } else { outcome.late += 1 }
                messages.remove(at: place)
                ends.append(now + lognormal(180, 0.7))
            } else {
                return
            }
        }
    }
}
