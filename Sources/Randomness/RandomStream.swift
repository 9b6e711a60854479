import CGSL
import CRandom

/// What a draw decides. Each cause has its own randomness, so that a draw more for one leaves all others as they were.
///
/// The raw values are part of the address of every draw: they may be added to, never changed.
public enum Cause: UInt32, CaseIterable, Sendable {
    case arrival = 1
    case handleTime, afterCall, patience, balking, routing, busyness, shrinkage, batchSize, rateState, thinking
    case acceptance, menu, menuChoice, redial, redialDelay, unresolved, reconnect, reconnectDelay, transfer, followUp
    case followUpWork, givesUp, callsAgain, dial, background, handOver, design
}

/// The randomness of one address (seed, replication, stream, cause): draws for Swift and for every `gsl_ran_*`.
///
/// It stands either in the address's shared sequence, from which customers take in order of their numbers (after
/// `init` and `restart`), or in the sequence that belongs to one customer alone (after `seek`). The start of each of
/// these is a Philox4x64-10 block of the address (Salmon et al. 2011); from there on it is xoshiro256++ (Blackman and
/// Vigna 2021), as a GSL generator whose state Swift's draws and GSL's samplers share.
///
/// One owner, not for two threads: make it inside the task that draws.
public struct RandomStream: ~Copyable {
    @usableFromInline let handle: UnsafeMutablePointer<gsl_rng>
    @usableFromInline let state: UnsafeMutablePointer<holdfast_xoshiro>
    @usableFromInline var address: holdfast_address

    /// Stands at the start of the shared sequence of an address.
    ///
    /// - Parameter stream: whose draws: the identifier of a class's stream name, see `identifier(of:)`.
    public init(seed: UInt64, replication: UInt32, stream: UInt64, cause: Cause) {
        guard let handle = gsl_rng_alloc(holdfast_xoshiro_type()) else {
            fatalError("no memory for a random stream")
        }
        self.handle = handle
        state = handle.pointee.state.assumingMemoryBound(to: holdfast_xoshiro.self)
        address = holdfast_address(seed: seed, stream: stream, replication: replication, cause: cause.rawValue)
        holdfast_xoshiro_start(state, address)
    }

    deinit { gsl_rng_free(handle) }

    /// Moves to the start of the shared sequence of another address, or of the same again. Allocates nothing.
    public mutating func restart(seed: UInt64, replication: UInt32, stream: UInt64, cause: Cause) {
        address = holdfast_address(seed: seed, stream: stream, replication: replication, cause: cause.rawValue)
        holdfast_xoshiro_start(state, address)
    }

    /// Moves to the start of the sequence that belongs to customer `number` alone: draws from here are a function of
    /// the address and the number, whatever was drawn before. About 20 ns; `restart` leads back to the shared sequence.
    @inlinable public mutating func seek(number: UInt64) {
        holdfast_xoshiro_seek(state, address, number)
    }

    /// Moves to the start of the sequence that belongs to customer `number` of another address: as `restart` and `seek`,
    /// at half their cost.
    public mutating func seek(
        seed: UInt64, replication: UInt32, stream: UInt64, cause: Cause, number: UInt64
    ) {
        address = holdfast_address(seed: seed, stream: stream, replication: replication, cause: cause.rawValue)
        holdfast_xoshiro_seek(state, address, number)
    }

    /// 64 random bits.
    @inlinable public mutating func bits() -> UInt64 { holdfast_xoshiro_next(state) }

    /// Uniform on [0, 1), of 53 bits.
    @inlinable public mutating func uniform() -> Double { holdfast_unit(holdfast_xoshiro_next(state)) }

    /// Uniform on (0, 1): never 0 and never 1, of 52 bits.
    @inlinable public mutating func positiveUniform() -> Double { holdfast_open_unit(holdfast_xoshiro_next(state)) }

    /// Exponential with mean 1 (ziggurat: Marsaglia and Tsang 2000).
    @inlinable public mutating func exponential() -> Double { holdfast_exponential(state) }

    /// Normal with mean 0 and standard deviation 1 (ziggurat: Marsaglia and Tsang 2000).
    @inlinable public mutating func normal() -> Double { holdfast_normal(state) }

    /// `count` draws of `exponential`, in order.
    public mutating func fillExponential(_ buffer: UnsafeMutablePointer<Double>, count: Int) {
        holdfast_exponential_fill(state, buffer, count, 1)
    }

    /// Lends the generator to GSL's samplers: `stream.withGSL { gsl_ran_poisson($0, 3.2) }`.
    @inlinable public mutating func withGSL<R>(_ body: (UnsafePointer<gsl_rng>) -> R) -> R {
        body(UnsafePointer(handle))
    }

    /// The 64-bit FNV-1a hash of a name (Fowler, Noll and Vo 1991): the same class name, the same stream, in any
    /// scenario and on any machine.
    public static func identifier(of name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
}
