import CGSL
import CRandom

/// Draws belong to the customer: the n-th customer's draw is a function of (seed, replication, stream, cause, n), and
/// stays that customer's when parameters move, so that handle times 5 % longer in the mean are the same customers'
/// times, each 5 % longer.
///
/// There are two ways to that. Where a draw takes the same randomness whatever the parameters (inversion, or a ziggurat
/// of the standard shape, then scaled), customers take from one sequence in order: cheap. Where it takes more or less as
/// the parameters go (rejection in gamma and beta, the choice of a part in a mixture), each customer has a sequence
/// alone, found by `seek(number:)`; else one customer's draw would shift all after it.
extension Distribution {
    /// Whether `fill` gives each customer a sequence alone: the second way above.
    public var addressesEachCustomer: Bool {
        switch self {
        case .erlang, .gamma, .beta, .mixture: true
        case .shifted(let shifted): shifted.of.addressesEachCustomer
        case .constant, .exponential, .lognormal, .weibull, .logLogistic, .normal, .uniform, .triangular, .pareto,
            .hyperexponential, .hazard, .empirical, .histogram:
            false
        }
    }

    /// A draw, seconds, from where the stream stands.
    ///
    /// After `seek(number:)` it is that customer's, for any distribution; use that for what comes later in a contact's
    /// life, and where the family itself changes from customer to customer.
    public func draw(from stream: inout RandomStream) -> Double {
        switch self {
        case .constant(let shape): shape.time
        case .exponential(let shape): shape.next(&stream.state.pointee)
        case .erlang(let shape): shape.next(&stream)
        case .gamma(let shape): shape.next(&stream)
        case .lognormal(let shape): shape.next(&stream.state.pointee)
        case .weibull(let shape): shape.next(&stream.state.pointee)
        case .logLogistic(let shape): shape.next(&stream.state.pointee)
        case .normal(let shape): shape.next(&stream.state.pointee)
        case .uniform(let shape): shape.next(&stream.state.pointee)
        case .triangular(let shape): shape.next(&stream.state.pointee)
        case .pareto(let shape): shape.next(&stream.state.pointee)
        case .beta(let shape): shape.next(&stream)
        case .hyperexponential(let shape): shape.next(&stream.state.pointee)
        case .mixture(let shape): shape.next(&stream)
        case .shifted(let shape): shape.by + shape.of.draw(from: &stream)
        case .hazard(let shape): shape.next(&stream.state.pointee)
        case .empirical(let shape): shape.next(&stream.state.pointee)
        case .histogram(let shape): shape.next(&stream.state.pointee)
        }
    }

    /// The draw of customer `number` as `fill` would give it: each customer's by number where `addressesEachCustomer`,
    /// else the next of the sequence, so that numbers must be asked for in order, each once.
    public func draw(from stream: inout RandomStream, number: UInt64) -> Double {
        if addressesEachCustomer { stream.seek(number: number) }
        return draw(from: &stream)
    }

    /// `count` draws, seconds, for the customers numbered from `firstNumber` on, in order: the same as one by one, and as
    /// in batches of any other size. Allocates nothing.
    ///
    /// - Parameter stream: at the start of its shared sequence for the first batch, then as the last batch left it.
    public func fill(
        _ buffer: UnsafeMutablePointer<Double>, count: Int, from stream: inout RandomStream, firstNumber: UInt64
    ) {
        switch self {
        case .constant(let shape): buffer.update(repeating: shape.time, count: count)
        case .exponential(let shape): shape.fill(buffer, count, &stream)
        case .erlang(let shape): shape.fill(buffer, count, &stream, firstNumber)
        case .gamma(let shape): shape.fill(buffer, count, &stream, firstNumber)
        case .lognormal(let shape): shape.fill(buffer, count, &stream)
        case .weibull(let shape): shape.fill(buffer, count, &stream)
        case .logLogistic(let shape): shape.fill(buffer, count, &stream)
        case .normal(let shape): shape.fill(buffer, count, &stream)
        case .uniform(let shape): shape.fill(buffer, count, &stream)
        case .triangular(let shape): shape.fill(buffer, count, &stream)
        case .pareto(let shape): shape.fill(buffer, count, &stream)
        case .beta(let shape): shape.fill(buffer, count, &stream, firstNumber)
        case .hyperexponential(let shape): shape.fill(buffer, count, &stream)
        case .mixture(let shape): shape.fill(buffer, count, &stream, firstNumber)
        case .shifted(let shape):
            shape.of.fill(buffer, count: count, from: &stream, firstNumber: firstNumber)
            for place in 0..<count { buffer[place] += shape.by }
        case .hazard(let shape): shape.fill(buffer, count, &stream)
        case .empirical(let shape): shape.fill(buffer, count, &stream)
        case .histogram(let shape): shape.fill(buffer, count, &stream)
        }
    }
}

extension SequentialShape {
    @inline(__always)
    fileprivate func fill(_ buffer: UnsafeMutablePointer<Double>, _ count: Int, _ stream: inout RandomStream) {
        // A copy that nothing else points at can stay in registers.
        var generator = stream.state.pointee
        for place in 0..<count { buffer[place] = next(&generator) }
        stream.state.pointee = generator
    }
}

extension AddressedShape {
    @inline(__always)
    fileprivate func fill(
        _ buffer: UnsafeMutablePointer<Double>, _ count: Int, _ stream: inout RandomStream, _ firstNumber: UInt64
    ) {
        for place in 0..<count {
            stream.seek(number: firstNumber &+ UInt64(place))
            buffer[place] = next(&stream)
        }
    }
}
