import Dispatch
import Engine
import Synchronization

/// Independent replications on several threads, handed on in the order of their numbers.
///
/// Which thread simulates which replication is chance; a replication's counts depend on its number alone, and they are
/// handed on strictly in order, so what is made of them has the same bits for any number of threads.
public struct Replications: Sendable {
    public let model: CenterModel
    public let seed: UInt64
    public let numbers: Range<UInt32>
    public let threads: Int
    public let logs: Logging

    public init(
        _ model: CenterModel, seed: UInt64, numbers: Range<UInt32>, threads: Int, logs: Logging = .nothing
    ) {
        self.model = model
        self.seed = seed
        self.numbers = numbers
        self.threads = max(1, threads)
        self.logs = logs
    }

    /// Replications simulated ahead of the first that is missing: bounds the memory.
    static let mostAhead: UInt32 = 64

    private struct State {
        var next: UInt32
        var handedOn: UInt32
        var waiting: [UInt32: Replication] = [:]
        var isOver = false
    }

    /// Runs them all and returns when they are done, or stopped.
    /// - Parameters:
    ///   - goesOn: asked now and then, on any thread; false stops everything. What was handed on before stays.
    ///   - handOn: takes each replication, in order, one at a time; false means that no more are wanted.
    public func run(
        goesOn: @escaping @Sendable (RunPosition) -> Bool = { _ in true },
        handOn: @escaping @Sendable (Replication) -> Bool
    ) {
        let shared = SharedState(State(next: numbers.lowerBound, handedOn: numbers.lowerBound))
        DispatchQueue.concurrentPerform(iterations: min(threads, numbers.count)) { _ in
            RunOrder(
                seed: seed, logs: logs, goesOn: { !shared.isOver && goesOn($0) },
                next: { shared.next(before: numbers.upperBound) },
                deliver: { shared.deliver($0, to: handOn) }
            ).run(model)
        }
    }

    private final class SharedState: Sendable {
        private let state: Mutex<State>

        init(_ state: State) { self.state = Mutex(state) }

        /// The number of the next replication; nil when there are no more. Waits while a slow one holds up many others.
        func next(before end: UInt32) -> UInt32? {
            while true {
                let (number, mustWait) = state.withLock { state -> (UInt32?, Bool) in
                    guard !state.isOver, state.next < end else { return (nil, false) }
                    if state.next - state.handedOn >= Replications.mostAhead { return (nil, true) }
                    defer { state.next += 1 }
                    return (state.next, false)
                }
                if !mustWait { return number }
                _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(1))
            }
        }

        /// True once no more are wanted: what is still being simulated has nobody to go to.
        var isOver: Bool { state.withLock { $0.isOver } }

        func deliver(_ replication: Replication, to handOn: (Replication) -> Bool) {
            state.withLock { state in
                guard !state.isOver else { return }
                state.waiting[replication.number] = replication
                while let ready = state.waiting.removeValue(forKey: state.handedOn) {
                    state.handedOn += 1
                    if !handOn(ready) {
                        state.isOver = true
                        state.waiting = [:]
                        return
                    }
                }
            }
        }
    }
}
