import Glibc
import Randomness
import Testing

@testable import Engine

@Suite struct RateClockTests {
    /// Levels, slopes up and down to and from zero, a gap between two days, a rate of zero, factors.
    static let pieces = [
        RatePiece(start: 10, end: 20, rateAtStart: 0.5, rateAtEnd: 0.5, factor: 0),
        RatePiece(start: 20, end: 30, rateAtStart: 0, rateAtEnd: 2, factor: 1),
        RatePiece(start: 30, end: 40, rateAtStart: 0, rateAtEnd: 0, factor: 1),
        RatePiece(start: 40, end: 45, rateAtStart: 3, rateAtEnd: 0, factor: 1),
        RatePiece(start: 100, end: 130, rateAtStart: 0.2, rateAtEnd: 0.25, factor: 2),
    ]
    static let factors = [1.0, 0.5, 1.5]

    /// The integral of the rate from the beginning to a time, summed over many thin slices.
    private func integral(to end: Double) -> Double {
        Self.pieces.reduce(0) { sum, piece in
            let slices = 100_000
            let last = min(end, piece.end)
            guard last > piece.start else { return sum }
            let width = (last - piece.start) / Double(slices)
            var area = 0.0
            for slice in 0..<slices {
                let time = piece.start + (Double(slice) + 0.5) * width
                let share = (time - piece.start) / (piece.end - piece.start)
                area += (piece.rateAtStart * (1 - share) + piece.rateAtEnd * share) * width
            }
            return sum + area * Self.factors[piece.factor]
        }
    }

    @Test func invertsTheIntegralOfTheRate() {
        var clock = RateClock(Self.pieces, factors: 3)
        clock.restart(factors: Self.factors)
        var dice = Dice(1)
        var reading = 0.0
        // 5 + 5 + 0 + 3.75 + 10.125 in all.
        while true {
            let step = dice.real(0...0.7)
            let time = clock.advance(by: step)
            reading += step
            guard time < .infinity else { break }
            #expect(abs(integral(to: time) - reading) < 1e-8, "at \(time)")
            #expect(Self.pieces.contains { $0.start <= time && time < $0.end && $0.rateAtStart + $0.rateAtEnd > 0 })
        }
        #expect(reading > 23.875 && abs(integral(to: 1000) - 23.875) < 1e-8)
        #expect(clock.advance(by: 0.001) == .infinity)
    }

    /// A batch of gaps gives the times that one gap after another gives, to the bit, however it is cut.
    @Test(arguments: [1, 3, 128]) func runsThroughABatchAsOneByOne(_ batch: Int) {
        var single = RateClock(Self.pieces, factors: 3)
        var clock = RateClock(Self.pieces, factors: 3)
        single.restart(factors: Self.factors)
        clock.restart(factors: Self.factors)
        var dice = Dice(2)
        let buffer = UnsafeMutablePointer<Double>.allocate(capacity: batch)
        defer { buffer.deallocate() }
        var reached = 0
        while true {
            var times: [Double] = []
            for place in 0..<batch {
                buffer[place] = dice.real(0...0.3)
                let time = single.advance(by: buffer[place])
                if time < .infinity { times.append(time) }
            }
            let count = clock.run(through: buffer, count: batch)
            #expect(count == times.count && times.indices.allSatisfy { buffer[$0] == times[$0] })
            reached += count
            guard count == batch else { break }
        }
        // 23.875 expected arrivals, gaps of 0.15 in the mean.
        #expect(reached > 100)
    }

    @Test func skipsNoPeakHoweverLongTheGapBefore() {
        // One expected in the first hundred days, a thousand in the last second.
        var clock = RateClock(
            [
                RatePiece(start: 0, end: 8_640_000, rateAtStart: 1 / 8_640_000, rateAtEnd: 1 / 8_640_000),
                RatePiece(start: 8_640_000, end: 8_640_001, rateAtStart: 1000, rateAtEnd: 1000),
            ], factors: 1)
        clock.restart(factors: [])
        #expect(clock.advance(by: 501) == 8_640_000.5)
    }

    /// Counts are Poisson with the integral of the rate as their mean, independent from piece to piece, and the times
    /// within a piece are spread as the rate is.
    @Test func countsArePoissonWithTheMeanOfTheRate() {
        let means = [5, 5, 0, 3.75, 10.125]
        let model = ClassModel(
            stream: 5,
            arrivals: ArrivalModel(
                .poisson(
                    Self.pieces.map { piece in
                        var scaled = piece
                        scaled.rateAtStart *= Self.factors[piece.factor]
                        scaled.rateAtEnd *= Self.factors[piece.factor]
                        scaled.factor = 0
                        return scaled
                    })), handleTime: [TimedDraw(.constant(1))], groups: [0])
        let replications = 4_000
        var counts = [[Double]](repeating: [Double](repeating: 0, count: 5), count: replications)
        var places: [Double] = []
        var source = CallSource(
            model, openings: [OpenSpan(opens: 10, closes: 130, midnight: 0)], drawsTalkAsUniform: false)
        for replication in 0..<replications {
            source.restart(seed: 3, replication: UInt32(replication))
            while source.nextTime < .infinity {
                let time = source.nextTime
                let piece = Self.pieces.firstIndex { $0.start <= time && time < $0.end }!
                counts[replication][piece] += 1
                // In the second piece the rate grows from 0: the square of the place is uniform.
                if piece == 1 { places.append((time - 20) / 10 * ((time - 20) / 10)) }
                _ = source.advance()
            }
        }
        for piece in 0..<5 {
            let found = counts.map { $0[piece] }
            if means[piece] == 0 {
                #expect(found.allSatisfy { $0 == 0 })
                continue
            }
            #expect(meanIsNear(found, means[piece], variance: means[piece]), "piece \(piece)")
            #expect(dispersionIsNear(found, mean: means[piece]), "piece \(piece)")
        }
        #expect(correlationIsNearZero(counts.map { $0[0] }, counts.map { $0[1] }))
        #expect(correlationIsNearZero(counts.map { $0[3] }, counts.map { $0[4] }))
        #expect(isUniform(places))
    }
}
