/* Random draws as fast as plain C makes them: xoshiro256++ (Blackman and Vigna, 2021), and the ziggurat of 256 layers for
 * exponentials and normals (Marsaglia and Tsang, 2000) on 53 bits. Whose draws they are: see customers.h. */
#pragma once
#include <math.h>
#include <stdint.h>

typedef struct {
    uint64_t word[4];
} generator;

static inline uint64_t rotate(uint64_t bits, int by) { return bits << by | bits >> (64 - by); }

static inline uint64_t draw_bits(generator *g) {
    uint64_t *s = g->word;
    const uint64_t result = rotate(s[0] + s[3], 23) + s[0], shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return result;
}

/* A uniform of (0, 1), both ends left out. */
static inline double draw_uniform(generator *g) { return ((double)(draw_bits(g) >> 11) + 0.5) * 0x1p-53; }

/* One shape cut into layers of equal area: a draw below `inside` lies within its layer for sure. */
typedef struct {
    uint64_t inside[256];
    double width[256], height[256];
} ziggurat;
static ziggurat exponential_layers, normal_layers;

static const double exponential_tail = 7.69711747013104972, exponential_area = 3.949659822581572e-3;
static const double normal_tail = 3.6541528853610088, normal_area = 4.92867323399e-3;

static inline double exponential_height(double x) { return exp(-x); }
static inline double exponential_edge(double y) { return -log(y); }
static inline double normal_height(double x) { return exp(-0.5 * x * x); }
static inline double normal_edge(double y) { return sqrt(-2 * log(y)); }

static void cut(ziggurat *z, double tail, double area, double (*height)(double), double (*edge)(double)) {
    const double steps = 0x1p53, base = area / height(tail);
    z->inside[0] = (uint64_t)(tail / base * steps);
    z->width[0] = base / steps;
    z->height[0] = 1;
    z->width[255] = tail / steps;
    z->height[255] = height(tail);
    double outer = tail, inner = tail;
    for (int layer = 254; layer >= 1; layer--) {
        inner = edge(area / inner + height(inner));
        z->inside[layer + 1] = (uint64_t)(inner / outer * steps);
        outer = inner;
        z->height[layer] = height(inner);
        z->width[layer] = inner / steps;
    }
    z->inside[1] = 0;
}

static __attribute__((constructor)) void cut_both(void) {
    cut(&exponential_layers, exponential_tail, exponential_area, exponential_height, exponential_edge);
    cut(&normal_layers, normal_tail, normal_area, normal_height, normal_edge);
}

static inline generator seeded(uint64_t seed) {
    generator g;
    for (int word = 0; word < 4; word++) { /* SplitMix64 */
        uint64_t z = seed += 0x9e3779b97f4a7c15;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        g.word[word] = z ^ z >> 31;
    }
    return g;
}

static __attribute__((noinline)) double exponential_at_edge(generator *g, uint64_t bits) {
    const ziggurat *z = &exponential_layers;
    for (;; bits = draw_bits(g)) {
        const int layer = bits & 255;
        const double x = (double)(bits >> 11) * z->width[layer];
        if (bits >> 11 < z->inside[layer]) return x;
        if (layer == 0) return exponential_tail - log(draw_uniform(g));
        if (z->height[layer] + draw_uniform(g) * (z->height[layer - 1] - z->height[layer]) < exp(-x)) return x;
    }
}

/* Mean 1. */
static inline double draw_exponential(generator *g) {
    const uint64_t bits = draw_bits(g);
    const int layer = bits & 255;
    if (__builtin_expect(bits >> 11 < exponential_layers.inside[layer], 1))
        return (double)(bits >> 11) * exponential_layers.width[layer];
    /* A copy goes out of sight, so that the generator itself can stay in registers. */
    generator copy = *g;
    const double drawn = exponential_at_edge(&copy, bits);
    *g = copy;
    return drawn;
}

static __attribute__((noinline)) double normal_at_edge(generator *g, uint64_t bits) {
    const ziggurat *z = &normal_layers;
    for (;; bits = draw_bits(g)) {
        const int layer = bits & 255;
        const double sign = bits & 256 ? -1 : 1, x = (double)(bits >> 11) * z->width[layer];
        if (bits >> 11 < z->inside[layer]) return sign * x;
        if (layer == 0) {
            double beyond, height;
            do {
                beyond = -log(draw_uniform(g)) / normal_tail;
                height = -log(draw_uniform(g));
            } while (height + height < beyond * beyond);
            return sign * (normal_tail + beyond);
        }
        if (z->height[layer] + draw_uniform(g) * (z->height[layer - 1] - z->height[layer]) < exp(-0.5 * x * x))
            return sign * x;
    }
}

/* Mean 0, variance 1. */
static inline double draw_normal(generator *g) {
    const uint64_t bits = draw_bits(g);
    const int layer = bits & 255;
    if (__builtin_expect(bits >> 11 < normal_layers.inside[layer], 1)) {
        const double x = (double)(bits >> 11) * normal_layers.width[layer];
        return bits & 256 ? -x : x;
    }
    generator copy = *g;
    const double drawn = normal_at_edge(&copy, bits);
    *g = copy;
    return drawn;
}

/* Lognormal with a mean in seconds and a coefficient of variation of 1. */
static inline double draw_lognormal(generator *g, double mean) {
    const double sigma = 0.83255461115769775635; /* sqrt(ln 2) */
    return mean * exp(sigma * draw_normal(g) - sigma * sigma / 2);
}
