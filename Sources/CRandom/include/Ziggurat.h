// Exponential and normal draws by the ziggurat: 256 layers of one area, so that 99 of 100 draws cost one word, one
// look-up and one product. Marsaglia and Tsang 2000, "The ziggurat method for generating random variables",
// doi:10.18637/jss.v005.i08. The layer, the sign and the place come from different bits of the word, the place from
// 53 of them (Doornik 2005, on the harm of sharing bits).
#ifndef HOLDFAST_ZIGGURAT_H
#define HOLDFAST_ZIGGURAT_H

#include "Xoshiro.h"

enum { holdfast_layers = 256 };

// Layer i lies under a density of height 1 at 0, from 0 to edge(i); from 0 to edge(i + 1) it is wholly below the density.
typedef struct {
    double step;      // edge(i) / 2^53; for layer 0, which holds the tail, area / height at its edge / 2^53
    uint64_t inside;  // places below this one are wholly below the density
} holdfast_layer;

typedef struct {
    holdfast_layer layer[holdfast_layers];
    double height[holdfast_layers + 1];  // of the density at edge(i); 1 at the last
    double tail;                         // edge(1), where the tail begins
} holdfast_ziggurat;

extern holdfast_ziggurat holdfast_exponential_ziggurat;
extern holdfast_ziggurat holdfast_normal_ziggurat;

// A value and the generator after it. By value, so that in a loop the state can stay in registers.
typedef struct {
    double value;
    holdfast_xoshiro state;
} holdfast_drawn;

// The one draw in a hundred whose first word does not decide.
holdfast_drawn holdfast_exponential_outside(holdfast_xoshiro state, uint64_t word);
holdfast_drawn holdfast_normal_outside(holdfast_xoshiro state, uint64_t word);

// Exponential, mean 1.
static inline double holdfast_exponential(holdfast_xoshiro *state) {
    const uint64_t word = holdfast_xoshiro_next(state), place = word >> 11;
    const holdfast_layer *layer = &holdfast_exponential_ziggurat.layer[word & 255];
    if (__builtin_expect(place < layer->inside, 1)) return (double)(int64_t)place * layer->step;
    const holdfast_drawn drawn = holdfast_exponential_outside(*state, word);
    *state = drawn.state;
    return drawn.value;
}

// Normal, mean 0, standard deviation 1.
static inline double holdfast_normal(holdfast_xoshiro *state) {
    const uint64_t word = holdfast_xoshiro_next(state), place = word >> 11;
    const holdfast_layer *layer = &holdfast_normal_ziggurat.layer[word & 255];
    if (__builtin_expect(place < layer->inside, 1)) {
        const int64_t sign = (int64_t)((word >> 7) & 2) - 1;
        return (double)(sign * (int64_t)place) * layer->step;
    }
    const holdfast_drawn drawn = holdfast_normal_outside(*state, word);
    *state = drawn.state;
    return drawn.value;
}

// `count` draws of mean 1 each, times a mean: the same as one by one, with the state in registers from draw to draw.
void holdfast_exponential_fill(holdfast_xoshiro *state, double *draws, long count, double mean);
// `count` draws of mean 0 and standard deviation 1.
void holdfast_normal_fill(holdfast_xoshiro *state, double *draws, long count);

#endif
