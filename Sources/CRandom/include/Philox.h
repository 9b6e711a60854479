// Philox4x64-10: a block of four words for each (key, counter), without a state to walk through.
// Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405.
#ifndef HOLDFAST_PHILOX_H
#define HOLDFAST_PHILOX_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

// A walk through the blocks of one key, word by word: the state of the GSL generator below.
typedef struct {
    uint64_t key[2];
    uint64_t counter[4];
    uint64_t block[4];
    uint64_t used;
} holdfast_philox;

// The block at `counter` under `key`.
void holdfast_philox_block(const uint64_t key[2], const uint64_t counter[4], uint64_t block[4]);

// Stands before the first word of the block at `counter`.
void holdfast_philox_seek(holdfast_philox *state, const uint64_t key[2], const uint64_t counter[4]);

// The next word; after the fourth of a block, the first of the block at counter + 1 (256-bit, least word first).
uint64_t holdfast_philox_next(holdfast_philox *state);

// Philox as a GSL generator; gsl_rng_set(r, seed) takes the key (seed, 0) and the counter 0.
const gsl_rng_type *holdfast_philox_type(void);

#endif
