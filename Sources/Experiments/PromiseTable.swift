import Measures

/// A table of windows on its way: the window of each cell, and what it is judged by.
struct PromiseTable: Sendable {
    /// What a window is to do as often as stated.
    enum Clock: Sendable {
        /// An agent speaks with the customer in time.
        case agent
        /// No window is kept so often: the first dial is in time.
        case firstDial
        /// No window does either without others being broken for it: the longest, which comes after all others.
        case neither
    }

    /// Positions in the grid, by cell.
    var windows: [Int]
    var clocks: [Clock]
    /// Of cells that no window is kept for: the one that was kept most often when last surveyed.
    var mostKept: [Int?]

    init(_ windows: [Int]) {
        self.windows = windows
        clocks = [Clock](repeating: .agent, count: windows.count)
        mostKept = [Int?](repeating: nil, count: windows.count)
    }

    /// No window of the cell is kept as often as stated.
    func isImpossible(_ cell: Int) -> Bool { clocks[cell] != .agent }

    /// By the clock of the cell: what its promises did as they should.
    func tally(_ cell: Int, of outcome: PromiseOutcome) -> ShareTally {
        clocks[cell] == .agent ? outcome.kept[cell] : outcome.dialled[cell]
    }

    /// No window is kept for the cell: the longest is out of the way of all others, until it is surveyed.
    mutating func giveUp(_ cell: Int, longest: Int) {
        clocks[cell] = .neither
        windows[cell] = longest
    }
}
