import CGSL
import CRandom
import Testing

@testable import Randomness

struct GeneratorTests {
    struct PhiloxCase: Sendable {
        let counter: [UInt64]
        let key: [UInt64]
        let block: [UInt64]
    }

    /// The published vectors of Philox4x64-10 (Salmon et al. 2011, the known answers with their code), and one more of an
    /// independent implementation.
    static let philoxCases = [
        PhiloxCase(
            counter: [0, 0, 0, 0], key: [0, 0],
            block: [0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b]),
        PhiloxCase(
            counter: [.max, .max, .max, .max], key: [.max, .max],
            block: [0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0]),
        PhiloxCase(
            counter: [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89],
            key: [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c],
            block: [0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5, 0x57bd_43b5_e52b_7fe6]),
        PhiloxCase(
            counter: [7, 11, 13, 1], key: [17, 5 << 32 | 3],
            block: [0x43d0_b83d_8ae9_b84c, 0x2034_2d08_cfb5_8162, 0xf93c_2eb2_73b8_4d9a, 0xd253_2351_3ef7_605d]),
    ]

    @Test(arguments: philoxCases) func philoxGivesItsPublishedBlocks(_ known: PhiloxCase) {
        var block = [UInt64](repeating: 0, count: 4)
        holdfast_philox_block(known.key, known.counter, &block)
        #expect(block == known.block)
    }

    @Test func philoxWalksFromBlockToBlockWithCarry() {
        var state = holdfast_philox()
        let key: [UInt64] = [1, 2]
        holdfast_philox_seek(&state, key, [.max, .max, 5, 0])
        let walked = (0..<8).map { _ in holdfast_philox_next(&state) }
        var blocks = [UInt64](repeating: 0, count: 8)
        holdfast_philox_block(key, [.max, .max, 5, 0], &blocks)
        var second = [UInt64](repeating: 0, count: 4)
        holdfast_philox_block(key, [0, 0, 6, 0], &second)
        #expect(walked == Array(blocks[..<4]) + second)
    }

    /// From the state 1, 2, 3, 4: the vector that implementations of xoshiro256++ share.
    @Test func xoshiroGivesItsPublishedWords() {
        var state = holdfast_xoshiro(word: (1, 2, 3, 4))
        let words = (0..<10).map { _ in holdfast_xoshiro_next(&state) }
        #expect(
            words == [
                41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205,
                9_973_669_472_204_895_162, 14_011_001_112_246_962_877, 12_406_186_145_184_390_807,
                15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
            ])
    }

    /// Computed by an independent implementation of both generators: pins the layout of addresses, and with it the
    /// results of every scenario.
    @Test func addressesStayWhereTheyAre() {
        let address = holdfast_address(seed: 17, stream: 13, replication: 5, cause: 3)
        var state = holdfast_xoshiro()
        holdfast_xoshiro_start(&state, address)
        #expect(
            (0..<3).map { _ in holdfast_xoshiro_next(&state) }
                == [0xb745_ba3a_422e_b4b0, 0x2c72_9991_a323_c108, 0xb2fa_4a06_e500_78d0])
        holdfast_xoshiro_seek(&state, address, 11)
        #expect(
            (0..<3).map { _ in holdfast_xoshiro_next(&state) }
                == [0xc607_5479_4462_1a28, 0x64cd_51fc_1ca3_9fb1, 0x4c0f_e59f_52f6_e4f7])
    }

    @Test func unitsKeepToTheirIntervals() {
        #expect(holdfast_unit(0) == 0)
        #expect(holdfast_unit(.max) == 1 - 0x1p-53)
        #expect(holdfast_open_unit(0) == 0x1p-53)
        #expect(holdfast_open_unit(.max) == 1 - 0x1p-53)
    }

    @Test(arguments: [0, 1]) func gslRunsOnOurGenerators(which: Int) throws {
        let generator = try #require(gsl_rng_alloc(which == 0 ? holdfast_philox_type() : holdfast_xoshiro_type()))
        defer { gsl_rng_free(generator) }
        #expect(String(cString: gsl_rng_name(generator)) == ["philox4x64-10", "xoshiro256++"][which])
        #expect(gsl_rng_min(generator) == 0)
        #expect(gsl_rng_max(generator) == UInt.max)

        gsl_rng_set(generator, 7)
        let words = (0..<4).map { _ in UInt64(gsl_rng_get(generator)) }
        gsl_rng_set(generator, 7)
        #expect((0..<4).map { _ in gsl_rng_uniform(generator) } == words.map(holdfast_unit))

        // Samplers that take whole numbers, units and rejections from the generator.
        var dice = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { dice[Int(gsl_rng_uniform_int(generator, 6))] += 1 }
        #expect(areEven(dice))
        let count = 50_000
        let gammas = (0..<count).map { _ in gsl_ran_gamma(generator, 2.5, 3) }
        let distance = kolmogorovDistance(gammas) { gsl_cdf_gamma_P($0, 2.5, 3) }
        #expect(distance * Double(count).squareRoot() < kolmogorovBound)
        let zeros = (0..<count).filter { _ in gsl_ran_poisson(generator, 2) == 0 }.count
        #expect(fits(zeros, of: count, probability: gsl_ran_poisson_pdf(0, 2)))
    }

    @Test func gslNeverAbortsTheProcess() {
        #expect(gsl_sf_gamma(-1).isNaN)
        #expect(gsl_cdf_gamma_Pinv(2, 1, 1).isNaN)
    }
}
