/// Callback windows by time and by the state of the line, laid out flat: one lookup when a promise is made.
///
/// The state is one number that a telephone system knows: how many customers of the classes that the same agents serve
/// are on hold or have been promised a callback that is still open.
public struct WindowTable: Sendable, Equatable {
    /// When each part of the time begins, in seconds from midnight of the first day, in rising order. What lies before the
    /// first belongs to it.
    public private(set) var starts: [Double] = []
    /// Of each part, the place of its first band; and the number of all bands.
    private var firstBands: [Int32] = [0]
    /// Each band begins at so many in line; the first of a part at none.
    public private(set) var waitingAtLeast: [Int] = []
    /// Seconds within which the customer is called back.
    public var windows: [Double] = []

    public init() {}

    /// Adds what is promised from a time on, later than all before it.
    /// - Parameter bands: in rising order, the first from 0.
    public mutating func add(from start: Double, _ bands: [(waitingAtLeast: Int, window: Double)]) {
        precondition(start > starts.last ?? -.infinity, "parts of a table of windows come in order of time")
        precondition(bands.first?.waitingAtLeast == 0, "the first band of a part begins at none in line")
        starts.append(start)
        for band in bands {
            waitingAtLeast.append(band.waitingAtLeast)
            windows.append(band.window)
        }
        firstBands.append(Int32(windows.count))
    }

    /// The place of the window for a moment and so many in line. - Complexity: O(log parts + bands of the part).
    public func place(at time: Double, inLine: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= time { low = middle } else { high = middle }
        }
        var place = Int(firstBands[low])
        let end = Int(firstBands[low + 1])
        while place + 1 < end && waitingAtLeast[place + 1] <= inLine { place += 1 }
        return place
    }
}
