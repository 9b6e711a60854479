import Randomness

/// How customers of a class arrive.
public struct Arrivals: Sendable, Equatable {
    public var process: ArrivalProcess
    /// Day-to-day randomness of the level; nil when every day is alike.
    public var dayToDay: DayToDay?
    /// Sizes of groups that arrive together with the share of each; empty when customers come one by one.
    public var batches: [BatchShare]

    public init(_ process: ArrivalProcess, dayToDay: DayToDay? = nil, batches: [BatchShare] = []) {
        self.process = process
        self.dayToDay = dayToDay
        self.batches = batches
    }
}

/// The process behind the arrivals, in the hours when the centre is open.
public enum ArrivalProcess: Sendable, Equatable {
    /// Poisson at one rate.
    case constant(perSecond: Double)
    /// Poisson with this expected number of contacts in each interval, at a constant rate within it.
    case perInterval(Table)
    /// Poisson with a rate that runs in straight lines between points, one list per kind of day.
    case linear([[RatePoint]])
    /// Independent gaps between arrivals.
    case renewal(Distribution)
    /// Poisson at the rate of a hidden state that changes at random.
    case markovModulated([RateState])
    /// A fixed number of customers, each of whom calls again some time after the last contact ended.
    case finitePopulation(customers: Int, thinks: Distribution)
    /// Recorded arrivals: seconds from midnight of the first day, in order.
    case trace([Double])
}

/// A point of a piecewise-linear rate.
public struct RatePoint: Sendable, Equatable {
    /// Seconds after midnight.
    public var at: Double
    public var perSecond: Double

    public init(at: Double, perSecond: Double) {
        self.at = at
        self.perSecond = perSecond
    }
}

/// One state of a Markov-modulated rate.
public struct RateState: Sendable, Equatable {
    public var perSecond: Double
    /// Mean length of a stay, exponential, in seconds.
    public var lastsSeconds: Double
    /// Probability of each state as the next one; one entry per state, summing to 1, with 0 for the state itself.
    public var next: [Double]

    public init(perSecond: Double, lastsSeconds: Double, next: [Double]) {
        self.perSecond = perSecond
        self.lastsSeconds = lastsSeconds
        self.next = next
    }
}

/// A gamma busyness factor of mean 1 for each part of the day (Avramidis, Deslauriers and L'Ecuyer, 2004).
public struct DayToDay: Sendable, Equatable {
    /// Where each part of the day starts, seconds after midnight; the first is 0.
    public var partsFrom: [Double]
    /// Coefficient of variation of each part's factor.
    public var cv: [Double]
    /// Correlation between the normal scores of the parts (a Gaussian copula); identity-free: `correlation[i][i]` is 1.
    public var correlation: [[Double]]
    /// Classes of one name share the factor of the day; nil when the class has its own.
    public var sharedAs: String?

    public init(
        partsFrom: [Double] = [0], cv: [Double], correlation: [[Double]] = [[1]], sharedAs: String? = nil
    ) {
        self.partsFrom = partsFrom
        self.cv = cv
        self.correlation = correlation
        self.sharedAs = sharedAs
    }
}

/// The share of arrivals that bring this many customers at once.
public struct BatchShare: Sendable, Equatable {
    public var size: Int
    public var share: Double

    public init(size: Int, share: Double) {
        self.size = size
        self.share = share
    }
}
