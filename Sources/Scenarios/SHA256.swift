/// The SHA-256 digest (FIPS 180-4, 2015), to tell whether two scenarios are the same.
public struct SHA256 {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    private var pending: [UInt8] = []
    private var length: UInt64 = 0
    private var schedule = [UInt32](repeating: 0, count: 64)

    public init() {}

    /// The digest of a text's UTF-8 bytes, in 64 hexadecimal digits.
    public static func hexadecimal(_ text: String) -> String {
        var digest = SHA256()
        digest.update(Array(text.utf8))
        return digest.finished()
    }

    /// Adds bytes. - Complexity: O(bytes)
    public mutating func update(_ bytes: [UInt8]) {
        length &+= UInt64(bytes.count)
        pending.append(contentsOf: bytes)
        var start = 0
        while start + 64 <= pending.count {
            compress(from: start)
            start += 64
        }
        pending.removeFirst(start)
    }

    /// Pads, and gives the digest.
    public mutating func finished() -> String {
        let bits = length &* 8
        update([0x80])
        update([UInt8](repeating: 0, count: (120 - pending.count) % 64))
        update((0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) })
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private mutating func compress(from start: Int) {
        for t in 0..<16 {
            let at = start + 4 * t
            schedule[t] =
                UInt32(pending[at]) << 24 | UInt32(pending[at + 1]) << 16 | UInt32(pending[at + 2]) << 8
                | UInt32(pending[at + 3])
        }
        for t in 16..<64 {
            let (w2, w15) = (schedule[t - 2], schedule[t - 15])
            let s0 = rotated(w15, 7) ^ rotated(w15, 18) ^ w15 >> 3
            let s1 = rotated(w2, 17) ^ rotated(w2, 19) ^ w2 >> 10
            schedule[t] = schedule[t - 16] &+ s0 &+ schedule[t - 7] &+ s1
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for t in 0..<64 {
            let big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
            let first = h &+ big1 &+ (e & f ^ ~e & g) &+ Self.constants[t] &+ schedule[t]
            let big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
            let second = big0 &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    private func rotated(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = {
        var primes: [UInt64] = []
        var candidate: UInt64 = 2
        while primes.count < 64 {
            if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes.map(cubeRootFraction)
    }()

    /// floor(p^(1/3) · 2³²) modulo 2³², found by halving in whole numbers, exactly.
    private static func cubeRootFraction(_ prime: UInt64) -> UInt32 {
        var (low, high): (UInt64, UInt64) = (0, 8 << 32)
        while high - low > 1 {
            let middle = (low + high) / 2
            let square = middle.multipliedFullWidth(by: middle)
            // middle³ against p · 2⁹⁶: compared as 128-bit square times middle, split at 2⁶⁴.
            let lowPart = square.low.multipliedFullWidth(by: middle)
            let highPart = square.high * middle &+ lowPart.high
            // p · 2⁹⁶ has only zeros below 2⁶⁴, and is p · 2³² above.
            if highPart < prime << 32 { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }
}
