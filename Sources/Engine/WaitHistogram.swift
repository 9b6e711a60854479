/// How waits are kept in fixed memory, so that quantiles of any number of contacts merge exactly.
///
/// A bin is found from the bits of the floating-point number wait + 1/8 s: its exponent and the seven leading bits of
/// its mantissa. So bins are 1/1024 s wide up to an eighth of a second, and at most 1/128 of (wait + 1/8 s) beyond:
/// a quantile placed in the middle of its bin is off by at most 0.4 % of the wait plus half a millisecond. A wait of
/// exactly zero has a bin of its own. The idea of bins by exponent and mantissa is that of HdrHistogram (Tene, 2012).
public enum WaitHistogram {
    /// Whose waits.
    public enum End: Int, CaseIterable, Sendable {
        case answered
        /// Of those who joined the line and were not answered: abandoned, hung up on at close, or there at the end.
        case unanswered
        /// From a promise to the agent on the line; and, of the never connected, to the moment when hope ended.
        case callback, callbackNever
        /// Beyond the due time, on-time callbacks included as zero; and, of the never connected, to the end of hope.
        case lateness, latenessNever
        /// Beyond the due time of follow-ups; and, of the never finished, to the end of the run.
        case followUpLateness, followUpLatenessNever
    }

    /// Waits of 2²³ seconds (97 days) and more share the last bin.
    public static let longestSeconds: Double = 8_388_608
    static let offsetSeconds: Double = 0.125
    static let mantissaBits: UInt64 = 7
    static let firstBits = offsetSeconds.bitPattern >> (52 - mantissaBits)

    /// Bin 0 is for waits of exactly zero.
    public static let bins = Int((longestSeconds.bitPattern >> (52 - mantissaBits)) - firstBits) + 2

    /// The bin of a wait in seconds, zero or more.
    @inline(__always)
    public static func bin(of waitSeconds: Double) -> Int {
        guard waitSeconds > 0 else { return 0 }
        let bits = (min(waitSeconds, longestSeconds) + offsetSeconds).bitPattern >> (52 - mantissaBits)
        return min(Int(bits - firstBits) + 1, bins - 1)
    }

    /// The smallest wait in seconds of a bin; `lowerEdge(bin + 1)` is its upper edge.
    public static func lowerEdge(ofBin bin: Int) -> Double {
        guard bin > 0 else { return 0 }
        return Double(bitPattern: (UInt64(bin - 1) + firstBits) << (52 - mantissaBits)) - offsetSeconds
    }
}
