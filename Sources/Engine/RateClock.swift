/// A clock that runs as fast as customers are expected: its reading is the integral of the arrival rate.
///
/// Arrivals that are Poisson at rate 1 on this clock are Poisson at the piecewise-linear rate in real time, exactly:
/// the integral is inverted (Çinlar, 1975), and no gap drawn at one rate is ever carried into another. With rate 1 in
/// the opening hours and 0 outside, it is the clock of open hours.
struct RateClock: ~Copyable {
    private let pieces: UnsafeMutablePointer<RatePiece>
    private let count: Int
    /// Day-to-day factors of this replication, one per day and part; a single 1 when every day is alike.
    private let factors: UnsafeMutablePointer<Double>
    private let factorCount: Int
    private var piece = 0
    /// Real time.
    private var time = 0.0

    init(_ pieces: [RatePiece], factors factorCount: Int) {
        count = pieces.count
        self.pieces = .allocate(capacity: max(1, count))
        for (place, piece) in pieces.enumerated() { self.pieces[place] = piece }
        self.factorCount = max(1, factorCount)
        factors = .allocate(capacity: self.factorCount)
        factors.update(repeating: 1, count: self.factorCount)
    }

    deinit {
        pieces.deallocate()
        factors.deallocate()
    }

    /// Back to the beginning, with new factors where there are any.
    mutating func restart(factors newFactors: [Double]) {
        precondition(newFactors.isEmpty || newFactors.count == factorCount)
        for (place, factor) in newFactors.enumerated() { factors[place] = factor }
        piece = 0
        time = count > 0 ? pieces[0].start : .infinity
    }

    /// Lets the clock run on from contact to contact: turns the expected arrivals between them into their times.
    /// - Returns: how many come before the pieces are used up.
    mutating func run(through gaps: UnsafeMutablePointer<Double>, count contacts: Int) -> Int {
        var place = 0
        while place < contacts {
            if piece < count && pieces[piece].rateAtStart == pieces[piece].rateAtEnd {
                // Within a piece of one rate nothing changes but the time. The same sums as in `advance`, to the bit.
                let rate = pieces[piece].rateAtStart * factors[pieces[piece].factor]
                let end = pieces[piece].end
                var time = self.time
                while place < contacts && gaps[place] < (end - time) * rate {
                    time += gaps[place] / rate
                    gaps[place] = time
                    place &+= 1
                }
                self.time = time
                if place == contacts { break }
            }
            let time = advance(by: gaps[place])
            if time == .infinity { return place }
            gaps[place] = time
            place &+= 1
        }
        return contacts
    }

    /// Lets the clock run on by `amount` expected arrivals.
    /// - Returns: the real time at which it reads so much more; `.infinity` once the pieces are used up.
    mutating func advance(by amount: Double) -> Double {
        var left = amount
        while piece < count {
            let now = pieces[piece]
            let factor = factors[now.factor]
            let start = now.rateAtStart * factor
            if now.rateAtStart == now.rateAtEnd {
                let room = (now.end - time) * start
                if left < room {
                    time += left / start
                    return time
                }
                left -= room
            } else {
                let slope = (now.rateAtEnd * factor - start) / (now.end - now.start)
                let rate = start + slope * (time - now.start)
                let room = (now.end - time) * (rate + now.rateAtEnd * factor) / 2
                if left < room {
                    // The root of rate·x + slope·x²/2 = left that is stable when the slope is small.
                    time += 2 * left / (rate + max(0, rate * rate + 2 * slope * left).squareRoot())
                    return time
                }
                left -= room
            }
            piece += 1
            time = piece < count ? pieces[piece].start : .infinity
        }
        return .infinity
    }
}
