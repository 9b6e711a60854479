#include "Xoshiro.h"
#include "Philox.h"

// The last word of the counter keeps the shared sequence of an address apart from those of its customers.
enum { shared_realm = 0, customer_realm = 1 };

static void take(holdfast_xoshiro *state, holdfast_address address, uint64_t number, uint64_t realm) {
    const uint64_t key[2] = {address.seed, (uint64_t)address.replication << 32 | address.cause};
    const uint64_t counter[4] = {0, number, address.stream, realm};
    holdfast_philox_block(key, counter, state->word);
    // From all zeros xoshiro never leaves; Philox gives them once in 2^256 blocks.
    if ((state->word[0] | state->word[1] | state->word[2] | state->word[3]) == 0) state->word[0] = 1;
}

void holdfast_xoshiro_start(holdfast_xoshiro *state, holdfast_address address) {
    take(state, address, 0, shared_realm);
}

void holdfast_xoshiro_seek(holdfast_xoshiro *state, holdfast_address address, uint64_t number) {
    take(state, address, number, customer_realm);
}

static void set_seed(void *state, unsigned long seed) {
    const holdfast_address address = {seed, 0, 0, 0};
    holdfast_xoshiro_start(state, address);
}

static unsigned long get(void *state) { return holdfast_xoshiro_next(state); }

static double get_double(void *state) { return holdfast_unit(holdfast_xoshiro_next(state)); }

static const gsl_rng_type xoshiro = {"xoshiro256++", UINT64_MAX, 0, sizeof(holdfast_xoshiro), set_seed, get, get_double};

const gsl_rng_type *holdfast_xoshiro_type(void) { return &xoshiro; }
