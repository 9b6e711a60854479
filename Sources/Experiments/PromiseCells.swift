import Scenarios

/// One number that `promise` decides: the window for a class in an interval of a kind of day and a state of the line.
struct PromiseCell: Sendable {
    /// Position in `Scenario.classes`.
    var customerClass: Int
    var kind: Int
    var interval: Int
    /// Seconds after midnight, and the interval's length.
    var start: Double
    var length: Double
    /// In line, from and up to, both included; nil where there is no upper end.
    var waitingFrom: Int
    var waitingTo: Int?
    /// Position in the grid of the longest window that may be promised: due before the day closes for half of the
    /// interval at least, and before the promise expires.
    var longest: Int
}

/// All the windows that are decided for a scenario, and how they are put into it.
struct PromiseCells: Sendable {
    let scenario: Scenario
    /// Windows that may be promised, in seconds, in rising order.
    let grid: [Double]
    /// By class, kind of day, interval and state, in this order.
    let cells: [PromiseCell]
    /// By class of the scenario: the cell at each place of its table of windows.
    let cellAtPlace: [[Int]]
    /// By kind of day and interval, all classes: the position of the interval of each cell.
    let intervalOfCell: [Int]
    let intervalCount: Int

    /// - Parameters:
    ///   - classes: those whose windows are decided.
    ///   - bands: for a class, kind and interval, the numbers in line from which on a state begins, the first 0.
    init(
        _ scenario: Scenario, _ calendar: OpeningCalendar, grid: [Double], classes: [Int],
        bands: (_ customerClass: Int, _ kind: Int, _ interval: Int) -> [Int]
    ) {
        self.scenario = scenario
        self.grid = grid
        var cells: [PromiseCell] = []
        var first = [[[Range<Int>]]](
            repeating: calendar.kinds.indices.map {
                [Range<Int>](repeating: 0..<0, count: calendar.intervals(ofKind: $0))
            }, count: scenario.classes.count)
        var offsets: [Int] = []
        var count = 0
        for kind in calendar.kinds.indices {
            offsets.append(count)
            count += calendar.intervals(ofKind: kind)
        }
        for customerClass in classes {
            let expiry = scenario.classes[customerClass].callbacks?.dial.expiresAfter ?? .infinity
            for (kind, day) in calendar.kinds.enumerated() {
                for interval in 0..<calendar.intervals(ofKind: kind) {
                    let start = day.opens + Double(interval) * calendar.intervalSeconds
                    let length = min(day.closes, start + calendar.intervalSeconds) - start
                    let room = day.closes - start - length / 2
                    let longest = min(
                        max(0, (grid.firstIndex { $0 > room } ?? grid.count) - 1),
                        grid.firstIndex { $0 >= expiry } ?? grid.count - 1)
                    let edges = bands(customerClass, kind, interval)
                    let begin = cells.count
                    for (position, edge) in edges.enumerated() {
                        cells.append(
                            PromiseCell(
                                customerClass: customerClass, kind: kind, interval: interval, start: start,
                                length: length, waitingFrom: edge,
                                waitingTo: position + 1 < edges.count ? edges[position + 1] - 1 : nil,
                                longest: longest))
                    }
                    first[customerClass][kind][interval] = begin..<cells.count
                }
            }
        }
        self.cells = cells
        cellAtPlace = scenario.classes.indices.map { customerClass in
            calendar.openings.flatMap { opening in first[customerClass][opening.kind].flatMap { Array($0) } }
        }
        intervalOfCell = cells.map { offsets[$0.kind] + $0.interval }
        intervalCount = count
    }

    /// The scenario with a window of the grid for each cell.
    func applied(_ windows: [Int]) -> Scenario {
        var promised = scenario
        for customerClass in Set(cells.map(\.customerClass)) {
            promised.classes[customerClass].callbacks?.promise = .table(
                cells.indices.filter { cells[$0].customerClass == customerClass }.map { cell in
                    WindowRow(
                        kind: cells[cell].kind, from: cells[cell].start, waitingAtLeast: cells[cell].waitingFrom,
                        window: grid[windows[cell]])
                })
        }
        return promised
    }

    /// The cells of the same class and kind of day, the nearest first: by interval, then by state.
    func nearest(to cell: Int) -> [Int] {
        let own = cells[cell]
        func distance(_ other: Int) -> (Int, Int, Int) {
            (
                abs(cells[other].interval - own.interval), abs(cells[other].waitingFrom - own.waitingFrom), other
            )
        }
        return cells.indices.filter {
            $0 != cell && cells[$0].customerClass == own.customerClass && cells[$0].kind == own.kind
        }.sorted { distance($0) < distance($1) }
    }

    /// Groups of cells to be changed at once: those of one class and state at least three hours and three intervals apart,
    /// the next state and the next class two intervals beside.
    func bundles(of chosen: [Int]) -> [[Int]] {
        let stride = chosen.map { max(3, Int((10_800 / cells[$0].length).rounded(.up))) }.max() ?? 1
        return (0..<stride).map { offset in
            chosen.filter { (cells[$0].interval + 2 * (state($0) + cells[$0].customerClass)) % stride == offset }
        }.filter { !$0.isEmpty }
    }

    /// Positions of the grid that are so far apart, each so many times the one before, from the shortest to this one.
    func apart(upTo longest: Int, by factor: Double = 1.25) -> [Int] {
        var positions = [0]
        for position in 1..<max(1, longest + 1)
        where position == longest || grid[position] >= factor * grid[positions[positions.count - 1]] {
            positions.append(position)
        }
        return positions
    }

    /// Which state of its interval, from 0.
    func state(_ cell: Int) -> Int {
        var state = 0
        while cell - state > 0, intervalOfCell[cell - state - 1] == intervalOfCell[cell],
            cells[cell - state - 1].customerClass == cells[cell].customerClass
        {
            state += 1
        }
        return state
    }
}
