/// A linear program in whole numbers: the cheapest values, each a whole number from 0, that keep every row.
public struct IntegerProgram: Sendable {
    struct Variable: Sendable {
        var cost: Double
        var atMost: Double?
    }

    struct Row: Sendable {
        var terms: [(variable: Int, coefficient: Double)]
        var atLeast: Double?
        var atMost: Double?
    }

    private(set) var variables: [Variable] = []
    private(set) var rows: [Row] = []

    public init() {}

    /// Adds a variable and gives its number, from 0.
    /// - Parameters:
    ///   - cost: of each unit, 0 or more.
    ///   - atMost: nil when unlimited.
    public mutating func addVariable(cost: Double, atMost: Int? = nil) -> Int {
        precondition(cost.isFinite && cost >= 0, "a cost is a number of zero or more")
        variables.append(Variable(cost: cost, atMost: atMost.map(Double.init)))
        return variables.count - 1
    }

    /// Asks that a weighted sum of variables lies within bounds. Each variable stands in a row at most once.
    public mutating func addRow(
        _ terms: [(variable: Int, coefficient: Double)], atLeast: Double? = nil, atMost: Double? = nil
    ) {
        precondition(Set(terms.map(\.variable)).count == terms.count, "each variable stands in a row once")
        rows.append(Row(terms: terms, atLeast: atLeast, atMost: atMost))
    }

    /// What all costs are whole multiples of, so that the cheapest sum is one as well; 0 when there is no such number
    /// among thousandths.
    var costStep: Double {
        var step = 0
        for variable in variables where variable.cost > 0 {
            let thousandths = variable.cost * 1000
            guard thousandths < 1e12, (thousandths - thousandths.rounded()).magnitude < 1e-6 else { return 0 }
            var (a, b) = (step, Int(thousandths.rounded()))
            while b != 0 { (a, b) = (b, a % b) }
            step = a
        }
        return Double(step) / 1000
    }
}

/// What became of an integer program.
public enum IntegerOutcome: Sendable, Equatable {
    case solved(IntegerSolution)
    /// No values keep every row.
    case infeasible
    /// The time was over before any values were found that keep every row; whether there are some is not known.
    case outOfTime
    /// Whoever asked no longer wants an answer.
    case stopped
}

/// Values that keep every row, and how far from the cheapest they may be.
public struct IntegerSolution: Sendable, Equatable {
    public var values: [Int]
    public var cost: Double
    /// No values that keep every row cost less than this.
    public var bound: Double
    /// True when `bound` equals `cost`: nothing is cheaper.
    public var isProven: Bool
}
