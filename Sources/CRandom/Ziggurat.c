#include "Ziggurat.h"
#include <math.h>

// Where the tail begins and the area of a layer, so that 256 layers close at the top: the root of the recursion in
// `raise`, found with 40 digits. The recursion is unstable enough that digits beyond a Double's do matter to the top.
static const double exponential_tail = 7.697117470131049714, exponential_area = 0.003949659822581557220;
static const double normal_tail = 3.654152885361008772, normal_area = 0.004928673233974655347;

holdfast_ziggurat holdfast_exponential_ziggurat;
holdfast_ziggurat holdfast_normal_ziggurat;

static double exponential_density(double x) { return exp(-x); }
static double exponential_edge(double height) { return -log(height); }
static double normal_density(double x) { return exp(-0.5 * x * x); }
static double normal_edge(double height) { return sqrt(-2 * log(height)); }

static void raise(
    holdfast_ziggurat *tower, double tail, double area, double (*density)(double), double (*edge_at)(double)) {
    double edge = area / density(tail), next = tail;
    tower->tail = tail;
    tower->height[0] = 0;
    for (int i = 0; i < holdfast_layers; i++) {
        tower->layer[i].step = edge * 0x1p-53;
        tower->layer[i].inside = (uint64_t)(next / edge * 0x1p53);
        edge = next;
        tower->height[i + 1] = i + 1 < holdfast_layers ? density(edge) : 1;
        next = i + 2 < holdfast_layers ? edge_at(density(edge) + area / edge) : 0;
    }
}

// Before main and before any thread, so that a draw never asks whether the tables are there.
__attribute__((constructor)) static void raise_both(void) {
    raise(&holdfast_exponential_ziggurat, exponential_tail, exponential_area, exponential_density, exponential_edge);
    raise(&holdfast_normal_ziggurat, normal_tail, normal_area, normal_density, normal_edge);
}

// Whether a point of layer i at x, drawn evenly between the layer's two heights, is below the density.
static int is_below(const holdfast_ziggurat *tower, uint64_t i, double density, holdfast_xoshiro *state) {
    const double low = tower->height[i], high = tower->height[i + 1];
    return low + holdfast_unit(holdfast_xoshiro_next(state)) * (high - low) < density;
}

holdfast_drawn holdfast_exponential_outside(holdfast_xoshiro state, uint64_t word) {
    const holdfast_ziggurat *tower = &holdfast_exponential_ziggurat;
    double before = 0;
    for (;; word = holdfast_xoshiro_next(&state)) {
        const uint64_t i = word & 255, place = word >> 11;
        const double x = (double)(int64_t)place * tower->layer[i].step;
        if (place < tower->layer[i].inside) return (holdfast_drawn){before + x, state};
        if (i == 0) {
            // Without memory: beyond the tail's start the exponential begins anew.
            before += tower->tail;
        } else if (is_below(tower, i, exp(-x), &state)) {
            return (holdfast_drawn){before + x, state};
        }
    }
}

holdfast_drawn holdfast_normal_outside(holdfast_xoshiro state, uint64_t word) {
    const holdfast_ziggurat *tower = &holdfast_normal_ziggurat;
    for (;; word = holdfast_xoshiro_next(&state)) {
        const uint64_t i = word & 255, place = word >> 11;
        const double sign = word & 256 ? 1 : -1;
        const double x = (double)(int64_t)place * tower->layer[i].step;
        if (place < tower->layer[i].inside) return (holdfast_drawn){sign * x, state};
        if (i == 0) {
            // Marsaglia 1964: an exponential of the tail's slope, accepted with the ratio of the densities.
            double beyond, ceiling;
            do {
                beyond = holdfast_exponential(&state) / tower->tail;
                ceiling = holdfast_exponential(&state);
            } while (2 * ceiling < beyond * beyond);
            return (holdfast_drawn){sign * (tower->tail + beyond), state};
        }
        if (is_below(tower, i, exp(-0.5 * x * x), &state)) return (holdfast_drawn){sign * x, state};
    }
}

// Draws of one tower, with the state in four locals: in a struct whose address is taken for the rare call it would live
// in memory, and each draw would wait for the store of the one before.
static inline __attribute__((always_inline)) void fill(
    holdfast_xoshiro *state, double *draws, long count, double scale, const holdfast_ziggurat *tower,
    holdfast_drawn (*outside)(holdfast_xoshiro, uint64_t), int both_signs) {
    uint64_t a = state->word[0], b = state->word[1], c = state->word[2], d = state->word[3];
    for (long i = 0; i < count; i++) {
        const uint64_t sum = a + d, word = ((sum << 23) | (sum >> 41)) + a, shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 45) | (d >> 19);
        const uint64_t place = word >> 11;
        const holdfast_layer *layer = &tower->layer[word & 255];
        if (__builtin_expect(place < layer->inside, 1)) {
            const int64_t sign = both_signs ? (int64_t)((word >> 7) & 2) - 1 : 1;
            draws[i] = scale * ((double)(sign * (int64_t)place) * layer->step);
        } else {
            const holdfast_drawn drawn = outside((holdfast_xoshiro){{a, b, c, d}}, word);
            a = drawn.state.word[0], b = drawn.state.word[1], c = drawn.state.word[2], d = drawn.state.word[3];
            draws[i] = scale * drawn.value;
        }
    }
    *state = (holdfast_xoshiro){{a, b, c, d}};
}

void holdfast_exponential_fill(holdfast_xoshiro *state, double *draws, long count, double mean) {
    fill(state, draws, count, mean, &holdfast_exponential_ziggurat, holdfast_exponential_outside, 0);
}

void holdfast_normal_fill(holdfast_xoshiro *state, double *draws, long count) {
    fill(state, draws, count, 1, &holdfast_normal_ziggurat, holdfast_normal_outside, 1);
}
