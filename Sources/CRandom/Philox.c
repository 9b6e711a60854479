#include "Philox.h"

__extension__ typedef unsigned __int128 wide;

void holdfast_philox_block(const uint64_t key[2], const uint64_t counter[4], uint64_t block[4]) {
    const uint64_t multiplier0 = 0xD2E7470EE14C6C93u, multiplier1 = 0xCA5A826395121157u;
    const uint64_t weyl0 = 0x9E3779B97F4A7C15u, weyl1 = 0xBB67AE8584CAA73Bu;
    uint64_t a = counter[0], b = counter[1], c = counter[2], d = counter[3];
    uint64_t key0 = key[0], key1 = key[1];
    for (int round = 0; round < 10; round++) {
        const wide left = (wide)multiplier0 * a, right = (wide)multiplier1 * c;
        a = (uint64_t)(right >> 64) ^ b ^ key0;
        b = (uint64_t)right;
        c = (uint64_t)(left >> 64) ^ d ^ key1;
        d = (uint64_t)left;
        key0 += weyl0;
        key1 += weyl1;
    }
    block[0] = a;
    block[1] = b;
    block[2] = c;
    block[3] = d;
}

void holdfast_philox_seek(holdfast_philox *state, const uint64_t key[2], const uint64_t counter[4]) {
    for (int i = 0; i < 2; i++) state->key[i] = key[i];
    for (int i = 0; i < 4; i++) state->counter[i] = counter[i];
    holdfast_philox_block(state->key, state->counter, state->block);
    state->used = 0;
}

uint64_t holdfast_philox_next(holdfast_philox *state) {
    if (state->used == 4) {
        for (int i = 0; i < 4; i++)
            if (++state->counter[i] != 0) break;
        holdfast_philox_block(state->key, state->counter, state->block);
        state->used = 0;
    }
    return state->block[state->used++];
}

static void set_seed(void *state, unsigned long seed) {
    const uint64_t key[2] = {seed, 0}, counter[4] = {0, 0, 0, 0};
    holdfast_philox_seek(state, key, counter);
}

static unsigned long get(void *state) { return holdfast_philox_next(state); }

static double get_double(void *state) { return (double)(holdfast_philox_next(state) >> 11) * 0x1p-53; }

static const gsl_rng_type philox = {"philox4x64-10", UINT64_MAX, 0, sizeof(holdfast_philox), set_seed, get, get_double};

const gsl_rng_type *holdfast_philox_type(void) { return &philox; }
