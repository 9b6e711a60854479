/// The shifts that a group's agents may work, from which `staff` chooses.
public struct ShiftChoices: Sendable, Equatable {
    public var shapes: [ShiftShape]
    /// Agents of the group on any one day, over all shapes.
    public var atLeast: Int
    /// Nil when unlimited.
    public var atMost: Int?

    public init(shapes: [ShiftShape], atLeast: Int = 0, atMost: Int? = nil) {
        self.shapes = shapes
        self.atLeast = atLeast
        self.atMost = atMost
    }
}

/// Shifts alike in all but when they start, how long they last and when their breaks are.
public struct ShiftShape: Sendable, Equatable {
    /// Seconds after midnight, below 24 h.
    public var starts: [Double]
    /// Seconds, at most 24 h.
    public var lengths: [Double]
    public var breaks: [BreakChoice]
    /// Weekdays on which it may be worked, Monday = 0.
    public var weekdays: Set<Int>
    /// What one agent's shift costs; nil: its hours at the price of an agent's hour.
    public var price: Double?
    /// Agents on shifts of this shape on any one day.
    public var atLeast: Int
    /// Nil when unlimited.
    public var atMost: Int?

    public init(
        starts: [Double], lengths: [Double], breaks: [BreakChoice] = [], weekdays: Set<Int> = Set(0..<7),
        price: Double? = nil, atLeast: Int = 0, atMost: Int? = nil
    ) {
        self.starts = starts
        self.lengths = lengths
        self.breaks = breaks
        self.weekdays = weekdays
        self.price = price
        self.atLeast = atLeast
        self.atMost = atMost
    }

    /// Every way to place the breaks in a shift of a length: in order, none overlapping, all within the shift.
    /// - Complexity: O(product of the breaks' choices).
    public func breaks(inShiftOf length: Double) -> [[Break]] {
        var ways: [[Break]] = [[]]
        for choice in breaks {
            ways = ways.flatMap { way in
                choice.after.sorted().compactMap { after in
                    let earliest = way.last.map { $0.at + $0.length } ?? 0
                    guard after >= earliest, after + choice.length <= length else { return nil }
                    return way + [Break(at: after, length: choice.length)]
                }
            }
        }
        return ways
    }

    /// How many shifts there are of this shape.
    public var count: Int { starts.count * lengths.reduce(0) { $0 + breaks(inShiftOf: $1).count } }

    /// Each shift of this shape, with nobody on it yet.
    public var shifts: [Shift] {
        lengths.flatMap { length in
            breaks(inShiftOf: length).flatMap { breaks in
                starts.map { start in
                    Shift(
                        agents: 0, from: start, to: start + length,
                        breaks: breaks.map { Break(at: start + $0.at, length: $0.length) }, weekdays: weekdays)
                }
            }
        }
    }
}

/// A break that may be taken at one of several times of the shift.
public struct BreakChoice: Sendable, Equatable {
    /// Seconds from the start of the shift.
    public var after: [Double]
    public var length: Double

    public init(after: [Double], length: Double) {
        self.after = after
        self.length = length
    }
}
