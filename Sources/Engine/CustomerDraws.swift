import Randomness

/// Draws that come later in a customer's life than the arrival: addressed by issue and attempt, so that nothing another
/// customer does, and no policy, moves them.
struct CustomerDraws: ~Copyable {
    private var stream: RandomStream
    private var seed: UInt64 = 0
    private var replication: UInt32 = 0

    init() { stream = RandomStream(seed: 0, replication: 0, stream: 0, cause: .redial) }

    mutating func restart(seed: UInt64, replication: UInt32) {
        self.seed = seed
        self.replication = replication
    }

    /// Stands before the draws of one cause, for one attempt of one issue of a class's stream.
    private mutating func seek(_ classStream: UInt64, _ number: UInt64, _ attempt: Int32, _ cause: Cause) {
        // Attempts are streams of their own; the odd multiplier keeps them apart from the names' hashes.
        let stream = classStream &+ UInt64(truncatingIfNeeded: attempt) &* 0x9E37_79B9_7F4A_7C15
        self.stream.seek(seed: seed, replication: replication, stream: stream, cause: cause, number: number)
    }

    mutating func uniform(_ classStream: UInt64, _ number: UInt64, _ attempt: Int32, _ cause: Cause) -> Double {
        seek(classStream, number, attempt, cause)
        return stream.uniform()
    }

    mutating func draw(
        _ distribution: Distribution, _ classStream: UInt64, _ number: UInt64, _ attempt: Int32, _ cause: Cause
    ) -> Double {
        seek(classStream, number, attempt, cause)
        return distribution.draw(from: &stream)
    }
}
