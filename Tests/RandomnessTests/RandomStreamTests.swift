import CGSL
import Testing

@testable import Randomness

struct RandomStreamTests {
    static let count = 100_000

    static func uniforms(
        seed: UInt64 = 1, replication: UInt32 = 0, stream: UInt64 = 0, cause: Cause = .handleTime, skip: Int = 0
    ) -> [Double] {
        var stream = RandomStream(seed: seed, replication: replication, stream: stream, cause: cause)
        for _ in 0..<skip { _ = stream.uniform() }
        return (0..<count).map { _ in stream.uniform() }
    }

    static func sought(from first: UInt64) -> [Double] {
        var stream = RandomStream(seed: 1, replication: 0, stream: 0, cause: .handleTime)
        return (0..<UInt64(count)).map { number in
            stream.seek(number: first + number)
            return stream.uniform()
        }
    }

    @Test func restartGivesTheSameBits() {
        var stream = RandomStream(seed: 9, replication: 4, stream: 77, cause: .patience)
        func some(_ stream: inout RandomStream) -> [Double] {
            (0..<1000).map { _ in
                stream.exponential() + stream.normal() + stream.positiveUniform()
                    + stream.withGSL { gsl_ran_gamma($0, 0.7, 2) }
            }
        }
        let first = some(&stream)
        stream.restart(seed: 9, replication: 4, stream: 78, cause: .patience)
        #expect(some(&stream) != first)
        stream.seek(number: 3)
        #expect(some(&stream) != first)
        stream.restart(seed: 9, replication: 4, stream: 77, cause: .patience)
        #expect(some(&stream) == first)
        var other = RandomStream(seed: 9, replication: 4, stream: 77, cause: .patience)
        #expect(some(&other) == first)
    }

    @Test func soughtDrawsDependOnTheirAddressAlone() {
        var stream = RandomStream(seed: 5, replication: 1, stream: 2, cause: .patience)
        stream.seek(number: 40)
        let alone = [stream.uniform(), stream.normal(), stream.exponential()]
        stream.restart(seed: 5, replication: 1, stream: 2, cause: .patience)
        for number in 0..<40 as Range<UInt64> {
            stream.seek(number: number)
            for _ in 0..<(number % 7) { _ = stream.normal() }
        }
        stream.seek(number: 40)
        #expect([stream.uniform(), stream.normal(), stream.exponential()] == alone)
    }

    /// Every part of an address counts, alone: the first words of many addresses that differ in little are all different.
    @Test func addressesDoNotCollide() {
        var words = Set<UInt64>()
        var expected = 0
        var stream = RandomStream(seed: 0, replication: 0, stream: 0, cause: .arrival)
        for seed in [0, 1, 1 << 32, UInt64.max] {
            for replication in [0, 1, 2, UInt32.max] {
                for name in [0, 1, 1 << 32, UInt64.max] {
                    for cause in Cause.allCases {
                        stream.restart(seed: seed, replication: replication, stream: name, cause: cause)
                        words.insert(stream.bits())
                        for number in [0, 1, 2, UInt64.max] {
                            stream.seek(number: number)
                            words.insert(stream.bits())
                        }
                        expected += 5
                    }
                }
            }
        }
        #expect(words.count == expected)
    }

    @Test func neighbouringAddressesAreUncorrelated() {
        let base = Self.uniforms()
        let others: [(String, [Double])] = [
            ("seed", Self.uniforms(seed: 2)), ("replication", Self.uniforms(replication: 1)),
            ("stream", Self.uniforms(stream: 1)), ("cause", Self.uniforms(cause: .afterCall)),
            ("lag 1", Self.uniforms(skip: 1)), ("lag 2", Self.uniforms(skip: 2)), ("lag 3", Self.uniforms(skip: 3)),
            ("customers", Self.sought(from: 0)),
        ]
        for (name, other) in others {
            #expect(abs(correlation(base, other)) * Double(Self.count).squareRoot() < normalBound, "\(name)")
        }
        let (customers, next) = (Self.sought(from: 0), Self.sought(from: 1))
        #expect(abs(correlation(customers, next)) * Double(Self.count).squareRoot() < normalBound)
    }

    @Test func firstDrawsOfCustomersAreUniform() {
        var cells = [Int](repeating: 0, count: 1000)
        for u in Self.sought(from: 1 << 40) { cells[Int(u * 1000)] += 1 }
        #expect(areEven(cells))
        var pairs = cells
        let draws = Self.sought(from: 0)
        for place in draws.indices.dropLast() where place % 2 == 0 {
            pairs[Int(draws[place] * 40) * 25 + Int(draws[place + 1] * 25)] += 1
        }
        #expect(areEven(pairs))
    }

    /// Swift's draws and GSL's samplers take from one sequence.
    @Test func gslSharesTheSequence() {
        var stream = RandomStream(seed: 3, replication: 0, stream: 0, cause: .routing)
        let own = (0..<4).map { _ in stream.uniform() }
        stream.restart(seed: 3, replication: 0, stream: 0, cause: .routing)
        var shared: [Double] = []
        for place in 0..<4 { shared.append(place % 2 == 0 ? stream.withGSL { gsl_rng_uniform($0) } : stream.uniform()) }
        #expect(shared == own)
    }

    /// The published values of 64-bit FNV-1a.
    @Test(
        arguments: [
            ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
        ] as [(String, UInt64)]) func namesBecomeStreams(name: String, hash: UInt64)
    {
        #expect(RandomStream.identifier(of: name) == hash)
    }

    /// Results in the archive hang on these numbers.
    @Test func causesKeepTheirNumbers() {
        let inOrder: [Cause] = [
            .arrival, .handleTime, .afterCall, .patience, .balking, .routing, .busyness, .shrinkage, .batchSize,
            .rateState, .thinking, .acceptance, .menu, .menuChoice, .redial, .redialDelay, .unresolved, .reconnect,
            .reconnectDelay, .transfer, .followUp, .followUpWork, .givesUp, .callsAgain, .dial, .background,
            .handOver, .design,
        ]
        #expect(Cause.allCases == inOrder)
        #expect(inOrder.map(\.rawValue) == Array(1...28))
    }
}
