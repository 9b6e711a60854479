import Engine

/// A count that adds up over classes or groups, intervals and replications.
public enum AdditiveCount: Sendable, Hashable {
    case customer(ClassCount)
    /// Against the measure's threshold.
    case within(ThresholdCount)
    case group(GroupCount)
    /// Length of the planning intervals in seconds; the same for every class.
    case openSeconds
    /// `ClassCount.queueSeconds` inside the planning intervals only.
    case openQueueSeconds
    /// Contacts let in (arrivals less the blocked) of the classes without a menu.
    case letInWithoutMenu
    /// `ClassCount.issuesLost` times the value of the class.
    case valueLost

    private static let times = Set(ClassCount.allCases.filter { $0.name.hasSuffix("seconds") })

    /// True for what is measured in seconds, and false for what is counted one by one.
    var isTime: Bool {
        switch self {
        case .customer(let count): Self.times.contains(count)
        case .openSeconds, .openQueueSeconds, .group: true
        case .within(let count): count == .excessSeconds
        case .letInWithoutMenu, .valueLost: false
        }
    }
}

/// A weighted sum of counts: the numerator or denominator of a measure.
public struct Sum: Sendable, Hashable {
    public struct Term: Sendable, Hashable {
        public let count: AdditiveCount
        public let weight: Double
    }

    public let terms: [Term]

    init(terms: [Term]) { self.terms = terms }

    init(_ counts: ClassCount...) { terms = counts.map { Term(count: .customer($0), weight: 1) } }
    init(_ count: ThresholdCount) { terms = [Term(count: .within(count), weight: 1)] }
    init(_ counts: GroupCount...) { terms = counts.map { Term(count: .group($0), weight: 1) } }
    init(_ count: AdditiveCount) { terms = [Term(count: count, weight: 1)] }

    static func + (a: Sum, b: Sum) -> Sum { Sum(terms: a.terms + b.terms) }
    static func - (a: Sum, b: Sum) -> Sum { a + -1 * b }
    static func * (factor: Double, sum: Sum) -> Sum {
        Sum(terms: sum.terms.map { Term(count: $0.count, weight: factor * $0.weight) })
    }

    var hasThreshold: Bool {
        terms.contains {
            if case .within = $0.count { return true }
            return false
        }
    }
}

extension Sum {
    /// N: those who asked for an agent and were not blocked.
    static let offered = Sum(.answered, .abandoned, .balked, .callbackAccepted, .hungUpAtClose, .inSystem)
    /// Those who joined the line, or were answered without waiting.
    static let joined = Sum(.answered, .abandoned, .hungUpAtClose, .inSystem, .acceptedOnHold)
    static let handled = Sum(.answered, .abandoned)
    static let waitSeconds = Sum(.answeredWaitSeconds, .abandonedWaitSeconds, .otherWaitSeconds)
    static let letIn = Sum(.arrivals) - Sum(.blocked)
    /// Promises of callbacks, whatever became of them: the sum of their eight states.
    static let promises = Sum(.callbackAccepted)
    /// Promises, of callbacks and follow-ups, whose time has come within the run and that were not kept.
    static let brokenPromises =
        Sum(.promisesDue, .followUpsDue) - Sum(.promisesKeptDue) - Sum(.followUpsKeptDue)
}

extension ClassMaximum {
    /// What there must have been in a replication for its largest value to say anything.
    var needs: Sum {
        switch self {
        case .queue, .waitSeconds: .offered
        case .latenessSeconds: .promises
        case .followUpAgeSeconds: Sum(.followUpsMade)
        }
    }
}
