/// When agents come to a class's promises, callbacks or follow-ups: before callers on hold, or when there are none.
///
/// A rule is one file. It is asked on the way of a call, made concrete by the one `switch` below.
protocol ServingRule {
    /// A promise comes before callers at most so many seconds before it is due: infinite where that takes more than the
    /// clock to say, negative infinity where it never does. It may be a little more than the rule says, which then decides.
    var urgentWithin: Double { get }
    /// With nobody on hold, agents who must be idle before one of them takes a promise, the one who asks included.
    var leastIdle: Int { get }
    /// Whether the first of the promises comes before the callers whom an agent might answer instead.
    /// - Parameter ready: promises of the kind that are up for being taken.
    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor, _: Policy.Type
    ) -> Bool
}

extension ServingRule {
    var leastIdle: Int { 1 }
}

/// An agent looks for work: of which group, how many of it are idle with this one, and when.
struct AgentAsking {
    var group: Int
    var idle: Int
    var time: Double
}

extension CallbackModel {
    /// The rules by name.
    public enum Serving: Sendable, Equatable {
        case inTurn
        case inboundFirst
        case whenSlackAtMost(Double)
        case whenIdleAtLeast(Int)
        case whenBacklogAtLeast(Int)
        case earliestDue
    }
}

extension CallbackModel.Serving {
    /// The file that tells how; asked while a centre is set up.
    var rule: any ServingRule {
        switch self {
        case .inTurn: InTurn()
        case .inboundFirst: InboundFirst()
        case .whenSlackAtMost(let seconds): WhenSlackAtMost(seconds: seconds)
        case .whenIdleAtLeast(let agents): WhenIdleAtLeast(agents: agents)
        case .whenBacklogAtLeast(let count): WhenBacklogAtLeast(count: count)
        case .earliestDue: EarliestDue()
        }
    }

    /// `ServingRule.comesBeforeCallers` of the rule, on the way of a call.
    func comesBeforeCallers<Policy: RoutingPolicy>(
        _ promise: UnsafePointer<Promise>, ready: Int, asked: AgentAsking, on floor: borrowing Floor,
        _ policy: Policy.Type
    ) -> Bool {
        switch self {
        case .inTurn: InTurn().comesBeforeCallers(promise, ready: ready, asked: asked, on: floor, policy)
        case .inboundFirst: InboundFirst().comesBeforeCallers(promise, ready: ready, asked: asked, on: floor, policy)
        case .whenSlackAtMost(let seconds):
            WhenSlackAtMost(seconds: seconds)
                .comesBeforeCallers(promise, ready: ready, asked: asked, on: floor, policy)
        case .whenIdleAtLeast(let agents):
            WhenIdleAtLeast(agents: agents)
                .comesBeforeCallers(promise, ready: ready, asked: asked, on: floor, policy)
        case .whenBacklogAtLeast(let count):
            WhenBacklogAtLeast(count: count)
                .comesBeforeCallers(promise, ready: ready, asked: asked, on: floor, policy)
        case .earliestDue: EarliestDue().comesBeforeCallers(promise, ready: ready, asked: asked, on: floor, policy)
        }
    }
}
