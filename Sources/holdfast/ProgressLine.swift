import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One line on a terminal's stderr that tells how far long work has come and how long it still takes.
final class ProgressLine: Sendable {
    private struct State {
        var shownAt: ContinuousClock.Instant
        var isShown = false
    }

    private let isWanted: Bool
    private let startedAt: ContinuousClock.Instant
    private let state: Mutex<State>

    /// Short work shows no line; later it changes a few times a second.
    private static let firstAfter = Duration.milliseconds(700)
    private static let every = Duration.milliseconds(200)

    init(isWanted: Bool) {
        self.isWanted = isWanted && isatty(STDERR_FILENO) == 1
        startedAt = .now
        state = Mutex(State(shownAt: .now))
    }

    /// Shows how much is done; cheap enough to be called often.
    /// - Parameters:
    ///   - share: from 0 to 1.
    ///   - done: in words: `312 of 2,000 days`.
    func update(share: Double, done: @autoclosure () -> String) {
        guard isWanted else { return }
        let now = ContinuousClock.now
        guard startedAt.duration(to: now) > Self.firstAfter else { return }
        state.withLock { state in
            guard !state.isShown || state.shownAt.duration(to: now) > Self.every else { return }
            state.isShown = true
            state.shownAt = now
            Self.show("\r\u{1B}[K\(Self.bar(share)) \(done())\(timeLeft(share, at: now))")
        }
    }

    /// Takes the line away.
    func clear() {
        state.withLock { state in
            if state.isShown { Self.show("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private func timeLeft(_ share: Double, at now: ContinuousClock.Instant) -> String {
        guard share > 0.01 else { return "" }
        let elapsed = Double(startedAt.duration(to: now).components.seconds) + 0.5
        let left = elapsed * (1 - share) / share
        if left < 1 { return "" }
        return left < 90 ? " · \(Int(left.rounded(.up))) s left" : " · \(Int((left / 60).rounded(.up))) min left"
    }

    private static func bar(_ share: Double) -> String {
        let filled = Int((max(0, min(1, share)) * 20).rounded(.down))
        return String(repeating: "━", count: filled) + String(repeating: "·", count: 20 - filled)
    }

    private static func show(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
