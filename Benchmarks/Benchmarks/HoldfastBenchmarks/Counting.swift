import Benchmark
import Randomness

// The engine's own sources stand in this target (the folder Engine is a link), so that its parts can be timed one by one
// as they are inside it: nothing of them is public, and across modules they would not be specialised.

/// Holding an event list at a size (Jones, 1986): take the earliest event, enter another at a random distance.
func events() {
    for size in [100, 1_000, 10_000] {
        Benchmark("event list, hold at \(size)") { benchmark in
            var stream = RandomStream(seed: 1, replication: 0, stream: 1, cause: .arrival)
            let distances = (0..<4096).map { _ in stream.exponential() }
            var list = EventList(slots: size)
            for slot in 0..<size { list.schedule(slot, at: distances[slot & 4095]) }
            benchmark.startMeasurement()
            for turn in benchmark.scaledIterations {
                list.schedule(list.firstSlot, at: list.firstTime + distances[turn & 4095])
            }
            benchmark.stopMeasurement()
            blackHole(list.firstTime)
        }
    }
}

/// What counting one answered call costs: its wait against the threshold, in the histogram, and the sums.
func counts() {
    Benchmark("counts of a call") { benchmark in
        let model = CenterModel(
            classes: [
                ClassModel(
                    stream: 1, arrivals: ArrivalModel(.poisson([])), handleTime: [TimedDraw(.constant(1))], groups: [0])
            ],
            groups: [GroupModel(stream: 2, classes: [0], staffing: .headcount([1]))],
            timeline: Timeline(
                rows: [TimelineRow(start: 0, end: 1)], openings: [OpenSpan(opens: 0, closes: 1, midnight: 0)]),
            thresholds: [20])
        let center = CallCenter<SingleLine>(model)
        center.values.update(repeating: 0, count: center.layout.size)
        center.histograms.update(repeating: 0, count: center.layout.histogramSize)
        center.filledBins.clear()
        var stream = RandomStream(seed: 1, replication: 0, stream: 1, cause: .patience)
        let waits = (0..<4096).map { _ in 30 * stream.exponential() }
        benchmark.startMeasurement()
        for turn in benchmark.scaledIterations {
            let cell = center.cell(row: 0, customerClass: 0)
            let wait = waits[turn & 4095]
            cell[.answered] += 1
            cell[.answeredWaitSeconds] += wait
            cell[.handleSeconds] += wait
            center.countWait(wait, .answered, cell, 0, row: 0)
        }
        benchmark.stopMeasurement()
        blackHole(center.values[0])
    }
}
