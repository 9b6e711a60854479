/// A small centre whose truth is known, and the numbers of it whose intervals are put to the test.
struct Study: Sendable {
    /// The word by which it is asked for.
    let name: String
    /// What it is, for a reader.
    let title: String
    let scenario: Source
    /// Changes of the scenario that make a second plan. The cells are then its differences to the first, on the same
    /// customers; none: the cells are values.
    var secondPlan: [String] = []
    /// Replications after which every experiment is looked at, in rising order; none where it stops by itself.
    var looks: [Int] = []
    let cells: [Cell]

    enum Source: Sendable {
        /// A scenario, as a file would hold it.
        case text(String)
        /// A file, from the project's folder.
        case file(String)
    }

    /// Part of the experiments asked for that this study runs: below 1 where a day costs much.
    var share = 1.0
    /// True for a steady centre, whose replications are cut into 30 batches each.
    var isSteady = false
    /// True where each cell's experiment ends when its interval is as narrow as the cell wishes.
    var stopsByItself: Bool { cells.contains { $0.wish != nil } }
}

/// One number whose interval is put to the test.
struct Cell: Sendable {
    let measure: String
    /// Threshold in seconds, where the measure has one.
    var within: Double?
    /// Position of a planning interval; the whole day when nil.
    var interval: Int?
    /// Half-width as behind `--precision`, at which the experiment stops by itself; all cells of a study, or none.
    var wish: String?
    let truth: Truth

    /// How the table names it.
    var title: String { measure + (interval.map { ", interval \($0 + 1)" } ?? "") }
}

/// The value that an interval should hold.
enum Truth: Sendable {
    /// From a law, to all digits given.
    case exact(Double)
    /// From one long run with a seed of its own, and its standard error.
    case simulated(Double, standardError: Double)
    /// Not known: the mean over the experiments themselves, which is off by the spread of one of them over the root of
    /// their number. Not for quantiles, which an experiment finds too high beside customers who do not wait.
    case pooled
}
