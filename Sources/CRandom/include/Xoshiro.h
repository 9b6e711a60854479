// xoshiro256++: a fast sequence of words from 256 bits of state.
// Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", doi:10.1145/3460772.
#ifndef HOLDFAST_XOSHIRO_H
#define HOLDFAST_XOSHIRO_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

typedef struct {
    uint64_t word[4];
} holdfast_xoshiro;

// Whose randomness it is. Different addresses are different Philox blocks: nothing is hashed, nothing can collide.
typedef struct {
    uint64_t seed;
    uint64_t stream;
    uint32_t replication;
    uint32_t cause;
} holdfast_address;

// The start of the sequence that all customers of an address share, in order of their numbers.
void holdfast_xoshiro_start(holdfast_xoshiro *state, holdfast_address address);

// The start of the sequence that belongs to customer `number` of an address alone.
void holdfast_xoshiro_seek(holdfast_xoshiro *state, holdfast_address address, uint64_t number);

// xoshiro256++ as a GSL generator; gsl_rng_set(r, seed) starts the sequence of seed and the address 0.
const gsl_rng_type *holdfast_xoshiro_type(void);

// The next word: 64 bits, all of them good.
static inline uint64_t holdfast_xoshiro_next(holdfast_xoshiro *state) {
    const uint64_t a = state->word[0], b = state->word[1], c = state->word[2] ^ a, d = state->word[3] ^ b;
    const uint64_t sum = a + state->word[3];
    state->word[0] = a ^ d;
    state->word[1] = b ^ c;
    state->word[2] = c ^ (b << 17);
    state->word[3] = (d << 45) | (d >> 19);
    return ((sum << 23) | (sum >> 41)) + a;
}

// [0, 1) from the upper 53 bits of a word.
static inline double holdfast_unit(uint64_t word) { return (double)(int64_t)(word >> 11) * 0x1p-53; }

// (0, 1) from the upper 52 bits of a word: the middle of one of 2^52 cells. With 53 bits the last middle would round to 1.
static inline double holdfast_open_unit(uint64_t word) { return ((double)(int64_t)(word >> 12) + 0.5) * 0x1p-52; }

#endif
