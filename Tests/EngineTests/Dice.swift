/// Random numbers for choosing what to test, the same in every run: SplitMix64 (Steele, Lea and Flood, 2014). They have
/// nothing to do with the draws of the engine.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
        // Mixed once: a seed that is a step of the sequence from another would throw the same dice, one later.
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func real(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }
    /// True with probability `share`.
    mutating func says(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
    mutating func one<Element>(of choices: [Element]) -> Element { choices.randomElement(using: &self)! }
}
